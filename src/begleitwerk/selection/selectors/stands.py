"""What the table of steps (`rules.steps`) asks about, read from the database: a stand for each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from begleitwerk.core.selectors import alphabetical
from begleitwerk.selection.enums import (
    OPEN_TO_EDIT,
    UNDER_WAY,
    CandidacyState,
    DecisionState,
    RunKind,
)
from begleitwerk.selection.models import (
    Candidacy,
    Review,
    RuleRelaxation,
    RuleSet,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
    Withdrawal,
)
from begleitwerk.selection.rules.steps import (
    CandidateStand,
    DecisionStand,
    Place,
    ReviewStand,
    RoundStand,
)
from begleitwerk.selection.selectors.after import place_of, withdrawal_of
from begleitwerk.selection.selectors.applications import application_of, result_of
from begleitwerk.selection.selectors.decisions import deviations_of, outlook_of
from begleitwerk.selection.selectors.grounds import is_given_up
from begleitwerk.selection.selectors.problem import standing_candidacies
from begleitwerk.selection.selectors.reviews import is_used
from begleitwerk.selection.selectors.runs import candidacies_by_key
from begleitwerk.selection.selectors.vacancies import can_go_on, is_open, still_fits


def is_calculating(round: SelectionRound) -> bool:
    return SelectionRun.objects.filter(round=round, state__in=UNDER_WAY).exists()


def calculation_stand(round: SelectionRound, *, against: str, missing: str) -> RoundStand:
    """Of a round, for a choice: what speaks against it and what it lacks say those who know."""
    return RoundStand(
        state=round.state, is_running=is_calculating(round), against=against, missing=missing
    )


def rules_stand(rule_set: RuleSet) -> RoundStand:
    """Of a round, about one version of its rules."""
    return RoundStand(state=rule_set.round.state, is_built=not rule_set.is_frozen)


# --- A municipality in a round --------------------------------------------------------------------


def stand_of(candidacy: Candidacy) -> CandidateStand:
    """Of a candidacy and its application, without what only some steps ask about."""
    application = application_of(candidacy)
    return replace(state_stand(candidacy), application=application.state if application else "")


def state_stand(candidacy: Candidacy) -> CandidateStand:
    """Of a candidacy alone."""
    return CandidateStand(
        round=candidacy.round.state,
        state=candidacy.state,
        takes_part=candidacy.engagement_id is not None,
        name=candidacy.municipality.name,
        label=candidacy.get_state_display(),
    )


def closing_stand(candidacy: Candidacy) -> CandidateStand:
    """With whether two people have let the selection go on without its application."""
    return replace(stand_of(candidacy), is_given_up=is_given_up(candidacy))


def leaving_stand(candidacy: Candidacy) -> CandidateStand:
    """With whether anything was decided about it."""
    return replace(stand_of(candidacy), was_decided=place_of(candidacy) is not None)


def told_stand(candidacy: Candidacy) -> CandidateStand:
    """With the result its newest letter says."""
    result = result_of(candidacy)
    return replace(stand_of(candidacy), told=result.kind if result else "")


def place_stand(candidacy: Candidacy) -> CandidateStand:
    """With what became of the place of one that left, read anew."""
    withdrawal = Withdrawal.objects.filter(candidacy=candidacy).first()
    return replace(
        state_stand(candidacy),
        place=what_became(candidacy, withdrawal),
        is_running=is_calculating(candidacy.round),
    )


def shown_place_stand(candidacy: Candidacy) -> CandidateStand:
    """As a page needs it that knows whether a calculation is under way."""
    place = what_became(candidacy, withdrawal_of(candidacy))
    return replace(state_stand(candidacy), place=place)


def what_became(candidacy: Candidacy, withdrawal: Withdrawal | None) -> Place:
    if withdrawal is None:
        return Place.NONE
    if withdrawal.left_free_on is not None:
        return Place.STAYS_FREE
    return Place.WAITS if is_open(candidacy) else Place.TAKEN


def sent_back_in(round: SelectionRound) -> list[Candidacy]:
    """Whose application was sent back and has not come in again, by name."""
    rows = Candidacy.objects.filter(
        round=round, state=CandidacyState.APPLIED, application__state__in=OPEN_TO_EDIT
    ).select_related("municipality", "application")
    return list(rows.order_by(alphabetical("municipality__name")))


# --- Reviews --------------------------------------------------------------------------------------


def review_stand(review: Review) -> ReviewStand:
    return ReviewStand(
        candidate=review.candidacy.state,
        state=review.state,
        is_hers=review.position is not None,
        is_used=is_used(review.candidacy, review.done_at),
    )


# --- Calculations and decisions -------------------------------------------------------------------


def bare_stand(run: SelectionRun) -> DecisionStand:
    """Of a calculation nobody prepares a decision on yet."""
    is_replacement = run.kind == RunKind.REPLACEMENT
    return DecisionStand(
        round=run.round.state,
        is_replacement=is_replacement,
        run=run.state,
        fits=not is_replacement or still_fits(run),
        is_last_word=can_go_on(run),
    )


def decision_stand(decision: SelectionDecision) -> DecisionStand:
    """Of a decision; once it is confirmed nothing else matters."""
    run = decision.run
    if decision.state == DecisionState.CONFIRMED:
        return DecisionStand(
            run.round.state, run.kind == RunKind.REPLACEMENT, run.state, decision.state
        )
    deviates = bool(deviations_of(decision))
    return replace(bare_stand(run), state=decision.state, deviates=deviates)


def confirming_stand(decision: SelectionDecision) -> DecisionStand:
    """With who went and who came since the calculation; pages show that as moved data."""
    run = decision.run
    known = candidacies_by_key(run.round)
    standing = {row.key for row in standing_candidacies(run.round)}
    inside = {row["key"] for row in run.problem["candidates"]}
    return replace(
        decision_stand(decision),
        gone=names_of(known, outlook_of(decision).members.keys() - standing),
        came=names_of(known, standing - inside),
    )


def names_of(known: Mapping[str, Candidacy], keys: Iterable[str]) -> str:
    return ", ".join(known[key].municipality.name for key in sorted(keys))


def relaxation_stand(run: SelectionRun, relaxation: RuleRelaxation | None) -> DecisionStand:
    return replace(bare_stand(run), relaxation=relaxation.state if relaxation else "")
