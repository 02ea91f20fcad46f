"""Quotas line by line: what each one counts, and how a choice stands to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from begleitwerk.engine.selection.problem import Candidate, Counted, Problem, Quota, Scope
from begleitwerk.engine.selection.result import Placed, RuleCount


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One thing a quota counts: in `theme` ("" overall), of `value` ("" all its values)."""

    quota: Quota
    theme: str
    value: str
    values: frozenset[str]  # those that count

    @property
    def counts_values(self) -> bool:
        return self.quota.counted is Counted.VALUES

    def holds(self, theme: str, attributes: Mapping[str, str]) -> bool:
        """Whether a candidate with these attributes counts when placed in this theme."""
        return self.theme in ("", theme) and attributes[self.quota.attribute] in self.values

    def count(self, members: Iterable[tuple[str, Mapping[str, str]]]) -> int:
        """How many of the members (theme and attributes each), or how many values, it counts."""
        found = [
            attributes[self.quota.attribute]
            for theme, attributes in members
            if self.holds(theme, attributes)
        ]
        return len(set(found)) if self.counts_values else len(found)

    def standing(self, members: Iterable[tuple[str, Mapping[str, str]]]) -> RuleCount:
        quota = self.quota
        return RuleCount(self.theme, self.value, self.count(members), quota.at_least, quota.at_most)


def is_kept(count: RuleCount) -> bool:
    """Whether a count lies within its limits."""
    return (count.at_least is None or count.count >= count.at_least) and (
        count.at_most is None or count.count <= count.at_most
    )


def quota_lines(problem: Problem, eligible: Sequence[Candidate]) -> tuple[QuotaLine, ...]:
    """All lines of all quotas: quotas by key, then themes, then values by name."""
    lines: list[QuotaLine] = []
    for quota in sorted(problem.quotas, key=lambda row: row.key):
        lines.extend(_lines_of(quota, problem, eligible))
    return tuple(lines)


def _lines_of(quota: Quota, problem: Problem, eligible: Sequence[Candidate]) -> Iterator[QuotaLine]:
    occurring = sorted({candidate.attributes[quota.attribute] for candidate in eligible})
    for theme in themes_of(quota, problem):
        if quota.values:
            yield QuotaLine(quota, theme, "", frozenset(quota.values))
        elif quota.counted is Counted.VALUES:
            yield QuotaLine(quota, theme, "", frozenset(occurring))
        else:
            for value in occurring:
                yield QuotaLine(quota, theme, value, frozenset((value,)))


def themes_of(quota: Quota, problem: Problem) -> tuple[str, ...]:
    """The themes a quota counts in, each on its own; ("",) for all together."""
    if quota.scope is Scope.OVERALL:
        return ("",)
    if quota.scope is Scope.ONE_THEME:
        return (quota.theme,)
    return tuple(sorted(theme.key for theme in problem.themes))


def with_attributes(
    members: Iterable[Placed], candidates: Mapping[str, Candidate]
) -> list[tuple[str, Mapping[str, str]]]:
    """Members as lines count them: theme and attributes."""
    return [(member.theme, candidates[member.candidate].attributes) for member in members]


def place_counts(problem: Problem, members: Iterable[Placed]) -> tuple[RuleCount, ...]:
    """How the places of each theme are filled, in the problem's order (the rule PLACES)."""
    themes = [member.theme for member in members]
    return tuple(
        RuleCount(theme.key, "", themes.count(theme.key), theme.places, theme.places)
        for theme in problem.themes
    )
