import pytest
from hypothesis import given
from hypothesis import strategies as st

from begleitwerk.engine.documents import Bullets, Heading, Paragraph, parse_text, to_plain
from begleitwerk.engine.documents.text import clean
from tests.engine.documents.samples import COVER, HOSTILE, MONEY, ROUTE

TYPED = st.text(alphabet=st.sampled_from("- \n\tab#*\r\u00a0\u2028é👶"), max_size=60) | st.text()


def test_empty_line_ends_a_paragraph_and_other_line_breaks_stay() -> None:
    assert parse_text("Eins\nzwei\r\n\r\n\n  drei ") == (
        Paragraph("Eins\nzwei"),
        Paragraph("  drei"),
    )


def test_lines_with_a_dash_are_bullets() -> None:
    text = "Wir bitten um:\n- Zeit\n  und Ruhe\n\n- Geld\nDanke"
    assert parse_text(text) == (
        Paragraph("Wir bitten um:"),
        Bullets(("Zeit\nund Ruhe", "Geld")),
        Paragraph("Danke"),
    )


@pytest.mark.parametrize("text", [*HOSTILE, "-", "-5 Grad", "– kein Punkt", "* keiner", "1. Punkt"])
def test_everything_else_is_literal(text: str) -> None:
    assert parse_text(text) == (Paragraph(text),)


def test_nothing_typed_gives_nothing() -> None:
    assert parse_text(" \n\t\n\x00\u00a0") == ()


def test_clean_drops_what_xml_forbids() -> None:
    assert clean("a\x00b\x1bc\ud800d\ufffee\x85f\tg") == "abcde\nf    g"


@given(TYPED)
def test_plain_text_reads_back_as_the_same_blocks(text: str) -> None:
    blocks = parse_text(text)
    assert parse_text(to_plain(blocks)) == blocks


def test_other_blocks_become_readable_lines() -> None:
    assert to_plain((Heading("Kosten"), MONEY, COVER, ROUTE)).startswith(
        "Kosten\n\nFinanzielle Auswirkungen\nGesamtbetrag: 4.200 €\nProdukt: 06.51.40\n\n"
        "Deckung\n☒ Mittel sind im Produkt eingeplant.\n☐ Mittel sind teilweise eingeplant."
    )
