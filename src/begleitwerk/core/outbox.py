"""The outbox as a list: which mails wait, for whom, and what held them up."""

import django_filters
import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.enums import MailState
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.tables import ListTable, SearchFilter
from begleitwerk.core.templatetags.bw import moment


class OutboxFilter(SearchFilter):
    """Recipient or subject, and state."""

    searched = ("to", "subject")
    state = django_filters.ChoiceFilter(
        choices=MailState.choices, label=_("State"), empty_label=_("all")
    )

    class Meta:
        model = OutboxMail
        fields = ("q", "state")


def what_held_up(mail: OutboxMail) -> str:
    """Why a mail did not go yet, and when the next try is."""
    if mail.state != MailState.QUEUED or not mail.last_error:
        return mail.last_error
    return gettext("Next try: %(at)s. %(why)s") % {
        "at": moment(mail.due_at),
        "why": mail.last_error,
    }


class OutboxTable(ListTable):
    """Mails, newest first."""

    caption = _("Mails, newest first")
    subject = tables.Column(verbose_name=_("Subject"), orderable=False)
    to = tables.Column(verbose_name=_("To"), order_by=("to", "-created_at"))
    created_at = tables.Column(verbose_name=_("Written"), order_by=("created_at", "pk"))
    state = tables.Column(verbose_name=_("State"), order_by=("state", "-created_at"))
    action = tables.Column(
        verbose_name=_("Action"), orderable=False, empty_values=(), exclude_from_export=True
    )

    def cell_created_at(self, record: OutboxMail) -> str:
        return moment(record.created_at)

    def cell_state(self, record: OutboxMail) -> str:
        why = what_held_up(record)
        small = format_html("<small>{}</small>", why) if why else ""
        return format_html("{}{}", record.get_state_display(), small)

    def cell_action(self, record: OutboxMail) -> str:
        if not record.may_be_retried:
            return ""
        return render_to_string("core/outbox_retry.html", {"mail": record}, self.request)

    def export_value_created_at(self, record: OutboxMail) -> str:
        return moment(record.created_at)

    def export_value_state(self, record: OutboxMail) -> str:
        return " ".join(filter(None, (record.get_state_display(), what_held_up(record))))

    class Meta(ListTable.Meta):
        order_by = "-created_at"
