"""Lists of those invited."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.tables import DayColumn, DueColumn, ListTable, NameColumn
from begleitwerk.core.templatetags.bw import day, due_note
from begleitwerk.selection.enums import CandidacyState
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.selectors.applications import application_of


class InvitationTable(ListTable):
    """Who was invited, until when to reply, what came back."""

    caption = _("Invitations and replies")
    name = NameColumn(
        verbose_name=_("Municipality"), accessor="municipality", of="municipality__name"
    )
    invited_on = DayColumn(verbose_name=_("Invited"))
    reply_by = DueColumn(verbose_name=_("Reply until"))
    state = tables.Column(verbose_name=_("Reply"), order_by=("state", "replied_on"))
    application = tables.Column(verbose_name=_("Application"), empty_values=(), orderable=False)
    todo = tables.Column(verbose_name=_("Action"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, slug: str = "", may_edit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slug, self.may_edit = slug, may_edit

    def address(self, name: str, record: Candidacy, *more: Any) -> str:
        return reverse(f"selection:{name}", args=[self.slug, record.round_id, record.pk, *more])

    def cell_name(self, record: Candidacy) -> str:
        mail = record.contact_email or gettext("no mail address")
        url = self.address("candidacy", record)
        return format_html('<a href="{}">{}</a><small>{}</small>', url, record.municipality, mail)

    def cell_reply_by(self, record: Candidacy) -> str:
        """A deadline that was met is no deadline any more."""
        if record.reply_by is None:
            return ""
        waits = record.state == CandidacyState.INVITED and record.replied_on is None
        return SafeString(day(record.reply_by) + (due_note(record.reply_by) if waits else ""))

    def cell_state(self, record: Candidacy) -> str:
        return format_html("{}<small>{}</small>", self.reply_words(record), day(record.replied_on))

    def reply_words(self, record: Candidacy) -> str:
        if record.state == CandidacyState.INVITED:
            return gettext("wants to apply") if record.replied_on else gettext("no reply yet")
        return record.get_state_display()

    def export_value_state(self, record: Candidacy) -> str:
        return self.reply_words(record)

    def cell_application(self, record: Candidacy) -> str:
        return self.export_value_application(record) or "–"

    def export_value_application(self, record: Candidacy) -> str:
        application = application_of(record)
        return application.get_state_display() if application else ""

    def cell_todo(self, record: Candidacy) -> str:
        letter = self.address("invitation_letter", record, "pdf")
        links = format_html(
            '<a href="{}">{}<span class="bw-sr">: {}</span></a>',
            letter,
            gettext("Letter"),
            record.municipality,
        )
        if self.may_edit and record.state in (CandidacyState.INVITED, CandidacyState.NO_REPLY):
            links += format_html(
                ' <a href="{}">{}<span class="bw-sr">: {}</span></a>',
                self.address("reply", record),
                gettext("Record reply"),
                record.municipality,
            )
        return format_html('<span class="bw-row">{}</span>', links)

    export_exclude = ("todo",)

    class Meta(ListTable.Meta):
        order_by = "name"
