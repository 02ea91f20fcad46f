"""The office corrects what an applicant handed in: proposed with reason, counts with consent.

Until somebody who may approve agrees, what was handed in counts; whatever she answers, both stay.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    Refused,
    claim,
    queue_mail,
    record_event,
    require_reason,
)
from begleitwerk.selection.enums import CorrectionState
from begleitwerk.selection.models import Application, Correction
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep
from begleitwerk.selection.selectors.applications import may_approve, receipt_of, recipients_of
from begleitwerk.selection.selectors.applications.experience import put_value, value_of
from begleitwerk.selection.selectors.corrections import (
    as_text,
    correcting_stand,
    entries_of,
    from_text,
    waiting_for,
)
from begleitwerk.selection.services.claims import drop_outdated
from begleitwerk.selection.services.completed import read_again
from begleitwerk.selection.services.correction_mails import answered_mail, asked_mail
from begleitwerk.selection.services.guards import check
from begleitwerk.selection.services.receipts import keep_receipt


def propose_correction(
    *, by: User, application: Application, field: str, value: object, reason: str
) -> Correction:
    """Propose another value for one entry; a mail asks the applicant for consent.

    Raises Refused at `value` or `reason`, for entries that are the applicant's alone, and where
    the application is not in the office's hands, decided, or waits for consent there already.
    """
    if field not in entries_of(application):
        raise Refused(_("Only the applicant changes this. Send the application back for it."))
    why = require_reason(reason, _("Say why. The applicant reads the reason."))
    with transaction.atomic():
        current = claim(application, version=None)
        check(CANDIDATE, CandidateStep.CORRECT, correcting_stand(current))
        before, after = as_text(value_of(current, field)), as_text(value)
        if before == after:
            told = _("This is what was handed in. Enter what should stand instead.")
            raise Refused(told, "value")
        row = asked(by, current, field, before, after, why)
        for to in {recipients_of([current.candidacy])[0].email, approver_of(current)} - {""}:
            queue_mail(**asked_mail(row, to), key=f"selection:correction:{row.pk}:{to}")
    return row


def asked(
    by: User, application: Application, field: str, before: str, after: str, why: str
) -> Correction:
    try:
        with transaction.atomic():
            row = Correction.objects.create(
                application=application,
                field=field,
                handed_in=before,
                corrected=after,
                reason=why,
                asked_by_id=by.pk,
            )
    except IntegrityError as error:
        raise Refused(
            _("A correction of this waits for consent already. Take it back first.")
        ) from error
    note(by, row, "selection.correction_proposed", office_of(row), why)
    return row


def approver_of(application: Application) -> str:
    """The address of who handed it in, as long as she may still answer here."""
    person = application.approver
    if person is None or not person.is_active or not may_approve(person, application):
        return ""
    return person.email


def take_back_correction(*, by: User, correction: Correction) -> Correction:
    """The office no longer wants it. Raises Refused once it is answered."""
    row = close(correction, by, CorrectionState.TAKEN_BACK)
    note(by, row, "selection.correction_taken_back", office_of(row))
    return row


def agree_to_correction(
    *, by: User, correction: Correction, version: int | None = None
) -> Correction:
    """The applicant agrees: from now on the corrected value counts, with a receipt that says so.

    Whoever had finished a review of other words reads again. Raises EditConflict, and Refused for
    who may not approve or proposed it herself, and where it is answered.
    """
    with transaction.atomic():
        current = claim(correction.application, version=None)
        check_may_answer(by, current, correction)
        row = close(correction, by, CorrectionState.AGREED, version=version)
        put_value(current, row.field, from_text(row.field, row.corrected))
        current.save()
        before = receipt_of(current.candidacy)
        letter = keep_receipt(by, current)
        read_again(by=by, application=current, before=before, now=letter)
        drop_outdated(application=current)
        note(by, row, "selection.correction_agreed", row.municipality.workspace_id)
        tell_office(row)
    return row


def refuse_correction(
    *, by: User, correction: Correction, reason: str, version: int | None = None
) -> Correction:
    """The applicant does not agree: what was handed in goes on counting.

    Raises EditConflict, and Refused at `reason`, for who may not approve or proposed it herself,
    and where it is answered.
    """
    why = require_reason(reason, _("Say why not, in one sentence."))
    with transaction.atomic():
        check_may_answer(by, claim(correction.application, version=None), correction)
        row = close(correction, by, CorrectionState.REFUSED, answer=why, version=version)
        note(by, row, "selection.correction_refused", row.municipality.workspace_id, why)
        tell_office(row)
    return row


def lapse_outdated(*, application: Application) -> None:
    """After something was handed in anew: a correction of what no longer stands there lapses."""
    for row in waiting_for(application):
        if row.handed_in != as_text(value_of(application, row.field)):
            close(row, None, CorrectionState.LAPSED)


def check_may_answer(by: User, application: Application, correction: Correction) -> None:
    if not may_approve(by, application):
        raise Refused(_("Only a person who may approve here can answer this."))
    if correction.asked_by_id == by.pk:
        raise Refused(_("You proposed this correction. Another person has to answer it."))
    check(CANDIDATE, CandidateStep.ANSWER_CORRECTION, correcting_stand(application))


def close(
    correction: Correction,
    by: User | None,
    state: CorrectionState,
    *,
    answer: str = "",
    version: int | None = None,
) -> Correction:
    """Raises EditConflict, and Refused where it does not wait any more."""
    with transaction.atomic():
        row = claim(correction, version=version)
        if row.state != CorrectionState.ASKED:
            raise Refused(_("This does not wait for an answer any more."))
        row.state, row.answer = state, answer
        row.answered_by_id, row.answered_at = by.pk if by else None, timezone.now()
        row.save()
    return row


def note(by: User, row: Correction, verb: str, workspace_id: int, reason: str = "") -> None:
    """Which entry, in the log of whoever did it; what was said stands with the correction."""
    record_event(
        by=by,
        verb=verb,
        subject=row.application,
        reason=reason,
        after={"entry": row.field},
        workspace_id=workspace_id,
    )


def office_of(row: Correction) -> int:
    return row.application.candidacy.office.pk


def tell_office(row: Correction) -> None:
    """Whoever proposed it hears of the answer."""
    person = User.objects.filter(pk=row.asked_by_id or 0, is_active=True).first()
    if person is not None:
        queue_mail(**answered_mail(row, person), key=f"selection:correction-answered:{row.pk}")
