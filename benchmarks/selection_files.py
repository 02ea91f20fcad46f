"""A choice from files with all steps, as a command of its own: time, memory, proof.

    uv run python -m benchmarks.selection_files

The table is invented from a fixed seed, scores in halves, so that the lot decides. Time is CPU of
the whole command, from reading to both reports; memory is the most it held.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COUNTS = (5_000, 10_000)
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


def write_table(file: Path, count: int) -> None:
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
                    str(drawn.randint(0, 8) / 2).replace(".", ","),
                    str(drawn.randint(0, 8) / 2).replace(".", ","),
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
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
