"""The fair lottery against a peer that does nothing else: sortition-algorithms.

    uv run python benchmarks/selection_lottery.py --peer     # once: installs the peer (uv, PyPI)
    uv run python benchmarks/selection_lottery.py [--pools 3] [--rounds 3]

The peer is under the GPL: it gets an environment of its own under var/bench and is run as
another program on the same CSV files; nothing of ours imports it. Without it only our side runs.

A pool has 150 people with six features of two to five values, 20 in all, drawn with a fixed seed.
The panel has 22 places; each value may have its share of the population, rounded down to rounded
up. Both sides look for the lottery over panels whose smallest chance is highest (maximin). Time is
the whole call on data that is read already: ours with checks, tickets and draw, the peer's
distribution alone. Our smallest chance is that of whole tickets, the peer's is before any
rounding; the bound, proven by our side, is what no lottery can exceed.
"""

import argparse
import csv
import json
import math
import random
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from begleitwerk.engine.selection.lottery import fair_lottery
from begleitwerk.engine.selection.problem import Candidate, Problem, Quota, Theme
from begleitwerk.engine.selection.result import Conflict, Lottery

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / "var" / "bench" / "sortition"
PEER_PYTHON = PEER / "bin" / "python"
PEER_PACKAGE = "sortition-algorithms==0.12.15"
PEOPLE, PLACES = 150, 22
FEATURES = (2, 3, 4, 5, 3, 3)  # how many values each has
AIM = 0.5  # of the peer's time


@dataclass(frozen=True)
class Pool:
    """People as feature → value, and for each value how many the panel may have of it."""

    people: list[dict[str, str]]
    limits: dict[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True)
class Measured:
    seconds: float
    least: float
    bound: float = 0.0


def install_peer() -> None:
    subprocess.run(["uv", "venv", "--clear", str(PEER)], check=True)
    subprocess.run(["uv", "pip", "install", "--python", str(PEER_PYTHON), PEER_PACKAGE], check=True)


def pool_of(seed: int) -> Pool:
    """People drawn from the same shares of the population that the limits come from."""
    drawn = random.Random(seed)
    shares: dict[str, dict[str, float]] = {}
    for number, size in enumerate(FEATURES, start=1):
        weights = {f"v{value}": drawn.uniform(1, 3) for value in range(1, size + 1)}
        whole = sum(weights.values())
        shares[f"f{number}"] = {value: weight / whole for value, weight in weights.items()}
    people = [
        {
            feature: drawn.choices(list(values), list(values.values()))[0]
            for feature, values in shares.items()
        }
        for _person in range(PEOPLE)
    ]
    limits = {
        (feature, value): (math.floor(PLACES * share), math.ceil(PLACES * share))
        for feature, values in shares.items()
        for value, share in values.items()
    }
    return Pool(people, limits)


def problem_of(pool: Pool, seed: int) -> Problem:
    candidates = tuple(
        Candidate(f"p{number:03}", {"panel": {}}, person)
        for number, person in enumerate(pool.people)
    )
    quotas = tuple(
        Quota(f"{feature} {value}", feature, (value,), at_least=low, at_most=high)
        for (feature, value), (low, high) in pool.limits.items()
    )
    return Problem(candidates, (Theme("panel", PLACES),), (), quotas=quotas, seed=str(seed))


def measure_ours(pool: Pool, seed: int, rounds: int) -> Measured:
    problem = problem_of(pool, seed)
    times = []
    lottery: Lottery | None = None
    for _round in range(rounds):
        start = time.perf_counter()
        outcome = fair_lottery(problem)
        times.append(time.perf_counter() - start)
        if isinstance(outcome, Conflict):
            raise SystemExit(f"Pool {seed} has no panel: {outcome.rules}")
        lottery = outcome[1]
    assert lottery is not None
    return Measured(statistics.median(times), lottery.least, lottery.bound)


def measure_peer(pool: Pool, rounds: int) -> Measured:
    script = Path(__file__).with_name("selection_lottery_peer.py")
    with tempfile.TemporaryDirectory() as folder:
        write_files(pool, Path(folder))
        command = [str(PEER_PYTHON), str(script), folder, str(PLACES)]
        outputs = [
            subprocess.run(command, check=True, capture_output=True, text=True).stdout
            for _round in range(rounds)
        ]
    runs = [json.loads(output.splitlines()[-1]) for output in outputs]
    return Measured(statistics.median(run["seconds"] for run in runs), runs[0]["least"])


def write_files(pool: Pool, folder: Path) -> None:
    """The two files the peer reads."""
    features = [(*key, *limits) for key, limits in pool.limits.items()]
    write_rows(folder / "features.csv", ("feature", "value", "min", "max"), features)
    people = [(f"p{number:03}", *row.values()) for number, row in enumerate(pool.people)]
    write_rows(folder / "people.csv", ("id", *pool.people[0]), people)


def write_rows(file: Path, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(rows)


def report(pools: int, rounds: int) -> str:
    head = ("Menge", "unser, s", "Gegenstück, s", "Verhältnis", "Ziel")
    chances = ("kleinste Chance", "dort", "Schranke")
    lines = [f"| {' | '.join((*head, *chances))} |", "|" + "---:|" * 8]
    for seed in range(1, pools + 1):
        pool = pool_of(seed)
        ours = measure_ours(pool, seed, rounds)
        seconds = ratio = least = "–"
        if PEER_PYTHON.exists():
            peer = measure_peer(pool, rounds)
            seconds, least = f"{peer.seconds:.2f}", f"{peer.least:.6f}"
            ratio = f"{ours.seconds / peer.seconds:.2f}"
        lines.append(
            f"| {seed} | {ours.seconds:.2f} | {seconds} | {ratio} | ≤ {AIM:.2f} |"
            f" {ours.least:.6f} | {least} | {ours.bound:.6f} |"
        )
    if not PEER_PYTHON.exists():
        lines.append("\nsortition-algorithms ist nicht eingerichtet; einmal mit --peer aufrufen.")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", action="store_true", help="install the peer, then compare")
    parser.add_argument("--pools", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.peer:
        install_peer()
    print(report(options.pools, options.rounds))


if __name__ == "__main__":
    main()
