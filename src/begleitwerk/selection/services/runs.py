"""Runs: started on a snapshot, worked off in the background, cancelled."""

from collections.abc import Callable
from time import monotonic
from typing import cast

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    call_off_job,
    fail_job,
    finish_job,
    record_event,
    report_progress,
    start_job,
)
from begleitwerk.engine.selection import FaultyError, Stopped, choose
from begleitwerk.engine.selection.digest import problem_digest
from begleitwerk.engine.selection.plain import from_plain, to_plain
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.report import report_on
from begleitwerk.engine.selection.result import Conflict
from begleitwerk.engine.selection.succession import fewer_places
from begleitwerk.selection.enums import UNDER_WAY, RunKind, RunState
from begleitwerk.selection.models import Candidacy, RuleSet, SelectionRound, SelectionRun
from begleitwerk.selection.presenters.blockers import blockers_of
from begleitwerk.selection.presenters.reasons import fault_words, names_of
from begleitwerk.selection.rules.steps import DECISION, ROUND, DecisionStep, RoundStep
from begleitwerk.selection.selectors.grounds import to_calculate
from begleitwerk.selection.selectors.pins import frozen_pins
from begleitwerk.selection.selectors.problem import basis_of
from begleitwerk.selection.selectors.pulse import pulse_now
from begleitwerk.selection.selectors.runs import fixed_places
from begleitwerk.selection.selectors.stands import bare_stand, calculation_stand
from begleitwerk.selection.selectors.vacancies import left_free
from begleitwerk.selection.selectors.versions import frozen_rules, rules_for
from begleitwerk.selection.services.facts import freeze_if_due
from begleitwerk.selection.services.guards import check, hold
from begleitwerk.selection.services.waivers import speaks_against

SAMPLES = 1000  # how often weights are varied to see how firm a place is
LOOK_AGAIN = 0.2  # seconds between two looks at whether somebody cancelled
CHOICE_STEPS = 5  # of 100: the choice itself is quick, its reasons take the time


def start_run(
    *,
    by: User,
    round: SelectionRound,
    kind: str = RunKind.CHOICE,
    replaces: Candidacy | None = None,
) -> SelectionRun:
    """Freeze what the run rests on; the caller queues `tasks.run_selection` with it.

    For a replacement all who hold a place keep it; whoever left stands no more, places that stay
    free are not filled, and rules relaxed for it alone hold. One run at a time: raises Refused
    while another is under way, where the round is closed, or where anything is missing, with the
    first thing to do.
    """
    with transaction.atomic():
        hold(round)
        rule_set = check_can_start(round, kind)
        if replaces is not None:
            rule_set = rules_for(replaces) or rule_set
        freeze_if_due(round)
        run = snapshot_of(round, rule_set, kind, replaces)
        keep_waiting(by, run)
        told = {"digest": run.digest, "kind": kind}
        record_event(by=by, verb="selection.run_started", subject=run, after=told)
    return run


def snapshot_of(
    round: SelectionRound, rule_set: RuleSet, kind: str, replaces: Candidacy | None
) -> SelectionRun:
    """All a run rests on, as it stands now; not written yet."""
    # with facts of a day it always differs from what is known: it is compared whatever happened
    pulse = "" if frozen_pins(round) else pulse_now()
    is_replacement = kind == RunKind.REPLACEMENT
    with override("de"):  # what is kept is German, whatever the language of the page
        fixed = fixed_places(round) if is_replacement else None
        basis = basis_of(round, rule_set=rule_set, fixed=fixed)
    problem = fewer_places(basis.problem, left_free(round)) if is_replacement else basis.problem
    return SelectionRun(
        round=round,
        rule_set=rule_set,
        kind=kind,
        replaces=replaces,
        problem=to_plain(problem),
        evidence={
            key: {name: to_plain(found) for name, found in rows.items()}
            for key, rows in basis.evidence.items()
        },
        digest=problem_digest(problem),
        pulse=pulse,
    )


def keep_waiting(by: User, run: SelectionRun) -> None:
    """With the job whose progress the page shows."""
    run.started_by_id = by.pk
    run.save(force_insert=True)
    job = start_job(
        title=_("Calculation of the selection “%(round)s”") % {"round": run.round.name},
        owner_id=by.pk,
        total=100,
        workspace_id=run.workspace.pk,
    )
    run.job_id = job.pk
    run.save(update_fields=["job_id"])


def check_can_start(round: SelectionRound, kind: str) -> RuleSet:
    """The rules the run will work under. Raises Refused.

    Whether a replacement may start its place says (`services.withdrawals`), not the round.
    """
    if kind == RunKind.CHOICE:
        against = speaks_against(round, to_calculate(round))
        stand = calculation_stand(round, against=against, missing=what_is_missing(round))
        check(ROUND, RoundStep.CALCULATE, stand)
    return cast("RuleSet", frozen_rules(round))


