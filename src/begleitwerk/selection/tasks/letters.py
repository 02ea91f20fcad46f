"""Many letters at once."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.tasks import job_task
from begleitwerk.selection.models import SelectionDecision
from begleitwerk.selection.services.letters import send_letters


@job_task(broke_off=_("No letter went out."))
def send_decision_letters(*, by: User, job_id: int, decision_id: int) -> None:
    """Write all letters about a decision, or none."""
    send_letters(by=by, decision=SelectionDecision.objects.get(pk=decision_id), job_id=job_id)
