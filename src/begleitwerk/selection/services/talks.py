"""The talk of two reviewers: one of both enters what they agreed on, the other confirms it.

Until she did it counts for nothing. Nobody else enters or confirms it, and whoever entered it hears
what became of it.
"""

from datetime import date
from decimal import Decimal
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, claim, require_reason
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.models import Candidacy, JointScore, ScoredCriterion
from begleitwerk.selection.rules.steps import TALK, TalkStand, TalkStep
from begleitwerk.selection.selectors.reviews import finished_since, is_used
from begleitwerk.selection.selectors.scores import ScoreBook, Slot
from begleitwerk.selection.services.guards import check
from begleitwerk.selection.services.review_mails import tell_of_talk
from begleitwerk.selection.services.reviews import (
    book_for,
    check_level,
    record_joint,
    slot_of,
)

NOT_OF_BOTH = _("Only the two who reviewed the application say what their talk brought.")


def record_joint_score(
    *,
    by: User,
    candidacy: Candidacy,
    criterion: ScoredCriterion,
    level: Decimal,
    reason: str,
    talked_on: date,
    theme: EditionTheme | None = None,
    version: int | None = None,
) -> JointScore:
    """Enter what both agreed on where they stood more than one level apart; the other of both is
    asked to confirm it, and told where it replaces what she entered.

    Raises Refused where there is nothing to talk about, to anybody else than the two, at `level`,
    `reason` and `talked_on`, and once a run has counted with it; EditConflict where somebody
    entered another result.
    """
    with transaction.atomic():
        candidacy, book, slot = talk_about(by, candidacy, Slot(criterion, theme))
        check_level(slot, level)
        why = require_reason(reason, _("Say what the talk brought."))
        if talked_on > timezone.localdate():
            raise Refused(_("This day lies in the future. Enter the day of the talk."), "talked_on")
        known = book.talked(candidacy).get(slot.key)
        row = claim_joint(known, candidacy, slot, version)
        row.level, row.reason, row.talked_on = level, why, talked_on
        row.recorded_by_id = by.pk
        row.confirmed_by_id = row.confirmed_at = None
        row.save()
        record_joint(by, "selection.talk_recorded", row, slot)
        tell_of_talk(book, row, slot, "talk_recorded", but=by)
    return row


def confirm_joint_score(
    *,
    by: User,
    candidacy: Candidacy,
    criterion: ScoredCriterion,
    theme: EditionTheme | None = None,
    version: int | None = None,
) -> JointScore:
    """Confirm what the other of both entered: from now on it counts, and she is told.

    Raises Refused where nothing was entered, to whoever entered it herself and to anybody else
    than the two; EditConflict where something else was entered meanwhile.
    """
    with transaction.atomic():
        candidacy, book, slot = talk_about(by, candidacy, Slot(criterion, theme))
        known = book.talked(candidacy).get(slot.key)
        check(TALK, TalkStep.CONFIRM, talk_stand(book, candidacy, slot, by))
        row = claim(cast("JointScore", known), version=version)
        row.confirmed_by_id, row.confirmed_at = by.pk, timezone.now()
        row.save()
        record_joint(by, "selection.talk_confirmed", row, slot)
        tell_of_talk(book, row, slot, "talk_confirmed", but=by)
    return row


def talk_about(by: User, candidacy: Candidacy, wanted: Slot) -> tuple[Candidacy, ScoreBook, Slot]:
    """The application, locked, its scores, and what the talk is about. Raises Refused."""
    candidacy = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    book = book_for(candidacy)
    slot = slot_of(book, candidacy, wanted)
    check(TALK, TalkStep.RECORD, talk_stand(book, candidacy, slot, by))
    if by.pk not in {review.reviewer_id for review in book.reviews[candidacy.pk]}:
        raise Refused(NOT_OF_BOTH)
    return candidacy, book, slot


def talk_stand(book: ScoreBook, candidacy: Candidacy, slot: Slot, by: User) -> TalkStand:
    """What both agreed on so far, as this person finds it."""
    known = book.talked(candidacy).get(slot.key)
    counted = is_used(candidacy, finished_since(candidacy)) and slot.key in book.joint(candidacy)
    return TalkStand(
        are_done=book.are_done(candidacy),
        are_apart=book.are_apart(candidacy, slot),
        is_settled=counted,
        is_recorded=known is not None,
        is_confirmed=known is not None and known.confirmed_at is not None,
        is_own=known is not None and known.recorded_by_id == by.pk,
    )


def claim_joint(
    known: JointScore | None, candidacy: Candidacy, slot: Slot, version: int | None
) -> JointScore:
    """The row to fill: of these rules, or a new one where the result is carried along."""
    if known is not None:
        known = claim(known, version=version)
        if known.criterion_id == slot.criterion.pk:
            return known
    return JointScore(candidacy=candidacy, criterion=slot.criterion, theme=slot.theme)
