"""The forms everything derives from: our fields for models, care with free text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.forms.utils import ErrorDict
from django.utils.choices import BlankChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms.dates import GermanDateField
from begleitwerk.core.forms.figures import GermanDecimalField
from begleitwerk.core.imports import holds_address
from begleitwerk.engine.disclosure import Hint, HintKind, personal_data_hints

FREE_TEXT_HINT = _("Please no names or details about individual families.")
FILL_IN = _("Please fill this in.")
CHOOSE = _("Please choose.")
ONE_LINE = _("This has to stand in one line. Please take out the line break.")
UNSEEN = _("This holds signs nobody sees. Please type it anew.")
NO_ADDRESS = _("A name holds no web or mail address. Take it out; write a blank after a full stop.")
# They turn the direction of writing, so that a name reads as another.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
CHOOSE_ONE = _("Please choose")
NOTHING_CHOSEN = _("not chosen")
DASHES = "---------"
HINT_WORDS: dict[HintKind, Promise] = {
    HintKind.PHONE: _("looks like a telephone number"),
    HintKind.MAIL: _("looks like a mail address"),
    HintKind.BIRTH_DATE: _("looks like a date of birth"),
    HintKind.CHILD: _("may name a child or a parent"),
}


def form_field(db_field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """The form field of a model field: our dates and figures, a text area of four lines."""
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        kwargs.setdefault("form_class", GermanDateField)
    elif isinstance(db_field, models.DecimalField):
        kwargs.setdefault("form_class", GermanDecimalField)
    elif isinstance(db_field, models.ManyToManyField):
        kwargs.setdefault("form_class", ManyChoiceField)
    elif isinstance(db_field, models.TextField) and not db_field.choices:
        kwargs.setdefault("widget", forms.Textarea({"rows": 4}))
    elif isinstance(db_field, models.URLField):
        kwargs.setdefault("assume_scheme", "https")
    return db_field.formfield(**kwargs)


class ManyChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows; an id no database can hold is no choice, like any other unknown id."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError as error:
            code = "invalid_pk_value"
            raise ValidationError(self.error_messages[code], code, {"pk": "…"}) from error


class KernModelFormMetaclass(ModelFormMetaclass):
    """Gives every Meta our form fields unless it names its own callback."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any
    ) -> "KernModelFormMetaclass":
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(form_field)
        return super().__new__(mcs, name, bases, attrs, **kwargs)


@dataclass(frozen=True)
class PersonalDataWarning:
    """A free-text field and what in it may identify a person."""

    field: str
    label: str
    hints: tuple[Hint, ...]

    def __str__(self) -> str:
        return f"{self.label}: {self.places}"

    @property
    def places(self) -> str:
        return "; ".join(
            gettext("“%(words)s” %(looks)s")
            % {"words": hint.excerpt, "looks": HINT_WORDS[hint.kind]}
            for hint in self.hints[:3]
        )


def in_one_line(value: str) -> None:
    """Refuses what has line breaks where there is one line: a browser never sends them."""
    if len(value.splitlines()) > 1:
        raise ValidationError(ONE_LINE, code="one_line")
    seen = any(unicodedata.category(sign)[0] not in "CZ" for sign in value)
    if TURNING.search(value) or not seen:
        raise ValidationError(UNSEEN, code="unseen")


def without_address(value: str) -> None:
    """Refuses what a mail programme would make a link of: whoever gets the mail trusts it."""
    if holds_address(value):
        raise ValidationError(NO_ADDRESS, code="address")


def keep_to_one_line(field: forms.Field) -> None:
    """Names, titles and the like have one line, wherever they go: into subjects, say."""
    has_line = isinstance(field, forms.CharField) and isinstance(field.widget, forms.TextInput)
    if has_line and in_one_line not in field.validators:
        field.validators.append(in_one_line)


if TYPE_CHECKING:
    from begleitwerk.core.services.errors import Question

SURE = "sure_"  # begins the name of a box that answers a question


