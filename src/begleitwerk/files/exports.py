"""A stored file on its way to the browser."""

from django.http import FileResponse, Http404

from begleitwerk.files.models import StoredFile


def download_of(stored: StoredFile) -> FileResponse:
    """The file as an attachment that no browser opens in place or takes for another kind.

    Whoever calls this has decided that the reader may have it. Raises Http404 where the content
    is gone from the disk.
    """
    try:
        content = stored.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=stored.name, content_type=stored.content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
