"""Nothing waits for a second person that could not be confirmed any more, and never two at once."""

from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.services import changing
from begleitwerk.selection.enums import DecisionState, WaiverState, WaiverStep
from begleitwerk.selection.models import RuleRelaxation, SelectionDecision, SelectionRound
from begleitwerk.selection.rules.steps import DECISION, DecisionStep, allowed
from begleitwerk.selection.selectors.grounds import waiting_for
from begleitwerk.selection.selectors.stands import decision_stand, relaxation_stand


def set_aside_others(*, by: User, decision: SelectionDecision) -> None:
    """A newer proposal, not written yet, takes the place of one that waits: the office may take
    that up again."""
    for row in proposed_in(decision.run.round):
        set_aside(by, row)


def set_aside_outdated(*, by: User | None, round: SelectionRound) -> None:
    """After a place was given, given back or left free: proposals that came too late."""
    for row in proposed_in(round):
        if DecisionStep.CONFIRM not in allowed(DECISION, decision_stand(row)):
            set_aside(by, row)
    rows = RuleRelaxation.objects.filter(run__round=round, state=DecisionState.PROPOSED)
    for relaxation in rows.select_related("run__replaces"):
        relaxation.run.round = round
        stand = relaxation_stand(relaxation.run, relaxation)
        if DecisionStep.CONFIRM_RELAXATION not in allowed(DECISION, stand):
            verb = "selection.relaxation_superseded"
            with changing(relaxation, by=by, verb=verb) as relaxed:
                relaxed.state = DecisionState.SUPERSEDED


def proposed_in(round: SelectionRound) -> list[SelectionDecision]:
    rows = SelectionDecision.objects.filter(run__round=round, state=DecisionState.PROPOSED)
    found = list(rows.select_related("run__replaces").order_by("pk"))
    for row in found:
        row.run.round = round
    return found


def set_aside(by: User | None, decision: SelectionDecision) -> None:
    """With what was asked along with it, so that it can be asked anew."""
    with changing(decision, by=by, verb="selection.decision_superseded") as row:
        row.state = DecisionState.SUPERSEDED
    run = decision.run
    if asked := waiting_for(run.round, WaiverStep.DECIDE, run):
        with changing(asked, by=by, verb="selection.waiver_lapsed") as waiver:
            waiver.state, waiver.answered_at = WaiverState.LAPSED, timezone.now()
