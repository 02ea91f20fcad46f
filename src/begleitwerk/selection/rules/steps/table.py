"""What a step needs, and how a table of steps is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from django.utils.functional import Promise

Stand = TypeVar("Stand")


@dataclass(frozen=True)
class Need(Generic[Stand]):
    """What has to hold, and what is said where it does not: `words` may name what stands in the
    stand, `field` is where a form shows it."""

    holds: Callable[[Stand], bool]
    words: str | Promise
    field: str = ""


Needs = tuple[Need[Stand], ...]
Table = Mapping[StrEnum, Needs[Stand]]


def first_missing(needs: Needs[Stand], stand: Stand) -> Need[Stand] | None:
    """What stands in the way of a step, the first thing of it."""
    return next((need for need in needs if not need.holds(stand)), None)


def allowed(table: Table[Stand], stand: Stand) -> frozenset[StrEnum]:
    """All steps a stand allows."""
    return frozenset(step for step, needs in table.items() if not first_missing(needs, stand))
