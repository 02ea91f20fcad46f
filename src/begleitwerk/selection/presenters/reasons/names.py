"""What candidates, themes and rules are called, and how points read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from begleitwerk.core.templatetags.bw import listed, number
from begleitwerk.engine.selection.problem import Fact
from begleitwerk.engine.selection.result import PLACES

MINUS = "−"


@dataclass(frozen=True)
class Names:
    """Keys to words. What has no word is called by its key, so that nothing is ever empty.

    `values` is quota key → value → word, for rules that hold for each value on its own; `facts`
    is candidate → hard rule → what was found and where it stands.
    """

    candidates: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    hard_rules: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def candidate(self, key: str) -> str:
        return self.candidates.get(key, key)

    def theme(self, key: str) -> str:
        return self.themes.get(key, key)

    def rule(self, key: str) -> str:
        if key == PLACES:
            return self.rules.get(key, _("the places of each theme"))
        return self.rules.get(key, key)

    def hard_rule(self, key: str) -> str:
        return self.hard_rules.get(key, key)

    def value(self, rule: str, value: str) -> str:
        return self.values.get(rule, {}).get(value, value)

    def fact(self, candidate: str, rule: str, value: Fact) -> str:
        """What was found about a rule, with its source where that was kept."""
        return self.facts.get(candidate, {}).get(rule) or fact_words(value)

    def list_of(self, keys: Iterable[str]) -> str:
        """ "A", "A and B", "A, B and C"."""
        return listed(self.candidate(key) for key in keys)


def fact_words(value: Fact) -> str:
    """A value as rules compare it, in words."""
    if value is None:
        return _("unknown")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else number(value)


def points_words(points: int) -> str:
    """Hundredths as people read points, so that they stand below each other: 8850 is "88,50"."""
    return number(Decimal(points) / 100, 2)


def signed_points(points: int) -> str:
    """With its sign, the minus as a minus: "+ 3,50", "− 4,50", "0,00"."""
    if points == 0:
        return points_words(0)
    return f"{'+' if points > 0 else MINUS} {points_words(abs(points))}"
