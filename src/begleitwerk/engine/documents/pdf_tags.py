"""Row headers in a tagged PDF.

Typst tags the header row of a table, but not the first cell of a row: that function is
behind a feature of its own command line. Without it a screen reader reads "4.200 €" and not
"Gesamtbetrag, 4.200 €". So the finished file is changed in place: these cells become TH with
the scope "row" (ISO 32000-1, 14.8.5.7). Nearly always the new words fit where the old ones
stood, filled up with spaces; where they do not, the offsets in the cross-reference table move.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

# Begins with a literal, which the search for it is quick by; the object's number stands before.
_OBJECT = re.compile(rb" 0 obj\n(<</Type/StructElem/S/(Table|TBody|TR|TD)\b[^\n]*)\n")
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_XREF_ENTRY = re.compile(rb"(\d{10}) (\d{5}) n")

_OWNER, _SCOPE = b"<</O/Table", b"/Scope/Row"

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
    elements = {
        int(pdf[pdf.rfind(b"\n", 0, found.start()) + 1 : found.start()]): found
        for found in _OBJECT.finditer(pdf)
    }
    tables = [found for found in elements.values() if found[2] == b"Table"]
    for table, count in zip(tables, header_rows, strict=True):
        for row in _rows(table, elements)[:count]:
            for position, cell in enumerate(_kids(row, elements)):
                told = _cell(cell[1], header=position == 0)
                if told != cell[1]:
                    yield cell.start(1), cell.end(1), told


def _rows(table: _Element, elements: dict[int, _Element]) -> list[_Element]:
    """The body rows; a table without a header has them without a body around."""
    kids = _kids(table, elements)
    bodies = [kid for kid in kids if kid[2] == b"TBody"]
    return [row for body in bodies or [table] for row in _kids(body, elements) if row[2] == b"TR"]


def _kids(element: _Element, elements: dict[int, _Element]) -> list[_Element]:
    listed = _KIDS.search(element[1])
    numbers = _REFERENCE.findall(listed[1]) if listed else []
    return [elements[int(number)] for number in numbers if int(number) in elements]


def _cell(element: bytes, *, header: bool) -> bytes:
    """The cell as row header, or as cell that has one."""
    # An explicit list of column headers would hide the row header; scopes name both.
    start = element.find(b"/Headers[")
    end = element.find(b"]", start) + 1
    if header:
        return _header(element.replace(b"/S/TD", b"/S/TH", 1), start, end)
    if start < 0:
        return element
    if element[:start].endswith(_OWNER) and element.startswith(b">>", end):  # nothing else in it
        start, end = start - len(_OWNER), end + 2
    return element[:start] + b" " * (end - start) + element[end:]


def _header(element: bytes, start: int, end: int) -> bytes:
    if start >= 0:
        return element[:start] + _SCOPE.ljust(end - start) + element[end:]
    if _OWNER + b">>" in element:
        return element.replace(_OWNER, _OWNER + _SCOPE, 1)
    scope = _OWNER + _SCOPE + b">>"
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
    if not any(moved for _, moved in shifts):
        return b"".join([*pieces, pdf[body_end:]])
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
