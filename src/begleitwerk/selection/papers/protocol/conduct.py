"""How the applications were dealt with, in the protocol: nobody is named."""

from collections.abc import Iterator, Sequence

from begleitwerk.core.selectors import dictionary_order
from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.documents import Block, Heading, Paragraph, Table
from begleitwerk.engine.selection.protocol import Clarification, Correction, Protocol, Talk
from begleitwerk.selection.papers.letter_frame import day
from begleitwerk.selection.presenters.reasons import Names
from begleitwerk.selection.selectors.claims import CLAIMS, claim_words
from begleitwerk.selection.selectors.corrections import entry_label

COUNTED = {"claim": "die Angabe", "register": "das Register"}


def conduct_blocks(protocol: Protocol, names: Names) -> Iterator[Block]:
    """Talks, conflicts of interest, clarified claims and corrections; nothing where there was none
    of them."""
    if not (
        protocol.talks or protocol.conflicts or protocol.clarifications or protocol.corrections
    ):
        return
    yield Heading("Begutachtung und Klärungen")
    if protocol.talks:
        yield Paragraph("Wo zwei Gutachten weit auseinander lagen, haben beide gesprochen:")
        yield talks_table(protocol, names)
    if protocol.conflicts:
        yield Paragraph(
            "Wer einen Interessenkonflikt erklärt, begutachtet die Bewerbung nicht und entscheidet"
            " nicht mit, solange sie zur Wahl steht."
        )
        yield conflicts_table(protocol, names)
    if protocol.clarifications:
        yield Paragraph("Wo eine Angabe dem Register widersprach, wurde geklärt, was zählt:")
        yield clarifications_table(protocol, names)
    if protocol.corrections:
        yield Paragraph(
            "Wo das Programmbüro eine Angabe berichtigt hat, zählt die berichtigte, weil die"
            " Kommune zugestimmt hat:"
        )
        yield corrections_table(protocol, names)


def by_name(cells: Sequence[str]) -> tuple[str, Sequence[str]]:
    return dictionary_order(cells[0]), cells


def talks_table(protocol: Protocol, names: Names) -> Table:
    criteria = protocol.names.criteria

    def cells(row: Talk) -> tuple[str, ...]:
        name = criteria.get(row.criterion, row.criterion)
        theme = f" ({names.theme(row.theme)})" if row.theme else ""
        return names.candidate(row.candidate), f"{name}{theme}", number(row.level, 2), day(row.on)

    return Table(
        "Gespräche",
        ("Kommune", "Kriterium", "Vereinbart", "Gespräch am"),
        tuple(sorted((cells(row) for row in protocol.talks), key=by_name)),
        numeric=frozenset({2}),
    )


def conflicts_table(protocol: Protocol, names: Names) -> Table:
    rows = ((names.candidate(key), str(count)) for key, count in protocol.conflicts.items())
    return Table(
        "Erklärte Interessenkonflikte",
        ("Kommune", "Personen"),
        tuple(sorted(rows, key=by_name)),
        numeric=frozenset({1}),
    )


def clarifications_table(protocol: Protocol, names: Names) -> Table:
    def cells(row: Clarification) -> tuple[str, ...]:
        label = str(CLAIMS.get(row.claim, row.claim))
        said = (claim_words(row.claimed) or "–", claim_words(row.registered) or "–")
        return names.candidate(row.candidate), label, *said, COUNTED.get(row.counts, row.counts)

    return Table(
        "Klärungen",
        ("Kommune", "Angabe", "Angegeben", "Register", "Es zählt"),
        tuple(sorted((cells(row) for row in protocol.clarifications), key=by_name)),
    )


def corrections_table(protocol: Protocol, names: Names) -> Table:
    def cells(row: Correction) -> tuple[str, ...]:
        label = entry_label(row.entry, names.themes)
        return names.candidate(row.candidate), label, day(row.agreed_on)

    return Table(
        "Berichtigungen",
        ("Kommune", "Angabe", "Zugestimmt am"),
        tuple(sorted(cells(row) for row in protocol.corrections)),
    )
