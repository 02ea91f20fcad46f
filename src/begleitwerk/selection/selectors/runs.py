"""Runs of the engine, what they found, and decisions about them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import row_at
from begleitwerk.engine.selection.plain import from_plain
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.engine.selection.report import Report
from begleitwerk.engine.selection.result import Conflict, Placed, Result, Sensitivity
from begleitwerk.engine.selection.succession import kept_places
from begleitwerk.selection.enums import (
    HOLDS_PLACE,
    DecisionState,
    Outcome,
    RunState,
)
from begleitwerk.selection.models import (
    Candidacy,
    DecisionPlace,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
)
from begleitwerk.selection.rules import bound_in_round
from begleitwerk.selection.selectors.pins import Evidences

NOTHING_TO_SAY = Report((), (), {}, (), Sensitivity(samples=0, spread=0, chosen={}))
# What a list of runs leaves in the database.
HEAVY = ("problem", "evidence", "result", "details")


def runs_of(round: SelectionRound) -> QuerySet[SelectionRun]:
    """All runs, newest first, without the heavy columns."""
    return (
        SelectionRun.objects.filter(round=round)
        .select_related("round__edition__programme__workspace", "rule_set", "replaces", "decision")
        .defer(*HEAVY)
    )


def runs_before(of: Callable[[str], Any]) -> QuerySet[SelectionRun]:
    """Finished calculations of the same kind before another; `of` gives a column of that."""
    same = {"round": of("round"), "kind": of("kind"), "pk__lt": of("pk")}
    return SelectionRun.objects.filter(state=RunState.DONE, **same)


def run_before(run: SelectionRun) -> SelectionRun | None:
    """The last finished calculation of the same kind before this one."""
    rows = runs_before(lambda name: getattr(run, name))
    return rows.select_related("rule_set").order_by("-pk").first()


def run_or_404(round: SelectionRound, pk: int, user: User) -> SelectionRun:
    """A run, with whether this person is bound by a conflict of interest (`rules.kept_from`)."""
    run: SelectionRun | None = (
        SelectionRun.objects.filter(round=round, pk=pk)
        .annotate(is_bound=bound_in_round(user), follows=Exists(runs_before(OuterRef)))
        .select_related(
            "round__edition__programme__workspace",
            "round__wave",
            "decision",
            "rule_set__round__wave",
            "replaces__municipality",
        )
        .first()
    )
    if run is None:
        raise Http404
    return run


def candidacy_in_or_404(run: SelectionRun, pk: int) -> Candidacy:
    """A candidacy of the run's round, with nothing but its municipality."""
    rows = Candidacy.objects.select_related("municipality__workspace").filter(round=run.round)
    found = row_at(rows.filter(pk=pk))
    if found is None:
        raise Http404
    found.round = run.round
    return found


def latest_run(round: SelectionRound) -> SelectionRun | None:
    """The newest run that found a selection."""
    return runs_of(round).filter(state=RunState.DONE).first()


def decision_of(run: SelectionRun) -> SelectionDecision | None:
    """The decision on a run, which came with it or is asked for."""
    found = getattr(run, "decision", None) or SelectionDecision.objects.filter(run=run).first()
    if found is not None:
        found.run = run
    return found


@once_per_page
def confirmed_decisions(round: SelectionRound) -> QuerySet[SelectionDecision]:
    """What was decided, newest first: the choice, and replacements after it."""
    return (
        SelectionDecision.objects.filter(run__round=round, state=DecisionState.CONFIRMED)
        .select_related("run__round__edition__programme__workspace", "run__replaces__municipality")
        .order_by("-confirmed_at", "-pk")
    )


def fixed_places(round: SelectionRound) -> dict[str, str]:
    """Who holds a place now, and in which theme: key of the candidate → key of the theme."""
    return {
        row.candidacy.key: row.theme.item.key
        for row in selected_places(round)
        if row.theme and row.candidacy.state in HOLDS_PLACE
    }


@once_per_page
def selected_places(round: SelectionRound) -> tuple[DecisionPlace, ...]:
    """Who was selected by any decision of the round, the first one first."""
    rows = DecisionPlace.objects.filter(
        decision__run__round=round,
        decision__state=DecisionState.CONFIRMED,
        outcome=Outcome.SELECTED,
    ).select_related("candidacy__municipality", "decision__run", "theme__item")
    rows = rows.defer(*(f"decision__run__{name}" for name in HEAVY))
    return tuple(rows.order_by("decision__confirmed_at", "decision_id", "pk"))


# --- What a run holds ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Finding:
    """A finished run as the engine said it."""

    problem: Problem
    result: Result
    report: Report

    @property
    def members(self) -> dict[str, str]:
        """Candidate → theme of the proposed selection."""
        return {row.candidate: row.theme for row in self.result.portfolio.members}

    @property
    def placed(self) -> dict[str, Placed]:
        return {row.candidate: row for row in self.result.portfolio.members}

    def share(self, candidate: str) -> int:
        """In how many of 100 cases it is chosen when the weights vary."""
        varied = self.report.sensitivity
        return round(100 * varied.chosen.get(candidate, 0) / varied.samples)


def problem_in(run: SelectionRun) -> Problem:
    return from_plain(Problem, run.problem)


def evidence_in(run: SelectionRun) -> Evidences:
    """What the facts of a run rest on: key of the candidate → key of the field."""
    return {
        key: {name: from_plain(Evidence, row) for name, row in rows.items()}
        for key, rows in run.evidence.items()
    }


def finding_in(run: SelectionRun) -> Finding:
    """The outcome of a run in state DONE; of one without a choice those who keep their places."""
    if run.state == RunState.IMPOSSIBLE:
        problem = problem_in(run)
        return Finding(problem=problem, result=kept_places(problem), report=NOTHING_TO_SAY)
    return Finding(
        problem=problem_in(run),
        result=from_plain(Result, run.result),
        report=from_plain(Report, run.details),
    )


def conflict_in(run: SelectionRun) -> Conflict:
    """The outcome of a run in state IMPOSSIBLE."""
    return from_plain(Conflict, run.result)


@once_per_page
def candidacies_by_key(round: SelectionRound) -> dict[str, Candidacy]:
    """Every candidacy of a round by the key the engine knows it by."""
    rows = Candidacy.objects.filter(round=round).select_related(
        "municipality__land", "municipality__workspace"
    )
    return {row.key: row for row in rows}
