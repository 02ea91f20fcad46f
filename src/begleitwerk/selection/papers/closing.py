"""The letter about an application that ends without a decision, from its content, German always."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from begleitwerk.engine.documents import Block, Document, Facts, Heading, Paragraph, parse_text
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.papers.invitation import application_url
from begleitwerk.selection.papers.letter_frame import (
    Content,
    closing,
    day,
    frame_of,
    greeting,
    letter,
)


def closing_content(
    candidacy: Candidacy, *, reason: str, on: date, by_post: bool = False
) -> dict[str, Any]:
    """All the letter says, as JSON: it is kept with the letter. `by_post`: nobody can sign in."""
    round, application = candidacy.round, candidacy.application
    arrived = application.submitted_at
    return {
        **frame_of(candidacy),
        "edition": round.edition.name,
        "round": round.name,
        "on": on.isoformat(),
        "arrived_on": timezone.localdate(arrived).isoformat() if arrived else None,
        "asked_for": application.return_note.strip(),
        "reasons": [reason],
        "url": "" if by_post else application_url(candidacy),
        "contact": round.contact.strip(),
    }


def closing_letter(content: Content) -> Document:
    return letter(
        content,
        subject="Auswahl: Ihre Bewerbung ist abgeschlossen",
        preline=f"{content['programme']}, {content['edition']}",
        blocks=tuple(blocks_of(content)),
    )


def blocks_of(content: Content) -> Iterator[Block]:
    yield Paragraph(greeting(content))
    yield Paragraph(
        f"Ihre Bewerbung ist am {day(content['arrived_on'])} eingegangen. Wir haben sie Ihnen zur"
        " Ergänzung zurückgegeben; ergänzt ist sie nicht eingegangen. Deshalb wurde nicht über sie"
        " entschieden, und sie ist für diese Auswahl abgeschlossen."
    )
    yield Facts("Auf einen Blick", (("Auswahl", content["round"]), ("Ergebnis", "abgeschlossen")))
    if content["asked_for"]:
        yield Heading("Worum wir gebeten hatten")
        yield from parse_text(content["asked_for"])
    yield Heading("Der Grund")
    for reason in content["reasons"]:
        yield from parse_text(reason)
    yield Heading("So geht es weiter")
    yield Paragraph(
        "Sie müssen nichts tun. Was Sie zuletzt eingereicht haben, können Sie weiterhin lesen"
        + (f": {content['url']}" if content["url"] else "; wir senden es Ihnen auf Wunsch zu.")
    )
    if content["contact"]:
        yield Heading("Fragen")
        yield from parse_text(content["contact"])
    yield Paragraph(closing(content))
