"""Letters that leave the house: which, when and how."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from begleitwerk.core.forms import BaseForm, GermanDateField
from begleitwerk.core.tables import SearchFilter
from begleitwerk.selection.enums import DispatchWay, LetterKind
from begleitwerk.selection.models import Letter

KINDS = [(kind.value, kind.label) for kind in LetterKind if kind != LetterKind.RECEIPT]


class DispatchFilter(SearchFilter):
    """Which letters: by kind, by way, and whether they have left."""

    searched = ("candidacy__municipality__search_text",)
    kind = django_filters.ChoiceFilter(label=_("Letter"), choices=KINDS, empty_label=_("all"))
    way = django_filters.ChoiceFilter(
        label=_("Way"),
        choices=[("post", _("without mail address")), ("mail", _("with mail address"))],
        empty_label=_("all"),
        method="by_way",
    )
    left = django_filters.ChoiceFilter(
        label=pgettext_lazy("letters", "Sent"),
        choices=[("no", _("not recorded")), ("yes", _("recorded"))],
        empty_label=_("all"),
        method="by_dispatch",
    )

    class Meta:
        model = Letter
        fields = ("q", "kind")

    def by_way(self, rows: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return rows.filter(sent_to="") if value == "post" else rows.exclude(sent_to="")

    def by_dispatch(self, rows: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return rows.filter(dispatch__isnull=value == "no")


class DispatchForm(BaseForm):
    """Many letters, one day, one way."""

    form_only: ClassVar = ()

    letters = forms.MultipleChoiceField(
        label=_("Letters"), widget=forms.CheckboxSelectMultiple, required=True
    )
    on = GermanDateField(label=_("Sent on"), help_text=_("Not a day to come."))
    way = forms.ChoiceField(label=_("How?"), choices=DispatchWay.choices, widget=forms.RadioSelect)

    field_order = ("on", "way", "letters")

    def __init__(self, *args: Any, letters: list[Letter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(letter.pk): letter for letter in letters}
        field: Any = self.fields["letters"]
        field.choices = [(pk, words_of(letter)) for pk, letter in self.rows.items()]

    def clean_letters(self) -> list[Letter]:
        return [self.rows[pk] for pk in self.cleaned_data["letters"]]


def words_of(letter: Letter) -> str:
    """ "Stadt A, Auswahl, ohne E-Mail-Adresse" """
    place, kind = letter.municipality.name, letter.get_kind_display()
    told = letter.sent_to or str(_("without mail address"))
    sent = getattr(letter, "dispatch", None)
    if sent is None:
        return f"{place}: {kind}, {told}"
    recorded = str(_("recorded: %(day)s, %(way)s"))
    return f"{place}: {kind}, {recorded}" % {
        "day": f"{sent.on:%d.%m.%Y}",
        "way": sent.get_way_display(),
    }
