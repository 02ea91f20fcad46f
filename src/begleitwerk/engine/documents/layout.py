"""What all writers share: cleaned text, sound heading levels, tables that fit."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from begleitwerk.engine.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Cards,
    Choices,
    Document,
    Facts,
    Figures,
    Heading,
    Lines,
    Paragraph,
    Table,
)
from begleitwerk.engine.documents.errors import DocumentError
from begleitwerk.engine.documents.text import clean, one_line

# Characters that fit a line of a table, and the width below which a column is unreadable.
_LINE, _NARROWEST = 88, 6
# The longest word a column makes room for; longer ones are hyphenated.
_WORD = 20
# PDF/A wants a date; this one says that there is none and keeps equal papers equal.
UNDATED = dt.date(1970, 1, 1)
_LANGUAGE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True)
class Words:
    """The few words a writer adds itself."""

    page: str
    of: str
    ticked: str
    unticked: str
    untitled: str


_GERMAN = Words(
    page="Seite", of="von", ticked="angekreuzt", unticked="nicht angekreuzt", untitled="Ohne Titel"
)
_ENGLISH = Words(page="Page", of="of", ticked="ticked", unticked="not ticked", untitled="Untitled")


def words(language: str) -> Words:
    """The words for a language; English for all but German."""
    return _GERMAN if language == "de" else _ENGLISH


@dataclass(frozen=True)
class Grid:
    """A data table with every row as wide as the header. An empty caption is not shown."""

    caption: str
    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int]
    row_headers: bool
    shares: tuple[float, ...]
    crowded: bool


@dataclass(frozen=True)
class Form:
    """Facts, and the boxes that close their table."""

    caption: str
    name: str
    pairs: tuple[tuple[str, str], ...]
    question: str
    choices: tuple[tuple[bool, str], ...]
    shares: tuple[float, float]
    flush: bool  # every value short enough to stand flush right
    in_row: bool = False  # the boxes


Part = Heading | Paragraph | Bullets | Grid | Form | Figures | Callout | Lines | Cards


@dataclass(frozen=True)
class Sheet:
    """A document ready for a writer."""

    document: Document
    subject: str
    running: str
    words: Words
    parts: tuple[Part, ...]


def prepare(document: Document) -> Sheet:
    """The document with everything cleaned and the blocks made into parts."""
    if not _LANGUAGE.fullmatch(document.language):
        raise DocumentError("language", language=document.language)
    own_words = words(document.language)
    reference = one_line(document.reference)
    title = one_line(document.title) or one_line(document.subject) or reference
    title = title or own_words.untitled
    subject = one_line(document.subject) or title
    cleaned = replace(
        document,
        title=title,
        reference=reference,
        preline=one_line(document.preline),
        letterhead_left=_lines(document.letterhead_left),
        letterhead_right=_lines(document.letterhead_right),
        address=_lines(document.address),
        return_line=_shortened(one_line(document.return_line), 120),
        author=one_line(document.author),
        footer=_shortened(one_line(document.footer), 240),
    )
    return Sheet(
        document=cleaned,
        subject=subject if subject == reference else f"{reference} {subject}".strip(),
        running=_shortened(reference or title, 90),
        words=own_words,
        parts=parts(document.blocks),
    )


def parts(blocks: tuple[Block, ...]) -> tuple[Part, ...]:
    """Parts for the writers: nothing empty, no skipped heading level, tables in shape."""
    return tuple(_parts(blocks))


def _parts(blocks: tuple[Block, ...]) -> Iterator[Part]:
    level, heading = 0, ""
    position = 0
    while position < len(blocks):
        block, following = blocks[position], blocks[position + 1 : position + 2]
        position += 1
        match block:
            case Heading() if one_line(block.text):
                level = max(1, min(block.level, level + 1, 4))
                heading = one_line(block.text)
                yield Heading(heading, level)
                continue
            case Table():
                yield from _grid(block, heading)
            case Facts() if block.pairs and following and isinstance(following[0], Choices):
                yield _form(block, following[0], heading)
                position += 1
            case Facts():
                yield from _unless_empty(_form(block, Choices("", ()), heading))
            case Choices():
                yield from _unless_empty(_form(Facts(block.caption, ()), block, heading))
            case _:
                yield from _simple(block)
        heading = ""


def _simple(block: Block) -> Iterator[Part]:
    match block:
        case Paragraph() if clean(block.text).strip():
            yield Paragraph(clean(block.text).strip("\n"))
        case Bullets():
            items = tuple(filter(None, (clean(item).strip() for item in block.items)))
            if items:
                yield Bullets(items)
        case Figures():
            figures = [(one_line(a), one_line(b), one_line(c)) for a, b, c in block.items]
            filled = tuple(figure for figure in figures if any(figure))
            if filled:
                yield Figures(filled)
        case Callout():
            if clean(block.label + block.text).strip():
                yield Callout(one_line(block.label), clean(block.text).strip("\n"))
        case _:
            yield from _to_fill_in(block)


def _to_fill_in(block: Block) -> Iterator[Part]:
    match block:
        case Lines():
            yield Lines(one_line(block.label), max(1, block.count))
        case Cards():
            cards = [(one_line(a), clean(b), one_line(c), clean(d)) for a, b, c, d in block.items]
            if drawn := tuple(card for card in cards if card[2]):
                yield Cards(drawn, block.large)


def card_as_callout(card: tuple[str, str, str, str]) -> Callout:
    """A card where nothing is cut: on a page, in a Word file."""
    heading, text, link, note = card
    return Callout(heading, "\n".join(filter(None, (text, link, note))))


def _grid(table: Table, heading: str) -> Iterator[Grid]:
    width = max([len(table.header), *map(len, table.rows)])
    if not width:
        return
    rows = [tuple(map(clean, row + ("",) * (width - len(row)))) for row in table.rows]
    header = table.header and tuple(map(clean, table.header + ("",) * (width - len(table.header))))
    caption = one_line(table.caption)
    shares = column_shares([*([header] if header else []), *rows])
    room = [share * _LINE for share in shares]
    columns = zip(header or rows[0], *rows, strict=True)
    yield Grid(
        caption="" if caption == heading else caption,
        name=caption,
        header=header,
        rows=tuple(rows),
        numeric=table.numeric,
        row_headers=table.row_headers and width > 1,
        shares=shares,
        crowded=any(map(_overflows, columns, room)),
    )


def _form(facts: Facts, choices: Choices, heading: str) -> Form:
    caption, question = one_line(facts.caption), one_line(choices.caption)
    pairs = tuple((clean(name), clean(value)) for name, value in facts.pairs)
    first = column_shares([("", ""), *pairs])[0]
    first = max(0.3, min(first, 0.6))
    return Form(
        caption="" if caption == heading else caption,
        name=caption,
        pairs=pairs,
        question="" if question in (heading, caption) else question,
        choices=tuple((on, clean(text)) for on, text in choices.items),
        shares=(first, 1 - first),
        flush=all(_longest_line(value) <= 40 for _, value in pairs),
        in_row=choices.in_row,
    )


def _unless_empty(form: Form) -> Iterator[Form]:
    if form.pairs or form.choices:
        yield form


def column_shares(rows: list[tuple[str, ...]]) -> tuple[float, ...]:
    """The share of the width each column gets, together 1.

    Columns keep what their longest line needs as long as that is less than an equal part;
    the others share the rest by need, so that one long column does not squeeze a date.
    """
    columns = list(zip(*rows, strict=True))
    lines = [max(map(_longest_line, column)) + 2 for column in columns]
    needs = [float(max(_NARROWEST, min(line, 2 * _LINE))) for line in lines]
    if sum(needs) > _LINE:
        needs = _squeezed(needs, columns)
    return tuple(need / sum(needs) for need in needs)


def _squeezed(needs: list[float], columns: list[tuple[str, ...]]) -> list[float]:
    kept: dict[int, float] = {}
    while True:
        rest = {i: need for i, need in enumerate(needs) if i not in kept}
        equal = (_LINE - sum(kept.values())) / len(rest)
        small = {i: need for i, need in rest.items() if need <= equal}
        if not small:
            break
        kept |= small
    room = _LINE - sum(kept.values())
    words = {i: min(max(map(_longest_word, columns[i])) + 2, _WORD) for i in rest}
    floor = sum(words.values())
    floors = {i: float(words[i]) if floor < room else 0.0 for i in rest}
    spare = (room - sum(floors.values())) / sum(need**0.5 for need in rest.values())
    return [kept[i] if i in kept else floors[i] + spare * need**0.5 for i, need in enumerate(needs)]


def _overflows(column: tuple[str, ...], room: float) -> bool:
    """Whether a word of the column is longer than a line of it."""
    return any(len(cell) > room and _longest_word(cell) > room for cell in column)


def _longest_line(text: str) -> int:
    return len(text) if "\n" not in text else max(map(len, text.split("\n")))


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(one_line, lines)))


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
