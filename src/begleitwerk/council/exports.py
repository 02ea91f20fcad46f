"""Papers and briefs as files."""

from begleitwerk.core.services import make_docx, make_pdf
from begleitwerk.council.models import Brief, Paper
from begleitwerk.council.papers import brief_document, document_of
from begleitwerk.council.selectors import load_printed, settings_of
from begleitwerk.engine.documents import render_html

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def paper_pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1 and PDF/A-2a. Raises Refused."""
    return make_pdf(document_of(load_printed(paper)))


def paper_docx(paper: Paper) -> bytes:
    """The paper in the municipality's own Word template, else in ours. Raises Refused."""
    own = settings_of(paper.municipality).template
    template = None
    if own:
        with own.file.open("rb") as stored:
            template = stored.read()
    return make_docx(document_of(load_printed(paper)), template=template)


def paper_html(paper: Paper) -> str:
    """The sheet as one article, without a page around it."""
    return render_html(document_of(load_printed(paper)))


def brief_pdf(brief: Brief) -> bytes:
    """The brief as one A4 page. Raises Refused."""
    return make_pdf(brief_document(brief))


def brief_html(brief: Brief) -> str:
    return render_html(brief_document(brief))


def paper_file_name(paper: Paper, kind: str) -> str:
    """A name every file system takes: "vorlage-017-2023.pdf"."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in paper.reference.lower())
    stem = "-".join(filter(None, ["vorlage", *kept.split("-")])) if kept else "vorlage"
    return f"{stem}.{kind}"
