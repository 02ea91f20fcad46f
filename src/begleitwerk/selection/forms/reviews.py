"""Forms of the review: declaration, a score with its evidence, the talk, assignment."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.forms import (
    BaseForm,
    Conflict,
    ConflictRow,
    GermanDateField,
    ReasonForm,
    VersionedFormMixin,
)
from begleitwerk.core.selectors import alphabetical
from begleitwerk.selection.models import ScoredCriterion
from begleitwerk.selection.selectors.evidence import Source, Sources, file_line
from begleitwerk.selection.selectors.reviews import Load
from begleitwerk.selection.selectors.scores import Level, Slot, book_about

NO_CONFLICT, CONFLICT = "no", "yes"


class BoundForm(BaseForm):
    """Says what binds somebody to an applicant she was not asked about."""

    reason = forms.CharField(
        label=_("What binds you"),
        help_text=_("The programme office reads it."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class DeclareForm(BaseForm):
    """Says whether something binds the reviewer to the applicant.

    The question is not called `conflict`: that of a form are two versions of one record.
    """

    form_only = ("declaration",)
    declaration = forms.ChoiceField(
        label=_("Does something bind you to this applicant?"),
        choices=[
            (NO_CONFLICT, _("I have no conflict of interest")),
            (CONFLICT, _("I have a conflict of interest")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What binds you"),
        help_text=_("Only with a conflict of interest. The programme office reads it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    @property
    def answers(self) -> list[tuple[str, Any, Any]]:
        """The two answer cards: value, words, what follows from it."""
        return [
            (
                NO_CONFLICT,
                _("I have no conflict of interest"),
                _("You can then read the application and review it."),
            ),
            (
                CONFLICT,
                _("I have a conflict of interest"),
                _("You will not see the application any more. Somebody else reviews it."),
            ),
        ]

    @property
    def values(self) -> dict[str, Any]:
        declared = self.cleaned_data["declaration"] == CONFLICT
        return {**super().values, "conflict": declared}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("declaration") == CONFLICT and not (data.get("reason") or "").strip():
            self.add_error("reason", _("Say in a few words what binds you."))
        return data


def level_choices(levels: Iterable[Level]) -> list[tuple[str, str]]:
    return [(plain(level.value), level.label) for level in levels]


def plain(value: Decimal) -> str:
    """A level as the form carries it: "1", "2.5"."""
    return format(value.normalize(), "f")


class LevelField(forms.ChoiceField):
    """One step of a scale."""

    widget = forms.RadioSelect

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        try:
            return Decimal(chosen)
        except InvalidOperation as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from error


class LevelForm(VersionedFormMixin, BaseForm):
    """A level of a slot's scale; `criterion` says which version of the rules the page showed."""

    level = LevelField(label=pgettext_lazy("scale", "Level"))
    criterion = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, slot: Slot, **kwargs: Any) -> None:
        self.slot = slot
        super().__init__(*args, **kwargs)
        field: Any = self.fields["level"]
        field.choices = level_choices(slot.levels)
        field.error_messages["required"] = pgettext("scale", "Choose a level.")
        self.fields["criterion"].initial = slot.criterion.pk

    @property
    def answers(self) -> list[tuple[str, str, str, bool]]:
        """The answer cards: value, word, anchor, whether it is chosen."""
        chosen = self["level"].value()
        chosen = plain(chosen) if isinstance(chosen, Decimal) else str(chosen or "")
        return [
            (plain(level.value), level.label, level.text, plain(level.value) == chosen)
            for level in self.slot.levels
        ]

    def theirs(self, record: Any, name: str) -> Any:
        found = super().theirs(record, name)
        return found.normalize() if isinstance(found, Decimal) else found

    @property
    def seen_criterion(self) -> ScoredCriterion:
        """The criterion the page showed, which may belong to rules that hold no more."""
        seen: int = self.cleaned_data.get("criterion") or 0
        found = ScoredCriterion.objects.filter(
            pk=seen, rule_set__round=self.slot.criterion.rule_set.round_id
        ).first()
        return found or self.slot.criterion


