"""The blocks as WordprocessingML (ECMA-376), for any template that has our styles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from begleitwerk.engine.documents import layout
from begleitwerk.engine.documents.blocks import (
    Bullets,
    Callout,
    Cards,
    Figures,
    Heading,
    Lines,
    Paragraph,
)
from begleitwerk.engine.documents.text import TICKED, UNTICKED, is_rtl

# Names of styles as Word stores them, whatever its language.
HEADINGS = ("heading 2", "heading 3", "heading 4", "heading 5")
BULLET, CAPTION = "List Bullet", "caption"
CELL, HEAD, BOX = "Begleitwerk Zelle", "Begleitwerk Kopfzelle", "Begleitwerk Kästchen"
FIGURE, NOTE = "Begleitwerk Kennzahl", "Begleitwerk Anmerkung"
CALLOUT = "Begleitwerk Hinweis"
STYLES = (*HEADINGS, BULLET, CAPTION, CELL, HEAD, BOX, FIGURE, NOTE, CALLOUT)

WIDTH = 9241  # of the text, in twentieths of a point: A4 less 25 mm and 22 mm
_KEPT_ROW = 600
_FIGURES_PER_ROW = 5

_RULE = 'w:val="single" w:sz="6" w:space="0" w:color="6F7590"'
_HAIRLINE = 'w:val="single" w:sz="4" w:space="0" w:color="C3C7D3"'
_NO_MARGIN = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar>'
)
_FLUSH = '<w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar>'
_SYMBOLS = "".join(f' w:{kind}="Segoe UI Symbol"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))


@dataclass(frozen=True)
class BodyWriter:
    """Writes parts as XML. `styles` gives the template's style id for each style name."""

    styles: dict[str, str]
    words: layout.Words

    def xml(self, parts: Iterable[layout.Part]) -> str:
        return "".join(piece for part in parts for piece in self._part(part))

    def _part(self, part: layout.Part) -> Iterator[str]:
        match part:
            case Heading(text=text, level=level):
                yield self._paragraph(text, HEADINGS[level - 1])
            case Paragraph(text=text):
                yield self._paragraph(text)
            case Bullets(items=items):
                yield from (self._paragraph(item, BULLET) for item in items)
            case Callout():
                yield from self._callout(part)
            case Figures(items=items):
                yield from self._figures(items)
            case Lines() | Cards():
                yield from self._to_fill_in(part)
            case layout.Grid():
                yield from self._grid(part)
            case layout.Form():
                yield from self._form(part)

    def _paragraph(
        self, text: str, style: str = "", *, properties: str = "", before: str = "", after: str = ""
    ) -> str:
        """A paragraph; `properties` are those that stand behind its direction."""
        rtl = is_rtl(text)
        named = f"<w:pStyle w:val={quoteattr(self.styles[style])}/>" if style else ""
        direction = "<w:bidi/>" if rtl else ""
        shape = f"<w:pPr>{named}{direction}{properties}</w:pPr>"
        return f"<w:p>{shape}{before}{_run(text, rtl=rtl)}{after}</w:p>"

    def _to_fill_in(self, part: Lines | Cards) -> Iterator[str]:
        if isinstance(part, Lines):
            yield self._paragraph(part.label + "\n" * part.count)
            return
        for card in part.items:
            yield from self._callout(layout.card_as_callout(card))

    def _callout(self, callout: Callout) -> Iterator[str]:
        if callout.label:
            bold = _run(callout.label, "<w:b/>", rtl=is_rtl(callout.label))
            yield self._paragraph("", CALLOUT, properties=_APART, before=bold)
        if callout.text:
            yield self._paragraph(callout.text, CALLOUT)

    def _grid(self, grid: layout.Grid) -> Iterator[str]:
        yield from self._caption(grid.caption)
        first_row, first_column = bool(grid.header), grid.row_headers
        borders = f"<w:bottom {_HAIRLINE}/><w:insideH {_HAIRLINE}/>"
        yield _table_start(grid.name, grid.shares, borders, _NO_MARGIN, first_row, first_column)
        if grid.header:
            heads = (self._cell(text, i, grid, head=True) for i, text in enumerate(grid.header))
            yield _row(heads, "<w:cantSplit/><w:tblHeader/>")
        for row in grid.rows:
            kept = "<w:cantSplit/>" if sum(map(len, row)) <= _KEPT_ROW else ""
            yield _row((self._cell(text, column, grid) for column, text in enumerate(row)), kept)
        yield _TABLE_END

    def _cell(self, text: str, column: int, grid: layout.Grid, *, head: bool = False) -> str:
        properties = '<w:jc w:val="right"/>' if column in grid.numeric else ""
        border = f"<w:tcBorders><w:bottom {_RULE}/></w:tcBorders>" if head else ""
        border += _FLUSH if column == len(grid.shares) - 1 else ""
        content = self._paragraph(text, HEAD if head else CELL, properties=properties)
        return _cell(content, grid.shares[column], border)

    def _form(self, form: layout.Form) -> Iterator[str]:
        yield from self._caption(form.caption)
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = "".join(f"<w:{side} {_RULE}/>" for side in sides)
        yield _table_start(form.name, form.shares, borders, "", False, bool(form.pairs))
        for name, value in form.pairs:
            flush = '<w:jc w:val="right"/>' if form.flush else ""
            cells = (self._paragraph(name, CELL), self._paragraph(value, CELL, properties=flush))
            yield _row(map(_cell, cells, form.shares), "<w:cantSplit/>")
        if form.choices:
            yield _row([_cell("".join(self._boxes(form)), 1, '<w:gridSpan w:val="2"/>')])
        yield _TABLE_END

    def _boxes(self, form: layout.Form) -> Iterator[str]:
        if form.question:
            yield self._paragraph(form.question, CELL)
        for on, text in form.choices:
            box = _run(TICKED if on else UNTICKED, f"<w:rFonts{_SYMBOLS}/>")
            mark = box + "<w:r><w:tab/></w:r>"
            word = _run(f" ({self.words.ticked})", _MUTED) if on else ""
            yield self._paragraph(text, BOX, before=mark, after=word)

    def _figures(self, items: tuple[tuple[str, str, str], ...]) -> Iterator[str]:
        for start in range(0, len(items), _FIGURES_PER_ROW):
            row = items[start : start + _FIGURES_PER_ROW]
            shares = [1 / len(row)] * len(row)
            borders = f"<w:top {_HAIRLINE}/><w:bottom {_HAIRLINE}/>"
            yield _table_start("", shares, borders, _NO_MARGIN, False, False)
            yield _row(map(_cell, map(self._figure, row), shares), "<w:cantSplit/>")
            yield _TABLE_END

    def _figure(self, item: tuple[str, str, str]) -> str:
        value, label, note = item
        note_line = self._paragraph(note, NOTE) if note else ""
        return self._paragraph(value, FIGURE) + self._paragraph(label, CELL) + note_line

    def _caption(self, caption: str) -> Iterator[str]:
        if caption:
            yield self._paragraph(caption, CAPTION)


