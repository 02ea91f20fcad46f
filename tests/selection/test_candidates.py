"""Rounds and candidates as pages: works, other programme, missing right, bad input."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.models import Candidacy, SelectionRound
from begleitwerk.selection.services.longlist import change_candidacy
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.selection import CandidacyFactory, ReviewFactory, SelectionRoundFactory
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
STAGE = "reviewed"
SignIn = Callable[[User | None], Client]


def address(world: SelectionWorld, name: str, *ids: int) -> str:
    return reverse(f"selection:{name}", args=[world.slug, world.round.pk, *ids])


def names_in(response: Any) -> list[str]:
    return [row.municipality.name for row in response.context["table"].data.data]


# --- Rounds -------------------------------------------------------------------------------------


def test_a_round_is_added_and_opened(world: SelectionWorld, office: User, as_user: SignIn) -> None:
    client = as_user(office)
    url = reverse("selection:round_create", args=[world.slug])
    response = client.post(
        url, {"edition": world.edition.pk, "name": "Nachrücken", "apply_until": "2027-01-31"}
    )
    round = SelectionRound.objects.latest("pk")
    assert response["Location"] == reverse("selection:round", args=[world.slug, round.pk])
    assert "Die Runde beginnt mit ihren Regeln" in text_of(client.get(response["Location"]))
    again = client.post(url, {"edition": world.edition.pk, "name": "nachrücken"})
    assert list(again.context["form"].errors) == ["name"]


def test_who_only_reviews_is_sent_to_her_reviews(
    world: SelectionWorld, reviewer: User, as_user: SignIn
) -> None:
    response = as_user(reviewer).get(reverse("selection:rounds", args=[world.slug]))
    assert response["Location"] == reverse("selection:reviews", args=[world.slug])


def test_each_count_of_the_funnel_leads_to_as_many(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    funnel = client.get(address(world, "round")).context["funnel"]
    for stage in funnel[1:]:
        assert len(names_in(client.get(stage.url))) == stage.count


def test_a_round_of_another_programme_is_not_found(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    foreign = SelectionRoundFactory()
    client = as_user(office)
    for name in ("round", "candidates", "longlist_draw", "rules"):
        url = reverse(f"selection:{name}", args=[world.slug, foreign.pk])
        assert client.get(url).status_code == 404


# --- Candidates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"q": "heidemoor"}, 1),
        ({"q": "gibtesnicht"}, 0),
        ({"theme": "impact"}, 6),
        ({"land": "N1"}, 3),
        ({"space": "urban"}, 6),
        ({"space": "urban", "land": "W1"}, 2),
        ({"size": "s2"}, 4),
        ({"size": "s4"}, 1),
        ({"state": "applied"}, 14),
        ({"state": "invited"}, 0),
        ({"missing": "mail"}, 14),
        ({"missing": "application"}, 0),
        ({"missing": "facts"}, 0),
        ({"missing": "reviews"}, 0),
        ({"stage": "scored"}, 14),
    ],
)
def test_filters(
    world: SelectionWorld, office: User, as_user: SignIn, query: dict[str, str], count: int
) -> None:
    assert len(names_in(as_user(office).get(address(world, "candidates"), query))) == count


@pytest.mark.parametrize(("population", "size"), [(499_999, "s4"), (500_000, "s5")])
def test_a_size_class_begins_with_its_number(
    world: SelectionWorld, office: User, as_user: SignIn, population: int, size: str
) -> None:
    place = world.candidacies["Kreis Heidemoor"].municipality
    Municipality.objects.filter(pk=place.pk).update(population=population)
    client, url = as_user(office), address(world, "candidates")
    found = [
        name
        for name in ("s4", "s5")
        if "Kreis Heidemoor" in names_in(client.get(url, {"size": name}))
    ]
    assert found == [size]


def test_what_is_missing_is_found(world: SelectionWorld, office: User, as_user: SignIn) -> None:
    application = world.applications["Stadt Lindental"]
    application.state, application.has_backing = "incomplete", None
    application.save()
    client = as_user(office)
    for what in ("application", "facts"):
        found = names_in(client.get(address(world, "candidates"), {"missing": what}))
        assert found == ["Stadt Lindental"]


def test_the_list_is_exported_as_it_is_filtered(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    url = address(world, "candidates")
    answer = as_user(office).get(url, {"q": "heidemoor", "export": "csv"})
    header, row, *rest = answer.content.decode("utf-8-sig").splitlines()
    assert header.startswith("Schlüssel;Kommune;")
    assert row.startswith("A0001;Kreis Heidemoor;beworben;")
    assert "eigene Dichteklasse" in row
    assert rest == []


def test_the_list_costs_the_same_with_one_and_three_rows(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client, url = as_user(office), address(world, "candidates")
    client.get(url)
    counts = []
    for query in ({"q": "heidemoor"}, {"land": "N1"}):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url, query)
        counts.append(len(queries))
    assert counts[0] - 1 <= counts[1] <= counts[0]


# --- One candidate ------------------------------------------------------------------------------


def test_everything_about_one_candidate(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    candidacy = world.candidacies["Kreis Heidemoor"]
    text = text_of(as_user(office).get(address(world, "candidacy", candidacy.pk)))
    for part in (
        "Kreis Heidemoor",
        "Gibt es ein Netzwerk Frühe Hilfen?: ja",
        "Welle 7, Variable netzwerk",
        "Netzwerke entwickeln Durchgang 2022",
        "Das Netzwerk will seine Ziele überprüfen.",
        "eigene Dichteklasse",
    ):
        assert part in text


def test_who_declared_a_conflict_does_not_see_it(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    candidacy = world.candidacies["Kreis Heidemoor"]
    ReviewFactory(candidacy=candidacy, reviewer=office, position=None, state="conflict")
    assert as_user(office).get(address(world, "candidacy", candidacy.pk)).status_code == 403


def test_a_candidate_of_another_round_is_not_found(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    foreign = CandidacyFactory()
    client = as_user(office)
    assert client.get(address(world, "candidacy", foreign.pk)).status_code == 404
    own_round = reverse("selection:candidacy", args=[world.slug, foreign.round_id, foreign.pk])
    assert client.get(own_round).status_code == 404


def test_themes_and_mail_address_are_changed(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    candidacy = world.candidacies["Kreis Heidemoor"]
    Candidacy.objects.filter(pk=candidacy.pk).update(state="invited")
    url = address(world, "candidacy_edit", candidacy.pk)
    impact = world.themes["impact"].pk
    client = as_user(office)
    values = {"themes": [impact], "contact_email": "jugendamt@example.org", "version": 1}
    assert client.post(url, values).status_code == 422  # somebody invited it in the meantime
    current = Candidacy.objects.get(pk=candidacy.pk)
    assert client.post(url, {**values, "version": current.version}).status_code == 302
    assert [theme.pk for theme in candidacy.themes.all()] == [impact]
    wrong = {**values, "contact_email": "kein Postfach"}
    assert list(client.post(url, wrong).context["form"].errors) == ["contact_email"]


def test_what_was_handed_in_is_the_municipality_s(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    candidacy = world.candidacy("Kreis Heidemoor")
    before = list(candidacy.themes.order_by("pk"))
    url, client = address(world, "candidacy_edit", candidacy.pk), as_user(office)
    assert set(client.get(url).context["form"].fields) & {"themes", "partners"} == set()
    other = world.municipalities["Kreis Sonnfeld"]
    sheet = {"contact_email": "neu@example.org", "version": candidacy.version}
    forged = {**sheet, "themes": [], "partners": [other.pk]}
    assert client.post(url, forged).status_code == 302
    candidacy.refresh_from_db()
    assert candidacy.contact_email == "neu@example.org"
    assert list(candidacy.themes.order_by("pk")) == before
    assert not candidacy.partners.exists()
    tries: tuple[tuple[str, dict[str, Any]], ...] = (
        ("themes", {"themes": before[:1]}),
        ("partners", {"themes": before, "partners": [other]}),
    )
    for field, values in tries:
        with pytest.raises(Refused, match="gehört der Kommune") as refusal:
            change_candidacy(
                by=office, candidacy=candidacy, version=None, contact_email="", **values
            )
        assert refusal.value.field == field


# --- Longlist ---------------------------------------------------------------------------------


def test_by_hand_a_reason_is_asked_for(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    place = MunicipalityFactory(name="Kreis Nachzügler")
    client, url = as_user(office), address(world, "longlist_add")
    values = {"municipality": place.pk, "themes": [world.themes["impact"].pk]}
    assert list(client.post(url, values).context["form"].errors) == ["reason"]
    assert client.post(url, {**values, "reason": "Vorschlag des Landes"}).status_code == 302
    candidacy = Candidacy.objects.get(municipality=place)
    page = text_of(client.get(address(world, "candidacy", candidacy.pk)))
    assert "Vorschlag des Landes" in page
    remove = address(world, "longlist_remove", candidacy.pk)
    assert client.post(remove, {"reason": "Doch nicht"})["Location"] == address(world, "candidates")
    invited = world.candidacies["Kreis Heidemoor"]
    refused = client.post(address(world, "longlist_remove", invited.pk), {"reason": "Test"})
    assert refused.status_code == 422
