"""Which column of a file is which variable: proposals, and columns that hold something else."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    CellError,
    Evidence,
    Notation,
    Problem,
    header_key,
    is_nothing,
    notations_in,
    text_of,
)
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.imports.tables import Table
from begleitwerk.municipal_survey.imports.values import Value, fits, unknown_missing, value_of
from begleitwerk.municipal_survey.models import SurveyVariable

Test = Callable[[Any], bool]
KEY, LEAVE_OUT = "#key", ""
KEY_NAMES = frozenset({"schluessel", "jugendamtsschluessel", "ags", "gemeindeschluessel", "kreis"})
LOOKED_AT = 60  # values that tell what a column holds
SAMPLES = 3
MOST = 0.5  # more wrong values than this: not typing errors, but the wrong column
RIGHT = 0.95  # as many right values make a variable likely
# The fewer values a type takes, the more it means that they fit.
TELLING = {
    SurveyKind.DAY: 4,
    SurveyKind.CHOICE: 3,
    SurveyKind.YES_NO: 3,
    SurveyKind.NUMBER: 2,
    SurveyKind.TEXT: 0,
}


@dataclass(frozen=True)
class Reading:
    """A column read as a variable: the values and the wrong cells, by row number of the file."""

    column: str
    variable: SurveyVariable
    values: Mapping[int, Value]
    wrong: Mapping[int, CellError]

    @property
    def is_misplaced(self) -> bool:
        """More than half of its values, and more than two, do not fit."""
        return len(self.wrong) > 2 and len(self.wrong) > MOST * self.filled

    @property
    def filled(self) -> int:
        return len(self.wrong) + len(self.values)


@dataclass(frozen=True)
class ColumnOutline:
    """A column of a file as its form asks about it: what the file calls it and some of its values;
    signs in it that survey tools use for "no answer", and codes the file itself explains."""

    name: str
    question: str
    samples: tuple[str, ...]
    signs: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """What the form about the columns of a file needs; words of `doubt` are asked about."""

    columns: tuple[ColumnOutline, ...]
    rows: int
    doubt: tuple[str, ...]

    @classmethod
    def kept(cls, given: Mapping[str, Any]) -> "Outline":
        """As it was kept with the file."""
        columns = tuple(ColumnOutline(**column) for column in given["columns"])
        return cls(columns, given["rows"], tuple(given["doubt"]))


def outline_of(table: Table) -> Outline:
    return Outline(
        tuple(column_outline(table, name) for name in table.columns), len(table.lines), table.doubt
    )


def column_outline(table: Table, name: str) -> ColumnOutline:
    cells, described = table.cells(name), table.book.get(name)
    return ColumnOutline(
        name=name,
        question=described.label if described and described.label != name else "",
        samples=samples(cells),
        signs=tuple(sorted(unknown_missing(cells, None))),
        codes=tuple([*described.value_labels, *described.missing_codes] if described else ()),
    )


def filled(cells: Sequence[Any]) -> list[Any]:
    return [cell for cell in cells if not is_nothing(cell)]


def samples(cells: Sequence[Any]) -> tuple[str, ...]:
    """The first few different values of a column, short."""
    texts = dict.fromkeys(Truncator(text_of(cell)).chars(40) for cell in filled(cells[:LOOKED_AT]))
    return tuple(texts)[:SAMPLES]


def variable_name(column: str) -> str:
    """A column's name as that of a variable: "Stellen (VZÄ)" becomes "Stellen_VZÄ"."""
    name = re.sub(r"[^\w.@#$]+", "_", column).strip("_")
    return (name if name[:1].isalpha() else f"V_{name}")[:64]


def free_name(column: str, taken: Collection[str]) -> str:
    """`variable_name`, numbered where another column has it: "Stellen (VZÄ)", "Stellen [VZÄ]"."""
    plain = name = variable_name(column)
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[:60]}_{number}"
    return name


# --- Proposals ----------------------------------------------------------------------------------


def proposed(
    table: Table,
    variables: Sequence[SurveyVariable],
    remembered: Mapping[str, str],
    tests: Sequence[Test],
) -> dict[str, str]:
    """Column → variable, KEY or LEAVE_OUT: as last time, by name, or as a new variable.

    New are the columns of an SPSS file, which says what they are, and all columns of the first
    file of a wave; columns that only name the municipality once more are left out. `tests` tell
    whether a cell names a municipality, the surest way first.
    """
    key = key_column(table, remembered, tests)
    by_name = {header_key(variable.label): variable.name for variable in variables}
    by_name |= {header_key(variable.name): variable.name for variable in variables}
    mapping: dict[str, str] = {}
    for column in table.columns:
        found = remembered.get(column, by_name.get(header_key(column)))
        if column == key:
            found = KEY
        elif found == KEY or (found and found in mapping.values()):
            found = LEAVE_OUT
        elif found is None:
            is_new = column in table.book or not variables
            names_places = any(key_share(table.cells(column), test) > RIGHT for test in tests)
            taken = {name.casefold() for name in (*mapping.values(), *by_name.values())}
            found = free_name(column, taken) if is_new and not names_places else LEAVE_OUT
        mapping[column] = found
    return mapping


