"""CSV in any usual form."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from begleitwerk.engine.reading.cells import FORMULA, Budget, marked, plain
from begleitwerk.engine.reading.encodings import decoded
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits

SEPARATORS = ";,\t"
SAYS_SEPARATOR = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)', re.IGNORECASE)
# ="05974" is how some programs keep a spreadsheet from taking a key for a figure.
QUOTED_FORMULA = re.compile(r'="([^"=]*)"')
STARTS_FORMULA = re.compile(r"=\s*[\w(+\-\"'{$@.]", re.ASCII)


def read_csv(
    content: bytes, limits: Limits, *, rows: int, columns: int, is_cut: bool = False
) -> list[dict[str, Any]]:
    """One table: its `rows` of cells, the `delimiter`, and `notes` on how the text was read.

    The header and at most `rows` more: whatever is longer is refused, or left where it `is_cut`.
    """
    text, notes = decoded(content)
    said = SAYS_SEPARATOR.match(text)
    if said:
        text = text[said.end() :]
    delimiter = said[1] if said else likely_delimiter(text)
    found = limited(lines(text, delimiter), Budget(limits), rows, columns, is_cut=is_cut)
    return [{"rows": found, "delimiter": delimiter, "notes": notes}]


def likely_delimiter(text: str) -> str:
    """The separator that stands most often between the headings, line breaks within them or not."""
    counts, quoted = dict.fromkeys(SEPARATORS, 0), False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in "\r\n":
            break
        elif not quoted and sign in counts:
            counts[sign] += 1
    if quoted:  # a quotation mark that is never closed
        first = text.partition("\n")[0]
        counts = {sign: first.count(sign) for sign in SEPARATORS}
    return max(counts, key=lambda sign: counts[sign])


def lines(text: str, delimiter: str) -> Iterator[list[Any]]:
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [csv_cell(cell) for cell in cells]
    except csv.Error as error:
        raise ReadingError("not_csv", error=str(error)) from error


def csv_cell(cell: str) -> Any:
    if not cell.startswith("="):
        return plain(cell)
    if quoted := QUOTED_FORMULA.fullmatch(cell):
        return plain(quoted[1])
    return marked(FORMULA, plain(cell)) if STARTS_FORMULA.match(cell) else plain(cell)


def limited(
    rows: Iterator[list[Any]], budget: Budget, most: int, columns: int, *, is_cut: bool
) -> list[list[Any]]:
    """The header and at most `most` rows. Raises ReadingError `too_long`, `too_many_cells`."""
    found: list[list[Any]] = []
    for cells in rows:
        if len(found) > most and is_cut:
            break
        if len(found) > most or len(cells) > 10 * columns:
            raise ReadingError("too_long", rows=most, columns=columns)
        found.append(budget.spend(cells))
    return found
