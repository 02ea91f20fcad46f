"""Writes of the foundation."""

from begleitwerk.core.services.audit import (
    ChainFault,
    changed,
    facts,
    record_event,
    snapshot,
    verify_chain,
)
from begleitwerk.core.services.documents import make_docx, make_pdf
from begleitwerk.core.services.errors import Refused
from begleitwerk.core.services.filters import remove_filter, save_filter
from begleitwerk.core.services.jobs import fail_job, finish_job, report_progress, start_job
from begleitwerk.core.services.mail import deliver, deliver_due, queue_mail, retry_mail
from begleitwerk.core.services.pages import change_site_page
from begleitwerk.core.services.versions import EditConflict, claim, save_changes

__all__ = [
    "ChainFault",
    "EditConflict",
    "Refused",
    "change_site_page",
    "changed",
    "claim",
    "deliver",
    "deliver_due",
    "facts",
    "fail_job",
    "finish_job",
    "make_docx",
    "make_pdf",
    "queue_mail",
    "record_event",
    "remove_filter",
    "report_progress",
    "retry_mail",
    "save_changes",
    "save_filter",
    "snapshot",
    "start_job",
    "verify_chain",
]
