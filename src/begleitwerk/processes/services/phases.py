"""Phases: dates that shift with a reason, names, notes, order."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.services import (
    Refused,
    changed,
    claim,
    facts,
    record_added,
    record_event,
    record_removed,
    require_reason,
    save_changes,
)
from begleitwerk.processes.models import Phase, PhaseShift, Process

PLANNED = ("planned_start", "planned_end")


def add_phase(
    *,
    by: User | None,
    process: Process,
    name: str,
    item: ContentItem | None = None,
    planned_start: date | None = None,
    planned_end: date | None = None,
    is_tentative: bool = False,
    note: str = "",
    after: Phase | None = None,
) -> Phase:
    """Add a phase behind another one, or at the end. Odd dates are kept; the page warns."""
    with transaction.atomic():
        rows = list(Phase.objects.select_for_update().filter(process=process))
        index = next((i + 1 for i, row in enumerate(rows) if after and row.pk == after.pk), None)
        phase = Phase.objects.create(
            municipality=process.municipality,
            process=process,
            item=item,
            name=name,
            position=len(rows) + 1,
            planned_start=planned_start,
            planned_end=planned_end,
            is_tentative=is_tentative,
            note=note,
        )
        if index is not None:
            _number([*rows[:index], phase, *rows[index:]])
        record_added(by=by, verb="processes.phase_added", row=phase)
    return phase


def change_phase(
    *,
    by: User | None,
    phase: Phase,
    name: str,
    note: str,
    is_tentative: bool,
    actual_start: date | None,
    actual_end: date | None,
    version: int | None = None,
) -> Phase:
    """Change what a phase is called and what really happened. Raises EditConflict.

    Planned dates change by `shift_phase`, which asks for a reason.
    """
    values = {
        "name": name,
        "note": note,
        "is_tentative": is_tentative,
        "actual_start": actual_start,
        "actual_end": actual_end,
    }
    return save_changes(
        by=by, row=phase, version=version, values=values, verb="processes.phase_changed"
    )


def shift_phase(
    *,
    by: User | None,
    phase: Phase,
    reason: str,
    planned_start: date | None,
    planned_end: date | None,
    is_tentative: bool | None = None,
    version: int | None = None,
    move_following: bool = False,
) -> Phase:
    """Change a phase's planned dates and keep the old ones with the reason.

    With `move_following` the later phases that are not over move by as many days as the end of
    this one did (where an end is missing: its start). Odd dates are kept; the page warns.
    Raises Refused without a reason, without a change, or where no number of days follows from
    the dates; EditConflict.
    """
    require_reason(reason, _("Say why the dates change. The reason stays with the old dates."))
    with transaction.atomic():
        phase = claim(phase, version=version)
        old_dates = (phase.planned_start, phase.planned_end)
        new_dates = (planned_start, planned_end)
        tentative = phase.is_tentative if is_tentative is None else is_tentative
        if old_dates == new_dates and tentative == phase.is_tentative:
            raise Refused(_("Nothing has changed. Enter the new dates."), "planned_start")
        days = _days_moved(old_dates, new_dates) if move_following else 0
        _set_dates(by, phase, new_dates, reason, tentative)
        if days:
            _move_following(by, phase, days, reason)
    return phase


def _days_moved(old: Sequence[date | None], new: Sequence[date | None]) -> int:
    for before, after in ((old[1], new[1]), (old[0], new[0])):
        if before and after:
            return (after - before).days
    raise Refused(
        _("The later phases can only move along when the old and the new end are known."),
        "move_following",
    )


def _move_following(by: User | None, phase: Phase, days: int, reason: str) -> None:
    later = Phase.objects.select_for_update().filter(
        process=phase.process_id, position__gt=phase.position, actual_end=None
    )
    for row in later:
        dates = tuple(day + timedelta(days=days) if day else None for day in _planned(row))
        if dates == _planned(row):
            continue
        row.version += 1
        _set_dates(by, row, dates, reason, row.is_tentative)


def _planned(phase: Phase) -> tuple[date | None, date | None]:
    return phase.planned_start, phase.planned_end


def _set_dates(
    by: User | None,
    phase: Phase,
    dates: Sequence[date | None],
    reason: str,
    tentative: bool,
) -> None:
    before = facts(phase, phase.logged)
    shifts = [
        PhaseShift(
            municipality_id=phase.municipality_id,
            phase=phase,
            field=field,
            old=getattr(phase, field),
            new=new,
            reason=reason,
            by_id=by.pk if by else None,
        )
        for field, new in zip(PLANNED, dates, strict=True)
        if getattr(phase, field) != new
    ]
    phase.planned_start, phase.planned_end = dates
    phase.is_tentative = tentative
    phase.save(update_fields=[*PLANNED, "is_tentative", "version"])
    PhaseShift.objects.bulk_create(shifts)
    old, new_values = changed(before, facts(phase, phase.logged))
    record_event(
        by=by,
        verb="processes.phase_shifted",
        subject=phase,
        reason=reason,
        before=old,
        after=new_values,
    )


def remove_phase(*, by: User | None, phase: Phase) -> None:
    """Remove a phase nothing is known about yet. Raises Refused where it has a history."""
    with transaction.atomic():
        phase = Phase.objects.select_for_update().get(pk=phase.pk)
        begun = phase.actual_start or phase.actual_end or phase.note
        if begun or phase.shifts.exists():
            raise Refused(
                _("This phase has a history and stays. If it is not needed, say so in its note.")
            )
        record_removed(by=by, verb="processes.phase_removed", row=phase)
        phase.delete()


def reorder_phases(*, by: User | None, process: Process, order: Iterable[int]) -> None:
    """Put the phases into the order of these ids. Raises Refused unless it names each once."""
    wanted = list(order)
    with transaction.atomic():
        rows = {row.pk: row for row in Phase.objects.select_for_update().filter(process=process)}
        if sorted(wanted) != sorted(rows):
            raise Refused(_("The phases have changed in the meantime. Please look again."))
        before = [row.name for row in rows.values()]
        _number([rows[pk] for pk in wanted])
        record_event(
            by=by,
            verb="processes.phases_reordered",
            subject=process,
            before={"phases": before},
            after={"phases": [rows[pk].name for pk in wanted]},
        )


def move_phase(*, by: User | None, phase: Phase, steps: int) -> None:
    """Move a phase so many places back in the order (negative: forward), as far as there are."""
    order = list(Phase.objects.filter(process=phase.process_id).values_list("pk", flat=True))
    here = order.index(phase.pk)
    there = min(max(here + steps, 0), len(order) - 1)
    if there != here:
        order.insert(there, order.pop(here))
        reorder_phases(by=by, process=phase.process, order=order)


def _number(rows: Iterable[Phase]) -> None:
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
