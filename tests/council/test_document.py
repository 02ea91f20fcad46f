"""The printed paper: complete, literal, quick."""

import io
from collections.abc import Callable
from datetime import date
from html import unescape

import docx
import pytest
from django.core.files.base import ContentFile

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.council import services
from begleitwerk.council.exports import brief_pdf, paper_docx, paper_html, paper_pdf
from begleitwerk.council.models import Paper
from begleitwerk.council.papers import brief_document, document_of, sections_of
from begleitwerk.engine.documents import Heading, Table
from begleitwerk.municipalities.models import Municipality
from tests.engine.documents import pdf_checks
from tests.factories.council import (
    ConsultationStepFactory,
    PaperAttachmentFactory,
    PaperBlockFactory,
    PaperFactory,
    PaperSettingsFactory,
)
from tests.factories.files import StoredFileFactory
from tests.worlds.process import TODAY, ProcessWorld

NASTY = (
    "# Kein Titel #let x = 1 $ a^2 $ $$ {{ 7*7 }} {% raw %} <script>alert(1)</script> &amp; "
    "*fett* _kursiv_ @ref \\n [x](y) 😀 👩‍👩‍👧 Ä„“–€"
)
RTL = "שלום עולם, مرحبا"


def full_paper(place: Municipality, *, rows: int = 1) -> Paper:
    paper = PaperFactory(municipality=place, reference="1/2027", summary="Kurz")
    for _ in range(rows):
        ConsultationStepFactory(
            paper=paper,
            role=item(ContentKind.CONSULTATION_ROLES, "decision"),
            result=item(ContentKind.CONSULTATION_RESULTS, "adopted"),
            votes_yes=9,
        )
        PaperBlockFactory(paper=paper)
        PaperAttachmentFactory(paper=paper)
    return paper


def test_every_result_of_the_route_is_told(musterau: Municipality) -> None:
    paper = PaperFactory(municipality=musterau)
    result = item(ContentKind.CONSULTATION_RESULTS, "adopted_amended")
    common = {"paper": paper, "on": date(2027, 12, 14)}
    ConsultationStepFactory(body_name="DK", status="withdrawn", is_public=False, **common)
    ConsultationStepFactory(
        body_name="JHA",
        session_number="7. Sitzung",
        status="heard",
        result=result,
        votes_yes=12,
        votes_no=0,
        abstentions=1,
        resolution_text="Sie berichtet jährlich.",
        **common,
    )
    blocks = dict(sections_of(paper))["route"]
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.header == ("Gremium", "Status", "Sitzung", "Ergebnis")
    assert table.rows == (
        ("DK", "nichtöffentlich", "14.12.2027", "zurückgezogen"),
        (
            "JHA",
            "öffentlich",
            "14.12.2027\n7. Sitzung",
            "geändert beschlossen\n12 Ja, 0 Nein, 1 Enthaltung",
        ),
    )
    assert Heading("Beschluss: JHA", 2) in blocks


def test_the_document_costs_the_same_queries_for_any_number_of_rows(
    musterau: Municipality, django_assert_num_queries: Callable[[int], object]
) -> None:
    for rows in (1, 3):
        paper = Paper.objects.get(pk=full_paper(musterau, rows=rows).pk)
        with django_assert_num_queries(4):  # type: ignore[attr-defined]
            document_of(paper)


TEXT_FIELDS = ("resolution_proposal", "summary", "financial_note", "attachments")
LINE_FIELDS = (
    "title", "reference", "authority", "head_title", "lead_office", "contributing_offices",
    "file_number", "contact_role", "clerk_role", "signatory_role", "budget_product_code",
    "coverage_by",
)  # fmt: skip


def written(fields: dict[str, str], place: Municipality, block: str, cell: str) -> Paper:
    paper = PaperFactory(
        municipality=place, has_financial_effects=True, coverage="partly", amount=1, **fields
    )
    table = {"caption": "Tabelle", "header": ["Kopf"], "rows": [[cell]], "numeric": []}
    PaperBlockFactory(paper=paper, heading="Teil", text=block, table=table)
    ConsultationStepFactory(paper=paper, body_name="JHA", resolution_text=block)
    return paper


@pytest.mark.parametrize("field", [*LINE_FIELDS, *TEXT_FIELDS, "block", "cell"])
def test_what_people_type_appears_literally(musterau: Municipality, field: str) -> None:
    limit = 30 if field in ("reference", "file_number", "budget_product_code") else 300
    samples = {"reference": "#{{7*7}}$x$ <b> 😀", "file_number": "#{{7*7}}$x$ <b> 😀"}
    samples["budget_product_code"] = samples["reference"]
    typed = samples.get(field, NASTY if field not in LINE_FIELDS else NASTY[:115])
    assert len(typed) <= limit
    own = {field: typed} if field not in ("block", "cell") else {}
    paper = written(
        own,
        musterau,
        typed if field == "block" else "Text",
        typed if field == "cell" else "Zelle",
    )
    wanted = squeezed(typed)
    html = paper_html(paper)
    assert "<script>" not in html
    assert wanted in squeezed(unescape(html).replace("<br>", ""))
    assert wanted in squeezed(word_text(paper_docx(paper)))
    pdf = squeezed(pdf_checks.text(paper_pdf(paper)))
    # fonts may read an emoji sequence back as its parts
    assert letters(wanted) in letters(pdf)


