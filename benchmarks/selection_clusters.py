"""Clusters: our partition against HiGHS alone on the model everybody writes down first.

    python -m benchmarks.selection_clusters

That model assigns members to dimensions and counts pairs. Without the line that makes it tight,
Σ pair[i, j, d] = (size − 1) × member[i, d], it does not finish in a minute at 24 members; here it
has that line, and still gets `LIMIT` seconds at most. Both must end with the same value where
both prove it. Wishes and likeness are drawn from a fixed seed.
"""

import random
from itertools import combinations
from time import perf_counter

from begleitwerk.engine.clusters import (
    ClusterProblem,
    Traits,
    form_clusters,
    likeness_of_pairs,
    sizes_for,
)
from begleitwerk.engine.program import (
    Program,
    Status,
    branch,
)

LIMIT = 20.0
CASES = ((9, 3, 1), (24, 6, 1), (24, 6, 2), (24, 11, 3), (24, 11, 4))  # members, dimensions, seed


def problem_of(count: int, dimensions: int, seed: int) -> ClusterProblem:
    """Invented municipalities; every dimension carries one cluster."""
    dice = random.Random(seed)
    keys = [f"m{number:02}" for number in range(count)]
    names = tuple(f"qd{number}" for number in range(1, dimensions + 1))
    places = [
        Traits(
            key,
            dice.randint(1, 4),
            dice.randint(40_000, 600_000),
            dice.choice(("county", "city")),
            dice.choice(("BY", "HE", "NW", "SN", "ST", "SH")),
        )
        for key in keys
    ]
    return ClusterProblem(
        tuple(keys),
        names,
        {key: {name: dice.randint(0, 3) for name in names} for key in keys},
        likeness_of_pairs(places),
        sizes_for(count),
        most_per_dimension=1,
    )


def compact(problem: ClusterProblem) -> Program:
    """Members and pairs per dimension, tight; all clusters of one size, one per dimension."""
    program, size = Program(), problem.sizes[0]
    homes: dict[str, list[tuple[int, int]]] = {key: [] for key in problem.members}
    opened = []
    for dimension in problem.dimensions:
        is_open = program.column(1)
        opened.append((is_open, 1))
        here = {}
        for key in problem.members:
            value = problem.preference_weight * problem.points_of(key, dimension)
            here[key] = program.column(1, value)
            homes[key].append((here[key], 1))
        program.line([*((c, 1) for c in here.values()), (is_open, -size)], lower=0, upper=0)
        pairs = {
            pair: program.column(1, problem.likeness_of(*pair))
            for pair in combinations(problem.members, 2)
        }
        for key, column in here.items():
            mine = [(c, 1) for pair, c in pairs.items() if key in pair]
            program.line([*mine, (column, 1 - size)], lower=0, upper=0)
    for home in homes.values():
        program.line(home, lower=1, upper=1)
    program.line(opened, lower=len(problem.sizes), upper=len(problem.sizes))
    return program


def report() -> str:
    """A table for the page of all measurements."""
    head = ("Mitglieder", "Dimensionen", "unser, s", "HiGHS, s", "Wert", "Schranke von HiGHS")
    lines = [f"| {' | '.join(head)} |", "|" + "---:|" * len(head)]
    for count, dimensions, seed in CASES:
        problem = problem_of(count, dimensions, seed)
        began = perf_counter()
        ours = form_clusters(problem).proof
        middle = perf_counter()
        alone = branch(compact(problem), seconds=LIMIT)
        done = perf_counter()
        assert ours.status is Status.OPTIMAL
        assert ours.points <= alone.bound
        assert alone.status is Status.UNFINISHED or alone.value == ours.points
        times = f"{middle - began:.2f} | {done - middle:.2f}"
        lines.append(f"| {count} | {dimensions} | {times} | {ours.points} | {alone.bound} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
