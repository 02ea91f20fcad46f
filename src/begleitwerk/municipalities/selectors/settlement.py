"""Town or country, and how large: what quotas and maps ask about a municipality."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, prefetch_related_objects
from django.utils.translation import gettext

from begleitwerk.municipalities.enums import (
    DensityClass,
    SettlementKind,
    SizeClass,
    Space,
    TerritoryType,
)
from begleitwerk.municipalities.models import Municipality, SettlementType

# Our own classes: from so many inhabitants per km² on.
DENSITY_FROM = (
    (1000, DensityClass.DENSE),
    (300, DensityClass.MEDIUM),
    (100, DensityClass.THIN),
    (0, DensityClass.VERY_THIN),
)
URBAN_CLASSES = (DensityClass.DENSE, DensityClass.MEDIUM)
LARGE_CITY_FROM = 100_000
SIZE_BELOW = (
    (50_000, SizeClass.UNDER_50),
    (100_000, SizeClass.FROM_50),
    (250_000, SizeClass.FROM_100),
    (500_000, SizeClass.FROM_250),
)


@dataclass(frozen=True)
class Settlement:
    """Town or country, and what says so.

    `urban` is a Space ("urban", "rural") or empty where nothing is known; `label` the class in
    words, or what is missing; `basis` the list or the rule it comes from; `kind` the type (1 to 4)
    or, for our own classes, 1 (dense) to 4 (very thin), 0 where nothing is known.
    """

    urban: str
    label: str
    basis: str
    kind: int = 0

    @property
    def word(self) -> str:
        """“urban”, “rural”, “unknown”."""
        return str(Space(self.urban).label) if self.urban else gettext("unknown")

    @property
    def note(self) -> str:
        """The class with its basis: “thinly populated (own density class)”."""
        return f"{self.label} ({self.basis})" if self.basis else self.label


def settlement_of(municipalities: Iterable[Municipality]) -> Mapping[int, Settlement]:
    """Town or country for each municipality, by its primary key; one query for all.

    The BBSR's type counts where it was imported for the district a municipality is or lies in, in
    the newest year there is for that district: 1 and 2 are urban. Everywhere else our own classes
    of density: inhabitants per km² of the municipality itself, from 1,000 dense, from 300 medium,
    from 100 thin, below very thin. Dense and medium count as urban, and so does a county-free
    city of 100,000 and more, however much forest it owns, as in the BBSR's first type. Our classes
    look at one number, the BBSR's at three (share living in towns, density with and without
    them), so the two never share a label.

    Rows that come without their county cost one query more.
    """
    places = list(municipalities)
    prefetch_related_objects(places, "county")
    districts = {place.pk: district_of(place) for place in places}
    rows = SettlementType.objects.filter(district__in=set(filter(None, districts.values())))
    newest = {row.district: row for row in rows.order_by("year")}
    return {
        place.pk: by_type(newest[key]) if (key := districts[place.pk]) in newest else own(place)
        for place in places
    }


def district_of(place: Municipality) -> str:
    """The AGS of the district a municipality is, or lies in; empty for invented places."""
    ags = place.ags or (place.county.ags if place.county else "")
    return ags[:5]


def by_type(row: SettlementType) -> Settlement:
    kind = SettlementKind(row.kind)
    urban = kind in (SettlementKind.LARGE_CITY, SettlementKind.URBAN)
    basis = gettext("BBSR district type %(year)d") % {"year": row.year}
    return Settlement(Space.URBAN if urban else Space.RURAL, str(kind.label), basis, kind)


def own(place: Municipality) -> Settlement:
    """By our own classes; empty without population or area."""
    found = density_class(place.population, place.area_km2)
    if found is None:
        return Settlement("", gettext("population or area not known"), "")
    large_city = place.kind == TerritoryType.CITY and (place.population or 0) >= LARGE_CITY_FROM
    urban = found in URBAN_CLASSES or large_city
    number = list(DensityClass).index(found) + 1
    space = Space.URBAN if urban else Space.RURAL
    return Settlement(space, str(found.label), gettext("own density class"), number)


def density_class(population: int | None, area_km2: Decimal | None) -> DensityClass | None:
    """Our own class by inhabitants per km²; None without one of the two."""
    if population is None or not area_km2:
        return None
    return next(name for least, name in DENSITY_FROM if population >= least * area_km2)


def size_class(population: int | None) -> SizeClass | None:
    """The class by inhabitants; None where their number is not known."""
    if population is None:
        return None
    return next((name for limit, name in SIZE_BELOW if population < limit), SizeClass.FROM_500)


@dataclass(frozen=True)
class ImportedYear:
    """A list as it was taken in: its year, its source, and how many districts it names."""

    year: int
    source: str
    districts: int


def settlement_types(year: int) -> QuerySet[SettlementType]:
    """The list of a year, by district."""
    return SettlementType.objects.filter(year=year).order_by("district")


def settlement_years() -> list[ImportedYear]:
    """The lists imported, the newest first."""
    rows = SettlementType.objects.values_list("year", "source").annotate(districts=Count("pk"))
    return [ImportedYear(*row) for row in rows.order_by("-year", "source")]
