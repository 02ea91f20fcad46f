"""Maps: boundaries loaded once, cells for invented places, and what a page draws of them."""

import re
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_cotton.compiler_regex import CottonCompiler

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import Pattern
from begleitwerk.municipalities.models import Land, MapSheet, Municipality, Territory
from begleitwerk.municipalities.selectors import Atlas, MapState, map_of, register
from tests.factories.municipalities import LandFactory, MunicipalityFactory, WorkspaceFactory
from tests.markup import Markup, text_of

Sign = Callable[[User | None], Client]
CHOSEN = MapState("gewählt", Pattern.SOLID)
RESERVE = MapState("Reserve", Pattern.STRIPES)


@pytest.fixture
def germany(db: None) -> None:
    services.load_register()
    services.load_boundaries()


def real(key: str) -> Municipality:
    return register().get(youth_office_id=key)


def land(code: str, name: str) -> Land:
    space = WorkspaceFactory(kind="land", slug=f"land-{code.lower()}", name=name)
    return LandFactory(code=code, name=name, workspace=space)


# --- Boundaries ---------------------------------------------------------------------------------


def test_boundaries_load_once_and_mend_what_differs(db: None) -> None:
    assert services.load_boundaries().new == 400
    events = AuditEvent.objects.filter(verb="municipalities.boundaries_loaded")
    assert services.load_boundaries().same == 400
    assert events.count() == 1
    Territory.objects.filter(district="05974").update(path="M0 0l1 0 0 1z")
    assert services.load_boundaries().changed == 1
    assert events.count() == 2
    assert MapSheet.objects.get().width == 1000


def test_the_command_draws_germany_and_the_invented_places(db: None) -> None:
    MunicipalityFactory(is_invented=True)
    out = StringIO()
    call_command("load_boundaries", stdout=out)
    assert "400 new" in out.getvalue()
    assert "Invented municipalities placed: 1" in out.getvalue()


# --- Invented places ----------------------------------------------------------------------------


def test_cells_lie_by_the_compass_and_stay(db: None) -> None:
    north, south = land("N2", "Land Nord"), land("S2", "Land Süd")
    first = [MunicipalityFactory(is_invented=True, land=there) for there in (north, south) * 4]
    assert services.lay_out_invented(municipalities=first) == 8
    before = {row.municipality_id: (row.path, row.x, row.y) for row in Territory.objects.all()}
    lies = {row.municipality_id: row.y for row in Territory.objects.all()}
    assert max(lies[place.pk] for place in first[::2]) < min(
        lies[place.pk] for place in first[1::2]
    )
    more = [MunicipalityFactory(is_invented=True, land=south) for _ in range(30)]
    assert services.lay_out_invented(municipalities=[*first, *more]) == 30
    assert services.lay_out_invented(municipalities=[*first, *more]) == 0
    after = {row.municipality_id: (row.path, row.x, row.y) for row in Territory.objects.all()}
    assert {key: after[key] for key in before} == before
    assert AuditEvent.objects.filter(verb="municipalities.cells_laid_out").count() == 2


def test_real_places_and_towns_within_counties_get_no_cell(db: None) -> None:
    county = MunicipalityFactory(is_invented=True)
    town = MunicipalityFactory(is_invented=True, kind="town", county=county)
    stranger = MunicipalityFactory(is_invented=False)
    assert services.lay_out_invented(municipalities=[county, town, stranger]) == 1
    assert Territory.objects.get().municipality == county


# --- What is drawn ------------------------------------------------------------------------------


def test_states_become_layers_and_the_rest_is_ground(germany: None) -> None:
    soest, stendal, hannover = real("05974"), real("15090"), real("03241")
    atlas = map_of(
        [soest, stendal, hannover], {soest.pk: CHOSEN, stendal.pk: RESERVE}, urls={soest.pk: "/x/"}
    )
    (picture,) = atlas.pictures
    assert [layer.state for layer in picture.layers] == [CHOSEN, RESERVE]
    (mark,) = picture.layers[0].areas
    assert (mark.name, mark.word, mark.url) == ("Kreis Soest", "gewählt", "/x/")
    assert picture.layers[1].areas[0].url == ""
    ground = Territory.objects.get(district="03241").path
    assert ground in picture.rest
    assert mark.path not in picture.rest
    assert [(item.state.word, item.count) for item in atlas.legend] == [
        ("gewählt", 1),
        ("Reserve", 1),
    ]
    assert atlas.without == ()


