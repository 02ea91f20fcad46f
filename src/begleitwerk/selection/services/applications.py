"""A municipality's application: written step by step, approved by a named person, handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import (
    Refused,
    assign,
    changing,
    claim,
    queue_mail,
    record_event,
    require,
    require_reason,
)
from begleitwerk.files.services import delete_file, store_file
from begleitwerk.selection.enums import (
    HOLDS_PLACE,
    MAY_APPLY,
    ApplicationState,
    CandidacyState,
)
from begleitwerk.selection.models import (
    Application,
    ApplicationEvidence,
    ApplicationFile,
    Candidacy,
)
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep
from begleitwerk.selection.selectors.applications import (
    STEPS,
    approvers_of,
    is_late,
    may_approve,
    offered_themes,
    receipt_of,
    recipients_of,
    step_print,
)
from begleitwerk.selection.selectors.applications.experience import put_texts
from begleitwerk.selection.selectors.applications.parts import themes_said_in
from begleitwerk.selection.selectors.stands import stand_of, told_stand
from begleitwerk.selection.services.application_mails import approval_mail, note_mail
from begleitwerk.selection.services.claims import drop_outdated
from begleitwerk.selection.services.completed import read_again
from begleitwerk.selection.services.corrections import lapse_outdated
from begleitwerk.selection.services.experience import follow_themes
from begleitwerk.selection.services.guards import check
from begleitwerk.selection.services.longlist import move_candidacy
from begleitwerk.selection.services.receipts import keep_receipt
from begleitwerk.selection.services.withdrawals import give_back

EDITABLE = frozenset(name for step in STEPS for name in step.fields)
APART = {"themes", "evidence", "experience_by_theme"}
MOST_FILES = 20
# Saving goes on all the time; the log names a step once in this span.
LOGGED_ONCE_IN = timedelta(minutes=15)


# --- Begin and write --------------------------------------------------------------------------


def start_application(*, by: User | None, candidacy: Candidacy) -> Application:
    """Begin the application of an invited municipality, or take up the one that is there.

    With one theme offered it is chosen already. Raises Refused without an open invitation.
    """
    check(CANDIDATE, CandidateStep.BEGIN, stand_of(candidacy))
    with transaction.atomic():
        application, is_new = Application.objects.get_or_create(candidacy=candidacy)
        if not is_new and application.state != ApplicationState.WITHDRAWN:
            return application
        with changing(application, by=by, verb="selection.application_begun") as application:
            application.state = ApplicationState.DRAFT
            themes = list(offered_themes(candidacy))
            if len(themes) == 1:
                application.themes.set(themes)
    return application


def save_application(
    *,
    by: User | None,
    application: Application,
    version: int | None,
    values: Mapping[str, Any],
    seen: str = "",
    step: str = "",
) -> Application:
    """Save fields of an application; `evidence` is a sequence of statement, proof and year,
    `experience_by_theme` the text for the key of each of several themes.

    Several people write at once, each a step of her own: where somebody else saved meanwhile but
    not in this step, as `seen` (selectors.step_print) tells, there is no conflict. Raises
    EditConflict, and Refused once it is handed in.
    """
    told = {"step": step} if step and not _logged_lately(by, application, step) else {}
    plain = {name: values[name] for name in values.keys() - APART}
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        if current.version != version and seen and step_print(current, step) == seen:
            version = None
        with changing(
            current,
            by=by,
            version=version,
            verb="selection.application_written",
            also=told,
            if_changed=True,
        ) as current:
            check_open(current)
            assign(current, plain, EDITABLE)
            if "themes" in values:
                _set_themes(current, values["themes"])
            put_texts(current, values.get("experience_by_theme", {}))
            if "evidence" in values:
                _set_evidence(current, values["evidence"])
    return current


def _set_themes(application: Application, themes: Sequence[Any]) -> None:
    offered = {theme.pk for theme in offered_themes(application.candidacy)}
    if any(theme.pk not in offered for theme in themes):
        raise Refused(_("You were not invited for this theme."), "themes")
    before = [theme.item.key for theme in themes_said_in(application)]
    application.themes.set(themes)
    follow_themes(application, before, [theme.item.key for theme in themes])


def _set_evidence(application: Application, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows in their order; those without any word are left out."""
    application.evidence.all().delete()
    filled = [row for row in rows if row["statement"].strip() or row["proof"].strip()]
    ApplicationEvidence.objects.bulk_create(
        ApplicationEvidence(
            application=application,
            statement=row["statement"].strip(),
            proof=row["proof"].strip(),
            year=row.get("year"),
            position=position,
        )
        for position, row in enumerate(filled, start=1)
    )


