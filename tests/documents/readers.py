"""The structure of a written document as lines a person can compare."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import docx
import pikepdf
import pypdf
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.engine.documents import pdf_checks

PAGE = re.compile(r"Seite \d+ von \d+")


def html_lines(html: str) -> Iterator[str]:
    reader = _Outline()
    reader.feed(html)
    return iter(reader.lines)


class _Outline(HTMLParser):
    """One line for each element that holds text, named by its tag."""

    SHOWN = frozenset({"h2", "h3", "h4", "p", "li", "caption", "th", "td", "strong"})

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data(" / ")
        elif tag in self.SHOWN:
            scope = dict(attrs).get("scope")
            self.lines.append(f"{tag}[{scope}]: " if scope else f"{tag}: ")

    def handle_data(self, data: str) -> None:
        if self.lines and data.strip(" \n"):
            self.lines[-1] += data.replace("\n", " ")


def docx_lines(package: bytes) -> Iterator[str]:
    word = docx.Document(io.BytesIO(package))
    for block in word.iter_inner_content():
        if isinstance(block, Paragraph) and block.text.strip():
            yield f"{block.style.name}: {_flat(block.text)}"
        elif isinstance(block, Table):
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = " | ".join(_flat(cell.text) for cell in row.cells)
        heads = row._tr.trPr is not None and "tblHeader" in row._tr.trPr.xml
        yield f"{'Tabellenkopf' if heads else 'Zeile'}: {cells}"


def _flat(text: str) -> str:
    return text.strip().replace("\n", " / ").replace("\t", " ")


def docx_text(package: bytes) -> str:
    return squeezed(" ".join(line.partition(": ")[2] for line in docx_lines(package)))


def pdf_lines(pdf: bytes) -> Iterator[str]:
    """The structure tags in reading order, then the text."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        shown = ("/H1", "/H2", "/H3", "/Table", "/TH", "/L", "/LI")
        yield " ".join(tag[1:] for tag in pdf_checks.tags(opened) if tag in shown)
        yield "Spaltenköpfe und Zeilenköpfe: " + " ".join(pdf_checks.scopes(opened))
    yield from pdf_checks.text(pdf).splitlines()


def pdf_text(pdf: bytes) -> str:
    """The text without what repeats on each page: the running number and the page's own."""
    pages = [page.extract_text().splitlines() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    lines = [line for page in pages[:1] for line in page]
    lines += [line for page in pages[1:] for line in page[1:]] if len(pages) > 1 else []
    return squeezed(" ".join(line for line in lines if not PAGE.fullmatch(line.strip())))


def squeezed(text: str) -> str:
    """White space made one space, and words that a line end parted made whole again."""
    return " ".join(text.replace("\u00ad", "").split())
