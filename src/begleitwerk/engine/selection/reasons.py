"""Why somebody was not chosen, and the smallest change that would have brought them in.

For a loser c in a theme, let V(c) be the points of the best choice that holds it there. V(c) is
c's own points plus the best completion by others, and all losers of one kind share that
completion unless it uses c itself. Further points for c raise V(c) one by one and change no choice
without c; so with more than best − V(c) further points it is chosen, with exactly so many a draw.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from begleitwerk.engine.selection.choose import Progress, Stop, frame_for
from begleitwerk.engine.selection.completions import Completions
from begleitwerk.engine.selection.conflicts import find_conflict
from begleitwerk.engine.selection.deciders import Deciders
from begleitwerk.engine.selection.frame import ABSENT, Frame
from begleitwerk.engine.selection.lines import is_kept, with_attributes
from begleitwerk.engine.selection.problem import (
    POINTS_OF_FULL_SCORE,
    Candidate,
    Problem,
    points_of,
)
from begleitwerk.engine.selection.result import (
    BlockedSwap,
    LoserKind,
    LoserReason,
    Placed,
    Portfolio,
    Result,
    RuleCount,
    RuleStep,
)
from begleitwerk.engine.selection.steps import rule_steps
from begleitwerk.engine.selection.swaps import swaps_between


def loser_reasons(
    problem: Problem,
    result: Result,
    *,
    keys: Collection[str] | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> dict[str, LoserReason]:
    """The reason of every candidate not chosen (or of `keys` among them), in order of key.

    `missing` is exact; the best choice with a candidate is, among equally good ones, one that
    differs least from the chosen portfolio. Raises Stopped when `stop` says so.
    """
    chosen = {member.candidate for member in result.portfolio.members}
    losers = sorted(
        (row for row in problem.candidates if row.key not in chosen), key=lambda row: row.key
    )
    if keys is not None:
        losers = [row for row in losers if row.key in keys]
    explainer = _Explainer.of(problem, result, stop)
    reasons = {}
    for done, row in enumerate(losers):
        if progress:
            progress(done, len(losers))
        reasons[row.key] = explainer.reason(row)
    if progress:
        progress(len(losers), len(losers))
    return reasons


@dataclass(frozen=True, slots=True)
class _Explainer:
    result: Result
    frame: Frame
    numbers: Mapping[str, int]
    completions: Completions
    steps: Mapping[str, RuleStep]
    blocks: "_Blocks"
    obstacles: "_Obstacles"
    stop: Stop | None
    deciders: list[Deciders] = field(default_factory=list)

    @classmethod
    def of(cls, problem: Problem, result: Result, stop: Stop | None) -> "_Explainer":
        frame = frame_for(problem)
        return cls(
            result=result,
            frame=frame,
            numbers={row.key: number for number, row in enumerate(frame.candidates)},
            completions=Completions.of(frame, result.portfolio, stop),
            steps=rule_steps(frame, result.portfolio, stop),
            blocks=_Blocks.of(frame, result.portfolio),
            obstacles=_Obstacles(frame, stop),
            stop=stop,
        )

    def reason(self, row: Candidate) -> LoserReason:
        problem = self.frame.problem
        if row.key in problem.excluded:
            kind = LoserKind.EXCLUDED
        elif row.key in self.result.ineligible:
            kind = LoserKind.INELIGIBLE
        else:
            return self._beaten(row.key, self.numbers[row.key])
        theme, points = first_standing(problem, row)
        return LoserReason(
            candidate=row.key,
            kind=kind,
            theme=theme,
            points=points,
            failed=self.result.ineligible.get(row.key, ()),
            excluded=problem.excluded.get(row.key, ""),
        )

    def _beaten(self, key: str, number: int) -> LoserReason:
        """The reason of an eligible loser, in the theme where it is nearest to being chosen."""
        places = [self.frame.placed(number, theme) for theme in self._themes(number)]
        blocked = self.blocks.of_candidate(number, places)
        ways = list(self._ways(number))
        if not ways:
            best = max(places, key=lambda place: place.points)
            return LoserReason(
                candidate=key,
                kind=LoserKind.IMPOSSIBLE,
                theme=best.theme,
                points=best.points,
                blocked=blocked,
                step=self.steps.get(key),
                against=self.obstacles.to(number, best),
            )
        missing, own, best_with = min(ways, key=lambda way: way[0])
        kind = _kind(missing, blocked)
        return LoserReason(
            candidate=key,
            kind=kind,
            theme=own.theme,
            points=own.points,
            missing=missing,
            is_reachable=own.points + missing < POINTS_OF_FULL_SCORE,
            best_with=best_with,
            swaps=swaps_between(self.frame.problem, self.result.portfolio, best_with),
            blocked=blocked,
            step=self.steps.get(key),
            decided_by=self.decided_by(number, blocked) if kind is LoserKind.RULES else (),
        )

    def decided_by(self, number: int, blocked: Sequence[BlockedSwap]) -> tuple[str, ...]:
        """Built when first asked for: most problems have nobody to ask about."""
        if not self.deciders:
            chosen = self.result.portfolio
            self.deciders.append(Deciders.of(self.frame.problem, chosen, self.stop))
        return self.deciders[0].against(number, blocked)

    def _ways(self, number: int) -> Iterator[tuple[int, Placed, Portfolio]]:
        """Per theme it can be chosen in: missing points, its place, the best choice with it."""
        for theme in self._themes(number):
            portfolio = self.completions.with_candidate(number, theme)
            if portfolio:
                missing = self.result.portfolio.points - portfolio.points
                yield missing, self.frame.placed(number, theme), portfolio

    def _themes(self, number: int) -> list[int]:
        """The themes a candidate stands for, in the problem's order."""
        of_key = {theme.key: index for index, theme in enumerate(self.frame.themes)}
        order = [of_key[theme.key] for theme in self.frame.problem.themes]
        return [theme for theme in order if self.frame.points[number, theme] != ABSENT]


