"""Letters: the address in the window, and many letters as one file."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pikepdf
import pypdf
from docx import Document as WordFile

from begleitwerk.engine.documents import (
    Document,
    Heading,
    Paragraph,
    render_docx,
    render_html,
    render_pdf,
    render_together,
)
from tests.engine.documents.pdf_checks import assert_accessible, page_count, text
from tests.engine.documents.samples import FONTS, GOALS

MM = 72 / 25.4
ADDRESS = ("Landkreis Musterau", "Jugendamt", "Leitung", "Dr. Eva Beispiel", "Weg 1", "12345 Ort")
LETTER = Document(
    title="Auswahl: Landkreis Musterau",
    subject="Auswahl",
    letterhead_left=("Programmbüro", "Prozessbegleitung"),
    letterhead_right=("Telefon 030 1", "Datum: 03.04.2027"),
    return_line="Programmbüro, Straße 2, 10115 Berlin",
    address=ADDRESS,
    created=dt.date(2027, 4, 3),
    blocks=(Paragraph("Guten Tag,"), Heading("Die Gründe"), GOALS),
)


def heights(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Where on the first page a line begins, in millimetres from the left and from the top."""
    found: dict[str, tuple[float, float]] = {}

    def note(words: str, page: list[float], line: list[float], _font: Any, _size: Any) -> None:
        if words.strip():
            across = line[4] * page[0] + line[5] * page[2] + page[4]
            up = line[4] * page[1] + line[5] * page[3] + page[5]
            found[words.strip()] = (across / MM, 297 - up / MM)

    pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=note)
    return found


def test_the_address_stands_in_the_window_whatever_stands_above_it() -> None:
    """DIN 5008, form B: the zone begins 62.7 mm from the top and ends at 90, text at 25 mm."""
    for name in ("Büro", "Nationales Zentrum " * 10):
        pdf = render_pdf(replace(LETTER, letterhead_left=(name, name)), fonts=FONTS)
        assert_accessible(pdf, LETTER.title)
        at = heights(pdf)
        for line in ADDRESS:
            left, top = at[line]
            assert 24.9 < left < 25.1
            assert 62.7 < top < 90
        assert 50 < at[LETTER.return_line][1] < 62.7
        assert at["Telefon 030 1"][0] > 124.9
        assert at["Auswahl"][1] > 98.5


def test_an_address_of_many_lines_stays_in_the_window() -> None:
    lines = tuple(f"Zeile {number} der Anschrift" for number in range(7))
    at = heights(render_pdf(replace(LETTER, address=lines), fonts=FONTS))
    assert all(62.7 < at[line][1] < 90 for line in lines)


def test_many_letters_are_one_file_each_on_pages_of_its_own() -> None:
    long = replace(LETTER, title="Auswahl: Stadt B", blocks=(Paragraph("Wort " * 2500),))
    plain = replace(LETTER, title="Auswahl: Stadt C", address=())
    pdf = render_together("Schreiben", (LETTER, long, plain), fonts=FONTS)
    assert_accessible(pdf, "Schreiben")
    pages = page_count(render_pdf(long, fonts=FONTS))
    assert pages > 1
    assert page_count(pdf) == pages + 2
    read = text(pdf)
    assert read.count("Seite 1 von 1") == 2
    assert f"Seite {pages} von {pages}" in read
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [
            "Auswahl: Landkreis Musterau",
            "Auswahl: Stadt B",
            "Auswahl: Stadt C",
        ]


def test_word_file_and_page_name_the_addressee_too() -> None:
    words = [row.text for row in WordFile(io.BytesIO(render_docx(LETTER))).paragraphs]
    assert [*ADDRESS] == words[words.index(LETTER.return_line) + 1 :][: len(ADDRESS)]
    assert "<p>Landkreis Musterau<br>Jugendamt<br>" in render_html(LETTER)
    assert LETTER.return_line in render_html(LETTER)
