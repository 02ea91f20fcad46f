"""Groups of a collection, and which of them are told together from the beginning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.imports import folded
from begleitwerk.core.services import Refused, record_event, require
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Access, Collection, Group
from begleitwerk.fieldwork.selectors import small_groups
from begleitwerk.fieldwork.services.guards import OPENED, held, not_closed, still_a_draft

LOWEST_FLOOR, HIGHEST_FLOOR = 3, 50
MOST_GROUPS = 30


@dataclass(frozen=True)
class GroupSpec:
    """A group to ask. Its answers are told from `floor` sheets on; `reads_plain` wording."""

    name: str
    floor: int = LOWEST_FLOOR
    reads_plain: bool = False


def set_groups(
    *, by: Actor | None, collection: Collection, groups: Sequence[GroupSpec]
) -> list[Group]:
    """The groups in this order instead of those before; one whose name stays keeps its people.

    Only while the collection is prepared. Raises Refused at `groups`.
    """
    with transaction.atomic():
        collection = held(collection)
        still_a_draft(collection, "groups")
        before = [row.name for row in collection.groups.all()]
        rows = put_groups(collection, groups)
        after = [row.name for row in rows]
        if after != before:
            tell(by, "fieldwork.groups_set", collection, {"groups": before}, {"groups": after})
    return rows


def put_groups(collection: Collection, groups: Sequence[GroupSpec]) -> list[Group]:
    check_names([spec.name for spec in groups])
    known = {folded(row.name): row for row in collection.groups.all()}
    wanted = {folded(spec.name) for spec in groups}
    for key, row in known.items():
        if key not in wanted:
            drop_group(row)
    rows = []
    for position, spec in enumerate(groups, start=1):
        row = known.get(folded(spec.name)) or Group(collection=collection)
        row.name, row.reads_plain, row.position = spec.name.strip(), spec.reads_plain, position
        row.floor = checked_floor(spec.floor)
        row.save()
        rows.append(row)
    return rows


def drop_group(row: Group) -> None:
    if Access.objects.filter(group=row).exists():
        raise Refused(
            _("People of the group “%(group)s” are to be asked. Take them out first.")
            % {"group": row.name},
            "groups",
        )
    row.delete()


def check_names(names: Sequence[str]) -> None:
    for name in names:
        require(name, "groups", _("Each group needs a name."))
    if not names:
        raise Refused(_("Name at least one group."), "groups")
    if len(names) > MOST_GROUPS:
        raise Refused(_("Name at most %(count)s groups.") % {"count": MOST_GROUPS}, "groups")
    if len({folded(name) for name in names}) < len(names):
        raise Refused(_("Two groups have the same name."), "groups")


def checked_floor(floor: int) -> int:
    if not LOWEST_FLOOR <= floor <= HIGHEST_FLOOR:
        raise Refused(
            _("Enter a number from %(low)s to %(high)s: fewer answers would show who gave them.")
            % {"low": LOWEST_FLOOR, "high": HIGHEST_FLOOR},
            "floor",
        )
    return floor


# --- One at a time --------------------------------------------------------------------------------


def add_group(
    *,
    by: Actor | None,
    collection: Collection,
    name: str,
    floor: int = LOWEST_FLOOR,
    reads_plain: bool = False,
) -> Group:
    """One more group, at the end; also while people answer. Raises Refused at `name`, `floor`."""
    with transaction.atomic():
        collection = held(collection)
        not_closed(collection)
        if collection.groups.count() >= MOST_GROUPS:
            raise Refused(_("Name at most %(count)s groups.") % {"count": MOST_GROUPS}, "name")
        last = collection.groups.aggregate(last=Max("position"))["last"] or 0
        group = Group(collection=collection, reads_plain=reads_plain, position=last + 1)
        group.name, group.floor = free_name(group, name), checked_floor(floor)
        group.save(force_insert=True)
        tell(by, "fieldwork.group_added", collection, {}, {"group": group.name})
    return group


def change_group(
    *, by: Actor | None, group: Group, name: str, floor: int, reads_plain: bool
) -> Group:
    """Another name at any time before it closes; a lower floor only before people are asked.

    Raises Refused at `name` or `floor`.
    """
    with transaction.atomic():
        collection = held(group.collection)
        not_closed(collection)
        group = Group.objects.get(pk=group.pk)
        said = {"group": group.name, "floor": group.floor}
        if collection.state == CollectionState.OPEN and floor < group.floor:
            raise Refused(_("People were promised this number. It can only be raised."), "floor")
        if collection.state == CollectionState.OPEN and reads_plain != group.reads_plain:
            raise Refused(OPENED, "reads_plain")
        group.name, group.floor = free_name(group, name), checked_floor(floor)
        group.reads_plain = reads_plain
        group.save()
        now = {"group": group.name, "floor": group.floor}
        if now != said:
            tell(by, "fieldwork.group_changed", collection, said, now)
    return group


def rename_group(*, by: Actor | None, group: Group, name: str) -> Group:
    """Another name for the same people. Raises Refused at `name`."""
    return change_group(
        by=by, group=group, name=name, floor=group.floor, reads_plain=group.reads_plain
    )


def remove_group(*, by: Actor | None, group: Group) -> None:
    """A group nobody is asked in, while the collection is prepared. Raises Refused."""
    with transaction.atomic():
        collection = held(group.collection)
        still_a_draft(collection)
        if collection.groups.count() == 1:
            raise Refused(_("One group has to stay: everybody answers as one of a group."))
        drop_group(group)
        tell(by, "fieldwork.group_removed", collection, {}, {"group": group.name})


def free_name(group: Group, name: str) -> str:
    name = require(name, "name")
    others = group.collection.groups.exclude(pk=group.pk).values_list("name", flat=True)
    if folded(name) in {folded(other) for other in others}:
        raise Refused(_("Another group has this name."), "name")
    return name


def tell(
    by: Actor | None,
    verb: str,
    collection: Collection,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    record_event(by=by, verb=verb, subject=collection, before=before, after=after)


# --- Told together --------------------------------------------------------------------------------


def join_groups(collection: Collection) -> None:
    """Put groups asked too few people into the joint group, which is made when it is needed.

    Once joined a group stays so: sheets may count to the joint group already.
    """
    small = small_groups(collection)
    if small:
        Group.objects.filter(pk__in=[group.pk for group in small]).update(is_joined=True)
        put_joint(collection, small)


def put_joint(collection: Collection, small: Iterable[Group]) -> Group:
    """The joint group: its floor is the highest of those that count to it."""
    floor = max(group.floor for group in small)
    joint = collection.groups.filter(is_joint=True).first()
    if joint is None:
        joint = Group(collection=collection, is_joint=True, position=MOST_GROUPS + 1)
        joint.name, joint.floor = joint_name(collection), floor
    joint.floor = max(joint.floor, floor)
    joint.save()
    return joint


def joint_name(collection: Collection) -> str:
    """In the language of the platform, as all names of groups; none of theirs."""
    taken = {folded(row.name) for row in collection.groups.all()}
    with translation.override(settings.LANGUAGE_CODE):
        name = gettext("Smaller groups together")
    names = (name, *(f"{name} ({number})" for number in range(2, MOST_GROUPS + 2)))
    return next(each for each in names if folded(each) not in taken)
