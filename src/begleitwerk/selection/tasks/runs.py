"""Calculations that take longer than a second."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.tasks import job_task
from begleitwerk.selection.services.runs import execute_run, fail_run


@job_task(broke_off=_("The calculation broke off. Start it again."), end=fail_run)
def run_selection(*, by: User, job_id: int, run_id: int) -> None:
    """Work a run off."""
    execute_run(run_id=run_id)
