"""Text and structure of the three public papers, as page, Word file and PDF.

`UPDATE_GOLDEN=1 pytest tests/documents` writes what the papers look like now; read the difference
before you commit it.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from begleitwerk.council.exports import paper_docx, paper_html, paper_pdf
from begleitwerk.council.models import Paper
from tests.documents.conftest import REFERENCES
from tests.documents.readers import docx_lines, html_lines, pdf_lines

GOLDEN = Path(__file__).parent / "golden"
WRITERS: dict[str, Callable[[Paper], Iterable[str]]] = {
    "html": lambda paper: html_lines(paper_html(paper)),
    "docx": lambda paper: docx_lines(paper_docx(paper)),
    "pdf": lambda paper: pdf_lines(paper_pdf(paper)),
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("key", REFERENCES)
def test_the_paper_looks_as_it_should(source_papers: dict[str, Paper], key: str, kind: str) -> None:
    found = "\n".join(line.rstrip() for line in WRITERS[kind](source_papers[key])) + "\n"
    golden = GOLDEN / f"{key}.{kind}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
