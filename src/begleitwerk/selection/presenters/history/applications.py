"""Verbs and fields: invitations, applications, contradictions."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Field, Wording, choice_words, day_words
from begleitwerk.selection.enums import WaiverStep
from begleitwerk.selection.selectors.applications.form import STEPS
from begleitwerk.selection.selectors.claims import CLAIMS
from begleitwerk.selection.selectors.corrections import entry_label

WAIVED = choice_words(WaiverStep)
COUNTS: dict[str, str | Promise] = {"claim": _("the claim"), "register": _("the register")}


def step_words(value: Any) -> str:
    """The title of a step of the form, or of what goes on with a reason by two people."""
    titles = {step.slug: str(step.title) for step in STEPS}
    return titles.get(str(value)) or WAIVED(value)


def claim_title(value: Any) -> str:
    return str(CLAIMS.get(str(value), value))


def counts_words(value: Any) -> str:
    return str(COUNTS.get(str(value), value))


def entry_words(value: Any) -> str:
    return entry_label(str(value))


VERBS: dict[str, Wording] = {
    "selection.invited": Wording(_("Invited, reply until %(reply_by)s")),
    "selection.invitations_sent": Wording(_("Invitations sent: %(count)s")),
    "selection.reply_accepted": Wording(_("Wants to apply")),
    "selection.reply_declined": Wording(_("Declined")),
    "selection.replies_closed": Wording(_("Replies closed; without a reply: %(count)s")),
    "selection.application_begun": Wording(_("Application begun")),
    "selection.application_written": Wording(_("Application edited: %(step)s")),
    "selection.approval_requested": Wording(_("Asked for approval")),
    "selection.approver_named": Wording(_("Told the programme office who shall approve")),
    "selection.approval_refused": Wording(_("Not approved yet")),
    "selection.application_handed_in": Wording(_("Approved and handed in, digest %(fingerprint)s")),
    "selection.application_handed_in_late": Wording(
        _("Approved and handed in after the deadline, digest %(fingerprint)s")
    ),
    "selection.application_returned": Wording(_("Sent back as incomplete")),
    "selection.application_closed": Wording(_("Application closed without a decision")),
    "selection.application_withdrawn": Wording(_("Application withdrawn")),
    "selection.attachment_added": Wording(_("Attachment added: %(title)s")),
    "selection.attachment_removed": Wording(_("Attachment removed: %(title)s")),
    "selection.correction_proposed": Wording(_("Correction proposed, %(entry)s")),
    "selection.correction_taken_back": Wording(_("Correction taken back, %(entry)s")),
    "selection.correction_agreed": Wording(_("Agreed to the correction, %(entry)s")),
    "selection.correction_refused": Wording(_("Did not agree to the correction, %(entry)s")),
    "selection.claim_answered": Wording(_("Contradiction answered, %(claim)s: %(counts)s counts")),
}
FIELDS: dict[str, Field] = {
    "selection.reply_by": Field(_("Reply until"), day_words),
    "selection.count": Field(_("Number")),
    "selection.step": Field(_("Step"), step_words),
    "selection.fingerprint": Field(_("Digest")),
    "selection.title": Field(_("Title")),
    "selection.claim": Field(_("Claim"), claim_title),
    "selection.entry": Field(_("Entry"), entry_words),
    "selection.counts": Field(_("What counts"), counts_words),
}
