"""How many were asked and how many handed in, by group; never who."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, QuerySet

from begleitwerk.fieldwork.enums import AccessKind
from begleitwerk.fieldwork.models import Access, Collection, Group
from begleitwerk.fieldwork.selectors.counts import sizes_of


@dataclass(frozen=True)
class GroupProgress:
    """A group answers count to: how many people and codes were asked, how many sheets came.

    `by_link` where a link for many leads in: then nobody knows how many were asked. The joint
    group has the groups that count to it as `members`. `is_small` where fewer were asked than it
    needs to be told.
    """

    group: Group
    asked: int
    handed_in: int
    by_link: bool = False
    members: tuple[Group, ...] = ()

    @property
    def is_small(self) -> bool:
        return not self.by_link and self.asked < self.group.floor


@dataclass(frozen=True, eq=False)
class Standing:
    """A collection's groups, its ways in by group, kind and whether they are closed, and how many
    sheets came; what pages tell is worked out from these."""

    groups: list[Group]
    ways: dict[tuple[int | None, str, bool], int]
    came: dict[int | None, int]

    @cached_property
    def asked(self) -> Counter[int | None]:
        """People and codes by group, also those let in no more: they may have answered."""
        found: Counter[int | None] = Counter()
        for (group, kind, _closed), number in self.ways.items():
            if kind != AccessKind.GROUP:
                found[group] += number
        return found

    @cached_property
    def linked(self) -> frozenset[int | None]:
        """Groups a link for many leads or led to; None: all."""
        kinds = ((group, kind) for group, kind, _closed in self.ways)
        return frozenset(group for group, kind in kinds if kind == AccessKind.GROUP)

    def by_link(self, group: Group) -> bool:
        return None in self.linked or group.pk in self.linked

    def open_ways(self, kind: AccessKind) -> int:
        return sum(
            number
            for (_group, of, closed), number in self.ways.items()
            if of == kind and not closed
        )

    @property
    def small(self) -> list[Group]:
        """Groups that would be told together with others now; see `small_groups`."""
        return [
            group
            for group in self.groups
            if not (group.is_joint or group.is_joined or self.by_link(group))
            and 0 < self.asked[group.pk] < group.floor
        ]

    @property
    def without(self) -> tuple[Group, ...]:
        """Groups nobody can answer for."""
        reached = {group for (group, _kind, closed) in self.ways if not closed}
        if None in reached:
            return ()
        return tuple(row for row in self.groups if row.pk not in reached and not row.is_joint)

    @property
    def progress(self) -> list[GroupProgress]:
        joined = tuple(group for group in self.groups if group.is_joined)
        return [
            self.progress_in(group, joined if group.is_joint else ())
            for group in self.groups
            if not group.is_joined
        ]

    def progress_in(self, group: Group, members: tuple[Group, ...]) -> GroupProgress:
        parts = members or (group,)
        return GroupProgress(
            group,
            asked=sum(self.asked[part.pk] for part in parts),
            handed_in=self.came.get(group.pk, 0),
            by_link=any(self.by_link(part) for part in parts),
            members=members,
        )

    @property
    def joint_ahead(self) -> GroupProgress | None:
        """What the joint group of those that are too small would be; None where none is."""
        if not self.small:
            return None
        floor = max(row.floor for row in self.small)
        return self.progress_in(Group(is_joint=True, floor=floor), tuple(self.small))


def standing_of(collection: Collection) -> Standing:
    """Three queries."""
    rows = Access.objects.filter(collection=collection).order_by()
    counted = rows.values_list("group_id", "kind", "is_closed").annotate(Count("pk"))
    return Standing(
        list(collection.groups.all()),
        {(group, kind, closed): number for group, kind, closed, number in counted},
        sizes_of(collection),
    )


def small_groups(collection: Collection) -> list[Group]:
    """Groups asked only by personal links and codes, and fewer people than their floor: those
    that are told together with others. Groups nobody is asked in are none of them."""
    return standing_of(collection).small


def progress_of(collection: Collection) -> list[GroupProgress]:
    """Groups in their order, those told together as the joint one."""
    return standing_of(collection).progress


def asked_people(collection: Collection) -> QuerySet[Access]:
    """Whoever has a personal link."""
    rows = Access.objects.filter(collection=collection, kind=AccessKind.PERSONAL)
    return rows.select_related("group")
