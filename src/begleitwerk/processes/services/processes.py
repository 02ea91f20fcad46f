"""A process begins, and says why and where to."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.selectors import top_items
from begleitwerk.core.services import Question, Refused, ask_back, changing, record_event
from begleitwerk.engine.timeline import month_after
from begleitwerk.processes.models import Phase, Process
from begleitwerk.processes.selectors import frame_of
from begleitwerk.programmes.models import Engagement, EngagementParty
from begleitwerk.programmes.services.contracts import outside


@dataclass(frozen=True)
class PhasePlan:
    """A phase as a process begins with it: of the template by `key`, or free by `name`."""

    key: str = ""
    name: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    is_tentative: bool = False
    actual_start: date | None = None
    actual_end: date | None = None
    note: str = ""


def planned_phases(
    template: ContentVersion, starts_on: date | None, ends_on: date | None = None
) -> tuple[PhasePlan, ...]:
    """The template's phases one after the other, each as long as the template proposes.

    What lies before the start is left out. Only the first date is sure; without one, or behind a
    phase of unknown length, dates stay open. The last one ends on `ends_on`, where that is known
    and it has begun by then; what lies beyond stays, and the page of the process says so.
    """
    plans = tuple(_one_after_the_other(template, starts_on))
    last = plans[-1] if plans else None
    if last and ends_on and last.planned_start and last.planned_start <= ends_on:
        plans = (*plans[:-1], replace(last, planned_end=ends_on))
    return plans


def _one_after_the_other(template: ContentVersion, start: date | None) -> Iterator[PhasePlan]:
    sure = True
    for item in top_items(template):
        if item.detail("before_start"):
            continue
        months = item.detail("months")
        after = _same_day_later(start, months) if start and months else None
        yield PhasePlan(
            key=item.key,
            planned_start=start,
            planned_end=after - timedelta(days=1) if after else None,
            is_tentative=not sure,
        )
        start, sure = after, False


def _same_day_later(day: date, months: int) -> date:
    """The same day of the month later; the first of the next where the month is too short."""
    first = month_after(day, months)
    return first.replace(day=day.day) if day.day <= 28 else month_after(day, months + 1)


def start_process(
    *,
    by: User | None,
    engagement: Engagement,
    template: ContentVersion,
    starts_on: date | None = None,
    phases: Iterable[PhasePlan] | None = None,
    sure: Collection[str] | None = None,
) -> Process:
    """Begin the process of an engagement, with the phases of a template or with these.

    Without a start that of the contract counts, else the edition's; the end is the edition's.
    Raises Refused where the engagement has a process already or nobody takes part in it. Somebody
    who chooses the start is asked back (AskedBack) where it lies outside the edition, unless she is
    `sure`; None: nobody is there to be asked.
    """
    party = EngagementParty.objects.filter(engagement=engagement).select_related(
        "municipality__workspace"
    )
    lead = party.first()
    if lead is None:
        raise Refused(_("Nobody takes part here yet. Name a municipality first."))
    if Process.objects.filter(engagement=engagement).exists():
        raise Refused(_("This participation has a process already."))
    if starts_on and (text := outside(engagement.edition, starts_on)):
        ask_back([Question(f"starts_on-{starts_on}", "starts_on", text)], sure)
    plans = phases
    if plans is None:
        frame = frame_of(engagement)
        plans = planned_phases(template, starts_on or frame.starts_on, frame.ends_on)
    with transaction.atomic():
        process = Process.objects.create(
            municipality=lead.municipality, engagement=engagement, template=template
        )
        Phase.objects.bulk_create(_rows(process, template, plans))
        record_event(
            by=by,
            verb="processes.started",
            subject=process,
            after={"template": str(template.pk), "phases": _names(process)},
        )
    return process


def _rows(
    process: Process, template: ContentVersion, plans: Iterable[PhasePlan]
) -> Iterator[Phase]:
    items = {item.key: item for item in top_items(template)}
    for position, plan in enumerate(plans, start=1):
        item = items.get(plan.key)
        yield Phase(
            municipality=process.municipality,
            process=process,
            item=item,
            position=position,
            name=plan.name or _name_of(item),
            planned_start=plan.planned_start,
            planned_end=plan.planned_end,
            is_tentative=plan.is_tentative,
            actual_start=plan.actual_start,
            actual_end=plan.actual_end,
            note=plan.note,
        )


def _name_of(item: ContentItem | None) -> str:
    """Names of phases are data of a German municipality, whatever language the page has."""
    if item is None:
        raise Refused(_("A phase needs a name."), "name")
    return item.label_de


def _names(process: Process) -> list[str]:
    return list(process.phases.values_list("name", flat=True))


def change_process(
    *,
    by: User | None,
    process: Process,
    reason_to_join: str,
    outlook: str,
    version: int | None = None,
) -> Process:
    """Word why the municipality takes part and what it expects. Raises EditConflict."""
    with changing(process, by=by, verb="processes.changed", version=version) as process:
        process.reason_to_join, process.outlook = reason_to_join, outlook
    return process
