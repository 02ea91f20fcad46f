"""Letters after a decision: one for each applicant, once."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Job
from begleitwerk.core.services import (
    Refused,
    finish_job,
    queue_mail,
    record_event,
    report_progress,
    start_job,
)
from begleitwerk.files.services import store_file
from begleitwerk.selection.enums import DecisionState
from begleitwerk.selection.exports.letters import letter_name, letter_upload
from begleitwerk.selection.models import Letter, SelectionDecision
from begleitwerk.selection.papers.letters import LetterBook, decision_letter, letter_kind
from begleitwerk.selection.selectors.after import Addressee, unsent
from begleitwerk.selection.services.application_mails import result_mail


def start_sending(*, by: User, decision: SelectionDecision, count: int) -> Job:
    """The job whose progress the page shows while many letters are written."""
    title = ngettext("%(count)s letter", "%(count)s letters", count) % {"count": count}
    return start_job(title=title, owner_id=by.pk, total=count, workspace_id=decision.workspace.pk)


def send_letters(
    *, by: User | None, decision: SelectionDecision, job_id: int | None = None
) -> list[Letter]:
    """Tell everybody what was decided: all letters or none, and each only once.

    A letter is frozen as PDF, a mail leads to it where an address is known. From then on the
    municipality sees the result. Called again only those still missing are written, usually none.
    Raises Refused before the decision is confirmed.
    """
    if decision.state != DecisionState.CONFIRMED:
        raise Refused(_("This decision is not confirmed yet. Letters go out afterwards."))
    with transaction.atomic():
        # a second click waits here, and finds nothing to do
        SelectionDecision.objects.select_for_update().get(pk=decision.pk)
        letters = write_all(by, decision, unsent(decision), job_id)
        if letters:
            told = {"count": len(letters)}
            record_event(by=by, verb="selection.letters_sent", subject=decision, after=told)
        if job_id:
            round = decision.run.round
            finish_job(
                job_id=job_id,
                message=_("All letters are written and the mails queued."),
                result_url=reverse("selection:letters", args=[round.workspace.slug, round.pk]),
            )
    return letters


def write_all(
    by: User | None,
    decision: SelectionDecision,
    addressees: Sequence[Addressee],
    job_id: int | None,
) -> list[Letter]:
    if not addressees:
        return []
    book = LetterBook(decision)
    letters = []
    for number, addressee in enumerate(addressees, start=1):
        letters.append(send_one(by, book, addressee))
        if job_id:
            report_progress(job_id=job_id, done=number)
    return letters


def send_one(by: User | None, book: LetterBook, addressee: Addressee) -> Letter:
    """The letter as it goes out, with what it was made from, and the mail that leads to it."""
    candidacy = addressee.candidacy
    content = book.content(addressee.place, on=timezone.localdate())
    upload = letter_upload(
        decision_letter(content), letter_name("auswahl", candidacy.municipality.slug)
    )
    letter = Letter.objects.create(
        candidacy=candidacy,
        decision=book.decision,
        kind=letter_kind(addressee.place),
        file=store_file(by=by, municipality=candidacy.municipality, upload=upload),
        content=content,
        sent_to=addressee.email,
        sent_by_id=by.pk if by else None,
    )
    told = {"letter": letter.kind}
    record_event(by=by, verb="selection.result_sent", subject=candidacy, after=told)
    if addressee.email:
        queue_mail(**result_mail(letter), key=f"selection:result:{letter.pk}")
    return letter
