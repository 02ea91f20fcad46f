"""Forms about access and about the register."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, cast

import django_filters
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.forms import (
    Around,
    BaseForm,
    BaseModelForm,
    GermanDateField,
    TableForm,
    VersionedFormMixin,
)
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.tables import SearchFilter
from begleitwerk.municipalities.enums import Role, TerritoryType
from begleitwerk.municipalities.imports import KEY, POSTCODE
from begleitwerk.municipalities.models import PLACING, Land, LetterContact, Municipality
from begleitwerk.municipalities.selectors import search_accounts, search_register

# --- Access -----------------------------------------------------------------------------------


class TermForm(BaseForm):
    """From when until when a role holds: no day that is over, unless it was there before."""

    valid_from = GermanDateField(label=_("First day"))
    valid_to = GermanDateField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if there is no end yet.")
    )

    def clean_valid_from(self) -> date | None:
        return self.still_to_come("valid_from", Around(ahead=5))

    def clean_valid_to(self) -> date | None:
        return self.still_to_come("valid_to", Around(ahead=30))

    def still_to_come(self, name: str, around: Around) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and day != self.initial.get(name):
            around(day)
        return day


class MembershipForm(VersionedFormMixin, TermForm):
    """The term of a role somebody holds."""


class InvitationForm(TermForm):
    in_mails = ("name",)
    email = forms.EmailField(
        label=_("Mail address"), help_text=_("The invitation is sent to this address.")
    )
    name = forms.CharField(label=_("First name and surname"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    field_order = ("email", "name", "role", "valid_from", "valid_to")

    def __init__(
        self,
        *args: Any,
        roles: Sequence[Role],
        others: Sequence[tuple[str, list[str]]],
        note: str = "",
        **kwargs: Any,
    ) -> None:
        """`others` says who gives the roles that are not offered: words, and the roles; `note`
        what is to be known before one is chosen."""
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in roles]
        cast("forms.ChoiceField", self.fields["role"]).choices = choices
        self.fields["role"].help_text = format_html_join(
            "", "<p>{}: {}</p>", ((", ".join(names), words) for words, names in others)
        ) + format_html("<p>{}</p>" if note else "{}", note)
        self.initial.setdefault("valid_from", timezone.localdate())
        if len(roles) == 1:
            self.initial.setdefault("role", roles[0].value)


class EndForm(VersionedFormMixin, BaseForm):
    record_names: ClassVar = {"last_day": "valid_to"}
    last_day = GermanDateField(
        label=_("Last day of access"),
        help_text=_("Access lasts until the end of this day."),
        validators=[Around(back=20, ahead=30)],
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Stands in the log of decisions.")
    )


class NewAccountForm(BaseForm):
    """What somebody invited says about herself: her name, and a password of her own."""

    in_mails = ("name",)
    name = forms.CharField(
        label=_("First name and surname"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least twelve characters. Several words are easy to remember."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", gettext("The two passwords differ. Enter the same one twice."))
        elif password:
            guest = User(email=self.email, name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(password, guest)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class AccountFilter(SearchFilter):
    """Search and state, in the address bar."""

    is_active = django_filters.ChoiceFilter(
        choices=[(True, pgettext_lazy("account", "open")), (False, _("blocked"))],
        label=_("State"),
        empty_label=_("all"),
    )

    class Meta:
        model = User
        fields = ("q", "is_active")

    def search(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return rows.filter(search_accounts(value))


class AccountReasonForm(BaseForm):
    """Why an account is blocked or opened again."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The person reads it in a mail, and it stays in the log of decisions."),
    )


# --- Register ---------------------------------------------------------------------------------


