"""Writes of the foundation."""

from begleitwerk.core.services.audit import (
    ChainFault,
    changed,
    facts,
    record_event,
    snapshot,
    verify_chain,
)
from begleitwerk.core.services.daily import Duty, do_daily, register_duties
from begleitwerk.core.services.documents import make_docx, make_pdf
from begleitwerk.core.services.errors import Refused, not_in_future, require, require_reason
from begleitwerk.core.services.filters import remove_filter, save_filter
from begleitwerk.core.services.jobs import (
    JobLostError,
    call_off_job,
    fail_job,
    finish_job,
    keep_hold,
    queue_orphans,
    queue_work,
    report_progress,
    start_job,
    take_up,
)
from begleitwerk.core.services.mail import deliver, deliver_due, queue_mail, retry_mail
from begleitwerk.core.services.pages import change_site_page
from begleitwerk.core.services.uploads import (
    UploadKind,
    check_upload,
    owner_of,
    receive_upload,
    register_uploads,
    start_write,
    write_upload,
)
from begleitwerk.core.services.writing import (
    EditConflict,
    assign,
    changing,
    claim,
    record_added,
    record_removed,
    said_of,
    save_changes,
    save_new,
)

__all__ = [
    "ChainFault",
    "Duty",
    "EditConflict",
    "JobLostError",
    "Refused",
    "UploadKind",
    "assign",
    "call_off_job",
    "change_site_page",
    "changed",
    "changing",
    "check_upload",
    "claim",
    "deliver",
    "deliver_due",
    "do_daily",
    "facts",
    "fail_job",
    "finish_job",
    "keep_hold",
    "make_docx",
    "make_pdf",
    "not_in_future",
    "owner_of",
    "queue_mail",
    "queue_orphans",
    "queue_work",
    "receive_upload",
    "record_added",
    "record_event",
    "record_removed",
    "register_duties",
    "register_uploads",
    "remove_filter",
    "report_progress",
    "require",
    "require_reason",
    "retry_mail",
    "said_of",
    "save_changes",
    "save_filter",
    "save_new",
    "snapshot",
    "start_job",
    "start_write",
    "take_up",
    "verify_chain",
    "write_upload",
]
