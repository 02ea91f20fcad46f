"""What a library can check of an accessible PDF; other tests use it too."""

import io
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf
from pdfua import Severity, Validator


def assert_accessible(pdf: bytes, title: str) -> None:
    """The file claims PDF/UA-1 and PDF/A-2a and carries what both ask for."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        root = opened.Root
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(root.Lang).startswith("de")
        assert root.StructTreeRoot.ParentTree is not None
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["dc:title"] == title
        assert "/H1" in tags(opened)
        assert [row for row in _rows(opened) if not _has_header(row, opened)] == []
    assert findings(pdf) == []


def findings(pdf: bytes) -> list[str]:
    """What the PDF/UA checker has to say."""
    report = Validator().validate(io.BytesIO(pdf))
    return [
        f"{finding.rule_id} {finding.message}"
        for finding in report.findings
        if finding.severity >= Severity.WARNING
    ]


def tags(opened: pikepdf.Pdf) -> list[str]:
    """The structure tags in reading order."""
    return [str(element.S) for element in elements(opened)]


def elements(opened: pikepdf.Pdf) -> Iterator[Any]:
    """The structure elements in reading order."""
    return _below(opened.Root.StructTreeRoot)


def scopes(opened: pikepdf.Pdf) -> list[str]:
    """The scope of each header cell in reading order."""
    cells = (element for element in elements(opened) if element.S == "/TH")
    return [
        str(attributes.Scope)
        for cell in cells
        for attributes in cell.A
        if attributes.O == "/Table" and "/Scope" in attributes
    ]


def text(pdf: bytes) -> str:
    """The text as pypdf reads it, pages one after the other."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def spoken(pdf: bytes) -> str:
    """The text as poppler reads it, in logical order, white space made one space."""
    command = ["pdftotext", "-enc", "UTF-8", "-raw", "-", "-"]
    read = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return " ".join(read.decode().split())


def page_count(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def _below(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def _rows(opened: pikepdf.Pdf) -> list[Any]:
    return [element for element in elements(opened) if element.S == "/TR"]


def _has_header(row: Any, opened: pikepdf.Pdf) -> bool:
    """A row is named by a cell of its own or stands below a header row."""
    cells = list(_below(row))
    table = row.P if row.P.S == "/Table" else row.P.P
    names = [element.S for element in _below(table)]
    return "/TH" in names and bool(cells)
