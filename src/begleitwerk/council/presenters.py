"""How papers, their settings and briefs tell their history."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.presenters import item_words
from begleitwerk.core.presenters import (
    Field,
    HistoryLine,
    Wording,
    choice_words,
    day_words,
    history_lines,
    money_words,
    yes_no_words,
)
from begleitwerk.core.selectors import history_of
from begleitwerk.council.enums import (
    Coverage,
    PaperState,
    PaperType,
    SigningCapacity,
    StepStatus,
)
from begleitwerk.council.models import Paper, block_label


def unresolved_words(value: Any) -> str:
    """The parts whose data had moved when somebody released the paper all the same."""
    parts = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return gettext("nobody decided about changed data in %(parts)s") % {"parts": parts}


VERBS = {
    "council.paper_created": Wording(_("Paper created")),
    "council.paper_changed": Wording(_("Paper changed"), lists_changes=True),
    "council.paper_moved": Wording(
        _("From “%(old_state)s” to “%(state)s”"), followed_by="unresolved"
    ),
    "council.amount_taken": Wording(_("Amount taken over: %(amount)s")),
    "council.amount_kept": Wording(_("Amount kept, although the measures now cost %(seen)s")),
    "council.step_added": Wording(_("Step of the route added: %(part)s")),
    "council.step_changed": Wording(_("Step of the route changed: %(part)s"), lists_changes=True),
    "council.step_removed": Wording(_("Step of the route removed: %(part)s")),
    "council.step_moved": Wording(_("Step of the route moved: %(part)s")),
    "council.result_recorded": Wording(_("Result recorded: %(part)s"), lists_changes=True),
    "council.block_added": Wording(_("Section added: %(part)s")),
    "council.block_changed": Wording(_("Section reworded: %(part)s")),
    "council.block_taken": Wording(_("Section brought up to date: %(part)s")),
    "council.block_kept": Wording(_("Section kept although the data has moved: %(part)s")),
    "council.block_reset": Wording(_("Section set back to the data: %(part)s")),
    "council.block_removed": Wording(_("Section removed: %(part)s")),
    "council.block_moved": Wording(_("Section moved: %(part)s")),
    "council.file_attached": Wording(_("File attached: %(part)s")),
    "council.file_removed": Wording(_("File removed: %(part)s")),
    "council.settings_changed": Wording(_("Settings of papers changed"), lists_changes=True),
    "council.brief_made": Wording(_("Brief made as of %(as_of)s")),
    "council.brief_changed": Wording(_("Brief reworded")),
}
FIELDS = {
    "council.paper_type": Field(_("type"), choice_words(PaperType)),
    "council.is_public": Field(_("public"), yes_no_words),
    "council.reference": Field(_("paper number")),
    "council.date": Field(_("date"), day_words),
    "council.authority": Field(_("authority in the head")),
    "council.head_title": Field(_("head of the administration")),
    "council.lead_office": Field(_("lead office")),
    "council.contributing_offices": Field(_("contributing offices")),
    "council.file_number": Field(_("file number")),
    "council.contact_role": Field(_("contact (function)")),
    "council.clerk_role": Field(_("clerk (function)")),
    "council.signing_capacity": Field(_("signature"), choice_words(SigningCapacity)),
    "council.signatory_role": Field(_("who signs (function)")),
    "council.title": Field(_("subject")),
    "council.resolution_proposal": Field(_("proposed resolution"), is_text=True),
    "council.summary": Field(_("summary"), is_text=True),
    "council.body_heading": Field(_("heading of the body text")),
    "council.has_financial_effects": Field(_("states financial effects"), yes_no_words),
    "council.amount": Field(_("total amount"), money_words),
    "council.budget_product_code": Field(_("budget product")),
    "council.coverage": Field(_("coverage"), choice_words(Coverage)),
    "council.coverage_by": Field(_("the rest is covered by")),
    "council.financial_note": Field(_("explanation"), is_text=True),
    "council.attachments": Field(_("attachments"), is_text=True),
    "council.state": Field(_("state"), choice_words(PaperState)),
    "council.body_name": Field(_("body")),
    "council.on": Field(_("session date"), day_words),
    "council.session_number": Field(_("session")),
    "council.role": Field(_("role"), item_words(ContentKind.CONSULTATION_ROLES)),
    "council.status": Field(_("status"), choice_words(StepStatus)),
    "council.result": Field(_("result"), item_words(ContentKind.CONSULTATION_RESULTS)),
    "council.votes_yes": Field(_("in favour")),
    "council.votes_no": Field(_("against")),
    "council.abstentions": Field(_("abstentions")),
    "council.resolution_text": Field(_("resolution where it differs"), is_text=True),
    "council.kind": Field(_("kind"), block_label),
    "council.unresolved": Field(_("changed data"), unresolved_words),
    "council.reference_pattern": Field(_("pattern of paper numbers")),
    "council.next_number": Field(_("next number")),
    "council.as_of": Field(_("as of"), day_words),
}


def paper_history(paper: Paper, limit: int = 50) -> list[HistoryLine]:
    """What was decided about a paper and its parts, newest first, in two queries."""
    return history_lines(history_of("council.paper", paper.pk, limit))
