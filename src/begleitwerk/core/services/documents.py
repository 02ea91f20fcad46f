"""Documents as files, for people: what goes wrong is said in words."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services.errors import Refused
from begleitwerk.engine.documents import Document, DocumentError, render_docx, render_pdf

WORDS = {
    "pdf_timeout": _(
        "The PDF was not ready after %(seconds)d seconds, so the attempt was ended. Nothing is "
        "lost. Please try again in a moment; if it happens again, tell the people who run the "
        "platform."
    ),
}
OTHERWISE = _(
    "The file could not be made: %(reason)s. Nothing is lost. Please tell the people who run the "
    "platform."
)


def make_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a. Raises Refused, after a while at the latest."""
    try:
        return render_pdf(
            document, fonts=settings.DOCUMENT_FONTS, limit=float(settings.PDF_SECONDS)
        )
    except DocumentError as error:
        raise in_words(error) from error


def make_docx(document: Document, *, template: bytes | None = None) -> bytes:
    """The document as Word file, in a template of one's own if given. Raises Refused."""
    try:
        return render_docx(document, template=template)
    except DocumentError as error:
        raise in_words(error) from error


def in_words(error: DocumentError) -> Refused:
    return Refused(str(WORDS.get(error.code, OTHERWISE)) % {"reason": error, **error.params})