class RegisterForm(VersionedFormMixin, BaseModelForm):
    """What the register says about a municipality; where it lies, and its key, say operators."""

    in_mails = ("name",)

    class Meta:
        model = Municipality
        fields = (
            "name",
            "kind",
            "land",
            "county",
            "youth_office_id",
            "ags",
            "ars",
            "nuts3",
            "population",
            "population_date",
            "area_km2",
            "source",
            "website",
        )
        help_texts = {
            "youth_office_id": _(
                "Counties and county-free cities: AGS with five digits. Towns with their own youth"
                " office: AGS with eight digits. It stays, even when a reform changes the AGS."
            ),
            "county": _("For a town with its own youth office: the county around it."),
            "ags": _("Five or eight digits. Leave it empty where there is none."),
            "ars": _("Five or twelve digits."),
            "source": _("Who published population and area, and as of when."),
        }

    def __init__(self, *args: Any, may_place: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_place:
            for name in PLACING:
                del self.fields[name]
        county = cast("forms.ModelChoiceField[Municipality]", self.fields["county"])
        county.queryset = Municipality.objects.filter(kind=TerritoryType.COUNTY)
        county.empty_label = gettext("in no county")

    def clean_youth_office_id(self) -> str:
        key = str(self.cleaned_data["youth_office_id"]).strip().upper()
        if not KEY.fullmatch(key):
            raise ValidationError(
                gettext("Use digits, capital letters and hyphens, for example 05974.")
            )
        return key

    def clean_ags(self) -> str:
        return self.clean_digits("ags", 5, 8)

    def clean_ars(self) -> str:
        return self.clean_digits("ars", 5, 12)

    def clean_digits(self, name: str, *lengths: int) -> str:
        text = str(self.cleaned_data[name]).replace(" ", "")
        if text and not (text.isdecimal() and len(text) in lengths):
            raise ValidationError(
                gettext("Enter %(lengths)s digits, leading zeros included.")
                % {"lengths": gettext(" or ").join(str(length) for length in lengths)}
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ags, land = cleaned.get("ags"), cleaned.get("land", getattr(self.instance, "land", None))
        if ags and land and land.code.isdecimal() and not ags.startswith(land.code):
            self.add_error(
                "ags",
                gettext("An AGS in %(land)s begins with %(code)s. Correct the AGS or the Land.")
                % {"land": land, "code": land.code},
            )
        if (cleaned.get("population") is not None) and not cleaned.get("source"):
            self.add_error("source", gettext("Say where the population figure comes from."))
        return cleaned


class NoticeForm(VersionedFormMixin, BaseModelForm):
    """What the people of a municipality change about it themselves."""

    class Meta:
        model = Municipality
        fields = ("danger_text", "danger_phone", "website")
        help_texts = {
            "danger_text": _(
                "Stands at the foot of every page: whom to call when a child is in danger. Empty:"
                " the general notice of this installation."
            ),
            "danger_phone": _("Shown as a link that calls, for example 02921 30-0."),
        }


class ContactForm(VersionedFormMixin, BaseModelForm):
    """Where letters to a municipality go."""

    class Meta:
        model = LetterContact
        fields = (
            "office",
            "function",
            "person",
            "salutation",
            "street",
            "postcode",
            "town",
            "email",
        )
        help_texts = {
            "office": _("Stands below the name of the municipality, for example Jugendamt."),
            "function": _("For example Leitung des Jugendamts. A function outlasts a name."),
            "person": _("As it stands on the envelope. Leave it empty if the function is enough."),
            "salutation": _(
                "The whole line, for example “Sehr geehrte Frau Beispiel,”. Empty: “Sehr geehrte"
                " Damen und Herren,”."
            ),
            "email": _("An office, not a private one."),
        }

    def clean_postcode(self) -> str:
        text = str(self.cleaned_data["postcode"]).strip()
        if text and not POSTCODE.fullmatch(text):
            raise ValidationError(gettext("Enter five digits."))
        return text

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class ContactFilter(SearchFilter):
    """Search, Land, and what is still missing."""

    land = django_filters.ModelChoiceFilter(
        queryset=Land.objects.all(), label=_("Land"), empty_label=_("all")
    )
    missing = django_filters.ChoiceFilter(
        label=pgettext_lazy("filter of addresses", "Missing"),
        empty_label=_("all"),
        choices=[
            ("address", pgettext_lazy("missing", "postal address")),
            ("mail", pgettext_lazy("missing", "mail address")),
        ],
        method="without",
    )

    class Meta:
        model = Municipality
        fields = ("q", "land")

    def search(self, rows: QuerySet[Municipality], name: str, value: str) -> QuerySet[Municipality]:
        return rows.filter(search_register(value))

    def without(
        self, rows: QuerySet[Municipality], name: str, value: str
    ) -> QuerySet[Municipality]:
        field = {"address": "town", "mail": "email"}[value]
        nothing = Q(letter_contact=None) | Q(**{f"letter_contact__{field}": ""})
        return rows.filter(nothing)


class RegisterFilter(SearchFilter):
    """Search, Land and kind, in the address bar."""

    land = django_filters.ModelChoiceFilter(
        queryset=Land.objects.all(), label=_("Land"), empty_label=_("all")
    )
    kind = django_filters.ChoiceFilter(
        choices=TerritoryType.choices, label=_("Kind"), empty_label=_("all")
    )

    class Meta:
        model = Municipality
        fields = ("q", "land", "kind")

    def search(self, rows: QuerySet[Municipality], name: str, value: str) -> QuerySet[Municipality]:
        return rows.filter(search_register(value))


class SettlementForm(TableForm):
    """The BBSR's list, and what the file itself does not say."""

    year = forms.IntegerField(
        label=_("Year"), min_value=1990, max_value=2099, help_text=_("The year the list is for.")
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("Who published the list, and under which licence."),
    )


# --- Log --------------------------------------------------------------------------------------

DAY = {"type": "date"}


class LogFilter(django_filters.FilterSet):
    """What was decided, by whom, from when until when."""

    verb = django_filters.ChoiceFilter(label=_("What happened"), empty_label=_("all"))
    actor_id = django_filters.ChoiceFilter(label=_("Person"), empty_label=_("all"))
    since = django_filters.DateFilter(
        field_name="at", lookup_expr="date__gte", label=_("From"), widget=forms.DateInput(DAY)
    )
    until = django_filters.DateFilter(
        field_name="at", lookup_expr="date__lte", label=_("Until"), widget=forms.DateInput(DAY)
    )

    class Meta:
        model = AuditEvent
        fields = ("verb", "actor_id", "since", "until")

    def __init__(
        self,
        *args: Any,
        verbs: list[tuple[str, str]],
        actors: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filters["verb"].extra["choices"] = verbs
        self.filters["actor_id"].extra["choices"] = actors
