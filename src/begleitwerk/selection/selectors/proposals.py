"""Ready proposals for rules to start from; afterwards they are rules like any other."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from begleitwerk.core.imports.toml import TomlFile
from begleitwerk.selection.models import RuleSet
from begleitwerk.selection.selectors.versions import rules_of, themes_of_round

FILE = Path(__file__).resolve().parents[1] / "content" / "regelvorschlaege.toml"
HARD, CRITERION, PORTFOLIO = "hard", "criterion", "portfolio"


@dataclass(frozen=True)
class Proposal:
    """A rule somebody may start from: its kind, its name, why it makes sense, what it says."""

    key: str
    kind: str
    name: str
    why: str
    values: Mapping[str, Any]


@lru_cache(maxsize=1)
def shipped() -> tuple[dict[str, Any], ...]:
    file = TomlFile.parsed(FILE.read_bytes(), FILE.name)
    return tuple(dict(table.given) for table in file.top.tables("proposals"))


def proposals_for(rule_set: RuleSet) -> tuple[Proposal, ...]:
    """The proposals a draft does not hold yet, by name, worked out for the places of its round."""
    places = sum(theme.places for theme in themes_of_round(rule_set.round))
    taken = {rule.name for rule in rules_of(rule_set)}
    found = (proposal_of(raw, places) for raw in shipped())
    return tuple(proposal for proposal in found if proposal.name not in taken)


def proposal_of(raw: Mapping[str, Any], places: int) -> Proposal:
    shapes = {HARD: hard_values, CRITERION: criterion_values, PORTFOLIO: portfolio_values}
    name = in_language(raw["name"])
    values = {"name": name, **shapes[raw["kind"]](raw, places)}
    return Proposal(raw["key"], raw["kind"], name, in_language(raw["why"]), values)


def in_language(words: Mapping[str, str]) -> str:
    return words["en" if (get_language() or "de").startswith("en") else "de"]


def hard_values(raw: Mapping[str, Any], places: int) -> dict[str, Any]:
    source, _colon, field = raw["field"].partition(":")
    return {
        "stage": raw["stage"],
        "source": source,
        "field": field,
        "operator": raw["operator"],
        "value": raw.get("value"),
    }


def criterion_values(raw: Mapping[str, Any], places: int) -> dict[str, Any]:
    source, _colon, field = raw.get("field", "").partition(":")
    return {
        "description": in_language(raw["description"]),
        "weight": Decimal(raw["weight"]),
        "origin": raw["origin"],
        "per_theme": raw.get("per_theme", False),
        "source": source,
        "field": field,
        "levels": [
            {
                "value": str(number),
                "label": in_language(level["label"]),
                "text": in_language(level["text"]),
            }
            for number, level in enumerate(raw["levels"])
        ],
        "bands": [{**band, "level": str(band["level"])} for band in raw.get("bands", [])],
    }


def portfolio_values(raw: Mapping[str, Any], places: int) -> dict[str, Any]:
    return {
        "attribute": raw["attribute"],
        "values": raw["values"],
        "at_least": limit_of(raw.get("at_least"), places),
        "at_most": limit_of(raw.get("at_most"), places),
    }


def limit_of(limit: Mapping[str, Any] | None, places: int) -> int | None:
    """A fixed count, or a share of all places, rounded up."""
    if limit is None:
        return None
    if "count" in limit:
        return int(limit["count"])
    return ceil(Decimal(str(limit["of_places"])) * places)
