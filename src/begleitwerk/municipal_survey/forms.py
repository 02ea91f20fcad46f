"""Forms about waves, their codebook, and files on their way in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, BaseModelForm, TableForm, VersionedFormMixin
from begleitwerk.core.imports import CellError
from begleitwerk.municipal_survey.imports.codebook import labels_of
from begleitwerk.municipal_survey.imports.columns import (
    KEY,
    LEAVE_OUT,
    Outline,
    variable_name,
)
from begleitwerk.municipal_survey.imports.values import sorted_codes
from begleitwerk.municipal_survey.models import SurveyVariable, SurveyWave


class WaveForm(VersionedFormMixin, BaseModelForm):
    free_text = ("note",)

    class Meta:
        model = SurveyWave
        fields = SurveyWave.logged
        help_texts: ClassVar = {
            "reference_date": _("The day the answers describe. Every value is shown with it."),
            "source": _("Who asked, and where the results are published."),
        }


class CodesField(forms.CharField):
    """Codes with their words, one per line: 1=ja."""

    widget = forms.Textarea({"rows": 6})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        try:
            return labels_of(value)
        except CellError as error:
            raise ValidationError(f"{error.what} {error.mend}") from error

    def validate(self, value: Any) -> None:
        """Empty is fine; what a type needs is the service's to say."""

    def run_validators(self, value: Any) -> None:
        """A list of codes has no maximum length of its own."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{code}={words}" for code, words in sorted_codes(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial or {}) != self.to_python(data or {}))
        except ValidationError:
            return True


class VariableForm(VersionedFormMixin, BaseModelForm):
    value_labels = CodesField(
        label=_("Answers"),
        required=False,
        help_text=_("One per line: code, equals sign, words. For example 1=ja"),
    )
    missing_codes = CodesField(
        label=_("Codes for a missing answer"),
        required=False,
        help_text=_("One per line, for example -9=keine Angabe"),
    )

    class Meta:
        model = SurveyVariable
        fields = SurveyVariable.logged
        labels: ClassVar = {"kind": _("Type of answer")}
        help_texts: ClassVar = {
            "compared_with": _(
                "For a question whose answer the register knows too. Where both differ for an"
                " applicant, the office has to settle it before the calculation."
            )
        }


# --- Files --------------------------------------------------------------------------------------


class FileForm(TableForm):
    accept = ".csv,.xlsx,.sav,.zsav"
    file = forms.FileField(label=_("File"))


@dataclass(frozen=True)
class ColumnLine:
    """A column of the file as the form shows it."""

    name: str
    question: str
    samples: Sequence[str]
    field: forms.BoundField


class MappingForm(BaseForm):
    """Which column is which variable: one choice per column, with what the column holds."""

    def __init__(
        self,
        *args: Any,
        outline: Outline,
        variables: Sequence[SurveyVariable],
        mapping: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.outline = outline
        self.add_questions(variables, mapping)
        known = [(item.name, option_words(item)) for item in variables]
        names = {item.name for item in variables}
        for index, column in enumerate(outline.columns):
            now = mapping.get(column.name, LEAVE_OUT)
            likely = dict.fromkeys((now, variable_name(column.name)))
            new = [name for name in likely if name not in (*names, KEY, LEAVE_OUT)]
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=column.name,
                required=False,
                initial=now,
                choices=[
                    (LEAVE_OUT, _("leave out")),
                    (KEY, _("key of the municipality")),
                    *((name, gettext("new question “%(name)s”") % {"name": name}) for name in new),
                    *known,
                ],
            )

    def add_questions(
        self, variables: Sequence[SurveyVariable], mapping: Mapping[str, str]
    ) -> None:
        """What the file leaves open: signs for "no answer", and letters nobody can be sure of."""
        signs = missing_signs(self.outline, variables, mapping)
        if signs:
            self.fields["missing"] = forms.MultipleChoiceField(
                label=_("These signs stand for no answer"),
                help_text=_("Survey tools write them so. Untick what is an answer in this survey."),
                required=False,
                choices=list(signs.items()),
                initial=list(signs),
                widget=forms.CheckboxSelectMultiple,
            )
        if self.outline.doubt:
            words = ", ".join(self.outline.doubt)
            self.fields["letters"] = forms.BooleanField(
                label=gettext("These words are spelled right: %(words)s") % {"words": words},
                help_text=_(
                    "The file states a wrong encoding or none and was read as Windows’ own. If"
                    " the words are wrong, save the file anew as UTF-8."
                ),
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in ("missing", "letters") if name in self.fields]

    @property
    def lines(self) -> Iterator[ColumnLine]:
        for index, column in enumerate(self.outline.columns):
            field = self[f"column_{index}"]
            yield ColumnLine(column.name, column.question, column.samples, field)

    @property
    def mapping(self) -> dict[str, str]:
        """Column → variable, key or left out; after cleaning."""
        return {
            column.name: self.cleaned_data.get(f"column_{index}", LEAVE_OUT)
            for index, column in enumerate(self.outline.columns)
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first: dict[str, str] = {}
        for index, column in enumerate(self.outline.columns):
            name = cleaned.get(f"column_{index}", LEAVE_OUT)
            if name == LEAVE_OUT:
                continue
            if name in first:
                text = gettext("“%(column)s” is assigned to this already. Choose something else.")
                self.add_error(f"column_{index}", text % {"column": first[name]})
            first.setdefault(name, column.name)
        if KEY not in first and not self.errors:
            raise ValidationError(gettext("Assign one column to the key of the municipality."))
        return cleaned


def missing_signs(
    outline: Outline, variables: Sequence[SurveyVariable], mapping: Mapping[str, str]
) -> dict[str, str]:
    """Sign → where it stands, for all that survey tools use and the codebook does not know yet."""
    book = {variable.name: variable for variable in variables}
    found: dict[str, list[str]] = {}
    for column in outline.columns:
        name = mapping.get(column.name, LEAVE_OUT)
        if name != KEY:
            there = book.get(name)
            known = [*there.value_labels, *there.missing_codes] if there else column.codes
            for sign in column.signs:
                if sign not in known:
                    found.setdefault(sign, []).append(column.name)
    return {
        sign: f"{sign} ({', '.join(columns[:4])}{', …' if len(columns) > 4 else ''})"
        for sign, columns in sorted(found.items())
    }


def option_words(variable: SurveyVariable) -> str:
    if variable.label == variable.name:
        return variable.name
    return f"{variable.name}: {variable.label[:70]}"
