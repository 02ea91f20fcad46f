"""What somebody who reads everything can infer of what was withheld.

The attacker knows the published cells, that every sum adds up, that counts are whole, and what is
known beforehand; an insider knows more. What such a person can infer of a cell is the least and
the greatest count it has in any tables that fit (Fischetti and Salazar-González 2000, "Models and
algorithms for optimizing cell suppression in tabular data with linear constraints", JASA 95).

The programme asks for moves: how far each cell lies from its true count, up in one column and down
in another, so that what need not move stands still. What is shown does not move.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from begleitwerk.engine.disclosure.tables import EVERYBODY, Insider, Need, Tables
from begleitwerk.engine.program import FloatArray, Program, Solver

NOISE = 1e-6  # what floating point leaves of a whole number


@dataclass(frozen=True, slots=True)
class Interval:
    """What can be inferred of a cell: between which counts it lies, both whole.

    `high` None: nothing limits it above.
    """

    low: int
    high: int | None

    def covers(self, need: Need) -> bool:
        return self.low <= need.low and (self.high is None or self.high >= need.high)


@dataclass(frozen=True, slots=True)
class Wish:
    """That a cell can move by `by` (above 0), up or down, in the eyes of an insider."""

    cell: int
    up: bool
    by: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a cell can move at most where counts need not be whole, and why not farther:
    per cell, how much of it one more share of withholding that cell could add."""

    distance: float
    moves: FloatArray
    worth: FloatArray


class Attacker:
    """One person's view of the tables, while it changes what is withheld."""

    def __init__(self, tables: Tables, insider: Insider = EVERYBODY) -> None:
        self.tables = tables
        self.insider = insider
        self.number = {cell.key: number for number, cell in enumerate(tables.cells)}
        bounds = [tables.bounds(cell, insider) for cell in tables.cells]
        counts = [cell.count for cell in tables.cells]
        self.down = np.array([c - low for c, (low, _) in zip(counts, bounds, strict=True)], float)
        self.up = np.array([high - c for c, (_, high) in zip(counts, bounds, strict=True)], float)
        self.solver = Solver(self._program(), gap=NOISE)
        self.shares: Sequence[float] = [1.0] * len(tables.cells)

    def _program(self) -> Program:
        program = Program()
        for down, up in zip(self.down, self.up, strict=True):
            program.column(int(up))
            program.column(int(down))
        for row in self.tables.sums:
            parts = [(self.number[key], 1) for key in row.parts]
            cells = [*parts, (self.number[row.total], -1)]
            ups = [(2 * cell, sign) for cell, sign in cells]
            downs = [(2 * cell + 1, -sign) for cell, sign in cells]
            program.line(ups + downs, lower=0, upper=0)
        return program

    def wishes(self) -> list[Wish]:
        """The needs as moves; what this person knows anyway is nobody's fault."""
        found = []
        for need in self.tables.needs:
            number = self.number[need.cell]
            cell = self.tables.cells[number]
            low, high = self.tables.bounds(cell, self.insider)
            if (down := cell.count - max(need.low, low)) > 0:
                found.append(Wish(number, False, down))
            if (up := min(need.high, high) - cell.count) > 0:
                found.append(Wish(number, True, up))
        return found

    def withhold(self, shares: Sequence[float]) -> None:
        """Per cell 1 where it is withheld, 0 where it is shown; between for a mixture."""
        for number, (share, before) in enumerate(zip(shares, self.shares, strict=True)):
            if share != before:
                self.solver.change_bounds(2 * number, 0, self.up[number] * share)
                self.solver.change_bounds(2 * number + 1, 0, self.down[number] * share)
        self.shares = list(shares)

    def farthest(self, cell: int, *, up: bool) -> Reach:
        """How far a cell can move, where counts need not be whole."""
        found = self.solver.relax(self._towards(cell, up=up))
        if found is None:
            raise AssertionError("standing still always fits")
        gains = np.maximum(found.gains, 0)
        worth = gains[::2] * self.up + gains[1::2] * self.down
        return Reach(found.value, found.columns[::2] - found.columns[1::2], worth)

    def farthest_whole(self, cell: int, *, up: bool) -> tuple[int, NDArray[np.int64]]:
        """How far a cell can move in whole counts, and the moves of all cells that show it."""
        found, limit = self.solver.price(self._towards(cell, up=up))
        moves = np.array(found)
        return int(np.floor(limit + NOISE)), moves[::2] - moves[1::2]

    def interval(self, cell: int) -> Interval:
        count = self.tables.cells[cell].count
        up, _ = self.farthest_whole(cell, up=True)
        down, _ = self.farthest_whole(cell, up=False)
        known = self.tables.cells[cell].high is not None or up < int(self.up[cell])
        return Interval(count - down, count + up if known else None)

    def _towards(self, cell: int, *, up: bool) -> list[float]:
        values = [0.0] * (2 * len(self.tables.cells))
        values[2 * cell], values[2 * cell + 1] = (1.0, -1.0) if up else (-1.0, 1.0)
        return values


def audit(
    tables: Tables, withheld: Collection[str], insider: Insider = EVERYBODY
) -> Mapping[str, Interval]:
    """What an attacker can infer of each withheld cell, by its key."""
    attacker = Attacker(tables, insider)
    attacker.withhold([1.0 if cell.key in withheld else 0.0 for cell in tables.cells])
    return {key: attacker.interval(attacker.number[key]) for key in in_order(tables, withheld)}


def in_order(tables: Tables, keys: Iterable[str]) -> list[str]:
    """The keys in the order of the tables."""
    wanted = set(keys)
    return [cell.key for cell in tables.cells if cell.key in wanted]
