"""The consensus meeting: what is agreed, parked, left for later, and when nothing can be."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from begleitwerk.assessment.enums import FindingState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.selectors.consensus import (
    Order,
    agenda_of,
    last_votes,
    polls_in,
    seen_between,
)
from begleitwerk.assessment.selectors.results import result_of
from begleitwerk.assessment.services import (
    agree_finding,
    park_finding,
    reopen_finding,
    skip_finding,
)
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.fieldwork.services.tokens import room_token
from begleitwerk.fieldwork.services.votes import cast_vote, close_poll, open_poll, open_room
from tests.assessment.world import answered, closed
from tests.factories.processes import MeetingFactory

pytestmark = pytest.mark.django_db

# Of the first statement groups have medians 1 and 3; of the second both 2; of the third nothing.
ANSWERS = {"Planung": ["12-", "12-", "22-"], "Partner": ["32-", "33-", "21-"]}


@pytest.fixture
def assessment() -> Assessment:
    return closed(ANSWERS)


def finding(assessment: Assessment, number: int = 0) -> Finding:
    return assessment.findings.order_by("criterion__position")[number]


def test_a_level_is_agreed_with_what_follows_and_who_was_there(assessment: Assessment) -> None:
    meeting = MeetingFactory(municipality=assessment.municipality)
    assessment.consensus_meeting = meeting
    assessment.save()
    agreed = agree_finding(
        by=None, finding=finding(assessment), level=2, next_step=" Partner einladen ", priority=1
    )
    agreed.refresh_from_db()
    assert (agreed.state, agreed.level, agreed.priority) == (FindingState.AGREED, 2, 1)
    assert (agreed.next_step, agreed.meeting) == ("Partner einladen", meeting)
    assert agreed.agreed_on == timezone.localdate()
    event = AuditEvent.objects.get(verb="assessment.finding_agreed")
    assert event.after["level"] == 2


def test_a_level_no_group_sees_needs_a_reason(assessment: Assessment) -> None:
    result = result_of(assessment)
    assert result is not None
    assert [seen_between(row) for row in result.criteria] == [(1, 3), (2, 2), None]
    with pytest.raises(Refused, match="keine Gruppe") as refused:
        agree_finding(by=None, finding=finding(assessment), level=0, reason="  ")
    assert refused.value.field == "reason"
    agree_finding(by=None, finding=finding(assessment), level=0, reason="Der Beleg fehlt.")
    with pytest.raises(Refused, match="wird nichts gezeigt"):
        agree_finding(by=None, finding=finding(assessment, 2), level=1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"level": 4}, "level"),
        ({"level": None}, "level"),
        ({"level": 2, "priority": 4}, "priority"),
        ({"level": 2, "on": date(2999, 1, 1)}, "on"),
    ],
)
def test_what_is_none_of_the_choices_is_refused_at_its_field(
    assessment: Assessment, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        agree_finding(by=None, finding=finding(assessment), **said)
    assert refused.value.field == field


def test_a_meeting_of_another_place_is_refused(assessment: Assessment) -> None:
    with pytest.raises(Refused) as refused:
        agree_finding(by=None, finding=finding(assessment), level=2, meeting=MeetingFactory())
    assert refused.value.field == "meeting"


def test_parked_left_for_later_and_taken_up_again(assessment: Assessment) -> None:
    row = finding(assessment)
    assert skip_finding(by=None, finding=row).state == FindingState.SKIPPED
    parked = park_finding(by=None, finding=row, reason="Zahlen fehlen", next_step="Nachfragen")
    assert (parked.state, parked.reason, parked.level) == (
        FindingState.PARKED,
        "Zahlen fehlen",
        None,
    )
    with pytest.raises(Refused, match="bereits vereinbart"):
        skip_finding(by=None, finding=parked)
    again = reopen_finding(by=None, finding=parked)
    assert (again.state, again.reason) == (FindingState.OPEN, "Zahlen fehlen")
    with pytest.raises(Refused, match="bereits offen"):
        reopen_finding(by=None, finding=again)


def test_the_second_of_two_moderators_is_told(assessment: Assessment) -> None:
    row = finding(assessment)
    agree_finding(by=None, finding=row, level=2, version=row.version)
    with pytest.raises(EditConflict) as conflict:
        park_finding(by=None, finding=row, version=row.version)
    assert conflict.value.current.state == FindingState.AGREED  # type: ignore[attr-defined]


def test_before_the_result_nothing_can_be_agreed() -> None:
    assessment = answered(ANSWERS)
    row = Finding(
        municipality=assessment.municipality,
        assessment=assessment,
        criterion=assessment.criteria.all()[0],
    )
    row.save()
    with pytest.raises(Refused, match="noch kein Ergebnis"):
        agree_finding(by=None, finding=row, level=2)


def test_the_order_begins_with_what_stands_out_and_knows_what_is_left() -> None:
    assessment = closed({"A": ["23", "20", "21"], "B": ["23", "33", "13"]})
    agenda = agenda_of(assessment)
    second, first = (topic.finding for topic in agenda.topics)  # groups differ on the second
    assert second.criterion_id > first.criterion_id
    assert [topic.finding for topic in agenda_of(assessment, Order.FRAMEWORK).topics] == [
        first,
        second,
    ]
    assert agenda.left == 2
    skip_finding(by=None, finding=second)
    agree_finding(by=None, finding=first, level=2)
    agenda = agenda_of(assessment)
    assert agenda.left == 1
    last = agenda.next_open(after=first)
    assert last is not None
    assert last.finding == second  # left for later comes when nothing else is open
    assert agenda.next_open(after=second) is None
    assert agenda.neighbour(second, -1) is None


def test_the_last_vote_of_a_room_counts_and_few_votes_are_protected(
    assessment: Assessment,
) -> None:
    row = finding(assessment)
    room = open_room(by=None, collection=assessment.collection)
    item = row.criterion.item
    assert item is not None
    for voters in (4, 2):
        poll = open_poll(by=None, room=room, item=item)
        for phone in range(voters):
            cast_vote(token=room_token(room), phone=str(phone), level=2)
        close_poll(by=None, poll=poll)
    found = last_votes(polls_in(assessment))[item.pk]
    assert found.counts == {"withheld": 2}
