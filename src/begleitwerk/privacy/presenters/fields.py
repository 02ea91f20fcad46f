"""What a field is called where its table gives it no name of its own."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.privacy.selectors import Table

NAMES: dict[str, Promise] = {
    # accounts and what lets people in
    "is_active": _("may sign in"),
    "is_demo": _("account of a demo"),
    "demo_note": _("note on the account of a demo"),
    "date_joined": _("account since"),
    "user": _("account"),
    "workspace": _("number of the place"),
    "workspace_id": _("number of the place"),
    "engagement": _("number of the participation"),
    "version": _("version of the record"),
    "type": _("kind"),
    # when
    "created_at": _("made at"),
    "made_at": _("made at"),
    "expires_at": _("runs out at"),
    "accepted_at": _("accepted at"),
    "withdrawn_at": _("withdrawn at"),
    "due_at": _("due at"),
    "sent_at": _("sent at"),
    "finished_at": _("finished at"),
    "last_used_at": _("last used at"),
    "lease_until": _("in work until"),
    # mails, long work, files on their way, filters
    "state": _("state"),
    "attempts": _("attempts"),
    "last_error": _("last error"),
    "title": _("title"),
    "done": _("done so far"),
    "total": _("to be done in all"),
    "result_url": _("address of the result"),
    "message": _("message"),
    "task_id": _("number in the queue"),
    "holder": _("process at work"),
    "kind": _("kind"),
    "subject_id": _("number of what it is about"),
    "options": _("choices made"),
    "sha256": _("checksum"),
    "report": _("report"),
    "job_id": _("number of the work"),
    "page": _("page"),
    "content": _("content"),
    "round": _("number of the selection"),
    "query": _("filter"),
    # who did something
    "owner_id": _("whose it is"),
    "actor_id": _("who did it"),
    "by_id": _("who did it"),
    "accepted_by_id": _("accepted by"),
    "asked_by_id": _("asked for by"),
    "answered_by_id": _("answered by"),
    "confirmed_by_id": _("confirmed by"),
    "created_by_id": _("made by"),
    "entered_by_id": _("entered by"),
    "frozen_by_id": _("fixed by"),
    "imported_by_id": _("imported by"),
    "left_free_by_id": _("left free by"),
    "made_by_id": _("made by"),
    "proposed_by_id": _("proposed by"),
    "published_by_id": _("published by"),
    "recorded_by_id": _("recorded by"),
    "reviewer": _("reviewed by"),
    "sent_by_id": _("sent by"),
    "sent_to": _("sent to"),
    "started_by_id": _("started by"),
    "submitted_by_id": _("handed in by"),
    "undone_by_id": _("taken back by"),
    "uploaded_by_id": _("uploaded by"),
}


def field_name(row: Table, name: str) -> str:
    """The name its table gives a field; where that is but the name of the column, ours."""
    field: Any = row.model._meta.get_field(name)
    said = str(field.verbose_name)
    return str(NAMES.get(name, said)) if said == name.replace("_", " ") else said