def what_is_missing(round: SelectionRound) -> str:
    """The first thing to do before a calculation, and how many there are."""
    blockers = blockers_of(round)
    if not blockers:
        return ""
    return _("%(first)s Things to do before the calculation: %(count)d.") % {
        "first": blockers[0].sentence,
        "count": len(blockers),
    }


def execute_run(*, run_id: int) -> SelectionRun:
    """Work a run off: the choice and everything there is to say about it, or why there is none."""
    if not claim_run(run_id):
        return SelectionRun.objects.get(pk=run_id)  # cancelled before it began
    run = SelectionRun.objects.select_related("round__edition__programme__workspace").get(pk=run_id)
    problem = from_plain(Problem, run.problem)
    stop, told = cancelled_lately(run_id), CHOICE_STEPS

    def progress(done: int, total: int) -> None:
        nonlocal told
        if (hundredths := 100 * done // total) > told:
            tell(run, told := hundredths)

    try:
        outcome = choose(problem, stop=stop)
        if isinstance(outcome, Conflict):
            return finish(run, RunState.IMPOSSIBLE, result=to_plain(outcome))
        tell(run, CHOICE_STEPS)
        details = report_on(
            problem,
            outcome,
            samples=SAMPLES,
            progress=progress,
            stop=stop,
        )
    except Stopped:
        return SelectionRun.objects.get(pk=run_id)
    except FaultyError as error:
        return finish(run, RunState.FAILED, message=faults_text(run, error))
    return finish(run, RunState.DONE, result=to_plain(outcome), details=to_plain(details))


def faults_text(run: SelectionRun, error: FaultyError) -> str:
    """What is wrong with the input, all of it, a line each."""
    names = names_of(run)
    return "\n".join(str(fault_words(fault, names)) for fault in error.faults)


def claim_run(run_id: int) -> bool:
    """Take a run, also one whose worker is gone (its job says so); false where it is over."""
    under_way = SelectionRun.objects.filter(pk=run_id, state__in=UNDER_WAY)
    return bool(under_way.update(state=RunState.RUNNING))


def cancelled_lately(run_id: int) -> Callable[[], bool]:
    """Whether somebody cancelled it, as it stood a moment ago: solvers ask thousands of times."""
    asked = -LOOK_AGAIN

    def was() -> bool:
        nonlocal asked
        if monotonic() - asked < LOOK_AGAIN:
            return False
        asked = monotonic()
        return was_cancelled(run_id)

    return was


def was_cancelled(run_id: int) -> bool:
    return SelectionRun.objects.filter(pk=run_id, state=RunState.CANCELLED).exists()


def tell(run: SelectionRun, done: int) -> None:
    report_progress(job_id=run.job_id or 0, done=done, total=100)


def finish(
    run: SelectionRun,
    state: str,
    *,
    result: object = None,
    details: object = None,
    message: str = "",
) -> SelectionRun:
    """Write the outcome once; a run that was cancelled meanwhile stays cancelled."""
    with transaction.atomic():
        held = SelectionRun.objects.select_for_update().get(pk=run.pk)
        if held.state != RunState.RUNNING:
            return held
        held.state, held.result, held.details, held.message = state, result, details, message
        held.finished_at = timezone.now()
        held.save()
        told = {"run_state": state}
        record_event(by=None, verb="selection.run_finished", subject=held, after=told)
        tell_job(held)
    return held


def tell_job(run: SelectionRun) -> None:
    job_id = run.job_id or 0
    if run.state == RunState.FAILED:
        fail_job(job_id=job_id, message=run.message or _("The calculation broke off."))
    else:
        finish_job(job_id=job_id, message=str(run.get_state_display()), result_url=run_url(run))


def run_url(run: SelectionRun) -> str:
    return reverse("selection:run", args=[run.workspace.slug, run.round_id, run.pk])


def fail_run(*, run_id: int, message: str) -> None:
    """The worker met an error nobody foresaw: the run says so instead of running for ever."""
    claim_run(run_id)
    run = SelectionRun.objects.select_related("round__edition__programme__workspace").get(pk=run_id)
    finish(run, RunState.FAILED, message=message)


def cancel_run(*, by: User, run: SelectionRun) -> SelectionRun:
    """End a run at once; whoever works on it finds out between two steps of the solver.

    Raises Refused where it is over.
    """
    with transaction.atomic():
        run = SelectionRun.objects.select_for_update().get(pk=run.pk)
        check(DECISION, DecisionStep.CANCEL, bare_stand(run))
        run.state, run.finished_at = RunState.CANCELLED, timezone.now()
        run.save(update_fields=["state", "finished_at"])
        record_event(by=by, verb="selection.run_cancelled", subject=run)
        words = str(run.get_state_display())
        call_off_job(job_id=run.job_id or 0, message=words, result_url=run_url(run))
    return run
