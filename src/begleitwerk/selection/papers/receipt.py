"""The receipt: when an application came in, word for word what it says, and its digest."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django.utils import timezone, translation

from begleitwerk.engine.canonical import digest_of
from begleitwerk.engine.documents import Block, Document, Facts, Heading, Paragraph, Table
from begleitwerk.selection.enums import ApplicationState
from begleitwerk.selection.models import Application
from begleitwerk.selection.papers.letter_frame import Content, frame_of, letter, moment
from begleitwerk.selection.selectors.applications import (
    Section,
    content_of,
    sections_of,
    size_words,
)
from begleitwerk.selection.selectors.corrections import agreed_in

NOTHING = "keine Angabe"


def receipt_content(application: Application) -> dict[str, Any]:
    """All the receipt says, as JSON: it is kept, and with it what was handed in."""
    round = application.candidacy.round
    # only what was handed in gets a receipt
    first, last = cast("datetime", application.submitted_at), application.approved_at
    last = last or first
    corrected = agreed_in(application)
    handed_in = content_of(application)
    return {
        **frame_of(application.candidacy),
        "edition": round.edition.name,
        "round": round.name,
        "on": timezone.localdate(max([last, *corrected.values()])).isoformat(),
        "handed_in_at": first.isoformat(),
        "completed_at": last.isoformat() if last != first else None,
        "is_late": application.state == ApplicationState.LATE,
        "apply_until": round.apply_until.isoformat() if round.apply_until else None,
        "approver": str(
            getattr(application.approver, "function", "") or application.approver or ""
        ),
        "application": handed_in,
        "corrections": {str(label): at.isoformat() for label, at in corrected.items()},
        "digest": digest_of(handed_in),
    }


def receipt_document(content: Content) -> Document:
    """The receipt as a letter, German always."""
    with translation.override("de"):
        sections = sections_of(content["application"])
        blocks = (
            Paragraph(_arrival(content)),
            Facts("Eingang der Bewerbung", tuple(_facts(content))),
            *(block for section in sections for block in _section(section)),
            *_files(content["application"]["files"]),
            Heading("Prüfsumme"),
            Paragraph(
                "Die Prüfsumme (SHA-256) gehört zu genau diesem Inhalt. Ändert sich daran ein"
                " einziges Zeichen, ändert sie sich auch."
            ),
            Paragraph(content["digest"]),
        )
    return letter(
        content,
        subject="Eingangsbestätigung",
        preline=f"Bewerbung, {content['programme']}, {content['edition']}",
        blocks=blocks,
    )


def _arrival(content: Content) -> str:
    words = f"Ihre Bewerbung ist am {moment(content['handed_in_at'])} eingegangen"
    if content["is_late"]:
        words += ", nach dem Ende der Frist. Sie ist nicht abgelehnt, gilt aber als verspätet"
    if content["completed_at"]:
        words += f"; Sie haben sie am {moment(content['completed_at'])} ergänzt"
    return f"{words}. Wir haben erhalten, was auf diesen Seiten steht."


def _facts(content: Content) -> Iterator[tuple[str, str]]:
    yield "Auswahl", content["round"]
    yield "Eingegangen", moment(content["handed_in_at"])
    if content["completed_at"]:
        yield "Ergänzt", moment(content["completed_at"])
    for label, at in content.get("corrections", {}).items():
        yield "Berichtigt", f"{_capital(label)}, mit Ihrer Zustimmung vom {moment(at)}"
    if content["approver"]:
        yield "Freigegeben durch", content["approver"]


def _section(section: Section) -> Iterator[Block]:
    yield Heading(str(section.title))
    for entry in section.entries:
        yield Heading(_capital(str(entry.label)), level=2)
        yield Paragraph(entry.value or NOTHING)
    if section.evidence:
        rows = tuple(
            (row["statement"], row["proof"], str(row["year"] or "–")) for row in section.evidence
        )
        yield Table("Erfahrungen und ihre Nachweise", ("Erfahrung", "Nachweis", "Jahr"), rows)


def _files(files: list[dict[str, Any]]) -> Iterator[Block]:
    yield Heading("Anlagen")
    if not files:
        yield Paragraph("Keine Anlagen.")
        return
    rows = tuple((row["title"], row["name"], size_words(row["size"])) for row in files)
    yield Table("Anlagen der Bewerbung", ("Anlage", "Datei", "Größe"), rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
