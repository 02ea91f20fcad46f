"""Work on the register that takes longer than a second."""

from django.utils import translation
from django_tasks import task

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, fail_job
from begleitwerk.municipalities.models import RegisterImport
from begleitwerk.municipalities.services import check_import, write_import


@task()
def check_register_import(import_id: int, job_id: int) -> None:
    """Check an uploaded file, in the language of the person who waits for it."""
    item = RegisterImport.objects.select_related("owner").get(pk=import_id)
    with translation.override(item.owner.language):
        try:
            check_import(item=item, job_id=job_id)
        except Exception:
            fail_job(job_id=job_id, message=translation.gettext("The check broke off."))
            raise


@task()
def write_register_import(import_id: int, user_id: int, job_id: int) -> None:
    """Write a checked file; a refusal or an error stands at the job, and nothing is written."""
    item = RegisterImport.objects.get(pk=import_id)
    by = User.objects.get(pk=user_id)
    with translation.override(by.language):
        try:
            write_import(by=by, item=item, job_id=job_id)
        except Refused as refusal:
            fail_job(job_id=job_id, message=str(refusal))
        except Exception:
            fail_job(job_id=job_id, message=translation.gettext("Nothing was written."))
            raise
