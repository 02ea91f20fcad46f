"""The form with which one begins in ten minutes, and what it shares with the steps."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.selectors import (
    GroupIdea,
    dimensions_of,
    usual_groups,
)
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.core.forms import (
    Around,
    BaseForm,
    GermanDateField,
)
from begleitwerk.fieldwork.services import GroupSpec

WEEKS = 3
SURE = "sure_"  # begins the name of a box that answers a question
LONGEST_NAME = 120
LOWEST_FLOOR, HIGHEST_FLOOR = 3, 50


def in_weeks() -> date:
    """The last day that is proposed: long enough for a holiday, short enough to be remembered."""
    return timezone.localdate() + timedelta(weeks=WEEKS)


def last_day_field(label: Any) -> GermanDateField:
    return GermanDateField(label=label, initial=in_weeks, validators=[Around(ahead=2)])


class QuickForm(BaseForm):
    """One dimension, until when, who: what ten minutes are enough for."""

    form_only = ("further", "framework")
    dimension = forms.ChoiceField(label=_("Which dimension?"), widget=forms.RadioSelect)
    framework = forms.IntegerField(widget=forms.HiddenInput)
    closes_on = last_day_field(_("Until when can people answer?"))
    groups = forms.MultipleChoiceField(
        label=_("Who is asked?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Everybody says herself which group she belongs to. A group is told where enough of it "
            "have answered: from three on, families from five on."
        ),
    )
    further = forms.CharField(
        label=_("Further groups"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One in each line: “Practitioners”, “Mayors of the towns”."),
    )

    def __init__(self, *args: Any, version: ContentVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.dimensions = {row.item.key: row for row in dimensions_of(version)}
        names = [(key, row.item.label) for key, row in self.dimensions.items()]
        self.fields["dimension"].choices = names  # type: ignore[attr-defined]
        self.ideas = {idea.name: idea for idea in usual_groups()}
        words = [(name, idea_words(idea)) for name, idea in self.ideas.items()]
        self.fields["groups"].choices = words  # type: ignore[attr-defined]
        self.fields["groups"].initial = list(self.ideas)
        self.fields["framework"].initial = version.pk

    @property
    def questions(self) -> list[BoundField]:
        """Boxes that answer what was asked back."""
        return [field for field in self.visible_fields() if field.name.startswith(SURE)]

    def clean_framework(self) -> int:
        return same_version(self.cleaned_data["framework"], self.version)

    def clean_dimension(self) -> ContentItem:
        return self.dimensions[self.cleaned_data["dimension"]].item

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = [*cleaned.get("groups", ()), *lines_of(cleaned.get("further", ""))]
        if self.has_error("groups", "required"):
            del self.errors["groups"]  # the other field may name some
        if any(len(name) > LONGEST_NAME for name in names):
            self.add_error("further", gettext("A name has 120 letters at most."))
        if not names:
            self.add_error("groups", gettext("Choose at least one group, or name one below."))
        cleaned["groups"] = [
            spec_of(self.ideas.get(name) or GroupIdea(name)) for name in dict.fromkeys(names)
        ]
        return cleaned


def same_version(seen: int, version: ContentVersion) -> int:
    if seen != version.pk:
        raise ValidationError(
            gettext(
                "The quality framework has a new version since you opened this page. What you see "
                "now is the new one: please choose again."
            )
        )
    return seen


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def idea_words(idea: GroupIdea) -> str:
    if not idea.reads_plain:
        return idea.name
    return gettext("%(group)s (in plain words)") % {"group": idea.name}


def spec_of(idea: GroupIdea) -> GroupSpec:
    return GroupSpec(idea.name, idea.floor, idea.reads_plain)
