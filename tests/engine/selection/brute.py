"""Small problems answered by trying everything: slow, plain, and written without the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from random import Random
from typing import TypeVar

from begleitwerk.engine.selection.problem import (
    Candidate,
    Counted,
    Criterion,
    HardRule,
    Operator,
    Problem,
    Quota,
    Scope,
    Theme,
    points_of,
)

Assignment = tuple[tuple[str, str], ...]  # (candidate, theme), sorted

Row = TypeVar("Row")

LEVELS = Criterion("c", Decimal(1), Decimal(0), Decimal(100))  # points are score × 100
READY = HardRule("ready", "ready", Operator.EQUALS, True)


@dataclass(frozen=True)
class World:
    """Every assignment of a problem that fills the places and keeps the rules."""

    problem: Problem

    @cached_property
    def rows(self) -> Mapping[str, Candidate]:
        return {row.key: row for row in self.problem.candidates}

    @cached_property
    def points(self) -> Mapping[tuple[str, str], int]:
        return {
            (row.key, theme): points_of(sheet, self.problem.criteria)
            for row in self.problem.candidates
            for theme, sheet in row.scores.items()
        }

    @cached_property
    def eligible(self) -> list[str]:
        return sorted(
            row.key
            for row in self.problem.candidates
            if row.key not in self.problem.excluded
            and all(row.facts.get(rule.field) == rule.value for rule in self.problem.hard_rules)
        )

    @cached_property
    def feasible(self) -> list[Assignment]:
        return [row for row in self.assignments() if self.keeps_rules(row)]

    @cached_property
    def best(self) -> int:
        return max(map(self.worth, self.feasible))

    @cached_property
    def optima(self) -> list[Assignment]:
        return [row for row in self.feasible if self.worth(row) == self.best]

    def worth(self, assignment: Assignment) -> int:
        return sum(self.points[pair] for pair in assignment)

    def assignments(self) -> Iterator[Assignment]:
        """Fills theme after theme with any of those left."""
        yield from self._filled(list(self.problem.themes), self.eligible)

    def _filled(self, themes: list[Theme], free: list[str]) -> Iterator[Assignment]:
        if not themes:
            yield ()
            return
        theme, *others = themes
        able = [
            key
            for key in free
            if (key, theme.key) in self.points
            and self.problem.fixed.get(key, theme.key) == theme.key
        ]
        must = {key for key, where in self.problem.fixed.items() if where == theme.key}
        for members in combinations(able, theme.places):
            if must <= set(members):
                left = [key for key in free if key not in members]
                for rest in self._filled(others, left):
                    yield tuple(sorted((*((key, theme.key) for key in members), *rest)))

    def keeps_rules(self, assignment: Assignment) -> bool:
        return all(self.keeps(quota, assignment) for quota in self.problem.quotas)

    def keeps(self, quota: Quota, assignment: Assignment) -> bool:
        if quota.scope is Scope.EACH_THEME:
            scopes = [{theme.key} for theme in self.problem.themes]
        elif quota.scope is Scope.ONE_THEME:
            scopes = [{quota.theme}]
        else:
            scopes = [{theme.key for theme in self.problem.themes}]
        return all(self._keeps_in(quota, assignment, scope) for scope in scopes)

    def _keeps_in(self, quota: Quota, assignment: Assignment, scope: set[str]) -> bool:
        found = [
            self.rows[key].attributes[quota.attribute]
            for key, theme in assignment
            if theme in scope
        ]
        if quota.counted is Counted.VALUES:
            counts = [len(set(found))]
        elif quota.values:
            counts = [sum(value in quota.values for value in found)]
        else:
            occurring = {self.rows[key].attributes[quota.attribute] for key in self.eligible}
            counts = [found.count(value) for value in occurring]
        low = 0 if quota.at_least is None else quota.at_least
        high = len(assignment) if quota.at_most is None else quota.at_most
        return all(low <= count <= high for count in counts)

    def set_values(self) -> dict[frozenset[str], int]:
        """Every set of members that is possible, with the most points it can have."""
        values: dict[frozenset[str], int] = {}
        for row in self.feasible:
            members = frozenset(key for key, _ in row)
            values[members] = max(values.get(members, 0), self.worth(row))
        return values


def random_problem(random: Random, *, span: int = 30, seed: str = "s") -> Problem:
    """Three to nine candidates, one to three themes, none to three quotas.

    Now and then with a hard rule, a fixed and an excluded candidate. `span`: how far points lie
    apart; the smaller, the more ties.
    """
    themes = [Theme(key, random.choice((1, 1, 2))) for key in "ABC"[: random.randint(1, 3)]]
    numbers = range(random.randint(3, 9))
    candidates = [random_candidate(random, number, themes, span) for number in numbers]
    random.shuffle(candidates)
    quotas = [random_quota(random, f"q{number}", themes) for number in range(random.randint(0, 3))]
    problem = Problem(tuple(candidates), tuple(themes), (LEVELS,), quotas=tuple(quotas), seed=seed)
    if random.random() < 0.2:
        problem = replace(problem, hard_rules=(READY,))
    able = [row for row in candidates if row.facts["ready"]]
    if able and random.random() < 0.2:
        row = random.choice(able)
        problem = replace(problem, fixed={row.key: random.choice(sorted(row.scores))})
    row = random.choice(candidates)
    if row.key not in problem.fixed and random.random() < 0.2:
        problem = replace(problem, excluded={row.key: "late"})
    return problem


def random_candidate(random: Random, number: int, themes: list[Theme], span: int) -> Candidate:
    several = random.random() < 0.3
    stands = (
        random.sample(themes, random.randint(1, len(themes)))
        if several
        else [random.choice(themes)]
    )
    return Candidate(
        key=f"k{number}",
        scores={
            theme.key: {LEVELS.key: Decimal(5000 + random.randint(0, span)) / 100}
            for theme in stands
        },
        attributes={"area": random.choice("ur"), "land": random.choice("NSWO")},
        facts={"ready": random.random() < 0.85},
    )


def random_quota(random: Random, key: str, themes: list[Theme]) -> Quota:
    scope = random.choice(list(Scope))
    theme = random.choice(themes).key if scope is Scope.ONE_THEME else ""
    low, high = sorted((random.randint(0, 2), random.randint(0, 3)))
    side = random.random()
    limits = {
        "at_least": low if side < 0.6 else None,
        "at_most": high if side >= 0.4 else None,
    }
    kind = random.random()
    if kind < 0.4:
        return Quota(key, "area", (random.choice("ur"),), scope=scope, theme=theme, **limits)
    if kind < 0.6:
        values = tuple(random.sample("NSWO", 2))
        return Quota(key, "land", values, scope=scope, theme=theme, **limits)
    if kind < 0.8:
        high_only = {"at_least": None, "at_most": max(high, 1)}
        return Quota(key, "land", scope=scope, theme=theme, **high_only)
    return Quota(key, "land", scope=scope, theme=theme, counted=Counted.VALUES, **limits)


def _mixed(random: Random, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(random.sample(rows, len(rows)))


def shuffled(problem: Problem, random: Random) -> Problem:
    """The same problem with its rows in another order."""

    return replace(
        problem,
        candidates=_mixed(random, problem.candidates),
        criteria=_mixed(random, problem.criteria),
        hard_rules=_mixed(random, problem.hard_rules),
        quotas=_mixed(random, problem.quotas),
    )
