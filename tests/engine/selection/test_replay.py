"""Chosen anew from a protocol: the same elsewhere, and everything untrue named."""

import contextlib
import json
import random
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from begleitwerk.engine.selection.choose import choose, chosen_reasons, frame_for
from begleitwerk.engine.selection.lottery import drawn_portfolio
from begleitwerk.engine.selection.problem import (
    Candidate,
)
from begleitwerk.engine.selection.protocol import (
    Broken,
    Deviation,
    Difference,
    Protocol,
    Replay,
    Reserve,
    Software,
    UnreadableError,
    audit,
    decided_members,
    dump,
    load,
    replay,
)
from begleitwerk.engine.selection.protocol.sections import with_digests
from begleitwerk.engine.selection.result import Placed, Proof, Result, Status
from tests.engine.selection.brute import random_problem
from tests.engine.selection.protocols import (
    clear_problem,
    leaves,
    protocol_of,
    with_change,
)


def differences(found: Replay) -> set[tuple[Difference, str]]:
    return {(row.difference, row.place) for row in found.findings}


@pytest.mark.parametrize("name", ["clear", "drawn"])
def test_the_same_again(name: str, request: pytest.FixtureRequest) -> None:
    found = replay(load(dump(request.getfixturevalue(name))))
    assert found.findings == ()
    assert found.is_same
    assert found.is_same_solver


