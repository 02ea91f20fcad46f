"""Which municipalities stand in a cockpit: those of a programme, a Land or a facilitator."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import Participant, Participants
from begleitwerk.core.selectors import alphabetical
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.programmes.enums import ENDED, RUNNING, EngagementState
from begleitwerk.programmes.models import EngagementParty


def of_programme(space: Workspace) -> QuerySet[EngagementParty]:
    """Municipalities that take part in the programme now; once it is over, those that did."""
    parties = EngagementParty.objects.filter(engagement__edition__programme__workspace=space)
    running = parties.filter(engagement__state__in=RUNNING)
    over = ~Exists(running.filter(pk__isnull=False).order_by())
    return parties.filter(
        Q(engagement__state__in=RUNNING)
        | (Q(engagement__state=EngagementState.COMPLETED) & Q(over))
    )


def of_land(space: Workspace) -> QuerySet[EngagementParty]:
    return EngagementParty.objects.filter(
        municipality__land__workspace=space, engagement__state__in=RUNNING
    )


def of_facilitator(user: User) -> QuerySet[EngagementParty]:
    """The municipalities where the person holds the role of facilitator today."""
    spaces = [
        item.workspace_id for item in access_of(user).memberships if item.role == Role.FACILITATOR
    ]
    return EngagementParty.objects.filter(
        municipality__workspace__in=spaces, engagement__state__in=RUNNING
    )


ORDER = (
    "engagement__theme__position",
    "engagement__theme__pk",
    alphabetical("municipality__name"),
    "pk",
)


def page_of(
    parties: QuerySet[EngagementParty], number: str, size: int, *, within: Workspace | None = None
) -> Participants:
    """One page of municipalities by theme and name; their number comes along in one query.

    `within` is the programme whose cockpit it is: of those that do not lie within it nothing is
    shown but the name.
    """
    counted = parties.order_by().annotate(all=Value(1)).values("all")
    count = Subquery(counted.annotate(number=Count("pk")).values("number"))
    # a page nobody could turn to is the first one; a database counts no further than 64 bits
    first = (max(1, int(number[:9])) - 1) * size if number.isdecimal() else 0
    keys = parties.order_by(*ORDER).values("pk")
    found = list(_rows(keys[first : first + size], count, within))
    found = found or list(_rows(keys[:size], count, within))
    total = found[0].total if found else 0
    return Participants(
        [participant(row) for row in found], Paginator(range(total), size).get_page(number)
    )


def participant(row: Any) -> Participant:
    municipality, group = row.municipality, str(row.engagement.theme or "")
    if row.is_within:
        return Participant(municipality, group)
    has_ended = row.engagement.state in ENDED
    note = gettext("has ended") if has_ended else gettext("has not accepted yet")
    return Participant(municipality, group, False, note, row.engagement.get_absolute_url())


def _rows(keys: QuerySet[Any], count: Subquery, within: Workspace | None) -> QuerySet[Any]:
    """The rows of a page: only their keys are sorted among all."""
    lies_in = Workspace.parents.through._default_manager.filter(
        from_workspace=OuterRef("municipality__workspace"), to_workspace=within
    )
    rows = EngagementParty.objects.filter(pk__in=keys).annotate(
        total=count, is_within=Exists(lies_in) if within else Value(True)
    )
    return rows.select_related(
        "municipality__workspace",
        "engagement__theme__item",
        "engagement__edition__programme__workspace",
    ).order_by(*ORDER)
