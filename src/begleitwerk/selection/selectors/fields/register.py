"""Facts of the register, each with its source and day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.once import once_per_page
from begleitwerk.core.templatetags.bw import day, number
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipalities.enums import SizeClass, Space, TerritoryType
from begleitwerk.municipalities.models import Land, Municipality
from begleitwerk.municipalities.selectors.settlement import (
    Settlement,
    settlement_of,
    size_class,
)
from begleitwerk.programmes.enums import OCCUPYING
from begleitwerk.programmes.models import EngagementParty
from begleitwerk.selection.enums import FieldSource
from begleitwerk.selection.models import SelectionRound
from begleitwerk.selection.selectors.fields.info import (
    Choices,
    Facts,
    FactValue,
    FieldInfo,
    Offer,
    field_of,
    ids_for_query,
    unknown,
)

REGISTER: tuple[Offer, ...] = (
    ("land", "Land", SurveyKind.CHOICE, ""),
    ("population", _("population"), SurveyKind.NUMBER, ""),
    ("density", _("population density"), SurveyKind.NUMBER, _("inhabitants per km²")),
    ("settlement", _("town or country"), SurveyKind.CHOICE, ""),
    ("size", _("size class"), SurveyKind.CHOICE, ""),
    ("kind", _("kind of municipality"), SurveyKind.CHOICE, ""),
    ("earlier", _("took part before, by the list of participants"), SurveyKind.YES_NO, ""),
)


def register_fields() -> tuple[FieldInfo, ...]:
    return tuple(field_of(FieldSource.REGISTER, row, choices_of(row[0])) for row in REGISTER)


def choices_of(name: str) -> Choices:
    """The values a field of the register can have; of the Länder those that occur."""
    fixed = {"settlement": Space, "size": SizeClass, "kind": TerritoryType}
    if name in fixed:
        return tuple((str(value), str(label)) for value, label in fixed[name].choices)
    return laender_in_use() if name == "land" else ()


@once_per_page
def laender_in_use() -> Any:
    """Codes and names; read once somebody asks for them, which few pages do."""
    used = Municipality.objects.order_by().values("land")
    laender = Land.objects.filter(pk__in=used).values_list("code", "name")
    return SimpleLazyObject(lambda: tuple(laender))


@dataclass(frozen=True)
class RegisterData:
    """What the facts of many municipalities are read from, fetched once."""

    settlements: Mapping[int, Settlement]
    earlier: Mapping[int, tuple[str, ...]]


def read_register(
    round: SelectionRound,
    places: list[Municipality],
    fields: list[FieldInfo],
    found: dict[int, Facts],
) -> None:
    names = {field.name for field in fields}
    if "land" in names:
        prefetch_related_objects(places, "land")
    data = RegisterData(
        settlement_of(places) if "settlement" in names else {},
        earlier_participations(round, places) if "earlier" in names else {},
    )
    for place in places:
        found[place.pk] |= {field.key: REGISTER_FACTS[field.name](place, data) for field in fields}


def figures_of(place: Municipality) -> str:
    """Where population and area come from."""
    parts = (place.source, day(place.population_date))
    return ", ".join(part for part in parts if part) or gettext("register of municipalities")


def land_fact(place: Municipality, data: RegisterData) -> FactValue:
    return FactValue(place.land.code, place.land.name, gettext("register of municipalities"))


def population_fact(place: Municipality, data: RegisterData) -> FactValue:
    if place.population is None:
        return unknown(evidence=figures_of(place))
    return FactValue(place.population, number(place.population), figures_of(place))


def density_fact(place: Municipality, data: RegisterData) -> FactValue:
    if place.population is None or not place.area_km2:
        return unknown(gettext("population or area not known"), figures_of(place))
    density = (Decimal(place.population) / place.area_km2).quantize(Decimal("0.1"))
    shown = gettext("%(number)s inhabitants per km²") % {"number": number(density)}
    return FactValue(density, shown, figures_of(place))


def settlement_fact(place: Municipality, data: RegisterData) -> FactValue:
    known = data.settlements[place.pk]
    evidence = f"{known.basis}: {known.label}"
    return FactValue(known.urban, known.word, evidence) if known.urban else unknown("", evidence)


def size_fact(place: Municipality, data: RegisterData) -> FactValue:
    found = size_class(place.population)
    evidence = figures_of(place)
    return FactValue(str(found), str(found.label), evidence) if found else unknown("", evidence)


def kind_fact(place: Municipality, data: RegisterData) -> FactValue:
    shown = str(TerritoryType(place.kind).label)
    return FactValue(place.kind, shown, gettext("register of municipalities"))


def earlier_fact(place: Municipality, data: RegisterData) -> FactValue:
    editions = data.earlier.get(place.pk, ())
    evidence = ", ".join(editions) or gettext("not on a list of participants")
    return FactValue(bool(editions), gettext("yes") if editions else gettext("no"), evidence)


REGISTER_FACTS: dict[str, Callable[[Municipality, RegisterData], FactValue]] = {
    "land": land_fact,
    "population": population_fact,
    "density": density_fact,
    "settlement": settlement_fact,
    "size": size_fact,
    "kind": kind_fact,
    "earlier": earlier_fact,
}


def earlier_participations(
    round: SelectionRound, places: list[Municipality]
) -> Mapping[int, tuple[str, ...]]:
    """The other editions each municipality took or takes part in, of any programme."""
    rows = EngagementParty.objects.filter(engagement__state__in=OCCUPYING).exclude(
        engagement__edition=round.edition_id
    )
    if (ids := ids_for_query(places)) is not None:
        rows = rows.filter(municipality__in=ids)
    edition = "engagement__edition__"
    columns = ("municipality_id", f"{edition}programme__short_name", f"{edition}name")
    found: dict[int, tuple[str, ...]] = {}
    for pk, programme, name in rows.order_by(f"{edition}starts_on", "pk").values_list(*columns):
        found[pk] = tuple(dict.fromkeys((*found.get(pk, ()), f"{programme} {name}")))
    return found
