"""The register as the file the import takes."""

from collections.abc import Iterable, Iterator
from typing import Any

from begleitwerk.municipalities.enums import TerritoryType
from begleitwerk.municipalities.imports import COLUMNS, KINDS
from begleitwerk.municipalities.models import Municipality, SettlementType

SETTLEMENT_HEADER = ("Kreis", "Kreistyp")
HEADER = tuple(column.name for column in COLUMNS)


def register_rows(places: Iterable[Municipality]) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of HEADER, German whatever the language of the page."""
    for place in places:
        yield (
            place.youth_office_id,
            place.name,
            KINDS[TerritoryType(place.kind)][0],
            place.land.name,
            place.ags,
            place.ars,
            place.nuts3,
            place.county.youth_office_id if place.county else "",
            place.population,
            place.population_date,
            place.area_km2,
            place.source,
            place.website,
        )


def settlement_rows(year: int) -> Iterator[tuple[str, int]]:
    """The settlement types of a year, in the order of SETTLEMENT_HEADER."""
    rows = SettlementType.objects.filter(year=year).order_by("district")
    yield from rows.values_list("district", "kind")
