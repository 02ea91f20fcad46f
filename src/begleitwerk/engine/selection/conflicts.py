"""Why nothing can be chosen: rules that contradict each other, and the least that would help.

Points play no part here, so all candidates no rule can tell apart are one group, and the
programmes stay tiny however many candidates there are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from begleitwerk.engine.program import (
    INFINITE,
    Line,
    Program,
    Solver,
    Status,
)
from begleitwerk.engine.selection.frame import frame_of
from begleitwerk.engine.selection.model import Model, Wish, reduced_model
from begleitwerk.engine.selection.problem import Candidate, Problem, Scope
from begleitwerk.engine.selection.result import PLACES, Conflict, Relaxation, RuleStep

FIXED = "fixed"
MOST_RELAXATIONS = 5

Stop = Callable[[], bool]


def find_conflict(
    problem: Problem, eligible: Sequence[Candidate], *, stop: Stop | None = None
) -> Conflict:
    """What contradicts what in a problem that has no portfolio, and what would resolve it.

    `eligible` come in order of key. That somebody keeps a place is a rule like any other: without
    it, the candidate may stand for all its themes again, or for none. Raises ValueError where
    there is a portfolio and Stopped when `stop` says so.
    """
    case = Case.of(problem, eligible)
    return Conflict(_contradiction(case, stop), tuple(_relaxations(case, stop)))


@dataclass(frozen=True, slots=True)
class Case:
    """The rules as lines of one programme; `kept` is the line of everybody who keeps a place."""

    problem: Problem
    model: Model
    program: Program
    kept: Mapping[str, int]

    @classmethod
    def of(cls, problem: Problem, eligible: Sequence[Candidate]) -> "Case":
        frame = frame_of(replace(problem, fixed={}), eligible)
        frame = replace(frame, points=np.minimum(frame.points, 0))
        theme = {row.key: number for number, row in enumerate(frame.themes)}
        number = {row.key: index for index, row in enumerate(frame.candidates)}
        chosen = {number[key]: theme[where] for key, where in sorted(problem.fixed.items())}
        model = reduced_model(frame, Wish(chosen=chosen))  # each of them a group of its own
        program = replace(model.program, lines=list(model.program.lines))
        columns = {group.members[0]: dict(group.columns) for group in model.groups}
        kept = {}
        for candidate, where in chosen.items():
            kept[frame.candidates[candidate].key] = len(program.lines)
            program.line([(columns[candidate][where], 1)], lower=1)
        return cls(problem, model, program, kept)


# Rules that cannot hold together


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule under its name in a Conflict, and the lines that ask for it."""

    name: str
    lines: tuple[int, ...]


def _contradiction(case: Case, stop: Stop | None) -> tuple[str, ...]:
    """Rules without a solution, of which none can be spared (deletion filter).

    One rule after the other is dropped; whichever makes a solution possible comes back and stays.
    Those that stay have no solution together, since nothing has one before the last is tried.
    """
    trial = Trial(case.program, stop)
    if trial.is_possible():
        raise ValueError("the rules do not contradict each other")
    needed = []
    for rule in _rules(case):
        trial.drop(rule)
        if trial.is_possible():
            trial.bring_back(rule)
            needed.append(rule.name)
    return tuple(needed)


def _rules(case: Case) -> Iterator[Rule]:
    """Kept places first, so that they are named only where nothing else explains it."""
    for key, line in case.kept.items():
        yield Rule(f"{FIXED}:{key}", (line,))
    for theme, line in zip(case.model.frame.themes, case.model.place_lines, strict=True):
        yield Rule(f"{PLACES}:{theme.key}", (line,))
    for key, lines in sorted(case.model.rule_lines.items()):
        yield Rule(key, lines)


class Trial:
    """A programme from which rules are taken out for a while."""

    def __init__(self, program: Program, stop: Stop | None) -> None:
        self.program = program
        self.solver = Solver(program, stop=stop)

    def is_possible(self) -> bool:
        return self.solver.solve().status is not Status.INFEASIBLE

    def drop(self, rule: Rule) -> None:
        for number in rule.lines:
            self.solver.change_line(number, -INFINITE, INFINITE)

    def bring_back(self, rule: Rule) -> None:
        for number in rule.lines:
            line = self.program.lines[number]
            self.solver.change_line(number, line.lower, line.upper)


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


def _relaxations(case: Case, stop: Stop | None) -> list[Relaxation]:
    """The smallest changes of limits that make a choice possible, smallest distance first.

    The distance is the sum of all steps; among equals fewer rules come first. After each one,
    changes of all its limits together are barred: so none that follows contains it, and in none
    could any step be smaller. Those that leave kept places alone are looked for first, so that the
    others never crowd them out.
    """
    slacks = tuple(_slacks(case))
    program, first = _with_slacks(case.program, slacks)
    solver = Solver(program, stop=stop)
    found: list[Relaxation] = []
    for most in (0, 1):
        for number, slack in enumerate(slacks):
            if slack.side == FIXED:
                solver.change_bounds(first + number, 0, most)
        found += _smallest(solver, slacks, first)
    return sorted(found, key=lambda row: row.distance)


def _smallest(solver: Solver, slacks: Sequence[Slack], first: int) -> Iterator[Relaxation]:
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


def _slacks(case: Case) -> Iterator[Slack]:
    """Minima can fall to 0, maxima rise to all places, places fall to 0, kept ones be given up."""
    frame, model = case.model.frame, case.model
    for quota in sorted(frame.problem.quotas, key=lambda row: row.key):
        theme = quota.theme if quota.scope is Scope.ONE_THEME else ""
        lines = model.rule_lines[quota.key]
        if quota.at_least:
            least = quota.at_least
            yield Slack(quota.key, "at_least", theme, least, least, 1, lines)
        if quota.at_most is not None and quota.at_most < frame.places:
            room = frame.places - quota.at_most
            yield Slack(quota.key, "at_most", theme, quota.at_most, room, -1, lines)
    for row, line in zip(frame.themes, model.place_lines, strict=True):
        yield Slack(PLACES, "places", row.key, row.places, row.places, 1, (line,))
    for key, line in case.kept.items():
        yield Slack(f"{FIXED}:{key}", FIXED, case.problem.fixed[key], 1, 1, 1, (line,))


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
        column = slacks.get("at_least") or slacks.get(FIXED)
        yield _with_column(replace(line, upper=INFINITE), column)
    if line.upper < INFINITE:
        yield _with_column(replace(line, lower=-INFINITE), slacks.get("at_most"))


def _with_column(line: Line, term: tuple[int, int] | None) -> Line:
    if term is None:
        return line
    column, sign = term
    return replace(line, columns=(*line.columns, column), coefficients=(*line.coefficients, sign))
