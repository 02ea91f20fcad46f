"""Even loads, nobody reads what she must not: against every possible assignment."""

import random
from itertools import combinations, product

from begleitwerk.engine.selection.reviewers import Reading, spread


def best_squares(readings: list[Reading], people: list[str]) -> int:
    """The smallest sum of squared loads over all assignments that give every reading its due."""
    choices = []
    for reading in readings:
        free = [name for name in people if name not in {*reading.kept, *reading.barred}]
        due = min(len(free), max(0, 2 - len(reading.kept)))
        choices.append([(*reading.kept, *more) for more in combinations(free, due)])
    return min(
        sum(sum(name in pair for pair in picked) ** 2 for name in people)
        for picked in product(*choices)
    )


def random_case(number: int) -> tuple[list[Reading], list[str]]:
    draw = random.Random(number)
    people = [f"p{place}" for place in range(draw.randint(2, 4))]
    readings = []
    for place in range(draw.randint(1, 5)):
        barred = frozenset(name for name in people if draw.random() < 0.3)
        open_to = [name for name in people if name not in barred]
        kept = tuple(draw.sample(open_to, min(len(open_to), draw.choice((0, 0, 1)))))
        readings.append(Reading(f"k{place}", kept, barred))
    return readings, people


def test_loads_are_as_even_as_any_assignment_makes_them() -> None:
    for number in range(400):
        readings, people = random_case(number)
        found = spread(readings, people)
        assert sum(load**2 for load in found.loads.values()) == best_squares(readings, people)
        for reading in readings:
            readers = {*reading.kept, *found.added[reading.key]}
            assert not set(found.added[reading.key]) & (reading.barred | set(reading.kept))
            allowed = len(set(people) - reading.barred - set(reading.kept))
            assert len(readers) == len(reading.kept) + min(allowed, 2 - len(reading.kept))
            assert found.lacking.get(reading.key, 0) == 2 - len(readers)


def test_the_order_of_rows_and_people_makes_no_difference() -> None:
    readings = [Reading(f"k{place}") for place in range(9)]
    people = ["a", "b", "c", "d"]
    found = spread(readings, people, seed="round")
    assert spread(readings[::-1], people[::-1], seed="round") == found
    assert sorted(found.loads.values()) == [4, 4, 5, 5]
    pairs = set(found.added.values())
    assert len(pairs) >= 5, "the same two should not always read together"


def test_many_readings_are_spread_at_once() -> None:
    people = [f"p{place}" for place in range(20)]
    readings = [Reading(f"k{place:05}", (), frozenset(people[:2])) for place in range(2_000)]
    loads = spread(readings, people).loads
    assert {loads[name] for name in people[2:]} <= {222, 223}
    assert loads["p0"] == loads["p1"] == 0
