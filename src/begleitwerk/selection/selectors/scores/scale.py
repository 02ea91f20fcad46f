"""Scales of criteria: levels, what a score is given for, when two stand apart."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.models import ScoredCriterion

SlotKey = tuple[str, str]  # criterion, theme ("" where it is not scored for each theme)
FAR = 1  # more than this many levels apart the two talk


@dataclass(frozen=True)
class Level:
    """A step of a scale and what it stands for."""

    value: Decimal
    label: str
    text: str


def levels_of(criterion: ScoredCriterion) -> tuple[Level, ...]:
    return tuple(
        Level(Decimal(str(row["value"])), row.get("label", ""), row.get("text", ""))
        for row in criterion.levels
    )


def carries(old: ScoredCriterion, new: ScoredCriterion) -> bool:
    """Whether scores given under one version of the rules hold under another."""
    return (
        old.key == new.key
        and old.origin == new.origin
        and old.per_theme == new.per_theme
        and levels_of(old) == levels_of(new)
    )


@dataclass(frozen=True)
class Slot:
    """What one score is given for: a criterion, and a theme where each is scored on its own."""

    criterion: ScoredCriterion
    theme: EditionTheme | None = None

    @property
    def key(self) -> SlotKey:
        return self.criterion.key, self.theme.item.key if self.theme else ""

    @property
    def title(self) -> str:
        name = self.criterion.name
        return f"{name}: {self.theme.item.label}" if self.theme else name

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        return levels_of(self.criterion)

    def place_of(self, value: Decimal) -> int | None:
        """The step on the scale, from 0; None for what stands on none."""
        values = [level.value for level in self.levels]
        return values.index(value) if value in values else None

    def level_of(self, value: Decimal) -> Level | None:
        place = self.place_of(value)
        return None if place is None else self.levels[place]

    def are_apart(self, one: Decimal, other: Decimal) -> bool:
        """More than one step of the scale apart, whatever the numbers of the steps are."""
        places = (self.place_of(one), self.place_of(other))
        return None not in places and abs((places[0] or 0) - (places[1] or 0)) > FAR
