"""Municipalities on maps: who has an area, who is a point in one, who is neither.

    atlas = map_of(places, {place.pk: MapState(_("chosen"), Pattern.SOLID), ...})

and in the template, with the same facts as a table in the slot:

    <c-map :atlas="atlas" title="..." id="karte"><table>…</table></c-map>
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin, sqrt

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse
from django.utils.functional import Promise

from begleitwerk.municipalities.enums import Pattern, TerritoryType
from begleitwerk.municipalities.models import MapSheet, Municipality, Territory
from begleitwerk.municipalities.selectors.settlement import district_of

GERMANY = "de"
WITH_OWN_AREA = (TerritoryType.COUNTY, TerritoryType.CITY)
# Points in one county stand apart from each other by about so many map units.
APART = 24
GOLDEN = pi * (3 - sqrt(5))
TYPE, SHOWN_AT = 16, 660  # size of letters on a map that is so many pixels wide
ABOVE_BLOCK = 66  # from the middle of a block's top row up to its name


@dataclass(frozen=True)
class MapState:
    """A state in words and how it is drawn. One pattern for one word, or the legend is a riddle."""

    word: str | Promise
    pattern: Pattern


@dataclass(frozen=True)
class Mark:
    """A municipality on a map; without `path` it is a point at x, y."""

    name: str
    word: str
    url: str
    x: int
    y: int
    path: str = ""


@dataclass(frozen=True)
class Layer:
    """All marks of one state on one map."""

    state: MapState
    areas: tuple[Mark, ...]
    points: tuple[Mark, ...]

    @property
    def count(self) -> int:
        return len(self.areas) + len(self.points)


@dataclass(frozen=True)
class Name:
    """A Land written on a map of cells."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class MapPicture:
    """One map. `rest` is the ground of all areas that carry no state, `type_size` in map units."""

    slug: str
    view_box: str
    type_size: int
    borders: str
    rest: str
    layers: tuple[Layer, ...]
    names: tuple[Name, ...]

    @property
    def is_germany(self) -> bool:
        return self.slug == GERMANY

    @property
    def is_linked(self) -> bool:
        return any(mark.url for layer in self.layers for mark in (*layer.areas, *layer.points))


@dataclass(frozen=True)
class Legend:
    """A state and how many municipalities are in it, on every map and beside them."""

    state: MapState
    count: int


@dataclass(frozen=True)
class Atlas:
    """What a page shows: maps, legend, and who could not be drawn."""

    pictures: tuple[MapPicture, ...]
    legend: tuple[Legend, ...]
    without: tuple[Municipality, ...]


@dataclass
class Ground:
    """The territories of the sheets that are needed, by what they belong to."""

    sheets: dict[int, MapSheet] = field(default_factory=dict)
    rows: list[Territory] = field(default_factory=list)
    by_district: dict[str, Territory] = field(default_factory=dict)
    by_place: dict[int, Territory] = field(default_factory=dict)


def map_of(
    municipalities: Iterable[Municipality],
    states: Mapping[int, MapState],
    urls: Mapping[int, str] | None = None,
) -> Atlas:
    """Municipalities drawn on the maps they lie on; two queries, however many there are.

    `states` says by primary key what a municipality is; one without a state stays ground. `urls`
    says where a municipality leads, by default to its entry in the register; an empty mapping
    makes a map without links. Load municipalities with their workspace and county, as `register()`
    does, or each costs queries of its own.
    """
    places = [place for place in municipalities if place.pk in states]
    prefetch_related_objects(places, "workspace", "county")
    ground = ground_for(places)
    marks: dict[tuple[int, MapState], list[Mark]] = defaultdict(list)
    used: set[int] = set()
    crowd: Counter[int] = Counter()
    without = []
    for place in places:
        state, url = states[place.pk], url_of(place, urls)
        row, is_area = territory_of(place, ground)
        if row is None:
            without.append(place)
        elif is_area and row.pk not in used:
            used.add(row.pk)
            mark = Mark(place.name, str(state.word), url, row.x, row.y, row.path)
            marks[row.sheet_id, state].append(mark)
        else:
            x, y = beside(row, crowd[row.pk])
            crowd[row.pk] += 1
            marks[row.sheet_id, state].append(Mark(place.name, str(state.word), url, x, y))
    pictures = tuple(picture(sheet, ground, marks, used) for sheet in ground.sheets.values())
    return Atlas(pictures, legend_of(places, states), tuple(without))


