"""After a decision: who gets which letter, where contracts stand, which places are free."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, When
from django.http import Http404

from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import alphabetical, row_at
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Contract, ContractTemplate, EditionTheme
from begleitwerk.programmes.selectors import contract_template_of, next_contract_step
from begleitwerk.selection.enums import (
    HOLDS_PLACE,
    CandidacyState,
    DecisionState,
    Outcome,
    RunKind,
)
from begleitwerk.selection.models import (
    Candidacy,
    DecisionPlace,
    Letter,
    SelectionDecision,
    SelectionRound,
    Withdrawal,
)
from begleitwerk.selection.selectors.applications import recipients_of
from begleitwerk.selection.selectors.applications.own import RESULTS
from begleitwerk.selection.selectors.runs import (
    HEAVY,
    confirmed_decisions,
    selected_places,
)

# What a candidacy still is when a letter of this outcome would be true.
STILL_SO = {
    Outcome.SELECTED: HOLDS_PLACE,
    Outcome.RESERVE: frozenset({CandidacyState.RESERVE}),
    Outcome.REJECTED: frozenset({CandidacyState.REJECTED}),
}


# --- Places -------------------------------------------------------------------------------------


def places_of(decisions: "list[SelectionDecision] | QuerySet[Any]") -> QuerySet[DecisionPlace]:
    """What became of everybody: selected by theme, the reserve list by rank, then the others."""
    return (
        DecisionPlace.objects.filter(decision__in=decisions)
        .select_related(
            "candidacy__municipality__workspace",
            "candidacy__round__edition__programme__workspace",
            "theme__item",
        )
        .order_by(
            Case(
                *(When(outcome=value, then=n) for n, value in enumerate(Outcome.values)),
                output_field=IntegerField(),
            ),
            "theme__position",
            "rank",
            alphabetical("candidacy__municipality__name"),
        )
    )


def place_of(candidacy: Candidacy) -> DecisionPlace | None:
    """The latest confirmed decision about a candidacy."""
    return (
        DecisionPlace.objects.filter(candidacy=candidacy, decision__state=DecisionState.CONFIRMED)
        .select_related("theme__item", "decision__run__replaces__municipality")
        .order_by("-decision__confirmed_at", "-decision_id")
        .first()
    )


def theme_of(candidacy: Candidacy) -> EditionTheme | None:
    """The theme it was selected for, however it stands now."""
    return themes_by_candidacy(candidacy.round).get(candidacy.pk)


def reserve_list(round: SelectionRound) -> list[DecisionPlace]:
    """Who stands on the reserve list of the newest decision, by theme and rank."""
    newest = confirmed_decisions(round).values("pk")[:1]
    rows = places_of(newest).filter(
        outcome=Outcome.RESERVE,
        candidacy__state__in=(CandidacyState.RESERVE, CandidacyState.REJECTED),
    )
    return list(rows)


# --- Letters ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Addressee:
    """Somebody a decision has to be told to. Without `email` the letter goes by post."""

    place: DecisionPlace
    candidacy: Candidacy
    email: str
    letter: Letter | None


def addressees_of(decision: SelectionDecision) -> list[Addressee]:
    """Who gets a letter about a decision, with the letter once it went out.

    After a replacement only those who get a place: for the others nothing changes. Nobody is told
    what is true no longer, because the place was given back or a newer decision came.
    """
    letters = {
        row.candidacy_id: row
        for row in Letter.objects.filter(decision=decision, kind__in=RESULTS).select_related("file")
    }
    rows = [
        place
        for place in places_of([decision])
        if place.candidacy_id in letters or is_to_be_told(decision, place)
    ]
    emails = {row.candidacy.pk: row.email for row in recipients_of([row.candidacy for row in rows])}
    return [
        Addressee(row, row.candidacy, emails[row.candidacy_id], letters.get(row.candidacy_id))
        for row in rows
    ]


def is_to_be_told(decision: SelectionDecision, place: DecisionPlace) -> bool:
    if place.candidacy.state not in STILL_SO[Outcome(place.outcome)]:
        return False
    if decision.run.kind == RunKind.CHOICE:
        return True
    was_fixed = place.candidacy.key in decision.run.problem["fixed"]
    return place.outcome == Outcome.SELECTED and not was_fixed


@dataclass(frozen=True)
class Batch:
    """The letters of one decision."""

    decision: SelectionDecision
    rows: tuple[Addressee, ...]

    @property
    def waiting(self) -> int:
        """How many have not gone out yet."""
        return sum(row.letter is None for row in self.rows)

    @property
    def by_post(self) -> int:
        """How many of them have no mail address."""
        return sum(row.letter is None and not row.email for row in self.rows)


def batches_of(round: SelectionRound) -> list[Batch]:
    """The letters of a round by decision, newest first, where anybody is told of it."""
    found = (Batch(row, tuple(addressees_of(row))) for row in confirmed_decisions(round))
    return [batch for batch in found if batch.rows]


def unsent(decision: SelectionDecision) -> list[Addressee]:
    return [row for row in addressees_of(decision) if row.letter is None]


def decision_or_404(round: SelectionRound, pk: int) -> SelectionDecision:
    found = row_at(confirmed_decisions(round).filter(pk=pk))
    if found is None:
        raise Http404
    return found


def addressee_or_404(decision: SelectionDecision, candidacy_pk: int) -> Addressee:
    for row in addressees_of(decision):
        if row.candidacy.pk == candidacy_pk:
            return row
    raise Http404


# --- Contracts ----------------------------------------------------------------------------------


def own_outcome(candidacy: Candidacy) -> dict[str, Contract | Withdrawal | None]:
    """What a municipality sees of what follows its result: the contract once it was sent, and
    that it left."""
    contract = candidacy.contract
    return {
        "contract": contract if contract and contract.sent_on else None,
        "withdrawal": withdrawal_of(candidacy),
    }


@dataclass(frozen=True)
class ContractLine:
    """Where the contract of one selected municipality stands."""

    candidacy: Candidacy
    theme: EditionTheme | None
    contract: Contract | None
    todo: str


def contract_template_for(candidacy: Candidacy) -> ContractTemplate | None:
    """The file its contract is made from; none once it was sent, which the sent file tells."""
    contract = candidacy.contract
    if candidacy.state not in HOLDS_PLACE or (contract and contract.sent_on):
        return None
    return contract_template_of(candidacy.round.edition.programme)


def contract_lines(round: SelectionRound) -> list[ContractLine]:
    """Everybody who holds a place, by theme and name; four queries for any number."""
    rows = (
        Candidacy.objects.filter(round=round, state__in=HOLDS_PLACE)
        .select_related("municipality__workspace", "round", "contract__file")
        .order_by(alphabetical("municipality__name"))
    )
    themes = themes_by_candidacy(round)
    lines = [
        ContractLine(row, themes.get(row.pk), row.contract, next_contract_step(row.contract))
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.theme.position if line.theme else 0)


def themes_by_candidacy(round: SelectionRound) -> dict[int, EditionTheme]:
    """The theme each was selected for last, however it stands now."""
    return {row.candidacy_id: row.theme for row in selected_places(round) if row.theme}


# --- Who left, and who takes the place ----------------------------------------------------------


@once_per_page
def withdrawals_of(round: SelectionRound) -> tuple[Withdrawal, ...]:
    """Who gave a place back, newest first, with the run that replaces it."""
    rows = Withdrawal.objects.filter(candidacy__round=round).select_related(
        "candidacy__municipality__workspace", "candidacy__engagement__replaced_by", "run"
    )
    return tuple(rows.defer(*(f"run__{name}" for name in HEAVY)).order_by("-on", "-pk"))


def withdrawal_of(candidacy: Candidacy) -> Withdrawal | None:
    return getattr(candidacy, "withdrawal", None)


def leaver_replaced_by(candidacy: Candidacy) -> Candidacy | None:
    """Whose participation a newly selected municipality takes over.

    The one its run was started for; where that one's place is taken, another that left the same
    theme, then any. None where it was selected in the first place, or where nobody had begun.
    """
    place = place_of_selection(candidacy)
    if place is None or place.decision.run.kind != RunKind.REPLACEMENT:
        return None
    rows = Candidacy.objects.filter(
        round=candidacy.round_id,
        state=CandidacyState.WITHDRAWN,
        engagement__state=EngagementState.WITHDRAWN,
    ).select_related("engagement", "municipality", "withdrawal")
    return nearest(rows, place)


def nearest(rows: Iterable[Candidacy], place: DecisionPlace) -> Candidacy | None:
    wished = place.decision.run.replaces_id

    def distance(row: Candidacy) -> tuple[bool, bool, int]:
        other_theme = row.engagement is None or row.engagement.theme_id != place.theme_id
        return row.pk != wished, other_theme, row.pk

    return min(rows, key=distance, default=None)


def place_of_selection(candidacy: Candidacy) -> DecisionPlace | None:
    """The first decision that gave it a place."""
    return (
        DecisionPlace.objects.filter(
            candidacy=candidacy,
            decision__state=DecisionState.CONFIRMED,
            outcome=Outcome.SELECTED,
        )
        .select_related("decision__run", "theme")
        .order_by("decision__confirmed_at", "decision_id")
        .first()
    )
