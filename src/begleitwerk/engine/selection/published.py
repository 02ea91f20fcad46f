"""What published rules say, read as the engine takes it: what is frozen is what is calculated."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from begleitwerk.engine.selection import problem as engine

Content = Mapping[str, Any]
ELIGIBILITY = "eligibility"  # the stage of the rules the engine hears of


@dataclass(frozen=True)
class EngineRules:
    """The rules as the engine takes them; hard rules are those about who can be chosen."""

    themes: tuple[engine.Theme, ...]
    criteria: tuple[engine.Criterion, ...]
    hard_rules: tuple[engine.HardRule, ...]
    quotas: tuple[engine.Quota, ...]
    fairness: engine.Fairness


def rules_said_in(content: Content) -> EngineRules:
    return EngineRules(
        themes=tuple(engine.Theme(row["key"], row["places"]) for row in content["themes"]),
        criteria=tuple(criterion_of(row) for row in content["criteria"]),
        hard_rules=tuple(
            engine_rule_of(row) for row in content["hard_rules"] if row["stage"] == ELIGIBILITY
        ),
        quotas=tuple(quota_of(row) for row in content["portfolio_rules"]),
        fairness=fairness_of(content),
    )


def fairness_of(content: Content) -> engine.Fairness:
    """What was frozen before there was a choice says nothing about it."""
    return engine.Fairness(content.get("fairness", engine.Fairness.MAXIMIN))


def criterion_of(row: Content) -> engine.Criterion:
    values = [Decimal(level["value"]) for level in row["levels"]]
    return engine.Criterion(row["key"], Decimal(row["weight"]), min(values), max(values))


def engine_rule_of(row: Content) -> engine.HardRule:
    return engine.HardRule(
        key=row["key"],
        field=f"{row['source']}:{row['field']}",
        operator=engine.Operator(row["operator"]),
        value=engine_value(row["value"]),
        group=str(row.get("group", "")),
    )


def engine_value(value: Any) -> engine.Fact | tuple[str, ...]:
    """A value as the engine compares it: numbers exactly, several as texts."""
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return value if isinstance(value, str | bool) else None


def quota_of(row: Content) -> engine.Quota:
    return engine.Quota(
        key=row["key"],
        attribute=row["attribute"],
        values=tuple(row["values"]),
        at_least=row["at_least"],
        at_most=row["at_most"],
        scope=engine.Scope(row["scope"]),
        theme=row["theme"],
        counted=engine.Counted(row["counted"]),
    )
