import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from begleitwerk.engine.documents import Choices, Paragraph, render_blocks_html, render_html
from begleitwerk.engine.documents.text import one_line
from tests.engine.documents.samples import (
    ARABIC,
    BRIEF,
    COVER,
    EMOJI,
    HEBREW,
    HOSTILE,
    MONEY,
    PAPER,
    everywhere,
    paper,
)

OWN_TAGS = {
    *("article", "div", "p", "h2", "h3", "ul", "li", "dl", "dt", "dd", "span", "strong", "small"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "br"),
}


class _Reader(HTMLParser):
    """Collects text, and fails where a tag is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br":
            self.text += "\n"
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_a_paper_is_an_article_with_headings_tables_and_boxes() -> None:
    html = render_html(PAPER)
    assert html.startswith('<article class="bw-sheet" lang="de">')
    assert "<p><strong>Landkreis Musterau</strong><br>Der Landrat</p>" in html
    assert "<h2>2027/143 Gesamtkonzept Frühe Hilfen: Zwischenbericht" in html
    assert '<div class="bw-block">\n<h3>Sachdarstellung</h3>\n<h4>Stand der Arbeit</h4>' in html
    assert '<caption class="bw-sr">Beratungsfolge</caption>' in html
    assert "<caption>Stand der Ziele am 23.11.2027</caption>" in html
    assert '<th scope="row">Jugendhilfeausschuss</th><td data-label="Zuständigkeit">' in html
    assert '<th scope="col" class="bw-num">Sitzung</th>' in html
    assert "<p>1. Zielübersicht<br>2. Indikatorenblatt</p>" in html
    read(html)


def test_boxes_stand_in_the_money_table_and_say_their_state() -> None:
    html = render_blocks_html((MONEY, COVER))
    assert '<td colspan="2"><p>Deckung</p><p class="bw-box-line bw-box-line--on">' in html
    assert read(html).text.count("(angekreuzt)") == 1
    assert read(html).text.count("(nicht angekreuzt)") == 2


def test_boxes_alone_are_a_named_group() -> None:
    assert render_blocks_html((Choices("Wahl", ((True, "ja"),)),)).startswith(
        '<div role="group" aria-label="Wahl">'
    )


def test_a_brief_has_its_figures_as_a_list_of_terms() -> None:
    html = render_html(BRIEF)
    assert "<dt>Gemeinden mit Ansprechperson</dt><dd><strong>4 von 9</strong></dd>" in html
    assert '<div class="bw-callout"><p><strong>Unsere Bitte</strong></p>' in html
    read(html)


@pytest.mark.parametrize("text", [*HOSTILE, EMOJI, ARABIC, HEBREW])
def test_typed_text_appears_literally_everywhere(text: str) -> None:
    reader = read(render_html(everywhere(text)))
    assert reader.text.count(text) >= 15
    assert {tag for tag, _ in reader.tags} <= OWN_TAGS


def test_text_from_right_to_left_says_so() -> None:
    assert f'<p dir="rtl">{ARABIC}</p>' in render_html(paper(Paragraph(ARABIC)))


@given(st.text())
@settings(max_examples=50)
def test_any_text_gives_sound_html(text: str) -> None:
    html = render_html(everywhere(text))
    assert one_line(text) in read(html).text
    assert not re.search("[\x00-\x08\x0b-\x1f]", html)