def _logged_lately(by: User | None, application: Application, step: str) -> bool:
    recent = AuditEvent.objects.filter(
        verb="selection.application_written",
        subject_type="selection.application",
        subject_id=str(application.pk),
        actor_id=by.pk if by else None,
        at__gte=timezone.now() - LOGGED_ONCE_IN,
    )
    return any(event.after.get("step") == step for event in recent)


# --- Attachments ------------------------------------------------------------------------------


def attach(
    *, by: User | None, application: Application, file: "UploadedFile[bytes]", title: str = ""
) -> ApplicationFile:
    """Add a file; without a title it keeps its own name. Raises Refused at `file`."""
    told: dict[str, str] = {}
    with changing(application, by=by, verb="selection.attachment_added", also=told) as application:
        check_open(application)
        if application.files.count() >= MOST_FILES:
            raise Refused(
                _("There are %(count)s attachments already. Remove one first.")
                % {"count": MOST_FILES},
                "file",
            )
        stored = store_file(by=by, municipality=application.municipality, upload=file)
        row = ApplicationFile.objects.create(
            application=application, file=stored, title=title.strip() or stored.name
        )
        told["title"] = row.title
    return row


def remove_attachment(*, by: User | None, attachment: ApplicationFile) -> None:
    """Remove a file and its content. Raises Refused once the application is handed in."""
    told = {"title": attachment.title}
    with changing(
        attachment.application, by=by, verb="selection.attachment_removed", also=told
    ) as application:
        check_open(application)
        stored = attachment.file
        attachment.delete()
        delete_file(by=by, stored=stored)


# --- Approval and handing in ------------------------------------------------------------------


def request_approval(
    *,
    by: User | None,
    application: Application,
    approver: User,
    note: str = "",
    version: int | None = None,
) -> Application:
    """Ask a named person who may approve here to hand the application in; she gets a mail.

    Raises EditConflict, and Refused at `approver`.
    """
    with changing(
        application,
        by=by,
        version=version,
        verb="selection.approval_requested",
        reason=note.strip(),
    ) as application:
        check_open(application, CandidateStep.ASK_APPROVAL)
        if not approvers_of(application.municipality).filter(pk=approver.pk).exists():
            raise Refused(_("This person may not approve here. Choose another one."), "approver")
        application.state, application.approver = ApplicationState.TO_APPROVE, approver
        words = approval_mail(application, approver, note.strip())
        queue_mail(**words, key=f"selection:approval:{application.pk}:{application.version}")
    return application


def refuse_approval(
    *, by: User, application: Application, reason: str, version: int | None = None
) -> Application:
    """The approver wants something changed first: back to the draft, with her reason.

    Raises EditConflict, and Refused at `reason`.
    """
    reason = require_reason(reason, _("Say what has to change first."))
    with changing(
        application,
        by=by,
        version=version,
        verb="selection.approval_refused",
        reason=reason,
    ) as application:
        check_open(application, CandidateStep.REFUSE_APPROVAL)
        application.state = _state_to_write_in(application)
        _tell(application, "not_approved", reason)
    return application


