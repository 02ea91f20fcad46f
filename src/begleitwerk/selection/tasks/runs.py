"""Calculations that take longer than a second."""

from django.utils import translation
from django_tasks import task

from begleitwerk.accounts.models import User
from begleitwerk.selection.models import SelectionRun
from begleitwerk.selection.services.runs import execute_run, fail_run


@task()
def run_selection(run_id: int) -> None:
    """Work a run off, in the language of whoever started it."""
    started_by = SelectionRun.objects.values_list("started_by_id", flat=True).get(pk=run_id)
    person = User.objects.filter(pk=started_by or 0).first()
    with translation.override(person.language if person else "de"):
        try:
            execute_run(run_id=run_id)
        except Exception:
            fail_run(run_id=run_id)
            raise
