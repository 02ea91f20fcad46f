"""What is kept of a self-assessment when its answers end, and how it is read."""

from typing import Any

import pytest

from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Finding
from begleitwerk.assessment.presenters.rounds import standing_of
from begleitwerk.assessment.selectors.results import Result, Telling, result_of
from begleitwerk.assessment.services.results import close_assessment
from begleitwerk.core.services import Refused
from begleitwerk.engine.canonical import digest_of
from begleitwerk.engine.ratings import JOINT, PointKind
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.services.closing import close_collection
from tests.assessment.world import answered, closed
from tests.days import today

pytestmark = pytest.mark.django_db


def result(*args: Any, **about: Any) -> Result:
    found = result_of(closed(*args, **about))
    assert found is not None
    return found


def test_closing_keeps_what_may_be_told_and_begins_the_findings() -> None:
    assessment = closed({"Planung": ["20", "21", "31"], "Partner": ["1?", "0x", "13"]})
    assessment.refresh_from_db()
    assert assessment.state == AssessmentState.RESULT
    assert assessment.digest == digest_of(assessment.result)
    assert assessment.collection.state == CollectionState.CLOSED
    assert set(Finding.objects.values_list("state", flat=True)) == {FindingState.OPEN}
    found = result_of(assessment)
    assert found is not None
    assert (found.size, len(found.criteria), len(found.told_groups)) == (6, 2, 2)
    first, second = found.criteria
    assert first.overall is not None
    assert first.overall.counts == (1, 2, 2, 1)
    assert second.overall is not None
    assert (second.overall.cannot_judge, second.overall.not_applicable) == (1, 1)
    assert found.is_whole


def test_only_what_people_answer_can_be_closed_and_only_once() -> None:
    assessment = closed({"Planung": ["2", "1", "3"]})
    with pytest.raises(Refused, match="abschließen"):
        close_assessment(by=None, assessment=assessment)


def test_who_was_interrupted_after_the_answers_were_closed_goes_on_there() -> None:
    assessment = answered({"Planung": ["2", "1", "3"]})
    close_collection(by=None, collection=assessment.collection)
    assessment.refresh_from_db()
    assert standing_of(assessment, [], [], today()).url.endswith("/abschliessen/")
    steps: list[int] = []
    close_assessment(by=None, assessment=assessment, progress=steps.append)
    assert steps == [1, 2]


def test_a_group_below_its_floor_is_withheld_with_the_sum_over_all_and_says_why() -> None:
    found = result(
        {"Planung": ["2", "1", "3"], "Familien": ["1", "2", "2", "3"]}, floors={"Familien": 5}
    )
    (criterion,) = found.criteria
    families = found.groups[1]
    assert criterion.telling(families) == Telling.FEW
    assert criterion.groups[families.key] is None
    assert not criterion.is_whole
    assert criterion.overall is not None
    assert criterion.overall.size == 3  # those who are told


def test_who_is_of_one_mind_is_withheld_without_saying_so() -> None:
    found = result({"Planung": ["2", "2", "2"], "Partner": ["1", "2", "3"]})
    (criterion,) = found.criteria
    assert criterion.telling(found.groups[0]) == Telling.OTHERS
    assert criterion.telling(found.groups[1]) == Telling.TOLD
    assert not found.is_whole


def test_three_raters_in_three_groups_are_told_as_one() -> None:
    found = result({"A": ["1"], "B": ["2"], "C": ["2"]})
    (group,) = found.groups
    assert (group.key, [member.name for member in group.members]) == (JOINT, ["A", "B", "C"])
    assert found.criteria[0].telling(group) == Telling.TOLD


def test_one_rater_alone_tells_nothing() -> None:
    found = result({"A": ["1"], "B": []})
    (criterion,) = found.criteria
    assert criterion.overall is None
    assert [criterion.telling(group) for group in found.groups] == [Telling.FEW, Telling.EMPTY]
    assert found.points == ()


def test_nobody_answered_and_nobody_can_judge() -> None:
    empty = result({"A": []})
    assert empty.size == 0
    unsure = result({"A": ["?"] * 4})
    assert [point.kind for point in unsure.points] == [PointKind.UNJUDGED]


def test_what_was_withdrawn_is_told_nowhere() -> None:
    assessment = answered({"A": ["11", "22", "13"]})
    assessment.criteria.filter(pk=assessment.criteria.first().pk).update(is_withdrawn=True)
    found = result_of(close_assessment(by=None, assessment=assessment))
    assert found is not None
    assert len(found.criteria) == 1
    assert Finding.objects.count() == 1


def test_importance_is_told_beside_and_left_out_where_it_was_not_asked() -> None:
    found = result({"A": ["1", "2", "3"], "B": ["1", "0", "0"]}, importance="3")
    importance = found.criteria[0].importance
    assert importance is not None
    assert importance.counts == (0, 0, 6)  # that all say the same may be told here
    assessment = answered({"A": ["1", "2", "3"]})
    assessment.collection.asks_importance = False
    assessment.collection.save()
    kept = close_assessment(by=None, assessment=assessment).result
    assert kept["criteria"][0]["importance"] == {}


def test_there_is_nothing_before_the_answers_end() -> None:
    assert result_of(answered({"A": ["1"]})) is None
