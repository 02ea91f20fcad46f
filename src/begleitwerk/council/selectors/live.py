"""What papers and briefs are made from: one read per part, however many rows it has."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery

from begleitwerk.council.enums import BlockKind
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals.models import Goal
from begleitwerk.goals.selectors import (
    Costs,
    MeasureFacts,
    costs_of,
    counting,
    measure_facts,
    pursued_goals,
    standings,
)
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.networks.selectors import Seats, present_bodies
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Decision, Meeting, Phase, Process
from begleitwerk.programmes.enums import OCCUPYING, EngagementState
from begleitwerk.programmes.models import Engagement, EngagementStep

# Committees and conferences are where a paper goes, not who works on the process.
NOT_A_GROUP = ("political", "administrative")

NEEDS_PHASES = frozenset({BlockKind.PHASES, BlockKind.MEETINGS, BlockKind.OUTLOOK})
NEEDS_MEASURES = frozenset({BlockKind.MEASURES, BlockKind.COSTS})
NEEDS_GOALS = NEEDS_MEASURES | {BlockKind.GOALS}


@dataclass(frozen=True)
class LiveData:
    """The live data of one process as far as the asked kinds of blocks need it.

    For the kind that tells of the programme, `process` comes with its engagement, edition,
    programme and theme, and with the counts of municipalities that take part: with the same
    theme, and in the whole edition.
    """

    municipality: Municipality
    process: Process | None
    today: date
    same_theme: int = 0
    all_themes: int = 0
    selected_on: date | None = None
    phases: tuple[Phase, ...] = ()
    bodies: tuple[Body, ...] = ()
    seats: Seats | None = None
    meetings: tuple[Meeting, ...] = ()
    goals: tuple[Goal, ...] = ()
    measures: tuple[MeasureFacts, ...] = ()
    lights: dict[int, Shape] = field(default_factory=dict)

    @cached_property
    def counting(self) -> list[MeasureFacts]:
        """The measures that count: all but the stopped ones."""
        return counting(self.measures)

    @cached_property
    def costs(self) -> Costs:
        return costs_of(self.measures)


def live_data(
    municipality: Municipality,
    process: Process | None,
    today: date,
    kinds: Collection[str] = tuple(BlockKind),
) -> LiveData:
    """Read what the kinds of blocks need; at most ten queries."""
    wanted = {BlockKind(kind) for kind in kinds}
    with_bodies, with_lights = BlockKind.BODIES in wanted, BlockKind.GOALS in wanted
    found = _process(process) if process and BlockKind.PROGRAMME in wanted else process
    goals = _goals(municipality, process) if wanted & NEEDS_GOALS else ()
    return LiveData(
        municipality=municipality,
        process=found,
        today=today,
        same_theme=getattr(found, "same_theme", 0) or 0,
        all_themes=getattr(found, "all_themes", 0) or 0,
        selected_on=getattr(found, "selected_on", None),
        phases=_phases(process) if process and wanted & NEEDS_PHASES else (),
        bodies=_bodies(municipality, today) if with_bodies else (),
        seats=Seats(municipality, today) if with_bodies else None,
        meetings=_meetings(municipality, found) if BlockKind.MEETINGS in wanted else (),
        goals=goals,
        measures=measure_facts(municipality.pk, goals) if wanted & NEEDS_MEASURES else (),
        lights=_lights(municipality, today) if with_lights else {},
    )


def with_member_counts(processes: QuerySet[Process]) -> QuerySet[Process]:
    """With `same_theme` and `all_themes`: municipalities that take part; None for none."""
    engagements = Engagement.objects.filter(
        edition=OuterRef("engagement__edition"), state__in=OCCUPYING
    ).order_by()
    same = engagements.filter(theme=OuterRef("engagement__theme"))
    return processes.annotate(same_theme=_count(same), all_themes=_count(engagements))


def _process(process: Process) -> Process:
    selected = EngagementStep.objects.filter(
        engagement=OuterRef("engagement"), state=EngagementState.SELECTED
    )
    rows = Process.objects.select_related(
        "engagement__edition__programme", "engagement__theme__item"
    ).annotate(selected_on=Subquery(selected.order_by("-pk").values("on")[:1]))
    return with_member_counts(rows).get(pk=process.pk)


def _count(rows: QuerySet[Engagement]) -> Subquery:
    """Municipalities and not places, as the edition's page counts them: two may share one."""
    number = Count("parties", distinct=True)
    counted = rows.values("edition").annotate(number=number).values("number")
    return Subquery(counted, output_field=IntegerField())


def _phases(process: Process) -> tuple[Phase, ...]:
    return tuple(Phase.objects.filter(process=process).order_by("position", "pk"))


def _bodies(municipality: Municipality, today: date) -> tuple[Body, ...]:
    rows = present_bodies(municipality, today).order_by("kind__position", "name", "pk")
    return tuple(body for body in rows if body.kind.extra.get("layer") not in NOT_A_GROUP)


def _meetings(municipality: Municipality, process: Process | None) -> tuple[Meeting, ...]:
    mine = Q(municipality=municipality)
    if process:
        mine |= Q(programme_id=process.engagement.edition.programme_id)
    rows = Meeting.objects.filter(mine).exclude(state=MeetingState.CANCELLED)
    decisions = Prefetch("decisions", Decision.objects.order_by("number", "pk"))
    return tuple(
        rows.select_related("kind", "body__kind").prefetch_related(decisions).order_by("on", "pk")
    )


def _lights(municipality: Municipality, today: date) -> dict[int, Shape]:
    """The lights as everywhere else: a goal is as good as what serves it."""
    return {pk: found.light for pk, found in standings([municipality.pk], today).items()}


def _goals(municipality: Municipality, process: Process | None) -> tuple[Goal, ...]:
    rows = pursued_goals(municipality.pk, process.pk if process else None)
    return tuple(rows.select_related("adopted_by").order_by("position", "pk"))
