import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from begleitwerk.engine.documents import (
    Bullets,
    Document,
    DocumentError,
    Heading,
    Paragraph,
    Table,
    build_template,
    docx_template,
    render_docx,
)
from begleitwerk.engine.documents.docx import default_template
from tests.engine.documents.samples import (
    ARABIC,
    BRIEF,
    COVER,
    EMOJI,
    HEBREW,
    HOSTILE,
    MONEY,
    PAPER,
    everywhere,
    paper,
)

Word = docx.document.Document


def opened(document: Document, template: bytes | None = None) -> Word:
    return docx.Document(io.BytesIO(render_docx(document, template=template)))


def text(word: Word) -> str:
    """All text of the body and of headers and footers, a line per paragraph."""
    section = word.sections[0]
    parts = [word.element.body]
    parts += [part._element for part in (section.header, section.footer, section.first_page_footer)]
    paragraphs = (p for part in parts for p in part.iter(qn("w:p")))
    return "\n".join(WordParagraph(p, word).text for p in paragraphs)


def template(*lines: str, header: str = "") -> bytes:
    """A template as an office might make one: Word's own, with these paragraphs."""
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    if header:
        word.sections[0].header.paragraphs[0].add_run(header)
    return saved(word)


def saved(word: Word) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def with_member(package: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one member changed or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member.filename, old.read(member))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return stream.getvalue()


def error(broken: bytes, document: Document = PAPER) -> str:
    with pytest.raises(DocumentError) as caught:
        render_docx(document, template=broken)
    return caught.value.code


def test_a_paper_has_real_headings_lists_and_all_its_text() -> None:
    word = opened(PAPER)
    styles = [(p.style.name, p.text) for p in word.paragraphs if p.style and p.text]
    assert (
        "Heading 1",
        "2027/143 Gesamtkonzept Frühe Hilfen: Zwischenbericht und weiteres Vorgehen",
    ) in styles
    assert ("Heading 2", "Sachdarstellung") in styles
    assert ("Heading 3", "Stand der Arbeit") in styles
    assert ("List Bullet", "Die Runde im Nordkreis tagt.") in styles
    read = text(word)
    for expected in (
        "Landkreis Musterau\tAmt 51 Jugend und Familie",
        "Beschlussvorlage, öffentlich",
        "Sozial- und Gesundheitsausschuss",
        "☒\tMittel sind im Produkt eingeplant. (angekreuzt)",
        "1. Zielübersicht\n2. Indikatorenblatt",
        "Landkreis Musterau · Amt 51\tSeite 1 von 1",
    ):
        assert expected in read


def test_header_rows_repeat_and_tables_are_named() -> None:
    table = opened(PAPER).tables[0]._tbl
    assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Beratungsfolge"
    assert table.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
    rows = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.tr_lst]
    assert rows == [True, False, False, False]


def test_language_and_properties_are_set() -> None:
    word = opened(PAPER)
    properties = word.core_properties
    assert (properties.title, properties.author) == (PAPER.title, "Landkreis Musterau")
    assert (properties.subject, properties.language) == ("2027/143", "de-DE")
    assert properties.created is not None
    assert properties.created.year == 2027
    (language,) = word.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "de-DE"


def test_a_brief_and_an_empty_document_can_be_read() -> None:
    assert "4 von 9" in text(opened(BRIEF))
    assert "Ohne Titel" in text(opened(Document(title="")))


@pytest.mark.parametrize("typed", [*HOSTILE, EMOJI, ARABIC, HEBREW])
def test_typed_text_appears_literally_everywhere(typed: str) -> None:
    read = text(opened(everywhere(typed)))
    assert read.count(typed) >= 20


def test_very_long_text_arrives_whole() -> None:
    long = ("Frühe Hilfen & <Familien>. " * 4000)[:100_000].strip()
    assert long in text(opened(paper(Paragraph(long))))


def test_text_from_right_to_left_says_so() -> None:
    (shape,) = opened(paper(Paragraph(ARABIC))).element.body.iter(qn("w:bidi"))
    assert shape.getparent().tag == qn("w:pPr")


def test_the_shipped_template_is_what_its_program_builds() -> None:
    assert build_template.build() == default_template()


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_docx(PAPER) == render_docx(PAPER)


def test_a_bare_template_gets_the_styles_it_lacks() -> None:
    own = docx.Document(
        io.BytesIO(template("{{ reference }}: {{ subject }}", "{{p body }}", "Ende"))
    )
    for name in ("List Bullet", "Heading 2", "Caption"):
        element = own.styles[name].element
        element.getparent().remove(element)
    word = opened(paper(Heading("Ziel"), Bullets(("eins",)), MONEY, COVER), saved(own))
    bullet = next(p for p in word.paragraphs if p.text == "eins")
    assert bullet.style is not None
    assert bullet.style.name == "List Bullet"
    number = bullet.style.element.find(".//" + qn("w:numId")).get(qn("w:val"))
    numbers = word.part.numbering_part.element.findall(qn("w:num"))
    assert number in [node.get(qn("w:numId")) for node in numbers]
    assert text(word).rstrip().endswith("Ende")


