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
    history_lines,
    money_words,
)
from begleitwerk.core.selectors import history_of
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
    "council.amount": Field(_("total amount"), money_words),
    "council.role": Field(_("role"), item_words(ContentKind.CONSULTATION_ROLES)),
    "council.result": Field(_("result"), item_words(ContentKind.CONSULTATION_RESULTS)),
    "council.kind": Field(_("kind"), block_label),
    "council.unresolved": Field(_("changed data"), unresolved_words),
}


def paper_history(paper: Paper, limit: int = 50) -> list[HistoryLine]:
    """What was decided about a paper and its parts, newest first, in two queries."""
    return history_lines(history_of("council.paper", paper.pk, limit))
