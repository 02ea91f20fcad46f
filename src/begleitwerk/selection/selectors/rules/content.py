"""The rules as plain values: what is frozen, published and put into words.

A draft is read from its rows, a frozen version from what was frozen with it: places of themes and
words of survey answers stand there as they were on that day.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from begleitwerk.engine.canonical import canonical_json, digest_of
from begleitwerk.engine.selection.published import EngineRules, rules_said_in
from begleitwerk.selection.models import HardRule, PortfolioRule, RuleSet, ScoredCriterion
from begleitwerk.selection.selectors.attributes import AttributeInfo, attribute_infos
from begleitwerk.selection.selectors.fields import FieldInfo, fields_of
from begleitwerk.selection.selectors.versions import (
    criteria_of,
    hard_rules_of,
    portfolio_rules_of,
    themes_of_round,
)

Content = dict[str, Any]


def content_of(rule_set: RuleSet) -> Content:
    """Everything a version says: what was frozen, or for a draft what would be."""
    return dict(rule_set.content) if rule_set.is_frozen else content_to_freeze(rule_set)


def content_to_freeze(rule_set: RuleSet) -> Content:
    """The rules with the words they rest on; five queries and those of the fields."""
    round = rule_set.round
    return {
        "round": round.name,
        "edition": str(round.edition),
        "version": rule_set.number,
        "reason": rule_set.reason,
        "survey": str(round.wave) if round.wave else "",
        "fairness": rule_set.fairness,
        "lot": {"source": round.seed_source},
        "reserve": {"displaced_first": rule_set.displaced_first},
        **{part: read(rule_set) for part, read in PARTS.items()},
    }


def part_of(rule_set: RuleSet, part: str) -> list[Content]:
    """One of PARTS of what a version says, without reading the others."""
    found: list[Content] = rule_set.content[part] if rule_set.is_frozen else PARTS[part](rule_set)
    return found


def hard_rules_to_freeze(rule_set: RuleSet) -> list[Content]:
    fields = {field.key: field for field in fields_of(rule_set.round)}
    return [hard_rule_content(rule, fields) for rule in hard_rules_of(rule_set)]


def criteria_to_freeze(rule_set: RuleSet) -> list[Content]:
    fields = {field.key: field for field in fields_of(rule_set.round)}
    return [criterion_content(rule, fields) for rule in criteria_of(rule_set)]


def portfolio_to_freeze(rule_set: RuleSet) -> list[Content]:
    attributes = {info.key: info for info in attribute_infos(rule_set.round)}
    return [portfolio_content(rule, attributes) for rule in portfolio_rules_of(rule_set)]


def themes_to_freeze(rule_set: RuleSet) -> list[Content]:
    return [
        {"key": theme.item.key, "label": theme.item.label, "places": theme.places}
        for theme in themes_of_round(rule_set.round)
    ]


PARTS = {
    "themes": themes_to_freeze,
    "hard_rules": hard_rules_to_freeze,
    "criteria": criteria_to_freeze,
    "portfolio_rules": portfolio_to_freeze,
}


def field_key_of(rule: HardRule | ScoredCriterion) -> str:
    return f"{rule.source}:{rule.field}"


def hard_rule_content(rule: HardRule, fields: Mapping[str, FieldInfo]) -> Content:
    field = fields.get(field_key_of(rule))
    values = rule.value if isinstance(rule.value, list) else [rule.value]
    return {
        "key": rule.key,
        "name": rule.name,
        "stage": rule.stage,
        "theme": rule.theme.item.key if rule.theme else "",
        "theme_label": rule.theme.item.label if rule.theme else "",
        "source": rule.source,
        "field": rule.field,
        "label": field.label if field else rule.field,
        "operator": rule.operator,
        "value": rule.value,
        "words": [
            field.word_of(value) if field else str(value) for value in values if value is not None
        ],
        **({"group": rule.group} if rule.group else {}),
    }


def criterion_content(rule: ScoredCriterion, fields: Mapping[str, FieldInfo]) -> Content:
    field = fields.get(field_key_of(rule))
    return {
        "key": rule.key,
        "name": rule.name,
        "description": rule.description,
        "weight": plain_number(rule.weight),
        "levels": rule.levels,
        "per_theme": rule.per_theme,
        "origin": rule.origin,
        "source": rule.source,
        "field": rule.field,
        "label": field.label if field else rule.field,
        "bands": [
            {**band, "word": field.word_of(band["is"])} if field and "is" in band else band
            for band in rule.bands
        ],
    }


def portfolio_content(rule: PortfolioRule, attributes: Mapping[str, AttributeInfo]) -> Content:
    info = attributes.get(rule.attribute)
    return {
        "key": rule.key,
        "name": rule.name,
        "attribute": rule.attribute,
        "label": info.label if info else rule.attribute,
        "values": rule.values,
        "words": [info.word_of(value) if info else value for value in rule.values],
        "counted": rule.counted,
        "at_least": rule.at_least,
        "at_most": rule.at_most,
        "scope": rule.scope,
        "theme": rule.theme.item.key if rule.theme else "",
        "theme_label": rule.theme.item.label if rule.theme else "",
    }


def plain_number(value: Decimal | str | int) -> str:
    """A number as text without exponent and trailing zeros, the same from form and database."""
    text = format(Decimal(str(value)), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def content_digest(content: Content) -> str:
    """SHA-256 over the canonical form (engine.selection.digest), 64 hexadecimal digits."""
    return digest_of(as_text_numbers(content))


def content_text(content: Content) -> str:
    """The canonical form itself, whose SHA-256 `content_digest` is."""
    return canonical_json(as_text_numbers(content))


def as_text_numbers(value: Any) -> Any:
    """Numbers that are not whole as text, so that no language's way of printing them matters."""
    if isinstance(value, dict):
        return {key: as_text_numbers(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_text_numbers(part) for part in value]
    return str(value) if isinstance(value, float) else value


# --- For the engine -----------------------------------------------------------------------------


def engine_rules(rule_set: RuleSet) -> EngineRules:
    """Themes, criteria, rules of who can be chosen, and quotas of a version.

    Fields of hard rules are called as in `facts_of` ("survey:q7"), attributes of quotas as in
    `attributes_of` ("land", "survey:q7"), themes by the key of their catalogue item.
    """
    return rules_said_in(content_of(rule_set))
