"""Rules relaxed for one replacement alone, where the frozen ones leave no choice."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    Refused,
    changing,
    record_added,
    record_event,
    require_reason,
)
from begleitwerk.engine.selection.plain import from_plain, to_plain
from begleitwerk.engine.selection.result import Relaxation, RuleStep
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.services import check_second_person
from begleitwerk.selection.enums import DecisionState
from begleitwerk.selection.models import PortfolioRule, RuleRelaxation, RuleSet, SelectionRun
from begleitwerk.selection.rules.steps import DECISION, DecisionStep
from begleitwerk.selection.selectors.rules import content_digest
from begleitwerk.selection.selectors.rules.content import Content
from begleitwerk.selection.selectors.stands import relaxation_stand
from begleitwerk.selection.selectors.vacancies import relaxations_of
from begleitwerk.selection.services.decisions import check_impartial
from begleitwerk.selection.services.guards import check, hold
from begleitwerk.selection.services.rounds import copy_rules

Limits = Mapping[str, Mapping[str, int | None]]  # rule → side → new limit


def propose_relaxation(
    *, by: User, run: SelectionRun, relaxation: str, reason: str
) -> RuleRelaxation:
    """Propose one of the ways out of a conflict, by its number, for this replacement alone.

    Raises Refused at `relaxation` or `reason`, and where the calculation is not the last word on
    an open place or a proposal waits already.
    """
    why = require_reason(reason, _("Say why. The reason stands with the rules."))
    with transaction.atomic():
        hold(run.round)
        check_impartial(by, run)
        known = RuleRelaxation.objects.filter(run=run).first()
        check(DECISION, DecisionStep.RELAX, relaxation_stand(run, known))
        row = known or RuleRelaxation(run=run)
        row.steps = [to_plain(step) for step in chosen_way(run, relaxation).steps]
        row.state, row.reason = DecisionState.PROPOSED, why
        row.proposed_by_id, row.proposed_at = by.pk, timezone.now()
        row.version += row.pk is not None
        row.save()
        record_added(by=by, verb="selection.relaxation_proposed", row=row, reason=why)
    return row


def chosen_way(run: SelectionRun, number: str) -> Relaxation:
    known = {str(key): row for key, row in relaxations_of(run)}
    if number not in known:
        raise Refused(_("Choose one of the ways shown."), "relaxation")
    return known[number]


def return_relaxation(
    *, by: User, relaxation: RuleRelaxation, reason: str, version: int | None = None
) -> RuleRelaxation:
    """The second person does not confirm. Raises EditConflict, Refused at `reason`."""
    why = require_reason(reason, _("Say what should be looked at again."))
    verb = "selection.relaxation_returned"
    with changing(relaxation, by=by, verb=verb, version=version, reason=why) as relaxation:
        check(
            DECISION, DecisionStep.RETURN_RELAXATION, relaxation_stand(relaxation.run, relaxation)
        )
        check_impartial(by, relaxation.run)
        relaxation.state, relaxation.return_reason = DecisionState.RETURNED, why
    return relaxation


def confirm_relaxation(
    *, by: User, relaxation: RuleRelaxation, version: int | None = None
) -> RuleRelaxation:
    """The second person confirms: a version of the rules is frozen that holds for this alone.

    Raises EditConflict, and Refused where she proposed it or was let in by who did, where it does
    not wait, or places have changed since.
    """
    with transaction.atomic():
        hold(relaxation.run.round)
        return write_confirmed(by, relaxation, version)


def write_confirmed(by: User, relaxation: RuleRelaxation, version: int | None) -> RuleRelaxation:
    verb = "selection.relaxation_confirmed"
    with changing(relaxation, by=by, verb=verb, version=version) as relaxation:
        check(
            DECISION, DecisionStep.CONFIRM_RELAXATION, relaxation_stand(relaxation.run, relaxation)
        )
        check_second_person(
            by=by,
            first=[relaxation.proposed_by_id],
            workspace=relaxation.workspace,
            right=Permission.SELECTION_CONFIRM,
        )
        check_impartial(by, relaxation.run)
        relaxation.state = DecisionState.CONFIRMED
        relaxation.confirmed_by_id, relaxation.confirmed_at = by.pk, timezone.now()
        relaxation.rule_set = freeze_relaxed(by, relaxation)
    return relaxation


# --- The version ----------------------------------------------------------------------------------


def freeze_relaxed(by: User, relaxation: RuleRelaxation) -> RuleSet:
    """The rules of the calculation with the new limits; all else stays as it was frozen."""
    run = relaxation.run
    old, limits = run.rule_set, limits_of(relaxation)
    highest = RuleSet.objects.filter(round=run.round).aggregate(number=Max("number"))["number"]
    new = RuleSet.objects.create(
        round=run.round, number=highest + 1, reason=relaxation.reason, only_for=run.replaces
    )
    copy_rules(old, new)
    for rule in PortfolioRule.objects.filter(rule_set=new, key__in=limits):
        relax(rule, limits[rule.key])
    new.displaced_first, new.fairness = old.displaced_first, old.fairness
    new.content = {
        **old.content,
        "version": new.number,
        "reason": new.reason,
        "portfolio_rules": list(relaxed_content(old.content["portfolio_rules"], limits)),
    }
    new.digest = content_digest(new.content)
    new.frozen_at, new.frozen_by_id = relaxation.confirmed_at, by.pk
    new.save()
    record_event(
        by=by,
        verb="selection.rules_relaxed",
        subject=new,
        reason=new.reason,
        after={"number": new.number, "digest": new.digest},
    )
    return new


def limits_of(relaxation: RuleRelaxation) -> Limits:
    """The new limits by rule; a minimum of nothing is none."""
    found: dict[str, dict[str, int | None]] = {}
    for row in relaxation.steps:
        step = from_plain(RuleStep, row)
        found.setdefault(step.key, {})[step.side] = step.after or None
    return found


def relax(rule: PortfolioRule, limits: Mapping[str, int | None]) -> None:
    for side, limit in limits.items():
        setattr(rule, side, limit)
    if rule.at_least is None and rule.at_most is None:
        rule.delete()
    else:
        rule.name = relaxed_name(rule.name)
        rule.save()


def relaxed_content(rows: list[Content], limits: Limits) -> list[Content]:
    """The frozen rules of balance; one without any limit left is gone."""
    changed: list[dict[str, Any]] = [
        {**row, **limits[row["key"]], "name": relaxed_name(row["name"])}
        if row["key"] in limits
        else row
        for row in rows
    ]
    return [row for row in changed if (row["at_least"], row["at_most"]) != (None, None)]


def relaxed_name(name: str) -> str:
    """Its own name may say the old limit."""
    return f"{name} (gelockert)"[:160] if name else ""
