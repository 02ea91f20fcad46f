"""How invented people answer: each group around its own view, no two people alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from begleitwerk.fieldwork.enums import Special
from begleitwerk.fieldwork.models import Access, Group, Item
from begleitwerk.fieldwork.services import Said, begin_sheet, hand_in, save_answers

HIGHEST = 3


@dataclass(frozen=True)
class View:
    """How a group sees things: the mean it gives each criterion by number, and how many of it
    cannot judge one."""

    size: int
    means: Mapping[str, float]
    cannot_judge: Mapping[str, int]


def levels(mean: float, number: int, chance: Random) -> list[int]:
    """So many levels from 0 to 3 around a mean, which they keep as closely as whole levels can."""
    drawn = [
        sum(chance.random() < mean / HIGHEST for _place in range(HIGHEST)) for _ in range(number)
    ]
    missing = round(mean * number) - sum(drawn)
    step = 1 if missing > 0 else -1
    while missing:
        place = chance.randrange(number)
        if 0 <= drawn[place] + step <= HIGHEST:
            drawn[place] += step
            missing -= step
    return drawn


def answers_of(view: View, weights: Mapping[str, float], seed: str) -> list[dict[str, Said]]:
    """A sheet for each person of a group: what she says, by number of the criterion."""
    chance = Random(seed)  # noqa: S311 (the same people every time, nothing secret)
    sheets: list[dict[str, Said]] = [{} for _person in range(view.size)]
    for number, mean in view.means.items():
        drawn = levels(mean, view.size, chance)
        blind = set(chance.sample(range(view.size), view.cannot_judge.get(number, 0)))
        for place, sheet in enumerate(sheets):
            important = min(HIGHEST, max(1, round(chance.gauss(weights.get(number, 2), 0.6))))
            sheet[number] = (
                Said(special=Special.CANNOT_JUDGE, importance=important)
                if place in blind
                else Said(level=drawn[place], importance=important)
            )
    return sheets


def answer(
    accesses: Sequence[Access],
    group: Group,
    items: Mapping[str, Item],
    sheets: list[dict[str, Said]],
) -> None:
    """Everybody hands in her sheet, by her own link or by the one for all."""
    for place, sheet in enumerate(sheets):
        token, _sheet = begin_sheet(access=accesses[place % len(accesses)], group=group)
        save_answers(
            token=token, answers={items[number].pk: said for number, said in sheet.items()}
        )
        hand_in(token=token)