def url_of(place: Municipality, urls: Mapping[int, str] | None) -> str:
    if urls is None:
        return reverse("municipalities:register_entry", args=[place.slug])
    return urls.get(place.pk, "")


# --- Who lies where -----------------------------------------------------------------------------


def ground_for(places: Sequence[Municipality]) -> Ground:
    """The whole of Germany where a real place is among them, and the invented map likewise."""
    ground = Ground()
    wanted = Q()
    if any(not place.is_invented for place in places):
        wanted |= Q(sheet__slug=GERMANY)
    if any(place.is_invented for place in places):
        wanted |= ~Q(sheet__slug=GERMANY)
    if not wanted:
        return ground
    rows = Territory.objects.filter(wanted).select_related("sheet", "municipality__land")
    # the large ones first, so that a city is never covered by the county around it
    for row in rows.order_by("sheet_id", "-size", "pk"):
        ground.rows.append(row)
        ground.sheets[row.sheet_id] = row.sheet
        if row.municipality_id is None:
            ground.by_district[row.district] = row
        else:
            ground.by_place[row.municipality_id] = row
    return ground


def territory_of(place: Municipality, ground: Ground) -> tuple[Territory | None, bool]:
    """The area a municipality is (true) or lies in (false); None where there is no area."""
    own = ground.by_place.get(place.pk)
    if own is None and place.kind in WITH_OWN_AREA and place.ags and not place.is_invented:
        own = ground.by_district.get(place.ags[:5])
    if own is not None:
        return own, True
    around = ground.by_place.get(place.county_id or 0)
    if around is None and not place.is_invented:
        around = ground.by_district.get(district_of(place))
    return around, False


def beside(row: Territory, number: int) -> tuple[int, int]:
    """Where the next point of an area stands: on a spiral, so that none covers another."""
    distance = APART * sqrt(number)
    turn = GOLDEN * number
    return round(row.x + distance * cos(turn)), round(row.y + distance * sin(turn))


# --- Pictures -----------------------------------------------------------------------------------


def picture(
    sheet: MapSheet,
    ground: Ground,
    marks: Mapping[tuple[int, MapState], Sequence[Mark]],
    used: set[int],
) -> MapPicture:
    own = [row for row in ground.rows if row.sheet_id == sheet.pk]
    states = sorted((state for at, state in marks if at == sheet.pk), key=in_order)
    return MapPicture(
        slug=sheet.slug,
        view_box=f"{sheet.left} {sheet.top} {sheet.width} {sheet.height}",
        type_size=round(sheet.width * TYPE / SHOWN_AT),
        borders=sheet.borders,
        rest="".join(row.path for row in own if row.pk not in used),
        layers=tuple(layer(state, marks[sheet.pk, state]) for state in states),
        names=tuple(names_of_blocks(own)),
    )


def layer(state: MapState, marks: Sequence[Mark]) -> Layer:
    areas = tuple(mark for mark in marks if mark.path)
    return Layer(state, areas, tuple(mark for mark in marks if not mark.path))


def in_order(state: MapState) -> tuple[int, str]:
    """The fuller pattern first."""
    return list(Pattern).index(state.pattern), str(state.word)


def names_of_blocks(rows: Iterable[Territory]) -> Iterator[Name]:
    """Each Land's name above its block; real maps need none."""
    blocks: dict[str, list[Territory]] = defaultdict(list)
    for row in rows:
        if row.municipality is not None:
            blocks[row.municipality.land.name].append(row)
    for text, cells in sorted(blocks.items()):
        top = min(cell.y for cell in cells)
        across = [cell.x for cell in cells if cell.y == top]
        yield Name(text, (min(across) + max(across)) // 2, top - ABOVE_BLOCK)


def legend_of(places: Iterable[Municipality], states: Mapping[int, MapState]) -> tuple[Legend, ...]:
    counts = Counter(states[place.pk] for place in places)
    return tuple(Legend(state, counts[state]) for state in sorted(counts, key=in_order))
