"""What portfolio rules can count on: how many candidates have which value, and in which theme."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from begleitwerk.engine.selection.problem import Counted, Scope
from begleitwerk.selection.enums import HAS_APPLIED, RuleStage
from begleitwerk.selection.models import Application, Candidacy, PortfolioRule, SelectionRound
from begleitwerk.selection.selectors.attributes import AttributeInfo, attributes_of
from begleitwerk.selection.selectors.rules.kept import base_of
from begleitwerk.selection.selectors.versions import themes_of_round

Counts = Mapping[str, int]
UNKNOWN = ""


@dataclass(frozen=True)
class Available:
    """Who is there at present: all of them, each value's share, and the same in each theme."""

    words: str | Promise
    total: int
    counts: Counts
    by_theme: Mapping[int, Counts]

    def rows(self, info: AttributeInfo) -> list[tuple[str, int]]:
        """Every value with its count, those nobody has included, unknown ones last."""
        rows = [(word, self.counts.get(key, 0)) for key, word in info.values]
        unknown = self.counts.get(UNKNOWN, 0)
        return [*rows, (gettext("unknown"), unknown)] if unknown else rows


def available(round: SelectionRound, attribute: str) -> Available:
    """Counts of an attribute among the applicants, before there are any the longlist, or all."""
    return available_of(round, {attribute})[attribute]


def available_of(
    round: SelectionRound, attributes: Collection[str], *, in_themes: bool = True
) -> dict[str, Available]:
    """The same for several attributes, read at once; unless `in_themes` is False by theme too."""
    if not attributes:
        return {}
    base = base_of(round, RuleStage.ELIGIBILITY)
    values = attributes_of(round, base.places, attributes=attributes)
    standing = themes_stood_for(round) if in_themes else {}
    found = {}
    for name in attributes:
        keys = {pk: row[name].key if name in row else UNKNOWN for pk, row in values.items()}
        by_theme: dict[int, Counter[str]] = defaultdict(Counter)
        for pk in standing.keys() & keys.keys():
            for theme in standing[pk]:
                by_theme[theme][keys[pk]] += 1
        found[name] = Available(base.words, len(keys), Counter(keys.values()), by_theme)
    return found


def themes_stood_for(round: SelectionRound) -> Mapping[int, set[int]]:
    """The themes each municipality applied for; where it has not yet, those it is invited for."""
    found: dict[int, set[int]] = defaultdict(set)
    invited = Candidacy.objects.filter(round=round).exclude(state__in=HAS_APPLIED)
    applied = Application.objects.filter(candidacy__round=round, candidacy__state__in=HAS_APPLIED)
    pairs = invited.order_by().values_list("municipality_id", "themes")
    for municipality, theme in pairs.union(
        applied.order_by().values_list("candidacy__municipality_id", "themes"), all=True
    ):
        if theme is not None:
            found[municipality].add(theme)
    return found


def warnings_of(rule: PortfolioRule, there: Available) -> list[str]:
    """Where a minimum asks for more than there is; nothing where it can be met."""
    if not rule.at_least or not there.total:
        return []
    return [
        text
        for name, counts in places_counted(rule, there)
        if (text := shortage(rule, counts, name))
    ]


def places_counted(rule: PortfolioRule, there: Available) -> list[tuple[str, Counts]]:
    """Where the rule counts: overall, or the themes by name."""
    if rule.scope == Scope.OVERALL:
        return [("", there.counts)]
    return [
        (theme.item.label, there.by_theme.get(theme.pk, {}))
        for theme in themes_of_round(rule.rule_set.round)
        if rule.scope != Scope.ONE_THEME or theme.pk == rule.theme_id
    ]


def shortage(rule: PortfolioRule, counts: Counts, theme: str) -> str:
    if rule.counted == Counted.VALUES:
        found = sum(1 for value, count in counts.items() if value != UNKNOWN and count)
        text = ngettext(
            "Only %(found)d different value occurs, %(least)d are asked for.",
            "Only %(found)d different values occur, %(least)d are asked for.",
            found,
        )
    else:
        found = sum(counts.get(value, 0) for value in rule.values)
        text = ngettext(
            "Only %(found)d candidate counts, %(least)d are asked for.",
            "Only %(found)d candidates count, %(least)d are asked for.",
            found,
        )
    if found >= (rule.at_least or 0):
        return ""
    sentence = text % {"found": found, "least": rule.at_least}
    return f"{theme}: {sentence}" if theme else sentence
