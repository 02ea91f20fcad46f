"""What clusters are formed from, what they are worth, and what can be wrong with either."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, combinations

from begleitwerk.engine.selection.result import Proof

MOST_LIKENESS = 100
MOST_GROUPINGS = 20_000_000  # possible clusters times dimensions: what fits into memory

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ClusterProblem:
    """Who is to be grouped, and what is known of them.

    `preferences` is member → dimension → points (0 upwards; a missing dimension is 0). `likeness`
    is pair → 0 to 100, the pair's keys in order. `sizes` are those of the clusters, one number
    each (see `sizes_for`). Two members of `together` share a cluster, two of `apart` do not;
    `pinned` is member → the dimension its cluster works on. `most_per_dimension` limits how many
    clusters share a dimension (None: no limit).

    A clustering is worth Σ likeness over all pairs that share a cluster, plus
    `preference_weight` × Σ points of the members for their cluster's dimension.
    """

    members: tuple[str, ...]
    dimensions: tuple[str, ...]
    preferences: Mapping[str, Mapping[str, int]]
    likeness: Mapping[Pair, int]
    sizes: tuple[int, ...]
    preference_weight: int = 50
    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    pinned: Mapping[str, str] = field(default_factory=dict)
    most_per_dimension: int | None = None

    def likeness_of(self, one: str, other: str) -> int:
        return self.likeness[min(one, other), max(one, other)]

    def points_of(self, member: str, dimension: str) -> int:
        return self.preferences.get(member, {}).get(dimension, 0)


@dataclass(frozen=True, slots=True)
class Member:
    """`preference` in points for the cluster's dimension; `mean_likeness` to the other members
    in hundredths (6633 is 66,33), rounded half up; 0 where it is alone.
    """

    key: str
    preference: int
    mean_likeness: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Members by key. `preference` is their points times the weight, `likeness` that of all
    pairs; both together are the value.
    """

    dimension: str
    members: tuple[Member, ...]
    preference: int
    likeness: int

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(member.key for member in self.members)

    @property
    def value(self) -> int:
        return self.preference + self.likeness


@dataclass(frozen=True, slots=True)
class Clusters:
    """The outcome: clusters by dimension as in the problem, then by first member.

    `proof.points` is the value. Where time ran out (UNFINISHED) the clusters are the best found
    so far (none, if none was), and `proof.bound` still holds. INFEASIBLE: sizes, ties and pins
    leave no grouping.
    """

    clusters: tuple[Cluster, ...]
    proof: Proof


class FaultCode(StrEnum):
    NO_MEMBER = "no_member"
    NO_DIMENSION = "no_dimension"
    DUPLICATE = "duplicate"  # a member or dimension named twice
    SIZES = "sizes"  # they do not add up to the members, or one is below 1
    UNKNOWN_MEMBER = "unknown_member"  # in preferences, ties or pins
    UNKNOWN_DIMENSION = "unknown_dimension"  # in preferences or pins
    NEGATIVE = "negative"  # a preference or the weight below 0
    LIKENESS_MISSING = "likeness_missing"
    LIKENESS_OUTSIDE = "likeness_outside"  # not between 0 and 100
    TIED_TO_ITSELF = "tied_to_itself"
    TOO_MANY = "too_many"  # possible clusters, to be looked at one by one


@dataclass(frozen=True, slots=True)
class ClusterFault:
    """`where` and `other` are keys of members or dimensions, or a size."""

    code: FaultCode
    where: str = ""
    other: str = ""


class FaultyClustersError(Exception):
    """Nothing can be grouped from this; `faults` tell all of why."""

    def __init__(self, faults: tuple[ClusterFault, ...]) -> None:
        super().__init__(", ".join(f"{row.code} {row.where} {row.other}" for row in faults[:5]))
        self.faults = faults


class Broken(StrEnum):
    TOGETHER = "together"
    APART = "apart"
    PINNED = "pinned"
    DIMENSION = "dimension"  # more clusters share it than may


