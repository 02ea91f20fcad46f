"""The PDF: typeset by Typst, one file that is PDF/UA-1 and PDF/A-2a."""

import functools
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from begleitwerk.engine.codes import qr_svg
from begleitwerk.engine.documents import glyphs, layout, pdf_tags, typesetting
from begleitwerk.engine.documents.blocks import (
    Bullets,
    Callout,
    Cards,
    Document,
    Figures,
    Heading,
    Lines,
    Paragraph,
)
from begleitwerk.engine.documents.errors import DocumentError
from begleitwerk.engine.documents.text import is_rtl
from begleitwerk.engine.documents.typesetting import SheetError

FONTS = ("Fira Sans", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Emoji",
         "DejaVu Sans Mono")  # fmt: skip

# Above this, no German word is meant to stay on one line.
_WORD, _CHUNK = 36, 6
_LONG_WORD = re.compile(rf"\S{{{_WORD + 1},}}")
# Rows up to this many characters move to the next page as a whole.
_KEPT_ROW = 600
_FIGURES_PER_ROW = 5
# Longer lines on the right of the letterhead would leave the left too little room.
_LETTERHEAD = 36

# Seconds; the longest papers take two.
LIMIT = 30.0


@functools.lru_cache(maxsize=32)  # the same document gives the same file: read again and again
def render_pdf(document: Document, *, fonts: Path, limit: float = LIMIT) -> bytes:
    """The paper as PDF/UA-1 and PDF/A-2a. `fonts` is the folder with the TrueType files.

    A character no font has appears as its code in brackets. Raises `DocumentError`
    (`language`, `fonts_missing`, `pdf_failed`, and `pdf_timeout` after `limit` seconds).
    """
    sheet = layout.prepare(document)
    return _render(_Book(sheet.document, (sheet,)), fonts, limit)


def render_together(
    title: str, documents: Sequence[Document], *, fonts: Path, limit: float = LIMIT
) -> bytes:
    """Many papers as one PDF, each on a page of its own and numbered by itself.

    Its outline names them by their titles. They share language and page of the first one; there
    is at least one. Raises as `render_pdf` does.
    """
    sheets = tuple(map(layout.prepare, documents))
    cover = replace(sheets[0].document, title=title)
    return _render(_Book(cover, sheets), fonts, limit)


@dataclass(frozen=True)
class _Book:
    """What becomes one file: the sheets, and what the file says of itself (`cover`)."""

    cover: Document
    sheets: tuple[layout.Sheet, ...]


def _render(book: _Book, fonts: Path, limit: float) -> bytes:
    if not any(fonts.glob("*.ttf")):
        raise DocumentError("fonts_missing", path=str(fonts))
    try:
        pdf = _typeset(book, glyphs.covered(fonts), fonts, limit)
    except SheetError:
        # A combination of characters no single font can draw: Latin letters always work.
        try:
            pdf = _typeset(book, glyphs.plain(fonts), fonts, limit)
        except SheetError as error:
            raise DocumentError("pdf_failed", detail=str(error)) from error
    return pdf_tags.mark_row_headers(pdf, _header_rows(book))


def _typeset(book: _Book, points: frozenset[int], fonts: Path, limit: float) -> bytes:
    data = json.dumps(_Data(points).book(book), ensure_ascii=False)
    day = book.cover.created or layout.UNDATED
    return typesetting.workshop.typeset(data, day=day, fonts=fonts, limit=limit)


def _header_rows(book: _Book) -> list[int | None]:
    """For each table, how many of its first rows begin with a row header; None for all."""
    rows: list[int | None] = []
    for part in (part for sheet in book.sheets for part in sheet.parts):
        match part:
            case layout.Grid():
                rows.append(None if part.row_headers else 0)
            case layout.Form(pairs=pairs) if pairs:
                rows.append(len(pairs))
    return rows


