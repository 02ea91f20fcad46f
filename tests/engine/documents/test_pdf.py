import contextlib
import io
import os
import threading
import time
import warnings
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from begleitwerk.engine.documents import (
    Block,
    Bullets,
    Callout,
    Cards,
    Document,
    DocumentError,
    Facts,
    Heading,
    Lines,
    Paragraph,
    Table,
    render_pdf,
)
from tests.engine.documents.pdf_checks import (
    assert_accessible,
    elements,
    page_count,
    scopes,
    tags,
    text,
)
from tests.engine.documents.samples import (
    ARABIC,
    BRIEF,
    COVER,
    EMOJI,
    FONTS,
    GOALS,
    HEBREW,
    HOSTILE,
    MONEY,
    PAPER,
    everywhere,
    paper,
)


def pdf_of(*blocks: Block) -> bytes:
    return render_pdf(paper(*blocks), fonts=FONTS)


def squeezed(pdf: bytes) -> str:
    """The text without white space: where lines break does not matter."""
    return "".join(text(pdf).split())


def test_a_paper_is_accessible_and_complete() -> None:
    pdf = render_pdf(PAPER, fonts=FONTS)
    assert_accessible(pdf, PAPER.title)
    read = " ".join(text(pdf).split())
    for expected in (
        "Landkreis Musterau",
        "Aktenzeichen 51.17",
        "Beschlussvorlage, öffentlich",
        "2027/143 Gesamtkonzept Frühe Hilfen",
        "Sozial- und Gesundheitsausschuss",
        "4.200 €",
        "☒ Mittel sind im Produkt eingeplant. (angekreuzt)",
        "☐ Mittel sind nicht eingeplant.",
        "▲ gefährdet",
        "2. Indikatorenblatt",
        "Seite 1 von 1",
    ):
        assert expected in read


def test_tables_have_headers_for_columns_and_rows() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(GOALS, MONEY, COVER))) as opened:
        columns, rows = ["/Column"] * 3, ["/Row"] * 3
        assert scopes(opened) == [*columns, *rows, "/Row", "/Row"]
        first = next(cell for cell in elements(opened) if cell.S == "/TD")
        assert not any("/Headers" in attributes for attributes in first.A)


def test_without_row_headers_the_first_cells_stay_data() -> None:
    table = replace(GOALS, row_headers=False)
    with pikepdf.open(io.BytesIO(pdf_of(table, MONEY))) as opened:
        assert scopes(opened) == ["/Column"] * 3 + ["/Row"] * 2


