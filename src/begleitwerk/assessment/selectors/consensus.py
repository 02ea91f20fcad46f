"""The consensus meeting: what is talked about in which order, what the room voted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import Q, QuerySet

from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.selectors.results import Result, ResultCriterion, result_of
from begleitwerk.engine.ratings import Point, median
from begleitwerk.fieldwork.enums import PollState
from begleitwerk.fieldwork.models import Poll, Room
from begleitwerk.processes.models import Meeting

UNDECIDED = (FindingState.OPEN, FindingState.SKIPPED)


def seen_between(row: ResultCriterion) -> tuple[int, int] | None:
    """From the lowest to the highest median of the groups that are told; of all, where no group is
    told by itself; None where nothing is told."""
    told = [answers for answers in row.groups.values() if answers]
    told = told or ([row.overall] if row.overall else [])
    found = [levels for answers in told if (levels := median(answers))]
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None


class Order(StrEnum):
    """In which order one talks: what stands out first, or as the framework has it."""

    POINTS = "themen"
    FRAMEWORK = "rahmen"


@dataclass(frozen=True)
class Topic:
    """A criterion to talk about: its finding, what is told of it, why it stands out."""

    finding: Finding
    row: ResultCriterion
    points: tuple[Point, ...]

    @property
    def is_open(self) -> bool:
        return self.finding.state in UNDECIDED

    @property
    def item_id(self) -> int | None:
        """What was answered, and is voted on."""
        return self.finding.criterion.item_id


@dataclass(frozen=True)
class Agenda:
    """What is talked about, in order."""

    topics: tuple[Topic, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many findings are in which state."""
        return Counter(topic.finding.state for topic in self.topics)

    @property
    def left(self) -> int:
        """How many nobody has decided about."""
        return sum(topic.is_open for topic in self.topics)

    def place_of(self, finding: Finding) -> int:
        """Where in the order a finding stands, from 0."""
        return next(n for n, topic in enumerate(self.topics) if topic.finding.pk == finding.pk)

    def neighbour(self, finding: Finding, step: int) -> Topic | None:
        place = self.place_of(finding) + step
        return self.topics[place] if 0 <= place < len(self.topics) else None

    def next_open(self, after: Finding | None = None) -> Topic | None:
        """The next one that is open behind this one, else the first; those left for later come
        when no other is open."""
        start = self.place_of(after) + 1 if after else 0
        ring = [*self.topics[start:], *self.topics[:start]]
        others = [row for row in ring if after is None or row.finding.pk != after.pk]
        fresh = [row for row in others if row.finding.state == FindingState.OPEN]
        return next(iter(fresh or [row for row in others if row.is_open]), None)


def agenda_of(assessment: Assessment, order: Order = Order.POINTS) -> Agenda:
    """Everything to talk about of a self-assessment with a result; one query."""
    result = result_of(assessment)
    if result is None:
        return Agenda(())
    rows = assessment.findings.select_related("meeting", "criterion__item")
    findings = {row.criterion_id: row for row in rows}
    topics = [
        Topic(findings[row.pk], row, tuple(p for p in result.points if p.criterion == str(row.pk)))
        for row in result.criteria
        if row.pk in findings
    ]
    if order == Order.POINTS:
        ranks = ranks_of(result)
        topics.sort(key=lambda topic: ranks.get(str(topic.row.pk), len(ranks)))
    return Agenda(tuple(topics))


def ranks_of(result: Result) -> dict[str, int]:
    """By criterion, the place of its first point among all points."""
    found: dict[str, int] = {}
    for point in result.points:
        found.setdefault(point.criterion, len(found))
    return found


# --- The room -------------------------------------------------------------------------------------


def room_of(assessment: Assessment) -> Room | None:
    """The room people vote in, while it is open."""
    rooms = Room.objects.filter(collection=assessment.collection_id, is_open=True)
    return rooms.select_related("collection__municipality").first()


def polls_in(assessment: Assessment) -> list[Poll]:
    """All votes on its statements, the last one first; one of them may be open."""
    polls = Poll.objects.filter(room__collection=assessment.collection_id)
    return list(polls.select_related("room").order_by("-pk"))


def last_votes(polls: Sequence[Poll]) -> dict[int, Poll]:
    """Of votes in the order of `polls_in`, the last closed one on each item, by the item's id."""
    closed = [poll for poll in polls if poll.state == PollState.CLOSED]
    return {poll.item_id: poll for poll in reversed(closed)}


def consensus_in(meeting: Meeting) -> QuerySet[Assessment]:
    """Self-assessments with a result that are talked about in a meeting, or were."""
    agreed = Finding.objects.filter(meeting=meeting).order_by().values("assessment")
    rows = Assessment.objects.filter(
        Q(consensus_meeting=meeting) | Q(pk__in=agreed),
        municipality=meeting.municipality_id,
        state__in=(AssessmentState.RESULT, AssessmentState.RELEASED),
    )
    related = ("municipality__workspace", "collection", "consensus_meeting__body", "framework")
    return rows.select_related(*related).order_by("pk")
