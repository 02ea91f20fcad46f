"""The Word file: an office's template, filled by docxtpl, with the blocks in its styles."""

import copy
import datetime as dt
import functools
import io
import struct
import zipfile
from importlib import resources
from itertools import zip_longest
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from lxml import etree  # type: ignore[import-untyped]

from begleitwerk.engine.documents import docx_body, docx_template, layout
from begleitwerk.engine.documents.blocks import Document
from begleitwerk.engine.documents.errors import DocumentError

_REGIONS = {"de": "de-DE", "en": "en-GB"}
# 1 January 1980, the first moment a ZIP archive can name (APPNOTE 4.4.6: time, then date).
_EARLIEST = struct.pack("<HH", 0, 0 << 9 | 1 << 5 | 1)


def render_docx(document: Document, *, template: bytes | None = None) -> bytes:
    """The paper as Word file. `template` is an office's own one, and not trusted.

    A template needs a paragraph `{{p body }}` and may use `title`, `reference`, `subject`,
    `preline`, `author`, `footer`, `running`, `created`, `letterhead` (lines with `left` and
    `right`), `letterhead_left`, `letterhead_right`, `address` (lines), `return_line`, `page` and
    `of`, with `for` and `if`.
    Styles it lacks are added. Raises `DocumentError` (`language`, `template_…`).
    """
    sheet = layout.prepare(document)
    if template is not None:
        docx_template.check_package(template)
    word = docx_template.fill(template or default_template(), _values(sheet))
    if template is not None:
        _add_missing_styles(word)
    word = _with_body(word, sheet)
    set_language(word, _REGIONS.get(document.language, document.language))
    _set_properties(word, sheet.document)
    return save(word)


@functools.cache
def default_template() -> bytes:
    """The template an office starts from."""
    return resources.files(__package__).joinpath("paper.docx").read_bytes()


def _values(sheet: layout.Sheet) -> dict[str, Any]:
    document = sheet.document
    left, right = document.letterhead_left, document.letterhead_right
    lines = zip_longest(left, right, fillvalue="")
    return {
        "title": document.title,
        "reference": document.reference,
        "subject": sheet.subject,
        "preline": document.preline,
        "author": document.author,
        "footer": document.footer,
        "running": sheet.running,
        "created": f"{document.created:%d.%m.%Y}" if document.created else "",
        "letterhead": [{"left": one, "right": other} for one, other in lines],
        "letterhead_left": left,
        "letterhead_right": right,
        "address": document.address,
        "return_line": document.return_line,
        "page": sheet.words.page,
        "of": sheet.words.of,
    }


def _with_body(word: WordFile, sheet: layout.Sheet) -> WordFile:
    """The file with the blocks in the place of the marker.

    They go in as text before one reading of the whole part: to move thousands of elements from
    tree to tree costs more than all else together.
    """
    writer = docx_body.BodyWriter(_style_ids(word), sheet.words)
    blocks = writer.xml(sheet.parts)
    marker = next(
        (
            paragraph
            for paragraph in word.element.body.iter(qn("w:p"))
            # The prefix is the one the blocks are written with.
            if paragraph.prefix == "w" and _text(paragraph) == docx_template.BODY
        ),
        None,
    )
    if marker is None:
        raise DocumentError("template_without_body")
    parent = marker.getparent()
    last_in_cell = parent.tag == qn("w:tc") and marker.getnext() is None
    if last_in_cell and not blocks.endswith("</w:p>"):
        blocks += "<w:p/>"  # Word refuses a cell that does not end with a paragraph
    place = etree.Comment(docx_template.BODY)
    parent.replace(marker, place)
    text = etree.tostring(word.element, encoding="unicode")
    before, _place, after = text.partition(etree.tostring(place, encoding="unicode"))
    root = parse_xml(f"{before}{blocks}{after}".encode())
    word.part._element = root
    return WordFile(root, word.part)


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def _style_ids(word: WordFile) -> dict[str, str]:
    return {_name(style): style.get(qn("w:styleId")) for style in _styles(word)}


def _styles(word: WordFile) -> list[Any]:
    return list(word.styles.element.iterchildren(qn("w:style")))


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return name.get(qn("w:val")) if name is not None else ""


def _add_missing_styles(word: WordFile) -> None:
    present = _style_ids(word)
    own = docx.Document(io.BytesIO(default_template()))
    for style in _styles(own):
        if _name(style) in docx_body.STYLES and _name(style) not in present:
            added = copy.deepcopy(style)
            if _name(style) == docx_body.BULLET:
                number = added.find(".//" + qn("w:numId"))
                number.set(qn("w:val"), str(_add_bullet(word, own, number.get(qn("w:val")))))
            word.styles.element.append(added)


def _add_bullet(word: WordFile, own: WordFile, number: str) -> int:
    """Copy our bullet's numbering into the file; gives its number there."""
    source = own.part.numbering_part.element
    target = _numbering(word)
    listed = source.find(f"{qn('w:num')}[@{qn('w:numId')}='{number}']")
    abstract_id = listed.find(qn("w:abstractNumId")).get(qn("w:val"))
    path = f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{abstract_id}']"
    abstract = copy.deepcopy(source.find(path))
    fresh = 1 + max(
        [0]
        + [
            int(node.get(qn("w:abstractNumId")))
            for node in target.iterchildren(qn("w:abstractNum"))
        ]
        + [int(node.get(qn("w:numId"))) for node in target.iterchildren(qn("w:num"))]
    )
    abstract.set(qn("w:abstractNumId"), str(fresh))
    target.insert(len(target.findall(qn("w:abstractNum"))), abstract)
    link = f'<w:abstractNumId w:val="{fresh}"/>'
    target.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{fresh}">{link}</w:num>'))
    return fresh


def _numbering(word: WordFile) -> Any:
    for relationship in word.part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relationship.target_part.element
    part = NumberingPart.load(
        PackURI("/word/numbering.xml"),
        CONTENT_TYPE.WML_NUMBERING,
        f"<w:numbering {nsdecls('w')}/>".encode(),
        word.part.package,
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def set_language(word: WordFile, language: str) -> None:
    """Set the language where every text inherits it, so that it is read out rightly."""
    styles = word.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = OxmlElement("w:docDefaults")
        styles.insert(0, defaults)
    node = defaults
    for tag in ("w:rPrDefault", "w:rPr", "w:lang"):
        child = node.find(qn(tag))
        if child is None:
            child = OxmlElement(tag)
            node.insert(0, child) if tag == "w:rPrDefault" else node.append(child)
        node = child
    node.set(qn("w:val"), language)


def _set_properties(word: WordFile, document: Document) -> None:
    properties = word.core_properties
    # The format allows 255 characters.
    properties.title = document.title[:255]
    properties.author = properties.last_modified_by = document.author[:255]
    properties.subject = document.reference[:255]
    properties.language = _REGIONS.get(document.language, document.language)
    properties.comments = properties.keywords = properties.category = ""
    properties.revision = 1
    moment = dt.datetime.combine(document.created or layout.UNDATED, dt.time(), dt.UTC)
    properties.created = properties.modified = moment


def save(word: WordFile) -> bytes:
    """The package with one fixed time for all its members, so that equal papers are equal."""
    stream = io.BytesIO()
    word.save(stream)
    package = bytearray(stream.getvalue())
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            package[member.header_offset + 10 : member.header_offset + 14] = _EARLIEST
        entry = archive.start_dir
    while package[entry : entry + 4] == b"PK\1\2":
        package[entry + 12 : entry + 16] = _EARLIEST
        entry += 46 + sum(struct.unpack_from("<3H", package, entry + 28))
    return bytes(package)
