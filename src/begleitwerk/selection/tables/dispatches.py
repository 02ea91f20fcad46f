"""Letters of a round as they leave the house."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.tables import ListTable, NameColumn
from begleitwerk.core.templatetags.bw import day
from begleitwerk.selection.enums import DispatchWay
from begleitwerk.selection.models import Letter
from begleitwerk.selection.selectors.dispatches import POST_ORDER


class DispatchTable(ListTable):
    """In post order, unless somebody sorts it otherwise; the file has the order of the list."""

    caption = _("Letters")
    name = NameColumn(
        verbose_name=_("Municipality"),
        accessor="candidacy__municipality",
        of="candidacy__municipality__name",
    )
    town = tables.Column(verbose_name=_("Town"), order_by=POST_ORDER)
    kind = tables.Column(verbose_name=_("Letter"), order_by=("kind", *POST_ORDER))
    sent_at = tables.Column(verbose_name=_("Written"), order_by=("sent_at", "pk"))
    left = tables.Column(
        verbose_name=_("Sent"), empty_values=(), order_by=("dispatch__on", *POST_ORDER)
    )

    def __init__(self, *args: Any, slug: str = "", may_edit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slug, self.may_edit = slug, may_edit

    def cell_name(self, record: Letter) -> str:
        row = record.candidacy
        url = reverse("selection:candidacy", args=[self.slug, row.round_id, row.pk])
        mail = record.sent_to or gettext("without mail address")
        return format_html('<a href="{}">{}</a><small>{}</small>', url, row.municipality, mail)

    def cell_town(self, record: Any) -> str:
        if not record.town and not self.may_edit:
            return gettext("without postal address")
        if not record.town:
            url = reverse("municipalities:register_contact", args=[record.municipality.slug])
            return format_html(
                '<a href="{}">{}<span class="bw-sr">: {}</span></a>',
                url,
                gettext("Enter the address"),
                record.municipality,
            )
        return f"{record.postcode} {record.town}"

    def cell_kind(self, record: Letter) -> str:
        return record.get_kind_display()

    def cell_sent_at(self, record: Letter) -> str:
        return day(record.sent_at)

    def cell_left(self, record: Letter) -> str:
        sent = getattr(record, "dispatch", None)
        if sent is None and record.sent_to:
            return format_html("{}<small>{}</small>", day(record.sent_at), DispatchWay.MAIL.label)
        if sent is None:
            return gettext("not recorded")
        return format_html("{}<small>{}</small>", day(sent.on), sent.get_way_display())

    class Meta(ListTable.Meta):
        order_by = "town"
