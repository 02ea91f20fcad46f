"""Many invitations at once."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import alphabetical
from begleitwerk.core.tasks import job_task
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.services.invitations import invite


@job_task(broke_off=_("Nobody was invited."))
def send_invitations(
    *,
    by: User,
    job_id: int,
    candidacy_ids: list[int],
    reply_by: str,
    text: str,
    contact: str,
    emails: dict[str, str],
    approvers: dict[str, str],
) -> None:
    """Write the letters of a bulk invitation, all or none.

    `reply_by` is an ISO day, `emails` and `approvers` are addresses by the id of the candidacy.
    """
    rows = Candidacy.objects.filter(pk__in=candidacy_ids).order_by(
        alphabetical("municipality__name"), "pk"
    )
    invite(
        by=by,
        candidacies=list(rows),
        reply_by=date.fromisoformat(reply_by),
        text=text,
        contact=contact,
        emails={int(pk): email for pk, email in emails.items()},
        approvers={int(pk): email for pk, email in approvers.items()},
        job_id=job_id,
    )
