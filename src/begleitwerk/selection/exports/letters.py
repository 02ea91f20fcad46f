"""Letters as files."""

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from begleitwerk.engine.documents import Document, render_docx, render_pdf

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def letter_file(document: Document, kind: str) -> bytes:
    """A letter as "pdf" (PDF/UA-1 and PDF/A-2a) or as "docx". Raises DocumentError."""
    if kind == "docx":
        return render_docx(document)
    return render_pdf(document, fonts=settings.DOCUMENT_FONTS)


def letter_upload(document: Document, name: str) -> SimpleUploadedFile:
    """The PDF as something `files.services.store_file` takes in."""
    return SimpleUploadedFile(f"{name}.pdf", letter_file(document, "pdf"), CONTENT_TYPES["pdf"])


def letter_name(*parts: str) -> str:
    """A file name every system takes, without its ending: "einladung-landkreis-musterau"."""
    return "-".join(part for part in parts if part)
