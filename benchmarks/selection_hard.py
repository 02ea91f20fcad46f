"""The lottery where it is hard: a coarse scale leaves many equal portfolios.

    uv run python -m benchmarks.selection_hard [--fixture FOLDER]

All are drawn by leximin, and proven unless the table says otherwise. With `--fixture` a folder with
`candidates.csv` and `features.csv` as `sortition-algorithms` has them in its tests (22 of 150,
under the GPL and so not kept here) is drawn from too: how many are left at the smallest chance, and
the Gini coefficient of all chances.
"""

import argparse
import csv
import random
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from begleitwerk.engine.selection import choose
from begleitwerk.engine.selection.lottery import fair_lottery
from begleitwerk.engine.selection.problem import (
    Candidate,
    Counted,
    Criterion,
    Fairness,
    Problem,
    Quota,
    Theme,
)
from begleitwerk.engine.selection.result import Conflict, Lottery

LEVELS = Criterion("eignung", Decimal(1), Decimal(0), Decimal(4))
LANDS = tuple("ABCDEFGHIJKLMNOP")
AIM_FIVE, AIM_SEVEN = 2.0, 20.0
PANEL, RULES = 22, (Fairness.MAXIMIN, Fairness.LEXIMIN, Fairness.NASH)
NEAR = 5e-6  # some tickets
THREE = (Theme("strukturen", 3), Theme("beteiligung", 3), Theme("wirkung", 3))
FOUR = tuple(Theme(key, 5) for key in ("strukturen", "beteiligung", "wirkung", "netz"))
FEW = (
    Quota("staedtisch", "gebiet", ("städtisch",), at_least=4),
    Quota("land", "land", at_most=2),
    Quota("laender", "land", at_least=5, counted=Counted.VALUES),
    Quota("frueher", "frueher", ("ja",), at_least=2, at_most=5),
)
SEVEN = (
    Quota("staedtisch", "gebiet", ("städtisch",), at_least=8),
    Quota("land", "land", at_most=3),
    Quota("laender", "land", at_least=10, counted=Counted.VALUES),
    Quota("frueher", "frueher", ("ja",), at_least=4, at_most=8),
    Quota("groesse", "groesse", at_most=6),
    Quota("netz", "netz", ("neu",), at_least=9, at_most=12),
    Quota("ost", "ost", ("ja",), at_least=5, at_most=7),
)


def pool_of(seed: int, count: int, themes: tuple[Theme, ...], quotas: tuple[Quota, ...]) -> Problem:
    """Invented candidates with one criterion of five levels."""
    drawn = random.Random(seed)
    rows = tuple(candidate_of(drawn, number, themes) for number in range(count))
    return Problem(rows, themes, (LEVELS,), quotas=quotas, seed="benchmark")


def candidate_of(drawn: random.Random, number: int, themes: tuple[Theme, ...]) -> Candidate:
    stands = drawn.sample([theme.key for theme in themes], drawn.choice((1, 1, 2)))
    attributes = {
        "gebiet": drawn.choice(("städtisch", "ländlich", "ländlich")),
        "land": drawn.choice(LANDS),
        "frueher": drawn.choice(("ja", "nein", "nein", "nein")),
        "groesse": drawn.choice("SMLX"),
        "netz": drawn.choice(("alt", "neu")),
        "ost": drawn.choice(("ja", "nein", "nein", "nein")),
    }
    scores = {theme: {LEVELS.key: Decimal(drawn.randint(0, 4))} for theme in stands}
    return Candidate(f"k{number:05}", scores, attributes)


def lottery_row(
    name: str, count: int, themes: tuple[Theme, ...], quotas: tuple[Quota, ...], aim: float
) -> str:
    """The whole choice, which the lot takes most of: the slowest of three pools."""
    slowest, lottery = 0.0, None
    for seed in range(1, 4):
        problem = pool_of(seed, count, themes, quotas)
        before = time.process_time()
        outcome = choose(problem)
        seconds = time.process_time() - before
        assert not isinstance(outcome, Conflict)
        if seconds > slowest:
            slowest, lottery = seconds, outcome.lottery
    assert lottery is not None
    proven = "ja" if lottery.is_proven else f"nein, Schranke {lottery.bound:.6f}"
    return (
        f"| {name} | {slowest:.2f} | ≤ {aim:.0f} | {len(lottery.probabilities)}"
        f" | {lottery.least:.6f} | {proven} |"
    )


def fixture_of(folder: Path) -> Problem:
    with (folder / "features.csv").open(encoding="utf-8") as stream:
        features = list(csv.DictReader(stream))
    with (folder / "candidates.csv").open(encoding="utf-8") as stream:
        people = list(csv.DictReader(stream))
    names = sorted({row["feature"] for row in features})
    return Problem(
        tuple(
            Candidate(f"p{number:03}", {"panel": {}}, {name: row[name] for name in names})
            for number, row in enumerate(people)
        ),
        (Theme("panel", PANEL),),
        (),
        quotas=tuple(
            Quota(
                f"{row['feature']} {row['value']}",
                row["feature"],
                (row["value"],),
                at_least=int(row["min"]),
                at_most=int(row["max"]),
            )
            for row in features
        ),
        seed="benchmark",
    )


def fixture_row(problem: Problem, rule: Fairness) -> str:
    before = time.process_time()
    outcome = fair_lottery(replace(problem, fairness=rule))
    seconds = time.process_time() - before
    assert not isinstance(outcome, Conflict)
    lottery = outcome[1]
    worst = sum(chance <= lottery.least + NEAR for chance in lottery.probabilities.values())
    return (
        f"| {rule} | {seconds:.2f} | {100 * lottery.least:.2f} % | {worst} | {gini(lottery):.3f} |"
    )


def gini(lottery: Lottery) -> float:
    chances = sorted(lottery.probabilities.values())
    count = len(chances)
    weighed = sum((2 * rank - count + 1) * chance for rank, chance in enumerate(chances))
    return weighed / (count * sum(chances))


def report(fixture: Path | None = None) -> str:
    lines = [
        "Auswahlen mit einem Kriterium von fünf Stufen, in denen das Los entscheidet (leximin);",
        "die langsamste von drei Mengen:",
        "",
        "| Auswahl | s | Ziel, s | im Los | kleinste Chance | bewiesen |",
        "|---|---:|---:|---:|---:|---|",
        lottery_row("570 Bewerbungen, 9 Plätze, 4 Quoten", 570, THREE, FEW, AIM_FIVE),
        lottery_row("600 Bewerbungen, 20 Plätze, 7 Quoten", 600, FOUR, SEVEN, AIM_SEVEN),
    ]
    if fixture is not None:
        problem = fixture_of(fixture)
        lines += [
            "",
            "Die Prüfdaten von `sortition-algorithms` (22 von 150), nach jeder Regel:",
            "",
            "| Regel | s | kleinste Chance | so viele haben nur sie | Gini |",
            "|---|---:|---:|---:|---:|",
            *(fixture_row(problem, rule) for rule in RULES),
        ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fixture", type=Path, default=None)
    print(report(parser.parse_args().fixture))


if __name__ == "__main__":
    main()