_APART = '<w:spacing w:before="200" w:after="40"/>'
_MUTED = '<w:color w:val="565B6B"/>'
# Two tables without a paragraph between them would become one.
_TABLE_END = (
    '</w:tbl><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
    "</w:pPr></w:p>"
)


def _run(text: str, properties: str = "", *, rtl: bool = False) -> str:
    if not text:
        return ""
    shape = properties + ("<w:rtl/>" if rtl else "")
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{shape}</w:rPr>' if shape else ''}{'<w:br/>'.join(lines)}</w:r>"


def _table_start(
    name: str,
    shares: Iterable[float],
    borders: str,
    margins: str,
    first_row: bool,
    first_column: bool,
) -> str:
    columns = "".join(f'<w:gridCol w:w="{_width(share)}"/>' for share in shares)
    caption = f"<w:tblCaption w:val={quoteattr(name)}/>" if name else ""
    bits = 0x600 | 0x20 * first_row | 0x80 * first_column
    look = (
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="{first_row:d}" w:lastRow="0" '
        f'w:firstColumn="{first_column:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{margins}{look}{caption}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def _row(cells: Iterable[str], properties: str = "") -> str:
    shape = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{shape}{''.join(cells)}</w:tr>"


def _cell(content: str, share: float, properties: str = "") -> str:
    width = f'<w:tcW w:w="{_width(share)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{width}{properties}</w:tcPr>{content}</w:tc>"


def _width(share: float) -> int:
    return round(share * WIDTH)
