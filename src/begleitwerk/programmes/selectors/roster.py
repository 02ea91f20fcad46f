"""Which municipalities stand in a cockpit: those of a programme, a Land or a facilitator."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, Q, QuerySet, Subquery, Value

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import Participant, Participants
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.programmes.enums import RUNNING, EngagementState
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


ORDER = ("engagement__theme__position", "engagement__theme__pk", "municipality__name", "pk")


def page_of(parties: QuerySet[EngagementParty], number: str, size: int) -> Participants:
    """One page of municipalities by theme and name; their number comes along in one query."""
    counted = parties.order_by().annotate(all=Value(1)).values("all")
    count = Subquery(counted.annotate(number=Count("pk")).values("number"))
    # a page nobody could turn to is the first one; a database counts no further than 64 bits
    first = (max(1, int(number[:9])) - 1) * size if number.isdecimal() else 0
    keys = parties.order_by(*ORDER).values("pk")
    found = list(_rows(keys[first : first + size], count)) or list(_rows(keys[:size], count))
    total = found[0].total if found else 0
    return Participants(
        [Participant(row.municipality, str(row.engagement.theme or "")) for row in found],
        Paginator(range(total), size).get_page(number),
    )


def _rows(keys: QuerySet[Any], count: Subquery) -> QuerySet[Any]:
    """The rows of a page: only their keys are sorted among all."""
    rows = EngagementParty.objects.filter(pk__in=keys).annotate(total=count)
    return rows.select_related("municipality__workspace", "engagement__theme__item").order_by(
        *ORDER
    )