@pytest.mark.parametrize("field", [*TEXT_FIELDS, "block", "cell"])
def test_a_hundred_thousand_characters_arrive(musterau: Municipality, field: str) -> None:
    typed = ("Frühe Hilfen für alle. " * 4348)[:99_990] + " ENDE 4711"
    own = {field: typed} if field not in ("block", "cell") else {}
    block, cell = (typed if field == name else "Text" for name in ("block", "cell"))
    paper = written(own, musterau, block, cell)
    assert "ENDE 4711" in paper_html(paper)
    assert squeezed(typed) in squeezed(word_text(paper_docx(paper)))
    assert "ENDE4711" in squeezed(pdf_checks.text(paper_pdf(paper)))


def test_text_from_right_to_left_says_so(musterau: Municipality) -> None:
    paper = PaperFactory(municipality=musterau, title=RTL, summary=RTL)
    html = paper_html(paper)
    assert html.count('dir="rtl"') == 2
    assert RTL in html
    assert paper_pdf(paper).startswith(b"%PDF")


def word_text(package: bytes) -> str:
    word = docx.Document(io.BytesIO(package))
    return "".join(node.text or "" for node in word.element.body.iter() if node.tag.endswith("}t"))


def squeezed(text: str) -> str:
    return "".join(text.replace("\u00ad", "").split())


def letters(text: str) -> str:
    return "".join(sign for sign in text if ord(sign) < 0x2000)


def test_an_office_may_use_its_own_template(musterau: Municipality, coordinator: User) -> None:
    word = docx.Document()
    word.add_paragraph("Kreishaus am Markt: {{ reference }}")
    word.add_paragraph("{{p body }}")
    stream = io.BytesIO()
    word.save(stream)
    file = StoredFileFactory(
        municipality=musterau, file=ContentFile(stream.getvalue(), name="vorlage.docx")
    )
    PaperSettingsFactory(municipality=musterau, template=file)
    paper = PaperFactory(municipality=musterau, reference="1/2027", summary="Kurz gesagt")
    text = word_text(paper_docx(paper))
    assert text.startswith("Kreishaus am Markt: 1/2027")
    assert "Kurz gesagt" in text


def test_a_draft_says_so_and_is_accessible(
    draft: Paper, world: ProcessWorld, coordinator: User
) -> None:
    services.add_usual_blocks(by=coordinator, paper=draft)
    services.change_paper(by=coordinator, paper=draft, version=None, has_financial_effects=True)
    paper = Paper.objects.get(pk=draft.pk)
    pdf = paper_pdf(paper)
    pdf_checks.assert_accessible(pdf, f"{paper.reference} {paper.title}")
    assert "Entwurf" in pdf_checks.text(pdf)


def test_a_remembered_pdf_never_hides_a_change(draft: Paper, coordinator: User) -> None:
    """The same document is typeset once; another word makes another file."""
    first = paper_pdf(Paper.objects.get(pk=draft.pk))
    assert paper_pdf(Paper.objects.get(pk=draft.pk)) == first
    services.change_paper(by=coordinator, paper=draft, version=None, summary="Neu geschrieben")
    assert "Neu geschrieben" in pdf_checks.text(paper_pdf(Paper.objects.get(pk=draft.pk)))


# --- Brief --------------------------------------------------------------------------------------


def test_a_brief_says_where_we_stand_on_one_page(
    world: ProcessWorld, musterau: Municipality, coordinator: User
) -> None:
    brief = services.make_brief(by=coordinator, municipality=musterau, today=TODAY)
    assert brief.title == "Frühe Hilfen im Landkreis Musterau: wo wir stehen"
    assert brief.phase == "Phase 2 von 4: Konstituierung und Zielfindung"
    assert [(f["value"], f["note"]) for f in brief.figures] == [
        ("6", "Ende am 31.05.2028"),
        ("1 von 2", "1 im Plan, 1 verzögert"),
        ("1 von 3", "1 laufend, 1 geplant"),
        ("2", "zuletzt am 01.09.2027"),
        ("4.200 €", "von 5.000,50 € für alle Maßnahmen"),
    ]
    assert {figure["as_of"] for figure in brief.figures} == {"2027-11-23"}
    assert brief.sentences == [
        (
            "Der Landkreis Musterau arbeitet seit Juli 2026 mit Prozessbegleitung am Thema "
            "„Politisch-strukturelle Verankerung“."
        ),
        "Bisher ist keines der zwei Ziele erreicht; eine der drei Maßnahmen ist erledigt.",
        "Ein Ziel braucht Aufmerksamkeit, zuerst „Gesamtkonzept beschlossen“.",
    ]
    pdf = brief_pdf(brief)
    assert pdf_checks.page_count(pdf) == 1
    pdf_checks.assert_accessible(pdf, brief.title)


def test_the_longest_brief_still_has_one_page(
    world: ProcessWorld, musterau: Municipality, coordinator: User
) -> None:
    brief = services.make_brief(by=coordinator, municipality=musterau, today=TODAY)
    words = "Zusammenarbeit " * 40
    brief = services.change_brief(
        by=coordinator,
        brief=brief,
        version=None,
        sentences=[words[:279]] * 3,
        request=words[:499],
        title=words[:159],
    )
    assert pdf_checks.page_count(brief_pdf(brief)) == 1


def test_a_brief_without_data_is_honest(lindfurt: Municipality, neighbour: User) -> None:
    brief = services.make_brief(by=neighbour, municipality=lindfurt, today=TODAY)
    assert [figure["value"] for figure in brief.figures] == ["–", "–", "–", "0", "–"]
    assert brief.sentences[1] == "Ziele sind noch nicht festgehalten."
    assert brief_document(brief).one_page
