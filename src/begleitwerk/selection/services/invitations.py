"""Invitations and what becomes of them: letters, mails, accounts, replies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Job
from begleitwerk.core.services import (
    Refused,
    changing,
    claim,
    finish_job,
    not_in_future,
    queue_mail,
    record_event,
    report_progress,
    start_job,
)
from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.services import invite as invite_person
from begleitwerk.selection.enums import (
    OPEN_TO_EDIT,
    ApplicationState,
    CandidacyState,
    LetterKind,
)
from begleitwerk.selection.exports.letters import letter_name, letter_upload
from begleitwerk.selection.models import Application, Candidacy, Letter, SelectionRound
from begleitwerk.selection.papers.invitation import invitation_content, invitation_document
from begleitwerk.selection.rules.steps import (
    CANDIDATE,
    ROUND,
    CandidateStep,
    RoundStand,
    RoundStep,
)
from begleitwerk.selection.selectors.applications import Recipient, recipients_of
from begleitwerk.selection.selectors.approvers import access_at
from begleitwerk.selection.selectors.facts import facts_at_inviting
from begleitwerk.selection.selectors.stands import stand_of, state_stand
from begleitwerk.selection.services.application_mails import invitation_mail
from begleitwerk.selection.services.applications import start_application
from begleitwerk.selection.services.guards import check
from begleitwerk.selection.services.letters import Draft, keep_letter
from begleitwerk.selection.services.longlist import move_candidacy

Reply = Literal["accept", "decline"]


@dataclass(frozen=True)
class InvitationPlan:
    """What a bulk invitation needs: deadline, words, and by candidacy the addresses it goes to and
    those of whoever approves the application."""

    reply_by: date
    text: str
    contact: str
    emails: Mapping[int, str]
    approvers: Mapping[int, str]


# --- Invite -----------------------------------------------------------------------------------


def start_inviting(*, by: User, round: SelectionRound, count: int) -> Job:
    """The job whose progress the page shows while many letters are written."""
    title = ngettext("%(count)s invitation", "%(count)s invitations", count) % {"count": count}
    return start_job(title=title, owner_id=by.pk, total=count, workspace_id=round.workspace.pk)


def invite(
    *,
    by: User | None,
    candidacies: Sequence[Candidacy],
    reply_by: date,
    text: str = "",
    contact: str = "",
    emails: Mapping[int, str] | None = None,
    approvers: Mapping[int, str] | None = None,
    on: date | None = None,
    job_id: int | None = None,
) -> list[Letter]:
    """Invite candidates of one round to apply: all or none.

    Each gets a letter that is kept as it is, and a mail where an address is known. Where nobody
    was ever let in, whoever reads it is invited to coordinate the network; where nobody may
    approve, the address in `approvers` is invited to. Without `text` or `contact` those of the
    round stand in the letters; `emails` and `approvers` are addresses by candidacy. Raises Refused
    at `reply_by` or `candidacies`.
    """
    today = on or timezone.localdate()
    if not candidacies:
        raise Refused(_("Choose at least one municipality."), "candidacies")
    round = candidacies[0].round
    plan = InvitationPlan(
        reply_by,
        text or round.invitation_text,
        contact or round.contact,
        emails or {},
        approvers or {},
    )
    check_plan(round, plan, today)
    for candidacy in candidacies:
        check_invitable(candidacy)
    drafts = typeset(candidacies, plan, today, job_id)
    with override("de"):  # what is kept is German
        facts = facts_at_inviting(round, candidacies)
    with transaction.atomic():
        keep_words(round, plan)
        letters = [
            _invite_one(by, draft, plan, today, facts[draft.candidacy.pk]) for draft in drafts
        ]
        let_people_in(by, [letter.candidacy for letter in letters], plan)
        record_event(
            by=by,
            verb="selection.invitations_sent",
            subject=round,
            after={"count": len(letters)},
        )
        if job_id:
            finish_job(
                job_id=job_id,
                message=_("All letters are written and the mails queued."),
                result_url=reverse("selection:invitations", args=[round.workspace.slug, round.pk]),
            )
    return letters


def check_plan(round: SelectionRound, plan: InvitationPlan, today: date) -> None:
    check(ROUND, RoundStep.INVITE, RoundStand(round.state))
    if plan.reply_by < today:
        raise Refused(_("This day lies in the past. Enter a later one."), "reply_by")
    if round.apply_until and plan.reply_by > round.apply_until:
        raise Refused(
            _("The reply would come after the end of the applications. Enter an earlier day."),
            "reply_by",
        )


def keep_words(round: SelectionRound, plan: InvitationPlan) -> None:
    """The words of the letters become those of the round, so that the next ones start there."""
    row = claim(round, version=None)
    row.invitation_text, row.contact = plan.text.strip(), plan.contact.strip()
    row.save()
    round.invitation_text, round.contact = row.invitation_text, row.contact


def check_invitable(candidacy: Candidacy) -> None:
    check(CANDIDATE, CandidateStep.INVITE, state_stand(candidacy))


def typeset(
    candidacies: Sequence[Candidacy], plan: InvitationPlan, today: date, job_id: int | None
) -> list[Draft]:
    """All letters, made before anything is locked: this is what takes time."""
    drafts = []
    for number, recipient in enumerate(recipients_of(candidacies), start=1):
        candidacy = recipient.candidacy
        content = invitation_content(
            candidacy,
            on=today,
            reply_by=plan.reply_by,
            text=plan.text,
            contact=plan.contact,
            to=recipient.contact,
            by_post=not (plan.emails.get(candidacy.pk) or recipient.email),
        )
        name = letter_name("einladung", candidacy.municipality.slug)
        upload = letter_upload(invitation_document(content), name)
        drafts.append(Draft(candidacy, LetterKind.INVITATION, content, upload))
        if job_id:
            report_progress(job_id=job_id, done=number)
    return drafts


def _invite_one(
    by: User | None,
    draft: Draft,
    plan: InvitationPlan,
    today: date,
    facts: Mapping[str, Evidence],
) -> Letter:
    with changing(draft.candidacy, by=by, verb="selection.invited", always=("reply_by",)) as row:
        check_invitable(row)
        recipient = addressed(row, plan.emails.get(row.pk, ""))
        row.contact_email = recipient.email
        row.invited_on, row.reply_by = today, plan.reply_by
        row.invited_facts = {key: to_plain(found) for key, found in facts.items()}
        row.replied_on, row.reply_note = None, ""
    row = move_candidacy(by=by, candidacy=row, state=CandidacyState.INVITED, on=today)
    letter = keep_letter(by, replace(draft, candidacy=row, email=row.contact_email))
    if recipient.email:
        queue_mail(**invitation_mail(letter), key=f"selection:invitation:{letter.pk}")
    return letter


def addressed(candidacy: Candidacy, email: str) -> Recipient:
    """Where the letter goes; an address given now replaces the one noted before."""
    if email:
        candidacy.contact_email = email.strip().lower()
    return recipients_of([candidacy])[0]


def let_people_in(by: User | None, invited: Sequence[Candidacy], plan: InvitationPlan) -> None:
    """The first person of municipalities nobody was ever in, and who approves where nobody may."""
    there = access_at(invited)
    for candidacy in invited:
        known = there[candidacy.pk]
        if known.is_new and candidacy.contact_email:
            open_account(by, candidacy, candidacy.contact_email, Role.COORDINATOR)
        if not known.approves and (email := plan.approvers.get(candidacy.pk, "")):
            open_account(by, candidacy, email, Role.APPROVER)


def open_account(by: User | None, candidacy: Candidacy, email: str, role: Role) -> None:
    try:
        invite_person(
            by=by,
            workspace=candidacy.municipality.workspace,
            email=email,
            role=role,
            valid_from=timezone.localdate(),
        )
    except Refused:
        return  # the letter goes out all the same; the candidate's page says who is missing


# --- Replies ----------------------------------------------------------------------------------


def record_reply(
    *,
    by: User | None,
    candidacy: Candidacy,
    reply: Reply,
    note: str = "",
    on: date | None = None,
    by_municipality: bool = False,
) -> Candidacy:
    """Note what a municipality replied; "accept" begins its application, "decline" ends a draft.

    `by_municipality` says in whose log it stands. Raises Refused at `on`, and where there is no
    open invitation.
    """
    day = on or timezone.localdate()
    accepts = reply == "accept"
    space = candidacy.municipality.workspace_id if by_municipality else None
    with transaction.atomic():
        with changing(
            candidacy,
            by=by,
            verb="selection.reply_accepted" if accepts else "selection.reply_declined",
            reason=note.strip(),
            workspace_id=space,
        ) as row:
            step = CandidateStep.BEGIN if accepts else CandidateStep.DECLINE
            check(CANDIDATE, step, state_stand(row))
            check_reply(row, day)
            row.replied_on, row.reply_note = day, note.strip()
        if accepts:
            start_application(by=by, candidacy=row)
        else:
            end_draft(row)
            move_candidacy(
                by=by,
                candidacy=row,
                state=CandidacyState.DECLINED,
                on=day,
                reason=note,
                workspace_id=space,
            )
    return row


def end_draft(candidacy: Candidacy) -> None:
    """What was written stays, as withdrawn."""
    draft = Application.objects.filter(candidacy=candidacy, state__in=OPEN_TO_EDIT).first()
    if draft is not None:
        draft = claim(draft, version=None)
        draft.state = ApplicationState.WITHDRAWN
        draft.save()


def check_reply(candidacy: Candidacy, on: date) -> None:
    not_in_future(on, "on")
    if candidacy.invited_on and on < candidacy.invited_on:
        raise Refused(_("This day lies before the invitation. Enter a later day."), "on")


def close_replies(*, by: User | None, round: SelectionRound, on: date | None = None) -> int:
    """Note "no reply" for all whose day has passed without a word; returns how many.

    They may still apply until the end of the applications.
    """
    today = on or timezone.localdate()
    silent = Candidacy.objects.filter(
        round=round, state=CandidacyState.INVITED, replied_on=None, reply_by__lt=today
    ).select_related("round__edition__programme__workspace", "municipality", "application")
    with transaction.atomic():
        rows = list(silent.order_by("pk"))
        for row in rows:
            check(CANDIDATE, CandidateStep.NOTE_SILENCE, stand_of(row))
            move_candidacy(by=by, candidacy=row, state=CandidacyState.NO_REPLY, on=today)
        if rows:
            record_event(
                by=by,
                verb="selection.replies_closed",
                subject=round,
                after={"count": len(rows)},
            )
    return len(rows)
