"""Word templates an office uploads: opened with suspicion, rendered in a sandbox.

A template may place our values and repeat or leave out parts of itself. It may not call,
assign, import or reach into objects, hold macros, or load anything from outside.
"""

import io
import re
import zipfile
from typing import Any

import jinja2
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from begleitwerk.engine.archives import BROKEN
from begleitwerk.engine.documents.errors import DocumentError

MAX_PACKED = 10_000_000
# The library looks for delimiters with expressions that take the square of their number.
MAX_BRACES = 1000

# Where the paper goes: `{{p body }}` becomes this paragraph, the writer puts the blocks there.
BODY = "begleitwerk-body"

_FILTERS = ("default", "first", "join", "last", "length", "lower", "trim", "upper")
_TESTS = ("defined", "none", "undefined", "true", "false")
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr,
    nodes.Getitem, nodes.If, nodes.For, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
)  # fmt: skip
_MAX_LOOPS = 1  # nested loops could be made to run for days

_ACTIVE = re.compile(r"vbaProject|vbaData|/embeddings/|/activeX/|/attachedToolbars", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ENCODING = re.compile(
    rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8[\"']|us-ascii[\"'])", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_DELIMITER = re.compile(r"\{[{%#]|[}%#]\}")
_CLOSED_BY = {"{{": "}}", "{%": "%}", "{#": "#}"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_XML = (b"<", b"\xef\xbb\xbf<", *_UTF_16)
# Parts and fields that run something or fetch content from elsewhere.
_FORBIDDEN_PARTS = (
    "aFChunk", "control", "frame", "oleObject", "package", "subDocument", "vbaProject",
)  # fmt: skip
_FORBIDDEN_FIELDS = re.compile(
    r"\b(?:DATABASE|DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|MACROBUTTON)\b",
    re.IGNORECASE,
)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja reduced to placeholders, loops and conditions."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=jinja2.StrictUndefined, finalize=_literal)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.tests = {name: self.tests[name] for name in _TESTS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        _check(template, loops=0)
        return template


def _check(node: nodes.Node, loops: int) -> None:
    if not isinstance(node, _ALLOWED):
        raise DocumentError("template_unsafe", detail=type(node).__name__)
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise DocumentError("template_unsafe", detail=node.attr)
    if isinstance(node, nodes.Name) and node.name == "self":
        raise DocumentError("template_unsafe", detail=node.name)
    loops += isinstance(node, nodes.For)
    if loops > _MAX_LOOPS:
        raise DocumentError("template_unsafe", detail="For")
    for child in node.iter_child_nodes():
        _check(child, loops)


def check_package(template: bytes) -> None:
    """Raise `DocumentError` for what is no Word file, too large, or holds active content.

    What it unpacks to is told before (`engine.reading.packages`): every part is unpacked here.
    """
    if len(template) > MAX_PACKED:
        raise DocumentError("template_too_large", limit=MAX_PACKED)
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            _check_members(package)
    except (*BROKEN, etree.LxmlError) as error:
        raise DocumentError("template_unreadable") from error


def _check_members(package: zipfile.ZipFile) -> None:
    for member in package.infolist():
        if _ACTIVE.search(member.filename):
            raise DocumentError("template_unsafe", detail=member.filename)
        content = package.read(member)
        if member.filename.endswith((".xml", ".rels")) or content.lstrip().startswith(_XML):
            _check_xml(member.filename, content)


def _check_xml(name: str, content: bytes) -> None:
    # A declaration, or an encoding that could hide one; Word writes plain UTF-8.
    hidden = _ENCODING.match(content) or content.startswith(_UTF_16)
    if hidden or _DOCTYPE.search(content):
        raise DocumentError("template_unsafe", detail=name)
    root = parse_xml(content)
    if b"macroEnabled" in content and name == "[Content_Types].xml":
        raise DocumentError("template_unsafe", detail="macros")
    if name.endswith(".rels"):
        _check_relationships(root)
    fields = "".join(node.text or "" for node in root.iter(qn("w:instrText")))
    simple = (node.get(qn("w:instr"), "") for node in root.iter(qn("w:fldSimple")))
    if found := _FORBIDDEN_FIELDS.search(" ".join([fields, *simple])):
        raise DocumentError("template_unsafe", detail=found[0])
    _check_delimiters(etree.tostring(root, encoding="unicode"))


def _check_delimiters(source: str) -> None:
    """Not too many of them, and each that is opened is closed before the next is."""
    if source.count("{") + source.count("}") > MAX_BRACES:
        raise DocumentError("template_delimiters", detail="", limit=MAX_BRACES)
    text = _TAG.sub("", source)
    opened = ""
    for found in _DELIMITER.finditer(text):
        if found[0] != _CLOSED_BY.get(opened) and (opened or found[0] not in _CLOSED_BY):
            raise _unbalanced(text, found.start())
        opened = "" if opened else found[0]
    if opened:
        raise _unbalanced(text, text.rindex(opened))


def _unbalanced(text: str, place: int) -> DocumentError:
    around = text[max(0, place - 20) : place + 20].strip()
    return DocumentError("template_delimiters", detail=around, limit=MAX_BRACES)


def _check_relationships(root: Any) -> None:
    for relationship in root:
        kind = relationship.get("Type", "").rpartition("/")[2]
        outside = relationship.get("TargetMode") == "External" and kind != "hyperlink"
        if kind == "attachedTemplate":  # everyday: the office's file was made from one on a drive
            raise DocumentError("template_linked", path=relationship.get("Target", ""))
        if outside or kind in _FORBIDDEN_PARTS:
            raise DocumentError("template_unsafe", detail=kind)


def fill(template: bytes, values: dict[str, Any]) -> WordFile:
    """The rendered template as python-docx document, with `BODY` where the blocks belong."""
    marker = Markup("<w:p><w:r><w:t>{}</w:t></w:r></w:p>").format(BODY)
    try:
        filled = DocxTemplate(io.BytesIO(template))
        filled.render({**values, "body": marker}, _Sandbox())
    except SecurityError as error:
        raise DocumentError("template_unsafe", detail=str(error)) from error
    except (jinja2.TemplateError, etree.LxmlError, RecursionError) as error:
        raise DocumentError("template_syntax", detail=str(error)) from error
    except (*BROKEN, KeyError, ValueError, TypeError, AttributeError) as error:
        raise DocumentError("template_unreadable") from error
    rendered: WordFile = filled.docx
    return rendered


def _literal(value: object) -> Markup:
    """A value escaped so that the library's own rewriting ("{_{") leaves it as typed."""
    if isinstance(value, Markup):
        return value
    return Markup(str(escape(value)).replace("_", "&#95;"))  # noqa: S704 - escaped just here
