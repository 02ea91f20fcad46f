"""The lot in the protocol: where its number comes from, how it was bound, how it decided."""

from collections.abc import Iterator

from begleitwerk.engine.documents import Block, Bullets, Facts, Heading, Paragraph
from begleitwerk.engine.selection.protocol import Protocol
from begleitwerk.selection.models import SelectionDecision
from begleitwerk.selection.papers.letter_frame import moment
from begleitwerk.selection.presenters.lots import unbound_words
from begleitwerk.selection.presenters.reasons import Names, lottery_words


def lot_blocks(decision: SelectionDecision, protocol: Protocol, names: Names) -> Iterator[Block]:
    """Nothing where there was no number, which is so only where no lot decided."""
    if not protocol.problem.seed:
        return
    yield Heading("Los")
    if protocol.result.lottery:
        yield Bullets(tuple(lottery_words(protocol.result.lottery, protocol.problem, names)))
    else:
        yield Paragraph("Keine andere Auswahl ist gleich gut. Das Los hat nichts entschieden.")
    yield Facts("Zahl für das Los", tuple(number_facts(protocol)))
    if unbound := unbound_words(decision.run):
        yield Paragraph("Beim Los ist nicht belegt:")
        yield Bullets(tuple(unbound))


def number_facts(protocol: Protocol) -> Iterator[tuple[str, str]]:
    yield "Zahl", protocol.problem.seed
    if (drawing := protocol.drawing) is None:
        return
    yield "Quelle, eingefroren mit den Regeln", drawing.source or "–"
    yield "Prüfsumme der Daten, vorab veröffentlicht", drawing.data_digest or "–"
    for label, at in (
        ("Veröffentlicht", drawing.published_at),
        ("Gezogen", drawing.drawn_at),
        ("Eingetragen", drawing.entered_at),
    ):
        yield label, moment(at.isoformat()) if at else "–"
