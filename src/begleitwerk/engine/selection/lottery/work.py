"""How much work a lottery may cost: counted, never timed, so that all who repeat it stop at once.

Both kinds of lottery have one step that can take long: `branches` counts branch and bounds, each
held to NODES, `climbs` the climbs of `maximin`. A large programme may ask for fewer.
"""

import sys
from dataclasses import dataclass

NODES = 500
COLUMNS = 250_000  # of all programmes branched together: some 20 seconds of 2026
CLIMBED = 3_000_000  # of all programmes climbed in: as long
FEWEST = 50


@dataclass(frozen=True, slots=True)
class Limits:
    branches: int
    climbs: int


ENDLESS = Limits(sys.maxsize, sys.maxsize)


def limits_for(columns: int) -> Limits:
    """For a programme with so many columns."""
    each = max(columns, 1)
    return Limits(max(FEWEST, COLUMNS // each), max(FEWEST, CLIMBED // each))


@dataclass(slots=True)
class Work:
    """What may still be spent."""

    left: int

    @property
    def is_left(self) -> bool:
        return self.left > 0

    def spend(self, units: int) -> None:
        self.left -= units
