"""A quality framework as an Excel file: a row for each dimension and each criterion, and a second
sheet with what is said of the version. Pure reading and checking, no database."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from begleitwerk.catalogue.enums import Basis, ContentKind, MapKind
from begleitwerk.catalogue.imports.build import Built
from begleitwerk.catalogue.imports.columns import COLUMNS, HEAD, HEAD_COLUMNS, HEAD_ROWS
from begleitwerk.catalogue.imports.content import (
    CODE,
    MAX_ITEMS,
    MAX_LABEL,
    MAX_TEXT,
    VERSION,
    Bilingual,
    Content,
    Json,
    Problem,
    Reading,
)
from begleitwerk.core.imports import (
    CellError,
    Place,
    Reader,
    choice_of,
    key_text,
    line_up_to,
    read_list,
    text_of,
    text_up_to,
)
from begleitwerk.core.imports import Problem as ListProblem


def framework_of(content: bytes, file_name: str) -> Reading:
    """The framework a file holds; every fault with its row and column, never raised."""
    sheet = read_list(
        content,
        file_name,
        columns=COLUMNS,
        readers=READERS,
        max_rows=MAX_ITEMS,
        empty_hint=_("Add a row for each dimension and each criterion."),
    )
    problems = [_told(problem) for problem in sheet.problems]
    if sheet.rows or not problems:
        head, faults = head_of(content, file_name)
        problems += faults
    if problems:
        return Reading(None, tuple(problems))
    built = Built(sheet.rows)
    if built.problems:
        return Reading(None, tuple(sorted(built.problems, key=lambda problem: problem.line or 0)))
    whole = Content(kind=ContentKind.QUALITY_FRAMEWORK, items=built.items, **head)
    return Reading(whole, notes=(*map(_told, sheet.notes), *built.notes()))


def _told(problem: ListProblem) -> Problem:
    message = f"{problem.what} {problem.mend}".strip()
    return Problem(problem.column or _("File"), message, problem.row or None)


# --- Cells --------------------------------------------------------------------------------------


def number_of(cell: Any) -> str:
    """A number as people count: 5, or 5.3. Raises CellError for what became a date."""
    if isinstance(cell, date):
        raise CellError(
            _("The spreadsheet program has made a date of this number."),
            _("Format the column as text and enter the number anew."),
        )
    text = key_text(cell)
    if text and not all(part.isdecimal() and len(part) < 4 for part in text.split(".")):
        raise CellError(
            _("“%(value)s” is no number.") % {"value": text[:40]},
            _("Enter a whole number, for example 5."),
        )
    return text


def more_of(cell: Any) -> dict[str, Json]:
    """Fields without a column of their own, as JSON."""
    text = text_of(cell)
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.keys() & {"key", "label", "text", "children"}:
        raise CellError(
            _("The further fields cannot be read."),
            _("Leave the cell as it was exported, or empty it."),
        )
    return found


LINE, TEXT = line_up_to(MAX_LABEL), text_up_to(MAX_TEXT)
LINES = {"name_de", "name_en", "label_de", "label_en", "key", "origin"}
READERS: dict[str, Reader] = {
    **{column.field: LINE if column.field in LINES else TEXT for column in COLUMNS},
    "dimension": number_of,
    "criterion": number_of,
    "basis": choice_of(Basis),
    "follows_kind": choice_of(MapKind),
    "follows_version": key_text,
    "more": more_of,
}

# --- The version --------------------------------------------------------------------------------


def head_of(content: bytes, file_name: str) -> tuple[dict[str, Any], list[Problem]]:
    """What the second sheet says of the version: code, version, rank, title, source."""
    rows = {name: field for field, name in HEAD_ROWS.items()}
    sheet = read_list(
        content,
        file_name,
        columns=HEAD_COLUMNS,
        readers={"name": LINE, "value": value_of},
        max_rows=100,
        empty_hint=_("Take the sheet “Angaben” from the template."),
        place=Place(sheet=2),
    )
    faults = [
        Problem(f"{HEAD}: {problem.where}", problem.message, problem.line)
        for problem in map(_told, sheet.problems)
    ]
    if faults:
        return {}, faults
    said: dict[str, str] = {}
    for row in sheet.rows:
        name = rows.get(row.values.get("name", ""))
        if name is None or name in said:
            what = _("This entry is not known, or stands there twice.")
            mend = _("Take one each of: %(names)s.") % {"names": ", ".join(rows)}
            faults.append(
                Problem(f"{HEAD}: {row.values.get('name', '')[:40]}", f"{what} {mend}", row.number)
            )
        else:
            said[name] = row.values["value"]
    faults += _head_faults(said)
    return ({}, faults) if faults else (_head(said), [])


def value_of(cell: Any) -> str:
    """A version is no date, whatever a spreadsheet makes of it."""
    if isinstance(cell, date):
        number_of(cell)
    return text_of(cell)


def _head_faults(said: dict[str, str]) -> Iterator[Problem]:
    said.setdefault("title_en", said.get("title_de", ""))
    said.setdefault("source_en", said.get("source_de", ""))
    for name, (fits, rule) in HEAD_RULES.items():
        if not fits(said.get(name, "")):
            message = _("Enter here: %(rule)s.") % {"rule": rule}
            yield Problem(f"{HEAD}: {HEAD_ROWS[name]}", message)


HEAD_RULES: dict[str, tuple[Callable[[str], Any], Any]] = {
    "code": (CODE.fullmatch, gettext_lazy("small letters, digits, hyphen, at most 40")),
    "version": (VERSION.fullmatch, gettext_lazy("letters, digits, dot, hyphen, at most 20")),
    "rank": (
        lambda text: text.isdecimal() and len(text) < 5 and int(text),
        gettext_lazy("a whole number from 1 to 9999"),
    ),
    **dict.fromkeys(
        ("title_de", "title_en"),
        (lambda text: 0 < len(text) <= MAX_LABEL, gettext_lazy("a title, at most 300 characters")),
    ),
    **dict.fromkeys(
        ("source_de", "source_en"),
        (lambda text: 0 < len(text) <= MAX_TEXT, gettext_lazy("who wrote the texts, and when")),
    ),
}


def _head(said: dict[str, str]) -> dict[str, Any]:
    return {
        "code": said["code"],
        "version": said["version"],
        "rank": int(said["rank"]),
        "title": Bilingual(" ".join(said["title_de"].split()), " ".join(said["title_en"].split())),
        "source": Bilingual(said["source_de"], said["source_en"]),
    }
