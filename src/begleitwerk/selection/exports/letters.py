"""Letters as files."""

from collections.abc import Iterator, Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from begleitwerk.core.services import make_docx, make_pdf, make_together
from begleitwerk.engine.documents import Document
from begleitwerk.municipalities.selectors import NOBODY
from begleitwerk.selection.enums import LetterKind
from begleitwerk.selection.models import Letter
from begleitwerk.selection.papers.closing import closing_letter
from begleitwerk.selection.papers.invitation import invitation_document
from begleitwerk.selection.papers.letters import decision_letter

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def letter_file(document: Document, kind: str) -> bytes:
    """A letter as "pdf" (PDF/UA-1 and PDF/A-2a) or as "docx". Raises Refused."""
    if kind == "docx":
        return make_docx(document)
    return make_pdf(document)


def document_of(letter: Letter) -> Document:
    """A letter as it went out."""
    if letter.kind == LetterKind.INVITATION:
        return invitation_document(letter.content)
    if letter.kind == LetterKind.CLOSED:
        return closing_letter(letter.content)
    return decision_letter(letter.content)


def letters_file(round: str, letters: Sequence[Letter]) -> bytes:
    """Letters of a round as one PDF in this order, each from a new page. Raises Refused."""
    return make_together(f"Schreiben: {round}", [document_of(letter) for letter in letters])


MERGE_HEADER = (
    "Schlüssel", "Kommune", "Stelle", "Funktion", "Name", "Straße", "PLZ", "Ort", "Anrede",
    "E-Mail", "Schreiben", "Thema", "Geschrieben am", "Gesendet am", "Weg",
)  # fmt: skip


def merge_rows(letters: Sequence[Letter]) -> Iterator[list[object]]:
    """What a mail merge needs of each recipient, with the address as it stands today."""
    for letter in letters:
        place = letter.municipality
        contact = getattr(place, "letter_contact", None)
        sent = getattr(letter, "dispatch", None)
        of_contact = ("office", "function", "person", "street", "postcode", "town")
        yield [
            place.youth_office_id,
            place.name,
            *(getattr(contact, name, "") for name in of_contact),
            getattr(contact, "salutation", "") or NOBODY,
            letter.sent_to or getattr(contact, "email", ""),
            letter.get_kind_display(),
            letter.content.get("theme", ""),
            timezone.localdate(letter.sent_at),
            sent.on if sent else None,
            sent.get_way_display() if sent else "",
        ]


def letter_upload(document: Document, name: str) -> SimpleUploadedFile:
    """The PDF as something `files.services.store_file` takes in."""
    return SimpleUploadedFile(f"{name}.pdf", letter_file(document, "pdf"), CONTENT_TYPES["pdf"])


def letter_name(*parts: str) -> str:
    """A file name every system takes, without its ending: "einladung-landkreis-musterau"."""
    return "-".join(part for part in parts if part)
