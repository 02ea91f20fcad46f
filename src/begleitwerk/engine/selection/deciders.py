"""The rules that decided against somebody: without them it is in a best choice.

That it is, is solved and not guessed: dropping the rule a swap would break may let others in before
it. One rule alone is looked for first; then all that one swap would break, then all that any would.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from begleitwerk.engine.program import INFINITE, Program, Solver
from begleitwerk.engine.selection.choose import Stop
from begleitwerk.engine.selection.completions import Completions
from begleitwerk.engine.selection.eligibility import eligible_candidates, failed_rules
from begleitwerk.engine.selection.frame import ABSENT, Frame, frame_of
from begleitwerk.engine.selection.model import Model, Wish, reduced_model
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import BlockedSwap, Portfolio

Rules = tuple[str, ...]  # keys of quotas, and "fixed:<candidate>"


@dataclass(frozen=True, slots=True)
class Without:
    """The problem without some rules: its most points, and the best choices with somebody."""

    best: int
    completions: Completions


@dataclass(frozen=True, slots=True)
class Deciders:
    """One programme, from which rules are taken out for a while; each question solved once.

    That somebody keeps a place is a line like any other, so that it can be taken out as well.
    """

    problem: Problem
    model: Model
    program: Program
    solver: Solver
    lines: Mapping[str, tuple[int, ...]]
    known: dict[Rules, Without] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem, chosen: Portfolio, stop: Stop | None) -> "Deciders":
        free = replace(problem, fixed={})
        frame = frame_of(free, eligible_candidates(free, failed_rules(free)))
        wish = Wish(chosen=frame.numbers(chosen.members), spare=1, virtual=True)
        model = reduced_model(frame, wish)
        program = replace(model.program, lines=list(model.program.lines))
        lines = dict(model.rule_lines)
        for key, line in _kept_lines(problem, model, program):
            lines[f"fixed:{key}"] = (line,)
        return cls(problem, model, program, Solver(program, stop=stop), lines)

    @property
    def frame(self) -> Frame:
        return self.model.frame

    def against(self, number: int, blocked: Sequence[BlockedSwap]) -> Rules:
        """The rules that decided against a candidate; () where those looked at are not enough."""
        for rules in _in_turn(self.problem, blocked):
            if self._lets_in(number, rules):
                return rules
        return ()

    def _lets_in(self, number: int, rules: Rules) -> bool:
        """Whether without these rules a best choice holds the candidate, in any of its themes."""
        with self._dropped(rules):
            if rules not in self.known:
                best = self.solver.solve()
                points = best.value // self.model.scale
                self.known[rules] = Without(points, self._completions())
            without = self.known[rules]
            for theme in range(len(self.frame.themes)):
                if self.frame.points[number, theme] != ABSENT:
                    found = without.completions.with_candidate(number, theme)
                    if found and found.points == without.best:
                        return True
        return False

    def _completions(self) -> Completions:
        group_of = {
            member: number
            for number, group in enumerate(self.model.groups)
            for member in group.members
        }
        return Completions(self.model, self.solver, group_of)

    @contextmanager
    def _dropped(self, rules: Rules) -> Iterator[None]:
        numbers = [number for rule in rules for number in self.lines[rule]]
        for number in numbers:
            self.solver.change_line(number, -INFINITE, INFINITE)
        try:
            yield
        finally:
            for number in numbers:
                line = self.program.lines[number]
                self.solver.change_line(number, line.lower, line.upper)


def _kept_lines(problem: Problem, model: Model, program: Program) -> Iterator[tuple[str, int]]:
    theme = {row.key: number for number, row in enumerate(model.frame.themes)}
    columns = {
        model.frame.candidates[group.members[0]].key: dict(group.columns) for group in model.groups
    }
    for key, where in sorted(problem.fixed.items()):
        program.line([(columns[key][theme[where]], 1)], lower=1)
        yield key, len(program.lines) - 1


def _in_turn(problem: Problem, blocked: Sequence[BlockedSwap]) -> Iterator[Rules]:
    """What to take out, in turn: each rule alone, those a swap would break, all of them."""
    by_points = sorted(blocked, key=lambda row: row.points)
    broken = [tuple(dict.fromkeys(rule for rule, _ in row.breaks)) for row in by_points]
    quotas = sorted(quota.key for quota in problem.quotas)
    alone = dict.fromkeys([rule for rules in broken for rule in rules] + quotas)
    together = dict.fromkeys(tuple(sorted(rules)) for rules in broken)
    every = tuple(sorted({rule for rules in broken for rule in rules}))
    yield from ((rule,) for rule in alone)
    yield from (rules for rules in dict.fromkeys([*together, every]) if len(rules) > 1)
