"""Where something stands in a file, and what is wrong there."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Place:
    """A row of a file: its line (0 where it has none) and what people call it."""

    file: str
    line: int = 0
    title: str = ""

    def __str__(self) -> str:
        row = _("row %(number)d") % {"number": self.line} if self.line else ""
        if row and self.title:
            row = f"{row} ({self.title})"
        return ", ".join(part for part in (self.file, row or self.title) if part)


@dataclass(frozen=True)
class Notice:
    """One thing that is wrong: where, in which field, what, and how to mend it."""

    place: Place
    field: str
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.place}, {self.field}" if self.field else str(self.place)
        return f"{where}: {self.what} {self.mend}"


class FaultyFilesError(Exception):
    """Nothing can be chosen from these files; `notices` tell all of why."""

    def __init__(self, notices: tuple[Notice, ...]) -> None:
        super().__init__("\n".join(str(row) for row in notices))
        self.notices = notices
