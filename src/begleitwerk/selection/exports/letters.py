"""Letters as files."""

from django.core.files.uploadedfile import SimpleUploadedFile

from begleitwerk.core.services import make_docx, make_pdf
from begleitwerk.engine.documents import Document

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def letter_file(document: Document, kind: str) -> bytes:
    """A letter as "pdf" (PDF/UA-1 and PDF/A-2a) or as "docx". Raises Refused."""
    if kind == "docx":
        return make_docx(document)
    return make_pdf(document)


def letter_upload(document: Document, name: str) -> SimpleUploadedFile:
    """The PDF as something `files.services.store_file` takes in."""
    return SimpleUploadedFile(f"{name}.pdf", letter_file(document, "pdf"), CONTENT_TYPES["pdf"])


def letter_name(*parts: str) -> str:
    """A file name every system takes, without its ending: "einladung-landkreis-musterau"."""
    return "-".join(part for part in parts if part)
