"""Places somebody gave back: which are open, which stay free, and where each stands."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from begleitwerk.engine.selection.result import KEPT, PLACES, Relaxation
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import UNDER_WAY, RoundState, RunKind, RunState
from begleitwerk.selection.models import (
    Candidacy,
    DecisionPlace,
    RuleRelaxation,
    RuleSet,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
    Withdrawal,
)
from begleitwerk.selection.selectors.after import (
    reserve_list,
    theme_of,
    themes_by_candidacy,
    withdrawals_of,
)
from begleitwerk.selection.selectors.places import themes_that_hold
from begleitwerk.selection.selectors.runs import (
    conflict_in,
    decision_of,
    fixed_places,
    selected_places,
)
from begleitwerk.selection.selectors.scores.book import handed_in
from begleitwerk.selection.selectors.versions import relaxed_for


def left_free(round: SelectionRound) -> Counter[str]:
    """How many places of each theme stay free because somebody said so."""
    themes = themes_by_candidacy(round)
    known = [row.candidacy_id for row in withdrawals_of(round) if row.left_free_on]
    return Counter(themes[pk].item.key for pk in known if pk in themes)


def free_by_theme(round: SelectionRound) -> dict[str, int]:
    """How many places of each theme wait for somebody, once the round was decided."""
    taken = Counter(fixed_places(round).values()) + left_free(round)
    return {row["key"]: row["places"] - taken[row["key"]] for row in themes_that_hold(round)}


def free_places(round: SelectionRound) -> int:
    return sum(free_by_theme(round).values())


def open_vacancies(round: SelectionRound) -> list[Withdrawal]:
    """Those whose place waits for somebody: of each theme as many as it has free places.

    The latest to leave come first, and those whose replacement was decided come last.
    """
    free, themes = free_by_theme(round), themes_by_candidacy(round)
    replaced = {place.decision.run.replaces_id for place in selected_places(round)}
    rows = sorted(withdrawals_of(round), key=lambda row: row.candidacy_id in replaced)
    found = []
    for row in rows:
        theme = themes.get(row.candidacy_id)
        if row.left_free_on is None and theme and free.get(theme.item.key, 0) > 0:
            free[theme.item.key] -= 1
            found.append(row)
    return found


def newest_run_for(leaver: Candidacy) -> SelectionRun | None:
    """The last calculation of who could take the place of one that left."""
    rows = withdrawals_of(leaver.round)
    newest = next((row.run for row in rows if row.candidacy_id == leaver.pk), None)
    if newest is not None:
        newest.round = leaver.round
    return newest


def replacement_under_way(round: SelectionRound) -> SelectionRun | None:
    """A replacement that is being calculated, for whichever place."""
    runs = (row.run for row in withdrawals_of(round))
    return next((run for run in runs if run is not None and run.state in UNDER_WAY), None)


def is_open(candidacy: Candidacy) -> bool:
    """Whether the place this one left waits for somebody."""
    return candidacy.pk in {row.candidacy_id for row in open_vacancies(candidacy.round)}


@dataclass(frozen=True)
class Vacancy:
    """A place that was given back, and who could take it.

    `newest` is the last calculation for it, while it still fits; `rules` where some were relaxed
    for it alone.
    """

    candidacy: Candidacy
    theme: EditionTheme | None
    is_open: bool
    free: int
    staying: int
    standing: int
    is_valid: bool
    newest: SelectionRun | None
    rules: RuleSet | None

    @property
    def reserves(self) -> list[DecisionPlace]:
        return reserve_list(self.candidacy.round)

    @property
    def can_start(self) -> bool:
        """Whether all that is left to do is to calculate."""
        return self.is_open and not self.waits and not self.is_stuck

    @property
    def waits(self) -> bool:
        """A proposal is there and waits for the decision."""
        return self.is_open and self.newest is not None and self.newest.state == RunState.DONE

    @property
    def is_stuck(self) -> bool:
        """The rules leave no choice, and nothing was done about it since."""
        newest = self.newest
        return (
            self.is_open
            and newest is not None
            and newest.state == RunState.IMPOSSIBLE
            and (self.rules is None or newest.rule_set_id == self.rules.pk)
        )


def vacancy_of(candidacy: Candidacy, today: date) -> Vacancy:
    """`standing` counts those a replacement is chosen among; `is_valid` is about the
    reserve list on this day."""
    round = candidacy.round
    fixed = fixed_places(round)
    standing = handed_in(round).count() - len(fixed)
    until = round.reserve_until
    newest = newest_run_for(candidacy)
    return Vacancy(
        candidacy=candidacy,
        theme=theme_of(candidacy),
        is_open=is_open(candidacy),
        free=free_places(round),
        staying=len(fixed),
        standing=standing,
        is_valid=until is None or today <= until,
        newest=newest if newest and still_fits(newest) else None,
        rules=relaxed_for(candidacy),
    )


def still_fits(run: SelectionRun) -> bool:
    """Whether the places a replacement was calculated for are still those."""
    places = {row["key"]: row["places"] for row in run.problem.get("themes", ())}
    now = {row["key"]: row["places"] for row in themes_that_hold(run.round)}
    kept = left_free(run.round)
    return run.problem.get("fixed") == fixed_places(run.round) and all(
        places.get(key, 0) == count - kept[key] for key, count in now.items()
    )


# --- Where the rules leave no choice --------------------------------------------------------------


@dataclass(frozen=True)
class WaysOn:
    """What the office can do about a replacement the rules leave no choice for.

    `relaxations` by their number in the conflict, those of rules alone: that a place stays free is
    a way of its own. `decision` is the one people began to make themselves.
    """

    leaver: Candidacy
    relaxations: tuple[tuple[int, Relaxation], ...]
    relaxation: RuleRelaxation | None
    decision: SelectionDecision | None


def can_go_on(run: SelectionRun) -> bool:
    """Whether ways on from a calculation without a choice are still those to be decided about."""
    if run.kind != RunKind.REPLACEMENT or run.state != RunState.IMPOSSIBLE or run.replaces is None:
        return False
    run.replaces.round = run.round
    newest = newest_run_for(run.replaces)
    return (
        newest is not None
        and newest.pk == run.pk
        and run.round.state != RoundState.CLOSED
        and is_open(run.replaces)
        and still_fits(run)
    )


def ways_on(run: SelectionRun) -> WaysOn | None:
    """None where the calculation is not the last word on an open place any more."""
    if run.replaces is None or not can_go_on(run):
        return None
    relaxation = RuleRelaxation.objects.filter(run=run).select_related("rule_set").first()
    if relaxation is not None:
        relaxation.run = run
    return WaysOn(
        leaver=run.replaces,
        relaxations=tuple(relaxations_of(run)),
        relaxation=relaxation,
        decision=decision_of(run),
    )


def relaxations_of(run: SelectionRun) -> list[tuple[int, Relaxation]]:
    """Ways out of the conflict by rules alone, by their number: nobody gives up a place."""
    rows = enumerate(conflict_in(run).relaxations)
    return [
        (number, row)
        for number, row in rows
        if not any(step.key.startswith((PLACES, KEPT)) for step in row.steps)
    ]
