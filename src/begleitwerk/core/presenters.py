"""What happened, in sentences: audit events as the history of a record shows them.

Each app says once how its verbs and fields read, in its `contributions`:

    register_history(
        verbs={
            "goals.goal_added": Wording(_("Goal added")),
            "goals.goal_changed": Wording(_("Goal changed"), lists_changes=True),
            "goals.goal_adopted": Wording(_("Adopted by %(adopted_by)s on %(adopted_on)s")),
        },
        fields={"goals.theme": Field(_("Development theme"), item_words(THEMES))},
    )

A page then shows `<c-history :events="history" />` with

    history=history_lines(history_of("goals.goal", goal.pk))

What a model has in `logged` reads as the model calls it, its values by their kind: days, choices,
yes and no. Only what reads otherwise is named here, by app and name, and by its table too where one
name means different things: "programmes.contract.number" goes before "programmes.number".

Names in a wording stand for the values after the event, `old_…` for those before, and `subject`
for the name of the record; all of them in words. A wording that lists changes is followed by what
changed from which value to which; long texts are only named. A test finds verbs without words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import AuditEvent
from begleitwerk.core.templatetags.bw import day, money

Words = Callable[[Any], str]
LONG_TEXT = 80


def plain_words(value: Any) -> str:
    return str(value)


def day_words(value: Any) -> str:
    """An ISO day as the reader writes days."""
    return day(date.fromisoformat(str(value)[:10]))


def money_words(value: Any) -> str:
    return money(value)


def yes_no_words(value: Any) -> str:
    return gettext("yes") if value else gettext("no")


def choice_words(choices: type[models.TextChoices]) -> Words:
    """The label of a choice; a value that is none any more stays as it is."""

    def words(value: Any) -> str:
        return str(choices(value).label) if value in choices.values else str(value)

    return words


@dataclass(frozen=True)
class Field:
    """How a field reads: its name, its values in words, whether it is a long text."""

    label: str | Promise
    words: Words = plain_words
    is_text: bool = False


@dataclass(frozen=True)
class Wording:
    """How a verb reads.

    `about` names the kind of record where the words do not, for the filter of a log.
    `lists_changes` adds what changed from what to what, `followed_by` the words of a field that
    may be empty, a progress note say.
    """

    text: str | Promise
    lists_changes: bool = False
    followed_by: str = ""
    about: str | Promise = ""


@dataclass(frozen=True)
class HistoryLine:
    """One event for `<c-history>`; the actor by function, erased or unknown ones without."""

    at: datetime
    text: str
    reason: str
    actor: str


VERBS: dict[str, Wording] = {}
FIELDS: dict[str, Field] = {}
# For events of a verb that was given up, and for changes of which nothing can be listed.
UNKNOWN = Wording(_("Changed: %(subject)s"))


def register_history(
    *, verbs: Mapping[str, Wording] | None = None, fields: Mapping[str, Field] | None = None
) -> None:
    """Say how verbs ("goals.goal_added") and fields ("goals.due_on") read."""
    VERBS.update(verbs or {})
    FIELDS.update(fields or {})


def history_lines(events: Iterable[AuditEvent]) -> list[HistoryLine]:
    """Events as sentences, in their order; one query for the people."""
    rows = list(events)
    actors = actors_of({event.actor_id for event in rows if event.actor_id})
    return [
        HistoryLine(event.at, sentence_of(event), event.reason, actors.get(event.actor_id or 0, ""))
        for event in rows
    ]


def actors_of(ids: set[int]) -> dict[int, str]:
    """Who acted, by function where it is known; a history is about offices, not about names."""
    if not ids:
        return {}
    people = get_user_model()._default_manager.filter(pk__in=ids)
    return {person.pk: str(getattr(person, "function", "") or person) for person in people}


def sentence_of(event: AuditEvent) -> str:
    wording = VERBS.get(event.verb, UNKNOWN)
    text = str(wording.text) % Values(event)
    more = "; ".join(changes_of(event)) if wording.lists_changes else ""
    if event.after.get(wording.followed_by):
        more = in_words(event, wording.followed_by, event.after[wording.followed_by])
    if text and more:
        return f"{text}: {more}"
    return text or more or str(UNKNOWN.text) % Values(event)


class Values(Mapping[str, str]):
    """The values of an event in words, for the placeholders of a wording."""

    def __init__(self, event: AuditEvent) -> None:
        self.event = event

    def __getitem__(self, name: str) -> str:
        if name == "subject":
            return self.event.subject_label
        if name.startswith("old_"):
            return in_words(self.event, name[4:], self.event.before.get(name[4:]))
        return in_words(self.event, name, self.event.after.get(name))

    def __iter__(self) -> Any:
        return iter(self.event.after)

    def __len__(self) -> int:
        return len(self.event.after)


def field_of(event: AuditEvent, name: str) -> Field | None:
    """The field of this name of the event's own table, else of any table of the app, else as the
    event's model has it."""
    app = event.verb.partition(".")[0]
    return (
        FIELDS.get(f"{event.subject_type}.{name}")
        or FIELDS.get(f"{app}.{name}")
        or model_field(event.subject_type, name)
    )


