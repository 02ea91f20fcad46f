"""What the office of a Land sees of a selection: what became of those who lie in its Land."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from begleitwerk.core.selectors import alphabetical
from begleitwerk.municipalities.models import Workspace
from begleitwerk.selection.enums import CandidacyState, DecisionState, Outcome, RunKind
from begleitwerk.selection.models import Candidacy, DecisionPlace, Letter, SelectionRound
from begleitwerk.selection.selectors.runs import HEAVY


@dataclass(frozen=True)
class LandLine:
    """How one municipality came out: `place` is the newest confirmed decision about it, `moved_up`
    the one that gave it the place of somebody who left."""

    candidacy: Candidacy
    place: DecisionPlace
    moved_up: DecisionPlace | None

    @property
    def has_left(self) -> bool:
        return self.candidacy.state == CandidacyState.WITHDRAWN


@dataclass(frozen=True)
class LandRound:
    round: SelectionRound
    lines: tuple[LandLine, ...]


def results_in(land: Workspace) -> tuple[LandRound, ...]:
    """Who of a Land handed in and what was decided about them, by round, the newest first.

    Only what a confirmed decision says and the municipality itself was told by its letter: before
    that nothing, and never points, reviews, reasons or anybody of another Land. One query for any
    number.
    """
    letters = Letter.objects.filter(decision=OuterRef("decision"), candidacy=OuterRef("candidacy"))
    rows = (
        DecisionPlace.objects.filter(
            Exists(letters),
            decision__state=DecisionState.CONFIRMED,
            candidacy__municipality__land__workspace=land,
        )
        .select_related(
            "candidacy__municipality__workspace",
            "candidacy__round__edition__programme",
            "decision__run",
            "theme__item",
        )
        .defer("decision__protocol", *(f"decision__run__{name}" for name in HEAVY))
        .order_by(
            "-candidacy__round",
            alphabetical("candidacy__municipality__name"),
            "candidacy",
            "decision__confirmed_at",
            "decision",
        )
    )
    by_round: dict[int, list[DecisionPlace]] = {}
    for row in rows:
        by_round.setdefault(row.candidacy.round_id, []).append(row)
    return tuple(
        LandRound(found[0].candidacy.round, tuple(lines_of(found))) for found in by_round.values()
    )


def lines_of(rows: list[DecisionPlace]) -> Iterator[LandLine]:
    """A line for each municipality; its decisions come in their order."""
    told: dict[int, list[DecisionPlace]] = {}
    for row in rows:
        told.setdefault(row.candidacy_id, []).append(row)
    for places in told.values():
        given = next((row for row in places if row.outcome == Outcome.SELECTED), None)
        later = given is not None and given.decision.run.kind == RunKind.REPLACEMENT
        yield LandLine(places[-1].candidacy, places[-1], given if later else None)
