"""Pages about bodies, networks and organisations."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body, BodyMember, Network, PartnerOrganisation
from tests.factories.networks import (
    BodyFactory,
    BodyMemberFactory,
    NetworkFactory,
    PartnerOrganisationFactory,
)
from tests.markup import text_of

SignIn = Callable[[User | None], Client]


@pytest.fixture
def client(as_user: SignIn, coordinator: User) -> Client:
    return as_user(coordinator)


@pytest.fixture
def planning(musterau: Municipality) -> Body:
    return BodyFactory(municipality=musterau, name="Planungsgruppe")


def address(name: str, place: Municipality, *ids: int) -> str:
    return reverse(f"networks:{name}", args=[place.slug, *ids])


def body_values(**values: Any) -> dict[str, Any]:
    kind = item(ContentKind.BODY_KINDS, "steering_group").pk
    return {"name": "Steuerungsgruppe", "kind": kind, **values}


# --- Bodies -------------------------------------------------------------------------------------


def test_a_body_is_added_and_shown(client: Client, musterau: Municipality) -> None:
    response = client.post(
        address("body_create", musterau), body_values(founded_on="01.10.2022"), follow=True
    )
    made = Body.objects.get(municipality=musterau)
    assert response.redirect_chain == [(address("body", musterau, made.pk), 302)]
    page = text_of(response)
    assert "Steuerungsgruppe" in page
    assert "01.10.2022" in page
    assert "Keine Dezernatsleitung gehört dazu." in page


def test_a_body_without_a_kind_is_not_saved(client: Client, musterau: Municipality) -> None:
    response = client.post(address("body_create", musterau), {"name": "Ohne Art"})
    assert response.status_code == 422
    assert "Ohne Art" in text_of(response)
    assert not Body.objects.exists()


def test_another_place_stays_hidden(
    as_user: SignIn, neighbour: User, musterau: Municipality, lindfurt: Municipality, planning: Body
) -> None:
    client = as_user(neighbour)
    assert client.get(address("body", musterau, planning.pk)).status_code == 404
    assert client.get(address("body", lindfurt, planning.pk)).status_code == 404


def test_readers_see_no_way_to_edit(
    as_user: SignIn, steering_member: User, musterau: Municipality, planning: Body
) -> None:
    client = as_user(steering_member)
    page = text_of(client.get(address("body", musterau, planning.pk)))
    assert "bearbeiten" not in page
    assert client.post(address("body_edit", musterau, planning.pk)).status_code == 403


def test_missing_bodies_are_not_found(client: Client, musterau: Municipality) -> None:
    assert client.get(address("body", musterau, 999)).status_code == 404
    assert client.get(address("member_edit", musterau, 999, 1)).status_code == 404


def test_the_second_editor_sees_both_versions(
    client: Client, musterau: Municipality, planning: Body
) -> None:
    url = address("body_edit", musterau, planning.pk)
    values = {"name": "Planungsgruppe", "kind": planning.kind_id, "version": 1}
    assert client.post(url, {**values, "task": "Plant die Arbeit"}).status_code == 302
    second = client.post(url, {**values, "task": "Plant alles"})
    assert second.status_code == 422
    page = text_of(second)
    assert "Plant die Arbeit" in page
    assert "Plant alles" in page
    mine = client.post(url, {**values, "version": 2, "task": "Plant alles"})
    assert mine.status_code == 302
    planning.refresh_from_db()
    assert planning.task == "Plant alles"


def test_a_body_ends_with_a_day(client: Client, musterau: Municipality, planning: Body) -> None:
    seat = BodyMemberFactory(body=planning)
    url = address("body_end", musterau, planning.pk)
    assert client.post(url, {"reason": "Vorbei"}).status_code == 422
    assert client.post(url, {"on": "30.06.2026", "version": 1}).status_code == 302
    seat.refresh_from_db()
    assert seat.valid_to == date(2026, 6, 30)
    page = text_of(client.get(address("body", musterau, planning.pk)))
    assert "Es tagte bis zum 30.06.2026." in page


# --- Members ------------------------------------------------------------------------------------


def test_a_member_is_added_changed_and_ended(
    client: Client, musterau: Municipality, planning: Body
) -> None:
    values = {"function": "planner", "title": "Jugendhilfeplanung", "seats": 1}
    client.post(address("member_add", musterau, planning.pk), values)
    seat = BodyMember.objects.get(body=planning)
    edit = address("member_edit", musterau, planning.pk, seat.pk)
    client.post(edit, {**values, "person_name": "Alex Beispiel", "version": 1})
    assert "Alex Beispiel" in text_of(client.get(address("body", musterau, planning.pk)))
    end = address("member_end", musterau, planning.pk, seat.pk)
    assert client.post(end, {"on": "31.12.2024", "version": 2}).status_code == 302
    page = text_of(client.get(address("body", musterau, planning.pk)))
    assert "Frühere Mitglieder" in page


def test_an_end_before_the_start_is_said_at_the_end(
    client: Client, musterau: Municipality, planning: Body
) -> None:
    values = {"function": "planner", "seats": 1, "valid_from": "1.2.2026", "valid_to": "1.1.2026"}
    response = client.post(address("member_add", musterau, planning.pk), values)
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == ["valid_to"]


def test_a_circle_is_refused_at_the_field(
    client: Client, musterau: Municipality, planning: Body
) -> None:
    steering = BodyFactory(municipality=musterau, name="Steuerungsgruppe")
    url = address("member_body_add", musterau, steering.pk)
    assert client.post(url, {"member_body": planning.pk}).status_code == 302
    back = address("member_body_add", musterau, planning.pk)
    response = client.post(back, {"member_body": steering.pk})
    assert response.status_code == 422
    assert "Planungsgruppe → Steuerungsgruppe → Planungsgruppe" in text_of(response)


def test_a_body_of_another_place_cannot_be_chosen(
    client: Client, musterau: Municipality, lindfurt: Municipality, planning: Body
) -> None:
    foreign = BodyFactory(municipality=lindfurt)
    url = address("member_body_add", musterau, planning.pk)
    assert client.post(url, {"member_body": foreign.pk}).status_code == 422


def test_members_of_a_member_body_are_shown_below_it(
    client: Client, musterau: Municipality, planning: Body
) -> None:
    steering = BodyFactory(
        municipality=musterau, name="Steuerungsgruppe", kind_key="steering_group"
    )
    BodyMemberFactory(body=planning, title="Leitung Soziale Dienste")
    BodyMemberFactory(body=steering, member_body=planning)
    page = text_of(client.get(address("body", musterau, steering.pk)))
    assert "Leitung Soziale Dienste" in page
    assert "Die Steuerungsgruppe besteht aus einer Person" in page


# --- Lists --------------------------------------------------------------------------------------


def test_bodies_are_searched_and_filtered(client: Client, musterau: Municipality) -> None:
    BodyFactory(municipality=musterau, name="Großer Kreis", kind_key="round_table")
    BodyFactory(municipality=musterau, name="Alter Beirat", ended_on=date(2020, 1, 1))
    url = address("bodies", musterau)
    assert "Alter Beirat" not in text_of(client.get(url, {"q": "groß"}))
    assert "Alter Beirat" not in text_of(client.get(url, {"kind": "round_table"}))
    assert "Großer Kreis" not in text_of(client.get(url, {"state": "ended"}))
    nothing = client.get(url, {"q": "gibt es nicht"})
    assert nothing.status_code == 200
    assert "gibt es nicht" in text_of(nothing)


@pytest.mark.parametrize("name", ["bodies", "networks", "organisations"])
def test_an_empty_list_says_what_to_do(client: Client, musterau: Municipality, name: str) -> None:
    page = text_of(client.get(address(name, musterau)))
    assert "bw-empty" in page
    assert "/neu/" in page


def fill(place: Municipality, count: int) -> None:
    for number in range(count):
        network = NetworkFactory(municipality=place)
        body = BodyFactory(municipality=place, name=f"Gremium {number}", network=network)
        organisation = PartnerOrganisationFactory(municipality=place)
        BodyMemberFactory(body=body, organisation=organisation)


@pytest.mark.parametrize("name", ["bodies", "networks", "organisations"])
def test_a_list_takes_the_same_queries_for_one_and_three(
    client: Client, musterau: Municipality, name: str
) -> None:
    counts = []
    for rows in (1, 2):
        fill(musterau, rows)
        client.get(address(name, musterau))
        with CaptureQueriesContext(connection) as seen:
            client.get(address(name, musterau))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


def test_a_body_takes_the_same_queries_for_one_and_three(
    client: Client, musterau: Municipality, planning: Body
) -> None:
    counts = []
    for rows in (1, 2):
        for _number in range(rows):
            BodyMemberFactory(
                body=planning, organisation=PartnerOrganisationFactory(municipality=musterau)
            )
        url = address("body", musterau, planning.pk)
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["bodies", "networks", "organisations"])
def test_a_list_is_exported(client: Client, musterau: Municipality, name: str, kind: str) -> None:
    fill(musterau, 1)
    response = client.get(address(name, musterau), {"export": kind})
    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]


# --- Networks and organisations -----------------------------------------------------------------


def test_a_network_is_added_and_edited(client: Client, musterau: Municipality) -> None:
    client.post(address("network_create", musterau), {"name": "Nord", "founded_year": 2008})
    network = Network.objects.get()
    BodyFactory(municipality=musterau, name="Regionaltreffen", network=network)
    edit = address("network_edit", musterau, network.pk)
    client.post(edit, {"name": "Nordkreis", "founded_year": 2008, "version": 1})
    page = text_of(client.get(address("network", musterau, network.pk)))
    assert "Nordkreis" in page
    assert "Regionaltreffen" in page


def test_an_organisation_is_listed_once(client: Client, musterau: Municipality) -> None:
    sector = item(ContentKind.PARTNER_SECTORS, "health").pk
    values = {"name": "Klinikum Musterau", "sector": sector}
    create = address("organisation_create", musterau)
    assert client.post(create, values).status_code == 302
    again = client.post(create, values)
    assert again.status_code == 422
    assert list(again.context["form"].errors) == ["name"]
    known = PartnerOrganisation.objects.get()
    edit = address("organisation_edit", musterau, known.pk)
    assert client.post(edit, {**values, "version": 1}).status_code == 302
    page = text_of(client.get(address("organisations", musterau), {"sector": "health"}))
    assert "Klinikum Musterau" in page


def test_readers_get_names_without_links(
    as_user: SignIn, steering_member: User, musterau: Municipality
) -> None:
    known = PartnerOrganisationFactory(municipality=musterau, name="Familienzentrum")
    page = text_of(as_user(steering_member).get(address("organisations", musterau)))
    assert "Familienzentrum" in page
    assert address("organisation_edit", musterau, known.pk) not in page
