"""What papers and briefs are made from: one read per part, however many rows it has."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery

from begleitwerk.council.enums import BlockKind
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.selectors import Costs, costs_of, counting, pursued_goals, standings
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.networks.selectors import Seats, present_bodies
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Decision, Meeting, Phase, Process
from begleitwerk.programmes.enums import OCCUPYING, EngagementState
from begleitwerk.programmes.models import Engagement, EngagementStep

# Committees and conferences are where a paper goes, not who works on the process.
NOT_A_GROUP = ("political", "administrative")

NEEDS_PROCESS = frozenset(
    {BlockKind.PROGRAMME, BlockKind.REASON, BlockKind.PHASES, BlockKind.MEETINGS, BlockKind.OUTLOOK}
)
NEEDS_PHASES = frozenset({BlockKind.PHASES, BlockKind.MEETINGS, BlockKind.OUTLOOK})
NEEDS_GOALS = frozenset({BlockKind.GOALS, BlockKind.MEASURES, BlockKind.COSTS})


@dataclass(frozen=True)
class LiveData:
    """The live data of one process as far as the asked kinds of blocks need it.

    `process` comes with its engagement, edition, programme and theme. The counts are
    municipalities that take part: with the same theme, and in the whole edition.
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
    lights: dict[int, Shape] = field(default_factory=dict)

    @property
    def measures(self) -> list[Measure]:
        """All measures, soonest due first, those without a date last."""
        rows = [measure for goal in self.goals for measure in goal.measures.all()]
        return sorted(rows, key=lambda row: (row.due_on or date.max, row.pk))

    @property
    def counting(self) -> list[Measure]:
        """The measures that count: all but the stopped ones."""
        return counting(self.measures)

    @property
    def costs(self) -> Costs:
        return costs_of(self.measures)


def live_data(
    municipality: Municipality,
    process: Process | None,
    today: date,
    kinds: Collection[str] = tuple(BlockKind),
) -> LiveData:
    """Read what the kinds of blocks need; at most nine queries."""
    wanted = {BlockKind(kind) for kind in kinds}
    with_bodies, with_lights = BlockKind.BODIES in wanted, BlockKind.GOALS in wanted
    found = _process(process) if process and wanted & NEEDS_PROCESS else process
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
        goals=_goals(municipality, process) if wanted & NEEDS_GOALS else (),
        lights=_lights(municipality, today) if with_lights else {},
    )


def _process(process: Process) -> Process:
    engagements = Engagement.objects.filter(
        edition=OuterRef("engagement__edition"), state__in=OCCUPYING
    ).order_by()
    same = engagements.filter(theme=OuterRef("engagement__theme"))
    selected = EngagementStep.objects.filter(
        engagement=OuterRef("engagement"), state=EngagementState.SELECTED
    )
    rows = Process.objects.select_related(
        "engagement__edition__programme", "engagement__theme__item"
    ).annotate(
        same_theme=_count(same),
        all_themes=_count(engagements),
        selected_on=Subquery(selected.order_by("-pk").values("on")[:1]),
    )
    return rows.get(pk=process.pk)


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
    measures = Prefetch("measures", Measure.objects.select_related("funding"))
    rows = pursued_goals(municipality.pk, process.pk if process else None)
    return tuple(
        rows.select_related("adopted_by").prefetch_related(measures).order_by("position", "pk")
    )
