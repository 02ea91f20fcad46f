"""Whether a portfolio keeps all rules, counted without a solver, as one could with a pencil."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from begleitwerk.engine.selection.eligibility import eligible_candidates, failed_rules
from begleitwerk.engine.selection.lines import is_kept, place_counts, quota_lines, with_attributes
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.protocol.content import points_by_standing
from begleitwerk.engine.selection.result import Placed


class Broken(StrEnum):
    """What a portfolio does not keep; `key`, `stated` and `found` of the breach say with what."""

    UNKNOWN = "unknown"  # key: who is no candidate at all
    ELSEWHERE = "elsewhere"  # key: who does not stand for the theme (stated)
    TWICE = "twice"  # key: who is in it more than once
    HARD_RULE = "hard_rule"  # key: who; found: the rule it fails
    EXCLUDED = "excluded"  # key: who; found: the reason
    FIXED = "fixed"  # key: who should keep its place in the theme (stated)
    PLACES = "places"  # key: theme; stated: its places; found: members
    QUOTA = "quota"  # key: quota; stated: its limits; found: count, with theme and value
    POINTS = "points"  # key: who; stated: its points in the portfolio; found: those of its scores


@dataclass(frozen=True, slots=True)
class Breach:
    broken: Broken
    key: str
    stated: str = ""
    found: str = ""


def audit(problem: Problem, members: Sequence[Placed]) -> tuple[Breach, ...]:
    """Everything a portfolio breaks; empty where it may be chosen and its points are right."""
    return Audit(problem).breaches(members)


class Audit:
    """The rules of one problem, ready to count through many portfolios."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.known = {row.key: row for row in problem.candidates}
        self.points = points_by_standing(problem)
        self.failing = failed_rules(problem)
        self.lines = quota_lines(problem, eligible_candidates(problem, self.failing))
        self.attributes = {quota.attribute for quota in problem.quotas}

    def breaches(self, members: Sequence[Placed]) -> tuple[Breach, ...]:
        rows = [member for member in members if self.stands(member)]
        return (
            *self.of_strangers(members),
            *self.of_members(rows),
            *self.of_fixed(members),
            *self.of_places(members),
            *self.of_quotas(rows),
        )

    def stands(self, member: Placed) -> bool:
        row = self.known.get(member.candidate)
        return row is not None and member.theme in row.scores

    def of_strangers(self, members: Sequence[Placed]) -> Iterator[Breach]:
        for member in members:
            if member.candidate not in self.known:
                yield Breach(Broken.UNKNOWN, member.candidate)
            elif not self.stands(member):
                yield Breach(Broken.ELSEWHERE, member.candidate, member.theme)
        for key, times in Counter(member.candidate for member in members).items():
            if times > 1:
                yield Breach(Broken.TWICE, key, "1", str(times))

    def of_members(self, members: Sequence[Placed]) -> Iterator[Breach]:
        for member in members:
            key = member.candidate
            for failed in self.failing.get(key, ()):
                yield Breach(Broken.HARD_RULE, key, "", failed.rule)
            if key in self.problem.excluded:
                yield Breach(Broken.EXCLUDED, key, "", self.problem.excluded[key])
            true = self.points.get((key, member.theme), member.points)
            if true != member.points:
                yield Breach(Broken.POINTS, key, str(member.points), str(true))

    def of_fixed(self, members: Sequence[Placed]) -> Iterator[Breach]:
        placed = {(member.candidate, member.theme) for member in members}
        for key, theme in sorted(self.problem.fixed.items()):
            if (key, theme) not in placed:
                yield Breach(Broken.FIXED, key, theme)

    def of_places(self, members: Sequence[Placed]) -> Iterator[Breach]:
        for count in place_counts(self.problem, members):
            if not is_kept(count):
                yield Breach(Broken.PLACES, count.theme, str(count.at_most), str(count.count))

    def of_quotas(self, members: Sequence[Placed]) -> Iterator[Breach]:
        """Who is ineligible need not have the attributes; it is named as such already."""
        counted = with_attributes(filter(self.is_described, members), self.known)
        for line in self.lines:
            count = line.standing(counted)
            if not is_kept(count):
                limits = f"{limit_text(count.at_least)}–{limit_text(count.at_most)}"
                found = " ".join(
                    part for part in (str(count.count), count.theme, count.value) if part
                )
                yield Breach(Broken.QUOTA, line.quota.key, limits, found)

    def is_described(self, member: Placed) -> bool:
        return self.known[member.candidate].attributes.keys() >= self.attributes


def limit_text(limit: int | None) -> str:
    return "" if limit is None else str(limit)
