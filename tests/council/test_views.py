"""Pages of council papers and the brief."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.council import services
from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import Brief, Paper, PaperSettings
from begleitwerk.engine.documents import typesetting
from begleitwerk.engine.documents.docx import default_template
from begleitwerk.engine.documents.errors import DocumentError
from begleitwerk.goals.models import Measure
from begleitwerk.municipalities.models import Municipality
from tests.factories.council import PaperAttachmentFactory, PaperFactory
from tests.factories.networks import BodyFactory
from tests.markup import text_of as text
from tests.worlds.process import ProcessWorld

AsUser = Callable[[User | None], Client]
NASTY = "#heading $x$ {{ 7*7 }} <script>alert(1)</script> \N{SNOWMAN} שלום"
pytestmark = pytest.mark.django_db


def at(name: str, paper: Paper, *args: Any) -> str:
    return reverse(f"council:{name}", args=[paper.municipality.slug, paper.pk, *args])


def place(name: str, municipality: Municipality, *args: Any) -> str:
    return reverse(f"council:{name}", args=[municipality.slug, *args])


@pytest.fixture
def desk(as_user: AsUser, coordinator: User) -> Client:
    return as_user(coordinator)


@pytest.fixture
def costly(draft: Paper, coordinator: User) -> Paper:
    """The draft states what the measures cost."""
    return services.change_paper(
        by=coordinator, paper=draft, version=None, has_financial_effects=True
    )


def move_cost(world: ProcessWorld) -> None:
    Measure.objects.filter(pk=world.measures[0].pk).update(cost=Decimal("4800.00"))


# --- The list -----------------------------------------------------------------------------------


def test_the_list_shows_number_type_state_and_next_session(
    desk: Client, draft: Paper, coordinator: User
) -> None:
    services.add_step(
        by=coordinator, paper=draft, body_name="Jugendhilfeausschuss", on=date(2190, 3, 1)
    )
    page = text(desk.get(place("papers", draft.municipality)))
    for word in (draft.title, draft.reference, "Beschlussvorlage", "Entwurf", "01.03.2190"):
        assert word in page


def test_members_of_the_committee_see_only_what_was_introduced(
    as_user: AsUser, committee_member: User, musterau: Municipality
) -> None:
    PaperFactory(municipality=musterau, title="Noch geheim")
    shown = PaperFactory(
        municipality=musterau, title="Eingebracht", state=PaperState.SUBMITTED, summary="Kurz."
    )
    client = as_user(committee_member)
    page = text(client.get(place("papers", musterau)))
    assert "Eingebracht" in page
    assert "Noch geheim" not in page
    paper = text(client.get(at("paper", shown)))
    assert "Kurz." in paper
    assert "Verlauf" not in paper


def test_the_list_is_searched_filtered_and_exported(desk: Client, musterau: Municipality) -> None:
    PaperFactory(municipality=musterau, title="Zwischenbericht", date=date(2025, 3, 1))
    PaperFactory(municipality=musterau, title="Programmstart", state=PaperState.RELEASED)
    url = place("papers", musterau)
    assert "Programmstart" not in text(desk.get(url, {"q": "zwischen"}))
    assert "Zwischenbericht" not in text(desk.get(url, {"state": "released"}))
    assert "Programmstart" not in text(desk.get(url, {"year": "2025"}))
    assert "Zwischenbericht" in text(desk.get(url, {"year": "2025", "export": "csv"}))


def test_the_list_asks_the_database_as_often_for_three_papers_as_for_one(
    desk: Client, musterau: Municipality
) -> None:
    PaperFactory(municipality=musterau)
    url = place("papers", musterau)
    desk.get(url)
    with CaptureQueriesContext(connection) as one:
        desk.get(url)
    PaperFactory.create_batch(2, municipality=musterau)
    with CaptureQueriesContext(connection) as three:
        desk.get(url)
    assert len(three) == len(one)


# --- A new paper ----------------------------------------------------------------------------------


def test_a_new_paper_has_a_number_its_committee_and_a_draft_text(
    desk: Client, world: ProcessWorld, musterau: Municipality
) -> None:
    committee = BodyFactory(
        municipality=musterau, kind_key="youth_welfare_committee", name="Jugendhilfeausschuss"
    )
    values = {
        "paper_type": "information",
        "title": "Frühe Hilfen: Bericht",
        "committee": committee.pk,
        "take_blocks": "on",
    }
    response = desk.post(place("paper_new", musterau), values, follow=True)
    paper = Paper.objects.get()
    assert response.redirect_chain[-1][0] == at("paper", paper)
    assert paper.reference
    assert paper.process == world.process
    step = paper.steps.get()
    assert (step.body_name, step.role.key if step.role else "") == (committee.name, "information")
    assert "Warum wir teilnehmen" in text(response)


def test_a_new_paper_may_begin_empty_and_without_a_committee(
    desk: Client, musterau: Municipality
) -> None:
    values = {"paper_type": "information", "title": "Frühe Hilfen: Bericht"}
    assert desk.post(place("paper_new", musterau), values).status_code == 302
    paper = Paper.objects.get()
    assert not paper.steps.exists()
    assert not paper.blocks.exists()


def test_what_was_typed_stays_when_something_is_missing(
    desk: Client, musterau: Municipality
) -> None:
    response = desk.post(place("paper_new", musterau), {"title": "Nur ein Betreff"})
    assert response.status_code == 422
    assert "Nur ein Betreff" in text(response)
    assert "<title>Fehler:" in text(response)
    assert not Paper.objects.exists()


# --- The editor -----------------------------------------------------------------------------------


def test_the_sheet_shows_the_paper_and_marks_the_chosen_section(
    desk: Client, draft: Paper, coordinator: User
) -> None:
    values = {"summary": "Das Wichtigste.", "resolution_proposal": "Der Ausschuss nimmt Kenntnis."}
    services.change_paper(by=coordinator, paper=draft, version=None, **values)
    page = text(desk.get(at("paper", draft), {"abschnitt": "zusammenfassung"}))
    assert "Das Wichtigste." in page
    assert 'class="bw-block bw-block--on" id="b-zusammenfassung"' in page
    assert at("section", draft, "zusammenfassung") in page
    assert desk.get(at("paper", draft), {"abschnitt": "unbekannt"}).status_code == 404


def test_a_chosen_section_that_is_empty_says_so(desk: Client, draft: Paper) -> None:
    page = text(desk.get(at("paper", draft), {"abschnitt": "beschluss"}))
    assert "noch leer, fehlt deshalb im Druck" in page


def test_whoever_only_reads_gets_no_forms(
    as_user: AsUser, steering_member: User, draft: Paper
) -> None:
    page = text(as_user(steering_member).get(at("paper", draft), {"abschnitt": "beschluss"}))
    assert "<textarea" not in page
    assert "Zur Prüfung geben" not in page


def test_a_section_of_many_sources_shows_the_first_and_the_way_to_all(
    desk: Client, draft: Paper, coordinator: User
) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="costs")
    block.sources = [{"label": f"Maßnahme {number}", "url": "/"} for number in range(23)]
    block.save()
    first = text(desk.get(f"{at('paper', draft)}?abschnitt=baustein-{block.pk}"))
    assert "Maßnahme 19" in first
    assert "Maßnahme 20" not in first
    assert "3 weitere Quellen" in first
    whole = text(desk.get(f"{at('paper', draft)}?abschnitt=baustein-{block.pk}&quellen=alle"))
    assert "Maßnahme 22" in whole
    assert "weitere Quellen" not in whole


def test_a_section_is_saved(desk: Client, draft: Paper) -> None:
    values = {"summary": "Neu.", "version": draft.version}
    response = desk.post(at("section", draft, "zusammenfassung"), values)
    assert response.headers["Location"].endswith("?abschnitt=zusammenfassung")
    draft.refresh_from_db()
    assert draft.summary == "Neu."


def test_the_second_of_two_editors_sees_both_versions(desk: Client, draft: Paper) -> None:
    seen = draft.version
    url = at("section", draft, "zusammenfassung")
    desk.post(url, {"summary": "Von der Ersten.", "version": seen})
    response = desk.post(url, {"summary": "Von der Zweiten.", "version": seen})
    page = text(response)
    assert response.status_code == 422
    assert "Von der Ersten." in page
    assert "Von der Zweiten." in page
    current = Paper.objects.get(pk=draft.pk)
    desk.post(url, {"summary": "Von der Zweiten.", "version": current.version})
    assert Paper.objects.get(pk=draft.pk).summary == "Von der Zweiten."


def test_text_appears_literally(desk: Client, draft: Paper) -> None:
    for slug, name in (("beschluss", "resolution_proposal"), ("zusammenfassung", "summary")):
        current = Paper.objects.get(pk=draft.pk)
        values = {name: NASTY, "version": current.version}
        assert desk.post(at("section", draft, slug), values).status_code == 302
    page = text(desk.get(at("paper", draft)))
    assert "<script>alert(1)" not in page
    assert page.count("{{ 7*7 }} &lt;script&gt;alert(1)&lt;/script&gt;") >= 2


def test_a_released_paper_takes_no_more_changes(
    desk: Client, draft: Paper, head: User, coordinator: User
) -> None:
    services.submit_for_review(by=coordinator, paper=draft)
    services.release_paper(by=head, paper=draft)
    response = desk.post(at("section", draft, "zusammenfassung"), {"summary": "Spät."})
    assert response.status_code == 422
    assert Paper.objects.get(pk=draft.pk).summary == ""
    page = text(desk.get(at("paper", draft), {"abschnitt": "zusammenfassung"}))
    assert "Text und Zahlen bleiben, wie sie sind" in page


# --- Changed data ---------------------------------------------------------------------------------


def test_a_changed_amount_names_both_values_and_is_taken(
    desk: Client, costly: Paper, world: ProcessWorld
) -> None:
    old = costly.amount
    move_cost(world)
    page = text(desk.get(at("paper", costly)))
    assert 'id="b-finanzen"' in page
    assert "<del>5.000,50\xa0€</del>" in page
    assert "5.600,50\xa0€ übernehmen" in page
    assert "5.000,50\xa0€ behalten und begründen" in page
    assert "Woher die Zahl kommt" in page
    desk.post(at("amount_take", costly), {"version": costly.version})
    costly.refresh_from_db()
    assert (old, costly.amount) == (Decimal("5000.50"), Decimal("5600.50"))


def test_a_changed_amount_is_kept_only_with_a_reason(
    desk: Client, costly: Paper, world: ProcessWorld
) -> None:
    move_cost(world)
    url = at("amount_keep", costly)
    assert desk.post(url, {"reason": "", "version": costly.version}).status_code == 422
    reason = "Die Druckkosten trägt das Land."
    desk.post(url, {"reason": reason, "version": costly.version})
    costly.refresh_from_db()
    assert costly.amount == Decimal("5000.50")
    page = text(desk.get(at("paper", costly), {"abschnitt": "finanzen"}))
    assert reason in page
    assert "hat sich geändert" not in page


def test_a_changed_part_shows_the_difference_and_leads_on(
    desk: Client, costly: Paper, world: ProcessWorld, coordinator: User
) -> None:
    block = services.add_block(by=coordinator, paper=costly, kind="costs")
    move_cost(world)
    page = text(desk.get(at("paper", costly), {"abschnitt": f"baustein-{block.pk}"}))
    assert "<del>5.000,50</del>" in page
    assert "<ins>5.600,50</ins>" in page
    assert "Nächste Änderung" in page
    desk.post(at("block_take", costly, block.pk), {"version": block.version})
    block.refresh_from_db()
    assert "5.600,50 €" in block.text


def test_a_button_pressed_on_an_old_page_changes_nothing(
    desk: Client, draft: Paper, world: ProcessWorld, coordinator: User
) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="costs")
    before, seen = block.text, block.version
    services.change_block(
        by=coordinator, block=block, version=None, heading="", text="Von Hand.", table=None
    )
    move_cost(world)
    url = at("block_take", draft, block.pk)
    response = desk.post(url, {"version": seen}, follow=True)
    assert "Inzwischen hat das jemand anderes geändert" in text(response)
    block.refresh_from_db()
    assert (block.text, block.source_text) == ("Von Hand.", before)


def test_a_part_is_kept_with_a_reason(
    desk: Client, draft: Paper, world: ProcessWorld, coordinator: User
) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="costs")
    move_cost(world)
    values = {"reason": "Der Stand vom Juni gilt.", "version": block.version}
    desk.post(at("block_keep", draft, block.pk), values)
    page = text(desk.get(at("paper", draft), {"abschnitt": f"baustein-{block.pk}"}))
    assert "Der Stand vom Juni gilt." in page
    assert "Daten haben sich geändert" not in page


# --- Body text ------------------------------------------------------------------------------------


def test_parts_are_added_edited_moved_and_removed(
    desk: Client, draft: Paper, world: ProcessWorld
) -> None:
    desk.post(at("blocks_usual", draft))
    count = draft.blocks.count()
    desk.post(at("block_new", draft), {"kind": "free"})
    last = draft.blocks.last()
    assert last is not None
    assert draft.blocks.count() == count + 1
    values = {"heading": "Dank", "text": "Wir danken.", "version": last.version}
    desk.post(at("section", draft, f"baustein-{last.pk}"), values)
    desk.post(at("block_move", draft, last.pk), {"richtung": "auf"})
    assert [row.heading for row in draft.blocks.all()][-2:] == ["Dank", "Ausblick"]
    assert "Dank" in text(desk.get(at("paper", draft)))
    last.refresh_from_db()
    desk.post(at("block_remove", draft, last.pk), {"version": last.version})
    assert draft.blocks.count() == count


def test_a_table_loses_its_empty_rows_and_gains_new_ones(
    desk: Client, draft: Paper, coordinator: User
) -> None:
    table = {"header": ["Ziel", "Stand"], "rows": [["A", "gut"], ["B", "offen"]]}
    block = services.add_block(by=coordinator, paper=draft, kind="free", text="Text", table=table)
    cells = {"cell_0_0": "Ziel", "cell_0_1": "Stand", "cell_1_0": "A", "cell_1_1": "gut"}
    further = {"cell_3_0": "C", "cell_3_1": "neu", "caption": "Stand", "version": block.version}
    response = desk.post(at("block_table", draft, block.pk), {**cells, **further})
    assert response.status_code == 302
    block.refresh_from_db()
    assert block.table is not None
    assert block.table["rows"] == [["A", "gut"], ["C", "neu"]]
    assert block.text == "Text"


def test_a_part_of_another_paper_is_not_found(
    desk: Client, draft: Paper, coordinator: User
) -> None:
    other = PaperFactory(municipality=draft.municipality)
    block = services.add_block(by=coordinator, paper=other, kind="free")
    for name in ("block_take", "block_remove", "block_table", "block_keep"):
        assert desk.post(at(name, draft, block.pk)).status_code == 404


# --- Route ----------------------------------------------------------------------------------------


def test_a_route_is_built_ordered_and_warned_about(desk: Client, draft: Paper) -> None:
    first = {"body_name": "Kreistag", "on_0": "10", "on_1": "3", "on_2": "2028", "is_public": "on"}
    second = {**first, "body_name": "Jugendhilfeausschuss", "on_0": "1"}
    for values in (first, second):
        assert desk.post(at("step_new", draft), values).status_code == 302
    page = text(desk.get(at("paper", draft), {"abschnitt": "beratungsfolge"}))
    assert "steht aber in der Beratungsfolge danach" in page
    last = draft.steps.last()
    assert last is not None
    desk.post(at("step_move", draft, last.pk), {"richtung": "auf"})
    assert [row.body_name for row in draft.steps.all()] == ["Jugendhilfeausschuss", "Kreistag"]
    page = text(desk.get(at("paper", draft), {"abschnitt": "beratungsfolge"}))
    assert "steht aber in der Beratungsfolge danach" not in page


def test_a_step_needs_a_body(desk: Client, draft: Paper) -> None:
    response = desk.post(at("step_new", draft), {"session_number": "11. Sitzung"})
    assert response.status_code == 422
    assert "11. Sitzung" in text(response)
    assert "Wählen Sie ein Gremium" in text(response)


def test_a_step_takes_the_name_of_the_body_that_is_chosen_anew(
    desk: Client, draft: Paper, coordinator: User
) -> None:
    old = BodyFactory(municipality=draft.municipality, name="Beirat")
    new = BodyFactory(municipality=draft.municipality, name="Kreistag")
    step = services.add_step(by=coordinator, paper=draft, body=old)
    values = {"body": new.pk, "body_name": "Beirat", "version": step.version}
    desk.post(at("step", draft, step.pk), values)
    step.refresh_from_db()
    assert step.body_name == "Kreistag"


def test_a_result_comes_late_and_stands_on_the_sheet(
    desk: Client, draft: Paper, coordinator: User
) -> None:
    step = services.add_step(by=coordinator, paper=draft, body_name="Jugendhilfeausschuss")
    Paper.objects.filter(pk=draft.pk).update(state=PaperState.CLOSED)
    page = text(desk.get(at("step_result", draft, step.pk)))
    assert "zur Kenntnis genommen" in page
    result = page.split("zur Kenntnis genommen")[0].rsplit('value="', 1)[1].split('"')[0]
    values = {"status": "heard", "result": result, "votes_yes": 9, "version": step.version}
    assert desk.post(at("step_result", draft, step.pk), values).status_code == 302
    assert "9 Ja, 0 Nein" in text(desk.get(at("paper", draft)))


# --- From state to state --------------------------------------------------------------------------


def test_a_paper_goes_all_the_way(
    as_user: AsUser, draft: Paper, coordinator: User, head: User, committee_member: User
) -> None:
    reader = as_user(committee_member)
    way = (
        ("pruefung", coordinator, "Leitung des Jugendamts"),
        ("freigabe", head, "bleiben Text und Zahlen"),
        ("einbringung", coordinator, "Mitglieder des Ausschusses"),
        ("beratung", coordinator, "nicht mehr zurücknehmen"),
        ("abschluss", coordinator, "nicht rückgängig"),
    )
    for slug, person, consequence in way:
        client, url = as_user(person), at("move", draft, slug)
        seen = slug in ("beratung", "abschluss")
        assert reader.get(at("paper", draft)).status_code == (200 if seen else 403)
        assert consequence in text(client.get(url))
        version = Paper.objects.get(pk=draft.pk).version
        assert client.post(url, {"version": version}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == PaperState.CLOSED
    assert reader.get(at("paper", draft)).status_code == 200
    assert "Von „Entwurf“ nach „in Prüfung“" in text(as_user(head).get(at("paper", draft)))


def test_only_the_head_breaks_a_release_and_says_why(
    as_user: AsUser, draft: Paper, coordinator: User, head: User
) -> None:
    services.submit_for_review(by=coordinator, paper=draft)
    services.release_paper(by=head, paper=draft)
    url = at("move", draft, "entwurf")
    assert as_user(coordinator).get(url).status_code == 403
    client = as_user(head)
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "Das Datum fehlt."})
    draft.refresh_from_db()
    assert (draft.state, draft.released_digest) == (PaperState.DRAFT, "")


def test_a_step_that_is_not_possible_now_leads_back(desk: Client, draft: Paper) -> None:
    response = desk.get(at("move", draft, "einbringung"), follow=True)
    assert "dieser Schritt geht jetzt nicht" in text(response)
    assert desk.get(at("move", draft, "unsinn")).status_code == 404


# --- Files ----------------------------------------------------------------------------------------


def test_a_pdf_that_takes_too_long_is_given_up_and_the_page_says_so(
    desk: Client, draft: Paper, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(*_sheet: Any, limit: float, **_how: Any) -> bytes:
        raise DocumentError("pdf_timeout", seconds=limit)

    settings.PDF_SECONDS = 0
    monkeypatch.setattr(typesetting.workshop, "typeset", too_slow)
    page = desk.get(at("paper_pdf", draft), follow=True)
    assert page.redirect_chain == [(at("paper", draft), 302)]
    assert "Das PDF war nach 0 Sekunden nicht fertig" in text(page)


def test_the_paper_is_downloaded_as_pdf_and_word(desk: Client, draft: Paper) -> None:
    pdf, docx = desk.get(at("paper_pdf", draft)), desk.get(at("paper_docx", draft))
    assert pdf.content.startswith(b"%PDF-")
    assert docx.content.startswith(b"PK")
    assert ".pdf" in pdf.headers["Content-Disposition"]


def test_a_file_is_attached_and_goes_with_the_paper(desk: Client, draft: Paper) -> None:
    upload = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 test")
    assert desk.post(at("attach", draft), {"file": upload, "title": "Zeitplan"}).status_code == 302
    assert "1. Zeitplan" in text(desk.get(at("paper", draft)))
    wrong = SimpleUploadedFile("x.exe", b"MZ\x00\x00")
    response = desk.post(at("attach", draft), {"file": wrong})
    assert response.status_code == 422
    assert "Datei ist nicht möglich" in text(response)


def test_members_of_the_committee_open_the_files_of_an_introduced_paper(
    as_user: AsUser, committee_member: User, musterau: Municipality
) -> None:
    paper = PaperFactory(municipality=musterau)
    attachment = PaperAttachmentFactory(paper=paper)
    client, url = as_user(committee_member), at("attachment", paper, attachment.pk)
    assert client.get(url).status_code == 403
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.SUBMITTED)
    assert client.get(url).status_code == 200


# --- Settings -------------------------------------------------------------------------------------


def test_settings_show_the_next_number_and_refuse_nonsense(
    desk: Client, musterau: Municipality
) -> None:
    url = place("settings", musterau)
    values = {"reference_pattern": "DS {number:3}/{year}", "next_number": 17, "head_title": "Rat"}
    assert desk.post(url, values).status_code == 302
    saved = PaperSettings.objects.get()
    assert saved.head_title == "Rat"
    assert "<strong>DS 017/" in text(desk.get(url))
    bad = {**values, "reference_pattern": "{unsinn}/{number}", "version": saved.version}
    response = desk.post(url, bad)
    assert response.status_code == 422
    assert "ist kein Platzhalter" in text(response)


def test_the_example_follows_what_is_typed(desk: Client, musterau: Municipality) -> None:
    url = place("settings_example", musterau)
    typed = {"reference_pattern": "VO/{number}", "next_number": "601"}
    assert "VO/601" in text(desk.get(url, typed))
    assert "braucht {number}" in text(desk.get(url, {"reference_pattern": "VO"}))


def template_with(text: bytes) -> bytes:
    """Our own template with a paragraph more."""
    out = io.BytesIO()
    paragraph = b"<w:body><w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p>"
    with (
        zipfile.ZipFile(io.BytesIO(default_template())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member.filename, content.replace(b"<w:body>", paragraph))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"kein Word", "keine Word-Datei"),
        (template_with(b"{" * 12_000), "mehr als 1000"),
        (template_with(b"{{ title"), "nicht geschlossen"),
        (template_with(b"{{ title.__class__ }}"), "nicht erlaubt"),
        (template_with(b"{{ title + }}"), "Platzhalter der Word-Vorlage"),
    ],
    ids=["no word", "braces", "open", "unsafe", "syntax"],
)
def test_what_is_wrong_with_a_word_template_stands_in_its_report(
    desk: Client, musterau: Municipality, content: bytes, said: str
) -> None:
    upload = SimpleUploadedFile("vorlage.docx", content)
    report = desk.post(place("template", musterau), {"file": upload})["Location"]
    page = text(desk.get(report))
    assert said in page
    assert "vorlage.docx" in page
    assert not PaperSettings.objects.exclude(template=None).exists()


def test_a_word_template_that_takes_too_long_is_ended_in_the_words_of_any_file(
    desk: Client, musterau: Municipality, settings: Any
) -> None:
    settings.READING_SECONDS = 0
    upload = SimpleUploadedFile("vorlage.docx", template_with(b"{{ title }}"))
    report = desk.post(place("template", musterau), {"file": upload})["Location"]
    assert "nicht innerhalb von 0 Sekunden lesen" in text(desk.get(report))


def test_a_word_template_is_tried_out_used_and_fetched(
    desk: Client, as_user: AsUser, musterau: Municipality, lindfurt: Municipality, neighbour: User
) -> None:
    fetch = place("template_file", musterau)
    assert desk.get(fetch).status_code == 404
    upload = SimpleUploadedFile("Größe.docx", template_with(b"{{ title }}"))
    report = desk.post(place("template", musterau), {"file": upload})["Location"]
    assert "Die Vorlage kann verwendet werden" in text(desk.get(report))
    assert desk.get(fetch).status_code == 404, "not before it is said"
    desk.post(f"{report}uebernehmen/")
    assert "Ab jetzt" in text(desk.get(report))
    assert "Größe.docx" in text(desk.get(place("settings", musterau)))
    response = desk.get(fetch)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Gr%C3%B6")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert as_user(neighbour).get(fetch).status_code == 404
    stored = PaperSettings.objects.get(municipality=musterau).template
    assert stored is not None
    default_storage.delete(stored.file.name)
    assert desk.get(fetch).status_code == 404, "gone from the disk"
    values = {"reference_pattern": "{number}", "next_number": 1, "remove_template": "on"}
    desk.post(place("settings", musterau), {**values, "version": 2})
    assert PaperSettings.objects.get(municipality=musterau).template is None
    response.close()


# --- The brief ------------------------------------------------------------------------------------


def test_a_brief_is_made_worded_and_printed(
    desk: Client,
    as_user: AsUser,
    world: ProcessWorld,
    musterau: Municipality,
    committee_member: User,
) -> None:
    url = place("brief", musterau)
    assert "Es gibt noch keinen Kurzbericht" in text(desk.get(url))
    desk.post(place("brief_new", musterau))
    brief = Brief.objects.get()
    values = {
        "title": "Wo wir stehen",
        "sentence_1": "Wir sind im Plan.",
        "request": "Bitte beraten Sie.",
        "version": brief.version,
    }
    assert desk.post(place("brief_edit", musterau, brief.pk), values).status_code == 302
    page = text(as_user(committee_member).get(url))
    assert "Wir sind im Plan." in page
    assert "<textarea" not in page
    assert desk.get(place("brief_pdf", musterau, brief.pk)).content.startswith(b"%PDF-")


def test_a_brief_that_would_leave_its_page_is_refused(
    desk: Client, world: ProcessWorld, musterau: Municipality, coordinator: User
) -> None:
    brief = services.make_brief(by=coordinator, municipality=musterau, today=date(2027, 11, 23))
    values = {"title": "Wo wir stehen", "sentence_1": "x" * 281, "version": brief.version}
    response = desk.post(place("brief_edit", musterau, brief.pk), values)
    assert response.status_code == 422
    assert "x" * 281 in text(response)


# --- Everybody else -------------------------------------------------------------------------------


def test_the_neighbour_finds_nothing(
    as_user: AsUser, neighbour: User, lindfurt: Municipality, draft: Paper
) -> None:
    client = as_user(neighbour)
    assert client.get(at("paper", draft)).status_code == 404
    # nor under her own municipality's address
    assert client.get(reverse("council:paper", args=[lindfurt.slug, draft.pk])).status_code == 404
    assert client.get(at("paper_pdf", draft)).status_code == 404


def test_a_paper_that_is_not_there_is_not_found(desk: Client, musterau: Municipality) -> None:
    assert desk.get(place("paper", musterau, 999_999)).status_code == 404
