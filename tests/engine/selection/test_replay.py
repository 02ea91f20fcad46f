"""Chosen anew from a protocol: the same elsewhere, and everything untrue named."""

import contextlib
import json
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from begleitwerk.engine.program import Status
from begleitwerk.engine.selection.choose import choose, chosen_reasons, frame_for
from begleitwerk.engine.selection.digest import data_digest
from begleitwerk.engine.selection.lottery import drawn_portfolio, in_their_order, lot_of
from begleitwerk.engine.selection.lottery.tickets import probabilities
from begleitwerk.engine.selection.problem import Candidate, Problem, Quota, Theme
from begleitwerk.engine.selection.protocol import (
    Broken,
    Deviation,
    Difference,
    Drawing,
    Gap,
    Protocol,
    Replay,
    Reserve,
    Software,
    TamperedError,
    UnreadableError,
    audit,
    decided_members,
    dump,
    load,
    protocol_digest,
    replay,
    stated_digest,
)
from begleitwerk.engine.selection.protocol.sections import with_digests
from begleitwerk.engine.selection.result import (
    Draw,
    Lottery,
    Placed,
    Proof,
    Result,
    Share,
    Ticket,
)
from tests.engine.selection.brute import random_problem
from tests.engine.selection.protocols import (
    CRITERIA,
    SCORES,
    candidate,
    clear_problem,
    drawn_problem,
    leaves,
    protocol_of,
    with_change,
)

SAME = drawn_problem().candidates[0].scores["wirkung"]


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


def mixed_by(protocol: Protocol, lottery: Lottery, solver: str = "HiGHS 9") -> Protocol:
    """The protocol of whoever mixed this lottery, with all that follows from it."""
    problem = protocol.problem
    drawn = lot_of(problem, lottery.draw).number()
    lottery = replace(
        lottery, drawn=drawn, probabilities=probabilities(lottery.groups, lottery.tickets)
    )
    portfolio = drawn_portfolio(problem, lottery)
    chosen = chosen_reasons(frame_for(problem), portfolio)
    result = replace(protocol.result, lottery=lottery, portfolio=portfolio, chosen=chosen)
    return replace(protocol, result=result, software=Software("begleitwerk 0.1.0", solver))


def lottery_in(protocol: Protocol) -> Lottery:
    assert protocol.result.lottery
    return protocol.result.lottery


