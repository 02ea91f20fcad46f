"""What is wrong with a version of the rules: each fault with its rule, its field and the remedy."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.engine.selection.problem import Counted, Operator, Scope
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.selection.enums import FieldSource, RuleStage, ScoreOrigin
from begleitwerk.selection.models import HardRule, PortfolioRule, RuleSet, ScoredCriterion
from begleitwerk.selection.selectors.attributes import AttributeInfo, attribute_infos
from begleitwerk.selection.selectors.fields import FieldInfo, fields_of
from begleitwerk.selection.selectors.rules.content import field_key_of
from begleitwerk.selection.selectors.rules.impossible import (
    AT_LEAST,
    AT_MOST,
    crowded_by,
    impossible_in,
)
from begleitwerk.selection.selectors.versions import (
    criteria_of,
    hard_rules_of,
    portfolio_rules_of,
    themes_of_round,
)

LEVELS = range(2, 8)
NUMERIC = frozenset({Operator.AT_LEAST, Operator.AT_MOST})
# Which conditions make sense for which kind of field, in the order they are offered.
CONDITIONS: Mapping[str, tuple[Operator, ...]] = {
    SurveyKind.NUMBER: (
        Operator.AT_LEAST,
        Operator.AT_MOST,
        Operator.EQUALS,
        Operator.DIFFERS,
        Operator.IS_KNOWN,
    ),
    SurveyKind.CHOICE: (Operator.ONE_OF, Operator.NONE_OF, Operator.IS_KNOWN),
    SurveyKind.YES_NO: (Operator.EQUALS, Operator.IS_KNOWN),
    SurveyKind.TEXT: (Operator.IS_KNOWN, Operator.EQUALS, Operator.DIFFERS),
    SurveyKind.DAY: (Operator.IS_KNOWN,),
}


@dataclass(frozen=True)
class RuleFault:
    """What keeps a version from being frozen. `kind` and `pk` lead to the rule, if it is one."""

    kind: str
    pk: int
    name: str
    field: str
    text: str

    def __str__(self) -> str:
        where = f"{self.name}, {self.field}" if self.field else self.name
        return f"{where}: {self.text}" if where else self.text


Found = Iterator[tuple[str, str]]  # field, text
LIMITS = {AT_LEAST: _("At least"), AT_MOST: _("At most")}


def faults_of_rules(rule_set: RuleSet) -> list[RuleFault]:
    """Everything that is wrong, in the order of the page; nothing if it can be frozen."""
    round = rule_set.round
    fields = {field.key: field for field in fields_of(round)}
    attributes = {info.key: info for info in attribute_infos(round)}
    places = {theme.pk: theme.places for theme in themes_of_round(round)}
    hard, scored = hard_rules_of(rule_set), criteria_of(rule_set)
    portfolio = portfolio_rules_of(rule_set)
    faults = [RuleFault("round", 0, "", "", text) for text in faults_of_themes(places)]
    if not round.seed_source:
        text = gettext(
            "Where the number for a draw comes from is not said. Enter it in the round: it is"
            " frozen with the rules, before anybody can know the number."
        )
        faults.append(RuleFault("lot", 0, "", "", text))
    for rule in hard:
        faults += named("hard", rule, closed_theme_faults(rule))
        faults += named("hard", rule, hard_rule_faults(rule, fields))
    faults += lonely(hard)
    faults += contradictions(hard)
    if not scored:
        text = gettext("There is no scored criterion. Add one, or there is nothing to choose by.")
        faults.append(RuleFault("round", 0, "", "", text))
    for criterion in scored:
        faults += named("criterion", criterion, criterion_faults(criterion, fields))
    for quota in portfolio:
        faults += named("portfolio", quota, portfolio_faults(quota, attributes, places))
        if crowded := crowded_by(quota, portfolio, places):
            faults += named("portfolio", quota, iter([(gettext("At least"), crowded)]))
    return faults


def named(kind: str, rule: Any, found: Found) -> list[RuleFault]:
    return [RuleFault(kind, rule.pk, str(rule), field, text) for field, text in found]


def faults_of_themes(places: Mapping[int, int]) -> Iterator[str]:
    if not any(places.values()):
        yield gettext("The edition offers no theme with places. Add its themes first.")


# --- Hard rules ---------------------------------------------------------------------------------


def closed_theme_faults(rule: HardRule) -> Found:
    if rule.theme is not None and rule.theme.is_closed:
        words = gettext("“%(theme)s” is closed. Choose another theme, or remove the rule.")
        yield gettext("Theme"), words % {"theme": rule.theme.item.label}


def hard_rule_faults(rule: HardRule, fields: Mapping[str, FieldInfo]) -> Found:
    field = fields.get(field_key_of(rule))
    if field is None:
        yield gettext("What counts"), unknown_field(rule.field)
        return
    if rule.stage == RuleStage.LONGLIST and rule.source == FieldSource.APPLICATION:
        yield (
            gettext("What counts"),
            gettext("Nobody has applied when invitations go out. Choose register or survey."),
        )
    if rule.operator not in CONDITIONS[field.kind]:
        yield (
            gettext("Condition"),
            gettext("This condition does not go with “%(field)s”. Choose another one.")
            % {"field": field.label},
        )
    elif rule.operator != Operator.IS_KNOWN and rule.value in (None, "", []):
        yield gettext("Value"), gettext("The value is missing. Enter one.")
    else:
        yield from unknown_values(rule.value, field)


def lonely(rules: Sequence[HardRule]) -> Iterator[RuleFault]:
    """Groups of alternatives with nothing to choose from."""
    sizes = Counter((rule.stage, rule.group) for rule in rules if rule.group)
    for rule in rules:
        if sizes[rule.stage, rule.group] == 1:
            text = gettext(
                "It is the only condition of its group. Put another one into the group, or let it"
                " hold in any case."
            )
            yield RuleFault("hard", rule.pk, str(rule), gettext("Must it be met?"), text)


def unknown_field(name: str) -> str:
    return gettext(
        "“%(field)s” is not in the data of this round. Choose another field, or add it to the"
        " survey."
    ) % {"field": name}


def unknown_values(value: Any, field: FieldInfo) -> Found:
    if field.kind != SurveyKind.CHOICE:
        return
    known = dict(field.choices)
    for part in value if isinstance(value, list) else [value]:
        if part is not None and part not in known:
            yield (
                gettext("Value"),
                gettext("“%(value)s” is no answer to “%(field)s”. Choose one of the list.")
                % {"value": part, "field": field.label},
            )


def contradictions(rules: Iterable[HardRule]) -> list[RuleFault]:
    """Rules about the same field that nobody can meet together; alternatives need not be."""
    groups: dict[tuple[str, str], list[HardRule]] = defaultdict(list)
    for rule in rules:
        if rule.value not in (None, "", []) and not rule.group:
            groups[rule.stage, field_key_of(rule)].append(rule)
    return [
        RuleFault(
            "hard",
            second.pk,
            str(second),
            gettext("Value"),
            gettext("Nobody can meet this and “%(other)s” together. Change one of the two.")
            % {"other": first},
        )
        for group in groups.values()
        for number, second in enumerate(group)
        for first in group[:number]
        if same_theme(first, second) and exclude_each_other(first, second)
    ]


def same_theme(first: HardRule, second: HardRule) -> bool:
    return None in (first.theme_id, second.theme_id) or first.theme_id == second.theme_id


def exclude_each_other(first: HardRule, second: HardRule) -> bool:
    """No value can meet both: the ranges do not meet, or the lists share nothing."""
    low = [number for rule in (first, second) if (number := lower(rule)) is not None]
    high = [number for rule in (first, second) if (number := upper(rule)) is not None]
    if low and high and max(low) > min(high):
        return True
    allowed = [values for rule in (first, second) if (values := allowed_values(rule)) is not None]
    refused = [values for rule in (first, second) if (values := refused_values(rule)) is not None]
    if len(allowed) == 2:
        return not allowed[0] & allowed[1]
    return bool(allowed and refused and allowed[0] <= refused[0])


def lower(rule: HardRule) -> Decimal | None:
    return as_number(rule.value) if rule.operator in (Operator.AT_LEAST, Operator.EQUALS) else None


def upper(rule: HardRule) -> Decimal | None:
    return as_number(rule.value) if rule.operator in (Operator.AT_MOST, Operator.EQUALS) else None


def as_number(value: Any) -> Decimal | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else None


def allowed_values(rule: HardRule) -> set[str] | None:
    wants = rule.operator in (Operator.EQUALS, Operator.ONE_OF)
    return set(texts(rule.value)) if wants else None


def refused_values(rule: HardRule) -> set[str] | None:
    refuses = rule.operator in (Operator.DIFFERS, Operator.NONE_OF)
    return set(texts(rule.value)) if refuses else None


def texts(value: Any) -> list[str]:
    return [str(part) for part in (value if isinstance(value, list) else [value])]


# --- Scored criteria ----------------------------------------------------------------------------


def criterion_faults(rule: ScoredCriterion, fields: Mapping[str, FieldInfo]) -> Found:
    if rule.weight <= 0:
        yield (
            gettext("Weight"),
            gettext("A weight of zero counts for nothing. Enter more than zero, or remove it."),
        )
    yield from level_faults(rule.levels)
    if rule.origin == ScoreOrigin.DATA:
        yield from data_faults(rule, fields.get(field_key_of(rule)))


def level_faults(levels: list[dict[str, str]]) -> Found:
    where = gettext("Levels")
    if len(levels) not in LEVELS:
        yield (
            where,
            gettext("A scale has two to seven levels, this one has %(count)d. Add or remove some.")
            % {"count": len(levels)},
        )
        return
    try:
        values = [Decimal(level["value"]) for level in levels]
    except (InvalidOperation, KeyError):
        yield where, gettext("Each level has a number. Enter the missing ones.")
        return
    if any(second <= first for first, second in pairwise(values)):
        yield where, gettext("Levels rise from the lowest to the highest. Correct their numbers.")
    if not all(level.get("label") for level in levels):
        yield where, gettext("Each level has a name. Enter the missing ones.")


def data_faults(rule: ScoredCriterion, field: FieldInfo | None) -> Found:
    if field is None:
        yield gettext("What counts"), unknown_field(rule.field)
        return
    bands = [band for band in rule.bands if not band.get("missing")]
    if not bands:
        yield (
            gettext("Levels by value"),
            gettext("It is not said which value gives which level. Enter it."),
        )
    scale = {level.get("value") for level in rule.levels}
    if any(band.get("level") not in scale for band in rule.bands):
        yield (
            gettext("Levels by value"),
            gettext("A value gives a level that is not on the scale. Choose its level anew."),
        )
    given = {band["is"] for band in bands if "is" in band}
    missing = [word for code, word in answers_of_field(field) if code not in given]
    if given and missing:
        yield (
            gettext("Levels by value"),
            gettext("No level is given for: %(answers)s. Choose one for each.")
            % {"answers": ", ".join(missing)},
        )


def answers_of_field(field: FieldInfo) -> tuple[tuple[str, str], ...]:
    """The answers a data criterion gives levels for, with their words."""
    if field.kind == SurveyKind.YES_NO:
        return (("yes", gettext("yes")), ("no", gettext("no")))
    return field.choices


# --- Portfolio rules ----------------------------------------------------------------------------


def portfolio_faults(
    rule: PortfolioRule, attributes: Mapping[str, AttributeInfo], places: Mapping[int, int]
) -> Found:
    info = attributes.get(rule.attribute)
    if info is None:
        yield gettext("Balances"), unknown_field(rule.attribute)
    else:
        known = dict(info.values)
        for value in rule.values:
            if value not in known:
                yield (
                    gettext("Values"),
                    gettext("“%(value)s” does not occur. Choose another value.") % {"value": value},
                )
    yield from limit_faults(rule)
    if rule.scope == Scope.ONE_THEME and rule.theme_id not in places:
        yield gettext("Theme"), gettext("Choose the theme this rule holds in.")
    for field, text in impossible_in(rule, info, places):
        yield str(LIMITS[field]), text


def limit_faults(rule: PortfolioRule) -> Found:
    low, high = rule.at_least, rule.at_most
    if low is None and high is None:
        yield gettext("At least"), gettext("Neither a minimum nor a maximum is set. Enter one.")
    if low is not None and high is not None and low > high:
        yield (
            gettext("At most"),
            gettext("The minimum %(low)d is greater than the maximum %(high)d. Correct one.")
            % {"low": low, "high": high},
        )
    if rule.counted == Counted.VALUES and rule.values:
        yield (
            gettext("Values"),
            gettext("Different values are counted over all values. Leave the choice empty."),
        )
    if rule.counted == Counted.MEMBERS and not rule.values and low:
        yield (
            gettext("Values"),
            gettext("A minimum needs to know of which values. Choose them."),
        )