def test_a_long_table_repeats_its_header_and_marks_every_row() -> None:
    rows = tuple((f"Maßnahme {number}", "im Plan") for number in range(200))
    pdf = pdf_of(Table("Maßnahmen", ("Maßnahme", "Stand"), rows))
    assert_accessible(pdf, "Probe")
    assert page_count(pdf) > 4
    assert text(pdf).count("Stand") == page_count(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert scopes(opened).count("/Row") == 200


def test_headings_are_tagged_in_order() -> None:
    pdf = pdf_of(Heading("Eins"), Heading("Zwei", 4), Heading("Drei"))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [tag for tag in tags(opened) if tag.startswith("/H")] == ["/H1", "/H2", "/H3", "/H2"]


def test_a_brief_fills_one_page_and_shrinks_to_stay_on_it() -> None:
    pdf = render_pdf(BRIEF, fonts=FONTS)
    assert_accessible(pdf, BRIEF.title)
    assert page_count(pdf) == 1
    assert "Seite" not in text(pdf)
    longer = (*BRIEF.blocks, Paragraph("Frühe Hilfen erreichen Familien. " * 110))
    assert page_count(render_pdf(replace(BRIEF, blocks=longer), fonts=FONTS)) == 1
    endless = (*longer, *longer, *longer)
    assert page_count(render_pdf(replace(BRIEF, blocks=endless), fonts=FONTS)) > 1


def test_an_empty_document_is_a_document() -> None:
    assert_accessible(render_pdf(Document(title=""), fonts=FONTS), "Ohne Titel")


@pytest.mark.parametrize("typed", HOSTILE)
def test_typed_text_appears_literally_everywhere(typed: str) -> None:
    pdf = render_pdf(everywhere(typed), fonts=FONTS)
    assert squeezed(pdf).count("".join(typed.split())) >= 15


def test_emoji_and_other_scripts_are_drawn() -> None:
    pdf = pdf_of(Paragraph(f"Kind {EMOJI}"), Paragraph(ARABIC), Paragraph(HEBREW))
    read = text(pdf)
    assert EMOJI in read
    assert set(ARABIC) <= set(read)
    assert set(HEBREW) <= set(read)
    assert "[U+" not in read


def test_a_character_without_a_glyph_shows_its_code() -> None:
    read = text(pdf_of(Paragraph("vorher \U0001f9ff\u4e2d nachher"), Paragraph("NUL \x00 weg")))
    assert "[U+4E2D] nachher" in read
    assert "NUL  weg" in read or "NUL weg" in read


def test_combinations_no_font_can_draw_still_give_a_file() -> None:
    pdf = pdf_of(Paragraph("ا\u0301 ק\u20e3 👶\u0308\u0301 a\u20dd ش\u05b0"))
    assert pdf.startswith(b"%PDF")


def test_very_long_text_and_words_stay_on_the_page() -> None:
    long = "Frühe Hilfen erreichen Familien. " * 3031
    pdf = pdf_of(Paragraph(long[:100_000]), Paragraph("x" * 5000), Facts("", (("W" * 200, "1"),)))
    assert squeezed(pdf).count("FrüheHilfenerreichenFamilien") > 2900
    assert "x" * 60 in text(pdf)
    assert max(len(line) for line in text(pdf).split("\n") if set(line) == {"x"}) < 130


def test_a_row_longer_than_a_page_runs_on() -> None:
    pdf = pdf_of(Table("", ("Ziel", "Text"), (("eins", "Wort " * 4000),)))
    assert page_count(pdf) > 3
    assert_accessible(pdf, "Probe")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_pdf(PAPER, fonts=FONTS) == render_pdf(PAPER, fonts=FONTS)


def test_threads_do_not_disturb_each_other() -> None:
    expected = render_pdf(PAPER, fonts=FONTS)
    results: list[bytes] = []

    def work() -> None:
        for _ in range(5):
            render_pdf.cache_clear()
            results.append(render_pdf(PAPER, fonts=FONTS))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 20


def test_warm_a_paper_takes_less_than_a_fifth_of_a_second() -> None:
    render_pdf(PAPER, fonts=FONTS)
    taken = []
    for title in ("zweiter Titel", "dritter Titel", "vierter Titel", "fünfter Titel"):
        changed = replace(PAPER, title=title, blocks=(*PAPER.blocks * 3, Paragraph("Ende.")))
        start = time.perf_counter()
        render_pdf(changed, fonts=FONTS)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.2


def test_a_sheet_that_takes_too_long_is_given_up_and_the_next_one_comes() -> None:
    endless = replace(PAPER, title="endlos", blocks=PAPER.blocks * 200)
    with pytest.raises(DocumentError) as caught:
        render_pdf(endless, fonts=FONTS, limit=0.05)
    assert caught.value.code == "pdf_timeout"
    assert page_count(render_pdf(replace(PAPER, title="danach"), fonts=FONTS)) >= 1


def test_a_forked_process_sets_its_own_sheets() -> None:
    render_pdf(PAPER, fonts=FONTS)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            pdf = render_pdf(replace(PAPER, subject="Kind"), fonts=FONTS, limit=20)
            os._exit(0 if pdf.startswith(b"%PDF") else 1)
        os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    assert "Eltern" in text(render_pdf(replace(PAPER, subject="Eltern"), fonts=FONTS))


def test_a_folder_without_fonts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        render_pdf(PAPER, fonts=tmp_path)
    assert caught.value.code == "fonts_missing"


@given(st.text(max_size=80))
@settings(max_examples=20, deadline=None)
def test_any_text_gives_a_pdf(typed: str) -> None:
    assert render_pdf(everywhere(typed), fonts=FONTS).startswith(b"%PDF")


_CELLS = st.tuples(
    st.text(max_size=8), st.sampled_from(["", "eins\nzwei", "30.06.2028", "☒", ARABIC])
)
_BLOCKS = st.one_of(
    st.builds(Heading, st.text(max_size=8), st.integers(-1, 9)),
    st.builds(Paragraph, st.text(max_size=30)),
    st.builds(Bullets, st.lists(st.text(max_size=8), max_size=3).map(tuple)),
    st.builds(
        Table,
        st.sampled_from(["", "Titel"]),
        st.sampled_from([(), ("", ""), ("Ziel", "Frist", "mehr")]),
        st.lists(_CELLS, max_size=4).map(tuple),
        row_headers=st.booleans(),
    ),
    st.builds(Facts, st.just("Fakten"), st.lists(_CELLS, max_size=3).map(tuple)),
    st.just(COVER),
    st.just(Callout("Bitte", "Kommen Sie.")),
    st.builds(Lines, st.text(max_size=8), st.integers(-1, 3)),
    st.builds(
        Cards, st.lists(st.tuples(*[st.text(max_size=8)] * 4), max_size=3).map(tuple), st.booleans()
    ),
)


@given(st.lists(_BLOCKS, max_size=8).map(tuple), st.booleans())
@example((Cards((("", "", "0", ""), ("", "", "0", "")), True),), True)
@settings(max_examples=20, deadline=None)
def test_any_blocks_give_a_file_that_can_be_read(blocks: tuple[Block, ...], one_page: bool) -> None:
    document = replace(paper(*blocks), one_page=one_page)
    with pikepdf.open(io.BytesIO(render_pdf(document, fonts=FONTS))) as opened:
        assert opened.check_pdf_syntax() == []
        assert tags(opened)[0] in ("/H1", "/Document", "/Div", "/Part", "/Sect")


def test_a_card_says_where_its_code_leads() -> None:
    link = "https://beispiel.de/a/k7qm2x9pabcdefgh/"
    document = paper(Cards((("Titel", "Text", link, "Nr. 1"), ("Ohne", "", "", ""))))
    with pikepdf.open(io.BytesIO(render_pdf(document, fonts=FONTS))) as opened:
        assert tags(opened).count("/Figure") == 1
    assert f"QR-Code: {link}" in render_pdf(document, fonts=FONTS).decode("latin-1")
