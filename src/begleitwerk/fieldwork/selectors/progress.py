"""How many were asked and how many handed in, by group; never who."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from begleitwerk.fieldwork.enums import AccessKind, SheetState
from begleitwerk.fieldwork.models import Access, Collection, Group, Sheet


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


@dataclass(frozen=True)
class Asked:
    """Ways in by group; `many` says whether a link lets in whoever has it."""

    people: dict[int | None, int]
    links: frozenset[int | None]

    def by_link(self, group: Group) -> bool:
        return None in self.links or group.pk in self.links


def asked_of(collection: Collection) -> Asked:
    """Ways in that were ever open: whoever was let in may have answered."""
    is_link = Q(kind=AccessKind.GROUP)
    rows = (
        Access.objects.filter(collection=collection)
        .order_by()
        .values_list("group_id")
        .annotate(people=Count("pk", filter=~is_link), links=Count("pk", filter=is_link))
    )
    found = list(rows)
    return Asked(
        {group: people for group, people, _links in found},
        frozenset(group for group, _people, links in found if links),
    )


def small_groups(collection: Collection) -> list[Group]:
    """Groups asked only by personal links and codes, and fewer people than their floor: those
    that are told together with others. Groups nobody is asked in are none of them."""
    asked = asked_of(collection)
    return [
        group
        for group in collection.groups.filter(is_joint=False, is_joined=False)
        if 0 < asked.people.get(group.pk, 0) < group.floor and not asked.by_link(group)
    ]


def progress_of(collection: Collection) -> list[GroupProgress]:
    """Groups in their order, those told together as the joint one; three queries."""
    asked = asked_of(collection)
    came = dict(
        Sheet.objects.filter(collection=collection, state=SheetState.HANDED_IN)
        .order_by()
        .values_list("group_id")
        .annotate(Count("pk"))
    )
    groups = list(collection.groups.all())
    joined = tuple(group for group in groups if group.is_joined)
    return [
        group_progress(group, joined if group.is_joint else (), asked, came)
        for group in groups
        if not group.is_joined
    ]


def group_progress(
    group: Group, members: tuple[Group, ...], asked: Asked, came: dict[int | None, int]
) -> GroupProgress:
    parts = members or (group,)
    return GroupProgress(
        group,
        asked=sum(asked.people.get(part.pk, 0) for part in parts),
        handed_in=came.get(group.pk, 0),
        by_link=any(asked.by_link(part) for part in parts),
        members=members,
    )


def asked_people(collection: Collection) -> QuerySet[Access]:
    """Whoever has a personal link."""
    rows = Access.objects.filter(collection=collection, kind=AccessKind.PERSONAL)
    return rows.select_related("group")
