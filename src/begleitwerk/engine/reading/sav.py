"""A survey file of SPSS (.sav, .zsav), with its labels."""

import io
import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pyreadstat

from begleitwerk.engine.reading.cells import BROKEN, Budget, marked, plain
from begleitwerk.engine.reading.encodings import read_once
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits
from begleitwerk.engine.reading.packages import check_spss

PACKED = b"$FL3"
EPOCH = datetime(1582, 10, 14)  # noqa: DTZ001  a calendar's first day has no zone
DAYS = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR", "YMDHMS")
TIMES = ("TIME", "DTIME", "MTIME")
# What old files hold that say another encoding, or none.
OLD_ENCODING = "WINDOWS-1252"
MOST_SECONDS = 10**9


def read_sav(content: bytes, limits: Limits, *, rows: int, columns: int) -> dict[str, Any]:
    """`names` of the variables, the `cells` of each, what the file says of them (`labels`, `words`
    for codes, `missing` ranges); whether it states a wrong encoding (`guessed`), and whether texts
    had to be set right (`twice`)."""
    if content.startswith(PACKED):
        check_spss(content, limits)
    data, meta, guessed = opened(content, rows, columns)
    names = list(meta.column_names)
    labels = {name: meta.column_names_to_labels.get(name) or name for name in names}
    texts = [text for cells in data.values() for text in cells if isinstance(text, str)]
    budget = Budget(limits)
    formats = meta.original_variable_types
    return {
        "names": names,
        "cells": [
            budget.spend([spss_cell(cell, formats[name]) for cell in data[name]]) for name in names
        ],
        "labels": [plain(read_once(labels[name])) for name in names],
        "words": [words_for(meta.variable_value_labels.get(name, {})) for name in names],
        "missing": [ranges_of(meta.missing_ranges.get(name, [])) for name in names],
        "guessed": guessed,
        "twice": any(read_once(text) != text for text in [*texts, *labels.values()]),
    }


def opened(content: bytes, rows: int, columns: int) -> tuple[Any, Any, bool]:
    """Data, labels, and whether the encoding had to be guessed."""
    for encoding in (None, OLD_ENCODING):
        # one impossible day would stop the whole file if days were converted
        how: dict[str, Any] = {
            "encoding": encoding,
            "user_missing": True,
            "output_format": "dict",
            "disable_datetime_conversion": True,
        }
        try:
            _none, meta = pyreadstat.read_sav(io.BytesIO(content), metadataonly=True, **how)
            if len(meta.column_names) > columns:
                raise ReadingError("too_long", rows=rows, columns=columns)
            data, meta = pyreadstat.read_sav(io.BytesIO(content), row_limit=rows + 1, **how)
        except (ReadingError, MemoryError):
            raise
        except Exception as error:  # the reader raises whatever the broken file provokes
            failure = error
            continue
        if len(next(iter(data.values()), [])) > rows:
            raise ReadingError("too_long", rows=rows, columns=columns)
        return data, meta, encoding is not None
    raise ReadingError("broken", kind="sav") from failure


def spss_cell(cell: Any, kind: str) -> Any:
    """A cell as other files have it: nothing, text, figure or day. Days are seconds in SPSS."""
    if isinstance(cell, str):
        return plain(read_once(cell.rstrip()))
    if cell is None or math.isnan(cell):
        return None
    if kind.startswith(TIMES):
        return str(timedelta(seconds=cell)) if abs(cell) < MOST_SECONDS else broken(cell)
    if kind.startswith(DAYS):
        try:
            return plain((EPOCH + timedelta(seconds=cell)).date())
        except OverflowError:
            return broken(cell)
    return cell


def broken(cell: float) -> dict[str, Any]:
    return marked(BROKEN, f"{cell:g}")


def words_for(labels: Mapping[Any, str]) -> list[list[Any]]:
    return [[plain(code), plain(read_once(words))] for code, words in labels.items()]


def ranges_of(ranges: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    return [[plain(item["lo"]), plain(item["hi"])] for item in ranges]
