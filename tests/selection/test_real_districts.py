"""All 400 districts with facts only: a proven optimum, and explanations that are true.

The facts are those of the register the product ships (Land, population, area) and who took part
in the Qualitätsdialoge Frühe Hilfen as a district of its own. It is no ranking of anybody: the
weights are made up to make rules and points pull in different directions.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from begleitwerk.engine.program import Status
from begleitwerk.engine.selection import choose, loser_reasons
from begleitwerk.engine.selection.problem import Problem, points_of
from begleitwerk.engine.selection.result import Conflict, LoserKind, LoserReason, Result
from begleitwerk.municipalities.selectors.settlement import density_class
from begleitwerk.selection.choice import Choice, File, read_choice

REGISTER = (
    Path(__file__).resolve().parents[2]
    / "src" / "begleitwerk" / "municipalities" / "content" / "kreise.csv"
)  # fmt: skip
# Participants that are districts; Wetzlar, Pankow and Harburg are parts of one.
EARLIER = frozenset(
    {
        "01058", "03241", "03357", "04011", "04012", "05117", "05358", "05913", "05915", "06439",
        "06440", "07334", "09161", "09163", "09564", "12067", "14511", "14612", "15001",
    }
)  # fmt: skip
RULES = """
title = "Neun von vierhundert"
seed = "öffentlich"

[[themes]]
key = "plaetze"
name = "Plätze"
places = 9

[[criteria]]
key = "einwohner"
weight = 60
scale = [30000, 4000000]
column = "Einwohner"

[[criteria]]
key = "erfahrung"
weight = 40
scale = [0, 1]
column = "Früher"
bands = [{ is = "ja", score = 1 }, { is = "nein", score = 0 }]

[[hard_rules]]
key = "groesse"
column = "Einwohner"
operator = "at_least"
value = 50000

[[quotas]]
key = "land"
column = "Land"
at_most = 1

[[quotas]]
key = "duenn"
column = "Dichte"
values = ["thin", "very_thin"]
at_least = 4

[[quotas]]
key = "klassen"
column = "Dichte"
counted = "values"
at_least = 4

[[quotas]]
key = "neu"
column = "Früher"
values = ["nein"]
at_least = 4
"""


def table() -> str:
    """The register as a candidate file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("AGS", "Name", "Land", "Einwohner", "Dichte", "Früher"))
    with REGISTER.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            density = density_class(int(row["population"]), Decimal(row["area_km2"]))
            earlier = "ja" if row["ags"] in EARLIER else "nein"
            place = f"{row['name']} ({row['ags']})"
            writer.writerow((row["ags"], place, row["state"], row["population"], density, earlier))
    return out.getvalue()


@pytest.fixture(scope="module")
def choice() -> Choice:
    return read_choice(File("kreise.csv", table().encode()), File("regeln.toml", RULES.encode()))


@pytest.fixture(scope="module")
def result(choice: Choice) -> Result:
    outcome = choose(choice.problem)
    assert isinstance(outcome, Result)
    return outcome


def outcome_of(problem: Problem) -> Result:
    found = choose(problem)
    assert not isinstance(found, Conflict)
    return found


def with_points(problem: Problem, key: str, points: int) -> Problem | None:
    """The problem with exactly so many points for one; None where its scale does not reach."""
    criterion = next(row for row in problem.criteria if row.key == "einwohner")
    row = next(row for row in problem.candidates if row.key == key)
    ((theme, sheet),) = row.scores.items()
    none = {**sheet, "einwohner": criterion.lowest}
    share = Decimal(points - points_of(none, problem.criteria)) / 6000
    if not 0 <= share <= 1:
        return None
    score = criterion.lowest + share * (criterion.highest - criterion.lowest)
    raised = replace(row, scores={theme: {**sheet, "einwohner": score}})
    assert points_of(raised.scores[theme], problem.criteria) == points
    others = (other if other.key != key else raised for other in problem.candidates)
    return replace(problem, candidates=tuple(others))


def sampled(choice: Choice, result: Result) -> Iterator[LoserReason]:
    """Who missed by least, and every tenth of the others."""
    reasons = [
        row
        for row in loser_reasons(choice.problem, result).values()
        if row.missing is not None and row.kind is not LoserKind.DRAW
    ]
    nearest = sorted(reasons, key=lambda row: (row.missing or 0, row.candidate))
    yield from nearest[:15]
    yield from nearest[15::10]


def members(result: Result) -> set[str]:
    return {row.candidate for row in result.portfolio.members}


def test_the_optimum_is_proven_and_keeps_every_rule(choice: Choice, result: Result) -> None:
    assert len(choice.problem.candidates) == 400
    assert result.proof.status is Status.OPTIMAL
    assert result.proof.bound == result.proof.points == result.portfolio.points
    rows = [row for row in choice.problem.candidates if row.key in members(result)]
    assert len({row.attributes["Land"] for row in rows}) == 9
    assert sum(row.attributes["Dichte"] in ("thin", "very_thin") for row in rows) >= 4
    assert len({row.attributes["Dichte"] for row in rows}) == 4
    assert sum(row.attributes["Früher"] == "nein" for row in rows) >= 4


def test_each_explanation_is_true(choice: Choice, result: Result) -> None:
    tried = 0
    for reason in sampled(choice, result):
        missing = reason.missing or 0
        more = with_points(choice.problem, reason.candidate, reason.points + missing + 1)
        less = with_points(choice.problem, reason.candidate, reason.points + missing - 1)
        assert (more is not None) == reason.is_reachable
        if more is None or less is None:
            continue
        tried += 1
        assert reason.candidate in members(outcome_of(more))
        below = outcome_of(less)
        assert reason.candidate not in members(below)
        assert below.portfolio.points == result.portfolio.points
    assert tried >= 20


def test_the_command_reports_on_all_400(tmp_path: Path) -> None:
    (tmp_path / "kreise.csv").write_text(table(), encoding="utf-8")
    (tmp_path / "regeln.toml").write_text(RULES, encoding="utf-8")
    call_command(
        "select_from_csv",
        candidates=tmp_path / "kreise.csv",
        rules=tmp_path / "regeln.toml",
        output=tmp_path / "bericht.json",
        samples=50,
        language="en",
    )
    report: dict[str, Any] = json.loads((tmp_path / "bericht.json").read_text(encoding="utf-8"))
    assert report["proof"]["status"] == "optimal"
    assert len(report["chosen"]) == 9
    assert len(report["not_chosen"]) == 391
    assert all(row["headline"] for row in report["not_chosen"])
    assert {row["key"] for row in report["rules"] if row["is_binding"]} >= {"land", "duenn"}