class _Data:
    """Turns sheets into what the Typst template reads."""

    def __init__(self, points: frozenset[int]) -> None:
        self._points = points

    def book(self, book: _Book) -> dict[str, Any]:
        cover, words = book.cover, book.sheets[0].words
        created = cover.created or layout.UNDATED
        return {
            "title": cover.title,
            "author": cover.author,
            "date": [created.year, created.month, created.day],
            "lang": cover.language,
            "region": "DE" if cover.language == "de" else None,
            "fonts": FONTS,
            "one-page": cover.one_page,
            "page": words.page,
            "of": words.of,
            "ticked": words.ticked,
            "unticked": words.unticked,
            "sheets": [self.sheet(sheet, of_many=len(book.sheets) > 1) for sheet in book.sheets],
        }

    def sheet(self, sheet: layout.Sheet, *, of_many: bool) -> dict[str, Any]:
        document = sheet.document
        return {
            "left": [self.text(line) for line in document.letterhead_left],
            "right": [self.text(line) for line in document.letterhead_right],
            "broad": any(len(line) > _LETTERHEAD for line in document.letterhead_right),
            "preline": self.text(document.preline),
            "subject": self.text(sheet.subject),
            "mark": self.text(document.title) if of_many else "",
            "address": [self.text(line) for line in document.address],
            "return": self.text(document.return_line),
            "running": self.text(sheet.running),
            "footer": self.text(document.footer),
            "parts": [self.part(part) for part in sheet.parts],
        }

    def part(self, part: layout.Part) -> dict[str, Any]:
        match part:
            case Heading(text=text, level=level):
                return {"kind": "heading", "text": self.text(text), "level": level}
            case Paragraph(text=text):
                return {"kind": "paragraph", "text": self.text(text)}
            case Bullets(items=items):
                lines = [self.text(item) for item in items]
                return {"kind": "bullets", "items": lines, "rtl": all(map(is_rtl, items))}
            case Callout(label=label, text=text):
                return {"kind": "callout", "label": self.text(label), "text": self.text(text)}
            case Figures(items=figures):
                return {"kind": "figures", "rows": self.figures(figures)}
            case Lines(label=label, count=count):
                return {"kind": "lines", "label": self.text(label), "count": count}
            case Cards():
                return {"kind": "cards", "large": part.large, "cards": self.cards(part)}
            case layout.Grid():
                return self.grid(part)
            case layout.Form():
                return self.form(part)

    def grid(self, grid: layout.Grid) -> dict[str, Any]:
        return {
            "kind": "grid",
            "caption": self.text(grid.caption),
            "header": [self.text(cell) for cell in grid.header],
            "rows": [
                {
                    "keep": sum(map(len, row)) <= _KEPT_ROW,
                    "cells": [self.text(cell) for cell in row],
                }
                for row in grid.rows
            ],
            "numeric": sorted(grid.numeric),
            "shares": grid.shares,
            "crowded": grid.crowded,
        }

    def form(self, form: layout.Form) -> dict[str, Any]:
        return {
            "kind": "form",
            "caption": self.text(form.caption),
            "pairs": [[self.text(name), self.text(value)] for name, value in form.pairs],
            "shares": form.shares,
            "flush": form.flush,
            "question": self.text(form.question),
            "choices": [[on, self.text(text)] for on, text in form.choices],
            "in-row": form.in_row,
        }

    def cards(self, cards: Cards) -> list[dict[str, Any]]:
        return [
            {
                "heading": self.text(heading),
                "text": self.text(text),
                "link": self.text(link),
                "note": self.text(note),
                "drawing": qr_svg(link),
                "alt": f"QR-Code: {link}",
            }
            for heading, text, link, note in cards.items
        ]

    def figures(self, figures: tuple[tuple[str, str, str], ...]) -> list[list[dict[str, Any]]]:
        items = [
            {
                "value": self.text(value),
                "label": self.text(label),
                "note": self.text(note),
                "long": len(value) > 7,
            }
            for value, label, note in figures
        ]
        step = _FIGURES_PER_ROW
        return [items[start : start + step] for start in range(0, len(items), step)]

    def text(self, text: str) -> str | dict[str, Any]:
        """A plain string, or lines of chunks where lines, long words or direction matter."""
        text = glyphs.shown(text, self._points)
        rtl = is_rtl(text)
        if not rtl and "\n" not in text and not (len(text) > _WORD and _LONG_WORD.search(text)):
            return text
        return {"lines": [_chunks(line) for line in text.split("\n")], "rtl": rtl}


def _chunks(line: str) -> list[str]:
    """The line in pieces, cut inside words that are too long for any line."""
    pieces, end = [], 0
    for match in _LONG_WORD.finditer(line):
        pieces.append(line[end : match.start()])
        pieces.extend(_cut(match.group()))
        end = match.end()
    return [*filter(None, pieces), line[end:]]


def _cut(word: str) -> list[str]:
    pieces, start = [], 0
    for position in range(1, len(word)):
        if position - start >= _CHUNK and not _joined(word[position - 1], word[position]):
            pieces.append(word[start:position])
            start = position
    return [*pieces, word[start:]]


def _joined(before: str, after: str) -> bool:
    """Whether two characters may belong to one sign: accents, emoji sequences, flags."""
    return (
        unicodedata.category(after) in ("Mn", "Me", "Mc", "Cf", "Sk")
        or unicodedata.category(before) == "Cf"
        or (after >= "\U0001f1e6" and after <= "\U0001f1ff")
    )
