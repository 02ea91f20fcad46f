"""Receipts are typeset after the application is in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from begleitwerk.accounts.models import User
from begleitwerk.core.services import queue_work, start_job
from begleitwerk.core.tasks import job_task
from begleitwerk.selection.models import Letter
from begleitwerk.selection.selectors.receipts import to_be_made
from begleitwerk.selection.services.receipts import make_receipt, note_job


@job_task(broke_off=gettext_lazy("The application is handed in all the same."))
def typeset_receipt(*, by: User | None, job_id: int, letter_id: int) -> None:
    """Make the file of one receipt."""
    make_receipt(by=by, letter=Letter.objects.get(pk=letter_id), job_id=job_id)


def receipt_soon(letter: Letter, owner_id: int) -> None:
    """Have the file of a receipt made by a job, which its page shows."""
    with transaction.atomic():
        place = letter.candidacy.municipality
        job = start_job(title=_("Receipt"), owner_id=owner_id, workspace_id=place.workspace_id)
        note_job(letter, job.pk)
        queue_work(job_id=job.pk, work=typeset_receipt, letter_id=letter.pk)


def make_missing_receipts(today: date) -> None:
    """Once a day: what could not be made is tried again."""
    for letter in to_be_made():
        receipt_soon(letter, letter.sent_by_id or 0)
