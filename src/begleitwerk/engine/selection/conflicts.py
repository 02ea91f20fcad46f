"""Why nothing can be chosen: rules that contradict each other, and the least that would help.

Points play no part here, so all candidates no rule can tell apart are one group, and the
programmes stay tiny however many candidates there are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from begleitwerk.engine.selection.frame import frame_of
from begleitwerk.engine.selection.model import Model, reduced_model
from begleitwerk.engine.selection.problem import Candidate, Problem, Scope
from begleitwerk.engine.selection.program import INFINITE, Line, Program, Solver
from begleitwerk.engine.selection.result import (
    PLACES,
    Conflict,
    Relaxation,
    RuleStep,
    Status,
)

FIXED = "fixed"
MOST_RELAXATIONS = 5

Stop = Callable[[], bool]


def find_conflict(
    problem: Problem, eligible: Sequence[Candidate], *, stop: Stop | None = None
) -> Conflict:
    """What contradicts what in a problem that has no portfolio, and what would resolve it.

    `eligible` come in order of key. Fixed members stay fixed in every relaxation. Raises
    ValueError where there is a portfolio and Stopped when `stop` says so.
    """
    frame = frame_of(problem, eligible)
    model = reduced_model(replace(frame, points=np.minimum(frame.points, 0)))
    return Conflict(_contradiction(model, stop), tuple(_relaxations(model, stop)))


# Rules that cannot hold together


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule under its name in a Conflict: the lines, or the column, that ask for it."""

    name: str
    lines: tuple[int, ...] = ()
    column: int | None = None


def _contradiction(model: Model, stop: Stop | None) -> tuple[str, ...]:
    """Rules without a solution, of which none can be spared (deletion filter).

    One rule after the other is dropped; whichever makes a solution possible comes back and stays.
    Those that stay have no solution together, since nothing has one before the last is tried.
    """
    trial = Trial(model.program, stop)
    if trial.is_possible():
        raise ValueError("the rules do not contradict each other")
    kept = []
    for rule in _rules(model):
        trial.drop(rule)
        if trial.is_possible():
            trial.bring_back(rule)
            kept.append(rule.name)
    return tuple(kept)


def _rules(model: Model) -> Iterator[Rule]:
    """Fixed members first, so that they are named only where nothing else explains it."""
    for group in model.groups:
        if model.frame.kinds[group.kind].is_fixed:
            for member in group.members:
                key = model.frame.candidates[member].key
                yield Rule(f"{FIXED}:{key}", column=group.columns[0][1])
    for theme, line in zip(model.frame.themes, model.place_lines, strict=True):
        yield Rule(f"{PLACES}:{theme.key}", (line,))
    for key, lines in sorted(model.rule_lines.items()):
        yield Rule(key, lines)


class Trial:
    """A programme from which rules are taken out for a while."""

    def __init__(self, program: Program, stop: Stop | None) -> None:
        self.program = program
        self.solver = Solver(program, stop=stop)
        self.lower = list(program.lower)

    def is_possible(self) -> bool:
        return self.solver.solve().status is not Status.INFEASIBLE

    def drop(self, rule: Rule) -> None:
        for number in rule.lines:
            self.solver.change_line(number, -INFINITE, INFINITE)
        self._ask_for_more(rule.column, -1)

    def bring_back(self, rule: Rule) -> None:
        for number in rule.lines:
            line = self.program.lines[number]
            self.solver.change_line(number, line.lower, line.upper)
        self._ask_for_more(rule.column, 1)

    def _ask_for_more(self, column: int | None, change: int) -> None:
        """One fixed member more or less in the column that counts them."""
        if column is not None:
            self.lower[column] += change
            self.solver.change_bounds(column, self.lower[column], self.program.upper[column])


# What would resolve it


@dataclass(frozen=True, slots=True)
class Slack:
    """A limit that may give way, by at most `most`: its lines count `sign` × slack as well."""

    key: str
    side: str
    theme: str
    before: int
    most: int
    sign: int
    lines: tuple[int, ...]

    def step(self, given: int) -> RuleStep:
        after = self.before - self.sign * given
        return RuleStep(self.key, self.side, self.theme, self.before, after)


def _relaxations(model: Model, stop: Stop | None) -> Iterator[Relaxation]:
    """The smallest changes of limits that make a choice possible, smallest distance first.

    The distance is the sum of all steps; among equals fewer rules come first. After each one,
    changes of all its limits together are barred: so none that follows contains it, and in none
    could any step be smaller.
    """
    slacks = tuple(_slacks(model))
    program, first = _with_slacks(model.program, slacks)
    solver = Solver(program, stop=stop)
    for _number in range(MOST_RELAXATIONS):
        solution = solver.solve()
        if solution.status is Status.INFEASIBLE:
            return
        given = solution.counts[first : first + len(slacks)]
        used = [number for number, amount in enumerate(given) if amount]
        steps = tuple(slacks[number].step(given[number]) for number in used)
        yield Relaxation(steps, sum(given))
        switches = tuple(first + len(slacks) + number for number in used)
        solver.add_line(Line(switches, (1,) * len(used), -INFINITE, len(used) - 1))


def _slacks(model: Model) -> Iterator[Slack]:
    """Minima can fall to 0, maxima rise to all places, places fall to those that are fixed."""
    frame = model.frame
    for quota in sorted(frame.problem.quotas, key=lambda row: row.key):
        theme = quota.theme if quota.scope is Scope.ONE_THEME else ""
        lines = model.rule_lines[quota.key]
        if quota.at_least:
            least = quota.at_least
            yield Slack(quota.key, "at_least", theme, least, least, 1, lines)
        if quota.at_most is not None and quota.at_most < frame.places:
            room = frame.places - quota.at_most
            yield Slack(quota.key, "at_most", theme, quota.at_most, room, -1, lines)
    fixed = list(frame.problem.fixed.values())
    for row, line in zip(frame.themes, model.place_lines, strict=True):
        if free := row.places - fixed.count(row.key):
            yield Slack(PLACES, "places", row.key, row.places, free, 1, (line,))


def _with_slacks(program: Program, slacks: Sequence[Slack]) -> tuple[Program, int]:
    """The programme that gives way as little as it can, and its first slack column.

    A column per slack, then a switch per slack that is 1 where it is used. A step costs more
    than all switches together.
    """
    soft = Program(
        upper=list(program.upper), values=[0] * len(program.upper), lower=list(program.lower)
    )
    first = len(program.upper)
    for slack in slacks:
        soft.column(slack.most, -(len(slacks) + 1))
    for number, slack in enumerate(slacks):
        switch = soft.column(1, -1)
        soft.line([(first + number, 1), (switch, -slack.most)], upper=0)
    for number, line in enumerate(program.lines):
        columns = {
            slack.side: (first + place, slack.sign)
            for place, slack in enumerate(slacks)
            if number in slack.lines
        }
        soft.lines.extend(_softened(line, columns))
    return soft, first


def _softened(line: Line, slacks: Mapping[str, tuple[int, int]]) -> Iterator[Line]:
    """The line with its slacks, by side; a minimum and a maximum apart: each has its own."""
    if "places" in slacks:
        yield _with_column(line, slacks["places"])
        return
    if line.lower > -INFINITE:
        yield _with_column(replace(line, upper=INFINITE), slacks.get("at_least"))
    if line.upper < INFINITE:
        yield _with_column(replace(line, lower=-INFINITE), slacks.get("at_most"))


def _with_column(line: Line, term: tuple[int, int] | None) -> Line:
    if term is None:
        return line
    column, sign = term
    return replace(line, columns=(*line.columns, column), coefficients=(*line.coefficients, sign))
