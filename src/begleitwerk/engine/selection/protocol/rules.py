"""The rules of a protocol: the frozen ones, the published text, the calculated ones, all the same.

Whoever reads the published rules reads a text. That the calculation followed it does not show from
its digest, so the text is read again and held against what was calculated, rule by rule.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from begleitwerk.engine.canonical import canonical_json
from begleitwerk.engine.selection.digest import in_order, rules_digest
from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.engine.selection.problem import HardRule, Problem
from begleitwerk.engine.selection.protocol.content import Protocol
from begleitwerk.engine.selection.protocol.findings import Difference, Finding, Gap, differing
from begleitwerk.engine.selection.published import rules_said_in

PARTS = ("themes", "criteria", "hard_rules", "quotas")
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


def rule_findings(protocol: Protocol) -> Iterator[Finding]:
    digest, rule_set = rules_digest(protocol.problem), protocol.rule_set
    if digest != rule_set.digest:
        yield Finding(Difference.RULES, "rule_set.digest", rule_set.digest, digest)
    if rule_set.published or rule_set.published_digest:
        found = sha256(rule_set.published.encode("utf-8", "surrogatepass")).hexdigest()
        place, stated = "rule_set.published_digest", rule_set.published_digest
        yield from differing(Difference.RULES, place, stated, found)
    if rule_set.published:
        yield from published_findings(protocol)


def rule_gaps(protocol: Protocol) -> list[Gap]:
    return [] if protocol.rule_set.published else [Gap.UNPUBLISHED]


def published_findings(protocol: Protocol) -> Iterator[Finding]:
    """Every rule that was published otherwise than it was calculated."""
    calculated = in_order(protocol.problem)
    try:
        published = problem_published(calculated, protocol.rule_set.published)
    except UNREADABLE:
        yield Finding(Difference.PUBLISHED, "rule_set.published", "not readable")
        return
    for part in PARTS:
        theirs, ours = rows_of(published, part), rows_of(calculated, part)
        for key in sorted(theirs.keys() | ours.keys()):
            place = f"rule_set.published.{part}[{key}]"
            values = theirs.get(key, ""), ours.get(key, "")
            yield from differing(Difference.PUBLISHED, place, *values)
    place, kinds = "rule_set.published.fairness", (published.fairness, calculated.fairness)
    yield from differing(Difference.PUBLISHED, place, *kinds)


def problem_published(calculated: Problem, text: str) -> Problem:
    """The problem under the rules of the published text."""
    rules = rules_said_in(json.loads(text))
    values = {rule.key: rule.value for rule in calculated.hard_rules}
    return in_order(
        replace(
            calculated,
            themes=rules.themes,
            criteria=rules.criteria,
            hard_rules=tuple(as_number(rule, values.get(rule.key)) for rule in rules.hard_rules),
            quotas=rules.quotas,
            fairness=rules.fairness,
        )
    )


def as_number(rule: HardRule, calculated: object) -> HardRule:
    """The published text writes numbers that are not whole as text."""
    if not (isinstance(rule.value, str) and isinstance(calculated, Decimal)):
        return rule
    try:
        return replace(rule, value=Decimal(rule.value))
    except InvalidOperation:
        return rule


def rows_of(problem: Problem, part: str) -> dict[str, str]:
    rows: tuple[Any, ...] = getattr(problem, part)
    return {row.key: canonical_json(to_plain(row)) for row in rows}
