"""Taking measures in from a file: tried first, then written all or nothing."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.core.imports import Problem, Row, Sheet
from begleitwerk.core.services import Refused, record_event
from begleitwerk.core.services.audit import Actor
from begleitwerk.goals.imports import COLUMN_NAMES
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.services.measures import add_measure, change_measure, report_measure
from begleitwerk.municipalities.models import Municipality

PLANNED = ("title", "description", "owner", "starts_on", "due_on", "cost", "funding")
REPORTED = ("state", "progress", "progress_on", "done_on")


@dataclass(frozen=True)
class Outcome:
    """What becomes of a row: "new", "changed" or "same"."""

    row: int
    title: str
    goal: str
    action: str


@dataclass
class ImportReport:
    """What an import does or would do. Nothing is written while `problems` holds anything."""

    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        return Counter(outcome.action for outcome in self.outcomes)


def import_measures(
    *, by: Actor | None, municipality: Municipality, sheet: Sheet, dry_run: bool
) -> ImportReport:
    """Take the rows of a sheet in. A measure is known by its goal and its title.

    A dry run does all the same and then takes it back, so that it finds the very problems the
    real run would meet.
    """
    report = ImportReport(problems=list(sheet.problems))
    with transaction.atomic():
        known = Known(municipality)
        for row in sheet.rows:
            take_row(by, known, row, report)
        report.problems.sort(key=lambda problem: problem.row)
        if dry_run or report.problems:
            transaction.set_rollback(True)
        else:
            record_event(
                by=by,
                verb="goals.measures_imported",
                subject=municipality,
                workspace_id=municipality.workspace_id,
                after={name: report.counts[name] for name in ("new", "changed", "same")},
            )
    return report


class Known:
    """Goals and measures of a municipality by name, and which rows were met."""

    def __init__(self, municipality: Municipality) -> None:
        self.goals: dict[str, list[Goal]] = defaultdict(list)
        for goal in Goal.objects.filter(municipality=municipality):
            goal.municipality = municipality
            self.goals[goal.title.casefold()].append(goal)
        self.measures: dict[tuple[int, str], Measure] = {}
        rows = Measure.objects.filter(municipality=municipality)
        for measure in rows.select_related("funding", "goal"):
            self.measures.setdefault((measure.goal_id, measure.title.casefold()), measure)
        self.met: set[tuple[int, str]] = set()

    def goal(self, title: str) -> Goal:
        """The goal of that name. Raises Refused where there is none, or more than one."""
        found = self.goals.get(title.casefold(), [])
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


def take_row(by: Actor | None, known: Known, row: Row, report: ImportReport) -> None:
    """One row within its own savepoint, so that the next ones are tried as well."""
    values = row.values
    if not values.keys() >= {"title", "goal", "owner"}:
        return  # reading it met a problem already
    try:
        with transaction.atomic():
            goal = known.goal(values["goal"])
            key = (goal.pk, values["title"].casefold())
            if key in known.met:
                raise Refused(_("This measure stands in the file twice."), "title")
            known.met.add(key)
            action = write_row(by, goal, known.measures.get(key), values)
    except Refused as refusal:
        column = COLUMN_NAMES.get(refusal.field or "", "")
        report.problems.append(Problem(row.number, column, str(refusal), ""))
        return
    report.outcomes.append(Outcome(row.number, values["title"], goal.title, action))


def write_row(by: Actor | None, goal: Goal, measure: Measure | None, values: dict[str, Any]) -> str:
    """Add or change a measure and report on it where the row says more than the plan."""
    planned = {name: values[name] for name in PLANNED if name in values}
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
    return action


def differs(measure: Measure, values: dict[str, Any]) -> bool:
    return any(getattr(measure, name) != value for name, value in values.items())
