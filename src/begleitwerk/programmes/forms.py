"""Forms about programmes, editions and the participation of municipalities."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version, selectable_items, versions
from begleitwerk.core.forms import (
    Around,
    BaseForm,
    BaseModelForm,
    GermanDateField,
    VersionedFormMixin,
)
from begleitwerk.core.selectors import alphabetical
from begleitwerk.files.forms import StoresFile
from begleitwerk.municipalities.imports import POSTCODE
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes import selectors
from begleitwerk.programmes.enums import NEEDS_REASON, PENDING, RUNNING, EngagementState
from begleitwerk.programmes.models import (
    Cluster,
    Contract,
    Edition,
    EditionTheme,
    Engagement,
    Letterhead,
    Programme,
)
from begleitwerk.programmes.services.contracts import CONTRACT_FIELDS

FIRST_STATES = [
    (state.value, state.label) for state in EngagementState if state in PENDING | RUNNING
]


def keep_around(form: forms.BaseForm, around: Around) -> None:
    """The days of a form lie around today."""
    for field in form.fields.values():
        if isinstance(field, GermanDateField):
            field.validators.append(around)


class LinesField(forms.CharField):
    """A list of texts, one per line."""

    widget = forms.Textarea({"rows": 3})

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """A list has no maximum length of its own."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


class ProgrammeForm(VersionedFormMixin, BaseModelForm):
    in_mails = ("name", "short_name")
    title_variants = LinesField(
        label=_("Other spellings of the title"),
        help_text=_("One per line. Papers spell the title differently."),
        required=False,
    )

    class Meta:
        model = Programme
        fields = ("name", "short_name", "office", "funding", "description", "title_variants")
        help_texts: ClassVar = {
            "name": _("As it stands in council papers."),
            "short_name": _("As it stands in menus and lists."),
        }


class LetterheadForm(VersionedFormMixin, BaseModelForm):
    """Who writes and who signs the letters of a programme."""

    class Meta:
        model = Letterhead
        fields = (
            "sender",
            "street",
            "postcode",
            "town",
            "phone",
            "email",
            "website",
            "signed_by",
            "signed_as",
        )
        help_texts: ClassVar = {
            "sender": _("Stands at the top of each letter. Empty: who carries the programme."),
            "signed_by": _("Stands below the greeting at the end."),
            "email": _("An office, not a private one."),
        }

    def clean_postcode(self) -> str:
        text = str(self.cleaned_data["postcode"]).strip()
        if text and not POSTCODE.fullmatch(text):
            raise ValidationError(gettext("Enter five digits."))
        return text


class VersionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A version of content; several versions share a title. A new edition has the current one."""

    def __init__(self, kind: ContentKind, **kwargs: Any) -> None:
        super().__init__(
            versions().filter(kind=kind),
            required=False,
            empty_label=_("not chosen"),
            initial=lambda: current_version(kind).pk,
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.version})"


class EditionForm(VersionedFormMixin, BaseModelForm):
    in_mails = ("name",)
    framework = VersionChoice(ContentKind.QUALITY_FRAMEWORK, label=_("Quality framework"))
    phase_template = VersionChoice(ContentKind.PHASE_TEMPLATE, label=_("Phase template"))

    class Meta:
        model = Edition
        fields = ("name", "starts_on", "ends_on", "framework", "phase_template", "source")
        help_texts: ClassVar = {
            "name": _("For example the years: 2026–2029."),
            "source": _("Where these facts are documented."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, Around(back=30, ahead=30))


class ThemeForm(VersionedFormMixin, BaseModelForm):
    """A theme and its places; which theme it is stays once it is offered."""

    class Meta:
        model = EditionTheme
        fields = ("item", "places")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["item"]
        else:
            taken = edition.themes.values("item")
            offered = selectable_items(ContentKind.THEMES).exclude(pk__in=taken)
            self.choose_from("item", offered, _("Please choose"))
        self.fields["places"].widget.attrs["min"] = 0


class ClusterForm(VersionedFormMixin, BaseModelForm):
    class Meta:
        model = Cluster
        fields = ("name", "dimensions")
        widgets: ClassVar = {"dimensions": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        framework = edition.framework or ContentKind.QUALITY_FRAMEWORK
        self.choose_from("dimensions", selectable_items(framework))

    def theirs(self, record: Any, name: str) -> Any:
        return record.dimensions if name == "dimensions" else super().theirs(record, name)


class StepForm(BaseForm):
    """A step in the life of a participation: its day and its reason."""

    free_text = ("reason",)

    on = GermanDateField(
        label=_("On"),
        required=False,
        help_text=_("Leave it empty if the day is not known."),
        validators=[Around(back=20, ahead=1)],
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea({"rows": 3}), max_length=2000
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        long_ago, _today = Around(back=1).ends()
        on = cleaned.get("on")
        if on and on < long_ago and not cleaned.get("reason"):
            self.add_error("reason", gettext("The day lies far back: say where it is known from."))
        return cleaned


class OpenForm(StepForm):
    """A municipality, or two that share a place, join an edition."""

    form_only = ("lead", "partner")
    field_order = ("lead", "partner", "theme", "cluster", "state", "on", "reason", "source")
    lead = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.none(),
        empty_label=_("Please choose"),
    )
    partner = forms.ModelChoiceField(
        label=_("Shares the place with"),
        help_text=_("For a town and a county that take part together."),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=_("nobody"),
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=EditionTheme.objects.none(),
        required=False,
        empty_label=_("still open"),
    )
    cluster = forms.ModelChoiceField(
        label=_("Cluster"),
        queryset=Cluster.objects.none(),
        required=False,
        empty_label=_("still open"),
    )
    state = forms.ChoiceField(label=_("State"), choices=FIRST_STATES)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_("Where the participation is documented."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Municipality.objects.order_by(alphabetical("name"))
        rows: dict[str, Any] = {
            "lead": places,
            "partner": places,
            "theme": selectors.open_themes(edition),
            "cluster": edition.clusters.all(),
        }
        for name, queryset in rows.items():
            self.choose_from(name, queryset)

    @property
    def values(self) -> dict[str, Any]:
        both = (self.cleaned_data["lead"], self.cleaned_data["partner"])
        return {**super().values, "municipalities": [place for place in both if place is not None]}


class EngagementForm(VersionedFormMixin, BaseModelForm):
    class Meta:
        model = Engagement
        fields = ("theme", "cluster", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = self.instance.edition
        held = self.instance.theme_id
        self.choose_from("theme", selectors.open_themes(edition, besides=held), _("still open"))
        self.choose_from("cluster", edition.clusters.all(), _("still open"))


class MoveForm(VersionedFormMixin, StepForm):
    """The next state of a participation; leaving needs a reason."""

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = state in NEEDS_REASON


class ContractForm(StoresFile, VersionedFormMixin, BaseModelForm):
    """Number, days and file of a contract. Days that have not come stay empty."""

    free_text = ("note",)
    form_only = ("file",)
    file = forms.FileField(
        label=_("Contract as a file"),
        required=False,
        help_text=_("As it was sent or signed. A new file takes the place of the one shown."),
    )

    class Meta:
        model = Contract
        fields = CONTRACT_FIELDS
        help_texts: ClassVar = {"note": _("Only the programme reads it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, Around(back=20, ahead=20))


class EngagementChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A participation by its municipalities and its state."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.get_state_display()})"


class ReplaceForm(VersionedFormMixin, StepForm):
    """Who takes over the place of a municipality that left."""

    field_order = ("by_engagement", "on", "reason")
    by_engagement = EngagementChoice(
        label=_("Who takes the place?"),
        queryset=Engagement.objects.none(),
        empty_label=_("Please choose"),
    )

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("by_engagement", selectors.possible_replacements(engagement))


class FacilitatorForm(BaseForm):
    """Who accompanies, from when; whoever has no account yet is invited."""

    in_mails = ("name",)
    email = forms.EmailField(
        label=_("Mail address"),
        help_text=_(
            "Whoever has an account with it is assigned at once. Anybody else gets an invitation"
            " and is assigned with her acceptance."
        ),
    )
    name = forms.CharField(
        label=_("First name and surname"),
        help_text=_("For the invitation of somebody who has no account yet."),
        max_length=120,
        required=False,
    )
    valid_from = GermanDateField(
        label=_("From"), initial=timezone.localdate, validators=[Around(ahead=5)]
    )
    valid_to = GermanDateField(label=_("Until"), required=False, validators=[Around(ahead=30)])
