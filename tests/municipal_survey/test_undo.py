"""An import of answers or of a codebook is taken back as a whole, while nothing rests on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, Upload, WrittenImport
from begleitwerk.core.presenters import sentence_of
from begleitwerk.core.services import Refused, check_upload, write_upload
from begleitwerk.core.services.undo import digest, undo_import, undoing
from begleitwerk.municipal_survey.enums import FilePurpose
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable, SurveyWave
from begleitwerk.municipal_survey.services import files as services
from begleitwerk.municipal_survey.services.waves import change_variable
from begleitwerk.municipalities.models import Workspace
from tests.factories.municipal_survey import SurveyVariableFactory, SurveyWaveFactory
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import ProgrammeFactory
from tests.markup import text_of

SignIn = Callable[[User | None], Client]


@pytest.fixture
def wave(programme_space: Workspace) -> SurveyWave:
    wave = SurveyWaveFactory(programme=ProgrammeFactory(workspace=programme_space), number=7)
    SurveyVariableFactory(wave=wave, name="stellen", kind="number")
    for number in (1, 2, 3):
        MunicipalityFactory(name=f"Kreis {number}", youth_office_id=f"K{number}")
    return wave


def written(by: User, wave: SurveyWave, content: str, **about: Any) -> WrittenImport:
    data = {"file_name": "b.csv", "content": content.encode(), **about}
    item = services.receive_file(by=by, wave=wave, **data)
    if "purpose" not in about:
        item = services.look_into(upload=item)
    assert check_upload(upload=item).problems == []
    write_upload(by=by, upload=item)
    return WrittenImport.objects.latest("pk")


def state() -> list[Any]:
    rows = SurveyRow.objects.order_by("municipality__youth_office_id")
    return list(rows.values("municipality__name", "values", "origins", "file_name", "row_number"))


def said(kept: WrittenImport) -> list[str]:
    return [row.words for row in undoing(kept).hindrances]


def test_old_values_stand_there_again_and_new_rows_are_gone(office: User, wave: SurveyWave) -> None:
    written(office, wave, "Schlüssel;stellen\nK1;1\nK2;2,5\n")
    before = state()
    kept = written(office, wave, "Schlüssel;stellen\nK1;7\nK2;2,5\nK3;3\n", file_name="falsch.csv")
    assert state() != before
    found = undoing(kept)
    assert (found.restored, found.removed, found.hindrances) == (1, 1, ())
    undo_import(by=office, written=kept, reason="Falsche Welle")
    assert state() == before
    event = AuditEvent.objects.get(verb="core.import_undone")
    assert (event.after["restored"], event.after["removed"]) == (1, 1)
    assert (event.actor_id, event.reason) == (office.pk, "Falsche Welle")
    assert "falsch.csv" in sentence_of(event)
    with pytest.raises(Refused):
        undo_import(by=office, written=kept, reason="Noch einmal")
    kept.refresh_from_db()
    assert kept.rows == {}


def test_the_last_import_is_taken_back_first(office: User, wave: SurveyWave) -> None:
    first = written(office, wave, "Schlüssel;stellen\nK1;1\nK2;2\n")
    other = written(office, wave, "Schlüssel;stellen\nK3;3\n")
    second = written(office, wave, "Schlüssel;stellen\nK1;7\n", file_name="zweite.csv")
    assert said(first) == [
        "„zweite.csv“ wurde danach importiert und hat dieselben Zeilen geändert."
    ]
    assert undoing(first).hindrances[0].url.endswith(f"/importe/{second.pk}/")
    with pytest.raises(Refused):
        undo_import(by=office, written=first, reason="x")
    assert said(other) == []
    undo_import(by=office, written=second, reason="x")
    undo_import(by=office, written=first, reason="x")
    assert [row["municipality__name"] for row in state()] == ["Kreis 3"]


def test_an_edit_a_removal_and_what_is_too_old_hinder(office: User, wave: SurveyWave) -> None:
    kept = written(office, wave, "Schlüssel;stellen\nK1;1\nK2;2\n")
    row = SurveyRow.objects.get(municipality__youth_office_id="K1")
    SurveyRow.objects.filter(pk=row.pk).update(values={"stellen": 4})
    SurveyRow.objects.filter(municipality__youth_office_id="K2").delete()
    changed, gone = undoing(kept).hindrances
    assert changed.words == f"{row} wurde danach geändert."
    assert changed.url == row.get_absolute_url()
    assert "wurde danach entfernt" in gone.words
    kept.rows = {}
    assert "Die Frist ist vorbei" in said(kept)[0]


def test_what_stands_there_is_told_by_its_values_not_by_how_a_database_writes_them() -> None:
    assert digest({"a": [1.0, {"b": 2.0}]}) == digest({"a": [1, {"b": 2}]})
    assert digest({"a": [1.5]}) != digest({"a": [1]})


def test_a_codebook_is_taken_back_unless_later_files_answer_in_its_words(
    office: User, wave: SurveyWave
) -> None:
    book = "Variable;Frage;Art\nstellen;Wie viele Stellen?;Zahl\nneu;Neue Frage;Text\n"
    about = {"purpose": FilePurpose.CODEBOOK}
    kept = written(office, wave, book, **about)
    later = written(office, wave, "Schlüssel;neu\nK1;ja\n")
    assert said(kept) == [
        "„b.csv“ wurde danach importiert, mit dem Codebuch, das diese Datei geändert hat."
    ]
    undo_import(by=office, written=later, reason="x")
    variable = SurveyVariable.objects.get(name="stellen")
    undo_import(by=office, written=kept, reason="x")
    assert list(SurveyVariable.objects.values_list("name", flat=True)) == ["stellen"]
    restored = SurveyVariable.objects.get(name="stellen")
    assert restored.label != "Wie viele Stellen?"
    assert restored.version == variable.version + 1  # whoever has it open is told
    again = written(office, wave, book, **about)
    change_variable(by=office, variable=restored, version=None, label="Von Hand")
    assert said(again) == ["Wie viele Stellen? wurde danach geändert."]


def test_the_pages_say_what_happens_before_and_afterwards(
    office: User, wave: SurveyWave, as_user: SignIn
) -> None:
    client = as_user(office)
    listing = reverse("municipal_survey:imports", args=[wave.workspace.slug, wave.pk])
    assert "noch nichts importiert" in text_of(client.get(listing))
    first = written(office, wave, "Schlüssel;stellen\nK1;1\n", file_name="erste.csv")
    second = written(office, wave, "Schlüssel;stellen\nK1;2\nK2;2\n", file_name="zweite.csv")
    upload = Upload.objects.latest("pk")
    report = reverse("municipal_survey:file", args=[wave.workspace.slug, wave.pk, upload.pk])
    url = f"{listing}{second.pk}/"
    assert url in client.get(report).text
    page = text_of(client.get(url))
    assert "Eine Zeile erhält ihre alten Werte zurück" in page
    assert "Eine Zeile, die hinzukam, wird entfernt" in page
    blocked = text_of(client.get(f"{listing}{first.pk}/"))
    assert "kann nicht zurückgenommen werden" in blocked
    assert "zweite.csv" in blocked
    assert '<form class="bw-form"' not in blocked
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(f"{listing}{first.pk}/", {"reason": "x"}).status_code == 422
    assert client.post(url, {"reason": "Falsche Datei"}).status_code == 302
    assert "Falsche Datei" in text_of(client.get(url))
    assert url not in client.get(report).text
    listed = text_of(client.get(listing))
    assert "zurückgenommen am" in listed
    assert "erste.csv" in listed
    assert client.get(f"{listing}0/").status_code == 404
