"""A step goes on although its ground does not hold: one asks with a reason, another allows it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    Refused,
    changing,
    claim,
    record_added,
    require,
    require_reason,
)
from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.services import check_second_person
from begleitwerk.selection.enums import WaiverState, WaiverStep
from begleitwerk.selection.models import SelectionDecision, SelectionRound, SelectionRun, Waiver
from begleitwerk.selection.presenters.grounds import kept_words
from begleitwerk.selection.rules import steps
from begleitwerk.selection.selectors.drift import pin_of, readings_of
from begleitwerk.selection.selectors.grounds import (
    Ground,
    not_asked,
    to_calculate,
    to_decide,
    to_send,
    waiting_for,
)
from begleitwerk.selection.selectors.pins import Basis
from begleitwerk.selection.selectors.runs import evidence_in, problem_in
from begleitwerk.selection.services.guards import check

SAY_WHY = gettext_lazy("Say why it goes on all the same. The reason stands in the protocol.")


# --- Ask and answer -------------------------------------------------------------------------------


def ask_to_calculate(*, by: User, round: SelectionRound, reason: str) -> Waiver:
    """Ask a second person for a calculation before its time. Raises Refused at `reason`, where
    nothing speaks against it, and where the question waits already."""
    return ask(by, round, WaiverStep.CALCULATE, to_calculate(round), reason)


def ask_to_send(*, by: User, decision: SelectionDecision, reason: str) -> Waiver:
    """Ask a second person for letters although data moved or the deadline is not over; raises
    Refused as `ask_to_calculate`."""
    run = decision.run
    return ask(by, run.round, WaiverStep.SEND, to_send(decision), reason, run=run)


def ask(
    by: User,
    round: SelectionRound,
    step: WaiverStep,
    grounds: Sequence[Ground],
    reason: str,
    *,
    run: SelectionRun | None = None,
    field: str = "reason",
) -> Waiver:
    why = require(reason, field, SAY_WHY)
    with transaction.atomic():
        claim(round, version=None)
        waits = waiting_for(round, step, run) is not None
        check(steps.WAIVER, steps.WaiverStep.ASK, steps.WaiverStand(bool(grounds), waits))
        waiver = Waiver.objects.create(
            round=round,
            run=run,
            step=step,
            grounds=kept(round, grounds, run),
            reason=why,
            asked_by_id=by.pk,
        )
        record_added(by=by, verb="selection.waiver_asked", row=waiver, reason=why)
    return waiver


def kept(
    round: SelectionRound, grounds: Sequence[Ground], run: SelectionRun | None
) -> list[dict[str, Any]]:
    """Grounds as a waiver keeps them; facts with what counts instead, so that later runs do."""
    pins: list[Any] = [None] * len(grounds)
    if run is not None and any(ground.drift for ground in grounds):
        problem = problem_in(run)
        basis, readings = Basis(problem, evidence_in(run)), readings_of(run.rule_set, problem)
        pins = [pin_of(row.drift, basis, readings) if row.drift else None for row in grounds]
    words = kept_words(round, grounds, run)
    return [
        {
            "mark": ground.mark,
            "kind": str(ground.kind),
            "words": text,
            "candidate": ground.drift.candidate if ground.drift else "",
            "pin": to_plain(pin) if pin else None,
        }
        for ground, text, pin in zip(grounds, words, pins, strict=True)
    ]


def grant_waiver(*, by: User, waiver: Waiver, version: int | None = None) -> Waiver:
    """The second person allows it. Raises EditConflict, Refused for whoever asked, and once it is
    answered."""
    verb = "selection.waiver_granted"
    with changing(waiver, by=by, verb=verb, version=version) as waiver:
        check_asked(waiver)
        check_second_person(
            by=by,
            first=[waiver.asked_by_id],
            workspace=waiver.workspace,
            right=Permission.SELECTION_CONFIRM,
        )
        answer(waiver, by, WaiverState.GRANTED)
    return waiver


def refuse_waiver(*, by: User, waiver: Waiver, reason: str, version: int | None = None) -> Waiver:
    """The second person does not allow it. Raises EditConflict, Refused at `reason`."""
    why = require_reason(reason, _("Say why not, in one sentence."))
    verb = "selection.waiver_refused"
    with changing(waiver, by=by, verb=verb, version=version, reason=why) as waiver:
        check_asked(waiver)
        waiver.answer = why
        answer(waiver, by, WaiverState.REFUSED)
    return waiver


def check_asked(waiver: Waiver) -> None:
    waits = waiver.state == WaiverState.ASKED
    check(steps.WAIVER, steps.WaiverStep.ANSWER, steps.WaiverStand(speaks=True, waits=waits))


def answer(waiver: Waiver, by: User, state: WaiverState) -> None:
    waiver.state = state
    waiver.answered_by_id, waiver.answered_at = by.pk, timezone.now()


# --- Within a decision ----------------------------------------------------------------------------


def ask_with_decision(by: User, decision: SelectionDecision, reason: str) -> None:
    """Whoever hands a decision over asks for what does not hold with it, at `waiver_reason`."""
    run = decision.run
    if grounds := to_decide(run):
        ask(by, run.round, WaiverStep.DECIDE, grounds, reason, run=run, field="waiver_reason")


def grant_with_decision(by: User, decision: SelectionDecision) -> None:
    """Whoever confirms allows what was asked, and nothing that came in between.

    Raises Refused where something moved since the decision was handed over.
    """
    run = decision.run
    if new := not_asked(run, to_decide(run)):
        raise Refused(
            _(
                "Since the decision was handed over something has changed: %(first)s Return it, so"
                " that the office looks at it again."
            )
            % {"first": first_words(run.round, new, run)}
        )
    if asked := waiting_for(run.round, WaiverStep.DECIDE, run):
        grant_waiver(by=by, waiver=asked)


def refuse_with_decision(by: User, decision: SelectionDecision, reason: str) -> None:
    run = decision.run
    if asked := waiting_for(run.round, WaiverStep.DECIDE, run):
        refuse_waiver(by=by, waiver=asked, reason=reason)


# --- What each step asks --------------------------------------------------------------------------


def check_grounds(
    round: SelectionRound, grounds: Sequence[Ground], run: SelectionRun | None = None
) -> None:
    """Raises Refused where something does not hold that no two people allowed."""
    if words := speaks_against(round, grounds, run):
        raise Refused(words)


def speaks_against(
    round: SelectionRound, grounds: Sequence[Ground], run: SelectionRun | None = None
) -> str:
    """The first thing that does not hold and how many more; empty where nothing does."""
    if not grounds:
        return ""
    first = first_words(round, grounds, run)
    others = len(grounds) - 1
    more = ngettext("One thing more.", "%(count)d things more.", others) % {"count": others}
    told = f"{first} {more}" if others else first
    return _("%(told)s To go on all the same takes a reason by two people.") % {"told": told}


def first_words(round: SelectionRound, grounds: Sequence[Ground], run: SelectionRun | None) -> str:
    text = kept_words(round, grounds[:1], run)[0]
    return text if text.endswith(".") else f"{text}."
