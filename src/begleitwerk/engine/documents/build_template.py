"""Builds paper.docx, the Word template an office starts from.

    python -m begleitwerk.engine.documents.build_template

Kept as a program so that a change to the template can be read and reviewed. The same
program gives the same bytes.
"""

import datetime as dt
from pathlib import Path
from typing import Any, cast

import docx
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from begleitwerk.engine.documents import docx_body
from begleitwerk.engine.documents.docx import save, set_language

TARGET = Path(__file__).with_name("paper.docx")

FONT = "Arial"  # on every office computer
INK, MUTED = RGBColor(0x17, 0x1A, 0x24), RGBColor(0x56, 0x5B, 0x6B)
_UNUSED = ("customXml", "stylesWithEffects", "thumbnail")
LETTERHEAD, PRELINE = "Begleitwerk Briefkopf", "Begleitwerk Vorzeile"
RUNNING = "Begleitwerk Seitenkopf"
ADDRESS, RETURN = "Begleitwerk Anschrift", "Begleitwerk Absender"


def build() -> bytes:
    """The template as Word file."""
    word = docx.Document()
    _strip(word)
    _page(word)
    _styles(word)
    _bullet(word)
    _content(word)
    _settings(word)
    return save(word)


def _strip(word: WordFile) -> None:
    """Leave out what python-docx's own template carries along: a picture, 90 table styles."""
    for relationships in (word.part.rels, word.part.package.rels):
        for key, relationship in list(relationships.items()):
            if relationship.reltype.rpartition("/")[2] in _UNUSED:
                del relationships[key]
    styles = word.styles.element
    for style in list(styles.iterchildren(qn("w:style"))):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) != "1":
            styles.remove(style)


def _page(word: WordFile) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(22)
    section.top_margin, section.bottom_margin = Mm(22), Mm(24)
    section.header_distance = section.footer_distance = Mm(12)
    section.different_first_page_header_footer = True


def _styles(word: WordFile) -> None:
    normal = _style(word, "Normal", size=11, after=6)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    _hyphenate(normal, on=False)
    _style(word, "Heading 1", size=15, bold=True, after=14)
    for number, size in ((2, 12.0), (3, 11.0), (4, 11.0), (5, 11.0)):
        _style(word, f"Heading {number}", size=size, bold=True, before=14, after=4)
    _style(word, "List Bullet", after=3)
    caption = _style(word, "Caption", size=10, before=4, after=4, color=MUTED)
    caption.paragraph_format.keep_with_next = True
    for name, bold in ((docx_body.CELL, False), (docx_body.HEAD, True)):
        _hyphenate(_own_style(word, name, size=10, before=3, after=3, bold=bold), on=True)
    box = _own_style(word, docx_body.BOX, size=10, before=1.5, after=1.5)
    box.paragraph_format.left_indent = Pt(20)
    box.paragraph_format.first_line_indent = Pt(-20)
    box.paragraph_format.tab_stops.add_tab_stop(Pt(20))
    _own_style(word, docx_body.FIGURE, size=18, before=6, after=0, bold=True)
    _own_style(word, docx_body.NOTE, size=9, before=0, after=6, color=MUTED)
    callout = _own_style(word, docx_body.CALLOUT, before=0, after=0)
    callout.paragraph_format.left_indent = Pt(12)
    _border(callout, "left", size=18, space=8, color="2045B0")
    letterhead = _own_style(word, LETTERHEAD, after=0)
    _right_tab(letterhead)
    _own_style(word, RETURN, size=8, before=36, after=6, color=MUTED)
    _own_style(word, ADDRESS, after=0)
    preline = _own_style(word, PRELINE, before=8, after=2)
    _border(preline, "top", size=6, space=18, color="6F7590")
    _right_tab(_own_style(word, RUNNING, size=9, after=0, color=MUTED))


