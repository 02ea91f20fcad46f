"""Two self-assessments side by side, from what may be told of each.

A criterion has a counterpart where the catalogue says so: the same one in the same version of the
framework, or one its version map calls comparable. Own criteria have one where the words are the
same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.selectors.results import (
    Result,
    ResultCriterion,
    ResultGroup,
    result_of,
)
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import Mapped, version_map
from begleitwerk.engine.ratings import JOINT, Distribution, mean, together

MOST = 20  # self-assessments that are offered
DONE = (AssessmentState.RESULT, AssessmentState.RELEASED)


class Link(StrEnum):
    """How a criterion stands to the earlier self-assessment."""

    SAME = "same"
    REWORDED = "reworded"  # comparable, in other words
    NOT_ASKED = "not_asked"  # has a counterpart, which was not asked then
    UNMAPPED = "unmapped"  # the catalogue knows no counterpart that may be compared
    OTHER_SCALE = "other_scale"


COMPARABLE = (Link.SAME, Link.REWORDED)


@dataclass(frozen=True)
class Change:
    """A criterion now, and what it was before; without a counterpart `before` is None.

    `same_groups`: the groups that are told on it both times, by name.
    """

    now: ResultCriterion
    before: ResultCriterion | None
    link: Link
    note: str
    same_groups: tuple[tuple[ResultGroup, ResultGroup], ...] = ()

    @property
    def levels(self) -> Fraction | None:
        """How far the mean moved, over all who are told each time."""
        before = self.before.overall if self.before else None
        return _moved(before, self.now.overall)

    @property
    def levels_of_same(self) -> Fraction | None:
        """How far the mean of the same groups moved."""
        if self.before is None:
            return None
        return _moved(
            _together(self.before, [group for _, group in self.same_groups]),
            _together(self.now, [group for group, _ in self.same_groups]),
        )


@dataclass(frozen=True)
class Comparison:
    """`shared`: groups of the same name, now and before, as far as they are told by themselves."""

    before: Result
    now: Result
    shared: tuple[tuple[ResultGroup, ResultGroup], ...]
    changes: tuple[Change, ...]

    @property
    def measured(self) -> list[Change]:
        return [change for change in self.changes if change.levels is not None]


def earlier_ones(assessment: Assessment) -> list[Assessment]:
    """The other self-assessments of the municipality that have a result, the latest first."""
    rows = Assessment.objects.filter(
        municipality=assessment.municipality_id,
        state__in=DONE,
        collection__closes_on__lte=assessment.collection.closes_on,
    ).exclude(pk=assessment.pk)
    related = rows.select_related("collection", "framework", "municipality__workspace")
    return list(related.order_by("-collection__closes_on", "-pk")[:MOST])


def compare(before: Assessment, now: Assessment) -> Comparison:
    """Both have a result. A query for the framework's criteria, and those of the version map."""
    told_before, told_now = result_of(before), result_of(now)
    if told_before is None or told_now is None:
        raise ValueError("only what has a result can be compared")
    shared = tuple(shared_groups(told_before, told_now))
    find = Counterparts(before, now, told_before, told_now)
    return Comparison(
        told_before, told_now, shared, tuple(find.change(row, shared) for row in told_now.criteria)
    )


def shared_groups(before: Result, now: Result) -> list[tuple[ResultGroup, ResultGroup]]:
    """Groups of the same name, told by themselves both times: now, and before."""
    known = {
        group.name.casefold().strip(): group for group in before.told_groups if group.key != JOINT
    }
    return [
        (group, found)
        for group in now.told_groups
        if group.key != JOINT and (found := known.get(group.name.casefold().strip()))
    ]


class Counterparts:
    """What each criterion was in an earlier self-assessment."""

    def __init__(self, before: Assessment, now: Assessment, earlier: Result, later: Result) -> None:
        self.by_source = {row.source: row for row in earlier.criteria if row.source}
        self.own = {row.text.de: row for row in earlier.criteria if not row.source}
        self.is_same_version = before.framework_id == now.framework_id
        self.map: Mapping[str, Mapped] = (
            {} if self.is_same_version else version_map(now.framework, before.framework)
        )
        ids = [row.source for row in later.criteria if row.source]
        self.keys = dict(ContentItem.objects.filter(pk__in=ids).values_list("pk", "key"))

    def change(
        self, now: ResultCriterion, shared: tuple[tuple[ResultGroup, ResultGroup], ...]
    ) -> Change:
        before, link, note = self._found(now)
        if link in COMPARABLE and before and before.scale.values != now.scale.values:
            link = Link.OTHER_SCALE
        if link not in COMPARABLE or before is None:
            return Change(now, None, link, note)
        same = tuple(pair for pair in shared if _told(now, pair[0]) and _told(before, pair[1]))
        return Change(now, before, link, note, same)

    def _found(self, now: ResultCriterion) -> tuple[ResultCriterion | None, Link, str]:
        if now.source is None:
            before = self.own.get(now.text.de)
            return before, Link.SAME if before else Link.UNMAPPED, ""
        if self.is_same_version:
            return self._worded(now, self.by_source.get(now.source), "")
        reached = self.map.get(self.keys.get(now.source, ""))
        if reached is None or not reached.is_comparable:
            return None, Link.UNMAPPED, reached.note if reached else ""
        return self._worded(now, self.by_source.get(reached.item.pk), reached.note)

    def _worded(
        self, now: ResultCriterion, before: ResultCriterion | None, note: str
    ) -> tuple[ResultCriterion | None, Link, str]:
        if before is None:
            return None, Link.NOT_ASKED, note
        return before, Link.SAME if before.text.de == now.text.de else Link.REWORDED, note


def _told(row: ResultCriterion, group: ResultGroup) -> Distribution | None:
    return row.groups.get(group.key)


def _together(row: ResultCriterion, groups: Iterable[ResultGroup]) -> Distribution | None:
    return together(found for group in groups if (found := _told(row, group)))


def _moved(before: Distribution | None, now: Distribution | None) -> Fraction | None:
    first, last = mean(before) if before else None, mean(now) if now else None
    return None if first is None or last is None else last - first
