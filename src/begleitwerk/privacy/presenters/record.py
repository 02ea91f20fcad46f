"""The record of processing activities (GDPR, Art. 30), made from what every table declares."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from begleitwerk.core.processing import EVERYBODY, HERSELF, NOBODY, SIGNED_IN, DataClass
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.rules import GRANTS
from begleitwerk.privacy.selectors import Table, days_of, tables

PUBLIC_TASK = gettext_lazy(
    "Public task: GDPR, Art. 6 (1) e, with the data protection act of the Land and §§ 62 ff."
    " SGB VIII"
)
PROOF = gettext_lazy("Public task and duty to give account: GDPR, Art. 6 (1) e and Art. 5 (2)")
SECURITY = gettext_lazy("Safe operation: GDPR, Art. 6 (1) e and Art. 32")
NO_PERSONS = gettext_lazy("Holds no personal data")
BY_FILE_PLAN = gettext_lazy(
    "By the file plan and archive law of each authority; offered to the archive first"
)


@dataclass(frozen=True)
class Basis:
    """Of a class of data: whose they are, on what ground they are kept, and from when on the days
    count (`%(time)s`), or how long where no days are set."""

    whose: Promise | str
    ground: Promise | str
    until: Promise | str


BASES: dict[DataClass, Basis] = {
    DataClass.CONTACTS: Basis(
        gettext_lazy("People with an account; members of bodies"),
        PUBLIC_TASK,
        gettext_lazy("%(time)s after the last role or the seat ended"),
    ),
    DataClass.REGISTRATIONS: Basis(
        gettext_lazy("People who were invited"),
        PUBLIC_TASK,
        gettext_lazy("%(time)s after it was accepted, withdrawn or ran out"),
    ),
    DataClass.MAILS: Basis(
        gettext_lazy("People who get mail"),
        PUBLIC_TASK,
        gettext_lazy("%(time)s after it was written; links to sign in go when it is sent"),
    ),
    DataClass.ACCESS_LOG: Basis(
        gettext_lazy("People with an account"),
        SECURITY,
        gettext_lazy("%(time)s; sessions end with their term, files on their way after a day"),
    ),
    DataClass.APPLICATIONS: Basis(
        gettext_lazy("People named in applications; reviewers"),
        PUBLIC_TASK,
        gettext_lazy(
            "Texts of those not chosen %(time)s after the decision; of those chosen like contracts"
        ),
    ),
    DataClass.ANSWERS: Basis(
        gettext_lazy("People who answered for their municipality"),
        PUBLIC_TASK,
        gettext_lazy("%(time)s after the end of the wave"),
    ),
    DataClass.FILES: Basis(
        gettext_lazy("People who decided, signed or are named in papers"), PROOF, BY_FILE_PLAN
    ),
    DataClass.WORK: Basis(
        gettext_lazy("People named as responsible or in notes"), PUBLIC_TASK, BY_FILE_PLAN
    ),
    DataClass.LOG: Basis(
        gettext_lazy("People who decided, by the number of their account"),
        PROOF,
        gettext_lazy("As long as the decisions it proves; without names from the first day"),
    ),
    DataClass.CONTENT: Basis(gettext_lazy("Nobody"), NO_PERSONS, gettext_lazy("No term")),
}
READERS = {
    HERSELF: gettext_lazy("the person herself"),
    SIGNED_IN: gettext_lazy("everybody with an account"),
    EVERYBODY: gettext_lazy("everybody"),
    NOBODY: gettext_lazy("nobody, on no page"),
}


@dataclass(frozen=True)
class Entry:
    """A table in the record."""

    label: str
    purpose: str
    readers: str


@dataclass(frozen=True)
class ClassOfData:
    """A class of data with its tables."""

    key: str
    label: str
    whose: str
    ground: str
    until: str
    entries: tuple[Entry, ...]


def record_of_processing() -> list[ClassOfData]:
    """All classes with their tables, in the language of whoever reads."""
    return [
        ClassOfData(
            key=data.value,
            label=str(data.label),
            whose=str(BASES[data].whose),
            ground=str(BASES[data].ground),
            until=term_of(data),
            entries=tuple(entry_of(row) for row in tables() if row.said.data == data),
        )
        for data in DataClass
    ]


def term_of(data: DataClass) -> str:
    """How long a class is kept, in words."""
    words = str(BASES[data].until)
    if "%(time)s" not in words:
        return words
    days = days_of(data)
    return words % {"time": time_words(days)} if days else _("Until somebody removes it")


def time_words(days: int) -> str:
    """365 days are a year; what is no whole number of years or months stays days."""
    if days % 365 == 0:
        return ngettext("%(number)d year", "%(number)d years", days // 365) % {
            "number": days // 365
        }
    if days in (183, 182):
        return _("6 months")
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


def entry_of(row: Table) -> Entry:
    return Entry(str(row.said.label), str(row.said.purpose), reader_words(row.said.readers))


def reader_words(readers: Sequence[str]) -> str:
    """Who reads it: the roles whose rights open it, as `GRANTS` has them today."""
    roles = [str(role.label) for role in Role if GRANTS[role] & set(readers)]
    words = [str(READERS[reader]) for reader in readers if reader in READERS]
    return ", ".join([*roles, *words])
