"""What a library can check of an accessible PDF; other tests use it too."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
from pdfua import Severity, validate


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
        assert all(_has_header(table) for table in elements(opened) if table.S == "/Table")
    assert findings(pdf) == []


def findings(pdf: bytes) -> list[str]:
    """What the PDF/UA checker has to say."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "paper.pdf")
        file.write_bytes(pdf)
        report = validate(str(file))
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


def page_count(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def _below(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def _has_header(table: Any) -> bool:
    return any(element.S == "/TH" for element in _below(table))