def _kind(missing: int, blocked: Sequence[BlockedSwap]) -> LoserKind:
    if missing == 0:
        return LoserKind.DRAW
    return LoserKind.RULES if blocked else LoserKind.FEWER_POINTS


def first_standing(problem: Problem, row: Candidate) -> tuple[str, int]:
    """The first of its themes, with points there if it was scored in full (else 0)."""
    theme = next(theme.key for theme in problem.themes if theme.key in row.scores)
    sheet = row.scores[theme]
    if not all(criterion.key in sheet for criterion in problem.criteria):
        return theme, 0
    return theme, points_of(sheet, problem.criteria)


@dataclass(frozen=True, slots=True)
class _Blocks:
    """What a plain swap with each of the chosen would break; one answer per kind and chosen."""

    frame: Frame
    chosen: Portfolio
    by_key: Mapping[str, Candidate]
    known: dict[tuple[int, Placed], tuple[tuple[str, RuleCount], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, frame: Frame, chosen: Portfolio) -> "_Blocks":
        return cls(frame, chosen, {row.key: row for row in frame.candidates})

    def of_candidate(self, number: int, places: Sequence[Placed]) -> tuple[BlockedSwap, ...]:
        """Chosen ones without more points in a theme of the candidate, and why they stay."""
        return tuple(
            BlockedSwap(member.candidate, member.theme, member.points, self._breaks(number, member))
            for place in places
            for member in self.chosen.members
            if member.theme == place.theme and member.points <= place.points
        )

    def _breaks(self, number: int, out: Placed) -> tuple[tuple[str, RuleCount], ...]:
        kind = int(self.frame.kind_of[number])
        if (kind, out) not in self.known:
            self.known[kind, out] = tuple(self._broken(self.frame.candidates[number], out))
        return self.known[kind, out]

    def _broken(self, into: Candidate, out: Placed) -> Iterator[tuple[str, RuleCount]]:
        if out.candidate in self.frame.problem.fixed:
            yield f"fixed:{out.candidate}", RuleCount(out.theme, "", 0, 1, None)
        others = [member for member in self.chosen.members if member != out]
        after = [*with_attributes(others, self.by_key), (out.theme, into.attributes)]
        for line in self.frame.lines:
            count = line.standing(after)
            if not is_kept(count):
                yield line.quota.key, count


@dataclass(frozen=True, slots=True)
class _Obstacles:
    """The rules that leave no choice with a candidate; one answer per kind and theme."""

    frame: Frame
    stop: Stop | None
    known: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)

    def to(self, number: int, place: Placed) -> tuple[str, ...]:
        kind = int(self.frame.kind_of[number])
        if (kind, place.theme) not in self.known:
            problem = self.frame.problem
            fixed = {**problem.fixed, place.candidate: place.theme}
            conflict = find_conflict(
                replace(problem, fixed=fixed), self.frame.candidates, stop=self.stop
            )
            own = f"fixed:{place.candidate}"
            rules = tuple(rule for rule in conflict.rules if rule != own)
            self.known[kind, place.theme] = rules
        return self.known[kind, place.theme]