def _style(
    word: WordFile,
    name: str,
    *,
    size: float | None = None,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    color: RGBColor = INK,
) -> ParagraphStyle:
    style = cast("ParagraphStyle", word.styles[name])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    style.font.size = Pt(size) if size else None
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = color
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _own_style(word: WordFile, name: str, **shape: Any) -> ParagraphStyle:
    style = cast("ParagraphStyle", word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    return _style(word, name, **shape)


def _border(style: ParagraphStyle, side: str, *, size: int, space: int, color: str) -> None:
    line = f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>"),
        "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc",
    )  # fmt: skip


def _hyphenate(style: ParagraphStyle, *, on: bool) -> None:
    """Only the narrow columns of tables are hyphenated."""
    off = "0" if on else "1"
    style.element.get_or_add_pPr().insert_element_before(
        parse_xml(f'<w:suppressAutoHyphens {nsdecls("w")} w:val="{off}"/>'),
        "w:spacing", "w:ind", "w:jc", "w:outlineLvl",
    )  # fmt: skip


def _right_tab(style: ParagraphStyle) -> None:
    style.paragraph_format.tab_stops.add_tab_stop(Pt(docx_body.WIDTH / 20), WD_TAB_ALIGNMENT.RIGHT)


def _bullet(word: WordFile) -> None:
    """A dash as bullet, in the numbering the style "List Bullet" points to."""
    number = word.styles["List Bullet"].element.find(".//" + qn("w:numId")).get(qn("w:val"))
    numbering = word.part.numbering_part.element
    listed = numbering.find(f"{qn('w:num')}[@{qn('w:numId')}='{number}']")
    abstract_id = listed.find(qn("w:abstractNumId")).get(qn("w:val"))
    path = f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{abstract_id}']"
    level = numbering.find(path).find(qn("w:lvl"))
    level.find(qn("w:lvlText")).set(qn("w:val"), "–")
    fonts = level.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _content(word: WordFile) -> None:
    _line(word, "{%p for line in letterhead %}")
    _line(word, "{%p if loop.first %}")
    first = word.add_paragraph(style=LETTERHEAD)
    first.add_run("{{ line.left }}").bold = True
    first.add_run("\t{{ line.right }}")
    _line(word, "{%p else %}")
    word.add_paragraph("{{ line.left }}\t{{ line.right }}", style=LETTERHEAD)
    _line(word, "{%p endif %}")
    _line(word, "{%p endfor %}")
    _line(word, "{%p if address %}")
    word.add_paragraph("{{ return_line }}", style=RETURN)
    _line(word, "{%p for line in address %}")
    word.add_paragraph("{{ line }}", style=ADDRESS)
    _line(word, "{%p endfor %}")
    _line(word, "{%p endif %}")
    word.add_paragraph("{{ preline }}", style=PRELINE)
    word.add_paragraph("{{ subject }}", style="Heading 1")
    _line(word, "{{p body }}")
    section = word.sections[0]
    _fill(section.header.paragraphs[0], "{{ running }}")
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        _fill(paragraph, "{{ footer }}\t{{ page }} ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" {{ of }} ")
        _field(paragraph, "NUMPAGES")
    section.first_page_header.is_linked_to_previous = False


def _line(word: WordFile, text: str) -> None:
    word.add_paragraph(text)


def _fill(paragraph: Paragraph, text: str) -> None:
    paragraph.style = RUNNING
    paragraph.add_run(text)


def _field(paragraph: Paragraph, instruction: str) -> None:
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        if kind == "begin":
            code = f"<w:instrText {nsdecls('w')}>{instruction}</w:instrText>"
            paragraph.add_run()._r.append(parse_xml(code))
        if kind == "separate":
            paragraph.add_run("1")


def _settings(word: WordFile) -> None:
    settings = word.settings.element
    hyphenation = parse_xml(f"<w:autoHyphenation {nsdecls('w')}/>")
    settings.find(qn("w:defaultTabStop")).addnext(hyphenation)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # otherwise Word opens the file as an old one
    settings.find(qn("w:themeFontLang")).attrib.clear()
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "de-DE")
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    set_language(word, "de-DE")
    properties = word.core_properties
    properties.title, properties.author, properties.comments = "Vorlage", "", ""
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    properties.created = properties.modified = moment


if __name__ == "__main__":
    TARGET.write_bytes(build())
