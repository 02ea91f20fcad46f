"""What is held of a person, handed out: all of it, in words, and nothing of others."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from django.test.utils import isolate_apps
from django.utils import translation

from begleitwerk.accounts.models import User
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.municipalities.models import Municipality
from begleitwerk.privacy.exports import export_person, value_told
from begleitwerk.privacy.presenters import field_name
from begleitwerk.privacy.selectors import person_of, tables
from begleitwerk.privacy.selectors.tables import Table, way_to_place
from tests.factories.goals import GoalFactory
from tests.privacy.conftest import EMAIL, NAME, Traces

Sign = Callable[[User | None], Client]


def told(person: Any, *, by_name: bool = True) -> dict[str, list[dict[str, Any]]]:
    export = export_person(person, by_name=by_name)
    json.dumps(export)  # as it is
    return {table["key"]: table["rows"] for table in export["tables"]}


def test_every_trace_is_told_in_words(traces: Traces) -> None:
    found = told(person_of(traces.user))
    account = found["accounts.User"][0]
    assert (account["E-Mail-Adresse"], account["Name"]) == (EMAIL, NAME)
    assert found["municipalities.Membership"][0]["Rolle"] == "Jugendhilfeplanung"
    assert len(found["core.OutboxMail"]) == 3
    assert {"Zusammenhang mit Ihnen", "Ort", "Feld des Eintrags", "Nummer"} == set(
        found["networks.BodyMember"][0]
    )
    assert found["files.StoredFile"][0]["Ort"] == "Landkreis Musterau"
    assert {"core.AuditEvent", "goals.Goal", "selection.Review", "selection.Candidacy"} < set(found)


def test_no_secret_and_no_text_of_others_is_handed_out(traces: Traces) -> None:
    export = json.dumps(export_person(person_of(traces.user), by_name=True), ensure_ascii=False)
    assert "geheim" not in export
    assert traces.user.password not in export
    assert "Frau Jördis" not in export
    assert traces.goal.title not in export


def test_whoever_calls_herself_like_a_text_does_not_find_it(
    stranger: User, musterau: Municipality, as_user: Sign
) -> None:
    GoalFactory(municipality=musterau, title="Streng vertrauliches Ziel")
    client = as_user(stranger)
    client.post("/konto/", {"name": "Streng vertrauliches Ziel", "language": "de"})
    answer = client.post("/datenschutz/meine-daten/")
    found = json.loads(answer.content)
    assert {table["key"] for table in found["tables"]} == {"accounts.User", "core.AuditEvent"}
    assert "no-store" in answer["Cache-Control"]
    assert 'filename="meine-daten.json"' in answer["Content-Disposition"]
    assert "Betrieb" in found["notes"][-1]


def test_the_file_says_by_number_whose_it_is(traces: Traces, operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    answer = client.post(f"/datenschutz/personen/{traces.user.pk}/auskunft/")
    name = f'filename="konto-{traces.user.pk}-auskunft.json"'
    assert name in answer["Content-Disposition"]
    answer = client.post("/datenschutz/ohne-konto/auskunft/?q=Erika+Beispiel")
    assert 'filename="ohne-konto-auskunft.json"' in answer["Content-Disposition"]


@pytest.mark.parametrize("row", tables(), ids=lambda row: row.key)
def test_every_field_that_is_told_has_a_name_of_its_own(row: Table) -> None:
    """No name of a column comes out, and no field hides another of the same name."""
    told = {*row.persons, *row.numbers}
    if row.said.own or row.model is User:
        told |= {field.name for field in row.model._meta.concrete_fields} - {*row.said.secret}
    with translation.override("de"):
        names = {name: field_name(row, name) for name in told}
    assert [name for name, said in names.items() if said == name.replace("_", " ")] == []
    assert len(set(names.values())) == len(names)


def test_her_data_are_offered_where_her_account_is(
    head: User, stranger: User, as_user: Sign
) -> None:
    page = as_user(head).get("/konto/").text
    assert "/datenschutz/meine-daten/" in page
    assert "/datenschutz/verzeichnis/" in page
    assert "/datenschutz/verzeichnis/" not in as_user(stranger).get("/konto/").text


def test_the_command_writes_a_file(traces: Traces, tmp_path: Path) -> None:
    target = tmp_path / "auskunft.json"
    call_command("export_person", "--person", EMAIL, "--output", str(target), "--language", "en")
    written = json.loads(target.read_text(encoding="utf-8"))
    assert written["tables"][0]["table"] == "Accounts"
    with pytest.raises(CommandError, match="no folder"):
        call_command("export_person", "--person", EMAIL, "--output", str(tmp_path / "a" / "b"))


@pytest.mark.parametrize(
    ("value", "said"),
    [(date(2026, 3, 2), "2026-03-02"),
     (datetime(2026, 3, 1, 23, 30, 5, 9, tzinfo=UTC), "2026-03-02T00:30:05+01:00"),
     (b"abc", "3 Byte"), (Decimal("1.50"), "1.50"),
     ({"a": [1]}, {"a": [1]}), (None, None)],
)  # fmt: skip
def test_every_kind_of_value_has_words(value: object, said: object) -> None:
    class Record:
        field = value

    class Field:
        attname, choices = "field", ()

    with translation.override("de"):
        assert value_told(Field(), Record()) == said  # type: ignore[arg-type]


@pytest.fixture
def visit() -> Iterator[type[models.Model]]:
    """A table nobody has heard of."""
    with isolate_apps("begleitwerk.privacy"):

        class Visit(models.Model):
            host = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
            guest_email = models.EmailField()
            noted_by_id = models.PositiveBigIntegerField()
            note = models.TextField()
            back = models.ForeignKey("Return", on_delete=models.PROTECT, related_name="+")
            persons = ("guest_email",)

            class Meta:
                app_label = "privacy"

        class Return(models.Model):
            of = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")

            class Meta:
                app_label = "privacy"

        yield Visit


def saying(**more: Any) -> Processing:
    label = translation.gettext_lazy("Visits")
    return Processing(label, label, DataClass.WORK, readers=("herself",), **more)


def test_a_new_table_is_part_of_it_from_its_first_day(visit: type[models.Model]) -> None:
    """Nothing is listed by hand: what a table declares, and its keys to accounts, are enough."""
    row = Table(visit, saying(people=("noted_by_id",)))
    assert row.numbers == ("host", "noted_by_id")
    assert (row.persons, row.texts) == (("guest_email",), ("note",))
    assert (row.own_numbers, row.own_addresses) == ((), ())


def test_what_goes_with_her_is_hers_by_number_or_by_address(visit: type[models.Model]) -> None:
    row = Table(visit, saying(own=("host", "guest_email"), people=("noted_by_id",)))
    assert (row.own_numbers, row.own_addresses) == (("host",), ("guest_email",))
    assert (row.numbers, row.persons) == (("noted_by_id",), ()), "told once"


def test_tables_that_lead_to_each_other_lead_to_no_place(visit: type[models.Model]) -> None:
    assert way_to_place(visit) == ""


def test_a_person_is_not_where_a_record_belongs() -> None:
    ways = {row.key: row.place for row in tables()}
    assert ways["goals.Measure"] == "municipality__name"
    assert ways["municipalities.Membership"] == "workspace__name"
    assert ways["selection.Review"] == "candidacy__municipality__name"
    assert ways["core.SavedFilter"] == ""
