"""Which answers of groups may be told, question by question.

What is sensitive: the answers of a group smaller than its floor, and answers of a group, or of
all, in which everybody who judged named the same level (whoever knows who was in it would know
what each of them said). Small groups are one group, told where it reaches the greatest floor
among them. Everything goes through `engine.disclosure`, also against people who know their own
answer.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from begleitwerk.engine.disclosure import (
    ALL,
    Cell,
    Insider,
    Tables,
    crossed,
    key_of,
    members,
    of_few,
    protect,
)
from begleitwerk.engine.disclosure.crossed import Place

MISSING = "missing"  # handed in without an answer to this question
JOINT = "joint"  # the small groups together
EVERYBODY = "all"  # all of them
SIZE = "size"  # the table of how many answered

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Party:
    """A group of people: how many answered, and from how many on its answers are told."""

    key: str
    size: int
    floor: int

    @property
    def is_small(self) -> bool:
        return 0 < self.size < self.floor


@dataclass(frozen=True)
class Question:
    """What each party answered: `counts` by party and answer, without those who gave none.

    `levels` are the answers that judge, `specials` the others.
    """

    key: str
    levels: tuple[str, ...]
    specials: tuple[str, ...]
    counts: Mapping[str, Counts]

    @property
    def answers(self) -> tuple[str, ...]:
        return (*self.levels, *self.specials, MISSING)


@dataclass(frozen=True)
class Told:
    """What may be told. `parties` are those that are told or withheld as one; `joined` are those
    that are one as JOINT. `counts` by question and party, or EVERYBODY; None is withheld.
    """

    parties: tuple[Party, ...]
    joined: tuple[str, ...]
    counts: Mapping[tuple[str, str], Counts | None]


def tell(
    parties: Sequence[Party],
    questions: Sequence[Question],
    progress: Callable[[int], None] | None = None,
) -> Told:
    """Withholds what must stay in the dark, and as little more as possible; deterministic.

    `progress` is told after each question how many are done. ValueError where a party has more
    answers to a question than people.
    """
    told, joined = joined_up(parties)
    counts: dict[tuple[str, str], Counts | None] = {}
    for done, question in enumerate(questions, start=1):
        rows = _rows(question, parties, told, joined)
        withheld = _withheld(told, question, rows)
        for key, row in {**rows, EVERYBODY: _sum(question, rows)}.items():
            counts[question.key, key] = None if key in withheld else row
        if progress:
            progress(done)
    return Told(told, joined, counts)


def joined_up(parties: Sequence[Party]) -> tuple[tuple[Party, ...], tuple[str, ...]]:
    """The parties as they are told or withheld, and which of them are one as JOINT.

    Small parties are one, also where together they stay too small: the sum over all would tell
    their answers together.
    """
    small = [party for party in parties if party.is_small]
    if len(small) < 2:
        return tuple(parties), ()
    size, floor = sum(party.size for party in small), max(party.floor for party in small)
    others = tuple(party for party in parties if not party.is_small)
    return (*others, Party(JOINT, size, floor)), tuple(party.key for party in small)


def _rows(
    question: Question, parties: Sequence[Party], told: Sequence[Party], joined: Sequence[str]
) -> dict[str, dict[str, int]]:
    """The answers of each told party that has any people, with those who gave none."""
    whole = {party.key: _filled(question, party) for party in parties}
    if joined:
        whole[JOINT] = _sum(question, {key: whole[key] for key in joined})
    return {party.key: whole[party.key] for party in told if party.size}


def _filled(question: Question, party: Party) -> dict[str, int]:
    found = question.counts.get(party.key, {})
    row = {answer: found.get(answer, 0) for answer in question.answers[:-1]}
    if (missing := party.size - sum(found.values())) < 0 or set(found) - set(row):
        raise ValueError(f"answers of {party.key} to {question.key} do not fit")
    return {**row, MISSING: missing}


def _sum(question: Question, rows: Mapping[str, Counts]) -> dict[str, int]:
    return {answer: sum(row[answer] for row in rows.values()) for answer in question.answers}


# --- The tables of one question -------------------------------------------------------------------


def _withheld(
    parties: Sequence[Party], question: Question, rows: Mapping[str, Counts]
) -> frozenset[str]:
    """The parties whose answers to a question are withheld, EVERYBODY for the sum of all."""
    tables = tables_of(parties, question, rows)
    if not tables.needs:
        return frozenset()
    return frozenset(tables.by_key[key].bundle for key in safe(tables)) - {""}


def tables_of(parties: Sequence[Party], question: Question, rows: Mapping[str, Counts]) -> Tables:
    """The answers to one question by party, with their sums; how many answered is shown.

    Questions share nothing but what is shown, so each is a problem of its own. A party's answers
    are worth as much as it has people; the sum over all is worth least, as the sum over those who
    are told can take its place.
    """
    inner: dict[Place, int] = {
        (key, answer): count for key, row in rows.items() for answer, count in row.items()
    }
    sizes: dict[Place, str] = {(key, ALL): key_of(SIZE, (key,)) for key in (*rows, ALL)}
    found, sums = crossed(question.key, [list(rows), question.answers], inner, shared=sizes)
    bundles = {
        key_of(question.key, (key, answer)): key or EVERYBODY
        for key in (*rows, ALL)
        for answer in question.answers
    }
    worth = {party.key: party.size for party in parties}
    cells = tuple(
        replace(cell, bundle=(bundle := bundles.get(cell.key, "")), cost=worth.get(bundle, 1))
        for cell in found
    )
    floors = {party.key: party.floor for party in parties} | {EVERYBODY: 0}
    answers = {key: [cell for cell in cells if cell.bundle == key] for key in floors}
    dark = [key for key, row in answers.items() if _is_sensitive(question, row, floors[key])]
    inside = [key for key in rows if key in dark or EVERYBODY in dark]
    return Tables(
        cells=cells,
        sums=tuple(sums),
        needs=tuple(need for key in dark for need in of_few(answers[key], _above(answers[key]))),
        shown=frozenset(sizes.values()),
        insiders=tuple(
            _knows_the_sum(person, answers[key], answers[EVERYBODY])
            for key in inside
            for person in members(key, answers[key])
        ),
    )


def _knows_the_sum(person: Insider, own: Sequence[Cell], everybody: Sequence[Cell]) -> Insider:
    """Whoever is counted in a party is counted in the sum of all too."""
    known = [person.knows.get(cell.key, (0, 0))[0] for cell in own]
    others = sum(cell.count for cell in everybody) - sum(known)
    pairs = zip(everybody, known, strict=True)
    sums = {cell.key: (least, least + others) for cell, least in pairs}
    return Insider(person.name, {**person.knows, **sums})


def _above(answers: Iterable[Cell]) -> int:
    return sum(cell.count for cell in answers) + 1


def _is_sensitive(question: Question, answers: Sequence[Cell], floor: int) -> bool:
    """Too few people; or more than half of them judged, and all of these named the same level."""
    size = sum(cell.count for cell in answers)
    named = [cell.count for cell in answers[: len(question.levels)] if cell.count]
    return 0 < size < floor or (len(named) == 1 and 2 * named[0] > size)


def safe(tables: Tables) -> frozenset[str]:
    """Which cells to withhold so that nothing sensitive can be worked out.

    Where what is shown would give a sensitive cell away whatever else is withheld, what is shown
    in its sums is withheld too, until nothing is exposed.
    """
    while True:
        found = protect(tables)
        beside = _beside(tables, set(found.exposed)) & tables.shown
        if not beside:
            return found.withheld
        tables = replace(tables, shown=tables.shown - beside)


def _beside(tables: Tables, exposed: set[str]) -> set[str]:
    """Everything that stands in a sum with one of these cells."""
    rows = [{row.total, *row.parts} for row in tables.sums]
    return {key for row in rows if exposed & row for key in row}
