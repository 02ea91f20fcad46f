"""What is wrong with a file, a row, a cell; and cells that hold nothing one may read."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row, and how to mend it. Row 0 is the file as a whole."""

    row: int
    column: str
    what: str
    mend: str


class UnreadableError(Exception):
    """The file as a whole cannot be read; the text says why and what to do."""

    def __init__(self, what: str, mend: str, row: int = 0) -> None:
        super().__init__(what)
        self.problem = Problem(row, "", what, mend)


class CellError(Exception):
    """A cell cannot be read; says what is wrong and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


class Formula(str):
    """A cell that holds a formula, as it is written; what it comes to is nobody's word."""

    __slots__ = ()


class Broken(str):
    """A cell the program that made the file could not fill: #NV, or a day no calendar has."""

    __slots__ = ()


def sound(cell: Any) -> Any:
    """The cell itself. Raises CellError for a formula and for what is broken."""
    if isinstance(cell, Formula):
        raise CellError(
            _("This is a formula: %(formula)s.") % {"formula": cell[:60]},
            _("Replace it by its value, or put an apostrophe before it if it is meant as text."),
        )
    if isinstance(cell, Broken):
        raise CellError(
            _("The program this file comes from could not fill the cell: %(value)s.")
            % {"value": cell[:60]},
            _("Enter the value, or leave the cell empty."),
        )
    return cell
