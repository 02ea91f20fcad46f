"""Candidates ordered and narrowed by what they answered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable
from begleitwerk.selection.models import SelectionRound
from tests.factories.municipal_survey import SurveyVariableFactory
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
STAGE = "longlisted"
SignIn = Callable[[User | None], Client]
ANSWERS: tuple[dict[str, Any], ...] = (
    {"zahl": 2, "wahl": "10", "wort": "beta"},
    {"zahl": 10.5, "wahl": "2", "wort": "Alpha"},
    {"zahl": -9, "wahl": "2", "wort": "gamma"},
    {"zahl": 2, "wahl": "2"},
    {},
)


@pytest.fixture
def names(world: SelectionWorld) -> list[str]:
    """Five candidates, who answered as ANSWERS say; the others are none any more."""
    wave, labels = world.wave, {"2": "zwei", "10": "zehn"}
    missing = {"-9": "keine Angabe"}
    SurveyVariableFactory(wave=wave, name="zahl", kind="number", missing_codes=missing)
    SurveyVariableFactory(wave=wave, name="wahl", kind="choice", value_labels=labels)
    SurveyVariableFactory(wave=wave, name="wort", kind="text", label="Ein Wort")
    rows = list(world.round.candidacies.select_related("municipality")[: len(ANSWERS)])
    world.round.candidacies.exclude(pk__in=[row.pk for row in rows]).delete()
    for row, values in zip(rows, ANSWERS, strict=True):
        SurveyRow.objects.filter(wave=wave, municipality=row.municipality).delete()
        about = {"file_name": "b.csv", "file_sha256": "0", "row_number": 2, "values": values}
        SurveyRow.objects.create(wave=wave, municipality=row.municipality, **about)
    return [row.municipality.name for row in rows]


def address(world: SelectionWorld) -> str:
    return reverse("selection:candidates_ranked", args=[world.slug, world.round.pk])


def listed(client: Client, world: SelectionWorld, names: list[str], **query: Any) -> list[int]:
    """The numbers of the candidates, in the order of the page."""
    page = client.get(address(world), query)
    assert page.status_code == 200
    rows = page.context["table"].records
    return [names.index(row.municipality.name) for row in rows]


def test_figures_order_as_figures_and_who_did_not_answer_comes_last(
    world: SelectionWorld, names: list[str], office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    assert listed(client, world, names, s1="zahl")[:1] == [1]
    rising = listed(client, world, names, s1="zahl", sort="s1")
    assert rising[2] == 1
    assert set(rising[:2]) == {0, 3}
    assert set(rising[3:]) == {2, 4}  # -9 is no answer
    both = listed(client, world, names, s1="zahl", s2="wahl", sort="s1")
    assert both[:3] == [3, 0, 1]  # between equals the codebook's order: 2 before 10
    assert listed(client, world, names, s1="wort", sort="s1")[:3] == [1, 0, 2]


def test_ranges_choices_and_words_narrow_down(
    world: SelectionWorld, names: list[str], office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    assert set(listed(client, world, names, s1="zahl", s1_von="2", s1_bis="3,5")) == {0, 3}
    assert listed(client, world, names, s1="zahl", s1_von="10,5") == [1]
    about = {"s1": "wahl", "s1_wert": ["2"], "s2": "wort", "s2_wort": "ALPH"}
    assert listed(client, world, names, **about) == [1]
    assert len(listed(client, world, names, s1="wahl", s1_wert=["2", "10"])) == 4
    bad = text_of(client.get(address(world), {"s1": "zahl", "s1_von": "viel"}))
    assert "Geben Sie eine Zahl" in bad or "Zahl ein" in bad


def test_the_page_reads_only_what_it_shows_and_the_file_has_all(
    world: SelectionWorld, names: list[str], office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    query = {"s1": "zahl", "s2": "gibt_es_nicht", "s3": "wahl"}
    with CaptureQueriesContext(connection) as asked:
        client.get(address(world), query)
    answers = [one["sql"] for one in asked if "surveyrow" in one["sql"]]
    assert answers
    assert all("LIMIT 25" in sql or "COUNT(" in sql for sql in answers)
    file = client.get(address(world), {**query, "export": "csv"}).content.decode("utf-8-sig")
    _head, first, *_rest = file.splitlines()
    assert len(file.splitlines()) == 6
    assert "10,5" in first
    assert "zwei" in first


def test_a_round_without_survey_says_so(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    assert "bis zu drei Fragen" in text_of(as_user(office).get(address(world)))
    SelectionRound.objects.filter(pk=world.round.pk).update(wave=None)
    assert "keine Befragung" in text_of(as_user(office).get(address(world)))
    assert SurveyVariable.objects.filter(wave=world.wave).exists()
