"""The order of the reserve list: by what is missing, then own points, then the lot."""

from collections import defaultdict
from dataclasses import replace
from random import Random

from begleitwerk.engine.selection.choose import choose
from begleitwerk.engine.selection.lottery import lot_of
from begleitwerk.engine.selection.reasons import loser_reasons
from begleitwerk.engine.selection.report import drawn_with, reserves_of
from begleitwerk.engine.selection.result import Result
from tests.engine.selection.brute import random_problem


def test_equals_stand_in_the_order_the_number_of_the_lot_gives_and_no_other() -> None:
    ties = moved = 0
    for number in range(120):
        problem = random_problem(Random(number), span=3, seed="4-11-19")
        outcome = choose(problem)
        if not isinstance(outcome, Result):
            continue
        reasons = loser_reasons(problem, outcome)
        orders = []
        for seed in ("4-11-19", "23-38-41"):
            drawn = replace(problem, seed=seed)
            line = defaultdict(list)
            for row in reserves_of(drawn, reasons, per_theme=99):
                line[row.theme].append(row.candidate)
            for candidates in line.values():
                places = [(reasons[key].missing or 0, -reasons[key].points) for key in candidates]
                assert places == sorted(places)
                for key in candidates:
                    equals = [key, *drawn_with(reasons, key)]
                    in_line = [row for row in candidates if row in equals]
                    assert in_line == lot_of(drawn).in_order(equals)
                    ties += len(equals) > 1
            orders.append(dict(line))
        moved += orders[0] != orders[1]
    assert ties > 100
    assert moved > 10
