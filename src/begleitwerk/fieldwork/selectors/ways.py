"""Ways into a collection, and remarks that came by them: for those who ask."""

from django.db.models import Count, Q, QuerySet

from begleitwerk.fieldwork.enums import AccessKind
from begleitwerk.fieldwork.models import Access, Collection, Group, Remark


def links_of(collection: Collection) -> list[Access]:
    """Links for many."""
    rows = Access.objects.filter(collection=collection, kind=AccessKind.GROUP)
    return list(rows.select_related("group"))


def codes_of(collection: Collection) -> list[tuple[Group, int, int]]:
    """Groups with how many codes let in and how many do not any more."""
    codes = Access.objects.filter(collection=collection, kind=AccessKind.CODE).order_by()
    counted = codes.values_list("group_id").annotate(
        open=Count("pk", filter=Q(is_closed=False)), closed=Count("pk", filter=Q(is_closed=True))
    )
    found = {group: (lets_in, ended) for group, lets_in, ended in counted}
    groups = collection.groups.filter(is_joint=False)
    return [(row, *found[row.pk]) for row in groups if row.pk in found]


def remarks_of(collection: Collection) -> QuerySet[Remark]:
    """What people wrote, by item; within one in an order that tells nothing."""
    rows = Remark.objects.filter(collection=collection).select_related("item")
    return rows.order_by("item__position", "pk")


def remarks_left(collection: Collection) -> int:
    """How many nobody has looked at."""
    return Remark.objects.filter(collection=collection, is_shown=None).count()