def key_column(table: Table, remembered: Mapping[str, str], tests: Sequence[Test]) -> str | None:
    """The column half of whose values, or more, name municipalities.

    The remembered one comes first, and the one that is called key where no values tell.
    """
    known = [column for column in table.columns if remembered.get(column) == KEY]
    for test in tests:
        shares = {column: key_share(table.cells(column), test) for column in table.columns}
        best = max(table.columns, key=lambda column: shares[column])
        for column in (*known, best):
            if shares[column] >= MOST:
                return column
    called = [column for column in table.columns if header_key(column) in KEY_NAMES]
    return next(iter(known + called), None)


def key_share(cells: Sequence[Any], is_key: Test) -> float:
    some = filled(cells)[: 4 * LOOKED_AT]
    return sum(map(is_key, some)) / len(some) if some else 0.0


# --- Reading ------------------------------------------------------------------------------------


def evidence_of(table: Table, variables: Mapping[str, SurveyVariable]) -> Evidence:
    """What the columns of figures show about comma and point; `variables` by column."""
    evidence = Evidence(table.delimiter)
    for column, variable in variables.items():
        if variable.kind == SurveyKind.NUMBER:
            evidence.look_at(column, table.cells(column))
    return evidence


def read_column(
    table: Table, column: str, variable: SurveyVariable, notation: Notation | None
) -> Reading:
    cells = table.cells(column)
    values: dict[int, Value] = {}
    wrong: dict[int, CellError] = {}
    for line, cell in zip(table.lines, cells, strict=True):
        try:
            value = value_of(variable, cell, notation)
        except CellError as error:
            wrong[line.number] = error
        else:
            if value is not None:
                values[line.number] = value
    return Reading(column, variable, values, wrong)


def misplaced(
    table: Table, readings: Sequence[Reading], variables: Sequence[SurveyVariable]
) -> list[Problem]:
    """Columns that hold something else than their variable, each with the likely right one.

    Where neighbours are misplaced in the same direction, one further problem says that the
    columns are shifted.
    """
    suspects = [reading for reading in readings if reading.is_misplaced]
    order = [reading.variable.name for reading in readings]
    problems: list[Problem] = []
    shifts: list[tuple[str, int]] = []
    for reading in suspects:
        likely = likely_variable(table.cells(reading.column), reading.variable, variables, order)
        problems.append(misplaced_problem(reading, likely))
        if likely is not None and likely.name in order:
            step = order.index(likely.name) - order.index(reading.variable.name)
            shifts.append((reading.column, step))
    return ([shifted(*shifts[0])] if is_shift(suspects, shifts) else []) + problems


def is_shift(suspects: Sequence[Reading], shifts: Sequence[tuple[str, int]]) -> bool:
    """Several columns are wrong, and all that are known belong one further the same way."""
    return len(suspects) > 1 and {step for _column, step in shifts} in ({1}, {-1})


def shifted(column: str, step: int) -> Problem:
    """Step 1: the column holds the values of the next one's question."""
    if step == 1:
        what = _("From “%(column)s” on, the values seem to stand one column too far to the left.")
    else:
        what = _("From “%(column)s” on, the values seem to stand one column too far to the right.")
    mend = _(
        "Compare the first row with the names of the columns in the file, or assign the columns"
        " anew."
    )
    return Problem(0, column, what % {"column": column}, mend)


def misplaced_problem(reading: Reading, likely: SurveyVariable | None) -> Problem:
    example = next(iter(reading.wrong.values()))
    words = {
        "wrong": len(reading.wrong),
        "all": reading.filled,
        "question": reading.variable.label[:80],
        "example": example.what,
    }
    what = _("%(wrong)d of %(all)d values do not fit “%(question)s”: %(example)s") % words
    if likely is None:
        mend = _("Assign another variable, or correct its answers in the codebook.")
    else:
        mend = _("Assign the column to “%(question)s” (%(name)s): its values fit there.") % {
            "question": likely.label[:80],
            "name": likely.name,
        }
    return Problem(0, reading.column, what, mend)


def likely_variable(
    cells: Sequence[Any],
    present: SurveyVariable,
    variables: Sequence[SurveyVariable],
    order: Sequence[str],
) -> SurveyVariable | None:
    """The variable a column's values fit best: the neighbour of the present one, then the most
    telling type. None where only texts would take them."""
    some = filled(cells)[:LOOKED_AT]
    evidence = Evidence(columns={"": notations_in(some)})
    here = order.index(present.name)

    def rank(variable: SurveyVariable) -> tuple[bool, int, int]:
        far = abs(order.index(variable.name) - here) if variable.name in order else len(order)
        return (far == 1, TELLING[SurveyKind(variable.kind)], -far)

    fitting = [
        variable
        for variable in variables
        if variable.name != present.name
        and TELLING[SurveyKind(variable.kind)]
        and sum(fits(variable, cell, evidence.notation("")) for cell in some) >= RIGHT * len(some)
    ]
    return max(fitting, key=rank, default=None)
