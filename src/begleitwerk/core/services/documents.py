"""Documents as files, for people: what goes wrong is said in words."""

from base64 import b64decode
from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.imports.reading import limits
from begleitwerk.core.services.errors import Refused
from begleitwerk.engine.documents import (
    Document,
    DocumentError,
    render_docx,
    render_pdf,
    render_together,
)
from begleitwerk.engine.documents.plain import as_plain
from begleitwerk.engine.reading import asking
from begleitwerk.engine.reading.errors import ReadingError

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


def make_together(title: str, documents: Sequence[Document]) -> bytes:
    """Many documents as one PDF/UA-1 and PDF/A-2a, each from a new page. Raises Refused."""
    try:
        return render_together(
            title,
            documents,
            fonts=settings.DOCUMENT_FONTS,
            limit=max(float(settings.PDF_SECONDS), len(documents) / 4),
        )
    except DocumentError as error:
        raise in_words(error) from error


def make_docx(document: Document, *, template: bytes | None = None) -> bytes:
    """The document as Word file, in a template of one's own if given. Raises Refused."""
    try:
        return in_template(document, template) if template else render_docx(document)
    except (DocumentError, ReadingError) as error:
        raise in_words(error) from error


def in_template(document: Document, template: bytes) -> bytes:
    """The document laid into a template somebody uploaded. Raises ReadingError."""
    file: str = asking.read("docx", template, {"document": as_plain(document)}, limits())
    return b64decode(file)


def in_words(error: DocumentError | ReadingError) -> Refused:
    return Refused(str(WORDS.get(error.code, OTHERWISE)) % {"reason": error, **error.params})
