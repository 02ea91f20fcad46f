"""Which process a municipality is in, and its phases."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, F, QuerySet, Value, When
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import alphabetical, row_at
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Phase, PhaseShift, Process
from begleitwerk.programmes.enums import RUNNING
from begleitwerk.programmes.models import Contract, Engagement

RELATED = (
    "municipality__workspace",
    "template",
    "engagement__edition__programme__workspace",
    "engagement__theme__item",
)
# The bodies a process works through.
PROCESS_BODIES = ("planning_group", "steering_group")


def _by_relevance() -> QuerySet[Process]:
    """Running ones first, then the latest edition."""
    running = Case(
        When(engagement__state__in=RUNNING, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    rows = Process.objects.annotate(is_running=running).select_related(*RELATED)
    return rows.order_by(
        "-is_running", F("engagement__edition__starts_on").desc(nulls_last=True), "-pk"
    )


@once_per_page
def processes_of(municipality: Municipality) -> QuerySet[Process]:
    """All processes a municipality takes or took part in, the present one first."""
    return _by_relevance().filter(engagement__parties=municipality)


def process_of(municipality: Municipality) -> Process | None:
    """The process a municipality is in, else its latest; also where another one is in the lead."""
    return processes_of(municipality).first()


def processes_of_all(municipalities: Iterable[Municipality]) -> dict[int, Process]:
    """`process_of` for many: the process by the municipality's id, in one query."""
    ids = [municipality.pk for municipality in municipalities]
    rows = _by_relevance().filter(engagement__party_rows__municipality__in=ids)
    found: dict[int, Process] = {}
    for process in rows.annotate(place_id=F("engagement__party_rows__municipality_id")):
        found.setdefault(process.place_id, process)
    return found


def get_process_or_404(municipality: Municipality, pk: int | None = None) -> Process:
    """A process the municipality takes part in; without a number the present one."""
    process = next((row for row in processes_of(municipality) if pk in (None, row.pk)), None)
    if process is None:
        raise Http404
    return process


def engagements_without_process(municipality: Municipality) -> QuerySet[Engagement]:
    """Participations whose process has not begun."""
    begun = Process.objects.values("engagement")
    rows = Engagement.objects.filter(parties=municipality, state__in=RUNNING)
    return rows.exclude(pk__in=begun).select_related(
        "edition__programme", "theme__item", "contract"
    )


@dataclass(frozen=True)
class Frame:
    """Between which days a process belongs, and whether its contract says when it starts."""

    starts_on: date | None
    ends_on: date | None
    by_contract: bool


def frame_of(engagement: Engagement) -> Frame:
    """From the start the contract names, else that of the edition, to the end of the edition: a
    contract has no end of its own."""
    contract: Contract | None = getattr(engagement, "contract", None)
    agreed = contract.starts_on if contract else None
    edition = engagement.edition
    return Frame(agreed or edition.starts_on, edition.ends_on, agreed is not None)


def phases(process: Process) -> list[Phase]:
    """The phases in their order, with the template's words; at hand where they were prefetched."""
    if "phases" in getattr(process, "_prefetched_objects_cache", {}):
        return sorted(process.phases.all(), key=lambda phase: (phase.position, phase.pk))
    return list(process.phases.select_related("item").order_by("position", "pk"))


def open_phases() -> QuerySet[Phase]:
    """Phases of any place that nobody has closed."""
    return Phase.objects.filter(actual_end=None).order_by()


def get_phase_or_404(municipality: Municipality, pk: int) -> Phase:
    """A phase of any process the municipality takes part in."""
    rows = Phase.objects.filter(process__engagement__parties=municipality)
    phase = row_at(rows.select_related("item", "municipality__workspace", "process").filter(pk=pk))
    if phase is None:
        raise Http404
    return phase


@dataclass(frozen=True)
class Shift:
    """A change of a phase's dates in words."""

    row: PhaseShift
    actor: str

    @property
    def field(self) -> str:
        """Which date: start or end."""
        return str(Phase._meta.get_field(self.row.field).verbose_name)  # type: ignore[union-attr]


def shifts_of(process: Process, *, with_names: bool) -> dict[int, list[Shift]]:
    """All changes of planned dates by phase, newest first; who made them is told to insiders."""
    rows = list(PhaseShift.objects.filter(phase__process=process))
    people = User.objects.in_bulk([row.by_id for row in rows if row.by_id and with_names])
    found: dict[int, list[Shift]] = defaultdict(list)
    for row in rows:
        person = people.get(row.by_id or 0)
        found[row.phase_id].append(Shift(row, (person.function or person.name) if person else ""))
    return found


def where_bodies_meet(municipality: Municipality) -> QuerySet[Body]:
    """The planning and steering groups of a municipality that still exist."""
    rows = Body.objects.filter(municipality=municipality, kind__key__in=PROCESS_BODIES)
    return (
        rows.filter(ended_on=None)
        .select_related("kind")
        .order_by("kind__position", alphabetical("name"))
    )
