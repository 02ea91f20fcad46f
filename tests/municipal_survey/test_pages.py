"""Pages of the municipal survey, from upload to what a municipality sees again."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from openpyxl import Workbook

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import UploadState
from begleitwerk.core.models import Job, Upload
from begleitwerk.core.services import check_upload
from begleitwerk.engine.reading import asking
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable, SurveyWave
from begleitwerk.municipal_survey.services.files import SURVEY_UPLOAD
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.programmes.models import Programme
from tests.factories.core import UploadFactory
from tests.factories.municipal_survey import (
    SurveyRowFactory,
    SurveyVariableFactory,
    SurveyWaveFactory,
)
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import ProgrammeFactory

Sign = Callable[[User | None], Client]


@pytest.fixture
def programme(programme_space: Workspace) -> Programme:
    return ProgrammeFactory(workspace=programme_space)


@pytest.fixture
def wave(programme: Programme) -> SurveyWave:
    return SurveyWaveFactory(
        programme=programme, number=7, name="Welle 7", reference_date=date(2025, 3, 31)
    )


@pytest.fixture
def concept(wave: SurveyWave) -> SurveyVariable:
    return SurveyVariableFactory(
        wave=wave,
        name="konzept",
        label="Gibt es ein Gesamtkonzept?",
        kind=SurveyKind.YES_NO,
        value_labels={"1": "ja", "2": "nein"},
        missing_codes={"-9": "keine Angabe"},
    )


@pytest.fixture
def posts(wave: SurveyWave) -> SurveyVariable:
    return SurveyVariableFactory(wave=wave, name="stellen", label="Stellen", unit="VZÄ")


def page(wave: SurveyWave, rest: str = "") -> str:
    return f"/p/programm/auswahl/befragung/{wave.pk}/{rest}"


def named(content: str, name: str = "welle.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def upload(client: Client, url: str, content: str, name: str = "welle.csv") -> Any:
    """Leads to the columns once the file is read, or to its report."""
    return on(client, client.post(url, {"file": named(content, name)}))


def on(client: Client, answer: Any) -> Any:
    after = client.get(answer["Location"])
    return after if after.status_code == 302 else answer


# --- Waves --------------------------------------------------------------------------------------


def test_a_wave_is_added_and_changed(office: User, programme: Programme, as_user: Sign) -> None:
    client = as_user(office)
    url = "/p/programm/auswahl/befragungen/neu/"
    assert 'value="1"' in client.get(url).text
    answer = client.post(url, {"number": "7", "name": "Welle 7", "starts_on": "2025-03-31"})
    wave = SurveyWave.objects.get()
    assert answer["Location"] == page(wave)
    assert wave.starts_on == date(2025, 3, 31)
    values = {"number": "7", "name": "Siebte Welle", "version": str(wave.version)}
    assert client.post(page(wave, "bearbeiten/"), values).status_code == 302
    assert client.post(page(wave, "bearbeiten/"), values).status_code == 422  # an older version
    assert "Siebte Welle" in client.get("/p/programm/auswahl/befragungen/").text


def test_a_wave_has_a_number_of_its_own(office: User, wave: SurveyWave, as_user: Sign) -> None:
    client = as_user(office)
    url = "/p/programm/auswahl/befragungen/neu/"
    assert client.post(url, {"number": "7", "name": "Noch eine"}).status_code == 422
    period = {"number": "8", "name": "x", "starts_on": "2025-03-31", "ends_on": "2025-03-30"}
    assert client.post(url, period).status_code == 422
    assert SurveyWave.objects.count() == 1


def test_a_wave_of_another_programme_is_not_found(office: User, as_user: Sign) -> None:
    other = SurveyWaveFactory()
    ProgrammeFactory(workspace=Workspace.objects.get(slug="programm"))
    client = as_user(office)
    for rest in ("", "bearbeiten/", "antworten/", "datei/", "codebuch/"):
        assert client.get(page(other, rest)).status_code == 404
    assert client.get("/p/programm/auswahl/befragung/0/").status_code == 404


# --- Codebook -----------------------------------------------------------------------------------


def test_the_codebook_says_how_each_question_was_answered(
    office: User, wave: SurveyWave, concept: SurveyVariable, posts: SurveyVariable, as_user: Sign
) -> None:
    for values in (
        {"konzept": "1", "stellen": 1},
        {"konzept": "-9"},
        {"konzept": "1", "stellen": 4},
    ):
        SurveyRowFactory(wave=wave, values=values)
    client = as_user(office)
    text = client.get(page(wave)).text
    assert "Gibt es ein Gesamtkonzept?" in text
    assert "stellen" not in client.get(page(wave, "?q=gesamtkonzept")).text.split("<tbody>")[1]
    question = client.get(page(wave, f"frage/{concept.pk}/")).text
    assert "keine Angabe" in question
    assert "100 %" in question
    figures = client.get(page(wave, f"frage/{posts.pk}/")).text
    assert "2,5" in figures
    book = client.get(page(wave, "?export=csv")).content.decode("utf-8-sig")
    assert "konzept;Gibt es ein Gesamtkonzept?;Ja/Nein;;;;1=ja; 2=nein" in book.replace('"', "")


def test_a_question_is_changed_as_long_as_its_answers_fit(
    office: User, wave: SurveyWave, concept: SurveyVariable, as_user: Sign
) -> None:
    SurveyRowFactory(wave=wave, values={"konzept": "2"})
    client = as_user(office)
    url = page(wave, f"frage/{concept.pk}/bearbeiten/")
    values = {
        "label": "Liegt ein Gesamtkonzept vor?",
        "kind": "choice",
        "value_labels": "1=ja\n2=nein\n3=in Arbeit",
        "missing_codes": "-9=keine Angabe",
        "version": "1",
    }
    assert client.post(url, values).status_code == 302
    concept.refresh_from_db()
    assert concept.value_labels == {"1": "ja", "2": "nein", "3": "in Arbeit"}
    assert "in Arbeit" in client.get(url).text
    for wrong in (
        {"value_labels": "1=ja\n3=in Arbeit"},
        {"value_labels": "ja, nein"},
        {"value_labels": ""},
        {"missing_codes": "1=ja"},
        {"kind": "day"},
    ):
        assert client.post(url, {**values, "version": "2", **wrong}).status_code == 422
    concept.refresh_from_db()
    assert concept.version == 2


def test_a_question_of_another_wave_is_not_found(
    office: User, wave: SurveyWave, as_user: Sign
) -> None:
    other = SurveyVariableFactory()
    client = as_user(office)
    assert client.get(page(wave, f"frage/{other.pk}/")).status_code == 404
    assert client.get(page(wave, f"frage/{other.pk}/bearbeiten/")).status_code == 404


# --- Files --------------------------------------------------------------------------------------


def test_from_upload_to_answers(
    office: User,
    wave: SurveyWave,
    concept: SurveyVariable,
    posts: SurveyVariable,
    musterau: Municipality,
    as_user: Sign,
) -> None:
    client = as_user(office)
    content = f"Kreis;konzept;A2\n{musterau.youth_office_id};ja;1,5\n"
    answer = upload(client, page(wave, "datei/"), content)
    columns = client.get(answer["Location"])
    assert columns.status_code == 200
    due = client.get(reverse("portal:programme_due", args=[wave.programme.workspace.slug])).text
    assert "welle.csv" in due
    assert answer["Location"].removesuffix("spalten/") in due
    assert "1,5" in columns.text
    chosen = {"column_0": "#key", "column_1": "konzept", "column_2": "stellen"}
    answer = client.post(answer["Location"], chosen)
    report = client.get(answer["Location"])
    assert musterau.name in report.text
    assert not SurveyRow.objects.exists()
    answer = client.post(f"{answer['Location']}schreiben/")
    assert client.get(answer["Location"]).status_code == 200
    row = SurveyRow.objects.get()
    assert row.values == {"konzept": "1", "stellen": 1.5}
    assert musterau.name in client.get(page(wave, "antworten/")).text
    one = client.get(page(wave, f"antworten/{row.pk}/")).text
    assert "1,5\N{NO-BREAK SPACE}VZÄ" in one
    assert "welle.csv" in one
    csv = client.get(page(wave, "antworten/?export=csv")).content.decode("utf-8-sig")
    assert csv.splitlines()[0] == "Schlüssel;Kommune;konzept;stellen"


def test_wrong_choices_of_columns_stand_at_the_column(
    office: User, wave: SurveyWave, concept: SurveyVariable, musterau: Municipality, as_user: Sign
) -> None:
    client = as_user(office)
    content = f"Kreis;konzept;A2\n{musterau.youth_office_id};ja;1,5\n"
    url = upload(client, page(wave, "datei/"), content)["Location"]
    for chosen in (
        {"column_0": "#key", "column_1": "konzept", "column_2": "konzept"},
        {"column_0": "", "column_1": "konzept"},
        {"column_0": "#key", "column_1": "nirgends"},
    ):
        assert client.post(url, chosen).status_code == 422
    assert Upload.objects.get().state == UploadState.RECEIVED


def test_signs_of_survey_tools_for_no_answer_are_offered(
    office: User, wave: SurveyWave, concept: SurveyVariable, musterau: Municipality, as_user: Sign
) -> None:
    client, key = as_user(office), musterau.youth_office_id
    content = f"Kreis;konzept;neu\n{key};-oth-;-99\n"
    url = upload(client, page(wave, "datei/"), content)["Location"]
    field = client.get(url).context["form"].fields["missing"]
    assert [code for code, _words in field.choices] == field.initial == ["-99", "-oth-"]
    chosen = {"column_0": "#key", "column_1": "konzept", "column_2": "neu"}
    faulty = client.post(url, chosen, follow=True).context["upload"]
    assert (faulty.state, faulty.report["problem_count"]) == (UploadState.FAULTY, 1)
    report = client.post(url, {**chosen, "missing": ["-99", "-oth-"]})["Location"]
    client.post(f"{report}schreiben/")
    book = {variable.name: variable.missing_codes for variable in wave.variables.all()}
    assert (book["neu"], "-oth-" in book["konzept"]) == ({"-99": ""}, True)
    assert SurveyRow.objects.get().values == {"konzept": "-oth-", "neu": "-99"}


def test_letters_of_a_file_with_a_wrong_encoding_are_asked_about(
    office: User, wave: SurveyWave, musterau: Municipality, as_user: Sign, tmp_path: Path
) -> None:
    client = as_user(office)
    path = tmp_path / "x.sav"
    columns = {"kreis": [musterau.youth_office_id], "lage": ["Städtisch"]}
    pyreadstat.write_sav(pl.DataFrame(columns), str(path))
    content = path.read_bytes().replace("ä".encode(), b"\xe4-")
    file = SimpleUploadedFile("x.sav", content)
    url = on(client, client.post(page(wave, "datei/"), {"file": file}))["Location"]
    assert "Stä-dtisch" in client.get(url).text
    chosen = {"column_0": "#key", "column_1": "lage"}
    assert client.post(url, chosen).status_code == 422
    assert client.post(url, {**chosen, "letters": "on"}).status_code == 302


@pytest.mark.usefixtures("database_queue")
def test_a_file_is_read_and_checked_by_a_job_and_by_no_request(
    office: User,
    wave: SurveyWave,
    concept: SurveyVariable,
    musterau: Municipality,
    as_user: Sign,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = as_user(office)
    content = f"Kreis;konzept\n{musterau.youth_office_id};ja\n"
    with monkeypatch.context() as patched:
        patched.setattr(asking, "read", refuse)
        report = client.post(page(wave, "datei/"), {"file": named(content)})["Location"]
        assert "wird geprüft" in client.get(report).text
        assert client.get(f"{report}spalten/")["Location"] == report
    work_off()
    columns = client.get(report)["Location"]
    with monkeypatch.context() as patched:
        patched.setattr(asking, "read", refuse)
        assert "konzept" in client.get(columns).text
        client.post(columns, {"column_0": "#key", "column_1": "konzept"})
    work_off()
    assert Upload.objects.get().state == UploadState.READY
    assert {job.state for job in Job.objects.all()} == {"done"}


def refuse(*_asked: Any) -> None:
    pytest.fail("a request reads a file")


def work_off() -> None:
    for result in DBTaskResult.objects.ready():
        result.task.call(**result.args_kwargs["kwargs"])
        result.delete()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("Kreis;konzept\n", "welle.csv", "keine Zeilen"),
        ("$FL2 broken", "x.sav", "SPSS-Datei"),
        ("PK\3\4 broken", "x.xlsx", "Excel-Datei"),
    ],
)
def test_a_file_nobody_can_read_says_so_in_its_report(
    office: User, wave: SurveyWave, as_user: Sign, content: str, name: str, said: str
) -> None:
    client = as_user(office)
    report = client.get(
        client.post(page(wave, "datei/"), {"file": named(content, name)})["Location"]
    )
    assert said in report.text
    assert name in report.text
    assert Upload.objects.get().state == UploadState.FAULTY
    assert SurveyRow.objects.count() == 0


def test_a_codebook_nobody_can_read_says_so_in_its_report(
    office: User, wave: SurveyWave, as_user: Sign
) -> None:
    client = as_user(office)
    assert client.post(page(wave, "datei/")).status_code == 422
    report = upload(client, page(wave, "codebuch/"), "Unsinn\n1\n")["Location"]
    assert client.get(report).status_code == 200
    assert Upload.objects.get().state == UploadState.FAULTY


def test_a_codebook_is_written_after_a_look(office: User, wave: SurveyWave, as_user: Sign) -> None:
    client = as_user(office)
    content = "Variable;Frage;Typ\nv1;Seit wann?;Datum\n"
    url = upload(client, page(wave, "codebuch/"), content)["Location"]
    assert "Seit wann?" in client.get(url).text
    assert client.get(f"{url}spalten/")["Location"] == url
    client.post(f"{url}schreiben/")
    assert SurveyVariable.objects.get().label == "Seit wann?"


def test_files_are_their_owner_s(
    office: User, coordinator: User, lead: User, wave: SurveyWave, as_user: Sign
) -> None:
    item = UploadFactory(
        kind=SURVEY_UPLOAD, subject_id=wave.pk, options={"purpose": "answers", "mapping": {}}
    )
    assert as_user(office).get(page(wave, f"datei/{item.pk}/")).status_code == 404
    assert as_user(lead).get(page(wave, f"datei/{item.pk}/")).status_code == 403
    assert as_user(coordinator).get(page(wave, f"datei/{item.pk}/")).status_code == 404


# --- A municipality's own answers ---------------------------------------------------------------


def test_a_municipality_sees_its_own_answers_and_no_others(
    coordinator: User,
    neighbour: User,
    wave: SurveyWave,
    concept: SurveyVariable,
    posts: SurveyVariable,
    musterau: Municipality,
    lindfurt: Municipality,
    as_user: Sign,
) -> None:
    url = "/k/landkreis-musterau/befragung/"
    client = as_user(coordinator)
    assert "Welle 7" not in client.get(url).text
    older = SurveyWaveFactory(programme=wave.programme, number=6, name="Welle 6")
    SurveyRowFactory(wave=older, municipality=musterau)
    SurveyRowFactory(wave=wave, municipality=musterau, values={"konzept": "-9", "stellen": 1.5})
    SurveyRowFactory(wave=wave, municipality=lindfurt, values={"konzept": "1", "stellen": 77})
    text = client.get(url).text
    assert "keine Angabe" in text
    assert "31.03.2025" in text
    assert "77" not in text.split("</h1>")[1]
    assert text.index(f'id="wave-{wave.pk}"') < text.index(f'id="wave-{older.pk}"')
    export = client.get(f"{url}?export=csv").content.decode("utf-8-sig")
    assert "Welle 7;2025-03-31;stellen;Stellen;1,5\N{NO-BREAK SPACE}VZÄ" in export
    assert as_user(neighbour).get(url).status_code == 404


# --- Queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["", "antworten/"])
def test_lists_ask_as_often_for_one_row_as_for_three(
    office: User, wave: SurveyWave, as_user: Sign, rest: str
) -> None:
    client = as_user(office)
    counts = []
    for _round in range(3):
        SurveyVariableFactory(wave=wave)
        SurveyRowFactory(wave=wave, municipality=MunicipalityFactory())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(wave, rest)).status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_own_answers_ask_as_often_for_one_wave_as_for_three(
    coordinator: User, programme: Programme, musterau: Municipality, as_user: Sign
) -> None:
    client = as_user(coordinator)
    counts = []
    for _round in range(3):
        wave = SurveyWaveFactory(programme=programme)
        SurveyVariableFactory(wave=wave)
        SurveyRowFactory(wave=wave, municipality=musterau)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/k/landkreis-musterau/befragung/").status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_cover_sheet_title_row_and_sum_row_are_skipped_by_choice(
    office: User, wave: SurveyWave, concept: SurveyVariable, as_user: Sign
) -> None:
    place = MunicipalityFactory(name="Kreis Blatt", youth_office_id="K77")
    book = Workbook()
    book.active.append(["Kommunalbefragung", "Deckblatt"])
    sheet = book.create_sheet("Daten")
    for row in (["Befragung 2026"], [], ["Schlüssel", "konzept"], ["K77", 1], ["Summe", 1]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)

    def sent(**where: int) -> Any:
        file = SimpleUploadedFile("b.xlsx", out.getvalue())
        return as_user(office).post(page(wave, "datei/"), {"file": file, **where})

    answer = sent(sheet=2, header_row=3, last_row=4)
    item = Upload.objects.latest("pk")
    assert item.options["mapping"] == {"Schlüssel": "#key", "konzept": "konzept"}
    (line,) = check_upload(upload=item).rows
    assert (line.row, line.name, answer.status_code) == (4, place.name, 302)
    assert sent(header_row=3, last_row=3).status_code == 422
    sent(sheet=3)
    assert "Die Datei hat kein solches Blatt, sie hat 2." in str(Upload.objects.latest("pk").report)
    sent(sheet=2, header_row=2)
    assert "In Zeile 2 stehen keine Spaltennamen" in str(Upload.objects.latest("pk").report)
