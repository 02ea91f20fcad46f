"""People to ask, from a file or pasted: what lines and cells mean. Nothing here writes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    WHOLE,
    Column,
    Place,
    Reader,
    Sheet,
    line_up_to,
    name_up_to,
    read_list,
)

MAX_ROWS = 2_000
LONGEST_NAME, LONGEST_ADDRESS = 120, 254

COLUMNS = (
    Column("Name", "name", ("person", "ansprechperson"), path="person_name"),
    Column("E-Mail", "email", ("mail", "e-mail-adresse", "mailadresse"), required=True),
    Column("Gruppe", "group", ("group",), path="group__name"),
)
COLUMN_NAMES = {column.field: column.name for column in COLUMNS}
READERS: dict[str, Reader] = {
    "name": name_up_to(LONGEST_NAME),
    "email": line_up_to(LONGEST_ADDRESS),
    "group": line_up_to(LONGEST_NAME),
}

ADDRESS = re.compile(r"[^\s<>;,\"']+@[^\s<>;,\"']+")
BETWEEN = " \t;,<>\"'"


def read_sheet(content: bytes, file_name: str, place: Place = WHOLE) -> Sheet:
    """The file as rows of texts with all their problems; at most MAX_ROWS rows."""
    return read_list(
        content,
        file_name,
        columns=COLUMNS,
        readers=READERS,
        max_rows=MAX_ROWS,
        empty_hint=_("Add a row for each person."),
        place=place,
    )


@dataclass(frozen=True)
class Pasted:
    """A line somebody pasted: its number, and what it says; no address where it holds none, or
    more than one."""

    number: int
    name: str
    email: str


def pasted(text: str) -> Iterator[Pasted]:
    """Lines as mail programs and tables give them: "Anna Beispiel <anna@…>", "Anna; anna@…"."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip(BETWEEN):
            continue
        found = ADDRESS.findall(line)
        name = " ".join(
            ADDRESS.sub(" ", line).translate(str.maketrans(';,<>"\t', "      ")).split()
        )
        yield Pasted(number, name, found[0] if len(found) == 1 else "")
