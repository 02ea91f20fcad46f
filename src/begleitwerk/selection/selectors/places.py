"""The places of a round: bound to the rules they were frozen with."""

from dataclasses import dataclass

from django.utils.translation import gettext

from begleitwerk.programmes.models import Edition
from begleitwerk.selection.enums import RoundState
from begleitwerk.selection.models import RuleSet, SelectionRound
from begleitwerk.selection.selectors.rules.content import Content, part_of
from begleitwerk.selection.selectors.versions import current_rules, frozen_rules


@dataclass(frozen=True)
class ThemePlaces:
    """A theme and the places it has under the rules that hold, else under those being built."""

    key: str
    label: str
    places: int


def places_of_round(round: SelectionRound) -> tuple[ThemePlaces, ...]:
    """Themes and places as they are frozen, in the words of today."""
    rows = round.edition.themes.select_related("item") if frozen_rules(round) else ()
    labels = {row.item.key: row.item.label for row in rows}  # a draft says today's words itself
    return tuple(
        ThemePlaces(row["key"], labels.get(row["key"]) or row["label"], row["places"])
        for row in themes_that_hold(round)
    )


def count_of_places(round: SelectionRound) -> int:
    """How many places the rules fill."""
    return sum(row["places"] for row in themes_that_hold(round))


def themes_that_hold(round: SelectionRound) -> list[Content]:
    return part_of(frozen_rules(round) or current_rules(round), "themes")


def bond_of_places(edition: Edition) -> str:
    """Why themes and places of an edition stay: its newest round has frozen them.

    While a version of its rules is being built they may change, and are frozen with it.
    """
    newest = (
        RuleSet.objects.filter(round__edition=edition)
        .exclude(round__state=RoundState.CLOSED)
        .select_related("round")
        .order_by("-round_id", "-number")
        .first()
    )
    if newest is None or not newest.is_frozen:
        return ""
    if newest.round.state == RoundState.DECIDED:
        words = gettext("“%(round)s” was decided with these themes and places. They stay.")
    else:
        words = gettext(
            "The rules of “%(round)s” are frozen with these themes and places. To change them, open"
            " a new version of the rules."
        )
    return words % {"round": newest.round.name}
