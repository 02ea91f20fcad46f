"""Moving a municipality by hand: what it costs, and the swap that would cost least instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from begleitwerk.engine.clusters.problem import (
    Broken,
    Cluster,
    ClusterProblem,
    broken_ties,
    clusters_of,
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """The member goes to the other cluster and `partner` comes back; `after` is the value then."""

    partner: str
    after: int


@dataclass(frozen=True, slots=True)
class Move:
    """What a move does. Values are those of the whole clustering.

    `sizes_broken` are clusters (numbers from 0) whose size is none of the problem's afterwards;
    `breaks` are ties the move newly breaks. `exchange` is the best swap with a member of the
    target that breaks no tie it did not find broken (None where there is none).
    """

    before: int
    after: int
    sizes_broken: tuple[int, ...]
    breaks: tuple[tuple[Broken, str, str], ...]
    exchange: Exchange | None

    @property
    def cost(self) -> int:
        """Value lost; negative where the move gains."""
        return self.before - self.after


def move_cost(problem: ClusterProblem, clusters: Sequence[Cluster], member: str, to: int) -> Move:
    """What it costs to move `member` into the cluster with number `to` (from 0).

    Works on any clustering, one changed by hand before too. Raises KeyError for a member that is
    in no cluster, IndexError for a cluster there is not.
    """
    home = home_of(clusters, member)
    if not 0 <= to < len(clusters):
        raise IndexError(to)
    known = set(broken_ties(problem, clusters))
    moved = changed(problem, clusters, {member: to})
    sizes = {len(row.members) for row in moved} - set(problem.sizes)
    return Move(
        value_of(clusters),
        value_of(moved),
        tuple(n for n in sorted({home, to}) if len(moved[n].members) in sizes),
        tuple(tie for tie in broken_ties(problem, moved) if tie not in known),
        None if home == to else best_exchange(problem, clusters, member, to),
    )


def best_exchange(
    problem: ClusterProblem, clusters: Sequence[Cluster], member: str, to: int
) -> Exchange | None:
    """The partner in the target with whom a swap is worth most; the first by key among equals."""
    home, known = home_of(clusters, member), set(broken_ties(problem, clusters))
    found = []
    for partner in clusters[to].keys:
        swapped = changed(problem, clusters, {member: to, partner: home})
        if known.issuperset(broken_ties(problem, swapped)):
            found.append(Exchange(partner, value_of(swapped)))
    return max(found, key=lambda row: row.after, default=None)


def home_of(clusters: Sequence[Cluster], member: str) -> int:
    for number, row in enumerate(clusters):
        if member in row.keys:
            return number
    raise KeyError(member)


def value_of(clusters: Sequence[Cluster]) -> int:
    return sum(row.value for row in clusters)


def changed(
    problem: ClusterProblem, clusters: Sequence[Cluster], moves: dict[str, int]
) -> tuple[Cluster, ...]:
    """The clustering with some members moved; every cluster keeps its dimension and number."""
    groups = []
    for number, row in enumerate(clusters):
        staying = [key for key in row.keys if key not in moves]
        coming = [key for key, target in moves.items() if target == number]
        groups.append((row.dimension, staying + coming))
    return clusters_of(problem, groups)
