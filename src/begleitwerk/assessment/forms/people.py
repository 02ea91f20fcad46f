"""People row by row, to be asked by personal links."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.selectors import (
    Person,
)
from begleitwerk.core.forms import (
    BaseForm,
)
from begleitwerk.fieldwork.models import Group
from begleitwerk.fieldwork.services import PersonSpec


@dataclass(frozen=True)
class PersonRow:
    """Somebody who is offered, with her three fields."""

    person: Person
    pick: BoundField
    email: BoundField
    group: BoundField


class PeopleForm(BaseForm):
    """People row by row: ticked, with a mail address and the group they answer as."""

    def __init__(
        self, *args: Any, people: Sequence[Person], groups: Sequence[Group], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.groups = {str(group.pk): group for group in groups}
        self.specs: list[PersonSpec] = []
        choices = [("", _("Please choose")), *((pk, row.name) for pk, row in self.groups.items())]
        for person in people:
            self.fields[f"pick_{person.key}"] = forms.BooleanField(
                required=False, label=f"{person.name}, {person.where}"
            )
            self.fields[f"email_{person.key}"] = forms.EmailField(
                required=False, label=_("Mail address"), initial=person.email
            )
            self.fields[f"group_{person.key}"] = forms.ChoiceField(
                required=False, label=_("Answers as"), choices=choices, initial=person.group
            )

    @property
    def rows(self) -> list[PersonRow]:
        names = ("pick", "email", "group")
        return [
            PersonRow(person, *(self[f"{name}_{person.key}"] for name in names))
            for person in self.people
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        picked = [person for person in self.people if cleaned.get(f"pick_{person.key}")]
        self.specs = [spec for person in picked if (spec := self.spec(person, cleaned))]
        if not picked and not self.errors:
            self.add_error(None, gettext("Tick at least one person."))
        return cleaned

    def spec(self, person: Person, cleaned: dict[str, Any]) -> PersonSpec | None:
        email, group = cleaned.get(f"email_{person.key}"), cleaned.get(f"group_{person.key}")
        if not email and f"email_{person.key}" not in self.errors:
            self.add_error(f"email_{person.key}", gettext("Enter the mail address."))
        if not group:
            self.add_error(f"group_{person.key}", gettext("Choose the group she answers as."))
        return PersonSpec(person.name, email, self.groups[group]) if email and group else None
