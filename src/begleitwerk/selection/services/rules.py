"""Rules of a draft: hard rules, scored criteria, portfolio rules."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changed, claim, facts, record_event
from begleitwerk.municipalities.selectors import slug_base
from begleitwerk.selection.models import HardRule, PortfolioRule, RuleSet, ScoredCriterion
from begleitwerk.selection.selectors.proposals import CRITERION, HARD, PORTFOLIO, proposals_for
from begleitwerk.selection.services.rounds import check_draft

HARD_FIELDS = ("name", "stage", "theme", "source", "field", "operator", "value")
CRITERION_FIELDS = (
    "name",
    "description",
    "weight",
    "levels",
    "per_theme",
    "origin",
    "source",
    "field",
    "bands",
)
PORTFOLIO_FIELDS = (
    "name",
    "attribute",
    "values",
    "counted",
    "at_least",
    "at_most",
    "scope",
    "theme",
)
Values = Mapping[str, Any]
R = TypeVar("R", HardRule, ScoredCriterion, PortfolioRule)


def add_hard_rule(*, by: User | None, rule_set: RuleSet, values: Values) -> HardRule:
    """A rule about whom to invite, or who can be chosen. Raises Refused once frozen."""
    return add_rule(by, HardRule, rule_set, values, HARD_FIELDS)


def change_hard_rule(
    *, by: User | None, rule: HardRule, version: int | None, values: Values
) -> HardRule:
    """Raises EditConflict, and Refused once frozen."""
    return change_rule(by, rule, version, values, HARD_FIELDS)


def add_criterion(*, by: User | None, rule_set: RuleSet, values: Values) -> ScoredCriterion:
    """A scale with its weight. Raises Refused once frozen, and at `weight`."""
    check_weight(values)
    return add_rule(by, ScoredCriterion, rule_set, values, CRITERION_FIELDS)


def change_criterion(
    *, by: User | None, rule: ScoredCriterion, version: int | None, values: Values
) -> ScoredCriterion:
    """Raises EditConflict, and Refused once frozen, and at `weight`."""
    check_weight(values)
    return change_rule(by, rule, version, values, CRITERION_FIELDS)


def check_weight(values: Values) -> None:
    if values.get("weight") is not None and values["weight"] <= 0:
        raise Refused(_("A weight of zero counts for nothing. Enter more than zero."), "weight")


def add_portfolio_rule(*, by: User | None, rule_set: RuleSet, values: Values) -> PortfolioRule:
    """A minimum or maximum among the chosen. Raises Refused once frozen, and at `at_most`."""
    check_limits(values)
    return add_rule(by, PortfolioRule, rule_set, values, PORTFOLIO_FIELDS)


def change_portfolio_rule(
    *, by: User | None, rule: PortfolioRule, version: int | None, values: Values
) -> PortfolioRule:
    """Raises EditConflict, and Refused once frozen, and at `at_most`."""
    check_limits(values)
    return change_rule(by, rule, version, values, PORTFOLIO_FIELDS)


def check_limits(values: Values) -> None:
    low, high = values.get("at_least"), values.get("at_most")
    if low is not None and high is not None and low > high:
        raise Refused(_("The minimum is greater than the maximum. Correct one."), "at_most")


# --- What the three have in common --------------------------------------------------------------


def add_rule(
    by: User | None, model: type[R], rule_set: RuleSet, values: Values, fields: Sequence[str]
) -> R:
    with transaction.atomic():
        rule_set = claim(rule_set, version=None)
        check_draft(rule_set)
        rule_set.save()
        others = model._default_manager.filter(rule_set=rule_set)
        rule = model._default_manager.create(
            rule_set=rule_set,
            key=free_key(rule_set, str(values.get("name", ""))),
            position=others.count(),
            **{name: values[name] for name in fields if name in values},
        )
        record_event(
            by=by,
            verb="selection.rule_added",
            subject=rule,
            workspace_id=rule_set.workspace.pk,
            after=facts(rule, ("name",)),
        )
    return rule


def free_key(rule_set: RuleSet, name: str) -> str:
    """A short name no other rule of this version has, of whichever kind: the protocol's key."""
    base = slugify(slug_base(name))[:50].strip("-") or "rule"
    taken = {
        key
        for rows in (rule_set.hard_rules, rule_set.criteria, rule_set.portfolio_rules)
        for key in rows.values_list("key", flat=True)
    }
    number = 1
    key = base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def change_rule(
    by: User | None, rule: R, version: int | None, values: Values, fields: Sequence[str]
) -> R:
    with transaction.atomic():
        check_draft(RuleSet.objects.select_for_update().get(pk=rule.rule_set_id))
        rule = claim(rule, version=version)
        before = facts(rule, fields)
        for name in fields:
            if name in values:
                setattr(rule, name, values[name])
        rule.save()
        old, new = changed(before, facts(rule, fields))
        record_event(
            by=by,
            verb="selection.rule_changed",
            subject=rule,
            workspace_id=rule.workspace.pk,
            before=old,
            after=new,
        )
    return rule


def remove_rule(*, by: User | None, rule: HardRule | ScoredCriterion | PortfolioRule) -> None:
    """Take a rule out of a draft. Raises Refused once it is frozen."""
    with transaction.atomic():
        check_draft(RuleSet.objects.select_for_update().get(pk=rule.rule_set_id))
        record_event(
            by=by,
            verb="selection.rule_removed",
            subject=rule,
            workspace_id=rule.workspace.pk,
            before=facts(rule, ("name",)),
        )
        rule.delete()


def remove_hard_rule(*, by: User | None, rule: HardRule) -> None:
    remove_rule(by=by, rule=rule)


def remove_criterion(*, by: User | None, rule: ScoredCriterion) -> None:
    remove_rule(by=by, rule=rule)


def remove_portfolio_rule(*, by: User | None, rule: PortfolioRule) -> None:
    remove_rule(by=by, rule=rule)


# --- Proposals ----------------------------------------------------------------------------------


def add_proposals(*, by: User | None, rule_set: RuleSet, keys: Sequence[str]) -> int:
    """Take proposals over into a draft, in their order; how many. Raises Refused once frozen."""
    adders = {
        HARD: add_hard_rule,
        CRITERION: add_criterion,
        PORTFOLIO: add_portfolio_rule,
    }
    chosen = [proposal for proposal in proposals_for(rule_set) if proposal.key in keys]
    with transaction.atomic():
        for proposal in chosen:
            adders[proposal.kind](by=by, rule_set=rule_set, values=proposal.values)
    return len(chosen)
