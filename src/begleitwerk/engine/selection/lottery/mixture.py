"""What lotteries are made of: groups of candidates, and solutions with their shares."""

from dataclasses import dataclass

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Interchangeable candidates: the columns that count them (one per theme), and how many."""

    columns: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """Solutions with their shares (sum 1). `least` of the groups in `possible` is the smallest
    chance reached, `bound` what no lottery can exceed there. `is_proven`: no lottery is fairer;
    else the work ran out before that was known.
    """

    solutions: tuple[Counts, ...]
    shares: tuple[float, ...]
    least: float
    bound: float
    possible: tuple[int, ...]
    is_proven: bool = True
