"""Whom to ask: one by one, pasted, from a file, by codes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, TableForm
from begleitwerk.fieldwork.imports import pasted
from begleitwerk.fieldwork.models import Collection, Group
from begleitwerk.fieldwork.services import PersonSpec


class OfGroups(BaseForm):
    """Offers the groups of the collection as `group`."""

    group_required = True
    group_label = _("Which group?")

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Group.objects.filter(collection=collection, is_joint=False)
        self.fields["group"] = forms.ModelChoiceField(
            rows,
            label=self.group_label,
            required=self.group_required,
            empty_label=_("Please choose") if self.group_required else _("not chosen"),
        )
        if len(rows) == 1:
            self.fields["group"].initial = rows[0]
        self.order_fields(self.field_order)


class PersonForm(OfGroups):
    """One person, by her address."""

    field_order = ("name", "email", "group", "new_link")
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Mail address"),
        help_text=_("Best her own at work: whoever reads the mailbox has her link."),
    )

    def __init__(self, *args: Any, asked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked:
            del self.fields["group"]
            self.fields["new_link"] = forms.BooleanField(
                label=_("Make a new link: somebody else may have the old one"),
                required=False,
                help_text=_("The old link ends. Answers given by it stay, nobody can tell which."),
            )
        self.order_fields(self.field_order)


class PasteForm(OfGroups):
    """Many people at once, a line each."""

    field_order = ("group", "lines")
    lines = forms.CharField(
        label=_("One person a line"),
        max_length=200_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_(
            "As your mail program or a table gives them, for example: Anna Beispiel; "
            "anna.beispiel@example.org. Who is asked already is left as she is."
        ),
    )

    def clean_lines(self) -> str:
        text: str = self.cleaned_data["lines"]
        wrong = [str(row.number) for row in pasted(text) if not row.email]
        if wrong:
            raise ValidationError(
                gettext("Each line needs one mail address. Please look at line %(lines)s.")
                % {"lines": ", ".join(wrong[:10])}
            )
        return text

    @property
    def people(self) -> list[PersonSpec]:
        group = self.cleaned_data["group"]
        rows = pasted(self.cleaned_data["lines"])
        return [PersonSpec(row.name, row.email, group) for row in rows]


class PeopleFileForm(OfGroups, TableForm):
    """A list with names, mail addresses and groups."""

    group_required = False
    group_label = _("Group of rows that name none")
    field_order = ("file", "group", "sheet", "header_row", "last_row")


class CodesForm(OfGroups):
    """Codes on paper for a group."""

    field_order = ("group", "number")
    number = forms.IntegerField(
        label=_("How many?"), min_value=1, max_value=200, help_text=_("One code for each person.")
    )
