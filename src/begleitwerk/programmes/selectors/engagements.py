"""Who takes part in what."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.shortcuts import get_object_or_404

from begleitwerk.accounts.models import User
from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import alphabetical
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of, within, workspaces_with
from begleitwerk.programmes.enums import NEXT_STATES, OCCUPYING, PENDING, RUNNING, STEP_VERBS
from begleitwerk.programmes.models import (
    Engagement,
    EngagementFacilitator,
    EngagementParty,
    EngagementStep,
    FacilitatorOffer,
    Programme,
    ReleasedRecord,
)
from begleitwerk.programmes.rules.release import peers_of


def engagements_visible_to(user: User) -> QuerySet[Engagement]:
    """Participations of the user's programmes and of the municipalities she holds a role in."""
    held = access_of(user).workspace_ids
    reach = Q(edition__programme__workspace__in=held) | within(held, "parties")
    return with_parts(Engagement.objects.filter(reach).distinct())


def with_parts(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """With everything a page says about a participation: two queries for any number of rows."""
    parties = EngagementParty.objects.select_related("municipality__workspace")
    return rows.select_related(
        "edition__programme__workspace", "theme__item", "cluster", "contract__file"
    ).prefetch_related(Prefetch("party_rows", queryset=parties))


def engagements_of(municipality: Municipality) -> QuerySet[Engagement]:
    """All participations of a municipality, shared ones too: the running first, then newest."""
    return with_parts(Engagement.objects.filter(parties=municipality)).order_by(
        Case(
            When(state__in=RUNNING, then=0),
            When(state__in=PENDING, then=1),
            default=2,
            output_field=IntegerField(),
        ),
        F("edition__starts_on").desc(nulls_last=True),
        "-pk",
    )


def current_engagement(municipality: Municipality) -> Engagement | None:
    """The running participation; without one an undecided one, else the latest that ended."""
    return engagements_of(municipality).first()


def engagements_of_programme(programme: Programme) -> QuerySet[Engagement]:
    """Participations with the name of the municipality in the lead (`lead_name`)."""
    lead = EngagementParty.objects.filter(engagement=OuterRef("pk")).order_by("-is_lead", "pk")
    rows = Engagement.objects.filter(edition__programme=programme)
    return with_parts(rows).annotate(lead_name=Subquery(lead.values("municipality__name")[:1]))


def engagement_or_404(programme: Programme, pk: int) -> Engagement:
    """With the number of invitations to accompany it that nobody used (`waiting_invitations`)."""
    waiting = FacilitatorOffer.objects.filter(
        engagement=OuterRef("pk"),
        offer__invitation__accepted_at=None,
        offer__invitation__withdrawn_at=None,
    )
    counted = waiting.order_by().values("engagement").annotate(count=Count("pk")).values("count")
    rows = engagements_of_programme(programme).annotate(waiting_invitations=Subquery(counted))
    return get_object_or_404(rows, pk=pk)


def party_or_404(municipality: Municipality, pk: int) -> EngagementParty:
    """The municipality's own row in a participation."""
    rows = EngagementParty.objects.select_related(
        "municipality__workspace", "engagement__edition__programme__workspace"
    )
    return get_object_or_404(rows, municipality=municipality, engagement=pk)


def records_of(programme: Programme) -> QuerySet[ReleasedRecord]:
    """What a programme kept of the municipalities it no longer reads in, the latest first."""
    rows = ReleasedRecord.objects.filter(engagement__edition__programme=programme)
    related = ("municipality__workspace", "engagement__edition__programme__workspace")
    return rows.select_related(*related).order_by("-closed_at", "-pk")


def record_or_404(rows: QuerySet[ReleasedRecord], pk: int) -> ReleasedRecord:
    return get_object_or_404(rows, pk=pk)


def records_about(municipality: Municipality) -> QuerySet[ReleasedRecord]:
    """What programmes kept of a municipality; it may always know."""
    related = ("municipality__workspace", "engagement__edition__programme__workspace")
    return ReleasedRecord.objects.filter(municipality=municipality).select_related(*related)


def replacement_of(engagement: Engagement) -> Engagement | None:
    """Who took over the place."""
    if engagement.replaced_by_id is None:
        return None
    return with_parts(Engagement.objects.filter(pk=engagement.replaced_by_id)).first()


def replaced_by_this(engagement: Engagement) -> list[Engagement]:
    """Whose place this participation took over."""
    return list(with_parts(Engagement.objects.filter(replaced_by=engagement)))


def facilitator_or_404(engagement: Engagement, pk: int) -> EngagementFacilitator:
    return get_object_or_404(engagement.facilitators.select_related("user"), pk=pk)


def facilitator_offers(engagement: Engagement) -> list[FacilitatorOffer]:
    """Invitations to accompany a participation, accepted and lapsed ones too; not the withdrawn."""
    rows = engagement.facilitator_offers.filter(offer__invitation__withdrawn_at=None)
    related = ("offer__invitation__invited_by", "offer__workspace")
    return list(rows.select_related(*related).order_by("pk"))


def facilitator_offer_or_404(engagement: Engagement, pk: int) -> FacilitatorOffer:
    rows = engagement.facilitator_offers.select_related("offer__invitation", "offer__workspace")
    return get_object_or_404(rows, pk=pk)


def cluster_peers(municipality: Municipality) -> QuerySet[Municipality]:
    """The other municipalities that share a cluster with this one, by name."""
    peers = peers_of([municipality.workspace_id]).exclude(pk=municipality.pk)
    return peers.select_related("workspace").distinct().order_by(alphabetical("name"), "pk")


def facilitators_of(engagement: Engagement, on: date) -> list[EngagementFacilitator]:
    """All assignments, those of the day first."""
    rows = list(engagement.facilitators.select_related("user").order_by("valid_from", "pk"))
    return sorted(rows, key=lambda row: not is_valid(row, on))


def is_valid(row: EngagementFacilitator, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)


def next_steps(engagement: Engagement) -> list[tuple[str, str]]:
    """State and verb of each step that may follow."""
    return [(state, str(STEP_VERBS[state])) for state in NEXT_STATES[engagement.state]]


def possible_replacements(engagement: Engagement) -> QuerySet[Engagement]:
    """Participations of the same edition that may take over a place."""
    rows = Engagement.objects.filter(edition=engagement.edition).exclude(pk=engagement.pk)
    return with_parts(rows.filter(state__in=OCCUPYING | PENDING)).order_by("pk")


@dataclass(frozen=True)
class ParticipationCard:
    """One participation as its municipality sees it; `party` is its own row, `records` what the
    programme kept when its way in closed."""

    engagement: Engagement
    party: EngagementParty
    records: tuple[ReleasedRecord, ...]
    partners: tuple[str, ...]
    facilitators: tuple[EngagementFacilitator, ...]
    steps: tuple[EngagementStep, ...]


def known_party(user: User, slug: str) -> EngagementParty | None:
    """The latest participation of a municipality in a programme this person follows; whether she
    may open the municipality or not."""
    rows = EngagementParty.objects.filter(
        municipality__workspace__slug=slug,
        engagement__edition__programme__workspace__in=workspaces_with(user, P.COCKPIT_VIEW),
    )
    return (
        rows.select_related("municipality", "engagement__edition__programme__workspace")
        .order_by("-pk")
        .first()
    )


@once_per_page
def participation_cards(municipality: Municipality, on: date) -> list[ParticipationCard]:
    """All participations of a municipality with steps and present facilitators."""
    kept = ReleasedRecord.objects.filter(municipality=municipality).defer("content")
    rows = engagements_of(municipality).prefetch_related(
        "steps",
        Prefetch("facilitators", EngagementFacilitator.objects.select_related("user")),
        Prefetch("released_records", kept),
    )
    return [
        ParticipationCard(
            engagement=row,
            party=next(
                party for party in row.party_rows.all() if party.municipality_id == municipality.pk
            ),
            records=tuple(row.released_records.all()),
            partners=tuple(
                party.municipality.name
                for party in row.party_rows.all()
                if party.municipality_id != municipality.pk
            ),
            facilitators=tuple(item for item in row.facilitators.all() if is_valid(item, on)),
            steps=tuple(row.steps.all()),
        )
        for row in rows
    ]
