"""Lists about municipalities."""

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.accounts.selectors import names_of
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.presenters import sentence_of
from begleitwerk.core.tables import ListTable, NameColumn, NumberColumn
from begleitwerk.core.templatetags.bw import day, moment, number
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.presenters import account_state, actor_words, whom_in
from begleitwerk.municipalities.selectors import Settlement, settlement_of


class RegisterTable(ListTable):
    """The register. Names are ordered without "Kreis" and "Stadt", umlauts as people read them."""

    caption = _("Municipalities")
    name = tables.Column(verbose_name=_("Municipality"), order_by=("search_text", "pk"))
    kind = tables.Column(verbose_name=_("Kind"), order_by=("kind", "search_text"))
    land = tables.Column(verbose_name=_("Land"), order_by=("land__name", "search_text"))
    space = tables.Column(verbose_name=_("Town or country"), empty_values=(), orderable=False)
    population = NumberColumn(verbose_name=_("Population"), default=_("unknown"))

    def cell_name(self, record: Municipality) -> str:
        url = reverse("municipalities:register_entry", args=[record.slug])
        key = gettext("Key %(key)s") % {"key": record.youth_office_id}
        if record.is_invented:
            key = f"{key} · {gettext('invented')}"
        return format_html('<a href="{}">{}</a><small>{}</small>', url, record.name, key)

    def cell_kind(self, record: Municipality) -> str:
        return str(record.get_kind_display())

    def cell_space(self, record: Municipality) -> str:
        found = self.settlements[record.pk]
        return format_html("{}<small>{}</small>", found.word, found.note)

    @cached_property
    def settlements(self) -> Mapping[int, Settlement]:
        """Town or country for the municipalities of this page."""
        return settlement_of(self.records)

    def cell_population(self, record: Municipality) -> str:
        if record.population is None:
            return gettext("unknown")
        if record.population_date is None:
            return number(record.population)
        return format_html(
            "{}<small>{}</small>", number(record.population), day(record.population_date)
        )

    class Meta(ListTable.Meta):
        order_by = "name"


class ContactTable(ListTable):
    """Where letters go: the envelope, the salutation, the mail."""

    caption = _("Addresses for letters")
    name = tables.Column(verbose_name=_("Municipality"), order_by=("search_text", "pk"))
    address = tables.Column(
        verbose_name=_("Postal address"),
        empty_values=(),
        order_by=("letter_contact__postcode", "letter_contact__town", "search_text"),
    )
    person = tables.Column(verbose_name=_("To whom"), empty_values=(), orderable=False)
    email = tables.Column(
        verbose_name=_("Mail address"),
        empty_values=(),
        order_by=("letter_contact__email", "search_text"),
    )

    def __init__(self, *args: Any, may_edit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goes_to = "register_contact" if may_edit else "register_entry"

    def cell_name(self, record: Municipality) -> str:
        url = reverse(f"municipalities:{self.goes_to}", args=[record.slug])
        return format_html('<a href="{}">{}</a><small>{}</small>', url, record.name, record.land)

    def cell_address(self, record: Municipality) -> str:
        found = getattr(record, "letter_contact", None)
        if found is None or not found.has_address:
            return gettext("missing")
        town = f"{found.postcode} {found.town}"
        return format_html("{}<small>{}</small>", found.street or found.office or town, town)

    def cell_person(self, record: Municipality) -> str:
        found = getattr(record, "letter_contact", None)
        if found is None:
            return "–"
        return format_html(
            "{}<small>{}</small>", found.person or found.function or found.office or "–",
            found.salutation,
        )  # fmt: skip

    def cell_email(self, record: Municipality) -> str:
        found = getattr(record, "letter_contact", None)
        return found.email if found and found.email else "–"

    class Meta(ListTable.Meta):
        order_by = "name"


class AccountTable(ListTable):
    """Who has an account, and whether it is open."""

    caption = _("Accounts")
    name = NameColumn(verbose_name=_("Name"))
    email = tables.Column(verbose_name=_("Mail address"), order_by=("email",))
    is_active = tables.Column(verbose_name=_("State"), order_by=("is_active", "name"))
    last_login = tables.Column(
        verbose_name=_("Last signed in"), order_by=("last_login", "name"), default=_("never")
    )

    def cell_name(self, record: User) -> str:
        url = reverse("municipalities:account", args=[record.pk])
        return format_html('<a href="{}">{}</a><small>{}</small>', url, record, record.function)

    def cell_is_active(self, record: User) -> str:
        return account_state(record)

    def export_value_is_active(self, record: User) -> str:
        return account_state(record)

    def cell_last_login(self, record: User) -> str:
        return moment(record.last_login) if record.last_login else gettext("never")

    class Meta(ListTable.Meta):
        order_by = "name"


def about_words(event: AuditEvent, whom: dict[int, str]) -> str:
    """What an event is about, and of an invitation or a role whose."""
    return " · ".join(filter(None, (whom.get(event.pk, ""), event.subject_label)))


class LogTable(ListTable):
    """Decisions of a workspace: when, what, on what, who, why."""

    caption = _("Decisions, newest first")
    at = tables.Column(verbose_name=_("When"), orderable=False)
    verb = tables.Column(verbose_name=_("What happened"), orderable=False)
    actor_id = tables.Column(verbose_name=_("Who"), orderable=False)
    reason = tables.Column(verbose_name=_("Reason"), orderable=False, default="–")

    def cell_at(self, record: AuditEvent) -> str:
        return format_html('<span class="bw-nowrap">{}</span>', moment(record.at))

    def cell_verb(self, record: AuditEvent) -> str:
        about = about_words(record, self.whom)
        return format_html("{}<small>{}</small>", sentence_of(record), about)

    def cell_actor_id(self, record: AuditEvent) -> str:
        return actor_words(record, self.names)

    @cached_property
    def names(self) -> dict[int, str]:
        """The names behind the numbers of this page."""
        return names_of({event.actor_id for event in self.records if event.actor_id})

    @cached_property
    def whom(self) -> dict[int, str]:
        return whom_in(self.records)

    @cached_property
    def all_whom(self) -> dict[int, str]:
        return whom_in(self.data)

    @cached_property
    def all_names(self) -> dict[int, str]:
        return names_of({event.actor_id for event in self.data if event.actor_id})

    def export_value_at(self, record: AuditEvent) -> str:
        return moment(record.at)

    def export_value_verb(self, record: AuditEvent) -> str:
        return f"{sentence_of(record)} ({about_words(record, self.all_whom)})"

    def export_value_actor_id(self, record: AuditEvent) -> str:
        return actor_words(record, self.all_names)
