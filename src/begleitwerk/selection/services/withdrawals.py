"""A municipality leaves, and its place is filled again under the same rules."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changing, claim, record_event, require_reason
from begleitwerk.programmes.enums import NEXT_STATES as ENGAGEMENT_STEPS
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Engagement
from begleitwerk.programmes.services import move_engagement
from begleitwerk.selection.enums import HOLDS_PLACE, CandidacyState, RunKind
from begleitwerk.selection.models import Candidacy, SelectionRun, Withdrawal
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep
from begleitwerk.selection.selectors.stands import leaving_stand, place_stand
from begleitwerk.selection.services.guards import check, hold
from begleitwerk.selection.services.longlist import move_candidacy
from begleitwerk.selection.services.runs import start_run, what_is_missing
from begleitwerk.selection.services.superseding import set_aside_outdated


def withdraw(
    *, by: User | None, candidacy: Candidacy, on: date, reason: str, version: int | None = None
) -> Withdrawal:
    """Record that a municipality gives its place back, when and why.

    A participation that has begun is withdrawn, and what the round keeps follows from that
    (`record_departure`). Raises EditConflict, Refused at `on` or `reason`, and where it was not
    selected and is not on the reserve list either.
    """
    why = require_reason(reason, _("Say why, in one sentence. It stays in the history."))
    engagement = candidacy.engagement
    with transaction.atomic():
        hold(candidacy.round)
        claim(candidacy, version=version)
        state = EngagementState.WITHDRAWN
        if engagement is not None and state in ENGAGEMENT_STEPS[engagement.state]:
            move_engagement(by=by, engagement=engagement, state=state, on=on, reason=why)
            candidacy.refresh_from_db()
            return candidacy.withdrawal
        return give_back(by=by, candidacy=candidacy, on=on, reason=why)


def record_departure(
    *, by: User | None, engagement: Engagement, on: date | None, reason: str
) -> None:
    """A participation that came from a round was left: its place in the round is given back.

    Raises Refused at `on`: the round needs the day.
    """
    rows = Candidacy.objects.filter(engagement=engagement, state__in=HOLDS_PLACE)
    for candidacy in rows.select_related("municipality__workspace", "contract"):
        if on is None:
            raise Refused(
                _("Enter the day: in the round it was selected in a place falls free."), "on"
            )
        give_back(by=by, candidacy=candidacy, on=on, reason=reason.strip())


def give_back(*, by: User | None, candidacy: Candidacy, on: date, reason: str) -> Withdrawal:
    """The one record of leaving, wherever it was entered. Raises Refused at `on`."""
    verb = "selection.place_given_back"
    with transaction.atomic():
        hold(candidacy.round)
        with changing(candidacy, by=by, verb=verb, reason=reason, also={"on": on}) as candidacy:
            check(CANDIDATE, CandidateStep.GIVE_BACK, leaving_stand(candidacy))
            check_day(candidacy, on)
            withdrawal = Withdrawal.objects.create(
                candidacy=candidacy, on=on, reason=reason, recorded_by_id=by.pk if by else None
            )
        move_candidacy(
            by=by, candidacy=candidacy, state=CandidacyState.WITHDRAWN, on=on, reason=reason
        )
        set_aside_outdated(by=by, round=candidacy.round)
    return withdrawal


def check_day(candidacy: Candidacy, on: date) -> None:
    if on > timezone.localdate():
        raise Refused(_("This day lies in the future. Enter it when it has come."), "on")
    contract = candidacy.contract
    if contract and contract.sent_on and on < contract.sent_on:
        raise Refused(_("This day lies before the contract was sent. Enter a later one."), "on")


def start_replacement(*, by: User, candidacy: Candidacy) -> SelectionRun:
    """Calculate who takes the place of one that left; the caller queues `tasks.run_selection`.

    The rules are the frozen ones of the decision, or those relaxed for this replacement; everybody
    who holds a place keeps it, and all who applied and still stand may come in. Raises Refused
    where nobody left, no place is free, or this one is not.
    """
    with transaction.atomic():
        hold(candidacy.round)
        missing = what_is_missing(candidacy.round)
        stand = replace(place_stand(candidacy), missing=missing)
        check(CANDIDATE, CandidateStep.REPLACE, stand)
        withdrawal = Withdrawal.objects.select_for_update().get(candidacy=candidacy)
        run = start_run(by=by, round=candidacy.round, kind=RunKind.REPLACEMENT, replaces=candidacy)
        withdrawal.run = run
        withdrawal.save(update_fields=["run"])
        record_event(by=by, verb="selection.replacement_started", subject=candidacy)
    return run


# --- A place that stays free ----------------------------------------------------------------------


def leave_free(
    *, by: User, candidacy: Candidacy, reason: str, version: int | None = None
) -> Withdrawal:
    """Say that the place of one that left stays free, and why.

    Later replacements fill one place fewer of its theme. Raises EditConflict, Refused at `reason`,
    and where the place does not wait for anybody.
    """
    why = require_reason(reason, _("Say why the place stays free, in one sentence."))
    with transaction.atomic():
        hold(candidacy.round)
        return write_left_free(by, candidacy, why, version)


def write_left_free(by: User, candidacy: Candidacy, why: str, version: int | None) -> Withdrawal:
    verb = "selection.place_left_free"
    with changing(candidacy, by=by, verb=verb, version=version, reason=why) as candidacy:
        check(CANDIDATE, CandidateStep.LEAVE_FREE, place_stand(candidacy))
        withdrawal = Withdrawal.objects.select_for_update().get(candidacy=candidacy)
        withdrawal.left_free_on, withdrawal.left_free_reason = timezone.localdate(), why
        withdrawal.left_free_by_id = by.pk
        withdrawal.save()
        set_aside_outdated(by=by, round=candidacy.round)
    return withdrawal


def fill_after_all(*, by: User, candidacy: Candidacy, version: int | None = None) -> Withdrawal:
    """The place that was to stay free is to be filled. Raises Refused where it was not."""
    verb = "selection.place_to_be_filled"
    with changing(candidacy, by=by, verb=verb, version=version) as candidacy:
        check(CANDIDATE, CandidateStep.FILL_AFTER_ALL, place_stand(candidacy))
        withdrawal = Withdrawal.objects.select_for_update().get(candidacy=candidacy)
        withdrawal.left_free_on, withdrawal.left_free_by_id = None, None
        withdrawal.left_free_reason = ""
        withdrawal.save()
    return withdrawal
