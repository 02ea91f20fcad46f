"""Rules of balance nobody could ever keep: said while typed, and before they are frozen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext, ngettext

from begleitwerk.engine.selection.problem import Counted, Scope
from begleitwerk.selection.models import PortfolioRule
from begleitwerk.selection.selectors.attributes import AttributeInfo

AT_LEAST, AT_MOST = "at_least", "at_most"


def impossible_in(
    rule: PortfolioRule, info: AttributeInfo | None, places: Mapping[int, int]
) -> Iterator[tuple[str, str]]:
    """What no selection can keep whoever applies: the field, and what to do."""
    rooms = rooms_of(rule, places)
    if not rooms:
        return
    low, high, room = rule.at_least, rule.at_most, min(rooms)
    kinds = len(info.values) if info else 0
    counts_values = rule.counted == Counted.VALUES and not rule.values
    if low is not None and low > room:
        text = ngettext(
            "%(low)d are asked for, but there is only one place. Lower the minimum.",
            "%(low)d are asked for, but there are only %(room)d places. Lower the minimum.",
            room,
        )
        yield AT_LEAST, text % {"low": low, "room": room}
    elif low is not None and kinds and counts_values and low > kinds:
        text = gettext(
            "%(low)d different ones are asked for, but there are only %(kinds)d. Lower the minimum."
        )
        yield AT_LEAST, text % {"low": low, "kinds": kinds}
    counts_each = rule.counted == Counted.MEMBERS and not rule.values
    if high is not None and kinds and counts_each and high * kinds < max(rooms):
        text = gettext(
            "At most %(high)d of each of %(kinds)d fill no more than %(most)d of the %(room)d"
            " places. Raise the maximum."
        )
        words = {"high": high, "kinds": kinds, "most": high * kinds, "room": max(rooms)}
        yield AT_MOST, text % words


def crowded_by(
    rule: PortfolioRule, others: Iterable[PortfolioRule], places: Mapping[int, int]
) -> str:
    """Where the minimums of rules that count different municipalities ask for more places together
    than there are; empty where they fit."""
    rooms = rooms_of(rule, places)
    beside = [row for row in others if row.pk != rule.pk and counts_apart(rule, row)]
    beside.sort(key=lambda row: -(row.at_least or 0))
    apart: list[PortfolioRule] = []
    for row in beside:
        if all(disjoint(row, known) for known in apart):
            apart.append(row)
    total = (rule.at_least or 0) + sum(row.at_least or 0 for row in apart)
    if not rooms or not rule.at_least or not apart or total <= min(rooms):
        return ""
    text = gettext(
        "Together with %(names)s %(total)d places are asked for, there are only %(room)d. Lower one"
        " of the minimums."
    )
    names = ", ".join(f"„{row}“" for row in apart)
    return text % {"names": names, "total": total, "room": min(rooms)}


def counts_apart(rule: PortfolioRule, other: PortfolioRule) -> bool:
    """Whether nobody counts for the minimum of both."""
    same = (rule.attribute, rule.scope, rule.theme_id) == (
        other.attribute,
        other.scope,
        other.theme_id,
    )
    counted = bool(rule.at_least and other.at_least and rule.values and other.values)
    return same and counted and disjoint(rule, other)


def disjoint(rule: PortfolioRule, other: PortfolioRule) -> bool:
    return not set(rule.values) & set(other.values)


def rooms_of(rule: PortfolioRule, places: Mapping[int, int]) -> Sequence[int]:
    """How many places there are where the rule holds: of each theme where it holds in each."""
    if rule.scope == Scope.ONE_THEME:
        room = places.get(rule.theme_id or 0)
        return [] if room is None else [room]
    offered = [count for count in places.values() if count]
    return offered if rule.scope == Scope.EACH_THEME else [sum(offered)] if offered else []
