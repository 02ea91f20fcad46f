"""The minutes of a meeting: who met when, what came out, what was decided; and what other apps
worked on there, each in its own part. German, as it goes to the files of a municipality."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import translation

from begleitwerk.core.contributions import Look, Registry
from begleitwerk.core.papers import sentence
from begleitwerk.engine.documents import Block, Bullets, Document, Facts, Heading, Paragraph
from begleitwerk.processes.models import Decision, Meeting


@dataclass(frozen=True)
class MinutesPart:
    """What an app says in the minutes of a meeting: a heading, and blocks of the sheet in German,
    nothing where it has nothing to say. The subject of the look is the meeting."""

    heading: str
    of: Callable[[Look], Sequence[Block]]
    place: int


minutes_parts: Registry[MinutesPart] = Registry()


def minutes_document(look: Look) -> Document:
    """The minutes as far as this person may read what belongs to them."""
    meeting: Meeting = look.subject
    owner = meeting.municipality or meeting.programme
    name = str(owner.name if owner else "")
    with translation.override("de"):
        return Document(
            title=f"Protokoll: {meeting.title}",
            subject=meeting.title,
            preline="Protokoll",
            letterhead_left=(name,),
            letterhead_right=(meeting.when_long,),
            blocks=tuple(blocks_of(meeting, look)),
            author=name,
            created=meeting.on,
        )


def blocks_of(meeting: Meeting, look: Look) -> Iterator[Block]:
    yield Facts("Sitzung", tuple(facts_of(meeting)))
    yield Heading("Ergebnisse")
    yield Paragraph(meeting.summary.strip() or "Nichts festgehalten.")
    decisions = list(meeting.decisions.all())
    if decisions:
        yield Heading("Beschlüsse")
        yield Bullets(tuple(map(decision_line, decisions)))
    for part in minutes_parts.on():
        blocks = tuple(part.of(look))
        if blocks:
            yield Heading(part.heading)
            yield from blocks


def facts_of(meeting: Meeting) -> Iterator[tuple[str, str]]:
    yield "Art", meeting.kind.label
    if meeting.body:
        yield "Gremium", meeting.body.name
    yield "Tag", meeting.when_long
    if meeting.session_number:
        yield "Nummer", meeting.session_number
    if meeting.clock:
        yield "Uhrzeit", meeting.clock
    if meeting.place:
        yield "Ort", meeting.place
    taken = meeting.participants
    yield "Teilnehmende", "nicht erfasst" if taken is None else str(taken)


def decision_line(decision: Decision) -> str:
    votes = f" ({decision.votes})" if decision.votes else ""
    return f"Beschluss {decision.number}: {sentence(decision.text)}{votes}"