def hand_in(*, by: User, application: Application, version: int | None = None) -> Application:
    """Approve and hand in, by somebody who may approve in this municipality.

    After the deadline it is late, not refused; what was sent back as incomplete keeps the time of
    its first arrival. The receipt keeps every word with its digest; its file is made afterwards
    (`tasks.receipts`), so that nothing about it can undo the handing in. Raises EditConflict where
    somebody changed the application since it was read, and Refused.
    """
    with transaction.atomic():
        current = claim(application, version=version)
        check_open(current, CandidateStep.HAND_IN)
        if not may_approve(by, current):
            raise Refused(_("Only a person who may approve here can hand in the application."))
        now = timezone.now()
        current.submitted_at = current.submitted_at or now
        late = is_late(current.candidacy.round, current.submitted_at)
        current.state = ApplicationState.LATE if late else ApplicationState.SUBMITTED
        current.approver, current.approved_at = by, now
        current.submitted_by_id, current.return_note = by.pk, ""
        current.save()
        before = receipt_of(current.candidacy)
        letter = keep_receipt(by, current)
        read_again(by=by, application=current, before=before, now=letter)
        record_event(
            by=by,
            verb="selection.application_handed_in_late"
            if late
            else "selection.application_handed_in",
            subject=current,
            after={"fingerprint": letter.content["digest"][:12]},
        )
        drop_outdated(application=current)
        lapse_outdated(application=current)
        if current.candidacy.state != CandidacyState.APPLIED:
            move_candidacy(
                by=by,
                candidacy=current.candidacy,
                state=CandidacyState.APPLIED,
                workspace_id=current.municipality.workspace_id,
            )
        _tell(current, "handed_in")
    return current


# --- Sent back, withdrawn ---------------------------------------------------------------------


def return_application(*, by: User | None, application: Application, note: str) -> Application:
    """The office sends an application back as incomplete, with what is missing; a mail says so.

    Raises Refused at `note`, and where it is not in the office's hands or decided already.
    """
    note = require(note, "note", _("Say what is missing, so that it can be added."))
    with changing(
        application,
        by=by,
        verb="selection.application_returned",
        reason=note,
        workspace_id=application.candidacy.office.pk,
    ) as application:
        check_open(application, CandidateStep.SEND_BACK)
        application.state, application.return_note = ApplicationState.INCOMPLETE, note
        _tell(application, "returned", note)
    return application


def withdraw_application(
    *, by: User | None, application: Application, reason: str, version: int | None = None
) -> Application:
    """A municipality takes its application back; nothing is deleted.

    Begun but not handed in it counts as declined. A place it was given and not told of yet is
    given back with it. Raises EditConflict, Refused at `reason`, and once it was told of a place:
    leaving that is the office's to record.
    """
    reason = require_reason(reason, _("Say why, in one sentence."))
    with transaction.atomic():
        with changing(
            application,
            by=by,
            version=version,
            verb="selection.application_withdrawn",
            reason=reason,
        ) as application:
            candidacy = application.candidacy
            check(CANDIDATE, CandidateStep.WITHDRAW, told_stand(candidacy))
            application.state = ApplicationState.WITHDRAWN
        if candidacy.state in HOLDS_PLACE:
            give_back(by=by, candidacy=candidacy, on=timezone.localdate(), reason=reason)
            return application
        before = candidacy.state in MAY_APPLY
        move_candidacy(
            by=by,
            candidacy=candidacy,
            state=CandidacyState.DECLINED if before else CandidacyState.WITHDRAWN,
            reason=reason,
            workspace_id=application.municipality.workspace_id,
        )
    return application


# --- Guards -----------------------------------------------------------------------------------


def check_open(application: Application, step: CandidateStep = CandidateStep.WRITE) -> None:
    """Raises Refused where the application, as it was just read, does not allow the step."""
    stand = stand_of(application.candidacy)
    has_theme = application.themes.exists()
    check(CANDIDATE, step, replace(stand, application=application.state, has_theme=has_theme))


def _state_to_write_in(application: Application) -> ApplicationState:
    """A draft, or still the incomplete one the office sent back."""
    if application.submitted_at is None:
        return ApplicationState.DRAFT
    return ApplicationState.INCOMPLETE


def _tell(application: Application, template: str, note: str = "") -> None:
    """A mail to the address of the selection, where one is known."""
    to = recipients_of([application.candidacy])[0].email
    if to:
        words = note_mail(application, to, template, note)
        queue_mail(**words, key=f"selection:{template}:{application.pk}:{application.version}")
