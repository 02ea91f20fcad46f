import pytest

from begleitwerk.engine.documents import (
    Bullets,
    Choices,
    Document,
    DocumentError,
    Facts,
    Heading,
    Paragraph,
    Table,
    layout,
)
from tests.engine.documents.samples import COVER, MONEY, ROUTE


def test_heading_levels_are_never_skipped() -> None:
    headings = layout.parts((Heading("a", 3), Heading("b", 9), Heading("c", 9), Heading("d", 0)))
    assert [part.level for part in headings if isinstance(part, Heading)] == [1, 2, 3, 1]


def test_empty_blocks_leave_no_trace() -> None:
    empty = (
        Heading(" "),
        Paragraph("\n"),
        Bullets(("", " ")),
        Table("x", (), ()),
        Facts("x", ()),
        Choices("x", ()),
    )
    assert layout.parts(empty) == ()


def test_boxes_after_facts_close_their_table() -> None:
    (form,) = layout.parts((MONEY, COVER))
    assert isinstance(form, layout.Form)
    assert (form.pairs, form.question, form.choices) == (MONEY.pairs, "Deckung", COVER.items)


def test_a_caption_that_repeats_the_heading_is_not_shown() -> None:
    _, grid = layout.parts((Heading("Beratungsfolge"), ROUTE))
    assert isinstance(grid, layout.Grid)
    assert (grid.caption, grid.name) == ("", "Beratungsfolge")


def test_short_rows_are_filled() -> None:
    (grid,) = layout.parts((Table("", ("a", "b"), (("1",), ("1", "2", "3"))),))
    assert isinstance(grid, layout.Grid)
    assert grid.header == ("a", "b", "")
    assert grid.rows == (("1", "", ""), ("1", "2", "3"))


def test_a_long_column_does_not_squeeze_a_date() -> None:
    shares = layout.column_shares([("30.11.2027", "Erläuterung " * 40), ("07.12.2027", "kurz")])
    assert shares[0] * 88 >= 10
    assert sum(shares) == pytest.approx(1)


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(DocumentError) as caught:
        layout.prepare(Document(title="x", language='de" onload="'))
    assert caught.value.code == "language"
