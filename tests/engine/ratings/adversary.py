"""Somebody who reads everything that was told of a question, and wants to know who said what.

Knows every group by itself, also those that are told as one, and nothing of how it was chosen what
is told. Solves over all answers that fit (`tests.engine.disclosure.attacker`).
"""

from collections.abc import Iterator, Mapping, Sequence

from begleitwerk.engine.disclosure import Cell, Insider, Need, Sum, Tables
from begleitwerk.engine.ratings import EVERYBODY, JOINT, Party, Question
from tests.engine.disclosure.attacker import Attack

Row = Mapping[str, int]


def learned(
    parties: Sequence[Party],
    question: Question,
    told: Mapping[str, Row | None],
    joined: Sequence[str] = (),
) -> list[str]:
    """Which sensitive answers somebody learns too much of, outside or in a group.

    `told` by party, JOINT and EVERYBODY as the reader finds it.
    """
    truth = {party.key: row_of(question, party) for party in parties if party.size}
    cells, sums = tables_of(question, truth, joined)
    tables = Tables(tuple(cells), tuple(sums))
    needs = list(needs_of(parties, question, truth, told, joined))
    shown = {key for key, row in told.items() if row is not None}
    hidden = frozenset(cell.key for cell in cells if cell.key.split("|")[0] not in shown | {"size"})
    found = []
    for insider in (None, *insiders_of(truth)):
        attack = Attack(tables, hidden, insider, whole=False)
        known = insider.knows if insider else {}
        found += [
            f"{insider.name if insider else 'everybody'}: {need.cell}"
            for need in needs
            if attack.learns_of(need, known.get(need.cell))
        ]
    return found


def row_of(question: Question, party: Party) -> dict[str, int]:
    row = {answer: question.counts.get(party.key, {}).get(answer, 0) for answer in question.answers}
    return {**row, "missing": party.size - sum(row.values())}


def tables_of(
    question: Question, truth: Mapping[str, Row], joined: Sequence[str]
) -> tuple[list[Cell], list[Sum]]:
    """A cell per party and answer, the sums over parties, and how many answered in each party."""
    whole = dict(truth)
    parts = {EVERYBODY: list(truth)} | ({JOINT: list(joined)} if joined else {})
    for key, names in parts.items():
        whole[key] = {
            answer: sum(truth[name][answer] for name in names) for answer in question.answers
        }
    cells = [Cell(f"{key}|{answer}", n) for key, row in whole.items() for answer, n in row.items()]
    cells += [Cell(f"size|{key}", sum(row.values())) for key, row in whole.items()]
    sums = [
        Sum(f"size|{key}", tuple(f"{key}|{answer}" for answer in question.answers)) for key in whole
    ]
    sums += [
        Sum(f"{key}|{answer}", tuple(f"{name}|{answer}" for name in names))
        for key, names in parts.items()
        for answer in question.answers
    ]
    return cells, sums


def needs_of(
    parties: Sequence[Party],
    question: Question,
    truth: Mapping[str, Row],
    told: Mapping[str, Row | None],
    joined: Sequence[str],
) -> Iterator[Need]:
    """Of a group below its floor nothing may be known, unless it is told with others; of one that
    is of one mind not that it is."""
    for party in parties:
        row = truth.get(party.key, {})
        named = [row[level] for level in question.levels if row.get(level)]
        is_together = party.key in joined and told.get(JOINT) is not None
        agrees = len(named) == 1 and 2 * named[0] > party.size
        if (party.size < party.floor or agrees) and not is_together:
            yield from (Need(f"{party.key}|{key}", 0, max(count, 1)) for key, count in row.items())


def insiders_of(truth: Mapping[str, Row]) -> Iterator[Insider]:
    """Everybody knows her own answer; who is alone in a group knows all of its cells."""
    for party, row in truth.items():
        size = sum(row.values())
        for answer, count in row.items():
            if count and size == 1:
                yield Insider(party, {f"{party}|{key}": (n, n) for key, n in row.items()})
            elif count:
                yield Insider(f"{party} {answer}", {f"{party}|{answer}": (1, size)})
