"""The choice against HiGHS alone, and how long everything around it takes.

    uv run python -m benchmarks.selection

HiGHS alone gets the textbook programme of the same problem, ready as a matrix: a column for each
candidate and theme, nothing left out, one branch and bound on one thread, no gap. Ours is the
whole call on the problem as people enter it: checks, rules, points, building, solving, the proof
that nothing is as good (or the lottery where something is), and the reasons of the chosen. Both
must reach the same points. Time is CPU, the quickest of several runs. Candidates are invented from
a fixed seed; "mit Gleichständen" has scores in halves, so that many portfolios are equally good.
"""

import random
import statistics
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from begleitwerk.engine.program import as_lp
from begleitwerk.engine.selection import choose, full_program, loser_reasons, sensitivity
from begleitwerk.engine.selection.choose import frame_for
from begleitwerk.engine.selection.model import reduced_model
from begleitwerk.engine.selection.problem import (
    Candidate,
    Counted,
    Criterion,
    Problem,
    Quota,
    Theme,
)
from begleitwerk.engine.selection.result import Conflict, Result
from benchmarks import (
    selection_clusters,
    selection_files,
    selection_hard,
    selection_lottery,
)
from benchmarks.alone import quickest, solved_alone

LARGE, FEDERAL = 10_000, 570
SAMPLES, SEEDS = 1000, 10
AIM_RATIO, AIM_REASONS, AIM_SAMPLES = 1.5, 15.0, 60.0
LANDS = tuple("ABCDEFGHIJKLMNOP")
THEMES = (Theme("strukturen", 3), Theme("beteiligung", 3), Theme("wirkung", 3))
CRITERIA = (
    Criterion("erfahrung", Decimal(40), Decimal(0), Decimal(4)),
    Criterion("motivation", Decimal(35), Decimal(0), Decimal(4)),
    Criterion("stellen", Decimal(25), Decimal(0), Decimal(5)),
)
QUOTAS = (
    Quota("staedtisch", "gebiet", ("städtisch",), at_least=4),
    Quota("land", "land", at_most=2),
    Quota("laender", "land", at_least=5, counted=Counted.VALUES),
    Quota("frueher", "frueher", ("ja",), at_least=2, at_most=5),
)


@dataclass(frozen=True)
class Case:
    name: str
    count: int
    steps: int  # of a score: 2 are halves, 100 hundredths
    rounds: int


CASES = (
    Case("570 Bewerbungen", FEDERAL, 100, 25),
    Case("570 Bewerbungen, mit Gleichständen", FEDERAL, 2, 25),
    Case("10.000 Bewerbungen", LARGE, 100, 5),
    Case("10.000 Bewerbungen, mit Gleichständen", LARGE, 2, 5),
)


def problem_of(count: int, steps: int, seed: int = 1) -> Problem:
    """Invented candidates, a third of which stand for two themes."""
    drawn = random.Random(seed)
    return Problem(
        candidates=tuple(candidate_of(drawn, number, steps) for number in range(count)),
        themes=THEMES,
        criteria=CRITERIA,
        quotas=QUOTAS,
        seed="benchmark",
    )


def candidate_of(drawn: random.Random, number: int, steps: int) -> Candidate:
    stands = drawn.sample([theme.key for theme in THEMES], drawn.choice((1, 1, 2)))
    scores = {
        theme: {
            row.key: Decimal(drawn.randint(0, int(row.highest) * steps)) / steps for row in CRITERIA
        }
        for theme in stands
    }
    attributes = {
        "gebiet": drawn.choice(("städtisch", "ländlich", "ländlich")),
        "land": drawn.choice(LANDS),
        "frueher": drawn.choice(("ja", "nein", "nein", "nein")),
    }
    return Candidate(f"k{number:05}", scores, attributes)


def chosen(problem: Problem) -> Result:
    outcome = choose(problem)
    assert not isinstance(outcome, Conflict)
    return outcome


