"""An office's contract: which placeholders are wrong, and what becomes of the sound ones."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from begleitwerk.engine.documents import DocumentError
from begleitwerk.engine.documents.contract import faults_of, fill_contract
from tests.engine.documents.test_docx import saved, with_member
from tests.programmes.contract_files import contract_file, words_of

KNOWN = ("kommune", "programm")


def faults(template: bytes, needed: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    return faults_of(template, known=KNOWN, needed=needed)


def error(template: bytes) -> str:
    with pytest.raises(DocumentError) as raised:
        faults(template)
    return raised.value.code


def test_unknown_ones_are_named_with_their_place_and_missing_ones_too() -> None:
    word = docx.Document()
    cell = word.add_table(1, 1).cell(0, 0).paragraphs[0]
    for run in ("{{ ", "Kommune", " }}"):  # as Word cuts what was typed in one go
        cell.add_run(run)
    word.add_paragraph("Zwischen {{ programm }} und {{komune}}, vertreten durch {% if x %}")
    word.add_paragraph("{{ " + 200 * "x" + " }}")
    word.sections[0].first_page_footer.paragraphs[0].text = "Stand {{ kommune.__class__ }}"
    assert faults(saved(word), ("kommune", "programm")) == [
        ("unknown", "Kommune", "{{ Kommune }}"),
        (
            "unknown",
            "komune",
            "Zwischen {{ programm }} und {{komune}}, vertreten durch {% if x %}",
        ),
        (
            "unknown",
            "{% if x %}",
            "…ramm }} und {{komune}}, vertreten durch {% if x %}",
        ),
        ("unknown", 80 * "x", "{{ " + 117 * "x" + "…"),
        ("unknown", "kommune.__class__", "Stand {{ kommune.__class__ }}"),
        ("missing", "kommune", ""),
    ]


def test_a_fault_that_stands_twice_in_the_file_is_named_once() -> None:
    assert len(faults(contract_file("{{ a }}", "{{ a }}"))) == 1


@pytest.mark.parametrize("text", ["{{ kommune", "kommune }}", "{{ {{ kommune }} }}", "{% x }}"])
def test_brackets_that_do_not_close_are_refused(text: str) -> None:
    assert error(contract_file(text)) == "template_delimiters"


def test_what_is_found_only_when_it_is_filled_is_found_at_the_check() -> None:
    word = docx.Document()
    word.core_properties.title = "{{ komune }}"
    assert error(saved(word)) == "template_syntax"


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        ("word/document.xml", b"<w:body>", b"<!DOCTYPE x><w:body>"),
        ("[Content_Types].xml", b"document.main+xml", b"macroEnabled.main+xml"),
    ],
)
def test_what_could_run_or_load_something_is_refused(member: str, old: bytes, new: bytes) -> None:
    file = with_member(contract_file(), member, lambda content: content.replace(old, new))
    assert error(file) == "template_unsafe"


@pytest.mark.parametrize("file", [b"", b"PK", b"kein Word", contract_file()[:-200]])
def test_what_is_no_whole_word_file_is_refused(file: bytes) -> None:
    assert error(file) == "template_unreadable"


def test_values_are_data_and_lines_stay_lines() -> None:
    typed = "{{ programm }} <w:p/> & {% x %}\nZweite __class__"
    values = {"kommune": typed, "programm": "P"}
    file = contract_file("{{programm}}: {{ kommune }}", footer="{{ kommune }}")
    assert words_of(fill_contract(file, values)) == [f"P: {typed}"]
    footer = docx.Document(io.BytesIO(fill_contract(file, values))).sections[0].footer
    assert footer.paragraphs[0].text == typed


def test_a_text_box_is_filled_and_checked() -> None:
    word = docx.Document()
    word.add_paragraph().add_run()._element.append(
        parse_xml(
            f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>{{{{ kommune }}}}</w:t></w:r></w:p>"
            "</w:txbxContent>"
        )
    )
    assert faults(saved(word), ("kommune",)) == []
    filled = docx.Document(io.BytesIO(fill_contract(saved(word), dict.fromkeys(KNOWN, "Ä"))))
    assert "Ä" in filled.element.xml
