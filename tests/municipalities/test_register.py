"""The register: shipped list, list page, entries by hand."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import EditConflict
from begleitwerk.municipalities import services
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.services.register import SHIPPED_SOURCE, display_name
from tests.factories.municipalities import LandFactory, MunicipalityFactory, WorkspaceFactory

Sign = Callable[[User | None], Client]


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("Soest", "Kreis", "Kreis Soest"),
        ("Stendal", "Landkreis", "Landkreis Stendal"),
        ("Nürnberg", "Kreisfreie Stadt", "Stadt Nürnberg"),
        ("Kiel, Landeshauptstadt", "Kreisfreie Stadt", "Stadt Kiel"),
        ("Heilbronn", "Stadtkreis", "Stadt Heilbronn"),
        ("Region Hannover", "Landkreis", "Region Hannover"),
        ("Städteregion Aachen", "Kreis", "Städteregion Aachen"),
        ("Regionalverband Saarbrücken", "Regionalverband", "Regionalverband Saarbrücken"),
        ("Wetteraukreis", "Landkreis", "Wetteraukreis"),
        ("Märkischer Kreis", "Kreis", "Märkischer Kreis"),
        ("Rhein-Kreis Neuss", "Kreis", "Rhein-Kreis Neuss"),
        ("Eifelkreis Bitburg-Prüm", "Landkreis", "Eifelkreis Bitburg-Prüm"),
        ("Landkreis Rostock", "Landkreis", "Landkreis Rostock"),
        ("Bad Kreuznach", "Landkreis", "Landkreis Bad Kreuznach"),
        ("Berlin, Stadt", "Kreisfreie Stadt", "Berlin"),
    ],
)
def test_names_as_people_say_them(name: str, kind: str, shown: str) -> None:
    assert display_name(name, kind) == shown


def test_the_shipped_register_loads_once(db: None) -> None:
    assert services.load_register().new == 400
    soest = Municipality.objects.get(youth_office_id="05974")
    assert (soest.name, soest.slug, soest.land.name) == (
        "Kreis Soest",
        "kreis-soest",
        "Nordrhein-Westfalen",
    )
    assert (soest.source, str(soest.population_date)) == (SHIPPED_SOURCE, "2018-12-31")
    assert soest.land.workspace in soest.workspace.parents.all()
    slugs = Municipality.objects.filter(is_invented=False).values("workspace__slug")
    assert slugs.distinct().count() == 400
    events = AuditEvent.objects.count()
    assert services.load_register().same == 400
    assert AuditEvent.objects.count() == events


def test_loading_again_keeps_what_somebody_corrected(operator: User) -> None:
    services.load_register()
    soest = Municipality.objects.get(youth_office_id="05974")
    services.change_municipality(
        by=operator,
        municipality=soest,
        version=1,
        population=5,
        source="Eigene Zählung",
    )
    assert services.load_register().changed == 0
    soest.refresh_from_db()
    assert soest.population == 5


def test_loading_a_newer_list_corrects_what_came_from_the_older(db: None) -> None:
    services.load_register()
    Municipality.objects.filter(youth_office_id="05974").update(population=5)

    assert (services.load_register().changed, services.load_register().changed) == (1, 0)
    assert Municipality.objects.get(youth_office_id="05974").population > 5
    assert AuditEvent.objects.filter(verb="municipalities.register_loaded").count() == 2


def test_a_place_that_changes_its_land_lies_within_the_new_one_only(
    operator: User, musterau: Municipality
) -> None:
    space = WorkspaceFactory(kind="land", slug="land-sued")
    old, new = musterau.land, LandFactory(code="SU", name="Land Süd", workspace=space)
    services.change_municipality(by=operator, municipality=musterau, version=None, land=new)
    parents = set(musterau.workspace.parents.all())
    assert new.workspace in parents
    assert old.workspace not in parents


def test_the_list_searches_filters_and_pages(office: User, as_user: Sign) -> None:
    services.load_register()
    client = as_user(office)
    page = client.get("/kommunen/")
    assert page.status_code == 200
    assert "Kreis Soest" not in page.text
    assert page.text.count('scope="row"') == 25
    assert "Kreis Soest" in client.get("/kommunen/?q=soest").text
    found = client.get("/kommunen/?q=Lkr.+Wuerzburg").text
    assert "Landkreis Würzburg" in found
    assert "Stadt Würzburg" in found
    page = client.get("/kommunen/?q=würzburg&kind=city")
    assert page.text.count('scope="row"') == 1
    assert "Würzburx" in client.get("/kommunen/?q=Würzburx").text


def test_the_list_costs_the_same_for_one_and_for_three(
    musterau: Municipality, office: User, as_user: Sign
) -> None:
    client = as_user(office)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/kommunen/").status_code == 200
        return len(queries)

    count()  # fills what is kept between requests
    one = count()
    MunicipalityFactory.create_batch(3)
    assert count() == one


def test_an_entry_by_hand_and_its_edit(operator: User, as_user: Sign) -> None:
    land = LandFactory()
    client = as_user(operator)
    data = {
        "name": "Stadt Möhnewald",
        "kind": "town",
        "land": land.pk,
        "youth_office_id": "n1001",
        "population": "41200",
        "source": "Stadt",
    }
    answer = client.post("/kommunen/neu/", data)
    assert (answer.status_code, answer["Location"]) == (302, "/kommunen/stadt-moehnewald/")
    place = Municipality.objects.get(youth_office_id="N1001")
    assert place.workspace.parents.get() == land.workspace
    page = client.get("/kommunen/stadt-moehnewald/")
    assert "41.200" in page.text
    changed = {**data, "name": "Stadt Möhnewald am See", "version": "1"}
    assert client.post("/kommunen/stadt-moehnewald/bearbeiten/", changed).status_code == 302
    again = client.post("/kommunen/stadt-moehnewald/bearbeiten/", {**changed, "name": "Anders"})
    assert again.status_code == 422
    assert "Stadt Möhnewald am See" in again.text
    assert "Anders" in again.text


def test_a_wrong_entry_says_what_to_do(operator: User, as_user: Sign) -> None:
    answer = as_user(operator).post(
        "/kommunen/neu/",
        {"name": "X", "kind": "county", "land": 1, "youth_office_id": "ü", "ags": "12"},
    )
    assert answer.status_code == 422
    assert answer.text.count('class="kern-error"') >= 2


def test_the_danger_notice_is_the_municipality_s_own(
    coordinator: User, partner: User, neighbour: User, musterau: Municipality, as_user: Sign
) -> None:
    data = {"danger_text": "Rufen Sie das Jugendamt an.", "danger_phone": "0800 1", "version": 1}
    url = "/k/landkreis-musterau/kommune/"
    assert as_user(neighbour).post(url, data).status_code == 404
    assert as_user(partner).post(url, data).status_code == 403
    assert as_user(coordinator).post(url, data).status_code == 302
    musterau.refresh_from_db()
    assert musterau.danger_phone == "0800 1"
    with pytest.raises(EditConflict):
        services.change_notice(by=coordinator, municipality=musterau, **data)


def test_register_pages_are_for_those_who_may(
    musterau: Municipality, partner: User, coordinator: User, as_user: Sign
) -> None:
    assert as_user(partner).get("/kommunen/").status_code == 403
    assert as_user(coordinator).get("/kommunen/landkreis-musterau/").status_code == 200
    assert as_user(coordinator).get("/kommunen/neu/").status_code == 403
    assert as_user(coordinator).get("/kommunen/gibt-es-nicht/").status_code == 404
