"""Forms about clusters: wishes, how a proposal weighs, a move by hand."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.models import ContentItem
from begleitwerk.clusters.selectors.plans import BALANCED, MOST_POINTS, GroupCard, Wishes
from begleitwerk.core.forms import BaseForm, VersionedFormMixin
from begleitwerk.core.selectors import dictionary_order
from begleitwerk.programmes.models import Engagement

WEIGHTS = (
    ("100", _("wishes more than likeness")),
    (str(BALANCED), _("both about the same")),
    ("20", _("likeness more than wishes")),
)


class WishesForm(BaseForm):
    """A field for each participation and dimension, 0 to 3."""

    def __init__(
        self,
        *args: Any,
        rows: Sequence[Engagement],
        dimensions: Sequence[ContentItem],
        wishes: Wishes,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.dimensions = rows, dimensions
        choices = [(str(n), str(n)) for n in range(MOST_POINTS + 1)]
        for row in rows:
            for item in dimensions:
                self.fields[cell(row, item)] = forms.TypedChoiceField(
                    label=item.label if len(rows) == 1 else two_names(row, item),
                    choices=choices,
                    coerce=int,
                    initial=str(wishes.get(row.pk, {}).get(item.pk, 0)),
                )

    def table(self) -> Iterator[tuple[Engagement, list[tuple[ContentItem, Any]]]]:
        """A line for each participation with its fields."""
        for row in self.rows:
            yield row, [(item, self[cell(row, item)]) for item in self.dimensions]

    @property
    def wishes(self) -> dict[int, dict[int, int]]:
        return {
            row.pk: {item.pk: self.cleaned_data[cell(row, item)] for item in self.dimensions}
            for row in self.rows
        }


def two_names(row: Engagement, item: ContentItem) -> str:
    words = {"municipality": row.title, "dimension": item.label}
    return gettext("%(municipality)s, %(dimension)s") % words


def cell(row: Engagement, item: ContentItem) -> str:
    return f"w-{row.pk}-{item.pk}"


class ProposalForm(BaseForm):
    """How a proposal is worked out."""

    preference_weight = forms.TypedChoiceField(
        label=_("What counts more"),
        choices=WEIGHTS,
        coerce=int,
        initial=str(BALANCED),
        widget=forms.RadioSelect,
        help_text=_("Likeness looks at density, population, kind and Land of the municipalities."),
    )
    most_per_dimension = forms.IntegerField(
        label=_("Clusters on the same dimension at most"),
        min_value=1,
        max_value=20,
        required=False,
        help_text=_("Empty: as many as fit."),
    )


class MoveForm(VersionedFormMixin, BaseForm):
    """Who goes into which group; `partner` comes from the swap that was shown."""

    form_only = ("partner",)
    member = forms.ChoiceField(label=_("Municipality"))
    to = forms.TypedChoiceField(label=_("Into the group"), coerce=int)
    partner = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: Sequence[GroupCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [
            (row.key, f"{row.name} ({group.name})") for group in groups for row in group.members
        ]
        targets = [(str(group.number), f"{group.name}: {group.dimension}") for group in groups]
        nobody = ("", gettext("Please choose"))
        by_name = sorted(members, key=lambda pair: dictionary_order(pair[1]))
        self.fields["member"].choices = [nobody, *by_name]  # type: ignore[attr-defined]
        self.fields["to"].choices = [nobody, *targets]  # type: ignore[attr-defined]
