"""Lists of those who ask: people with personal links, and remarks."""

from typing import Any, ClassVar

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms.base import HINT_WORDS
from begleitwerk.core.selectors import alphabetical
from begleitwerk.core.tables import DayColumn, ListTable, SearchFilter
from begleitwerk.engine.disclosure import personal_data_hints
from begleitwerk.fieldwork.enums import RemarkKind
from begleitwerk.fieldwork.models import Access, Collection, Group, Remark
from begleitwerk.fieldwork.selectors import Fault, faults_of

LETS_IN = (("ja", _("yes")), ("nein", _("no")))


class PeopleFilter(SearchFilter):
    """Name or address, group, whether the link lets in."""

    searched = ("person_name", "email")
    gruppe = django_filters.ModelChoiceFilter(
        label=_("Group"), field_name="group", queryset=None, empty_label=_("all")
    )
    offen = django_filters.ChoiceFilter(
        label=_("Link lets in"), method="lets_in", choices=LETS_IN, empty_label=_("all")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = self.queryset.order_by().values("group_id")
        self.filters["gruppe"].queryset = Group.objects.filter(pk__in=here)

    def lets_in(self, rows: QuerySet[Access], name: str, value: str) -> QuerySet[Access]:
        return rows.filter(is_closed=value == "nein")


class PeopleTable(ListTable):
    """Never who answered: only who was asked, and whether the mail went."""

    caption = _("People asked")
    person = tables.Column(verbose_name=_("Person"), empty_values=())
    group = tables.Column(
        verbose_name=_("Group"), accessor="group__name", order_by=("group__position", "pk")
    )
    asked_on = DayColumn(verbose_name=_("Invited on"), default="–")
    state = tables.Column(
        verbose_name=pgettext_lazy("of a link", "State"), empty_values=(), orderable=False
    )

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collection = collection

    class Meta(ListTable.Meta):
        order_by = "person"

    def order_person(
        self, rows: QuerySet[Access], is_descending: bool
    ) -> tuple[QuerySet[Access], bool]:
        name, mail = alphabetical("person_name"), alphabetical("email")
        order = (name.desc(), mail.desc()) if is_descending else (name.asc(), mail.asc())
        return rows.order_by(*order, "pk"), True

    @cached_property
    def faults(self) -> dict[int, Fault]:
        return faults_of(self.records)

    def cell_person(self, record: Access) -> str:
        collection = self.collection
        address = reverse(
            "fieldwork:person_edit",
            args=[collection.municipality.slug, collection.pk, record.pk],
        )
        name = record.person_name or record.email or gettext("removed")
        mail = record.email if record.person_name else ""
        small = format_html("<small>{}</small>", mail) if mail else ""
        return format_html('<a href="{}">{}</a>{}', address, name, small)

    def cell_state(self, record: Access) -> str:
        if record.is_closed:
            return gettext("does not let in any more")
        if fault := self.faults.get(record.pk):
            words = gettext("Mail not delivered") if fault.is_final else gettext("Mail on its way")
            return format_html("{}<small>{}</small>", words, fault.why)
        return gettext("invited") if record.asked_on else gettext("is invited on the first day")


class RemarkFilter(SearchFilter):
    """Words, kind, what was decided."""

    searched = ("text",)
    art = django_filters.ChoiceFilter(
        label=_("Kind"), field_name="kind", choices=RemarkKind.choices, empty_label=_("all")
    )
    stand = django_filters.ChoiceFilter(
        label=pgettext_lazy("collection", "Decision"),
        method="decided",
        choices=(
            ("offen", _("not looked at")),
            ("gezeigt", _("is shown")),
            ("verborgen", _("is not shown")),
        ),
        empty_label=_("all"),
    )
    STATES: ClassVar = {"offen": None, "gezeigt": True, "verborgen": False}

    def decided(self, rows: QuerySet[Remark], name: str, value: str) -> QuerySet[Remark]:
        return rows.filter(is_shown=self.STATES[value])


class RemarkTable(ListTable):
    """A remark in a row, with what may point to a person and the two buttons."""

    caption = _("Remarks by item")
    row_template = "fieldwork/inside/remark.html"
    text = tables.Column(verbose_name=pgettext_lazy("collection", "Remark"), orderable=False)
    kind = tables.Column(verbose_name=_("Kind"), orderable=False)
    is_shown = tables.Column(verbose_name=pgettext_lazy("collection", "Decision"), orderable=False)

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collection = collection

    @property
    def kept(self) -> str:
        """How the list is narrowed and which page of it is shown."""
        return str(self.request.GET.urlencode())

    @cached_property
    def csrf(self) -> str:
        return get_token(self.request)

    @property
    def records(self) -> Any:
        """With `hints`: what of its text may point to a person, in words."""
        rows = super().records
        for row in rows:
            found = personal_data_hints(row.text)
            row.hints = sorted({str(HINT_WORDS[hint.kind]) for hint in found})
        return rows

    def group_of(self, record: Any) -> str:
        return str(record.item)
