"""Better solutions by swaps: cheap, never wrong, but without a proof."""

import numpy as np

from begleitwerk.engine.program import FloatArray, Program

WORTH = 1e-9  # a smaller gain is noise of the weights
AT_ONCE = 512  # pairs looked at together, best first


class Climber:
    """Climbs from a solution of a programme to a better one: one count less here, one more there.

    Every step keeps every line, so what comes out is a solution again. A solution nobody can
    improve this way need not be the best.
    """

    def __init__(self, program: Program) -> None:
        lower, upper = np.array(program.lower, float), np.array(program.upper, float)
        self.open = np.flatnonzero(upper > lower)
        self.lower, self.upper = lower[self.open], upper[self.open]
        place = {int(column): number for number, column in enumerate(self.open)}
        lines = [line for line in program.lines if any(column in place for column in line.columns)]
        self.by_column = np.zeros((len(self.open), len(lines)))
        settled = np.zeros(len(lines))  # what columns that cannot change add to a line
        for number, line in enumerate(lines):
            for column, coefficient in zip(line.columns, line.coefficients, strict=True):
                if column in place:
                    self.by_column[place[column], number] = coefficient
                else:
                    settled[number] += coefficient * lower[column]
        self.lowest = np.array([line.lower for line in lines]) - settled
        self.highest = np.array([line.upper for line in lines]) - settled

    def climb(self, counts: FloatArray, weights: FloatArray) -> FloatArray:
        """A solution where no single swap gains weight any more."""
        best, moving, weights = counts.copy(), counts[self.open], weights[self.open]
        sums = moving @ self.by_column
        while (swap := self._best_swap(moving, sums, weights)) is not None:
            less, more = swap
            moving[less] -= 1
            moving[more] += 1
            sums += self.by_column[more] - self.by_column[less]
        best[self.open] = moving
        return best

    def _best_swap(
        self, moving: FloatArray, sums: FloatArray, weights: FloatArray
    ) -> tuple[int, int] | None:
        """The allowed swap that gains most, as (column with less, column with more)."""
        held = np.flatnonzero(moving > self.lower)
        free = np.flatnonzero(moving < self.upper)
        gains = (weights[free][None, :] - weights[held][:, None]).ravel()
        pairs = np.flatnonzero(gains > WORTH)
        pairs = pairs[np.argsort(-gains[pairs], kind="stable")]
        less, more = held[pairs // max(len(free), 1)], free[pairs % max(len(free), 1)]
        for start in range(0, len(pairs), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            after = sums + self.by_column[more[part]] - self.by_column[less[part]]
            kept = (after >= self.lowest) & (after <= self.highest)
            allowed = np.flatnonzero(kept.all(axis=1))
            if len(allowed):
                found = start + int(allowed[0])
                return int(less[found]), int(more[found])
        return None
