"""The register as a map."""

from functools import cached_property

from begleitwerk.core.pages import Page, Values
from begleitwerk.municipalities import selectors
from begleitwerk.municipalities.enums import Pattern, Space
from begleitwerk.municipalities.forms import RegisterFilter
from begleitwerk.municipalities.selectors import MapState, Settlement

# From town to country, the fuller the denser; crossed where nothing is known.
PATTERNS = {1: Pattern.SOLID, 2: Pattern.STRIPES, 3: Pattern.DOTS, 4: Pattern.PLAIN}


def state_of(settlement: Settlement) -> MapState:
    """The class with its basis: types of the BBSR and our own never share a word."""
    return MapState(settlement.note, PATTERNS.get(settlement.kind, Pattern.CROSSES))


class RegisterMap(Page):
    """Where municipalities lie, and how densely they are settled; the same as a table below."""

    permission = "municipalities.view_register"
    template_name = "municipalities/register_map.html"

    @cached_property
    def filter(self) -> RegisterFilter:
        rows = selectors.register().order_by("land__name", "search_text")
        return RegisterFilter(self.request.GET, queryset=rows, request=self.request)

    def values(self) -> Values:
        places = list(self.filter.qs)
        settlements = selectors.settlement_of(places)
        states = {pk: state_of(settlement) for pk, settlement in settlements.items()}
        return {
            **super().values(),
            "filter": self.filter,
            "atlas": selectors.map_of(places, states),
            "rows": [(place, settlements[place.pk]) for place in places],
            "urban": sum(found.urban == Space.URBAN for found in settlements.values()),
        }
