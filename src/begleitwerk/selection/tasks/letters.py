"""Many letters at once."""

from django.utils import translation
from django_tasks import task

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, fail_job
from begleitwerk.selection.models import SelectionDecision
from begleitwerk.selection.services.letters import send_letters


@task()
def send_decision_letters(decision_id: int, user_id: int, job_id: int) -> None:
    """Write all letters about a decision; an error stands at the job, and none goes out."""
    by = User.objects.get(pk=user_id)
    decision = SelectionDecision.objects.get(pk=decision_id)
    with translation.override(by.language):
        try:
            send_letters(by=by, decision=decision, job_id=job_id)
        except Refused as refusal:
            fail_job(job_id=job_id, message=str(refusal))
        except Exception:
            fail_job(job_id=job_id, message=translation.gettext("No letter went out."))
            raise
