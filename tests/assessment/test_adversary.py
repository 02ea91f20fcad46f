"""Somebody who reads everything that is told, over two rounds, learns nobody's answer.

She has what coordinators, facilitators, programmes and exports have: the stored results of both
rounds, all sums, and every page. An independent linear attacker tries (`tests.engine.ratings`).
"""

from random import Random
from typing import Any

import pytest

from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.services.results import (
    asked_criteria,
    importance_question,
    levels_question,
)
from begleitwerk.engine.ratings import Party, Question
from begleitwerk.fieldwork.selectors import counts_of
from tests.assessment.world import closed
from tests.engine.ratings.adversary import learned

pytestmark = pytest.mark.django_db

GROUPS = {"Planung": 4, "Steuerung": 3, "Partner": 7, "Familien": 4, "Hebammen": 1, "Praxen": 2}
FLOORS = {"Familien": 5}
CRITERIA = 4


def invented(dice: Random, groups: dict[str, int]) -> dict[str, list[str]]:
    """People who often agree."""
    return {
        name: ["".join(dice.choice("1222233?x-") for _ in range(CRITERIA)) for _ in range(size)]
        for name, size in groups.items()
    }


def questions_of(assessment: Assessment) -> list[tuple[list[Party], Question, dict[str, Any]]]:
    """Of each table the truth, and what the stored result tells of it."""
    counts = counts_of(assessment.collection)
    groups = list(assessment.collection.groups.all())
    parties = [Party(str(row.pk), counts.sizes.get(row.pk, 0), row.floor) for row in groups]
    found = []
    kept = {row["pk"]: row for row in assessment.result["criteria"]}
    for row in asked_criteria(assessment):
        for make, name in ((levels_question, "answers"), (importance_question, "importance")):
            question = make(row, groups, counts)
            told = {
                key: dict(zip(question.answers, numbers, strict=True)) if numbers else None
                for key, numbers in kept[row.pk][name].items()
            }
            found.append((parties, question, told))
    return found


def two_rounds() -> list[Assessment]:
    dice = Random(7)
    before = closed(invented(dice, GROUPS), floors=FLOORS, importance="333222")
    again = {**GROUPS, "Hebammen": 3, "Familien": 5, "Praxen": 1}
    after = closed(
        invented(dice, again),
        floors=FLOORS,
        importance="333322",
        municipality=before.municipality,
    )
    return [before, after]


def test_no_withheld_answer_can_be_worked_out_of_what_is_stored() -> None:
    hidden = 0
    for assessment in two_rounds():
        joined = assessment.result["joined"]
        for parties, question, told in questions_of(assessment):
            hidden += sum(row is None for row in told.values())
            assert not learned(parties, question, told, joined), question.key
    assert hidden > 10  # otherwise nothing was attacked


def test_no_group_below_its_floor_is_told_in_any_table() -> None:
    for assessment in two_rounds():
        small = {row["key"] for row in assessment.result["groups"] if row["size"] < row["floor"]}
        assert small
        for row in assessment.result["criteria"]:
            for table in (row["answers"], row["importance"]):
                assert not [key for key in small if table.get(key)]