def choice_row(case: Case) -> str:
    problem = problem_of(case.count, case.steps)
    lp = as_lp(full_program(problem))
    result = chosen(problem)
    alone = round(solved_alone(lp).getInfo().objective_function_value)
    assert result.proof.points == result.proof.bound == alone
    ours = quickest(lambda: choose(problem), case.rounds)
    theirs = quickest(lambda: solved_alone(lp), case.rounds)
    lot, aim = ("ja", "–") if result.lottery else ("nein", f"≤ {AIM_RATIO:.2f}")
    times = f"{1000 * ours:.1f} | {1000 * theirs:.1f} | {ours / theirs:.2f}"
    return f"| {case.name} | {lot} | {times} | {aim} |"


def same_matrix_row(count: int) -> str:
    """Ours, checks and reasons included, against HiGHS alone on the small matrix ours makes."""
    ratios, ours, theirs = [], [], []
    for seed in range(1, SEEDS + 1):
        problem = problem_of(count, 100, seed)
        lp = as_lp(reduced_model(frame_for(problem)).program)
        ours.append(quickest(partial(choose, problem), 5))
        theirs.append(quickest(partial(solved_alone, lp), 5))
        ratios.append(ours[-1] / theirs[-1])
    times = f"{1000 * statistics.median(ours):.1f} | {1000 * statistics.median(theirs):.1f}"
    return f"| {count} | {times} | {statistics.median(ratios):.2f} | ≤ {AIM_RATIO:.2f} |"


def around_rows() -> list[str]:
    """What follows the choice, at 570 candidates: everybody's reason, and other weights."""
    problem = problem_of(FEDERAL, 100)
    result = chosen(problem)
    losers = FEDERAL - len(result.portfolio.members)
    reasons = quickest(lambda: loser_reasons(problem, result), 3)
    varied = quickest(lambda: sensitivity(problem, samples=SAMPLES), 1)
    return [
        f"| Gründe für alle {losers} nicht Gewählten | {reasons:.2f} | ≤ {AIM_REASONS:.0f} |",
        f"| {SAMPLES} Proben mit anderen Gewichten | {varied:.2f} | ≤ {AIM_SAMPLES:.0f} |",
    ]


def report(pools: int = 3, rounds: int = 3) -> str:
    """The section of the page: choice, reasons and samples, lottery, clusters."""
    lines = [
        "Die ganze Auswahl (prüfen, aufbauen, lösen, beweisen, die Gewählten begründen) gegen den",
        "Löser HiGHS allein auf der fertigen Matrix desselben Problems; ein Kern, CPU-Zeit. Wo das",
        "Los entscheidet, ist es in unserer Zeit enthalten. HiGHS allein lost nicht, darum steht",
        "dort kein Ziel.",
        "",
        "| Auswahl | Los | unser, ms | HiGHS allein, ms | Verhältnis | Ziel |",
        "|---|---|---:|---:|---:|---:|",
        *(choice_row(case) for case in CASES),
        "",
        "Dasselbe gegen HiGHS allein auf der verkleinerten Matrix, die auch unsere Auswahl löst;",
        f"Median über {SEEDS} Mengen ohne Gleichstände:",
        "",
        "| Bewerbungen | unser, ms | HiGHS allein, ms | Verhältnis | Ziel |",
        "|---:|---:|---:|---:|---:|",
        same_matrix_row(FEDERAL),
        same_matrix_row(LARGE),
        "",
        "| Rund um die Auswahl, 570 Bewerbungen | s | Ziel, s |",
        "|---|---:|---:|",
        *around_rows(),
        "",
        "Das Los allein (150 Personen, 20 Quoten, 22 Plätze) gegen `sortition-algorithms`, beide",
        "mit der größtmöglichen kleinsten Chance:",
        "",
        selection_lottery.report(pools, rounds),
        "",
        selection_hard.report(),
        "",
        selection_files.report(),
        "",
        "Gruppen für die Begleitung gegen HiGHS allein auf dem üblichen Modell mit der Zeile, die",
        f"es eng macht, höchstens {selection_clusters.LIMIT:.0f} s:",
        "",
        selection_clusters.report(),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
