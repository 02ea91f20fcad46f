"""Rounds of selection, and the versions of their rules."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    Refused,
    assign,
    changing,
    claim,
    record_added,
    require_reason,
)
from begleitwerk.municipal_survey.models import SurveyWave
from begleitwerk.programmes.models import Edition
from begleitwerk.selection.enums import RoundState
from begleitwerk.selection.models import (
    HardRule,
    PortfolioRule,
    RuleSet,
    ScoredCriterion,
    SelectionRound,
)
from begleitwerk.selection.rules.steps import ROUND, RoundStep
from begleitwerk.selection.selectors.lots import why_source_stays
from begleitwerk.selection.selectors.rules import content_digest, content_of, faults_of_rules
from begleitwerk.selection.selectors.stands import rules_stand
from begleitwerk.selection.selectors.versions import current_rules
from begleitwerk.selection.services.facts import check_day
from begleitwerk.selection.services.guards import check

DATES = ("apply_until", "review_until", "reserve_until")
COPIED: tuple[Any, ...] = (HardRule, ScoredCriterion, PortfolioRule)


def create_round(
    *,
    by: User | None,
    edition: Edition,
    name: str,
    wave: SurveyWave | None = None,
    **values: Any,
) -> SelectionRound:
    """A round with its first, empty version of rules. Raises Refused at the field."""
    check_round(edition, {"name": name, "wave": wave, **values})
    check_day(None, values.get("facts_on"))
    with transaction.atomic():
        round = SelectionRound.objects.create(edition=edition, name=name, wave=wave, **values)
        RuleSet.objects.create(round=round, number=1)
        record_added(by=by, verb="selection.round_created", row=round)
    return round


def change_round(
    *, by: User | None, round: SelectionRound, version: int | None, **values: Any
) -> SelectionRound:
    """Change name, dates and texts. Raises EditConflict, and Refused at the field."""
    check_round(round.edition, values, but=round)
    with changing(round, by=by, version=version, verb="selection.round_changed") as round:
        check_wave_stays(round, values)
        check_source_stays(round, values)
        check_deadline_stays(round, values)
        if "facts_on" in values:
            check_day(round, values["facts_on"])
        assign(round, values, SelectionRound.logged)
    return round


def check_round(
    edition: Edition, values: Mapping[str, Any], but: SelectionRound | None = None
) -> None:
    same = SelectionRound.objects.filter(edition=edition, name__iexact=values.get("name", ""))
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise Refused(_("This edition already has a round of this name."), "name")
    wave = values.get("wave")
    if wave is not None and wave.programme_id != edition.programme_id:
        raise Refused(_("This survey belongs to another programme."), "wave")
    check_order(values)


def check_order(values: Mapping[str, Any]) -> None:
    """Applications, then reviews, then the end of the reserve list."""
    days = [(name, values[name]) for name in DATES if values.get(name)]
    for (_first, before), (name, after) in pairwise(days):
        if after < before:
            raise Refused(_("This day lies before the one above it. Correct one of them."), name)


def check_wave_stays(round: SelectionRound, values: Mapping[str, Any]) -> None:
    """Frozen rules name questions of their survey, so it stays with them."""
    changes = "wave" in values and values["wave"] != round.wave
    if changes and round.rule_sets.filter(frozen_at__isnull=False).exists():
        raise Refused(_("Frozen rules rest on this survey. It stays for this round."), "wave")


def check_source_stays(round: SelectionRound, values: Mapping[str, Any]) -> None:
    """Where the number of a lot comes from is frozen with the rules, before anybody knows it."""
    changes = "seed_source" in values and values["seed_source"].strip() != round.seed_source
    why = why_source_stays(round)
    if changes and why:
        raise Refused(why, "seed_source")


def check_deadline_stays(round: SelectionRound, values: Mapping[str, Any]) -> None:
    """The deadline stands in the invitations: it can be put off, and nothing else."""
    before, after = round.apply_until, values.get("apply_until", round.apply_until)
    if before is None or before == after or (after is not None and after > before):
        return
    if round.candidacies.filter(invited_on__isnull=False).exists():
        raise Refused(
            gettext("The invitations say %(day)s. Enter that day or a later one.")
            % {"day": f"{before:%d.%m.%Y}"},
            "apply_until",
        )


# --- Versions of the rules ----------------------------------------------------------------------


def freeze_rules(*, by: User | None, rule_set: RuleSet) -> RuleSet:
    """Freeze a version: from now on it says the same for ever, with date and digest.

    Raises Refused where it is frozen already, and where its rules are empty or contradict
    themselves; the message names each rule, its field and the remedy.
    """
    with changing(
        rule_set,
        by=by,
        verb="selection.rules_frozen",
        reason=rule_set.reason,
        always=("number",),
    ) as rule_set:
        check_draft(rule_set)
        faults = faults_of_rules(rule_set)
        if faults:
            raise Refused(" ".join(str(fault) for fault in faults))
        rule_set.content = content_of(rule_set)
        rule_set.digest = content_digest(rule_set.content)
        rule_set.frozen_at = timezone.now()
        rule_set.frozen_by_id = by.pk if by else None
        open_round(rule_set.round)
    return rule_set


def open_round(round: SelectionRound) -> None:
    """With its first frozen rules a round is open."""
    if round.state == RoundState.DRAFT:
        row = claim(round, version=None)
        row.state = RoundState.OPEN
        row.save()
        round.state, round.version = row.state, row.version


def open_rules(
    *, by: User | None, rule_set: RuleSet, is_open: bool, version: int | None = None
) -> RuleSet:
    """Let everybody read frozen rules, or only those invited again. Each version starts closed.

    Raises EditConflict, and Refused while they are a draft.
    """
    verb = "selection.rules_opened" if is_open else "selection.rules_closed"
    told: dict[str, Any] = {}
    with changing(
        rule_set, by=by, verb=verb, version=version, also=told, if_changed=True
    ) as rule_set:
        if not rule_set.is_frozen:
            raise Refused(_("These rules are a draft. Freeze them before others read them."))
        if rule_set.is_open != is_open:
            rule_set.is_open, told["number"] = is_open, rule_set.number
    return rule_set


def check_draft(rule_set: RuleSet) -> None:
    check(ROUND, RoundStep.FREEZE, rules_stand(rule_set))


def open_new_version(*, by: User | None, round: SelectionRound, reason: str) -> RuleSet:
    """A new version to change, as a copy of the frozen one; results keep the version they had.

    Raises Refused at `reason`, and while a version is open already or the round is closed.
    """
    reason = require_reason(reason, _("Say why the rules change. It is published with them."))
    with transaction.atomic():
        round = claim(round, version=None)
        old = current_rules(round)
        old.round = round
        check(ROUND, RoundStep.REOPEN_RULES, rules_stand(old))
        new = RuleSet.objects.create(
            round=round,
            number=old.number + 1,
            reason=reason,
            fairness=old.fairness,
            displaced_first=old.displaced_first,
        )
        copy_rules(old, new)
        record_added(by=by, verb="selection.rules_reopened", row=new, reason=reason)
    return new


def copy_rules(old: RuleSet, new: RuleSet) -> None:
    """All rules with their keys, so that scores given for them can be carried over."""
    for model in COPIED:
        rows = list(model._default_manager.filter(rule_set=old).order_by("position", "pk"))
        for row in rows:
            row.pk, row.rule_set, row.version = None, new, 1
            row._state.adding = True
        model._default_manager.bulk_create(rows)
