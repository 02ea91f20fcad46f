"""Taking measures in from a file: tried first, then written all or nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.core.imports import Place, Plan, Planned, Problem, Row, Sheet, folded
from begleitwerk.core.imports.plans import Changes
from begleitwerk.core.models import Upload
from begleitwerk.core.presenters import changes_between
from begleitwerk.core.services import Refused, facts, owner_of, record_event
from begleitwerk.core.services.audit import Actor
from begleitwerk.core.services.uploads import Progress
from begleitwerk.goals.imports import COLUMN_NAMES, read_sheet
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.services.measures import (
    EDITABLE,
    add_measure,
    change_measure,
    report_measure,
)
from begleitwerk.municipalities.models import Municipality

MEASURES_UPLOAD = "goals.measures"
REPORTED = ("state", "progress", "progress_on", "done_on")


@dataclass
class MeasuresPlan(Plan):
    """What a file would do, and what was read of it: it is written row by row."""

    sheet: Sheet = field(default_factory=Sheet)


def read_measures(upload: Upload) -> Sheet:
    return read_sheet(bytes(upload.content), upload.file_name, Place.kept(upload.options))


def measures_plan(upload: Upload, sheet: Sheet, progress: Progress) -> MeasuresPlan:
    """Write everything and take it back: so the check finds the very problems the write would."""
    with transaction.atomic():
        plan = take_rows(owner_of(upload), upload, sheet, progress)
        transaction.set_rollback(True)
    return plan


def write_measures(by: Actor | None, upload: Upload, plan: MeasuresPlan) -> None:
    take_rows(by, upload, plan.sheet)
    municipality = Municipality.objects.get(pk=upload.subject_id)
    record_event(
        by=by,
        verb="goals.measures_imported",
        subject=municipality,
        workspace_id=municipality.workspace_id,
        after=plan.counts(),
    )


def take_rows(
    by: Actor | None, upload: Upload, sheet: Sheet, progress: Progress | None = None
) -> MeasuresPlan:
    """Take the rows of a file in. A measure is known by its goal and its title."""
    plan = MeasuresPlan(problems=list(sheet.problems), notes=list(sheet.notes), sheet=sheet)
    known = Known(Municipality.objects.get(pk=upload.subject_id))
    for number, row in enumerate(sheet.rows):
        if progress:
            progress(number, len(sheet.rows))
        take_row(by, known, row, plan)
    plan.problems.sort(key=lambda problem: problem.row)
    return plan


class Known:
    """Goals and measures of a municipality by name, and which rows were met."""

    def __init__(self, municipality: Municipality) -> None:
        self.goals: dict[str, list[Goal]] = defaultdict(list)
        for goal in Goal.objects.filter(municipality=municipality):
            goal.municipality = municipality
            self.goals[folded(goal.title)].append(goal)
        self.measures: dict[tuple[int, str], Measure] = {}
        rows = Measure.objects.filter(municipality=municipality)
        for measure in rows.select_related("funding", "goal"):
            self.measures.setdefault((measure.goal_id, folded(measure.title)), measure)
        self.met: set[tuple[int, str]] = set()

    def goal(self, title: str) -> Goal:
        """The goal of that name. Raises Refused where there is none, or more than one."""
        found = self.goals.get(folded(title), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(_("Several goals have this name. Rename one of them."), "goal")
        names = [goals[0].title for goals in self.goals.values()]
        near = get_close_matches(title, names, n=1)
        if near:
            what = _("There is no goal of this name. Do you mean “%(goal)s”?") % {"goal": near[0]}
        else:
            what = _("There is no goal of this name. Add it first.")
        raise Refused(what, "goal")


def take_row(by: Actor | None, known: Known, row: Row, plan: Plan) -> None:
    """One row within its own savepoint, so that the next ones are tried as well."""
    values = row.values
    if not values.keys() >= {"title", "goal", "owner"}:
        return  # reading it met a problem already
    try:
        with transaction.atomic():
            goal = known.goal(values["goal"])
            key = (goal.pk, folded(values["title"]))
            if key in known.met:
                raise Refused(_("This measure stands in the file twice."), "title")
            known.met.add(key)
            action, changes = write_row(by, goal, known.measures.get(key), values)
    except Refused as refusal:
        column = COLUMN_NAMES.get(refusal.field or "", "")
        plan.problems.append(Problem(row.number, column, str(refusal), ""))
        return
    plan.rows.append(Planned(row.number, goal.title, values["title"], action, changes))


def write_row(
    by: Actor | None, goal: Goal, measure: Measure | None, values: dict[str, Any]
) -> tuple[str, Changes]:
    """Add or change a measure and report on it where the row says more than the plan; of a
    change, what differs."""
    before = facts(measure, measure.logged) if measure else None
    planned = {name: value for name, value in values.items() if name in EDITABLE}
    action = "same"
    if measure is None:
        measure, action = add_measure(by=by, goal=goal, **planned), "new"
    elif differs(measure, planned):
        measure, action = change_measure(by=by, measure=measure, **planned), "changed"
    reported = {name: values[name] for name in REPORTED if name in values}
    if differs(measure, reported):
        report_measure(
            by=by,
            measure=measure,
            state=reported.get("state", measure.state),
            progress=reported.get("progress", measure.progress),
            on=reported.get("progress_on") or timezone.localdate(),
            done_on=reported.get("done_on"),
        )
        action = action if action == "new" else "changed"
    if before is None or action == "same":
        return action, ()
    now = facts(Measure.objects.select_related("goal", "funding").get(pk=measure.pk), before)
    return action, changes_between(Measure._meta.label_lower, before, now)


def differs(measure: Measure, values: dict[str, Any]) -> bool:
    return any(getattr(measure, name) != value for name, value in values.items())
