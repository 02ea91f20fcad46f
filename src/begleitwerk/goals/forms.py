"""Forms about goals and measures: questions as labels, one thing per field."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import choices, selectable_items
from begleitwerk.core.forms import (
    BaseForm,
    BaseModelForm,
    FormMixin,
    GermanDateField,
    MoneyField,
    TableForm,
    VersionedFormMixin,
)
from begleitwerk.goals import selectors
from begleitwerk.goals.enums import GoalLevel, GoalState, Light, MeasureState
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Decision
from begleitwerk.processes.selectors import decisions_of

NO_CHOICE = ("", _("Please choose"))


class OwnerMixin(FormMixin):
    """Who is responsible: one of those known here, or somebody new."""

    owner_required = True
    form_only = ("owner_other",)

    def offer_owners(self, municipality: Municipality) -> None:
        self.fields["owner"] = forms.ChoiceField(
            label=_("Who is responsible?"),
            required=self.owner_required,
            choices=[NO_CHOICE, *((name, name) for name in selectors.known_owners(municipality))],
        )
        self.fields["owner_other"] = forms.CharField(
            label=_("Somebody else"),
            required=False,
            max_length=120,
            help_text=_("An office or a function, where the list above lacks it."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["owner"] = cleaned.get("owner_other") or cleaned.get("owner") or ""
        if self.has_error("owner", "required"):
            del self.errors["owner"]  # the other field may have said it
        if self.owner_required and not cleaned["owner"] and "owner" not in self.errors:
            self.add_error("owner", gettext("Choose who is responsible."))
        return cleaned


# --- Goals ------------------------------------------------------------------------------------


class GoalForm(OwnerMixin, VersionedFormMixin, BaseModelForm):
    free_text = ("description",)
    owner_required = False
    field_order = (
        "title",
        "description",
        "level",
        "parent",
        "theme",
        "dimension",
        "owner",
        "owner_other",
        "due_on",
        "next_on",
        "next_step",
    )
    level = forms.ChoiceField(
        label=_("Which level is it?"),
        widget=forms.RadioSelect,
        choices=[
            (GoalLevel.GUIDING, _("Guiding goal: what we want in the long run")),
            (GoalLevel.INTERMEDIATE, _("Intermediate goal: what has changed at the end")),
            (GoalLevel.ACTION, _("Action goal: what we bring about step by step")),
        ],
    )

    class Meta:
        model = Goal
        fields = (
            "title",
            "description",
            "level",
            "parent",
            "theme",
            "dimension",
            "due_on",
            "next_on",
            "next_step",
        )
        labels = {
            "title": _("What do you want to reach?"),
            "description": _("What is it about?"),
            "parent": _("Which goal does it serve?"),
            "theme": _("Which development theme does it belong to?"),
            "dimension": _("Which quality dimension does it belong to?"),
            "due_on": _("Deadline"),
            "next_on": _("Next date"),
            "next_step": _("What happens then?"),
        }
        help_texts = {
            "title": _("As a state that is reached: “All nine municipalities take part regularly”"),
            "description": _("Also say how you will notice that it is reached."),
            "next_step": _("For example: youth welfare committee, first survey"),
        }

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_owners(municipality)
        above = selectors.parents_for(municipality, self.instance)
        self.choose_from("parent", above, pgettext_lazy("choice", "none"))
        for name, kind in (
            ("theme", ContentKind.THEMES),
            ("dimension", ContentKind.QUALITY_FRAMEWORK),
        ):
            self.offer_items(name, kind)
        self.initial.setdefault("owner", self.instance.owner)
        self.order_fields(self.field_order)

    def offer_items(self, name: str, kind: ContentKind) -> None:
        """Items of the current version, and the one a goal already has from an older version."""
        rows = selectable_items(kind)
        present = getattr(self.instance, f"{name}_id")
        if present and present not in {item.pk for item in rows}:
            rows = rows.model._default_manager.filter(pk__in=[*rows.values("pk"), present])
        self.choose_from(name, rows, pgettext_lazy("choice", "none"))


class GoalAdoptForm(VersionedFormMixin, BaseForm):
    """A body adopts a goal on a day, perhaps in one of the decisions on record."""

    record_names = {"body": "adopted_by", "on": "adopted_on"}
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Who adopted it?"), empty_label=NO_CHOICE[1]
    )
    on = GermanDateField(label=_("When?"))
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Which decision?"),
        required=False,
        empty_label=_("none on record"),
        help_text=_("Decisions stand at the meeting they were taken in."),
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("body", selectors.bodies_to_adopt(municipality))
        self.choose_from("decision", decisions_of(municipality))


class GoalReportForm(VersionedFormMixin, BaseForm):
    """How a goal stands and what comes next."""

    record_names = {"note": "state_note", "on": "state_on"}
    free_text = ("note",)
    state = forms.ChoiceField(
        label=_("How does the goal stand?"), widget=forms.RadioSelect, choices=GoalState.choices
    )
    note = forms.CharField(
        label=_("What is there to say about it?"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One or two sentences, as a committee would read them."),
    )
    on = GermanDateField(label=_("State of"), initial=timezone.localdate)
    next_on = GermanDateField(label=_("Next date"), required=False)
    next_step = forms.CharField(
        label=_("What happens then?"),
        required=False,
        max_length=120,
        help_text=_("For example: youth welfare committee, first survey"),
    )


class LightForm(VersionedFormMixin, BaseForm):
    """A light set by hand, with the reason."""

    record_names = {"light": "light_override", "reason": "override_reason"}
    free_text = ("reason",)
    light = forms.ChoiceField(
        label=_("Which light is right?"),
        widget=forms.RadioSelect,
        choices=[choice for choice in Light.choices if choice[0] != Light.DONE],
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Stands beside the light, for everybody who sees it."),
    )


class GoalReleaseForm(VersionedFormMixin, BaseForm):
    """Who beyond the municipality may read a goal."""

    release = forms.ChoiceField(label=_("Who may read it?"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, levels: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["release"].choices = levels  # type: ignore[attr-defined]


class GoalFilterForm(BaseForm):
    """Search and filters of the goal tree, in the address bar."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
    stand = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *Light.choices]
    )
    ebene = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("all")), *GoalLevel.choices]
    )
    dimension = forms.ChoiceField(label=_("Quality dimension"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dimensions = choices(ContentKind.QUALITY_FRAMEWORK)
        self.fields["dimension"].choices = [("", _("all")), *dimensions]  # type: ignore[attr-defined]

    def keeps(self, node: selectors.Node) -> bool:
        """Whether a goal is what is looked for; values that are no choice filter nothing."""
        goal = node.goal
        wanted = self.cleaned_data
        text = f"{goal.title} {goal.owner} {goal.description}".casefold()
        return (
            all(word in text for word in wanted.get("q", "").casefold().split())
            and wanted.get("stand") in (None, "", node.standing.light)
            and wanted.get("ebene") in (None, "", goal.level)
            and wanted.get("dimension")
            in (None, "", goal.dimension.key if goal.dimension else None)
        )


# --- Measures ---------------------------------------------------------------------------------


class FundingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The catalogue's funding sources as radios, and what is not known yet."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(None, empty_label=_("Not known yet"), blank=True, **kwargs)


class MeasureForm(OwnerMixin, VersionedFormMixin, BaseModelForm):
    free_text = ("description",)
    field_order = (
        "goal",
        "title",
        "description",
        "owner",
        "owner_other",
        "starts_on",
        "due_on",
        "cost",
        "funding",
    )
    due_on = GermanDateField(label=_("Deadline"))
    cost = MoneyField(label=_("Cost"), required=False, help_text=_("Euros. Without cost: 0"))
    funding = FundingField(label=_("Where does the money come from?"), required=False)

    class Meta:
        model = Measure
        fields = ("goal", "title", "description", "starts_on", "due_on", "cost", "funding")
        labels = {
            "goal": _("Which goal does it lead to?"),
            "title": _("What do you want to do?"),
            "description": _("What is it about?"),
            "starts_on": _("Start"),
        }
        help_texts = {
            "title": _("Short, with a verb: “Set up a round of mayors in the southern district”"),
        }

    def __init__(
        self, *args: Any, municipality: Municipality, goal: Goal | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_owners(municipality)
        goals = Goal.objects.filter(municipality=municipality)
        pursued = goals.exclude(state=GoalState.DROPPED)
        self.choose_from("goal", pursued | goals.filter(pk=self.instance.goal_id), NO_CHOICE[1])
        if goal is not None:
            self.initial["goal"] = goal.pk
            self.fields["goal"].widget = forms.HiddenInput()
        self.choose_from("funding", selectable_items(ContentKind.FUNDING_SOURCES))
        self.initial.setdefault("owner", self.instance.owner)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, due = cleaned.get("starts_on"), cleaned.get("due_on")
        if start and due and due < start:
            self.add_error(
                "due_on", gettext("The deadline lies before the start. Enter a later day.")
            )
        return cleaned


class MeasureReportForm(VersionedFormMixin, BaseForm):
    """How a measure stands."""

    record_names = {"on": "progress_on"}
    free_text = ("progress",)
    state = forms.ChoiceField(
        label=_("How does the measure stand?"),
        widget=forms.RadioSelect,
        choices=MeasureState.choices,
    )
    progress = forms.CharField(
        label=_("What has happened?"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One or two sentences, as a committee would read them."),
    )
    on = GermanDateField(label=_("State of"), initial=timezone.localdate)
    done_on = GermanDateField(
        label=_("Done on"),
        required=False,
        help_text=_("Only if it is done, and on another day than the one above."),
    )


class MeasureImportForm(TableForm):
    """A file with measures in the format of the export."""

    max_bytes = 2 * 1024 * 1024
    file = forms.FileField(
        label=_("CSV or Excel file"),
        help_text=_("In the format of the export: export the list, add to it, and take it back."),
    )
