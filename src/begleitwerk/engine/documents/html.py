"""The page: semantic HTML with the classes of the house's stylesheet."""

from collections.abc import Iterator
from html import escape
from itertools import zip_longest

from begleitwerk.engine.documents import layout
from begleitwerk.engine.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Cards,
    Document,
    Figures,
    Heading,
    Lines,
    Paragraph,
)
from begleitwerk.engine.documents.text import is_rtl


def render_html(document: Document) -> str:
    """The sheet as one `<article>`: subject as h2, blocks from h3, without page frame."""
    sheet = layout.prepare(document)
    content = [
        f'<article class="bw-sheet" lang="{sheet.document.language}">',
        *_letterhead(sheet.document),
        *_address(sheet.document),
        '<div class="bw-block">',
        _preline(sheet.document.preline),
        f"<h2{_direction(sheet.subject)}>{_text(sheet.subject)}</h2>",
        "</div>",
        *_sections(sheet),
        _footer(sheet.document.footer),
        "</article>",
    ]
    return "\n".join(filter(None, content))


def render_blocks_html(blocks: tuple[Block, ...], *, language: str = "de", top: int = 3) -> str:
    """Only the blocks, for a page that frames them itself; headings start at h`top`."""
    return "\n".join(_parts(layout.parts(blocks), layout.words(language), top))


def _letterhead(document: Document) -> Iterator[str]:
    left, right = document.letterhead_left, document.letterhead_right
    if not (left or right):
        return
    yield '<div class="bw-sheet__head">'
    strong = [f"<strong>{_text(line)}</strong>" for line in left[:1]]
    yield f"<p>{'<br>'.join([*strong, *map(_text, left[1:])])}</p>"
    if right:
        yield f"<p>{'<br>'.join(map(_text, right))}</p>"
    yield "</div>"


def _address(document: Document) -> Iterator[str]:
    if document.return_line:
        yield f'<p class="bw-muted"><small>{_text(document.return_line)}</small></p>'
    if document.address:
        yield f"<p>{'<br>'.join(map(_text, document.address))}</p>"


def _preline(text: str) -> str:
    return _paragraph(text) if text else ""


def _footer(text: str) -> str:
    return f'<p class="bw-sheet__foot">{_text(text)}</p>' if text else ""


def _sections(sheet: layout.Sheet) -> Iterator[str]:
    """The parts, framed in one block for each heading of the first level."""
    starts = [0] + [
        position
        for position, part in enumerate(sheet.parts)
        if position and isinstance(part, Heading) and part.level == 1
    ]
    for start, end in zip_longest(starts, starts[1:]):
        if section := sheet.parts[start:end]:
            yield from ('<div class="bw-block">', *_parts(section, sheet.words), "</div>")


def _parts(parts: tuple[layout.Part, ...], words: layout.Words, top: int = 3) -> Iterator[str]:
    for part in parts:
        match part:
            case Heading(text=text, level=level):
                tag = f"h{min(top + level - 1, 6)}"
                yield f"<{tag}{_direction(text)}>{_text(text)}</{tag}>"
            case Paragraph(text=text):
                yield _paragraph(text)
            case Bullets(items=items):
                yield from ("<ul>", *(_element("li", item) for item in items), "</ul>")
            case layout.Grid():
                yield from _grid(part)
            case layout.Form():
                yield from _form(part, words)
            case Figures():
                yield from _figures(part)
            case Callout() | Lines() | Cards():
                yield from _apart(part)


def _apart(part: Callout | Lines | Cards) -> Iterator[str]:
    match part:
        case Callout(label=label, text=text):
            strong = f"<p><strong>{_text(label)}</strong></p>" if label else ""
            body = _paragraph(text) if text else ""
            yield f'<div class="bw-callout">{strong}{body}</div>'
        case Lines(label=label, count=count):
            yield f"<p{_direction(label)}>{_text(label)}{'<br>&#160;' * count}</p>"
        case Cards(items=cards):
            for card in cards:
                yield from _apart(layout.card_as_callout(card))


def _grid(grid: layout.Grid) -> Iterator[str]:
    yield '<table class="bw-table bw-cards">' + _caption(grid.caption, grid.name)
    if grid.header:
        cells = (_head(text, column, grid) for column, text in enumerate(grid.header))
        yield f"<thead><tr>{''.join(cells)}</tr></thead>"
    yield "<tbody>"
    tags = [_tags(column, grid) for column in range(len(grid.shares))]
    for row in grid.rows:
        cells = (
            f"{start}{_direction(text)}>{_text(text)}{end}"
            for (start, end), text in zip(tags, row, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"


def _head(text: str, column: int, grid: layout.Grid) -> str:
    return f'<th scope="col"{_number(column, grid)}{_direction(text)}>{_text(text)}</th>'


def _tags(column: int, grid: layout.Grid) -> tuple[str, str]:
    """How the cells of a column begin, still open, and end."""
    if grid.row_headers and column == 0:
        return '<th scope="row"', "</th>"
    label = f' data-label="{escape(grid.header[column])}"' if grid.header else ""
    return f"<td{label}{_number(column, grid)}", "</td>"


def _number(column: int, grid: layout.Grid) -> str:
    return ' class="bw-num"' if column in grid.numeric else ""


def _form(form: layout.Form, words: layout.Words) -> Iterator[str]:
    """Facts as a table; boxes alone as a group, below facts as the table's last row."""
    boxes = "".join(_boxes(form, words))
    if not form.pairs:
        caption = f'<p class="bw-muted">{_text(form.caption)}</p>' if form.caption else ""
        yield f'<div role="group"{_label(form.name)}>{caption}{boxes}</div>'
        return
    yield '<table class="bw-money">' + _caption(form.caption, form.name) + "<tbody>"
    for name, value in form.pairs:
        head = f'<th scope="row"{_direction(name)}>{_text(name)}</th>'
        number = ' class="bw-num"' if form.flush else ""
        yield f"<tr>{head}<td{number}{_direction(value)}>{_text(value)}</td></tr>"
    if boxes:
        yield f'<tr><td colspan="2">{boxes}</td></tr>'
    yield "</tbody></table>"


def _boxes(form: layout.Form, words: layout.Words) -> Iterator[str]:
    if form.question:
        yield f"<p>{_text(form.question)}</p>"
    for on, text in form.choices:
        state = " bw-box-line--on" if on else ""
        word = words.ticked if on else words.unticked
        hidden = f' <span class="bw-sr">({word})</span>'
        yield f'<p class="bw-box-line{state}"><span>{_text(text)}{hidden}</span></p>'


def _label(name: str) -> str:
    return f' aria-label="{escape(name)}"' if name else ""


def _figures(figures: Figures) -> Iterator[str]:
    yield '<dl class="bw-facts bw-figures">'
    for value, label, note in figures.items:
        small = f"<dd><small>{_text(note)}</small></dd>" if note else ""
        yield f"<div><dt>{_text(label)}</dt><dd><strong>{_text(value)}</strong></dd>{small}</div>"
    yield "</dl>"


def _caption(shown: str, name: str) -> str:
    if not name:
        return ""
    return (
        f"<caption>{_text(name)}</caption>"
        if shown
        else (f'<caption class="bw-sr">{_text(name)}</caption>')
    )


def _paragraph(text: str) -> str:
    return _element("p", text)


def _element(tag: str, text: str) -> str:
    return f"<{tag}{_direction(text)}>{_text(text)}</{tag}>"


def _direction(text: str) -> str:
    return ' dir="rtl"' if is_rtl(text) else ""


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
