"""What every letter of a selection shares: the sheet around the words, German always."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from begleitwerk.engine.documents import Block, Document, Paragraph

GREETING = "Sehr geehrte Damen und Herren,"
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


def letter(content: Content, *, subject: str, preline: str, blocks: tuple[Block, ...]) -> Document:
    """The sheet: who writes, to whom, when. `content` has municipality, office, programme, on."""
    return Document(
        title=f"{subject}: {content['municipality']}",
        subject=subject,
        preline=preline,
        letterhead_left=tuple(filter(None, (content["office"], content["programme"]))),
        letterhead_right=(f"Datum: {day(content['on'])}",),
        blocks=(Paragraph(f"An: {content['municipality']}\nJugendamt"), *blocks),
        author=content["office"] or content["programme"],
        created=date.fromisoformat(content["on"]),
    )
