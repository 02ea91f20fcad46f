"""Digests: the same for equal data, recomputable from a file, another for another choice."""

import json
import random
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from begleitwerk.engine.selection.digest import problem_digest, rules_digest
from begleitwerk.engine.selection.protocol import (
    Protocol,
    dump,
)
from tests.engine.selection.protocols import CRITERIA, clear_problem


def test_the_order_of_rows_does_not_matter() -> None:
    problem, dice = clear_problem(), random.Random(1)
    shuffled = replace(
        problem,
        candidates=tuple(dice.sample(problem.candidates, len(problem.candidates))),
        themes=problem.themes[::-1],
        criteria=problem.criteria[::-1],
        quotas=problem.quotas[::-1],
        hard_rules=(
            *problem.hard_rules[2:],
            replace(problem.hard_rules[1], value=("city", "county")),
            problem.hard_rules[0],
        ),
    )
    assert problem_digest(shuffled) == problem_digest(problem)
    assert rules_digest(shuffled) == rules_digest(problem)


def test_equal_numbers_have_one_digest_but_text_is_no_number() -> None:
    problem = clear_problem()
    longer = replace(CRITERIA[1], weight=Decimal("1.5000"))
    assert problem_digest(replace(problem, criteria=(CRITERIA[0], longer))) == problem_digest(
        problem
    )

    def with_size(value: Any) -> str:
        rule = replace(problem.hard_rules[0], value=value)
        return problem_digest(replace(problem, hard_rules=(rule,)))

    assert with_size(50_000) == with_size(Decimal("50000.00")) == with_size(Decimal("5E+4"))
    assert len({with_size(value) for value in (1, "1", True, None, Decimal("1.5"))}) == 5


def test_rules_have_their_own_digest() -> None:
    problem = clear_problem()
    replaced = replace(problem, fixed={"ahlen": "wirkung"}, excluded={}, seed="", candidates=())
    assert rules_digest(replaced) == rules_digest(problem)
    assert rules_digest(replace(problem, quotas=())) != rules_digest(problem)


def test_the_digest_can_be_recomputed_from_the_file_alone(clear: Protocol) -> None:
    section = json.loads(dump(clear))["problem"]
    text = json.dumps(section, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert sha256(text.encode()).hexdigest() == problem_digest(clear_problem())
