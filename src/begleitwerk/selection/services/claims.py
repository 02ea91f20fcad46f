"""What the office found out where a claim contradicts the register."""

from django.db import transaction
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, record_event, require
from begleitwerk.core.services import claim as claim_row
from begleitwerk.selection.models import Application, Candidacy, ClaimAnswer
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep
from begleitwerk.selection.selectors.claims import claimed_value, contradictions_of
from begleitwerk.selection.selectors.fields import OF_SURVEY
from begleitwerk.selection.selectors.stands import state_stand
from begleitwerk.selection.services.guards import check

COUNTS = frozenset({"claim", "register"})


def answer_claim(
    *,
    by: User | None,
    candidacy: Candidacy,
    claim: str,
    counts: str,
    answer: str,
    version: int | None = None,
) -> ClaimAnswer:
    """Say what counts, the claim or the register, and what was found out.

    `version` is that of the answer there was, None for a first one. Raises EditConflict, Refused
    at `counts` or `answer`, where nothing contradicts, and once the selection has gone on.
    """
    if counts not in COUNTS:
        raise Refused(_("Choose what counts."), "counts")
    answer = require(answer, "answer", _("Say what you found out, and how."))
    with transaction.atomic():
        check(CANDIDATE, CandidateStep.ANSWER_CLAIM, state_stand(candidacy))
        found = contradictions_of([candidacy]).get(candidacy.pk, ())
        item = next((row for row in found if row.claim == claim), None)
        if item is None:
            raise Refused(_("Claim and register agree by now. There is nothing to answer."))
        row = ClaimAnswer.objects.filter(candidacy=candidacy, claim=claim).first()
        row = claim_row(row, version=version) if row else ClaimAnswer(candidacy=candidacy)
        row.claim, row.claimed, row.registered = claim, item.claimed, item.registered
        row.counts, row.answer = counts, answer
        row.answered_by_id = by.pk if by else None
        row.save()
        record_event(
            by=by,
            verb="selection.claim_answered",
            subject=candidacy,
            reason=row.answer,
            after={"claim": claim, "counts": counts},
        )
    return row


def drop_outdated(*, application: Application) -> None:
    """After a completed application: answers about a claim it no longer makes do not count."""
    of_application = application.candidacy.claims.exclude(claim__startswith=OF_SURVEY)
    for answer in of_application:
        if answer.claimed != claimed_value(application, answer.claim):
            answer.delete()