class FormMixin(forms.BaseForm):
    """Free-text fields say what does not belong there, and ask once before such a text is saved.

    `free_text` names the fields; a text with a telephone number, a date of birth and the like makes
    the form ask: the person changes the text or ticks that no family is meant. `form_only` names
    the fields the service does not take, `in_mails` those that name something in mails.
    """

    free_text: ClassVar[tuple[str, ...]] = ()
    in_mails: ClassVar[tuple[str, ...]] = ()
    form_only: ClassVar[tuple[str, ...]] = ()
    confirm_name = "no_family_data"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for form_field in self.fields.values():
            self.word_required(form_field)
            self.word_empty(form_field)
        for name in self.free_text:
            if name in self.fields:
                self.add_hint(self.fields[name])
        for name in self.in_mails:
            if name in self.fields:
                self.fields[name].validators.append(without_address)

    def full_clean(self) -> None:
        for each in self.fields.values():  # those too that a form adds for the place it is for
            keep_to_one_line(each)
        super().full_clean()

    def hush(self) -> None:
        """A preview keeps what was typed and complains about nothing that is missing yet."""
        self._errors = ErrorDict()

    def word_required(self, field: forms.Field) -> None:
        """Says what to do where Django only says that something is missing."""
        if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
            return
        chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        field.error_messages["required"] = CHOOSE if chosen else FILL_IN

    def word_empty(self, field: forms.Field) -> None:
        """Words instead of Django's row of dashes, also for lists of fixed choices."""
        if isinstance(field, forms.ModelChoiceField):
            if field.empty_label == DASHES:
                field.empty_label = CHOOSE_ONE if field.required else NOTHING_CHOSEN
        elif isinstance(field, forms.ChoiceField) and isinstance(
            field.choices, list | BlankChoiceIterator
        ):
            empty = CHOOSE_ONE if field.required else NOTHING_CHOSEN
            field.choices = [
                (key, empty if key in ("", None) and label == DASHES else label)
                for key, label in field.choices
            ]

    def add_hint(self, field: forms.Field) -> None:
        own = str(field.help_text)
        field.help_text = f"{own} {FREE_TEXT_HINT}" if own else FREE_TEXT_HINT

    def choose_from(self, name: str, rows: Any, empty: Any = ...) -> None:
        """Set the records a field offers, and the words for none; None: one must be chosen."""
        field: Any = self.fields[name]
        field.queryset = rows
        if empty is not ...:
            field.empty_label = empty

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes: the cleaned fields, without those only the form needs."""
        left_out = {"version", self.confirm_name, *self.form_only}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}

    def personal_data_warnings(self) -> tuple[PersonalDataWarning, ...]:
        """What the cleaned free texts may give away, field by field."""
        texts = {name: str(self.cleaned_data.get(name) or "") for name in self.free_text}
        hints = {name: personal_data_hints(text) for name, text in texts.items()}
        return tuple(
            PersonalDataWarning(name, str(self.fields[name].label or self[name].label), found)
            for name, found in hints.items()
            if found and name in self.changed_data
        )

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        if self.free_text and not self.errors:
            self.ask_about_personal_data()

    def ask_about_personal_data(self) -> None:
        warnings = self.personal_data_warnings()
        if not warnings:
            return
        self.fields[self.confirm_name] = forms.BooleanField(
            required=False, label=_("No family and no child can be recognised by this.")
        )
        self.place_below(self.confirm_name, warnings[-1].field)
        if self.data.get(self.add_prefix(self.confirm_name)):
            return
        for warning in warnings:
            self.add_error(
                warning.field,
                gettext(
                    "Please check: %(places)s. Change the text, or tick below that nobody can be"
                    " recognised."
                )
                % {"places": warning.places},
            )

    @property
    def sure(self) -> frozenset[str]:
        """The codes of what this person was asked back about and says is meant so."""
        prefix = self.add_prefix(SURE)
        return frozenset(name.removeprefix(prefix) for name in self.data if name.startswith(prefix))

    def ask_back(self, questions: "Sequence[Question]") -> None:
        """Show what is unusual at its field, each with a box to say that it is meant so."""
        for code in self.sure:  # said already; it stays said on the way
            name = f"{SURE}{code}"
            self.fields[name] = forms.BooleanField(required=False, widget=forms.HiddenInput)
        for question in questions:
            known = question.field in self.fields
            self.add_error(question.field if known else None, str(question.text))
            name = f"{SURE}{question.code}"
            self.fields[name] = forms.BooleanField(required=False, label=_("It is meant so."))
            if known:
                self.place_below(name, question.field)

    def place_below(self, name: str, neighbour: str) -> None:
        order = [key for key in self.fields if key != name]
        order.insert(order.index(neighbour) + 1, name)
        self.order_fields(order)


class BaseForm(FormMixin, forms.Form):
    """A form without a model."""


class BaseModelForm(FormMixin, forms.ModelForm, metaclass=KernModelFormMetaclass):  # type: ignore[type-arg]
    """A form of a model. Saving is the service's: never call save()."""
