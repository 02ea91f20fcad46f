"""What every letter of a selection shares: the sheet around the words, German always."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from begleitwerk.engine.documents import Block, Document, Paragraph
from begleitwerk.municipalities.models import LetterContact
from begleitwerk.municipalities.selectors import NOBODY, contact_of
from begleitwerk.programmes.models import Programme
from begleitwerk.programmes.selectors import letterhead_of
from begleitwerk.selection.models import Candidacy

# Where nobody has said to which office a letter goes.
OFFICE = "Jugendamt"
CLOSING = "Mit freundlichen Grüßen"

Content = Mapping[str, Any]


def day(value: date | str | None) -> str:
    """A day as letters write it, also from its ISO form: 03.04.2027; a dash where none is."""
    if not value:
        return "–"
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{found:%d.%m.%Y}"


def moment(value: str) -> str:
    """A moment in its ISO form as people in Germany read it: 03.04.2027, 14:05 Uhr."""
    local = timezone.localtime(datetime.fromisoformat(value))
    return f"{local:%d.%m.%Y, %H:%M} Uhr"


def frame_of(candidacy: Candidacy, contact: LetterContact | None = None) -> dict[str, Any]:
    """Who writes to whom, as it stands today: a part of what is kept with the letter."""
    place, programme = candidacy.municipality, candidacy.round.edition.programme
    contact = contact or contact_of(place)
    lines = contact.lines if contact.office else (place.name, OFFICE, *contact.lines[1:])
    return {
        "municipality": place.name,
        "office": programme.office,
        "programme": programme.name,
        "address": list(lines),
        "salutation": contact.salutation or NOBODY,
        **sender_of(programme),
    }


def sender_of(programme: Programme) -> dict[str, Any]:
    """Letterhead and signature."""
    head = letterhead_of(programme)
    sender = head.sender or programme.office or programme.name
    town = f"{head.postcode} {head.town}".strip()
    info = (
        head.phone and f"Telefon: {head.phone}",
        head.email and f"E-Mail: {head.email}",
        head.website,
    )
    return {
        "letterhead": list(dict.fromkeys((sender, programme.name))),
        "return_line": ", ".join(filter(None, (sender, head.street, town))) if town else "",
        "info": list(filter(None, info)),
        "signature": list(filter(None, (sender, head.signed_by, head.signed_as))),
    }


def greeting(content: Content) -> str:
    return str(content.get("salutation") or NOBODY)


def closing(content: Content) -> str:
    """The end, with who signs; letters of earlier years name the office alone."""
    signed = content.get("signature") or filter(None, (content["office"],))
    return "\n".join((CLOSING, *signed))


def letter(content: Content, *, subject: str, preline: str, blocks: tuple[Block, ...]) -> Document:
    """The sheet: who writes, to whom, when. `content` has what `frame_of` gives, and `on`; letters
    of earlier years have neither address nor letterhead."""
    address = tuple(content.get("address", ()))
    if not address:
        blocks = (Paragraph(f"An: {content['municipality']}\n{OFFICE}"), *blocks)
    return Document(
        title=f"{subject}: {content['municipality']}",
        subject=subject,
        preline=preline,
        letterhead_left=tuple(
            content.get("letterhead") or filter(None, (content["office"], content["programme"]))
        ),
        letterhead_right=(*content.get("info", ()), f"Datum: {day(content['on'])}"),
        address=address,
        return_line=content.get("return_line", ""),
        blocks=blocks,
        author=content["office"] or content["programme"],
        created=date.fromisoformat(content["on"]),
    )