class ScoreForm(LevelForm):
    """A score and what it rests on: ticked sources, pages of attachments, and own words."""

    free_text = ("note",)

    parts = forms.MultipleChoiceField(
        label=_("In the application"), required=False, widget=forms.CheckboxSelectMultiple
    )
    facts = forms.MultipleChoiceField(
        label=_("In the register"), required=False, widget=forms.CheckboxSelectMultiple
    )
    answer = forms.ChoiceField(label=_("In the municipal survey"), required=False)
    note = forms.CharField(
        label=_("Place or further evidence"),
        help_text=_("For example: network plan, page 4."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, sources: Sources, **kwargs: Any) -> None:
        self.sources = sources
        super().__init__(*args, **kwargs)
        self.offer("parts", sources.application)
        self.offer("facts", sources.register)
        self.offer("answer", sources.survey, [("", gettext("not chosen"))])
        for pk, title in sources.files:
            self.fields[f"page_{pk}"] = forms.CharField(
                label=gettext("Page in “%(title)s”") % {"title": title},
                required=False,
                max_length=40,
                widget=forms.TextInput({"autocomplete": "off"}),
            )

    def offer(
        self, name: str, rows: Sequence[Source], first: Sequence[tuple[str, str]] = ()
    ) -> None:
        field: Any = self.fields[name]
        field.choices = [*first, *((row.key, row.label) for row in rows)]
        if not rows:
            del self.fields[name]

    def page_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("page_")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["evidence"] = "\n".join(self.evidence_lines(data))
        if not data["evidence"]:
            self.add_error(
                "note",
                _("Name what the level rests on: tick a place above or write it down here."),
            )
        return data

    def evidence_lines(self, data: dict[str, Any]) -> list[str]:
        lines = self.sources.lines()
        ticked = [*data.get("parts", ()), *data.get("facts", ()), data.get("answer", "")]
        pages = [
            file_line(title, data[f"page_{pk}"])
            for pk, title in self.sources.files
            if data.get(f"page_{pk}")
        ]
        note = (data.get("note") or "").strip()
        return [*(lines[key] for key in ticked if key in lines), *pages, *([note] if note else ())]

    def show_conflict(self, current: Any, *, reload_url: str, **saved: Any) -> None:
        """Both versions of this one score: the level, and what it rests on."""
        super().show_conflict(current, reload_url=reload_url, **saved)
        book = book_about(current.candidacy, self.slot.criterion.rule_set)
        row = book.given(current).get(self.slot.key)
        level = self.slot.level_of(row.level) if row else None
        mine = self.slot.level_of(self.cleaned_data["level"])
        rows = (
            (pgettext("scale", "Level"), level and level.label, mine and mine.label),
            (gettext("What it rests on"), row and row.evidence, self.cleaned_data["evidence"]),
        )
        self.conflict = Conflict(
            tuple(
                ConflictRow(label, theirs or "–", own or "–")
                for label, theirs, own in rows
                if theirs != own
            ),
            reload_url,
        )


def initial_of(evidence: str, sources: Sources) -> dict[str, Any]:
    """Saved evidence back in the form: known lines are ticked, the rest is the note."""
    keys, pages = sources.keys(), list(sources.files)
    found: dict[str, Any] = {"parts": [], "facts": [], "answer": ""}
    rest = []
    for line in evidence.splitlines():
        key = keys.get(line, "")
        page = next(
            (
                (pk, line[len(start) :])
                for pk, title in pages
                if line.startswith(start := file_line(title, ""))
            ),
            None,
        )
        if key.startswith(("part:", "proof:")):
            found["parts"].append(key)
        elif key.startswith("register:"):
            found["facts"].append(key)
        elif key.startswith("survey:") and not found["answer"]:
            found["answer"] = key
        elif page:
            found[f"page_{page[0]}"] = page[1]
        else:
            rest.append(line)
    return {**found, "note": "\n".join(rest)}


class JointScoreForm(LevelForm):
    """What both agreed on in their talk."""

    free_text = ("reason",)

    talked_on = GermanDateField(label=_("Talk on"))
    reason = forms.CharField(
        label=_("What the talk brought"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )

    def clean_talked_on(self) -> Any:
        day = self.cleaned_data["talked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("This day lies in the future. Enter the day of the talk.")
            )
        return day


# --- The office ---------------------------------------------------------------------------------


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People with what they do, so that two of the same name can be told apart."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, {obj.function}" if obj.function else str(obj)


class AssignForm(BaseForm):
    """Who shall review."""

    reviewers = PeopleField(label=_("Who reviews"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviewers"]
        ids = [person.pk for person in people]
        field.queryset = User.objects.filter(pk__in=ids).order_by(alphabetical("name"), "pk")
        field.error_messages["required"] = gettext("Choose at least two people.")


class ReplaceForm(BaseForm):
    """Who takes the place that a conflict of interest left free; the reason is known."""

    reviewer = forms.ChoiceField(label=_("Who takes over"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, free: Sequence[Load], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(load.person.pk): load.person for load in free}
        field: Any = self.fields["reviewer"]
        field.choices = [(str(load.person.pk), load_words(load)) for load in free]

    def clean_reviewer(self) -> User:
        return self.people[self.cleaned_data["reviewer"]]


class ReassignForm(ReplaceForm, ReasonForm):
    """Who takes a review over, and why."""

    field_order = ("reviewer", "reason")


def load_words(load: Load) -> str:
    words = gettext("%(person)s (has %(count)s reviews in this round)")
    return words % {"person": load.person, "count": load.now}
