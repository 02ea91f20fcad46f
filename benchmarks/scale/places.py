"""Municipalities with their people, participation and phases."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Role, TerritoryType, WorkspaceKind
from begleitwerk.municipalities.models import Membership, Municipality, Workspace
from begleitwerk.municipalities.selectors import search_text_of, slug_base
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Meeting, Phase, Process
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import (
    Contract,
    Engagement,
    EngagementFacilitator,
    EngagementParty,
    EngagementStep,
)
from benchmarks.scale.frame import (
    PER_CLUSTER,
    PER_FACILITATOR,
    Frame,
    seed_user,
)
from benchmarks.scale.words import OUTLOOK, REASON, name_of

BATCH = 500


@dataclass
class Spot:
    """One municipality while its rows are made."""

    number: int
    dice: Random
    place: Municipality
    process: Process
    begin: date
    staff: list[User] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)

    @property
    def by(self) -> int:
        """Whoever coordinates here."""
        return self.staff[0].pk

    @property
    def head(self) -> int:
        return self.staff[min(1, len(self.staff) - 1)].pk

    @property
    def space(self) -> int:
        return self.place.workspace_id


def found_places(frame: Frame, numbers: Sequence[int]) -> list[Spot]:
    """Municipalities, their people, their participation; two statements for each table."""
    places = [new_place(frame, number) for number in numbers]
    Workspace.objects.bulk_create([place.workspace for place in places], BATCH)
    for place in places:
        place.workspace = place.workspace  # the key is known only now
    Municipality.objects.bulk_create(places, BATCH)
    within = Workspace.parents.through
    within.objects.bulk_create(
        [
            within(from_workspace_id=place.workspace_id, to_workspace_id=parent)
            for place in places
            for parent in (place.land.workspace_id, frame.edition.workspace.pk)
        ],
        BATCH,
    )
    for place in places:
        frame.chain.add(
            "municipalities.municipality_added",
            place,
            by=frame.operator.pk,
            workspace_id=place.workspace_id,
            after={"name": place.name, "youth_office_id": place.youth_office_id},
        )
    frame.count("municipalities", len(places))
    return enter(frame, numbers, places)


def new_place(frame: Frame, number: int) -> Municipality:
    dice = frame.random(number)
    name, county = name_of(number)
    key = f"Z{number:05d}"
    return Municipality(
        workspace=Workspace(kind=WorkspaceKind.MUNICIPALITY, slug=slug_base(name), name=name),
        youth_office_id=key,
        name=name,
        kind=TerritoryType.COUNTY if county else TerritoryType.CITY,
        land=frame.laender[number % len(frame.laender)],
        population=dice.randrange(32_000, 420_000, 100),
        population_date=date(frame.today.year - 1, 12, 31),
        area_km2=Decimal(dice.randrange(6_000, 240_000)) / 100,
        source="erzeugt von seed_scale",
        is_invented=True,
        search_text=search_text_of(name, key),
    )


# --- Participation --------------------------------------------------------------------------------


def enter(frame: Frame, numbers: Sequence[int], places: Sequence[Municipality]) -> list[Spot]:
    engagements = [
        Engagement(
            edition=frame.edition,
            theme=frame.themes[number % len(frame.themes)],
            cluster=frame.clusters[(number - 1) // PER_CLUSTER],
            state=EngagementState.ACTIVE,
            source="erzeugt von seed_scale",
        )
        for number in numbers
    ]
    Engagement.objects.bulk_create(engagements, BATCH)
    processes = [
        Process(
            municipality=place,
            engagement=engagement,
            template=frame.edition.phase_template,
            reason_to_join=REASON,
            outlook=OUTLOOK,
        )
        for place, engagement in zip(places, engagements, strict=True)
    ]
    Process.objects.bulk_create(processes, BATCH)
    Contract.objects.bulk_create(
        [
            Contract(
                edition=frame.edition,
                municipality=place,
                engagement=engagement,
                number=f"M-{number:04d}",
                signed_by_municipality_on=frame.edition.starts_on,
                signed_by_office_on=frame.edition.starts_on,
            )
            for number, place, engagement in zip(numbers, places, engagements, strict=True)
        ],
        BATCH,
    )
    spots = [
        new_spot(frame, number, place, process)
        for number, place, process in zip(numbers, places, processes, strict=True)
    ]
    people(frame, spots)
    record_engagements(frame, spots)
    phases(frame, spots)
    return spots


def new_spot(frame: Frame, number: int, place: Municipality, process: Process) -> Spot:
    """Processes began at different times, so that all phases occur."""
    dice = frame.random(number)
    days = 365 * frame.size.years
    behind = round(days * (0.75 if number == 1 else dice.uniform(0.2, 0.9)))
    return Spot(number, dice, place, process, frame.day(-behind))


def record_engagements(frame: Frame, spots: Sequence[Spot]) -> None:
    steps = (
        (EngagementState.INVITED, -150),
        (EngagementState.APPLIED, -120),
        (EngagementState.SELECTED, -70),
        (EngagementState.CONTRACT_SIGNED, -20),
        (EngagementState.ACTIVE, 0),
    )
    EngagementParty.objects.bulk_create(
        [
            EngagementParty(
                engagement=spot.process.engagement,
                municipality=spot.place,
                is_lead=True,
                accepted_at=timezone.now(),
            )
            for spot in spots
        ],
        BATCH,
    )
    EngagementStep.objects.bulk_create(
        [
            EngagementStep(
                engagement=spot.process.engagement,
                state=state,
                on=spot.begin + timedelta(days=days),
                recorded_by_id=frame.operator.pk,
            )
            for spot in spots
            for state, days in steps
        ],
        BATCH,
    )
    EngagementFacilitator.objects.bulk_create(
        [
            EngagementFacilitator(
                engagement=spot.process.engagement,
                user=facilitator_of(frame, spot),
                valid_from=spot.begin,
            )
            for spot in spots
        ],
        BATCH,
    )
    for spot in spots:
        engagement = spot.process.engagement
        label = f"{spot.place.name}, {frame.edition}"
        frame.chain.add(
            "programmes.engagement_opened",
            engagement,
            by=frame.operator.pk,
            workspace_id=spot.space,
            label=label,
            after={"state": EngagementState.INVITED, "on": spot.begin - timedelta(days=150)},
        )
        for (before, _days), (state, days) in pairwise(steps):
            frame.chain.add(
                "programmes.engagement_moved",
                engagement,
                by=frame.operator.pk,
                workspace_id=spot.space,
                label=label,
                before={"state": before},
                after={"state": state, "on": spot.begin + timedelta(days=days)},
            )
    frame.count("engagements", len(spots))


def facilitator_of(frame: Frame, spot: Spot) -> User:
    return frame.facilitators[(spot.number - 1) // PER_FACILITATOR]


SHARES = (0.14, 0.39, 0.84, 1.0)


def phases(frame: Frame, spots: Sequence[Spot]) -> None:
    """Each phase takes its share of the years; what lies behind us has its actual dates."""
    days = 365 * frame.size.years
    rows = []
    for spot in spots:
        start = spot.begin
        for number, item in enumerate(frame.phases):
            end = spot.begin + timedelta(days=round(days * SHARES[number]) - 1)
            rows.append(
                Phase(
                    municipality=spot.place,
                    process=spot.process,
                    item=item,
                    position=number + 1,
                    name=item.label_de,
                    planned_start=start,
                    planned_end=end,
                    actual_start=start if start <= frame.today else None,
                    actual_end=end if end < frame.today else None,
                    is_tentative=number == len(frame.phases) - 1,
                )
            )
            start = end + timedelta(days=1)
        frame.chain.add(
            "processes.started",
            spot.process,
            by=spot.by,
            workspace_id=spot.space,
            label=f"{frame.edition}, {spot.place.name}",
            after={"phases": [item.label_de for item in frame.phases]},
        )
    Phase.objects.bulk_create(rows, BATCH)
    frame.count("phases", len(rows))


# --- People ---------------------------------------------------------------------------------------

# Of fifty people in a municipality so many hold each role; the rest are partners.
ROLES = (
    (Role.COORDINATOR, 1),
    (Role.YOUTH_OFFICE_HEAD, 1),
    (Role.PLANNER, 1),
    (Role.STEERING_MEMBER, 8),
    (Role.COMMITTEE_MEMBER, 5),
    (Role.PARENT, 3),
    (Role.DATA_PROTECTION_OFFICER, 1),
)


def roles_for(number: int) -> list[Role]:
    """So many roles, the most needed first."""
    roles = [role for role, times in ROLES for _time in range(times)]
    return (roles + [Role.PARTNER] * number)[:number]


def people(frame: Frame, spots: Sequence[Spot]) -> None:
    roles = roles_for(frame.size.users_per_municipality)
    for spot in spots:
        spot.staff = [
            seed_user(f"{role.value}-{spot.number:03d}-{n:02d}", f"{role.label} {spot.number:03d}")
            for n, role in enumerate(roles)
        ]
    everybody = [user for spot in spots for user in spot.staff]
    User.objects.bulk_create(everybody, BATCH)
    rows = [
        Membership(
            user=user,
            workspace_id=spot.space,
            role=role,
            valid_from=spot.begin,
            granted_by=frame.operator,
        )
        for spot in spots
        for user, role in zip(
            (*spot.staff, facilitator_of(frame, spot)), (*roles, Role.FACILITATOR), strict=True
        )
    ]
    Membership.objects.bulk_create(rows, BATCH)
    for user in everybody:
        frame.chain.add("accounts.created", user, by=frame.operator.pk, label=user.log_label)
    for row in rows:
        frame.chain.add(
            "municipalities.role_granted",
            row,
            by=frame.operator.pk,
            workspace_id=row.workspace_id,
            label=row.get_role_display(),
            after={"account": row.user_id, "role": row.role, "valid_from": row.valid_from},
        )
    frame.count("users", len(everybody))
