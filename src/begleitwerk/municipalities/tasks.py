"""Work on the register that takes longer than a second."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.tasks import job_task
from begleitwerk.municipalities.models import RegisterImport
from begleitwerk.municipalities.services import check_import, write_import


@job_task(broke_off=_("The check broke off."))
def check_register_import(*, by: User, job_id: int, import_id: int) -> None:
    """Check an uploaded file."""
    item = RegisterImport.objects.select_related("owner").get(pk=import_id)
    check_import(item=item, job_id=job_id)


@job_task(broke_off=_("Nothing was written."))
def write_register_import(*, by: User, job_id: int, import_id: int) -> None:
    """Write a checked file, all or nothing."""
    write_import(by=by, item=RegisterImport.objects.get(pk=import_id), job_id=job_id)
