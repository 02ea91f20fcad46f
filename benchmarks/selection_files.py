"""A choice from files with all steps, as a command of its own, and against HiGHS alone.

    uv run python -m benchmarks.selection_files

The table is invented from a fixed seed, scores in halves, so that the lot decides, or in
hundredths, so that it does not. Time is CPU of the whole command, from reading to both reports;
memory is the most it held. Beside it the choice itself (checks, rules, building, solving, proof,
lottery, the reasons of the chosen) against HiGHS alone on the problem of the very same files:
ready as the small matrix our choice makes of it, and as the textbook writes it. All three must
reach the same points.
"""

import csv
import importlib
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

from begleitwerk.engine.program import as_lp
from begleitwerk.engine.selection import choose, full_program
from begleitwerk.engine.selection.choose import frame_for
from begleitwerk.engine.selection.model import reduced_model
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import Conflict
from benchmarks.alone import quickest, solved_alone

COUNTS = (5_000, 10_000)
HALVES, HUNDREDTHS = 2, 100
AIM_RATIO, ROUNDS = 1.5, 5
THEMES = ("strukturen", "beteiligung", "wirkung")
COLUMNS = ("Schlüssel", "Kommune", "Themen", "erfahrung", "motivation", "Gebiet", "Land", "Frueher")
RULES = """
seed = "benchmark"
themes = [
  { key = "strukturen", places = 3 },
  { key = "beteiligung", places = 3 },
  { key = "wirkung", places = 3 },
]
criteria = [
  { key = "erfahrung", weight = 40, scale = [0, 4] },
  { key = "motivation", weight = 35, scale = [0, 4] },
]
quotas = [
  { key = "staedtisch", column = "Gebiet", values = ["städtisch"], at_least = 4 },
  { key = "land", column = "Land", at_most = 2 },
  { key = "laender", column = "Land", at_least = 5, counted = "values" },
  { key = "frueher", column = "Frueher", values = ["ja"], at_least = 2, at_most = 5 },
]
"""


@dataclass(frozen=True)
class Measured:
    seconds: float
    megabytes: float
    report: dict[str, Any]


@dataclass(frozen=True)
class Compared:
    """Seconds of CPU: our choice, HiGHS on our matrix, HiGHS on that of the textbook."""

    has_lottery: bool
    ours: float
    reduced: float
    textbook: float

    @property
    def ratio(self) -> float:
        return self.ours / self.reduced


def write_table(file: Path, count: int, steps: int = HALVES) -> None:
    drawn = random.Random(7)
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(COLUMNS)
        for number in range(count):
            writer.writerow(
                (
                    f"k{number:05}",
                    f"Ort {number}",
                    ", ".join(drawn.sample(THEMES, drawn.choice((1, 1, 2)))),
                    str(drawn.randint(0, 4 * steps) / steps).replace(".", ","),
                    str(drawn.randint(0, 4 * steps) / steps).replace(".", ","),
                    drawn.choice(("städtisch", "ländlich", "ländlich")),
                    drawn.choice("ABCDEFGHIJKLMNOP"),
                    drawn.choice(("ja", "nein", "nein", "nein")),
                )
            )


def measured(count: int) -> Measured:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_table(folder / "k.csv", count)
        (folder / "r.toml").write_text(RULES, encoding="utf-8")
        command = [sys.executable, "-m", "begleitwerk", "select_from_csv"]
        files = ["--candidates", "k.csv", "--rules", "r.toml", "--output", "e.json"]
        settings = {**os.environ, "BEGLEITWERK_DATA_DIR": name}
        process = subprocess.Popen(
            [*command, *files, "--text", "e.txt"],
            cwd=folder,
            env=settings,
            stdout=subprocess.DEVNULL,
        )
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"select_from_csv ended with {process.returncode}")
        report = json.loads((folder / "e.json").read_text(encoding="utf-8"))
        return Measured(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, report)


def compared(count: int, steps: int) -> Compared:
    with tempfile.TemporaryDirectory() as name:
        write_table(Path(name) / "k.csv", count, steps)
        content = (Path(name) / "k.csv").read_bytes()
    problem = problem_in(content)
    reduced = as_lp(reduced_model(frame_for(problem)).program)
    textbook = as_lp(full_program(problem))
    result = choose(problem)
    assert not isinstance(result, Conflict)
    alone = {
        round(solved_alone(lp).getInfo().objective_function_value) for lp in (reduced, textbook)
    }
    assert alone == {result.proof.points} == {result.proof.bound}
    return Compared(
        result.lottery is not None,
        quickest(lambda: choose(problem), ROUNDS),
        quickest(lambda: solved_alone(reduced), ROUNDS),
        quickest(lambda: solved_alone(textbook), 1),
    )


def problem_in(table: bytes) -> Problem:
    """As the command reads it, which speaks the languages of the platform."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "begleitwerk.config.settings")
    django.setup()
    choice = importlib.import_module("begleitwerk.selection.choice")
    files = choice.File("k.csv", table), choice.File("r.toml", RULES.encode())
    problem: Problem = choice.read_choice(*files).problem
    return problem


def comparison() -> list[str]:
    lines = [
        "| Zeilen | Los | Auswahl, ms | unsere Matrix, ms | Verhältnis | Ziel | Lehrbuch, ms |",
        "|---:|---|---:|---:|---:|---:|---:|",
    ]
    for steps in (HUNDREDTHS, HALVES):
        for count in COUNTS:
            found = compared(count, steps)
            lot, aim = ("ja", "–") if found.has_lottery else ("nein", f"≤ {AIM_RATIO:.2f}")
            lines.append(
                f"| {count} | {lot} | {1000 * found.ours:.1f} | {1000 * found.reduced:.1f}"
                f" | {found.ratio:.2f} | {aim} | {1000 * found.textbook:.1f} |"
            )
    return lines


def report() -> str:
    lines = [
        "Auswählen aus Dateien (`select_from_csv`) mit allen Schritten und 1.000 Proben:",
        "",
        "| Zeilen | CPU, s | Speicher, MB | Auswahl bewiesen | Los bewiesen | misslungen |",
        "|---:|---:|---:|---|---|---:|",
    ]
    for count in COUNTS:
        found = measured(count)
        proof, lottery = found.report["proof"], found.report["lottery"]
        proven = "ja" if proof["points"] == proof["bound"] else "nein"
        drawn = "ja" if lottery and lottery["is_proven"] else "nein"
        lines.append(
            f"| {count} | {found.seconds:.1f} | {found.megabytes:.0f} | {proven} | {drawn}"
            f" | {len(found.report['failed'])} |"
        )
    lines += ["", "Die Auswahl gegen HiGHS allein auf dem Problem derselben Dateien:", ""]
    return "\n".join([*lines, *comparison()])


if __name__ == "__main__":
    print(report())
