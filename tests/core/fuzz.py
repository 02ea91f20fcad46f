"""Mutations of good files for every reader, the same for the same seed.

    python -m tests.core.fuzz --mutations 100000 --seed 7 --kind sav

Each is read as an upload would be, in a reading process that is replaced when one ends it. What
comes of it may be anything but silence: what the file holds, or a reason that has words.
"""

import argparse
import io
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pyreadstat
from openpyxl import Workbook

from begleitwerk.engine.documents import Document, Paragraph
from begleitwerk.engine.documents.plain import as_plain
from begleitwerk.engine.reading.asking import Reader
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits

SEED = 2026
# Many files for one process: of computing it may have as much as it likes.
LIMITS = Limits(seconds=10, cpu=10**6)
TABLE: dict[str, Any] = {"rows": 5000, "columns": 1000}
DEATHS = {"crashed", "memory", "time", "answer"}
EXTREMES = (b"\0", b"\xff", b"\x7f", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x80")
UNREAD = {"docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml"}
TELLING = ("word/document.xml", "xl/worksheets/sheet1.xml")


@dataclass(frozen=True)
class Good:
    """A file that is in order, and how it is read."""

    kind: str
    content: bytes
    how: dict[str, Any]


@dataclass
class Outcome:
    """How often what came of it, and of each reason the first file that gave it."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, bytes] = field(default_factory=dict)

    def note(self, code: str, content: bytes) -> None:
        self.counts[code] += 1
        self.examples.setdefault(code, content)


# --- Good files ---------------------------------------------------------------------------------


def survey_file(**how: Any) -> bytes:
    columns = {
        "kreis": ["K1", "K2", "K3"],
        "stellen": [1.0, 2.5, -9.0],
        "lage": ["Städtisch", "Ländlich", "Ländlich"],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "welle.sav"
        pyreadstat.write_sav(
            pl.DataFrame(columns),
            str(path),
            column_labels={"stellen": "Wie viele Stellen?"},
            variable_value_labels={"stellen": {-9.0: "keine Angabe", 1.0: "eine"}},
            missing_ranges={"stellen": [-9.0]},
            **how,
        )
        return path.read_bytes()


def workbook() -> bytes:
    book = Workbook()
    for row in (["Name", "Stellen", "Tag"], ["Größe", 1.5, "=A1"], ["B", None, True]):
        book.active.append(row)
    whole, out = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(set(old.namelist()) - UNREAD):
            new.writestr(name, old.read(name))
    return out.getvalue()


SPACE = "http://schemas.openxmlformats.org"
WORD = f"{SPACE}/wordprocessingml/2006/main"
PARTS = {
    "[Content_Types].xml": f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="{SPACE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument\
.wordprocessingml.document.main+xml"/></Types>""",
    "_rels/.rels": f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="{SPACE}/package/2006/relationships">
<Relationship Id="a" Target="word/document.xml"
Type="{SPACE}/officeDocument/2006/relationships/officeDocument"/></Relationships>""",
    "word/document.xml": f"""<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{{{{ title }}}}{{% if subject %}}x{{% endif %}}\
</w:t></w:r></w:p><w:p><w:r><w:t>{{{{p body }}}}</w:t></w:r></w:p></w:body></w:document>""",
}


def template() -> bytes:
    """The least a template can be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in PARTS.items():
            package.writestr(name, text)
    return out.getvalue()


CSV = 'Schlüssel;Name;Stellen\n01001;Größe;2,5\n01002;"a;b\n c";=1+1\n'.encode()
TOML = b"""kind = "themes"
rank = 1.5
title = { de = "A", en = "B" }
[[items]]
key = "a"
day = 2026-05-02
[[items.children]]
list = [1, 2, [3]]
"""


def good_files() -> dict[str, list[Good]]:
    paper = Document(title="Probe", blocks=(Paragraph("Probe"),))
    files = (
        Good("csv", CSV, TABLE),
        Good("csv", CSV.decode().encode("cp1252"), TABLE),
        Good("csv", CSV.decode().encode("utf-16"), TABLE),
        Good("toml", TOML, {}),
        Good("xlsx", workbook(), TABLE),
        Good("sav", survey_file(), TABLE),
        Good("sav", survey_file(compress=True), TABLE),
        Good("docx", template(), {"document": as_plain(paper)}),
    )
    found: dict[str, list[Good]] = {}
    for file in files:
        found.setdefault(file.kind, []).append(file)
    return found


# --- Mutations ----------------------------------------------------------------------------------


def mutated(dice: Random, content: bytes) -> bytes:
    """One to six bytes or pieces changed, left out, doubled or put in."""
    given = bytearray(content)
    for _time in range(dice.randint(1, 6)):
        at, length = dice.randrange(len(given) + 1), dice.choice((1, 1, 2, 4, 8, 64))
        piece = dice.choice(
            (dice.choice(EXTREMES), dice.randbytes(length), bytes(given[at : at + length]) * 2)
        )
        given[at : at + dice.choice((0, len(piece), length))] = piece
    return bytes(given)


def mutated_package(dice: Random, content: bytes) -> bytes:
    """Mostly one part of it, packed anew so that it is read; else the package itself."""
    if dice.random() < 0.3:
        return mutated(dice, content)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        likely = [name for name in names if name in TELLING]
        chosen = dice.choice(likely if dice.random() < 0.6 else names)
        for name in names:
            part = old.read(name)
            new.writestr(name, mutated(dice, part) if name == chosen else part)
    return out.getvalue()


def mutations(kind: str, count: int, seed: int) -> Iterator[Good]:
    dice = Random(f"{kind} {seed}")
    files = good_files()[kind]
    change: Callable[[Random, bytes], bytes] = (
        mutated_package if kind in ("xlsx", "docx") else mutated
    )
    for number in range(count):
        file = files[number % len(files)]
        yield Good(kind, change(dice, file.content), file.how)


def outcome_of(kind: str, count: int, seed: int = SEED) -> Outcome:
    """Read so many; a process that ended is replaced."""
    outcome = Outcome()
    reader = Reader(LIMITS)
    try:
        for file in mutations(kind, count, seed):
            try:
                reader.read(file.kind, file.content, file.how)
            except ReadingError as error:
                outcome.note(error.code, file.content)
            else:
                outcome.note("read", file.content)
            if not reader.is_usable or reader.process.poll() is not None:
                reader.end()
                reader = Reader(LIMITS)
    finally:
        reader.end()
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description="Reads mutations of good files.")
    parser.add_argument("--mutations", type=int, default=2000, help="of each kind")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--kind", choices=sorted(good_files()), action="append")
    options = parser.parse_args()
    for kind in options.kind or sorted(good_files()):
        counts = outcome_of(kind, options.mutations, options.seed).counts
        deaths = sum(counts[code] for code in DEATHS)
        told = ", ".join(f"{code} {count}" for code, count in counts.most_common())
        print(f"{kind}: {told}; the reading process ended {deaths} times")


if __name__ == "__main__":
    main()
