"""Reading what people typed takes as long as it is, whatever it is made of."""

import contextlib
import time
from collections.abc import Callable
from typing import Any

import pytest

from begleitwerk.core.imports import (
    CellError,
    day_of,
    figure_of,
    header_key,
    holds_address,
    key_text,
)
from begleitwerk.council.papers.numbering import Pattern, PatternError
from begleitwerk.engine.disclosure import personal_data_hints
from begleitwerk.engine.reading.encodings import decoded
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.files.enums import FileKind
from begleitwerk.files.services import clean_name
from begleitwerk.municipal_survey.imports.codebook import labels_of
from begleitwerk.municipal_survey.imports.columns import variable_name

LENGTH = 20_000
UNITS = (" ", "\n", "a", "1", "1.", "1 ", "a@", "a.", "; ", "=;", ";\n", "Ã¤", "„", "A. ", "{", "(")
READERS: dict[str, Callable[[str], Any]] = {
    "codebook": labels_of,
    "column": variable_name,
    "figure": figure_of,
    "day": day_of,
    "heading": header_key,
    "key": key_text,
    "hints": personal_data_hints,
    "csv": lambda text: decoded(text.encode()),
    "old csv": lambda text: decoded(text.encode("cp1252", "replace")),
    "number": Pattern.parse,
    "name": holds_address,
    "file name": lambda text: clean_name(text, FileKind.PDF),
}


@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_more_than_its_length(reader: str) -> None:
    begun = time.monotonic()
    for unit in UNITS:
        for tail in ("x", "="):
            with contextlib.suppress(CellError, PatternError, ReadingError, ArithmeticError):
                READERS[reader]("1=a" + (unit * LENGTH)[:LENGTH] + tail)
    assert time.monotonic() - begun < 5
