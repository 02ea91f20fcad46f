"""The record of processing activities (GDPR, Art. 30), made from what every table declares."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from begleitwerk.core.processing import (
    EVERYBODY,
    HERSELF,
    LETS_IN,
    NEEDED,
    NOBODY,
    SIGNED_IN,
    DataClass,
    Processing,
)
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.rules import FROM_PLATFORM, GRANTS, HELD_HERE, ROLES_WITHIN
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
    LETS_IN: gettext_lazy(
        "whoever invites from outside (the first people of a place, facilitators), these alone"
    ),
}
# Permissions that open a part only: which.
OWN_PLACE = gettext_lazy("only of their own place")
PARTS: dict[P, Promise | str] = {
    P.GOALS_VIEW_RELEASED: gettext_lazy("only what was released"),
    P.QUALITY_VIEW_RELEASED: gettext_lazy("only what was released"),
    P.PAPERS_VIEW_INTRODUCED: gettext_lazy("only what was introduced"),
    P.SELECTION_REVIEW: gettext_lazy("only what was assigned to them"),
    P.SURVEY_VIEW_OWN: gettext_lazy("only of their own municipality"),
    P.APPLICATION_VIEW: gettext_lazy("only of their own municipality"),
    **dict.fromkeys(sorted(HELD_HERE), OWN_PLACE),
}
ALL_OF = {
    WorkspaceKind.MUNICIPALITY: gettext_lazy("all roles of the municipality"),
    WorkspaceKind.PROGRAMME: gettext_lazy("all roles of the programme"),
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
            entries=entries_of(data),
        )
        for data in DataClass
    ]


def term_of(data: DataClass) -> str:
    """How long a class is kept, in words, and what of it is needed longer."""
    rows = [row for row in tables() if row.said.data == data]
    longer = [str(NEEDED[row.key].until) for row in rows if row.key in NEEDED]
    return "; ".join([own_term_of(data), *longer])


def own_term_of(data: DataClass) -> str:
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


def entries_of(data: DataClass) -> tuple[Entry, ...]:
    """The tables of a class; those that run the program and hold nobody stand in one line."""
    rows = [row for row in tables() if row.said.data == data]
    told = [entry_of(row) for row in rows if not is_technical(row)]
    if len(told) < len(rows):
        label, purpose = _("Technical tables without data about people"), _("Run the program")
        told.append(Entry(label, purpose, str(READERS[NOBODY])))
    return tuple(told)


def is_technical(row: Table) -> bool:
    return row.said.data == DataClass.CONTENT and tuple(row.said.readers) == (NOBODY,)


def entry_of(row: Table) -> Entry:
    return Entry(str(row.said.label), str(row.said.purpose), reader_words(row.said))


def reader_words(said: Processing) -> str:
    """Who reads it: the roles whose rights open it, as `GRANTS` has them today, and which part."""
    circles: dict[str, list[Role]] = {"": []}  # whoever reads all of it comes first
    for role in Role:
        rights = GRANTS[role] & {P(reader) for reader in said.readers if reader not in READERS}
        if rights:
            circles.setdefault(part_of(rights, said), []).append(role)
    words = [circle_words(part, roles, said) for part, roles in circles.items() if roles]
    return "; ".join([*words, *(str(READERS[key]) for key in said.readers if key in READERS)])


def part_of(rights: Collection[P], said: Processing) -> str:
    """Which part these rights open, in words; nothing where one of them opens all."""
    parts = [PARTS.get(right, "") for right in sorted(rights)]
    if not all(parts) or (said.of_no_place and OWN_PLACE in parts):
        return ""
    return str(parts[0])


def all_but_one(kind: WorkspaceKind, here: Collection[Role]) -> list[str]:
    """The name of all roles of a place where at most one is missing, which is named."""
    left = [role for role in ROLES_WITHIN[kind] if role not in here]
    if kind not in ALL_OF or not here or len(left) > 1:
        return []
    named = {"all": ALL_OF[kind], "role": left[0].label if left else ""}
    return [_("%(all)s except %(role)s") % named if left else str(ALL_OF[kind])]


def circle_words(part: str, roles: Collection[Role], said: Processing) -> str:
    """Roles by the place where they are held; all of one place have a name together."""
    words: list[str] = []
    for kind in reversed(WorkspaceKind):
        here = [role for role in ROLES_WITHIN[kind] if role in roles]
        words += all_but_one(kind, here) or [str(role.label) for role in here]
    if part == str(OWN_PLACE) and Role.OPERATOR in roles and FROM_PLATFORM & set(said.readers):
        words[-1] = _("%(role)s (of programmes and Länder too)") % {"role": words[-1]}
    return f"{part}: {', '.join(words)}" if part else ", ".join(words)
