"""Contracts from an office's own Word file: its placeholders checked, then filled."""

import io
import re
from collections.abc import Collection, Iterator, Mapping

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from begleitwerk.engine.documents import docx_template
from begleitwerk.engine.documents.docx import save

# Names and nothing else may stand between the brackets: instructions have no use here.
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}|(\{%.*?%\})", re.DOTALL)
# What is filled: the text, headers and footers, footnotes.
_FILLED = ("main+xml", "header+xml", "footer+xml", "footnotes+xml")
_LONGEST = 80
_AROUND = 40


def faults_of(
    template: bytes, *, known: Collection[str], needed: Collection[str]
) -> list[tuple[str, str, str]]:
    """What is wrong with the placeholders: ("unknown" or "missing", the name, where it stands).

    A template without faults was filled once. Raises `DocumentError` for what is no Word file, or
    not a safe one, or cannot be filled.
    """
    docx_template.check_package(template)
    seen: set[str] = set()
    faults = []
    for text in _paragraphs(template):
        for found in _PLACEHOLDER.finditer(text):
            name = (found[1] or found[2]).strip()
            seen.add(name)
            if name not in known:
                faults.append(("unknown", name[:_LONGEST], _around(text, found.start())))
    faults += [("missing", name, "") for name in needed if name not in seen]
    if not faults:
        fill_contract(template, dict.fromkeys(known, "x"))
    return list(dict.fromkeys(faults))  # a text box stands twice in its file


def _around(text: str, place: int) -> str:
    start, end = max(0, place - _AROUND), place + _LONGEST + _AROUND
    cut = ("…" if start else "", "…" if end < len(text) else "")
    return f"{cut[0]}{text[start:end].strip()}{cut[1]}"


def fill_contract(template: bytes, values: Mapping[str, str]) -> bytes:
    """The Word file with the values in their places; each is data and never an instruction."""
    docx_template.check_package(template)
    return save(docx_template.fill(template, dict(values)))


def _paragraphs(template: bytes) -> Iterator[str]:
    """The text of each paragraph of all that is filled."""
    for part in docx.Document(io.BytesIO(template)).part.package.iter_parts():
        if part.content_type.endswith(_FILLED):
            for paragraph in parse_xml(part.blob).iter(qn("w:p")):
                yield "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
