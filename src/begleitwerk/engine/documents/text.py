"""Text as people type it: cleaned, read into blocks, and written back."""

import re
import unicodedata
from collections.abc import Iterator

from begleitwerk.engine.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Cards,
    Choices,
    Facts,
    Figures,
    Heading,
    Lines,
    Paragraph,
    Table,
)

TICKED, UNTICKED = "☒", "☐"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, surrogates and noncharacters: forbidden in XML, or without a meaning on paper.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def clean(text: str) -> str:
    """The text with one kind of line end, spaces for tabs, and nothing XML forbids."""
    if text.isprintable():  # most cells and lines: nothing of all this is in them
        return text
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", "    "))


def one_line(text: str) -> str:
    """The cleaned text on a single line, for titles and headings."""
    return " ".join(clean(text).split())


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def parse_text(text: str) -> tuple[Block, ...]:
    """Paragraphs and bullet lists from a text field.

    An empty line ends a paragraph; a line starting with "- " is a bullet, a line below it
    indented by two spaces belongs to it. Everything else is literal.
    """
    parser = _Parser()
    for line in clean(text).split("\n"):
        parser.feed(line.rstrip())
    return tuple(parser.blocks())


class _Parser:
    def __init__(self) -> None:
        # Finished groups: ("text", lines) or ("list", items).
        self._groups: list[tuple[str, list[str]]] = []
        self._open = False

    def feed(self, line: str) -> None:
        if not line:
            self._open = False
        elif line.startswith("- "):
            self._group("list", fresh=False).append(line[2:].strip())
            self._open = True
        elif self._open and self._kind() == "list" and line.startswith("  "):
            self._groups[-1][1][-1] += "\n" + line[2:]
        else:
            self._group("text", fresh=not self._open).append(line)
            self._open = True

    def _kind(self) -> str:
        return self._groups[-1][0] if self._groups else ""

    def _group(self, kind: str, *, fresh: bool) -> list[str]:
        if fresh or self._kind() != kind:
            self._groups.append((kind, []))
        return self._groups[-1][1]

    def blocks(self) -> Iterator[Block]:
        for kind, lines in self._groups:
            yield Paragraph("\n".join(lines)) if kind == "text" else Bullets(tuple(lines))


def to_plain(blocks: tuple[Block, ...]) -> str:
    """The blocks as text a person can edit.

    `parse_text` reads paragraphs and bullets back unchanged; other blocks become readable
    lines and come back as paragraphs.
    """
    return "\n\n".join(filter(None, (_plain(block) for block in blocks)))


def _plain(block: Block) -> str:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return text
        case Bullets(items=items):
            return "\n".join("- " + item.replace("\n", "\n  ") for item in items)
        case Table(caption=caption, header=header, rows=rows):
            lines = [caption, *(" | ".join(row) for row in (header, *rows))]
        case Facts(caption=caption, pairs=pairs):
            lines = [caption, *(f"{name}: {value}" for name, value in pairs)]
        case Choices(caption=caption, items=choices):
            lines = [caption, *(f"{TICKED if on else UNTICKED} {text}" for on, text in choices)]
        case Figures(items=figures):
            lines = [" ".join(filter(None, figure)) for figure in figures]
        case Callout(label=label, text=text):
            lines = [": ".join(filter(None, (label, text)))]
        case Lines(label=label):
            lines = [label]
        case Cards(items=cards):
            lines = [part for card in cards for part in card]
    return "\n".join(filter(None, lines))
