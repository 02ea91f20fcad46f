"""The rule proposes, people decide: deviations, proposal, second person, what follows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changing, claim, record_added, require_reason
from begleitwerk.engine.selection.protocol import dump, protocol_digest
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.services import check_second_person
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import (
    CandidacyState,
    DecisionState,
    Outcome,
    RoundState,
)
from begleitwerk.selection.models import (
    Candidacy,
    DecisionPlace,
    Deviation,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
)
from begleitwerk.selection.papers.protocol import protocol_of
from begleitwerk.selection.rules import kept_from
from begleitwerk.selection.rules.steps import DECISION, DecisionStep
from begleitwerk.selection.selectors.binding import gaps_in
from begleitwerk.selection.selectors.decisions import (
    Outlook,
    broken_rules,
    outlook_of,
    prepared_by,
)
from begleitwerk.selection.selectors.problem import standing_candidacies
from begleitwerk.selection.selectors.reserves import reserve_ranks
from begleitwerk.selection.selectors.stands import bare_stand, confirming_stand, decision_stand
from begleitwerk.selection.services.guards import check, hold
from begleitwerk.selection.services.longlist import move_candidacy
from begleitwerk.selection.services.superseding import set_aside_others, set_aside_outdated
from begleitwerk.selection.services.waivers import (
    ask_with_decision,
    grant_with_decision,
    refuse_with_decision,
)

MOVES = {
    Outcome.SELECTED: CandidacyState.SELECTED,
    Outcome.RESERVE: CandidacyState.RESERVE,
    Outcome.REJECTED: CandidacyState.REJECTED,
}


def prepare_decision(*, by: User, run: SelectionRun) -> SelectionDecision:
    """Open the decision about a finished run; the same one when asked twice.

    Where a replacement has no choice people fill the place themselves. Raises Refused where the
    run found nothing else, or the round was decided by another run.
    """
    check(DECISION, DecisionStep.PREPARE, bare_stand(run))
    check_impartial(by, run)
    with transaction.atomic():
        decision, is_new = SelectionDecision.objects.get_or_create(run=run)
        if is_new:
            record_added(by=by, verb="selection.decision_prepared", row=decision)
    return decision


def check_impartial(by: User, run: SelectionRun) -> None:
    """Whoever declared a conflict of interest about a candidate takes no part in the decision."""
    names = kept_from(by, run)
    if names:
        raise Refused(
            _("You declared a conflict of interest about %(names)s. Another person decides here.")
            % {"names": ", ".join(names)}
        )


# --- Deviations ---------------------------------------------------------------------------------


def add_deviation(
    *, by: User, decision: SelectionDecision, out: str, into: str, reason: str
) -> Deviation:
    """Take `into` instead of `out`, both by key, in the theme of `out`.

    Keeps what it costs in points and which rules are not kept then. Raises Refused at `out`,
    `into` or `reason`.
    """
    told: dict[str, Any] = {}
    verb, why = "selection.deviation_added", reason.strip()
    with changing(decision, by=by, verb=verb, reason=why, also=told) as decision:
        check(DECISION, DecisionStep.DEVIATE, decision_stand(decision))
        check_impartial(by, decision.run)
        outlook = outlook_of(decision)
        theme = check_swap(outlook, out, into)
        require_reason(why, _("Say why you deviate. The reason stands in the protocol."))
        after = outlook.with_swap(out, into)
        rows = candidacies_of(decision.run.round)
        deviation = Deviation.objects.create(
            decision=decision,
            theme=themes_of(decision.run.round)[theme],
            out=rows[out],
            into=rows[into],
            reason=why,
            made_by_id=by.pk,
            cost=outlook.points - after.points,
            breaks=broken_rules(after, outlook),
        )
        names = {"out": rows[out].municipality.name, "into": rows[into].municipality.name}
        told |= {**names, "cost": deviation.cost}
    return deviation


def check_swap(outlook: Outlook, out: str, into: str) -> str:
    """The theme of the swap. Raises Refused."""
    if out not in outlook.members:
        raise Refused(_("This municipality is not in the selection. Choose one that is."), "out")
    if out in outlook.problem.fixed:
        raise Refused(_("This municipality holds its place already and keeps it."), "out")
    theme = outlook.members[out]
    if into in outlook.members:
        raise Refused(_("This municipality is in the selection already."), "into")
    if not outlook.can_stand(into, theme):
        raise Refused(
            _("This municipality does not stand for the theme, or does not meet the conditions."),
            "into",
        )
    return theme


def remove_deviation(*, by: User, decision: SelectionDecision, deviation: Deviation) -> None:
    """Take a deviation back, and those made after it, which build on it."""
    told: dict[str, Any] = {}
    with changing(decision, by=by, verb="selection.deviation_removed", also=told) as decision:
        check(DECISION, DecisionStep.DEVIATE, decision_stand(decision))
        check_impartial(by, decision.run)
        told["count"], _per_table = decision.deviations.filter(pk__gte=deviation.pk).delete()


# --- Two people ---------------------------------------------------------------------------------


def propose_decision(
    *,
    by: User,
    decision: SelectionDecision,
    reason: str,
    waiver_reason: str = "",
    version: int | None = None,
) -> SelectionDecision:
    """Hand the decision to the second person, with what does not hold of its ground.

    Raises EditConflict, and Refused at `reason` where it deviates from the rule without one, at
    `waiver_reason` where data moved or it comes before its time.
    """
    verb, why = "selection.decision_proposed", reason.strip()
    with (
        held(decision),
        changing(decision, by=by, verb=verb, version=version, reason=why) as decision,
    ):
        stand = decision_stand(decision)
        check(DECISION, DecisionStep.PROPOSE, stand)
        check_impartial(by, decision.run)
        if stand.deviates:
            require_reason(why, _("Say in a sentence why the decision deviates."))
        if gaps_in(decision.run):
            told = _("Say why the lot is to hold although data or rules came after its number.")
            require_reason(why, told)
        ask_with_decision(by, decision, waiver_reason)
        decision.state, decision.reason, decision.return_reason = DecisionState.PROPOSED, why, ""
        decision.proposed_by_id, decision.proposed_at = by.pk, timezone.now()
        set_aside_others(by=by, decision=decision)
    return decision


@contextmanager
def held(decision: SelectionDecision) -> Iterator[None]:
    with transaction.atomic():
        hold(decision.run.round)
        yield


def return_decision(
    *, by: User, decision: SelectionDecision, reason: str, version: int | None = None
) -> SelectionDecision:
    """The second person does not confirm. Raises EditConflict, Refused at `reason`."""
    verb = "selection.decision_returned"
    why = require_reason(reason, _("Say what should be looked at again."))
    with changing(decision, by=by, verb=verb, version=version, reason=why) as decision:
        check(DECISION, DecisionStep.RETURN, decision_stand(decision))
        check_impartial(by, decision.run)
        refuse_with_decision(by, decision, why)
        decision.state, decision.return_reason = DecisionState.RETURNED, why
    return decision


def confirm_decision(
    *, by: User, decision: SelectionDecision, version: int | None = None
) -> SelectionDecision:
    """The second person confirms: places are given, the protocol is frozen.

    Raises EditConflict, and Refused where she proposed it or deviated in it herself or was let in
    by who did, where it is not proposed, where another decision came first, or where its ground
    moved since it was handed over.
    """
    with held(decision):
        decision = write_confirmed(by, decision, version)
        set_aside_outdated(by=by, round=decision.run.round)
    return decision


def write_confirmed(
    by: User, decision: SelectionDecision, version: int | None
) -> SelectionDecision:
    told: dict[str, Any] = {}
    verb = "selection.decision_confirmed"
    with changing(decision, by=by, verb=verb, version=version, also=told) as decision:
        round = decision.run.round = claim(decision.run.round, version=None)
        check(DECISION, DecisionStep.CONFIRM, confirming_stand(decision))
        check_impartial(by, decision.run)
        check_second_person(
            by=by,
            first=prepared_by(decision),
            workspace=decision.run.workspace,
            right=Permission.SELECTION_CONFIRM,
        )
        grant_with_decision(by, decision)
        decision.state = DecisionState.CONFIRMED
        decision.confirmed_by_id, decision.confirmed_at = by.pk, timezone.now()
        give_places(by, decision)
        protocol = protocol_of(decision)
        decision.protocol, decision.protocol_digest = dump(protocol), protocol_digest(protocol)
        told["digest"] = decision.protocol_digest
        round.state = RoundState.DECIDED
        round.save()
    return decision


# --- What follows -------------------------------------------------------------------------------


def give_places(by: User, decision: SelectionDecision) -> None:
    """Write what became of everybody, and move those on whose state changes."""
    round = decision.run.round
    themes = themes_of(round)
    members = outlook_of(decision).members
    ranks = reserve_ranks(decision, members)
    for key, candidacy in candidacies_of(round).items():
        if key in members:
            outcome, theme, rank = Outcome.SELECTED, themes[members[key]], None
        elif key in ranks:
            outcome, theme, rank = Outcome.RESERVE, themes[ranks[key][0]], ranks[key][1]
        else:
            outcome, theme, rank = Outcome.REJECTED, None, None
        DecisionPlace.objects.create(
            decision=decision, candidacy=candidacy, outcome=outcome, theme=theme, rank=rank
        )
        move_on(by, candidacy, outcome)


def move_on(by: User, candidacy: Candidacy, outcome: Outcome) -> None:
    """In a replacement most stay what they are: only who gets a place moves."""
    is_new = candidacy.state == CandidacyState.APPLIED
    gets_place = outcome == Outcome.SELECTED and candidacy.state in (
        CandidacyState.RESERVE,
        CandidacyState.REJECTED,
    )
    if is_new or gets_place:
        move_candidacy(by=by, candidacy=candidacy, state=MOVES[outcome])


def candidacies_of(round: SelectionRound) -> dict[str, Candidacy]:
    """Who stands for selection, by key."""
    return {row.key: row for row in standing_candidacies(round)}


def themes_of(round: SelectionRound) -> dict[str, EditionTheme]:
    return {row.item.key: row for row in round.edition.themes.select_related("item")}