def test_a_template_without_lists_gets_a_numbering() -> None:
    own = docx.Document(io.BytesIO(template("{{p body }}")))
    for key, relationship in list(own.part.rels.items()):
        if relationship.reltype.endswith("/numbering"):
            del own.part.rels[key]
    element = own.styles["List Bullet"].element
    element.getparent().remove(element)
    word = opened(paper(Bullets(("eins",))), saved(own))
    assert len(word.part.numbering_part.element.findall(qn("w:num"))) == 1


def test_a_template_may_repeat_and_leave_out() -> None:
    own = template(
        "{%p for line in letterhead_left %}", "{{ line|upper }}", "{%p endfor %}",
        "{% if author %}von {{ author }}{% else %}ohne{% endif %}", "{{p body }}",
        header="{{ reference }}",
    )  # fmt: skip
    read = text(opened(replace(PAPER, letterhead_left=("A & b",)), own))
    assert "A & B" in read
    assert "von Landkreis Musterau" in read
    assert "2027/143" in read


def test_the_body_may_stand_in_a_table() -> None:
    own = docx.Document()
    own.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("{{p body }}")
    word = opened(paper(Table("", ("a",), (("b",),))), saved(own))
    cell = word.tables[0].cell(0, 0)._tc
    assert cell[-1].tag == qn("w:p")


@pytest.mark.parametrize(
    "instruction",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title['__class__'] }}",
        "{{ title.__class__ }}",
        "{{ title.format('x') }}",
        "{{ title|attr('__class__') }}",
        "{{ range(10) }}",
        "{{ 'x' * 999999999 }}",
        "{{ title|center(999999999) }}",
        "{% set x = title ~ title %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% for a in title %}" * 2 + "x" + "{% endfor %}" * 2,
        "{{ self }}",
        "{{ unknown }}",
        "{% if %}",
    ],
)
def test_a_template_can_do_nothing_but_place_values(instruction: str) -> None:
    assert error(template(instruction, "{{p body }}")) in ("template_unsafe", "template_syntax")
    assert error(template("{{p body }}", header=instruction)) in (
        "template_unsafe",
        "template_syntax",
    )


def test_a_template_needs_a_place_for_the_body() -> None:
    assert error(template("{{ subject }}")) == "template_without_body"


def test_text_that_looks_like_the_mark_of_the_body_stays_text() -> None:
    read = text(opened(paper(Paragraph(docx_template.BODY), title=docx_template.BODY)))
    assert read.count(docx_template.BODY) >= 2


def test_what_is_no_word_file_is_refused() -> None:
    assert error(b"%PDF-1.7") == "template_unreadable"
    assert error(b"") == "template_unreadable"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "a")
    assert error(stream.getvalue()) == "template_unreadable"
    assert error(default_template()[:5000]) == "template_unreadable"


RELATIONSHIP = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/%s" Target="http://example.org/a" TargetMode="%s"/></Relationships>'
)
FIELD = b"<w:r><w:instrText>DDEA</w:instrText><w:instrText>UTO x</w:instrText></w:r></w:p>"
RELS, END = "word/_rels/document.xml.rels", b"</Relationships>"


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        ("word/vbaProject.bin", b"", b"x"),
        ("word/document.xml", b"?>", b'?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
        ("word/document.xml", b"UTF-8", b"UTF-7"),
        ("word/document.xml", b"</w:p>", FIELD),
        (RELS, END, RELATIONSHIP % (b"image", b"External")),
        (RELS, END, RELATIONSHIP % (b"image", b"&#69;xternal")),
        (RELS, END, RELATIONSHIP % (b"aFChunk", b"Internal")),
        ("[Content_Types].xml", b"document.main", b"document.macroEnabled.main"),
    ],
)
def test_a_template_with_active_content_is_refused(member: str, old: bytes, new: bytes) -> None:
    good = template("{{p body }}")
    broken = with_member(good, member, lambda content: content.replace(old, new, 1) or new)
    assert error(broken) == "template_unsafe"


def test_a_template_that_hangs_on_another_is_refused_by_name() -> None:
    link = RELATIONSHIP % (b"attachedTemplate", b"External")
    hanging = with_member(template("{{p body }}"), RELS, lambda content: content.replace(END, link))
    assert error(hanging) == "template_linked"


def test_a_template_may_link_to_a_page() -> None:
    link = RELATIONSHIP % (b"hyperlink", b"External")
    linked = with_member(
        template("{{p body }}"),
        RELS,
        lambda content: content.replace(END, link),
    )
    assert "Jugendhilfeausschuss" in text(opened(PAPER, linked))


def test_too_large_templates_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    good = template("{{p body }}")
    monkeypatch.setattr(docx_template, "MAX_PACKED", 1000)
    assert error(good) == "template_too_large"


@given(st.text(max_size=80))
@settings(max_examples=20, deadline=None)
def test_any_text_gives_a_word_file(typed: str) -> None:
    assert opened(everywhere(typed)).paragraphs
