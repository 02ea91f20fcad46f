"""Row headers in a tagged PDF.

Typst tags the header row of a table, but not the first cell of a row: that function is
behind a feature of its own command line. Without it a screen reader reads "4.200 €" and not
"Gesamtbetrag, 4.200 €". So the finished file is changed in place: these cells become TH with
the scope "row" (ISO 32000-1, 14.8.5.7), and the offsets in its cross-reference table move.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(<</Type/StructElem/S/(Table|TBody|TR|TD)\b[^\n]*)\n")
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
_XREF_ENTRY = re.compile(rb"(\d{10}) (\d{5}) n")

_Element = re.Match[bytes]
_Edit = tuple[int, int, bytes]


def mark_row_headers(pdf: bytes, header_rows: Sequence[int | None]) -> bytes:
    """The PDF with row headers marked.

    `header_rows` tells for each table, in reading order, how many body rows begin with a
    header; None stands for all of them.
    """
    if not any(rows is None or rows for rows in header_rows):
        return pdf
    return _apply(pdf, list(_edits(pdf, header_rows)))


def _edits(pdf: bytes, header_rows: Sequence[int | None]) -> Iterator[_Edit]:
    elements = {int(found[1]): found for found in _OBJECT.finditer(pdf)}
    tables = [found for found in elements.values() if found[3] == b"Table"]
    for table, count in zip(tables, header_rows, strict=True):
        for row in _rows(table, elements)[:count]:
            for position, cell in enumerate(_kids(row, elements)):
                yield cell.start(2), cell.end(2), _cell(cell[2], header=position == 0)


def _rows(table: _Element, elements: dict[int, _Element]) -> list[_Element]:
    """The body rows; a table without a header has them without a body around."""
    kids = _kids(table, elements)
    bodies = [kid for kid in kids if kid[3] == b"TBody"]
    return [row for body in bodies or [table] for row in _kids(body, elements) if row[3] == b"TR"]


def _kids(element: _Element, elements: dict[int, _Element]) -> list[_Element]:
    listed = _KIDS.search(element[2])
    numbers = _REFERENCE.findall(listed[1]) if listed else []
    return [elements[int(number)] for number in numbers if int(number) in elements]


def _cell(element: bytes, *, header: bool) -> bytes:
    # An explicit list of column headers would hide the row header; scopes name both.
    element = _HEADERS.sub(b"", element).replace(b"<</O/Table>>", b"")
    if not header:
        return element
    element = element.replace(b"/S/TD", b"/S/TH", 1)
    scope = b"<</O/Table/Scope/Row>>"
    if b"/A[" in element:
        return element.replace(b"/A[", b"/A[" + scope, 1)
    return element.replace(b"/S/TH", b"/S/TH/A[" + scope + b"]", 1)


def _apply(pdf: bytes, edits: list[_Edit]) -> bytes:
    """The file with the edits made and every offset behind them moved."""
    edits.sort()
    body_end = pdf.rindex(b"xref\n", 0, pdf.rindex(b"startxref"))
    pieces, position, shifts, shift = [], 0, [], 0
    for start, end, replacement in edits:
        pieces += [pdf[position:start], replacement]
        position = end
        shift += len(replacement) - (end - start)
        shifts.append((end, shift))
    pieces.append(pdf[position:body_end])
    tail = _moved_entries(pdf[body_end:], shifts)
    start_of_table = str(body_end + shift).encode()
    tail = re.sub(rb"startxref\n\d+", b"startxref\n" + start_of_table, tail)
    return b"".join([*pieces, tail])


def _moved_entries(tail: bytes, shifts: list[tuple[int, int]]) -> bytes:
    ends = [end for end, _ in shifts]

    def moved(entry: re.Match[bytes]) -> bytes:
        offset = int(entry[1])
        position = bisect_right(ends, offset)
        by = shifts[position - 1][1] if position else 0
        return b"%010d %s n" % (offset + by, entry[2])

    return _XREF_ENTRY.sub(moved, tail)