def model_field(table: str, name: str) -> Field | None:
    """How a field of a table ("goals.goal") or of a part of it reads by its model; None for what
    none of them logs."""
    try:
        whole = apps.get_model(table)
    except (LookupError, ValueError):  # a table that was given up
        return None
    near = apps.get_app_config(whole._meta.app_label).get_models()
    parts = (row for row in near if getattr(row, "part_of", "") == whole._meta.model_name)
    found = (row for row in (whole, *parts) if name in getattr(row, "logged", ()))
    model = next(found, None)
    try:
        field: Any = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:  # said for the record, not to be read
        field = None
    if field is None:
        return None
    return Field(field.verbose_name, words_of(field), isinstance(field, models.TextField))


def words_of(field: Any) -> Words:
    """How values of a model's field read."""
    if field.choices:
        labels = dict(field.flatchoices)
        return lambda value: str(labels.get(value, value))
    if isinstance(field, models.DateField):
        return day_words
    return yes_no_words if isinstance(field, models.BooleanField) else plain_words


def in_words(event: AuditEvent, name: str, value: Any) -> str:
    """A value as a person reads it; nothing there reads as such."""
    if value is None or value == "":
        return gettext("nothing")
    field = field_of(event, name)
    try:
        words = field.words(value) if field else plain_words(value)
    except (TypeError, ValueError, ArithmeticError):  # an event from before a field changed
        words = str(value)
    return Truncator(words).chars(LONG_TEXT * 3)


def changes_between(
    table: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    """What differs between two snapshots of a row of a table ("goals.goal"): field, old and new
    value in words."""
    event = AuditEvent(verb=table, subject_type=table)
    fields = ((name, field_of(event, name)) for name in after if before.get(name) != after[name])
    return tuple(
        (
            capfirst(str(field.label)),
            in_words(event, name, before.get(name)),
            in_words(event, name, after[name]),
        )
        for name, field in fields
        if field
    )


def changes_of(event: AuditEvent) -> Iterable[str]:
    """What changed, one piece per field somebody gave a name to."""
    for name, new in event.after.items():
        field = field_of(event, name)
        if field is None:
            continue
        old = event.before.get(name)
        values = {
            "field": capfirst(str(field.label)),
            "old": in_words(event, name, old),
            "new": in_words(event, name, new),
        }
        if field.is_text and max(len(str(old or "")), len(str(new or ""))) > LONG_TEXT:
            yield gettext("%(field)s reworded") % values
        elif old in (None, ""):
            yield gettext("%(field)s “%(new)s”") % values
        else:
            yield gettext("%(field)s from “%(old)s” to “%(new)s”") % values


# --- The pages every installation has -------------------------------------------------------------

PAGE_VERBS = {
    "core.page_changed": Wording(_("Page “%(subject)s” changed"), lists_changes=True),
    "core.import_undone": Wording(
        _("Import of %(file)s taken back: %(removed)s removed, %(restored)s as before")
    ),
}