def test_towns_are_points_in_their_county_and_none_covers_another(germany: None) -> None:
    soest = real("05974")
    towns = [
        MunicipalityFactory(kind="town", county=soest, land=soest.land, ags=f"0597404{number}")
        for number in range(4)
    ]
    pankow = MunicipalityFactory(kind="district", ags="11000", land=real("11000").land)
    everyone = [*towns, soest, pankow]
    atlas = map_of(everyone, dict.fromkeys((place.pk for place in everyone), CHOSEN))
    (layer,) = atlas.pictures[0].layers
    assert [mark.name for mark in layer.areas] == ["Kreis Soest"]
    spots = [(mark.x, mark.y) for mark in layer.points]
    assert len(spots) == 5
    apart = [
        (ax - bx) ** 2 + (ay - by) ** 2 for i, (ax, ay) in enumerate(spots) for bx, by in spots[:i]
    ]
    assert min(apart) > 18**2  # marks are 9 units in radius


def test_who_has_no_area_is_named(germany: None) -> None:
    land = real("05974").land
    nowhere = MunicipalityFactory(name="Kreis Nirgends", land=land)
    made_up = MunicipalityFactory(name="Kreis Erfunden", land=land, is_invented=True)
    atlas = map_of([nowhere, made_up], dict.fromkeys([nowhere.pk, made_up.pk], CHOSEN))
    assert set(atlas.without) == {nowhere, made_up}
    assert atlas.legend[0].count == 2


def test_real_and_invented_places_lie_on_maps_of_their_own(germany: None) -> None:
    invented, soest = MunicipalityFactory(is_invented=True), real("05974")
    services.lay_out_invented(municipalities=[invented])
    states = {invented.pk: CHOSEN, soest.pk: CHOSEN}
    assert [picture.slug for picture in map_of([invented], states).pictures] == ["invented"]
    assert [picture.slug for picture in map_of([soest], states).pictures] == ["de"]
    both = map_of([invented, soest], states).pictures
    assert {picture.is_germany for picture in both} == {True, False}
    names = next(picture.names for picture in both if not picture.is_germany)
    assert [name.text for name in names] == [invented.land.name]
    assert map_of([], {}).pictures == ()


def test_as_many_queries_for_one_as_for_all(germany: None) -> None:
    places = list(register())
    for few in (places[:1], places):
        with CaptureQueriesContext(connection) as queries:
            map_of(few, {place.pk: CHOSEN for place in few})
        assert len(queries) == 1


def drawn(atlas: Atlas) -> Markup:
    table = "<table><tr><td>Soest</td></tr></table>"
    source = f'<c-map :atlas="atlas" title="Auswahl" id="k">{table}</c-map>'
    template = Template(CottonCompiler().process(source))
    return Markup(template.render(Context({"atlas": atlas})))


def test_the_picture_says_in_words_what_it_shows(germany: None) -> None:
    soest = real("05974")
    linked = drawn(map_of([soest], {soest.pk: CHOSEN}))
    assert 'role="group"' in linked  # an image must not hold links
    assert "<title>Kreis Soest: gewählt</title>" in linked
    assert "Gewählt: 1." in linked
    assert 'href="/kommunen/kreis-soest/"' in linked
    assert "GeoBasis-DE / BKG 2021" in linked
    assert "<td>Soest</td>" in linked
    assert "style=" not in linked
    plain = drawn(map_of([soest], {soest.pk: CHOSEN}, urls={}))
    assert 'role="img"' in plain
    ids = re.findall(r'\bid="([^"]+)"', plain)
    assert len(ids) == len(set(ids))


# --- The register's map -------------------------------------------------------------------------


def test_the_map_of_the_register(germany: None, operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    services.lay_out_invented(municipalities=Municipality.objects.all())
    page = text_of(client.get("/kommunen/karte/"))
    assert page.count("<title>") > 400
    svg = max(re.findall(r"<svg viewBox.*?</svg>", page, re.DOTALL), key=len)
    assert len(svg.encode()) < 150_000
    assert page.count('<th scope="row">') == Municipality.objects.count()
    narrowed = text_of(client.get("/kommunen/karte/?q=Soest"))
    assert narrowed.count('<th scope="row">') == 1
    assert "Keine Kommune passt" in text_of(client.get("/kommunen/karte/?q=xyz"))


def test_the_map_costs_the_same_with_one_and_three(operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    counts = []
    for _ in range(2):
        services.lay_out_invented(municipalities=Municipality.objects.all())
        client.get("/kommunen/karte/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/kommunen/karte/")
        counts.append(len(queries))
        MunicipalityFactory.create_batch(2, is_invented=True)
    assert counts[0] == counts[1]


def test_who_may_not_see_the_register_sees_no_map(parent: User, as_user: Sign) -> None:
    assert as_user(parent).get("/kommunen/karte/").status_code == 403
