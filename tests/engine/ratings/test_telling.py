"""What may be told of the answers of groups."""

from random import Random

import pytest

from begleitwerk.engine.disclosure import Cell, Need, Sum, Tables
from begleitwerk.engine.ratings import EVERYBODY, JOINT, Party, Question, Told, tell
from begleitwerk.engine.ratings.telling import safe
from tests.engine.ratings.adversary import learned

LEVELS = ("0", "1", "2", "3")
SPECIALS = ("not_applicable", "cannot_judge")


def asked(key: str = "q", /, **counts: dict[str, int]) -> Question:
    return Question(key, LEVELS, SPECIALS, counts)


def withheld(told: Told, key: str = "q") -> set[str]:
    return {party for (question, party), row in told.counts.items() if question == key and not row}


def invented(seed: int) -> tuple[list[Party], Question]:
    """Groups of all sizes, and people who tend to agree."""
    dice = Random(seed)
    parties = [
        Party(f"g{number}", dice.choice((1, 2, 2, 3, 4, 8)), dice.choice((3, 3, 5)))
        for number in range(dice.randint(1, 4))
    ]
    counts: dict[str, dict[str, int]] = {}
    for party in parties:
        row = counts.setdefault(party.key, {})
        for _ in range(party.size):
            answer = dice.choice(("1", "2", "2", "2", "2", "3", "cannot_judge", "missing"))
            if answer != "missing":
                row[answer] = row.get(answer, 0) + 1
    return parties, asked(**counts)


def test_no_reader_learns_what_was_withheld_whoever_she_is() -> None:
    for seed in range(40):
        parties, question = invented(seed)
        told = tell(parties, [question])
        seen = {party: row for (_, party), row in told.counts.items()}
        assert not learned(parties, question, seen, told.joined), seed


def test_a_group_below_its_floor_is_withheld_and_the_sum_with_it() -> None:
    parties = [Party("a", 6, 3), Party("b", 5, 3), Party("c", 2, 3)]
    question = asked(a={"1": 3, "2": 3}, b={"0": 1, "3": 4}, c={"1": 1, "2": 1})
    told = tell(parties, [question])
    assert withheld(told) == {"c", EVERYBODY}
    assert told.counts["q", "b"] == {
        "0": 1, "1": 0, "2": 0, "3": 4, "not_applicable": 0, "cannot_judge": 0, "missing": 0,
    }  # fmt: skip


def test_small_groups_are_told_together_where_they_reach_the_greatest_floor_among_them() -> None:
    parties = [Party("a", 6, 3), Party("b", 2, 3), Party("c", 3, 5)]
    question = asked(a={"1": 3, "2": 3}, b={"1": 1, "2": 1}, c={"2": 2, "3": 1})
    told = tell(parties, [question])
    assert told.joined == ("b", "c")
    assert [party.key for party in told.parties] == ["a", JOINT]
    assert not withheld(told)
    assert (told.counts["q", JOINT] or {})["2"] == 3


def test_three_people_in_three_groups_are_told_as_one_and_two_in_two_not_at_all() -> None:
    rows = {"a": {"1": 1}, "b": {"2": 1}, "c": {"3": 1}}
    three = tell([Party(key, 1, 3) for key in rows], [asked(**rows)])
    assert not withheld(three)
    two = tell([Party("a", 1, 3), Party("b", 1, 3)], [asked(a={"1": 1}, b={"2": 1})])
    assert withheld(two) == {JOINT, EVERYBODY}


def test_who_is_of_one_mind_is_not_told_but_that_all_cannot_judge_is() -> None:
    parties = [Party("a", 6, 3), Party("b", 5, 3)]
    told = tell(
        parties,
        [
            asked("same", a={"2": 6}, b={"1": 2, "2": 3}),
            asked("most", a={"2": 4, "cannot_judge": 2}, b={"1": 2, "2": 3}),
            asked("one", a={"2": 1, "cannot_judge": 5}, b={"1": 2, "2": 3}),
            asked("nobody", a={"cannot_judge": 6}, b={"cannot_judge": 5}),
            asked("empty", a={}, b={}),
        ],
    )
    assert withheld(told, "same") == withheld(told, "most") == {"a", EVERYBODY}
    assert not withheld(told, "one") | withheld(told, "nobody") | withheld(told, "empty")


def test_one_person_alone_and_nobody_at_all() -> None:
    alone = tell([Party("a", 1, 3)], [asked(a={"1": 1})])
    assert withheld(alone) == {"a", EVERYBODY}
    nobody = tell([Party("a", 0, 3)], [asked()])
    assert nobody.counts["q", EVERYBODY] == dict.fromkeys((*LEVELS, *SPECIALS, "missing"), 0)


def test_more_answers_than_people_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        tell([Party("a", 1, 3)], [asked(a={"1": 2})])


def test_where_what_is_shown_gives_something_away_less_is_shown() -> None:
    cells = (Cell("a", 1), Cell("b", 9), Cell("all", 10))
    needs = (Need("a", 0, 3),)
    tables = Tables(cells, (Sum("all", ("a", "b")),), needs, shown=frozenset({"b", "all"}))
    assert safe(tables) >= {"a", "all"}
