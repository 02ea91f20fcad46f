"""Two decisions to write protocols of: a clear one and one the lot decided; and JSON to pick at."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from begleitwerk.engine.selection.choose import choose
from begleitwerk.engine.selection.digest import rules_digest
from begleitwerk.engine.selection.problem import (
    Candidate,
    Criterion,
    HardRule,
    Operator,
    Problem,
    Quota,
    Scope,
    Theme,
)
from begleitwerk.engine.selection.protocol import (
    Decision,
    Names,
    Protocol,
    Round,
    RuleSet,
    Snapshot,
    Software,
)
from begleitwerk.engine.selection.result import Result

D = Decimal
THEMES = (Theme("wirkung", 2), Theme("beteiligung", 1))
CRITERIA = (
    Criterion("experience", D("3"), D("0"), D("4")),
    Criterion("staff", D("1.50"), D("1"), D("5")),
)
SCORES = (
    ("ahlen", "wirkung", "4", "5", "HE", "urban", 120_000),
    ("birk", "wirkung", "3.5", "5", "HE", "rural", 80_000),
    ("dorn", "wirkung", "3", "3", "BY", "rural", 60_000),
    ("eich", "wirkung", "2", "4", "BY", "urban", 310_000),
    ("fels", "beteiligung", "4", "2", "SN", "rural", 90_000),
    ("gron", "beteiligung", "1", "2", "SN", "urban", 45_000),
    ("hain", "beteiligung", "2.25", "3", "BY", "rural", 99_000),
)


def candidate(row: tuple[str, str, str, str, str, str, int]) -> Candidate:
    key, theme, experience, staff, land, settlement, people = row
    return Candidate(
        key,
        {theme: {"experience": D(experience), "staff": D(staff)}},
        {"land": land, "settlement": settlement},
        {"population": people, "share": D("0.50"), "network": True, "type": "county", "gap": None},
    )


def clear_problem() -> Problem:
    """One best portfolio; the smallest is too small, one stays out by decision."""
    return Problem(
        tuple(candidate(row) for row in SCORES),
        THEMES,
        CRITERIA,
        (
            HardRule("size", "population", Operator.AT_LEAST, 50_000),
            HardRule("kind", "type", Operator.ONE_OF, ("county", "city")),
            HardRule("part", "share", Operator.AT_MOST, D("0.75")),
        ),
        (
            Quota("land", "land", at_most=1),
            Quota("rural", "settlement", ("rural",), at_least=1, scope=Scope.OVERALL),
        ),
        excluded={"eich": "zurückgezogen"},
        seed="Ziehung 22.11.2026: 04 11 17 23 38 49",
    )


def drawn_problem() -> Problem:
    """All are equally good: the lot decides."""
    scores = {"experience": D("2"), "staff": D("3")}
    rows = tuple(
        replace(row, scores=dict.fromkeys(row.scores, scores)) for row in clear_problem().candidates
    )
    return replace(clear_problem(), candidates=rows, excluded={})


def protocol_of(problem: Problem) -> Protocol:
    result = choose(problem)
    assert isinstance(result, Result)
    return Protocol(
        round=Round("r1", "Auswahl 2026", "e2", "2. Durchgang"),
        snapshot=Snapshot("w7", "Kommunalbefragung, Welle 7", date(2026, 9, 30)),
        rule_set=RuleSet(2, datetime(2026, 10, 1, 12, 30, tzinfo=UTC), rules_digest(problem), "x"),
        names=Names({"ahlen": "Ahlen"}, {"wirkung": "Wirkung"}, {"staff": "Personal"}, {}),
        problem=problem,
        software=Software("begleitwerk 0.1.0", result.proof.solver),
        result=result,
        reserves_valid_until=date(2027, 6, 30),
        decided_by=(
            Decision("Leitung der Programmstelle", date(2026, 11, 20)),
            Decision("Zweite Durchsicht", date(2026, 11, 22)),
        ),
    )


# The text of a protocol, leaf by leaf

Path = tuple[str | int, ...]


def leaves(part: Any, path: Path = ()) -> Iterator[Path]:
    entries: Any = ()
    if isinstance(part, dict):
        entries = part.items()
    elif isinstance(part, list):
        entries = enumerate(part)
    if not entries:
        yield path
    for name, entry in entries:
        yield from leaves(entry, (*path, name))


def changed(part: Any) -> Any:
    """Another value, as near to the old one as can be."""
    if isinstance(part, bool):
        return not part
    if isinstance(part, int):
        return part + 1
    if isinstance(part, str):
        return f"{part} " if part else "x"
    return {"x": 1} if part == {} else ["x"] if part == [] else 0


def with_change(document: Any, path: Path, change: Callable[[Any], Any]) -> str:
    document = copy.deepcopy(document)
    part = document
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = change(part[path[-1]])
    return json.dumps(document)
