"""Lists of bodies, networks and organisations, with their filters."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import choices
from begleitwerk.core.tables import DayColumn, ListTable, NameColumn, NumberColumn, SearchFilter
from begleitwerk.networks.models import Body, Network, PartnerOrganisation
from begleitwerk.networks.selectors import body_counts, expanded_members, missing_functions

PRESENT, ENDED = "present", "ended"


def kinds() -> list[tuple[str, str]]:
    return choices(ContentKind.BODY_KINDS)


def sectors() -> list[tuple[str, str]]:
    return choices(ContentKind.PARTNER_SECTORS)


class BodyFilter(SearchFilter):
    searched = ("name", "task", "network__name")
    kind = filters.ChoiceFilter(
        label=_("Kind"), field_name="kind__key", choices=kinds, empty_label=_("all")
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        choices=[(PRESENT, _("meets now")), (ENDED, _("ended"))],
        empty_label=_("all"),
    )

    def in_state(self, rows: QuerySet[Body], name: str, value: str) -> QuerySet[Body]:
        return rows.filter(ended_on__isnull=value == PRESENT)


class BodyTable(ListTable):
    caption = _("Bodies")
    name = NameColumn(verbose_name=_("Body"))
    kind = tables.Column(verbose_name=_("Kind"), accessor="kind__label", orderable=False)
    persons = NumberColumn(verbose_name=_("Persons"), empty_values=(), orderable=False)
    founded_on = DayColumn(verbose_name=_("Since"), default=_("unknown"))
    missing = tables.Column(verbose_name=_("What is missing"), empty_values=(), orderable=False)

    class Meta(ListTable.Meta):
        order_by = "name"

    def cell_name(self, record: Body) -> str:
        link = link_to(record)
        note = str(record.network) if record.network else ""
        return format_html("{}<small>{}</small>", link, note) if note else link

    def cell_persons(self, record: Body) -> str:
        return str(self.export_value_persons(record))

    def export_value_persons(self, record: Body) -> int:
        return sum(seat.persons for seat in expanded_members(record))

    def cell_missing(self, record: Body) -> str:
        return self.export_value_missing(record)

    def export_value_missing(self, record: Body) -> str:
        if record.ended_on is not None:
            return str(_("ended"))
        count = len(missing_functions(record))
        if not count:
            return "–"
        return ngettext("%(count)s thing missing", "%(count)s things missing", count) % {
            "count": count
        }


def link_to(record: Body | Network) -> str:
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.name)


class NetworkFilter(SearchFilter):
    searched = ("name",)


class NetworkTable(ListTable):
    caption = _("Networks")
    name = NameColumn(verbose_name=_("Network"))
    founded_year = tables.Column(verbose_name=_("Founded in"), default=_("unknown"))
    first_document = tables.Column(verbose_name=_("First document"), default="–")
    bodies = NumberColumn(verbose_name=_("Bodies"), empty_values=(), orderable=False)

    class Meta(ListTable.Meta):
        order_by = "name"

    @cached_property
    def counts(self) -> dict[int, int]:
        return body_counts(self.data)

    def cell_name(self, record: Network) -> str:
        return link_to(record)

    def cell_bodies(self, record: Network) -> str:
        return str(self.export_value_bodies(record))

    def export_value_bodies(self, record: Network) -> int:
        return self.counts.get(record.pk, 0)


class OrganisationFilter(SearchFilter):
    searched = ("name",)
    sector = filters.ChoiceFilter(
        label=_("Sector"), field_name="sector__key", choices=sectors, empty_label=_("all")
    )


class OrganisationTable(ListTable):
    """Names link to the form for those who may edit."""

    caption = _("Partner organisations")
    name = NameColumn(verbose_name=_("Organisation"))
    sector = tables.Column(verbose_name=_("Sector"), accessor="sector__label", orderable=False)
    website = tables.Column(verbose_name=_("Website"), default="–", orderable=False)

    class Meta(ListTable.Meta):
        order_by = "name"

    def cell_name(self, record: PartnerOrganisation) -> str:
        if not self.may_edit:
            return record.name
        url = reverse("networks:organisation_edit", args=[record.municipality.slug, record.pk])
        return format_html('<a href="{}">{}</a>', url, record.name)

    @property
    def may_edit(self) -> bool:
        view: Any = getattr(self, "view", None)
        return bool(view and view.may_edit)

    def cell_website(self, record: PartnerOrganisation) -> str:
        if not record.website:
            return "–"
        shown = record.website.split("://", 1)[-1].rstrip("/")
        return format_html('<a href="{}" rel="noopener">{}</a>', record.website, shown)
