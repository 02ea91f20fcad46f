"""Letters after a decision: one for each applicant, once."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Job
from begleitwerk.core.services import (
    finish_job,
    queue_mail,
    record_event,
    report_progress,
    start_job,
)
from begleitwerk.files.services import store_file
from begleitwerk.selection.exports.letters import letter_name, letter_upload
from begleitwerk.selection.models import Candidacy, Letter, SelectionDecision
from begleitwerk.selection.papers.letters import LetterBook, decision_letter, letter_kind
from begleitwerk.selection.rules.steps import DECISION, DecisionStep
from begleitwerk.selection.selectors.after import unsent
from begleitwerk.selection.selectors.grounds import to_send
from begleitwerk.selection.selectors.stands import decision_stand
from begleitwerk.selection.services.application_mails import result_mail
from begleitwerk.selection.services.guards import check
from begleitwerk.selection.services.waivers import check_grounds


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
    Raises Refused before the decision is confirmed, and where its ground does not hold.
    """
    check(DECISION, DecisionStep.SEND, decision_stand(decision))
    check_grounds(decision.run.round, to_send(decision), decision.run)
    drafts = typeset(decision, job_id)
    with transaction.atomic():
        # a second click waits here, and finds nothing to do
        SelectionDecision.objects.select_for_update().get(pk=decision.pk)
        waiting = {row.candidacy.pk for row in unsent(decision)} if drafts else ()
        letters = [send(by, draft) for draft in drafts if draft.candidacy.pk in waiting]
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


@dataclass(frozen=True)
class Draft:
    """A letter that is made and not sent yet."""

    candidacy: Candidacy
    kind: str
    content: dict[str, Any]
    upload: SimpleUploadedFile
    email: str = ""
    decision: SelectionDecision | None = None


def typeset(decision: SelectionDecision, job_id: int | None) -> list[Draft]:
    """All letters, made before anything is locked: this is what takes time."""
    if not (addressees := unsent(decision)):
        return []
    book, drafts = LetterBook(decision), []
    for number, row in enumerate(addressees, start=1):
        content = book.content(row.place, on=timezone.localdate(), by_post=not row.email)
        name = letter_name("auswahl", row.candidacy.municipality.slug)
        upload = letter_upload(decision_letter(content), name)
        kind = letter_kind(row.place)
        drafts.append(Draft(row.candidacy, kind, content, upload, row.email, decision))
        if job_id:
            report_progress(job_id=job_id, done=number)
    return drafts


def send(by: User | None, draft: Draft) -> Letter:
    """The letter as it goes out, and the mail that leads to it."""
    letter = keep_letter(by, draft)
    told = {"letter": letter.kind}
    record_event(by=by, verb="selection.result_sent", subject=draft.candidacy, after=told)
    if draft.email:
        queue_mail(**result_mail(letter), key=f"selection:result:{letter.pk}")
    return letter


def keep_letter(by: User | None, draft: Draft) -> Letter:
    """The letter as it goes out, with what it was made from."""
    place = draft.candidacy.municipality
    decision = draft.decision.pk if draft.decision else ""
    what = f"letter {draft.candidacy.pk} {draft.kind} {decision}"
    return Letter.objects.create(
        candidacy=draft.candidacy,
        decision=draft.decision,
        kind=draft.kind,
        file=store_file(by=by, municipality=place, upload=draft.upload, what=what),
        content=draft.content,
        sent_to=draft.email,
        sent_by_id=by.pk if by else None,
    )