def test_a_forged_order_is_named_whatever_software_is_said_to_have_mixed_it() -> None:
    """Everything else in the file fits: without this, the number falls on whom the forger likes."""
    protocol = golden("format-2-drawn.json")
    lottery = lottery_in(protocol)
    first, second, *others = lottery.tickets
    half = replace(first, tickets=first.tickets // 2)
    rest = replace(first, tickets=first.tickets - half.tickets)
    several = next(row for row in lottery.groups if len(row) > 1)
    forged = {
        "moved": replace(lottery, tickets=(second, first, *others)),
        "turned": replace(lottery, tickets=lottery.tickets[::-1]),
        "shares moved": replace(
            lottery, tickets=(replace(first, shares=first.shares[::-1]), second, *others)
        ),
        "one split": replace(lottery, tickets=(half, rest, second, *others)),
        "group turned": replace(
            lottery, groups=tuple(row[::-1] if row == several else row for row in lottery.groups)
        ),
    }
    for name, other in forged.items():
        for solver in (protocol.software.solver, "HiGHS 9"):
            found = replay(mixed_by(protocol, other, solver))
            assert not found.is_same, name
            assert not found.is_proven, name
            assert {row.difference for row in found.findings} & {
                Difference.ORDER,
                Difference.GROUP,
            }, name


def pairs_protocol() -> Protocol:
    """Four that are equally good and not alike, two places: any two pairs make a fair lottery."""
    rows = tuple(
        replace(candidate(row), scores={"wirkung": SAME}, attributes={"land": row[0]})
        for row in SCORES[:4]
    )
    quota = Quota("land", "land", at_most=1)
    problem = Problem(rows, (Theme("wirkung", 2),), CRITERIA, quotas=(quota,), seed="4-11-19")
    return protocol_of(problem)


def fair_mixtures() -> list[tuple[Ticket, ...]]:
    """The three fair lotteries with two tickets between those four."""
    pairs = [[(0, 1), (2, 3)], [(0, 2), (1, 3)], [(0, 3), (1, 2)]]
    return [
        in_their_order(
            [Ticket(tuple(Share(group, "wirkung", 1) for group in pair), 500_000) for pair in two]
        )
        for two in pairs
    ]


def other_mixture() -> Protocol:
    """A protocol that fits itself, with tickets this solver does not mix."""
    protocol = pairs_protocol()
    tickets = next(row for row in fair_mixtures() if row != lottery_in(protocol).tickets)
    return mixed_by(protocol, replace(lottery_in(protocol), tickets=tickets))


def test_a_mixture_of_other_software_is_checked_and_never_called_proven() -> None:
    protocol = pairs_protocol()
    lottery = lottery_in(protocol)
    assert lottery.tickets in fair_mixtures()
    for tickets in fair_mixtures():
        found = replay(mixed_by(protocol, replace(lottery, tickets=tickets)))
        assert found.is_same
        assert found.is_proven == (tickets == lottery.tickets)
        assert (Gap.MIXTURE in found.gaps) != found.is_proven
        own = mixed_by(protocol, replace(lottery, tickets=tickets), protocol.software.solver)
        assert replay(own).is_same == (tickets == lottery.tickets)

    one, other = fair_mixtures()[0]
    unfair = replace(one, tickets=600_000), replace(other, tickets=400_000)
    assert not replay(mixed_by(protocol, replace(lottery, tickets=unfair))).is_same


def test_another_seed_is_refused_or_told_as_not_covered(drawn: Protocol) -> None:
    """In the file it does not fit the draw; a file rewritten as a whole fits no digest outside."""
    seeded = replace(drawn, problem=replace(drawn.problem, seed="another"))
    assert Difference.DRAWN in {row.difference for row in replay(seeded).findings}

    rewritten = dump(protocol_of(replace(drawn.problem, seed="another")))
    assert Gap.DIGEST in replay(load(rewritten)).gaps
    with pytest.raises(TamperedError):
        load(rewritten, digest=protocol_digest(drawn))
    assert Gap.DIGEST not in replay(drawn, is_vouched=True).gaps


BOUND = Drawing(
    source="Lottozahlen vom 21.11.2026",
    data_digest=data_digest(drawn_problem()),
    published_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    drawn_at=datetime(2026, 11, 21, 19, 25, tzinfo=UTC),
    entered_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
)


def test_how_the_number_was_bound_is_checked_and_what_is_missing_told(drawn: Protocol) -> None:
    def gaps(protocol: Protocol, **changes: Any) -> set[Gap]:
        found = replay(replace(protocol, drawing=replace(BOUND, **changes)), is_vouched=True)
        assert found.is_same
        return set(found.gaps) - {Gap.UNPUBLISHED}

    assert gaps(drawn) == set()
    assert gaps(drawn, data_digest="0" * 64) == {Gap.LATER_DATA}
    assert gaps(drawn, published_at=None) == {Gap.UNBOUND}
    assert gaps(drawn, drawn_at=None) == {Gap.UNBOUND}
    frozen = replace(drawn.rule_set, frozen_at=datetime(2026, 12, 1, tzinfo=UTC))
    assert gaps(replace(drawn, rule_set=frozen)) == {Gap.LATER_RULES}
    assert replay(drawn, is_vouched=True).gaps == (Gap.UNPUBLISHED, Gap.UNBOUND)
    kept = protocol_of(replace(drawn_problem(), fixed={"ahlen": "wirkung"}))
    assert gaps(kept) == set(), "the data of a replacement are later ones"

    late = replace(BOUND, published_at=datetime(2026, 11, 22, tzinfo=UTC))
    found = replay(replace(drawn, drawing=late))
    assert differences(found) == {(Difference.DRAWN, "drawing.drawn_at")}


def test_a_bound_number_is_drawn_from_it_alone(drawn: Protocol) -> None:
    """As older files drew, any edit of the data would draw anew: with a bound number a forgery."""
    older = replace(lottery_in(drawn), draw=Draw.DATA)
    found = replay(mixed_by(drawn, older, drawn.software.solver))
    assert found.is_same
    assert Gap.OLD_DRAW in found.gaps
    bound = replay(mixed_by(replace(drawn, drawing=BOUND), older, drawn.software.solver))
    assert (Difference.DRAWN, "result.lottery.draw") in differences(bound)


# Written before


GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> Protocol:
    return load((GOLDEN / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(GOLDEN.iterdir()), ids=lambda path: path.stem)
def test_protocols_written_before_are_the_same_again(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = replay(load(text, digest=stated_digest(text)), is_vouched=True)
    assert found.findings == ()
    old = {Gap.UNBOUND, Gap.OLD_DRAW} if golden(path.name).result.lottery else set()
    expected = set() if "format-3" in path.stem else old
    assert set(found.gaps) - {Gap.MIXTURE} == expected | {Gap.UNPUBLISHED}


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
