"""The list of council papers."""

from typing import ClassVar

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.tables import DueColumn, ListTable
from begleitwerk.council.models import Paper


class PaperTable(ListTable):
    caption = _("Council papers")
    title = tables.Column(verbose_name=_("Subject"))
    reference = tables.Column(verbose_name=_("Number"), default=_("still open"))
    paper_type = tables.Column(verbose_name=_("Type"))
    state = tables.Column(verbose_name=_("State"))
    next_session = DueColumn(verbose_name=_("Next session"), default=_("none ahead"))

    class Meta(ListTable.Meta):
        order_by: ClassVar = None

    def cell_title(self, record: Paper) -> str:
        url = reverse("council:paper", args=[record.municipality.workspace.slug, record.pk])
        return format_html('<a href="{}">{}</a>', url, record.title or gettext("Untitled"))

    def cell_paper_type(self, record: Paper) -> str:
        return record.get_paper_type_display()

    def cell_state(self, record: Paper) -> str:
        return record.get_state_display()

    def export_value_paper_type(self, record: Paper) -> str:
        return record.get_paper_type_display()

    def export_value_state(self, record: Paper) -> str:
        return record.get_state_display()
