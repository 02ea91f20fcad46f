"""Writes content as files the import takes back: TOML, and frameworks as Excel files too."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.imports import Content, Entry, Json
from begleitwerk.catalogue.imports.columns import COLUMNS, ENTRIES, HEAD, HEAD_COLUMNS, HEAD_ROWS
from begleitwerk.catalogue.imports.fields import Cells, cells_of
from begleitwerk.core.exports import TableSheet, book_bytes, header_of
from begleitwerk.core.imports import Column

HEADER = (
    "# Katalogversion für Begleitwerk · catalogue version for Begleitwerk",
    "# rank: Die höchste Zahl ist die geltende Version · the highest number is the current version",
)
WIDTH = 100  # a longer list stands below each other
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def content_to_toml(content: Content) -> str:
    """The text of a content file; parsing it gives `content` again."""
    return "\n".join(_lines(content)) + "\n"


def _lines(content: Content) -> Iterator[str]:
    yield from HEADER
    yield f"kind = {_value(content.kind)}"
    yield f"code = {_value(content.code)}"
    yield f"version = {_value(content.version)}"
    yield f"rank = {content.rank}"
    for name, pair in (("title", content.title), ("source", content.source)):
        yield from ("", f"[{name}]", f"de = {_value(pair.de)}", f"en = {_value(pair.en)}")
    for entry in content.items:
        yield from _entry_lines(entry, "items")


def _entry_lines(entry: Entry, table: str) -> Iterator[str]:
    yield from ("", f"[[{table}]]", f"key = {_value(entry.key)}")
    for name, pair in (("label", entry.label), ("text", entry.text)):
        yield from (f"{name}.de = {_value(pair.de)}", f"{name}.en = {_value(pair.en)}")
    for name, value in sorted(entry.extra.items()):
        yield from _pair_lines(_key(name), value)
    for child in entry.children:
        yield from _entry_lines(child, f"{table}.children")


def _pair_lines(name: str, value: Json) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for part, inner in sorted(value.items()):
            yield from _pair_lines(f"{name}.{_key(part)}", inner)
    elif isinstance(value, list) and len(f"{name} = {_value(value)}") > WIDTH:
        yield f"{name} = ["
        yield from (f"  {_value(part)}," for part in value)
        yield "]"
    else:
        yield f"{name} = {_value(value)}"


def _value(value: Json) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(name)} = {_value(part)}" for name, part in value.items())
        return "{ " + inner + " }" if inner else "{}"
    # JSON's strings, numbers and booleans are TOML's; only DEL must be escaped in addition.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if BARE_KEY.fullmatch(name) else _value(name)


# --- Frameworks as Excel files ------------------------------------------------------------------

WIDE, NARROW = 40, 14
WIDTHS = [WIDE if column.field.endswith(("_de", "_en")) else NARROW for column in COLUMNS]
EXAMPLE_HEAD = {
    "code": "eigener-rahmen",
    "version": "1",
    "rank": "1",
    "title_de": "",
    "title_en": "",
    "source_de": "",
    "source_en": "",
}


def has_sheet_form(content: Content) -> bool:
    """Whether it is a framework of dimensions and criteria, nothing below."""
    below = (child for entry in content.items for child in entry.children)
    is_flat = not any(child.children for child in below)
    return content.kind == ContentKind.QUALITY_FRAMEWORK and is_flat


def framework_to_xlsx(content: Content) -> bytes:
    """A framework as an Excel file; taking it in gives the same again."""
    head = {
        "code": content.code,
        "version": content.version,
        "rank": content.rank,
        "title_de": content.title.de,
        "title_en": content.title.en,
        "source_de": content.source.de,
        "source_en": content.source.en,
    }
    return _book(_framework_rows(content), head)


def framework_template() -> bytes:
    """An empty framework to be filled in, with what each column is for."""
    return _book((), EXAMPLE_HEAD)


def _book(rows: Iterable[Cells], head: Mapping[str, Any]) -> bytes:
    entries = ([_cell(column, row) for column in COLUMNS] for row in rows)
    said = [[HEAD_ROWS[name], str(value)] for name, value in head.items()]
    return book_bytes(
        [
            TableSheet(ENTRIES, header_of(COLUMNS), entries, WIDTHS),
            TableSheet(HEAD, header_of(HEAD_COLUMNS), said, (24, 80)),
            TableSheet("Hinweise", ("Spalte", "Was hineingehört"), HINTS, (30, 100)),
        ]
    )


def _cell(column: Column, row: Cells) -> Any:
    value = row.get(column.field, "")
    return column.told(value) if column.told and value else value


def _framework_rows(content: Content) -> Iterator[Cells]:
    for place, dimension in enumerate(content.items, 1):
        number = dimension.extra.get("number")
        extra = dict(dimension.extra)
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 1000:
            extra.pop("number")
        else:
            number = place
        above = {
            "dimension": number,
            "name_de": dimension.label.de,
            "name_en": dimension.label.en,
        }
        yield {**above, **_texts(dimension), **cells_of(extra)}
        for index, criterion in enumerate(dimension.children, 1):
            label = {"label_de": criterion.label.de, "label_en": criterion.label.en}
            own = {"criterion": _own_number(criterion, index), **label, **_texts(criterion)}
            yield {**above, **own, **cells_of(criterion.extra)}


def _own_number(criterion: Entry, index: int) -> int:
    last = criterion.key.rpartition(".")[2]
    return int(last) if last.isdecimal() and len(last) < 4 else index


def _texts(entry: Entry) -> Cells:
    return {"text_de": entry.text.de, "text_en": entry.text.en, "key": entry.key}


# German like the columns: the file goes from office to office, whatever language it was made in.
HINTS = (
    ("Dimension Nr.", "Zahl der Dimension, in jeder Zeile."),
    (
        "Kriterium Nr.",
        "Zahl in der Dimension. Leer: Die Zeile beschreibt die Dimension selbst.",
    ),
    ("Dimension (deutsch)", "Name der Dimension. Er genügt in der ersten Zeile der Dimension."),
    ("Kurzname (deutsch)", "Wenige Wörter für Listen und Bilder. Leer: der Anfang der Aussage."),
    ("Aussage (deutsch)", "Was eingeschätzt wird; in der Zeile einer Dimension ihre Beschreibung."),
    ("Spalten (englisch)", "Leer: Der deutsche Text steht in beiden Sprachen."),
    ("Stufe 0 bis Stufe 3", "Woran man jede Reifestufe erkennt. Alle vier oder keine."),
    ("Einfache Worte", "Die Aussage für Eltern, in kurzen Sätzen."),
    ("Linke und rechte Aussage", "Gegensatz für das Polaritätsprofil. Beide oder keine."),
    ("Fragen", "Fragen zum Nachdenken über die Dimension, jede in einer eigenen Zeile der Zelle."),
    ("Grundlage", "abgeleitet oder eigen."),
    ("Frühere Version", "Version desselben Rahmens, aus der das Kriterium hervorgegangen ist."),
    ("Frühere Schlüssel", "Schlüssel dort, mehrere durch Leerzeichen getrennt."),
    ("Gegenüber früher", "unverändert, umformuliert, aufgeteilt, zusammengefasst oder neu."),
    ("Schlüssel", "Leer: QD mit der Nummer, zum Beispiel QD5.3."),
    ("Weitere Felder", "Nur für Angaben ohne eigene Spalte. Lassen Sie sie, wie sie sind."),
    (
        "Blatt „Angaben“",
        "Kürzel, Version, Rang, Titel, Quelle. Der höchste Rang gilt.",
    ),
)
