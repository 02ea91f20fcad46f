"""No dead end: whatever happens in a round, a step is allowed that leads on to its end.

The states are those of `rounds_model`, the steps those the services allow. All states of a round of
one municipality are looked at, and of two from the reviews on; ten thousand walks go anywhere.
"""

import random
from dataclasses import replace

import pytest

from begleitwerk.selection.enums import NEXT_STATES
from begleitwerk.selection.rules.steps import Place
from tests.selection.rounds_model import Found, Model, One, distances, moves, reachable

# What only the municipality does: the office cannot rely on it to come to an end.
THEIRS = (
    "begin",
    "decline",
    "write",
    "ask_approval",
    "refuse_approval",
    "hand_in",
    "withdraw ",
)
REVIEWED = One(state="applied", application="submitted", review="done")
DECIDING = Model(
    round="open",
    is_built=False,
    is_frozen=True,
    over=True,
    lot="entered",
    ones=(REVIEWED, REVIEWED),
)
DECIDED = replace(
    DECIDING,
    round="decided",
    letters=True,
    ones=(replace(REVIEWED, state="selected"), replace(REVIEWED, state="reserve")),
)
STARTS = (Model(), DECIDING, DECIDED)
WALKS, LONGEST = 10_000, 24
# Steps back, so that walks come far all the same.
SELDOM = {
    "end": 0.02,
    "withdraw": 0.02,
    "decline": 0.05,
    "reopen_rules": 0.02,
    "send_back": 0.1,
    "reopen": 0.05,
    "correct": 0.1,
    "hand_on": 0.1,
    "return": 0.3,
    "cancel": 0.1,
    "prolong": 0.02,
}


@pytest.fixture(scope="module")
def one() -> Found:
    """All that can come about with one municipality."""
    return reachable(Model(ones=(One(),)))


@pytest.fixture(scope="module")
def two() -> Found:
    """All that can follow once two are reviewed, up to replacement and end."""
    return reachable(DECIDING, without=("send_back", "reopen", "freeze", "prolong"))


def test_from_every_state_the_office_comes_to_an_end(one: Found, two: Found) -> None:
    for found in (one, two):
        lost = found.keys() - distances(found, without=THEIRS).keys()
        assert not lost, next(iter(lost))
        assert all(steps or model.is_end for model, steps in found.items())
    assert len(one) > 5_000
    assert len(two) > 2_000


def test_every_state_of_a_municipality_is_reached_and_no_other_step(one: Found, two: Found) -> None:
    """The diagram of states (`NEXT_STATES`) says what the steps do: no more, no less."""
    taken = {
        (before.state, after.state)
        for found in (one, two)
        for model, steps in found.items()
        for _name, then in steps
        for before, after in zip(model.ones, then.ones, strict=True)
        if before.state != after.state
    }
    drawn = {(state, after) for state, nexts in NEXT_STATES.items() for after in nexts}
    assert taken <= drawn
    # a signed contract makes two steps at once where its day of sending is entered with it
    assert drawn - taken == {("selected", "active")}


def test_walks_of_every_step_come_to_an_end() -> None:
    """Wherever a walk has come after its steps, the way of the office leads to the end."""
    seen: set[str] = set()
    ending: set[Model] = set()
    for seed in range(WALKS):
        chance, model = random.Random(seed), STARTS[seed % len(STARTS)]
        for _step in range(chance.randrange(LONGEST)):
            steps = [step for step in moves(model) if step[1] != model] or [("", model)]
            weights = [SELDOM.get(name.split()[0], 1) for name, _after in steps]
            name, model = chance.choices(steps, weights)[0]
            seen.add(name)
        assert comes_to_end(model, ending), model
    assert {"confirm", "replace 0", "give_place", "fill_after_all 1", "resume"} <= seen


def comes_to_end(model: Model, ending: set[Model]) -> bool:
    """What an office does that wants to finish: close what it may, decide, fill or leave free.
    `ending` are states known to end that way."""
    way: list[Model] = []
    while not model.is_end and model not in ending:
        names = [name.split()[0] for name, _after in moves(model)]
        wish = next((wish for wish in WISHES if wish in names), "")
        if not wish or model in way:
            return False
        way.append(model)
        model = moves(model)[names.index(wish)][1]
    ending.update(way)
    return True


WISHES = (
    "end",
    "letters",
    "return_relaxation",
    "close",
    "confirm",
    "leave_free",
    "two",
    "contract",
    "send_contract",
    "propose",
    "prepare",
    "give_place",
    "chooses",
    "finds",
    "deadline",
    "freeze",
    "talk",
    "finish",
    "declare",
    "review",
    "bind",
    "calculate",
    "replace",
    "return",
)


def test_a_round_nobody_applied_to_ends_without_a_decision() -> None:
    model = replace(Model(), ones=(One(state="declined"), One(state="no_reply")))
    assert "end" in dict(moves(model))


def test_nobody_is_closed_out_of_a_choice_by_one_person() -> None:
    sent_back = One(state="applied", application="incomplete", review="done")
    model = replace(DECIDING, ones=(sent_back, REVIEWED))
    assert "close 0" not in dict(moves(model))
    assert "close 0" in dict(moves(dict(moves(model))["two let it go on"]))
    assert "close 1" not in dict(moves(replace(model, round="decided")))


def test_a_place_that_falls_free_after_the_end_is_filled_when_the_round_goes_on() -> None:
    ones = (One(state="withdrawn", application="submitted", place=Place.WAITS), REVIEWED)
    closed = replace(DECIDING, round="closed", ones=ones)
    assert "replace 0" not in dict(moves(closed))
    assert "replace 0" in dict(moves(dict(moves(closed))["resume"]))
