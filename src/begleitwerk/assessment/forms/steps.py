"""Forms of the steps in which a self-assessment is prepared: one thing per field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import Purpose
from begleitwerk.assessment.forms.quick import (
    HIGHEST_FLOOR,
    LONGEST_NAME,
    LOWEST_FLOOR,
    last_day_field,
)
from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.assessment.selectors import (
    FAMILY_FLOOR,
    USUAL_FLOOR,
    GroupIdea,
    dimensions_of,
)
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.selectors import items_of, selectable_items
from begleitwerk.core.forms import (
    Around,
    BaseForm,
    ConfirmForm,
    GermanDateField,
    ReasonForm,
    VersionedFormMixin,
)
from begleitwerk.fieldwork.services import GroupSpec
from begleitwerk.processes.models import Meeting

REMINDER_DAYS = (14, 7, 3, 2, 1)
SPARE_ROWS, MOST_ROWS = 3, 30


class ScaleField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The scales of the catalogue, each with its levels."""

    widget = forms.RadioSelect

    def label_from_instance(self, scale: Any) -> str:
        levels = [row.label for row in items_of(scale.version) if row.parent_id == scale.pk]
        return f"{scale.label}: {', '.join(levels)}"


class RoundForm(VersionedFormMixin, BaseForm):
    """What it is for, and how it is answered."""

    free_text = ("intro",)
    title = forms.CharField(
        label=_("Name"), max_length=160, help_text=_("For example: Self-assessment, autumn 2026")
    )
    purpose = forms.ChoiceField(
        label=_("What is it for?"), widget=forms.RadioSelect, choices=Purpose.choices
    )
    scale = ScaleField(None, label=_("How do people answer?"), empty_label=None)
    intro = forms.CharField(
        label=_("What do people read first?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "Why you ask, and what becomes of the answers. That nobody sees who answered "
            "what is said there already."
        ),
    )
    asks_importance = forms.BooleanField(
        label=_("Also ask how important each criterion is"), required=False
    )
    asks_evidence = forms.BooleanField(
        label=_("Also ask what it is seen by: a text or a link"), required=False
    )

    def __init__(self, *args: Any, scales: QuerySet[ContentItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("scale", scales)


def scales_for(assessment: Assessment | None) -> QuerySet[ContentItem]:
    """Those of the current version, else of the one it was prepared with."""
    version = assessment.scale.version if assessment else ContentKind.SCALES
    return selectable_items(version).select_related("version")


class CriteriaForm(VersionedFormMixin, BaseForm):
    """Which criteria of the framework are asked, ticked one by one."""

    form_only = ("bundle",)
    criteria = forms.MultipleChoiceField(
        label=_("Criteria"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, framework: ContentVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {item.key: item for row in dimensions_of(framework) for item in row.criteria}
        self.fields["criteria"].choices = [(key, item.label) for key, item in self.offered.items()]  # type: ignore[attr-defined]

    def clean_criteria(self) -> list[ContentItem]:
        return [self.offered[key] for key in self.cleaned_data["criteria"]]

    @property
    def ticked(self) -> set[str]:
        return {str(key) for key in self["criteria"].value() or ()}


class WordingForm(VersionedFormMixin, BaseForm):
    """The words of a criterion; the opposite only where it is answered between two statements."""

    free_text = ("text_de",)
    field_order = (
        "dimension", "label_de", "text_de", "opposite_de", "label_en", "text_en", "opposite_en",
    )  # fmt: skip
    label_de = forms.CharField(label=_("Short name"), max_length=160)
    text_de = forms.CharField(
        label=_("Statement"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One sentence that can be true to a greater or lesser extent."),
    )
    opposite_de = forms.CharField(
        label=_("The opposite"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Stands on the left. Without it: “We have nothing of it.”"),
    )
    label_en = forms.CharField(label=_("Short name in English"), max_length=160, required=False)
    text_en = forms.CharField(
        label=_("Statement in English"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For those who read the questions in English; else they see German."),
    )
    opposite_en = forms.CharField(
        label=_("The opposite in English"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, between_two: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not between_two:
            del self.fields["opposite_de"], self.fields["opposite_en"]
        self.order_fields(self.field_order)


class OwnCriterionForm(WordingForm):
    """A criterion of the municipality's own, in a dimension of the framework."""

    dimension = forms.ModelChoiceField(ContentItem.objects.none(), label=_("Quality dimension"))

    def __init__(self, *args: Any, framework: ContentVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("dimension", selectable_items(framework))


def rows_in(data: Mapping[str, Any]) -> int:
    """How many rows a page sent: another one may have had more of them."""
    return next((row for row in range(MOST_ROWS, 0, -1) if f"name_{row - 1}" in data), 0)


class GroupsForm(VersionedFormMixin, BaseForm):
    """Groups row by row; an emptied row disappears, some more than are filled are offered."""

    def __init__(self, *args: Any, groups: Sequence[GroupIdea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = max(len(groups) + SPARE_ROWS, rows_in(self.data))
        for place in range(self.rows):
            known = groups[place] if place < len(groups) else None
            self.add_row(place, known)

    def add_row(self, place: int, known: GroupIdea | None) -> None:
        self.fields[f"name_{place}"] = forms.CharField(
            label=_("Name"),
            required=False,
            max_length=LONGEST_NAME,
            initial=known.name if known else "",
        )
        self.fields[f"floor_{place}"] = forms.IntegerField(
            label=_("Told from … answers on"),
            required=False,
            min_value=LOWEST_FLOOR,
            max_value=HIGHEST_FLOOR,
            initial=known.floor if known else USUAL_FLOOR,
        )
        self.fields[f"plain_{place}"] = forms.BooleanField(
            label=_("Reads plain words where there are some"),
            required=False,
            initial=bool(known and known.reads_plain),
        )

    @property
    def group_rows(self) -> Iterator[tuple[int, BoundField, BoundField, BoundField]]:
        """Number and fields of each row."""
        for place in range(self.rows):
            name, floor, plain = (self[f"{name}_{place}"] for name in ("name", "floor", "plain"))
            yield place + 1, name, floor, plain

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.specs = []
        seen: set[str] = set()
        for place in range(self.rows):
            name = str(cleaned.get(f"name_{place}") or "").strip()
            if name.casefold() in seen:
                self.add_error(f"name_{place}", gettext("This group stands above already."))
            elif name:
                seen.add(name.casefold())
                plain = bool(cleaned.get(f"plain_{place}"))
                floor = cleaned.get(f"floor_{place}") or (FAMILY_FLOOR if plain else USUAL_FLOOR)
                self.specs.append(GroupSpec(name, floor, plain))
        if not self.specs and not self.errors:
            self.add_error("name_0", gettext("Name at least one group."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {"groups": self.specs}


class DatesForm(VersionedFormMixin, BaseForm):
    """From when until when, reminders, and where the views are talked about."""

    opens_on = GermanDateField(label=_("First day"), validators=[Around(back=1, ahead=2)])
    closes_on = last_day_field(_("Last day"))
    reminders = forms.TypedMultipleChoiceField(
        label=_("When are people reminded?"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "By mail, only those with a personal link who have not handed in. Nobody learns who "
            "they are."
        ),
    )
    consensus_meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("In which meeting do you talk about it?"),
        required=False,
        empty_label=_("not planned yet"),
        help_text=_("A meeting after the last day, in which you agree on findings."),
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("consensus_meeting", meetings)
        days = sorted({*REMINDER_DAYS, *self.initial.get("reminders", ())}, reverse=True)
        self.fields["reminders"].choices = [(day, days_before(day)) for day in days]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("opens_on"), cleaned.get("closes_on")
        if start and end and end < start:
            self.add_error(
                "closes_on", gettext("The last day lies before the first. Enter a later one.")
            )
        return cleaned


def days_before(days: int) -> str:
    if days == 1:
        return gettext("one day before the end")
    return gettext("%(days)d days before the end") % {"days": days}


class MeetingForm(VersionedFormMixin, BaseForm):
    """Where the views are talked about, once people answer already."""

    consensus_meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("In which meeting do you talk about it?"),
        required=False,
        empty_label=_("not planned yet"),
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("consensus_meeting", meetings)


class OpenForm(ConfirmForm):
    """Nothing to enter; what is unusual is asked back."""


class WithdrawForm(ReasonForm):
    """Why a criterion is not asked any more; while it is prepared nobody asks why."""

    def __init__(self, *args: Any, criterion: Criterion, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        if not needs_reason:
            del self.fields["reason"]

    @property
    def why(self) -> str:
        return str(self.cleaned_data.get("reason", ""))
