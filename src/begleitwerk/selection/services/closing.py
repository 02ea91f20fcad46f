"""An application that was sent back and never completed is closed, with a reason and a letter."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import changing, claim, queue_mail, require_reason
from begleitwerk.selection.enums import ApplicationState, CandidacyState, LetterKind
from begleitwerk.selection.exports.letters import letter_name, letter_upload
from begleitwerk.selection.models import Candidacy, Letter
from begleitwerk.selection.papers.closing import closing_content, closing_letter
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep
from begleitwerk.selection.selectors.applications import recipients_of
from begleitwerk.selection.selectors.stands import closing_stand
from begleitwerk.selection.services.application_mails import note_mail
from begleitwerk.selection.services.guards import check
from begleitwerk.selection.services.letters import Draft, keep_letter
from begleitwerk.selection.services.longlist import move_candidacy


def close_application(
    *, by: User, candidacy: Candidacy, reason: str, version: int | None = None
) -> Letter:
    """End an application without a decision: the letter says why, and a mail that it is there.

    Nobody is taken out of a selection by this: it takes the decision, or two people who let the
    selection go on without it. Raises EditConflict about the candidacy, and Refused at `reason`.
    """
    why = require_reason(reason, _("Say why, in one sentence. It stands in the letter."))
    check(CANDIDATE, CandidateStep.CLOSE, closing_stand(candidacy))
    draft = draft_of(candidacy, why)  # typeset before anything is locked
    with transaction.atomic():
        application = claim(candidacy.application, version=None)  # in the order of handing in
        with changing(
            candidacy, by=by, verb="selection.application_closed", version=version, reason=why
        ) as candidacy:
            candidacy.application = application
            check(CANDIDATE, CandidateStep.CLOSE, closing_stand(candidacy))
            application.state = ApplicationState.CLOSED
            application.save()
        move_candidacy(by=by, candidacy=candidacy, state=CandidacyState.CLOSED, reason=why)
        letter = keep_letter(by, draft)
        if letter.sent_to:
            words = note_mail(application, letter.sent_to, "closed", why)
            queue_mail(**words, key=f"selection:closed:{letter.pk}")
    return letter


def draft_of(candidacy: Candidacy, reason: str) -> Draft:
    email = recipients_of([candidacy])[0].email
    today = timezone.localdate()
    content = closing_content(candidacy, reason=reason, on=today, by_post=not email)
    upload = letter_upload(
        closing_letter(content), letter_name("abschluss", candidacy.municipality.slug)
    )
    return Draft(candidacy, LetterKind.CLOSED, content, upload, email)