def test_the_same_in_another_process_with_another_order_and_another_day(
    drawn: Protocol,
) -> None:
    """Another hash seed, rows turned around; and a clock nobody reads."""
    program = (
        "import sys, datetime, time\n"
        "from dataclasses import replace\n"
        "from begleitwerk.engine.selection.protocol import dump, load, replay\n"
        "def unread(*_): raise AssertionError('the engine reads a clock')\n"
        "time.time = time.monotonic = unread\n"
        "protocol = load(sys.stdin.read())\n"
        "for part in ('candidates', 'themes', 'criteria', 'quotas', 'hard_rules'):\n"
        "    turned = getattr(protocol.problem, part)[::-1]\n"
        "    object.__setattr__(protocol.problem, part, turned)\n"
        "assert replay(protocol).findings == (), replay(protocol).findings\n"
        "sys.stdout.write(dump(replace(protocol)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=dump(drawn),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONHASHSEED": "7", "PYTHONUTF8": "1", "PYTHONPATH": ":".join(sys.path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == dump(drawn)


def test_a_wrong_member_is_named_from_both_sides(clear: Protocol) -> None:
    members = clear.result.portfolio.members
    wrong = tuple(
        replace(row, candidate="hain", points=5417) if row.candidate == "fels" else row
        for row in members
    )
    portfolio = replace(clear.result.portfolio, members=wrong)
    found = replay(replace(clear, result=replace(clear.result, portfolio=portfolio)))

    assert (Difference.NOT_CHOSEN, "result.portfolio.members[hain]") in differences(found)
    assert (Difference.CHOSEN, "result.portfolio.members[fels]") in differences(found)
    assert any(
        row.difference is Difference.BREACH and "land" in row.found for row in found.findings
    )


def test_every_other_untruth_of_a_result_is_named(clear: Protocol) -> None:
    result = clear.result
    untrue = replace(
        result,
        portfolio=replace(result.portfolio, points=result.portfolio.points + 1),
        proof=Proof(Status.UNFINISHED, result.proof.points, result.proof.bound + 5, "HiGHS 0.1"),
        chosen=(replace(result.chosen[0], rank=9), *result.chosen[1:]),
        ineligible={},
    )
    found = replay(replace(clear, result=untrue, software=Software("begleitwerk 0.1.0", "HiGHS 0")))
    assert differences(found) == {
        (Difference.POINTS, "result.portfolio.points"),
        (Difference.PROOF, "result.proof.status"),
        (Difference.PROOF, "result.proof.bound"),
        (Difference.REASON, f"result.chosen[{result.chosen[0].candidate}]"),
        (Difference.INELIGIBLE, "result.ineligible.gron"),
    }
    assert not found.is_same_solver


def test_other_rules_than_those_frozen_are_named(clear: Protocol) -> None:
    looser = replace(clear, problem=replace(clear.problem, quotas=clear.problem.quotas[1:]))
    assert (Difference.RULES, "rule_set.digest") in differences(replay(looser))


def test_data_that_cannot_be_chosen_from_are_named(clear: Protocol) -> None:
    nobody = replace(clear, problem=replace(clear.problem, candidates=()))
    assert (Difference.FAULTY, "problem") in differences(replay(nobody))
    tight = replace(clear.problem.quotas[1], at_least=4)
    stuck = replace(clear, problem=replace(clear.problem, quotas=(tight,)))
    assert (Difference.CONFLICT, "problem") in differences(replay(stuck))


@pytest.mark.parametrize(
    ("change", "difference", "place"),
    [
        ({"cost": 5}, Difference.COST, "deviations[0].cost"),
        ({"out": "hain"}, Difference.DEVIATION, "deviations[0]"),
        ({"into": "eich"}, Difference.DEVIATION, "deviations[0]"),
        ({"into": "gron"}, Difference.DEVIATION, "deviations[0]"),
        ({"theme": "beteiligung"}, Difference.DEVIATION, "deviations[0]"),
    ],
)
def test_a_deviation_must_be_possible_and_cost_what_it_says(
    clear: Protocol, change: dict[str, Any], difference: Difference, place: str
) -> None:
    step = replace(clear.deviations[0], **change)
    found = replay(replace(clear, deviations=(step,), reserves=()))
    assert differences(found) == {(difference, place)}


def test_reserves_are_not_chosen_and_have_their_points(clear: Protocol) -> None:
    wrong = (
        Reserve("wirkung", "dorn", 1),
        Reserve("wirkung", "gron", 1),
        Reserve("wirkung", "hain", 1),
        Reserve("beteiligung", "hain", 1),
    )
    found = [row.place for row in replay(replace(clear, reserves=wrong)).findings]
    assert found == ["reserves[dorn]", "reserves[gron]", "reserves[hain]", "reserves[hain]"]


def test_deviations_lead_to_what_people_decided(clear: Protocol) -> None:
    assert decided_members(clear) == (
        Placed("fels", "beteiligung", 7500),
        Placed("birk", "wirkung", 9167),
        Placed("dorn", "wirkung", 6667),
    )


# The lottery


def test_a_lottery_that_was_left_out_is_missed(drawn: Protocol) -> None:
    without = replace(drawn, result=replace(drawn.result, lottery=None))
    assert (Difference.LOTTERY, "result.lottery") in differences(replay(without))


def test_a_forged_lottery_is_named_part_by_part(drawn: Protocol) -> None:
    lottery = drawn.result.lottery
    assert lottery is not None
    first = lottery.tickets[0]

    def forged(**changes: Any) -> set[Difference]:
        other = replace(drawn.result, lottery=replace(lottery, **changes))
        return {row.difference for row in replay(replace(drawn, result=other)).findings}

    assert forged(drawn=(lottery.drawn + 1) % 1_000_000) == {Difference.DRAWN}
    assert forged(least=lottery.least / 2) == {Difference.CHANCES}
    more = replace(first, tickets=first.tickets + 1)
    assert Difference.TICKETS in forged(tickets=(more, *lottery.tickets[1:]))
    fewer = replace(first, shares=first.shares[1:])
    assert Difference.TICKET in forged(tickets=(fewer, *lottery.tickets[1:]))
    everybody = tuple(key for group in lottery.groups for key in group)
    assert Difference.GROUP in forged(groups=(everybody,))


def test_another_fair_lottery_stands_only_where_another_solver_mixed_it(drawn: Protocol) -> None:
    """The same two tickets the other way round: as fair, and the draw falls on the other."""
    lottery = drawn.result.lottery
    assert lottery is not None
    other = replace(lottery, tickets=lottery.tickets[::-1])
    portfolio = drawn_portfolio(drawn.problem, other)
    assert portfolio != drawn.result.portfolio
    chosen = chosen_reasons(frame_for(drawn.problem), portfolio)
    result = replace(drawn.result, lottery=other, portfolio=portfolio, chosen=chosen)

    steered = replay(replace(drawn, result=result))
    assert {row.difference for row in steered.findings} >= {
        Difference.TICKETS,
        Difference.CHOSEN,
        Difference.NOT_CHOSEN,
    }
    elsewhere = replace(drawn, result=result, software=Software("begleitwerk 0.1.0", "HiGHS 9"))
    assert replay(elsewhere).findings == ()
    assert replay(elsewhere).is_other_lottery

    not_drawn = replace(result, portfolio=drawn.result.portfolio)
    assert not replay(replace(elsewhere, result=not_drawn)).is_same


def test_random_choices_are_the_same_again() -> None:
    """Ties and hard rules included; whatever cannot be chosen has no protocol."""
    dice, seen = random.Random(5), 0
    while seen < 25:
        problem = random_problem(dice, span=4)
        if isinstance(choose(problem), Result):
            seen += 1
            assert replay(load(dump(protocol_of(problem)))).findings == ()


# Whatever comes


def test_who_is_out_anyway_need_not_have_been_scored() -> None:
    bare = Candidate("gron", {"beteiligung": {}}, {}, {"population": 1})
    rows = tuple(bare if row.key == "gron" else row for row in clear_problem().candidates)
    protocol = protocol_of(replace(clear_problem(), candidates=rows))
    assert replay(protocol).findings == ()

    forced = (Placed("gron", "beteiligung", 1), *protocol.result.portfolio.members)
    portfolio = replace(protocol.result.portfolio, members=forced)
    step = Deviation("beteiligung", "gron", "hain", -5417, "")
    found = replay(
        replace(
            protocol,
            result=replace(protocol.result, portfolio=portfolio),
            deviations=(step,),
            reserves=(Reserve("beteiligung", "gron", 0),),
        )
    )
    assert (Difference.NOT_CHOSEN, "result.portfolio.members[gron]") in differences(found)


@pytest.mark.parametrize("signed", ["round", "problem", "result", "deviations", "rule_set"])
def test_no_signed_text_makes_it_stumble(clear: Protocol, signed: str) -> None:
    """The same, with digests that fit: read as it is, or refused with a place."""
    document, dice = json.loads(dump(clear)), random.Random(4)
    del document["digest"], document["digests"]
    paths = [path for path in leaves(document) if path[0] == signed]
    odd = [None, True, -1, "", "\ud800", [], {}, [[]], {"key": 1}, "1E+999999999", 10**50]
    for path in paths:
        cut = path[: dice.randint(1, len(path))]
        text = with_change(document, cut, lambda _: dice.choice(odd))
        with contextlib.suppress(UnreadableError):
            replay(load(json.dumps(with_digests(json.loads(text)))))


# Counted with a pencil


def test_audit_names_everything_a_portfolio_breaks() -> None:
    problem = replace(clear_problem(), fixed={"dorn": "wirkung"})
    members = (
        Placed("ahlen", "wirkung", 10_000),
        Placed("birk", "wirkung", 1),
        Placed("eich", "wirkung", 5833),
        Placed("gron", "beteiligung", 2500),
        Placed("gron", "beteiligung", 2500),
        Placed("fels", "wirkung", 0),
        Placed("nobody", "wirkung", 0),
    )
    found = {(breach.broken, breach.key) for breach in audit(problem, members)}
    assert found == {
        (Broken.POINTS, "birk"),
        (Broken.EXCLUDED, "eich"),
        (Broken.HARD_RULE, "gron"),
        (Broken.TWICE, "gron"),
        (Broken.ELSEWHERE, "fels"),
        (Broken.UNKNOWN, "nobody"),
        (Broken.FIXED, "dorn"),
        (Broken.PLACES, "wirkung"),
        (Broken.PLACES, "beteiligung"),
        (Broken.QUOTA, "land"),
    }
