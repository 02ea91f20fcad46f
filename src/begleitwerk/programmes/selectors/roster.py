"""Which municipalities stand in a cockpit: those of a programme, a Land or a facilitator."""

from django.core.paginator import Paginator
from django.db.models import Count, Exists, Q, QuerySet, Window

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


def page_of(parties: QuerySet[EngagementParty], number: str, size: int) -> Participants:
    """One page of municipalities by theme and name; their number comes along in one query."""
    related = ("municipality__workspace", "engagement__theme__item")
    rows = parties.select_related(*related).annotate(total=Window(Count("pk")))
    ordered = rows.order_by(
        "engagement__theme__position", "engagement__theme__pk", "municipality__name", "pk"
    )
    # a page nobody could turn to is the first one; a database counts no further than 64 bits
    first = (max(1, int(number[:9])) - 1) * size if number.isdecimal() else 0
    found = list(ordered[first : first + size]) or list(ordered[:size])
    total = found[0].total if found else 0
    return Participants(
        [Participant(row.municipality, str(row.engagement.theme or "")) for row in found],
        Paginator(range(total), size).get_page(number),
    )