def sizes_for(count: int, *, smallest: int = 3, largest: int = 4) -> tuple[int, ...]:
    """As few clusters as possible, as even as possible: 24 → six of 4, 23 → five of 4 and one
    of 3, 10 → 4, 3, 3. Raises ValueError where none fit (5 into threes and fours).
    """
    groups = -(-count // largest)
    if count < 1 or groups * smallest > count:
        raise ValueError(f"{count} cannot be divided into groups of {smallest} to {largest}")
    size, rest = divmod(count, groups)
    return (size + 1,) * rest + (size,) * (groups - rest)


def clusters_of(
    problem: ClusterProblem, groups: Sequence[tuple[str, Sequence[str]]]
) -> tuple[Cluster, ...]:
    """Groups made by hand (dimension and members) with their value, in the same order."""
    return tuple(_cluster(problem, dimension, sorted(keys)) for dimension, keys in groups)


def _cluster(problem: ClusterProblem, dimension: str, keys: Sequence[str]) -> Cluster:
    points = [problem.points_of(key, dimension) for key in keys]
    sums = {key: sum(problem.likeness_of(key, o) for o in keys if o != key) for key in keys}
    others = max(1, len(keys) - 1)
    return Cluster(
        dimension,
        tuple(
            Member(key, point, (200 * sums[key] + others) // (2 * others))
            for key, point in zip(keys, points, strict=True)
        ),
        problem.preference_weight * sum(points),
        sum(sums.values()) // 2,
    )


def broken_ties(
    problem: ClusterProblem, clusters: Sequence[Cluster]
) -> tuple[tuple[Broken, str, str], ...]:
    """What a grouping does not keep: which tie, and whose (for a dimension: its key and count)."""
    home = {key: number for number, row in enumerate(clusters) for key in row.keys}
    found = [(Broken.TOGETHER, a, b) for a, b in problem.together if home[a] != home[b]]
    found += [(Broken.APART, a, b) for a, b in problem.apart if home[a] == home[b]]
    found += [
        (Broken.PINNED, key, dimension)
        for key, dimension in sorted(problem.pinned.items())
        if clusters[home[key]].dimension != dimension
    ]
    counts = Counter(row.dimension for row in clusters if row.members)
    most = problem.most_per_dimension
    if most is not None:
        found += [(Broken.DIMENSION, d, str(n)) for d, n in sorted(counts.items()) if n > most]
    return tuple(found)


def cluster_faults(problem: ClusterProblem) -> tuple[ClusterFault, ...]:
    """Everything wrong with the input, in a fixed order."""
    rows = (*_head_faults(problem), *_preference_faults(problem), *_tie_faults(problem))
    return rows or tuple(_likeness_faults(problem))


def _head_faults(problem: ClusterProblem) -> Iterator[ClusterFault]:
    if not problem.members:
        yield ClusterFault(FaultCode.NO_MEMBER)
    if not problem.dimensions:
        yield ClusterFault(FaultCode.NO_DIMENSION)
    for keys in (problem.members, problem.dimensions):
        twice = sorted(key for key, times in Counter(keys).items() if times > 1)
        yield from (ClusterFault(FaultCode.DUPLICATE, key) for key in twice)
    if sum(problem.sizes) != len(problem.members) or min(problem.sizes, default=0) < 1:
        sizes = "+".join(str(size) for size in problem.sizes)
        yield ClusterFault(FaultCode.SIZES, sizes, str(len(problem.members)))
    if problem.preference_weight < 0:
        yield ClusterFault(FaultCode.NEGATIVE)


def _preference_faults(problem: ClusterProblem) -> Iterator[ClusterFault]:
    members, dimensions = set(problem.members), set(problem.dimensions)
    wishes = [(m, d, p) for m, row in sorted(problem.preferences.items()) for d, p in row.items()]
    for member, dimension, points in wishes:
        if member not in members:
            yield ClusterFault(FaultCode.UNKNOWN_MEMBER, member)
        if dimension not in dimensions:
            yield ClusterFault(FaultCode.UNKNOWN_DIMENSION, dimension, member)
        if points < 0:
            yield ClusterFault(FaultCode.NEGATIVE, member, dimension)


def _tie_faults(problem: ClusterProblem) -> Iterator[ClusterFault]:
    members, dimensions = set(problem.members), set(problem.dimensions)
    tied = (*chain(*problem.together), *chain(*problem.apart), *problem.pinned)
    for key in sorted(set(tied) - members):
        yield ClusterFault(FaultCode.UNKNOWN_MEMBER, key)
    for key, dimension in sorted(problem.pinned.items()):
        if dimension not in dimensions:
            yield ClusterFault(FaultCode.UNKNOWN_DIMENSION, dimension, key)
    for one, other in (*problem.together, *problem.apart):
        if one == other:
            yield ClusterFault(FaultCode.TIED_TO_ITSELF, one)


def _likeness_faults(problem: ClusterProblem) -> Iterator[ClusterFault]:
    for pair in combinations(sorted(problem.members), 2):
        value = problem.likeness.get(pair)
        if value is None:
            yield ClusterFault(FaultCode.LIKENESS_MISSING, *pair)
        elif not 0 <= value <= MOST_LIKENESS:
            yield ClusterFault(FaultCode.LIKENESS_OUTSIDE, *pair)
