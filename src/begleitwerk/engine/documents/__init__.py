"""German council papers and one-page briefs: one block tree, three writers (page, PDF, Word).

Build a `Document` from blocks and hand it to `render_html`, `render_pdf` or `render_docx`.
All text is literal: nothing a person types is ever read as markup, Typst or Jinja source.
Equal input gives equal bytes.
"""

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
from begleitwerk.engine.documents.diff import Segment, word_diff
from begleitwerk.engine.documents.docx import render_docx
from begleitwerk.engine.documents.errors import DocumentError
from begleitwerk.engine.documents.html import render_blocks_html, render_html
from begleitwerk.engine.documents.pdf import render_pdf, render_together
from begleitwerk.engine.documents.text import parse_text, to_plain

__all__ = [
    "Block",
    "Bullets",
    "Callout",
    "Cards",
    "Choices",
    "Document",
    "DocumentError",
    "Facts",
    "Figures",
    "Heading",
    "Lines",
    "Paragraph",
    "Segment",
    "Table",
    "parse_text",
    "render_blocks_html",
    "render_docx",
    "render_html",
    "render_pdf",
    "render_together",
    "to_plain",
    "word_diff",
]
