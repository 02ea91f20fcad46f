"""The protocol of a decision: there and back, every change found, chosen anew elsewhere."""

import contextlib
import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from begleitwerk.engine.selection.choose import choose, chosen_reasons, frame_for
from begleitwerk.engine.selection.digest import problem_digest, rules_digest
from begleitwerk.engine.selection.lottery import drawn_portfolio
from begleitwerk.engine.selection.problem import (
    Candidate,
    Criterion,
    HardRule,
    Operator,
    Problem,
    Quota,
    Scope,
    Theme,
)
from begleitwerk.engine.selection.protocol import (
    Broken,
    Change,
    Decision,
    Deviation,
    Difference,
    Names,
    Protocol,
    Replay,
    Reserve,
    Round,
    RuleSet,
    Snapshot,
    Software,
    TamperedError,
    UnreadableError,
    audit,
    decided_members,
    dump,
    load,
    protocol_digest,
    replay,
)
from begleitwerk.engine.selection.protocol.sections import with_digests
from begleitwerk.engine.selection.result import Placed, Proof, Result, Status
from tests.engine.selection.brute import random_problem

D = Decimal
THEMES = (Theme("wirkung", 2), Theme("beteiligung", 1))
CRITERIA = (
    Criterion("experience", D("3"), D("0"), D("4")),
    Criterion("staff", D("1.50"), D("1"), D("5")),
)
SCORES = (
    ("ahlen", "wirkung", "4", "5", "HE", "urban", 120_000),
    ("birk", "wirkung", "3.5", "5", "HE", "rural", 80_000),
    ("dorn", "wirkung", "3", "3", "BY", "rural", 60_000),
    ("eich", "wirkung", "2", "4", "BY", "urban", 310_000),
    ("fels", "beteiligung", "4", "2", "SN", "rural", 90_000),
    ("gron", "beteiligung", "1", "2", "SN", "urban", 45_000),
    ("hain", "beteiligung", "2.25", "3", "BY", "rural", 99_000),
)


def candidate(row: tuple[str, str, str, str, str, str, int]) -> Candidate:
    key, theme, experience, staff, land, settlement, people = row
    return Candidate(
        key,
        {theme: {"experience": D(experience), "staff": D(staff)}},
        {"land": land, "settlement": settlement},
        {"population": people, "share": D("0.50"), "network": True, "type": "county", "gap": None},
    )


def clear_problem() -> Problem:
    """One best portfolio; the smallest is too small, one stays out by decision."""
    return Problem(
        tuple(candidate(row) for row in SCORES),
        THEMES,
        CRITERIA,
        (
            HardRule("size", "population", Operator.AT_LEAST, 50_000),
            HardRule("kind", "type", Operator.ONE_OF, ("county", "city")),
            HardRule("part", "share", Operator.AT_MOST, D("0.75")),
        ),
        (
            Quota("land", "land", at_most=1),
            Quota("rural", "settlement", ("rural",), at_least=1, scope=Scope.OVERALL),
        ),
        excluded={"eich": "zurückgezogen"},
        seed="Ziehung 22.11.2026: 04 11 17 23 38 49",
    )


def drawn_problem() -> Problem:
    """All are equally good: the lot decides."""
    scores = {"experience": D("2"), "staff": D("3")}
    rows = tuple(
        replace(row, scores=dict.fromkeys(row.scores, scores)) for row in clear_problem().candidates
    )
    return replace(clear_problem(), candidates=rows, excluded={})


def protocol_of(problem: Problem) -> Protocol:
    result = choose(problem)
    assert isinstance(result, Result)
    return Protocol(
        round=Round("r1", "Auswahl 2026", "e2", "2. Durchgang"),
        snapshot=Snapshot("w7", "Kommunalbefragung, Welle 7", date(2026, 9, 30)),
        rule_set=RuleSet(2, datetime(2026, 10, 1, 12, 30, tzinfo=UTC), rules_digest(problem), "x"),
        names=Names({"ahlen": "Ahlen"}, {"wirkung": "Wirkung"}, {"staff": "Personal"}, {}),
        problem=problem,
        software=Software("begleitwerk 0.1.0", result.proof.solver),
        result=result,
        reserves_valid_until=date(2027, 6, 30),
        decided_by=(
            Decision("Leitung der Programmstelle", date(2026, 11, 20)),
            Decision("Zweite Durchsicht", date(2026, 11, 22)),
        ),
    )


@pytest.fixture(scope="module")
def clear() -> Protocol:
    """With a deviation and reserves; "birk" comes in for "ahlen" without breaking a rule."""
    return replace(
        protocol_of(clear_problem()),
        deviations=(Deviation("wirkung", "ahlen", "birk", 833, "Nachbar von fels"),),
        reserves=(Reserve("wirkung", "ahlen", 10_000), Reserve("beteiligung", "hain", 5417)),
    )


