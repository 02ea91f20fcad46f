"""The application, one form for each step, and what follows: attachments, approval."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.forms import BaseForm, BaseModelForm, UnitInput, VersionedFormMixin
from begleitwerk.files.forms import StoresFile
from begleitwerk.selection.models import Application
from begleitwerk.selection.selectors.applications import offered_themes, step_print
from begleitwerk.selection.selectors.applications.experience import (
    EXPERIENCE,
    OF_THEME,
    text_about,
    theme_of_field,
    themes_apart,
    value_of,
)

FIRST_YEAR = 1950
MOST_EVIDENCE, SPARE_EVIDENCE = 20, 1
EVIDENCE = ("statement", "proof", "year")


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not answered yet (None)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=(("yes", _("yes")), ("no", _("no"))),
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class YearField(forms.IntegerField):
    """A year that can have been."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=FIRST_YEAR,
            max_value=timezone.localdate().year,
            widget=forms.TextInput({"inputmode": "numeric", "size": 4}),
            **kwargs,
        )


class StepForm(VersionedFormMixin, BaseModelForm):
    """A step of the application: everything in it is needed in the end, nothing to save it.

    `seen` tells what the step said when the page was made, so that two people can write two steps
    at once. `quiet` saves what can be saved: what looks like personal data waits for an answer.
    """

    step = ""
    use_required_attribute = False

    def __init__(self, *args: Any, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quiet = quiet
        self.fields["seen"] = forms.CharField(
            required=False,
            widget=forms.HiddenInput,
            initial=step_print(self.instance, self.step),
        )

    def _clean_fields(self) -> None:
        """Needed, but not yet: an empty field saves."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super()._clean_fields()  # type: ignore[misc]
        for field in needed:
            field.required = True

    def show_conflict(self, current: Model, **kwargs: Any) -> None:
        super().show_conflict(current, **kwargs)
        self.data[self.add_prefix("seen")] = step_print(  # type: ignore[index]
            current,  # type: ignore[arg-type]  # the application
            self.step,
        )

    @property
    def names(self) -> list[str]:
        """The fields of the application this step writes."""
        known = self._meta.fields or ()
        return [name for name in self.fields if name in known]

    @property
    def values(self) -> dict[str, Any]:
        """What can be saved: fields with an error are left out."""
        return {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}

    @property
    def seen(self) -> str:
        return str(self.cleaned_data.get("seen") or "")

    @property
    def unsaved(self) -> list[str]:
        """Labels of the fields that could not be saved."""
        return [str(self[name].label) for name in self.errors if name in self.fields]

    def main_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("evidence-")]


def words(*names: str) -> dict[str, forms.Textarea]:
    """Text areas with room for a page of text."""
    return {name: forms.Textarea({"rows": 9}) for name in names}


class MotivationForm(StepForm):
    step = "motivation"
    free_text = ("motivation",)

    class Meta:
        model = Application
        fields = ("themes", "motivation")
        widgets: ClassVar = {"themes": forms.CheckboxSelectMultiple, **words("motivation")}
        labels: ClassVar = {
            "themes": _("For which theme do you apply?"),
            "motivation": _("Why do you want to take part?"),
        }
        help_texts: ClassVar = {
            "motivation": _("What you want to change, and why now. Half a page is enough.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = offered_themes(self.instance.candidacy)
        self.choose_from("themes", themes)
        self.fields["motivation"].required = True
        if len(themes) == 1 and self.instance.themes.count() == 1:
            del self.fields["themes"]
            only = gettext("You apply for the theme “%(theme)s”.") % {"theme": themes[0]}
            self.fields["motivation"].help_text = f"{only} {self.fields['motivation'].help_text}"
        else:
            self.fields["themes"].required = True
            self.fields["themes"].help_text = gettext("You can apply for one or for several.")


class ExperienceForm(StepForm):
    """Experience in words, of several themes with each; and row by row what proves it.

    An emptied row disappears.
    """

    step = "erfahrung"
    free_text = ("experience",)
    earlier_participation = YesNoField(
        label=_("Did you take part in an earlier programme of this kind?"),
        help_text=_("The programme office compares this with its list of participants."),
    )
    network_since = YearField(label=_("Since which year does your network exist?"))

    class Meta:
        model = Application
        fields = ("experience", "earlier_participation", "network_since")
        widgets: ClassVar = words("experience")
        labels: ClassVar = {"experience": _("Which experience do you have with the theme?")}

    def __init__(self, *args: Any, instance: Application, **kwargs: Any) -> None:
        self.themes = themes_apart(instance)
        if self.themes:
            self.ask_of_each(instance)
        super().__init__(*args, instance=instance, **kwargs)
        if not self.themes:
            self.fields["experience"].required = True
        rows = list(self.instance.evidence.all())
        sent = sum(f"evidence-{n}-statement" in self.data for n in range(MOST_EVIDENCE))
        self.count = min(max(len(rows) + SPARE_EVIDENCE, 2, sent), MOST_EVIDENCE)
        for number in range(self.count):
            self.add_row(number, rows[number] if number < len(rows) else None)

    def ask_of_each(self, application: Application) -> None:
        """A text about each theme in place of the one."""
        label = gettext("Which experience do you have with the theme “%(theme)s”?")
        asked = {
            f"{OF_THEME}{key}": forms.CharField(
                label=label % {"theme": name},
                initial=text_about(application, key),
                widget=forms.Textarea({"rows": 9}),
            )
            for key, name in self.themes.items()
        }
        kept = {key: each for key, each in self.base_fields.items() if key != EXPERIENCE}
        self.base_fields = {**asked, **kept}  # type: ignore[misc]  # its own
        self.free_text = tuple(asked)  # type: ignore[misc, assignment]

    def add_row(self, number: int, row: Any) -> None:
        start = f"evidence-{number}"
        made: dict[str, forms.Field] = {
            "statement": forms.CharField(label=_("What you did"), max_length=300),
            "proof": forms.CharField(
                label=_("What proves it"),
                help_text=_("Report, resolution, agreement, with page or number"),
                max_length=300,
            ),
            "year": YearField(label=_("Year")),
        }
        for name, field in made.items():
            field.required = name != "year" and number == 0
            field.initial = getattr(row, name) if row else None
            self.fields[f"{start}-{name}"] = field

    def clean(self) -> dict[str, Any]:
        """An experience without proof, or a proof of nothing, is half a row."""
        values: dict[str, Any] = super().clean() or {}
        for number in range(self.count):
            given = {name: values.get(f"evidence-{number}-{name}") for name in EVIDENCE}
            if given["proof"] and not given["statement"]:
                text = gettext("Say what you did, or empty the whole row.")
                self.add_error(f"evidence-{number}-statement", text)
            elif given["year"] and not given["statement"]:
                text = gettext("Say what you did in this year, or empty the whole row.")
                self.add_error(f"evidence-{number}-statement", text)
        return values

    def evidence_rows(self) -> Iterator[tuple[int, list[BoundField]]]:
        for number in range(self.count):
            yield number + 1, [self[f"evidence-{number}-{name}"] for name in EVIDENCE]

    @property
    def values(self) -> dict[str, Any]:
        found = super().values
        if not any(name.startswith("evidence-") for name in self.errors):
            found["evidence"] = self.rows()
        if self.themes:
            found["experience_by_theme"] = {
                key: self.cleaned_data[f"{OF_THEME}{key}"]
                for key in self.themes
                if f"{OF_THEME}{key}" in self.cleaned_data
            }
        return found

    @property
    def last_text(self) -> str:
        """The field the evidence stands below."""
        return f"{OF_THEME}{list(self.themes)[-1]}" if self.themes else EXPERIENCE

    def rows(self) -> list[dict[str, Any]]:
        return [
            {name: self.cleaned_data.get(f"evidence-{number}-{name}") or None for name in EVIDENCE}
            | {
                name: self.cleaned_data.get(f"evidence-{number}-{name}") or ""
                for name in ("statement", "proof")
            }
            for number in range(self.count)
        ]

    def theirs(self, record: Model, name: str) -> Any:
        """A saved row of evidence under its place in the form."""
        if theme_of_field(name):
            return value_of(record, name)  # type: ignore[arg-type]  # the application
        if not name.startswith("evidence-"):
            return super().theirs(record, name)
        _start, number, part = name.split("-")
        rows = list(record.evidence.all())  # type: ignore[attr-defined]  # the application
        return getattr(rows[int(number)], part) if int(number) < len(rows) else None


class StaffForm(StepForm):
    step = "personal"
    free_text = ("staff",)

    class Meta:
        model = Application
        fields = ("staff", "staff_fte")
        widgets: ClassVar = {**words("staff"), "staff_fte": UnitInput()}
        labels: ClassVar = {
            "staff": _("Who will do the work?"),
            "staff_fte": _("How many full-time posts do you have for it?"),
        }
        help_texts: ClassVar = {
            "staff": _("By function, not by name: coordination, planning, office."),
            "staff_fte": _("For example 0.75; 0 if there are none yet."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("staff", "staff_fte"):
            self.fields[name].required = True
        self.fields["staff_fte"].widget.unit = gettext("posts")

    def clean_staff_fte(self) -> Any:
        value = self.cleaned_data.get("staff_fte")
        if value is not None and value < 0:
            raise forms.ValidationError(_("There are no fewer than 0 posts."))
        return value


class BackingForm(StepForm):
    step = "rueckhalt"
    free_text = ("backing",)
    has_backing = YesNoField(label=_("Has the leadership of the administration agreed?"))

    class Meta:
        model = Application
        fields = ("has_backing", "backing")
        widgets: ClassVar = words("backing")
        labels: ClassVar = {"backing": _("How does the leadership back it?")}
        help_texts: ClassVar = {
            "backing": _("Resolution, letter, seat in the steering group, with its date.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["backing"].required = True


class ParticipantsForm(StepForm):
    step = "beteiligte"
    free_text = ("participants",)

    class Meta:
        model = Application
        fields = ("participants",)
        widgets: ClassVar = words("participants")
        labels: ClassVar = {"participants": _("Who takes part?")}
        help_texts: ClassVar = {
            "participants": _("Offices, providers, committee; by function, not by name.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participants"].required = True


STEP_FORMS: dict[str, type[StepForm]] = {
    form.step: form
    for form in (MotivationForm, ExperienceForm, StaffForm, BackingForm, ParticipantsForm)
}


class AttachmentForm(StoresFile, BaseForm):
    title = forms.CharField(
        label=_("What is it?"),
        help_text=_("For example: resolution of the youth welfare committee"),
        required=False,
        max_length=160,
    )
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, Word, Excel, ODT, PNG, JPEG, CSV or plain text")
    )


class ApprovalForm(BaseForm):
    """Who is asked to approve; she gets a mail."""

    approver = forms.ModelChoiceField(label=_("Who approves?"), queryset=User.objects.none())
    note = forms.CharField(
        label=_("Message"), required=False, widget=forms.Textarea({"rows": 3}), max_length=1000
    )
    free_text = ("note",)

    def __init__(self, *args: Any, approvers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("approver", approvers)
        if len(approvers) == 1:
            self.fields["approver"].initial = approvers[0].pk
