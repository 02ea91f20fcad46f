"""The end of a round: when everything is settled, with a reason; and how it is taken up again."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import changing, require_reason
from begleitwerk.selection.enums import RoundState
from begleitwerk.selection.models import SelectionRound
from begleitwerk.selection.presenters.ending import left_of
from begleitwerk.selection.rules.steps import ROUND, RoundStand, RoundStep
from begleitwerk.selection.selectors.runs import confirmed_decisions
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.services.guards import check


def end_round(
    *, by: User, round: SelectionRound, reason: str, version: int | None = None
) -> SelectionRound:
    """Nothing follows any more: nobody moves up, nothing is calculated.

    Raises EditConflict, and Refused at `reason` and as long as anything is to be settled.
    """
    why = require_reason(reason, _("Say in one sentence why the round ends."))
    verb = "selection.round_ended"
    with changing(round, by=by, verb=verb, version=version, reason=why) as round:
        left = left_of(round)
        first = left[0].sentence if left else ""
        check(ROUND, RoundStep.END, RoundStand(round.state, left=first))
        round.state = RoundState.CLOSED
    return round


def resume_round(
    *, by: User, round: SelectionRound, reason: str, version: int | None = None
) -> SelectionRound:
    """Take it up again where it ended: a place fell free after all. Raises EditConflict, and
    Refused at `reason` and where it has not ended."""
    why = require_reason(reason, _("Say in one sentence why the round goes on."))
    verb = "selection.round_resumed"
    with changing(round, by=by, verb=verb, version=version, reason=why) as round:
        check(ROUND, RoundStep.RESUME, RoundStand(round.state))
        round.state = state_before(round)
    return round


def state_before(round: SelectionRound) -> RoundState:
    if confirmed_decisions(round).exists():
        return RoundState.DECIDED
    return RoundState.OPEN if frozen_rules(round) else RoundState.DRAFT
