"""Rules of a draft: hard rules, scored criteria, portfolio rules."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    Refused,
    assign,
    changing,
    claim,
    record_added,
    record_removed,
)
from begleitwerk.municipalities.selectors import slug_base
from begleitwerk.selection.models import HardRule, PortfolioRule, RuleSet, ScoredCriterion
from begleitwerk.selection.selectors.proposals import CRITERION, HARD, PORTFOLIO, proposals_for
from begleitwerk.selection.selectors.versions import rules_of
from begleitwerk.selection.services.rounds import check_draft

Rule = HardRule | ScoredCriterion | PortfolioRule
R = TypeVar("R", bound=Rule)
KINDS: Mapping[str, type[Rule]] = {
    HARD: HardRule,
    CRITERION: ScoredCriterion,
    PORTFOLIO: PortfolioRule,
}


def add_rule(*, by: User | None, rule_set: RuleSet, kind: type[R], **values: Any) -> R:
    """A rule more in a draft, behind those of its kind.

    Raises Refused once frozen, and at `weight`, `at_most` or `group`.
    """
    check_values(values)
    with transaction.atomic():
        rule_set = claim(rule_set, version=None)
        check_draft(rule_set)
        rule_set.save()
        others = kind._default_manager.filter(rule_set=rule_set)
        key = free_key(rule_set, str(values.get("name", "")))
        rule = kind(rule_set=rule_set, key=key, position=others.count())
        assign(rule, values, kind.logged)
        settle_group(rule)
        rule.save()
        record_added(by=by, verb="selection.rule_added", row=rule)
    return rule


def free_key(rule_set: RuleSet, name: str) -> str:
    """A short name no other rule of this version has, of whichever kind: the protocol's key."""
    base = slugify(slug_base(name))[:50].strip("-") or "rule"
    taken = {rule.key for rule in rules_of(rule_set)}
    number = 1
    key = base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def change_rule(*, by: User | None, rule: R, version: int | None, **values: Any) -> R:
    """Raises EditConflict, and Refused once frozen, and at `weight`, `at_most`, `group`."""
    check_values(values)
    with changing(rule, by=by, version=version, verb="selection.rule_changed") as rule:
        check_draft(RuleSet.objects.select_for_update().get(pk=rule.rule_set_id))
        assign(rule, values, rule.logged)
        settle_group(rule)
    return rule


def remove_rule(*, by: User | None, rule: Rule) -> None:
    """Take a rule out of a draft. Raises Refused once it is frozen."""
    with transaction.atomic():
        check_draft(RuleSet.objects.select_for_update().get(pk=rule.rule_set_id))
        record_removed(by=by, verb="selection.rule_removed", row=rule)
        rule.delete()


NEW_GROUP = -1  # said of a rule that begins a group of alternatives


def settle_group(rule: Rule) -> None:
    """Number a new group, and see that the rules of one are about the same themes."""
    if not isinstance(rule, HardRule) or not rule.group:
        return
    others = HardRule.objects.filter(rule_set=rule.rule_set_id, stage=rule.stage)
    others = others.exclude(pk=rule.pk)
    if rule.group == NEW_GROUP:
        rule.group = (others.aggregate(last=Max("group"))["last"] or 0) + 1
    elif others.filter(group=rule.group).exclude(theme=rule.theme_id).exists():
        raise Refused(
            _(
                "The conditions of a group are all about the same theme. Choose the theme of the"
                " others, or another group."
            ),
            "group",
        )


def check_values(values: Mapping[str, Any]) -> None:
    if values.get("weight") is not None and values["weight"] <= 0:
        raise Refused(_("A weight of zero counts for nothing. Enter more than zero."), "weight")
    low, high = values.get("at_least"), values.get("at_most")
    if low is not None and high is not None and low > high:
        raise Refused(_("The minimum is greater than the maximum. Correct one."), "at_most")


def set_fairness(*, by: User | None, rules: RuleSet, version: int | None, fairness: str) -> RuleSet:
    """By what a lot is fair. Raises EditConflict, and Refused once frozen."""
    with changing(rules, by=by, version=version, verb="selection.fairness_set") as rules:
        check_draft(rules)
        rules.fairness = fairness
    return rules


def change_reserve(
    *, by: User | None, rule_set: RuleSet, version: int | None, displaced_first: bool
) -> RuleSet:
    """Say whether who is taken out of the selection comes first on the reserve list.

    Raises EditConflict, Refused once frozen.
    """
    with changing(rule_set, by=by, version=version, verb="selection.reserve_changed") as rule_set:
        check_draft(rule_set)
        rule_set.displaced_first = displaced_first
    return rule_set


# --- Proposals ----------------------------------------------------------------------------------


def add_proposals(*, by: User | None, rule_set: RuleSet, keys: Sequence[str]) -> int:
    """Take proposals over into a draft, in their order; how many. Raises Refused once frozen."""
    chosen = [proposal for proposal in proposals_for(rule_set) if proposal.key in keys]
    with transaction.atomic():
        for proposal in chosen:
            add_rule(by=by, rule_set=rule_set, kind=KINDS[proposal.kind], **proposal.values)
    return len(chosen)
