"""What is exported is taken back unchanged: zero new, zero changed, for every list there is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.exports import content_to_toml, framework_to_xlsx
from begleitwerk.catalogue.selectors import content_of, current_version, item
from begleitwerk.core.exports import csv_bytes, header_of, list_rows, xlsx_bytes
from begleitwerk.core.services import check_upload, receive_upload
from begleitwerk.core.services.uploads import upload_kinds
from begleitwerk.municipal_survey.exports import answer_rows, answers_header
from begleitwerk.municipal_survey.imports.codebook import COLUMNS as CODEBOOK_COLUMNS
from begleitwerk.municipal_survey.selectors.waves import rows_of, variables_of
from begleitwerk.municipal_survey.services.files import look_into, receive_file
from begleitwerk.municipalities.imports import COLUMNS as REGISTER_COLUMNS
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.municipalities.selectors import register
from begleitwerk.municipalities.services import load_register
from tests.factories.fieldwork import CollectionFactory, GroupFactory, with_token
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.municipal_survey import (
    SurveyRowFactory,
    SurveyVariableFactory,
    SurveyWaveFactory,
)
from tests.factories.municipalities import LetterContactFactory, SettlementTypeFactory
from tests.factories.programmes import ProgrammeFactory

SignIn = Callable[[User | None], Client]
Table = Callable[[Any, Any], bytes]
TABLES: dict[str, Table] = {"csv": csv_bytes, "xlsx": xlsx_bytes}
# Texts and figures that files like to lose.
ODD = "=1+1; „Größe“\nzweite Zeile, -1"


@dataclass(frozen=True)
class World:
    office: User
    operator: User
    coordinator: User
    musterau: Municipality
    space: Workspace
    sign_in: SignIn


@dataclass(frozen=True)
class Sent:
    """A file as an export makes it, and what is said when it is brought in again."""

    content: bytes
    ending: str
    subject_id: int = 0
    options: dict[str, Any] = field(default_factory=dict)


def of_register(world: World) -> Iterator[Sent]:
    load_register()
    Municipality.objects.filter(pk=world.musterau.pk).update(area_km2=Decimal("1.23"), name=ODD[:4])
    for ending, table in TABLES.items():
        yield Sent(
            table(header_of(REGISTER_COLUMNS), list_rows(register(), REGISTER_COLUMNS)), ending
        )


def of_settlement_types(world: World) -> Iterator[Sent]:
    for district, kind in (("01051", 4), ("05974", 2)):
        SettlementTypeFactory(district=district, year=2022, kind=kind, source="BBSR")
    client, options = world.sign_in(world.operator), {"year": 2022, "source": "BBSR"}
    for ending in TABLES:
        page = client.get("/kommunen/raumtypen/", {"export": ending, "jahr": 2022})
        yield Sent(page.content, ending, options=options)


def of_contacts(world: World) -> Iterator[Sent]:
    LetterContactFactory(municipality=world.musterau, office="=Amt", postcode="01067")
    client = world.sign_in(world.operator)
    for ending in TABLES:
        page = client.get("/kommunen/anschriften/", {"export": ending})
        yield Sent(page.content, ending)


def of_people(world: World) -> Iterator[Sent]:
    collection = CollectionFactory(municipality=world.musterau, kind="other")
    group = GroupFactory(collection=collection, name="=SUMME(A1)")
    for name, email in (("=Anna Beispiel", "anna@beispiel.de"), ("", "ben@beispiel.de")):
        with_token(
            collection=collection, group=group, kind="personal", person_name=name, email=email
        )
    client = world.sign_in(world.coordinator)
    page = f"/k/{world.musterau.slug}/erhebungen/{collection.pk}/befragte/"
    for ending in ("csv", "xlsx"):
        exported = client.get(f"{page}?export={ending}").content
        yield Sent(exported, ending, collection.pk)


def of_measures(world: World) -> Iterator[Sent]:
    goal = GoalFactory(municipality=world.musterau, title="Übergänge")
    MeasureFactory(
        goal=goal,
        title="=SUMME(A1)",
        owner="@Planung",
        description=ODD,
        cost=Decimal("1.20"),
        funding=item(ContentKind.FUNDING_SOURCES, "municipal"),
        starts_on=date(2027, 5, 2),
        state="running",
        progress=ODD,
        progress_on=date(2026, 2, 1),
    )
    client = world.sign_in(world.coordinator)
    for ending in TABLES:
        page = client.get(f"/k/{world.musterau.slug}/massnahmen/", {"export": ending})
        yield Sent(page.content, ending, world.musterau.pk)


def of_survey(world: World) -> Iterator[Sent]:
    """Answers with a figure of three decimals, and the codebook they stand on."""
    wave = SurveyWaveFactory(programme=ProgrammeFactory(workspace=world.space))
    codes = {"1": "Städtisch", "2": "Ländlich"}
    SurveyVariableFactory(wave=wave, name="lage", kind="choice", value_labels=codes, position=0)
    SurveyVariableFactory(
        wave=wave, name="stellen", kind="number", missing_codes={"-99": ""}, position=1
    )
    SurveyVariableFactory(wave=wave, name="text", kind="text", position=2)
    SurveyVariableFactory(wave=wave, name="tag", kind="day", position=3)
    values = {"lage": "2", "stellen": 1.234, "text": ODD, "tag": "2025-05-02"}
    SurveyRowFactory(wave=wave, municipality=world.musterau, values=values)
    book = list(variables_of(wave))
    for ending, table in TABLES.items():
        for purpose, header, rows in (
            ("answers", answers_header(book), answer_rows(rows_of(wave), book)),
            (
                "codebook",
                header_of(CODEBOOK_COLUMNS),
                list_rows(variables_of(wave), CODEBOOK_COLUMNS),
            ),
        ):
            upload = receive_file(
                by=world.office,
                wave=wave,
                file_name=f"x.{ending}",
                content=table(header, list(rows)),
                purpose=purpose,
            )
            if purpose == "answers":
                look_into(upload=upload)
            yield Sent(bytes(upload.content), ending, wave.pk, upload.options)


def of_content(world: World) -> Iterator[Sent]:
    version = current_version(ContentKind.THEMES)
    assert version is not None
    yield Sent(content_to_toml(content_of(version)).encode(), "toml")
    framework = content_of(current_version(ContentKind.QUALITY_FRAMEWORK))
    yield Sent(framework_to_xlsx(framework), "xlsx")


ROUND_TRIPS: dict[str, Callable[[World], Iterator[Sent]]] = {
    "municipalities.register": of_register,
    "municipalities.contacts": of_contacts,
    "municipalities.settlement": of_settlement_types,
    "fieldwork.people": of_people,
    "goals.measures": of_measures,
    "municipal_survey.file": of_survey,
    "catalogue.content": of_content,
}


OF_PLACES = {"fieldwork.people", "goals.measures"}
NO_LISTS = {"council.template", "programmes.contract_template"}


@pytest.fixture
def world(
    office: User,
    operator: User,
    coordinator: User,
    musterau: Municipality,
    programme_space: Workspace,
    as_user: SignIn,
) -> World:
    return World(office, operator, coordinator, musterau, programme_space, as_user)


def test_every_list_that_comes_in_has_its_round_trip() -> None:
    assert set(ROUND_TRIPS) == set(upload_kinds) - NO_LISTS, "add the new list to ROUND_TRIPS"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", sorted(ROUND_TRIPS))
def test_what_is_exported_is_taken_back_unchanged(world: World, kind: str, language: str) -> None:
    User.objects.update(language=language)
    owner = world.coordinator if kind in OF_PLACES else world.operator
    for sent in ROUND_TRIPS[kind](world):
        upload = receive_upload(
            by=owner,
            kind=kind,
            subject_id=sent.subject_id,
            file_name=f"liste.{sent.ending}",
            content=sent.content,
            options=sent.options,
        )
        plan = check_upload(upload=upload)
        assert plan.problems == []
        assert plan.notes == []
        counts = plan.counts()
        assert (counts["new"], counts["changed"], counts["same"] > 0) == (0, 0, True), sent
        assert plan.is_idle()
