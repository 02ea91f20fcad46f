"""Meetings and decisions of municipalities and programmes."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import alphabetical, row_at
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import reaches, within, workspaces_with
from begleitwerk.networks.models import Body
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Decision, Meeting
from begleitwerk.processes.selectors.processes import PROCESS_BODIES
from begleitwerk.programmes.models import OPEN, EngagementParty, Programme

# Meetings where facilitators and municipality talk to each other.
CONTACT_KINDS = ("jour_fixe", "talk", "workshop", "qe_workshop", "exchange", "expert_input")


def _meetings() -> QuerySet[Meeting]:
    rows = Meeting.objects.select_related("kind", "body", "municipality__workspace", "programme")
    taken = Decision.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    number = Subquery(taken.annotate(number=Count("pk")).values("number"))
    counted = rows.annotate(decision_count=Coalesce(number, 0))
    return counted.order_by("-on", "-starts_at", "-pk")


def visible_to(user: User) -> QuerySet[Meeting]:
    """Meetings of the municipalities whose meetings the user may see."""
    reach = within(workspaces_with(user, Permission.MEETINGS_VIEW), "municipality")
    return _meetings().filter(reach)


def meetings_of(municipality: Municipality) -> QuerySet[Meeting]:
    """All meetings of a municipality, the latest first, each with `decision_count`."""
    return _meetings().filter(municipality=municipality)


def programme_meetings(programme: Programme) -> QuerySet[Meeting]:
    """Meetings the programme office holds for everybody, the latest first."""
    return _meetings().filter(programme=programme)


def programme_meetings_for(municipality: Municipality, today: date) -> QuerySet[Meeting]:
    """What the programmes a municipality takes part in have ahead, the next one first."""
    parties = EngagementParty.objects.filter(OPEN, municipality=municipality)
    rows = Meeting.objects.filter(
        ahead(today), programme__in=parties.values("engagement__edition__programme")
    )
    return rows.select_related("kind", "programme").order_by("on", "starts_at", "pk")


def ahead(today: date) -> Q:
    """`Meeting.is_ahead` for many."""
    dated = Q(day_known=True, on__gte=today) | Q(day_known=False, on__gte=today.replace(day=1))
    return Q(state=MeetingState.PLANNED) & dated


def unrecorded_meetings(today: date) -> QuerySet[Meeting]:
    """Meetings of any place that are over and whose result nobody has recorded."""
    rows = Meeting.objects.filter(~ahead(today), state=MeetingState.PLANNED)
    return rows.order_by()


def get_meeting_or_404(
    user: User,
    pk: int,
    *,
    municipality: Municipality | None = None,
    programme: Programme | None = None,
) -> Meeting:
    """A meeting within the reach of the user, of this municipality or programme if one is named."""
    rows = _meetings()
    if municipality is not None:
        rows = rows.filter(municipality=municipality)
    if programme is not None:
        rows = rows.filter(programme=programme)
    meeting = row_at(rows.filter(pk=pk).prefetch_related("decisions"))
    owner = (meeting.municipality or meeting.programme) if meeting else None
    if meeting is None or owner is None or not reaches(user, owner.workspace):
        raise Http404
    return meeting


def get_decision_or_404(municipality: Municipality, pk: int) -> Decision:
    rows = decisions_of(municipality).filter(pk=pk)
    decision = rows.first()
    if decision is None:
        raise Http404
    return decision


def next_meeting(municipality: Municipality, today: date) -> Meeting | None:
    """The next planned meeting, today's included."""
    return next_meetings([municipality], today).get(municipality.pk)


def next_meetings(municipalities: Iterable[Municipality], today: date) -> dict[int, Meeting]:
    """The same for many, by the municipality's id, in one query."""
    rows = Meeting.objects.filter(ahead(today), municipality__in=[row.pk for row in municipalities])
    found: dict[int, Meeting] = {}
    order = ("on", F("starts_at").asc(nulls_last=True), "pk")
    for meeting in rows.select_related("kind", "body").order_by(*order):
        found.setdefault(meeting.municipality_id or 0, meeting)
    return found


def last_contacts(municipalities: Iterable[Municipality]) -> dict[int, Meeting]:
    """The latest meeting held between each municipality and its facilitators, by its id; one query.

    Facilitators sit in the planning and steering groups, so their sessions count as well.
    """
    counts = Q(kind__key__in=CONTACT_KINDS) | Q(body__kind__key__in=PROCESS_BODIES)
    held = Meeting.objects.filter(
        counts, state=MeetingState.HELD, municipality__in=[row.pk for row in municipalities]
    )
    newest_first = Window(
        RowNumber(), partition_by="municipality", order_by=[F("on").desc(), F("pk").desc()]
    )
    latest = held.annotate(rank=newest_first).filter(rank=1).select_related("kind", "body")
    return {meeting.municipality_id or 0: meeting for meeting in latest.order_by()}


def recent_meetings(municipality: Municipality, limit: int = 3) -> list[Meeting]:
    """The latest meetings that were held."""
    return list(meetings_of(municipality).filter(state=MeetingState.HELD)[:limit])


def decisions_of(municipality: Municipality) -> QuerySet[Decision]:
    """All decisions of a municipality's meetings, the latest first."""
    rows = Decision.objects.filter(municipality=municipality)
    related = ("municipality__workspace", "meeting__body", "meeting__kind", "meeting__municipality")
    return rows.select_related(*related).order_by("-meeting__on", "-meeting_id", "number")


def bodies_for(municipality: Municipality) -> QuerySet[Body]:
    """The bodies a meeting can belong to; ended ones too, for meetings of their time."""
    return Body.objects.filter(municipality=municipality).order_by(alphabetical("name"))
