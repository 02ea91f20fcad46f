"""Many invitations at once."""

from datetime import date

from django.utils import translation
from django_tasks import task

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, fail_job
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.services.invitations import invite


@task()
def send_invitations(
    candidacy_ids: list[int],
    reply_by: str,
    text: str,
    contact: str,
    emails: dict[str, str],
    user_id: int,
    job_id: int,
) -> None:
    """Write the letters of a bulk invitation; a refusal stands at the job, and nobody is invited.

    `reply_by` is an ISO day, `emails` are addresses by the id of the candidacy.
    """
    by = User.objects.get(pk=user_id)
    rows = Candidacy.objects.filter(pk__in=candidacy_ids).order_by("municipality__name", "pk")
    with translation.override(by.language):
        try:
            invite(
                by=by,
                candidacies=list(rows),
                reply_by=date.fromisoformat(reply_by),
                text=text,
                contact=contact,
                emails={int(pk): email for pk, email in emails.items()},
                job_id=job_id,
            )
        except Refused as refusal:
            fail_job(job_id=job_id, message=str(refusal))
        except Exception:
            fail_job(job_id=job_id, message=translation.gettext("Nobody was invited."))
            raise