@pytest.fixture(scope="module")
def drawn() -> Protocol:
    protocol = protocol_of(drawn_problem())
    assert protocol.result.lottery is not None
    return protocol


# Digests


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
    problem = replace(clear_problem(), criteria=(CRITERIA[0], CRITERIA[1]))
    longer = replace(CRITERIA[1], weight=D("1.5000"))
    assert problem_digest(replace(problem, criteria=(CRITERIA[0], longer))) == problem_digest(
        problem
    )

    def with_size(value: Any) -> str:
        rule = replace(problem.hard_rules[0], value=value)
        return problem_digest(replace(problem, hard_rules=(rule,)))

    assert with_size(50_000) == with_size(D("50000.00")) == with_size(D("5E+4"))
    assert len({with_size(value) for value in (1, "1", True, None, D("1.5"))}) == 5


def test_rules_have_their_own_digest() -> None:
    problem = clear_problem()
    replaced = replace(problem, fixed={"ahlen": "wirkung"}, excluded={}, seed="", candidates=())
    assert rules_digest(replaced) == rules_digest(problem)
    assert rules_digest(replace(problem, quotas=())) != rules_digest(problem)


def test_the_digest_can_be_recomputed_from_the_file_alone(clear: Protocol) -> None:
    section = json.loads(dump(clear))["problem"]
    text = json.dumps(section, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert sha256(text.encode()).hexdigest() == problem_digest(clear_problem())


# There and back


@pytest.mark.parametrize("name", ["clear", "drawn"])
def test_round_trip(name: str, request: pytest.FixtureRequest) -> None:
    protocol: Protocol = request.getfixturevalue(name)
    text = dump(protocol)

    assert load(text) == protocol
    assert dump(load(text)) == text
    assert load(json.dumps(json.loads(text), indent=4)) == protocol
    assert load(text, digest=protocol_digest(protocol)) == protocol


def test_it_explains_itself_in_both_languages(clear: Protocol) -> None:
    document = json.loads(dump(clear))
    assert "selection_replay" in " ".join(document["readme"]["de"])
    assert "selection_replay" in " ".join(document["readme"]["en"])
    explained = {
        *(name for name in document if name not in ("format", "version", "readme", "fields")),
        *(f"problem.{name}" for name in document["problem"]),
        *(f"result.{name}" for name in document["result"]),
    } - {"digest", "digests", "problem", "result"}
    assert explained == set(document["fields"])


# Tampering

Path = tuple[str | int, ...]


def leaves(part: Any, path: Path = ()) -> Iterator[Path]:
    entries: Any = ()
    if isinstance(part, dict):
        entries = part.items()
    elif isinstance(part, list):
        entries = enumerate(part)
    if not entries:
        yield path
    for name, entry in entries:
        yield from leaves(entry, (*path, name))


def changed(part: Any) -> Any:
    """Another value, as near to the old one as can be."""
    if isinstance(part, bool):
        return not part
    if isinstance(part, int):
        return part + 1
    if isinstance(part, str):
        return f"{part} " if part else "x"
    return {"x": 1} if part == {} else ["x"] if part == [] else 0


def with_change(document: Any, path: Path, change: Callable[[Any], Any]) -> str:
    document = copy.deepcopy(document)
    part = document
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = change(part[path[-1]])
    return json.dumps(document)


def place_of(document: Any, path: Path) -> str:
    """The section a leaf lies in: names, and list entries by their key, three levels down."""
    if path[0] == "digests":
        return str(path[1])
    place, part = "", document
    for step in path[:3]:
        part = part[step]
        known = part if isinstance(part, dict) else {}
        name = next((known[key] for key in ("key", "candidate") if key in known), step)
        place += f"[{name}]" if isinstance(step, int) else f".{step}"
    return place.removeprefix(".")


@pytest.mark.parametrize("name", ["clear", "drawn"])
def test_every_changed_leaf_is_found_at_its_place(
    name: str, request: pytest.FixtureRequest
) -> None:
    document = json.loads(dump(request.getfixturevalue(name)))
    paths = list(leaves(document))
    assert len(paths) > 300
    for path in paths:
        with pytest.raises(TamperedError) as caught:
            load(with_change(document, path, changed))
        place, places = place_of(document, path), caught.value.places
        assert any(place == p or place.startswith(f"{p}.") for p in places), (path, places)
        assert len(places) <= 3, (path, places)


def test_a_changed_score_names_the_candidate(clear: Protocol) -> None:
    text = dump(clear).replace('"experience": "2.25"', '"experience": "3.25"')
    with pytest.raises(TamperedError) as caught:
        load(text)
    assert caught.value.places == ("problem.candidates[hain]",)


def test_added_removed_and_reordered_entries_are_named(clear: Protocol) -> None:
    def found(change: Callable[[Any], None]) -> dict[str, Change]:
        document = json.loads(dump(clear))
        change(document)
        with pytest.raises(TamperedError) as caught:
            load(json.dumps(document))
        return {row.place: row.change for row in caught.value.found}

    assert found(lambda d: d["problem"]["quotas"].pop(0)) == {
        "problem.quotas": Change.CHANGED,
        "problem.quotas[land]": Change.REMOVED,
    }
    assert (
        found(lambda d: d["problem"]["excluded"].update(dorn="nein"))["problem.excluded.dorn"]
        is Change.ADDED
    )
    assert found(lambda d: d.update(remark="nice")) == {"remark": Change.ADDED}
    assert found(lambda d: d.pop("snapshot"))["snapshot"] is Change.REMOVED
    assert found(lambda d: d["reserves"].reverse()) == {"reserves": Change.CHANGED}
    assert found(lambda d: d.pop("digests")) == {"digests": Change.REMOVED}
    assert found(lambda d: d.pop("digest")) == {"digest": Change.REMOVED}


def test_a_section_changed_together_with_its_digest_is_found(clear: Protocol) -> None:
    document = json.loads(dump(clear))
    document["problem"]["seed"] = "another"
    document["digests"]["problem.seed"] = sha256(b'"another"').hexdigest()
    with pytest.raises(TamperedError) as caught:
        load(json.dumps(document))
    assert caught.value.places == ("digest",)


def test_a_rewritten_protocol_does_not_pass_the_printed_digest(clear: Protocol) -> None:
    rewritten = dump(replace(clear, reserves=()))
    assert load(rewritten).reserves == ()
    with pytest.raises(TamperedError) as caught:
        load(rewritten, digest=protocol_digest(clear))
    assert caught.value.places == ("digest",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1, column 1"),
        ('{"format": \n nonsense}', "line 2, column 2"),
        ("[]", ""),
        ("{}", "format"),
        ('{"format": "another"}', "format"),
        ('{"a": 1, "a": 2}', "a"),
        ("[" * 100_000, ""),
    ],
)
def test_unreadable_text_says_where(text: str, place: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        load(text)
    assert caught.value.place == place


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("version",), 2, "version"),
        (("format",), "another", "format"),
        (("problem", "themes", 1, "places"), "two", "problem.themes[wirkung].places"),
        (("problem", "criteria", 0, "weight"), "NaN", "problem.criteria[experience].weight"),
        (("problem", "hard_rules", 0, "operator"), "like", "problem.hard_rules[kind].operator"),
        (("snapshot", "taken_on"), "30.9.", "snapshot.taken_on"),
        (("rule_set", "frozen_at"), "2026-10-01T12:00", "rule_set.frozen_at"),
        (("round", "key"), None, "round.key"),
        (("round", "colour"), "red", "round.colour"),
        (("deviations", 0), {}, "deviations[0].cost"),
    ],
)
def test_a_file_signed_by_somebody_else_is_read_with_care(
    clear: Protocol, path: Path, value: object, place: str
) -> None:
    document = json.loads(dump(clear))
    part = document
    for name in path[:-1]:
        part = part[name]
    if isinstance(part, dict):
        part.pop(path[-1], None)
    part[path[-1]] = value
    for name in ("digest", "digests"):
        del document[name]
    with pytest.raises(UnreadableError) as caught:
        load(json.dumps(with_digests(document)))
    assert caught.value.place == place


# Replay


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


def test_no_text_makes_it_stumble(clear: Protocol) -> None:
    """Any piece of a protocol replaced by anything: refused with a place, never a crash."""
    document, dice = json.loads(dump(clear)), random.Random(3)
    paths = list(leaves(document))
    odd = [None, True, -1, 1.5, "", "\ud800", [], {}, [[]], {"key": 1}, "1E+999999999", 10**50]
    for path in dice.sample(paths, 200):
        cut = path[: dice.randint(1, len(path))]
        text = with_change(document, cut, lambda _: dice.choice(odd))
        if json.loads(text) != document:
            with pytest.raises((TamperedError, UnreadableError)):
                load(text)


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


@pytest.mark.parametrize("value", ["1E+999999999", "0." + "1" * 99, "NaN", "Infinity", "drei"])
def test_a_number_must_be_one_that_can_be_written_out(clear: Protocol, value: str) -> None:
    document = json.loads(dump(clear))
    document["problem"]["criteria"][0]["weight"] = value
    del document["digest"], document["digests"]
    with pytest.raises(UnreadableError, match=r"criteria\[experience\]\.weight"):
        load(json.dumps(with_digests(document)))


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
