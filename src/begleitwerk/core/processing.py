"""What a table holds of people and why: said once, beside its fields.

    class BodyMember(Versioned):
        persons: ClassVar = ("person_name", "substitute")
        processing: ClassVar = Processing(
            _("Seats in bodies"), _("Know who is to be invited and who decides"),
            DataClass.CONTACTS, readers=("bodies.view",),
            ends=Ends(lambda day: Q(valid_to__lt=day), empties=persons),
        )  # fmt: skip

The record of processing (GDPR, Art. 30), the export and the erasure of a person and the daily
clearing out are made from this and from nothing else (`privacy`); a test finds tables that say
nothing. Foreign keys to an account need no word: they are found.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Readers who hold no permission of a role.
HERSELF = "herself"  # the person the row belongs to
SIGNED_IN = "signed_in"
EVERYBODY = "everybody"
NOBODY = "nobody"  # no page shows it
LETS_IN = "lets_in"  # whoever may give this very role, wherever she stands


class DataClass(models.TextChoices):
    """Classes of data. All of a class is kept on the same ground and for the same time."""

    CONTACTS = "contacts", _("People in their roles")
    REGISTRATIONS = "registrations", pgettext_lazy("class of data", "Invitations")
    MAILS = "mails", _("Sent mails")
    ACCESS_LOG = "access_log", _("Traces of use")
    APPLICATIONS = "applications", _("Applications and their reviews")
    ANSWERS = "answers", _("Raw answers of surveys")
    FILES = "files", _("Decisions, contracts and papers")
    WORK = "work", _("Work of municipalities and programmes")
    LOG = "log", pgettext_lazy("class of data", "Log of decisions")
    CONTENT = "content", _("Content and operation, without persons")


@dataclass(frozen=True)
class Ends:
    """When rows are over: `rows(moment)` gives those whose time began before that moment.

    Of them only what `empties` names goes, and rows and counts stay; without it the rows go, and
    with them the files `with_files` names. `days` is their own time where it is not that of
    their class.
    """

    rows: Callable[[datetime], Q]
    empties: tuple[str, ...] = ()
    with_files: tuple[str, ...] = ()
    days: int | None = None


@dataclass(frozen=True)
class Needed:
    """Rows that stay though their time is over, and until when, in words; another app says so
    (`register_needed`), in whose work they are still used."""

    rows: Callable[[], Q]
    until: Promise


NEEDED: dict[str, Needed] = {}


def register_needed(table: str, needed: Needed) -> None:
    """`table` is the label of the model: "municipal_survey.SurveyRow"."""
    NEEDED[table] = needed


@dataclass(frozen=True)
class Processing:
    """What rows are called, what for, of which class, and who reads them: permissions
    ("goals.view"), or one of the words above. What belongs to no place (`of_no_place`) is read by
    whoever holds the permission anywhere.

    `people` names fields that hold the number of an account without being a foreign key. Where a
    row is a person's own, `own` names the fields that say whose: numbers, foreign keys, mail
    addresses; it goes with her. What `secret` names is never handed out. Rows under `sealed` are
    kept as they were decided, with their digest.
    """

    label: Promise
    purpose: Promise
    data: DataClass
    readers: Sequence[str]
    of_no_place: bool = False
    people: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    sealed: Q | None = None
    ends: Ends | None = None


def _of_library(label: Promise, purpose: Promise, data: DataClass, **more: Any) -> Processing:
    return Processing(label, purpose, data, **{"readers": (NOBODY,), **more})


# Tables of the libraries, which cannot say it themselves.
OF_LIBRARIES = {
    "account.EmailAddress": _of_library(
        _("Mail addresses of accounts"),
        _("Know whom a mail reaches"),
        DataClass.CONTACTS,
        readers=(HERSELF,),
        own=("user", "email"),
    ),
    "account.EmailConfirmation": _of_library(
        _("Confirmations of mail addresses"),
        _("Prove that an address belongs to an account"),
        DataClass.CONTACTS,
        secret=("key",),
    ),
    "mfa.Authenticator": _of_library(
        _("Second factors and passkeys"),
        _("Protect accounts against strangers"),
        DataClass.CONTACTS,
        readers=(HERSELF,),
        own=("user",),
        secret=("data",),
    ),
    "sessions.Session": _of_library(
        _("Sessions"),
        _("Stay signed in until the browser is closed"),
        DataClass.ACCESS_LOG,
        secret=("session_key", "session_data"),
        ends=Ends(lambda moment: Q(expire_date__lt=moment), days=0),
    ),
    "django_tasks_database.DBTaskResult": _of_library(
        _("Queue of long work"),
        _("Do long work one after the other"),
        DataClass.ACCESS_LOG,
        secret=("traceback",),
        ends=Ends(lambda moment: Q(finished_at__lt=moment)),
    ),
    "auth.Group": _of_library(
        _("Groups of the framework"), _("Not in use: roles are held in places"), DataClass.CONTENT
    ),
    "auth.Permission": _of_library(
        _("Permissions of the framework"),
        _("Not in use: roles are held in places"),
        DataClass.CONTENT,
    ),
    "contenttypes.ContentType": _of_library(
        _("Register of tables"), _("Know which tables there are"), DataClass.CONTENT
    ),
}


def processing_of(model: type[models.Model]) -> Processing | None:
    """What a table says of itself, or of it here; None where nobody has said anything."""
    known = OF_LIBRARIES.get(model._meta.label)
    return known or cast("Processing | None", getattr(model, "processing", None))
