"""Files of people are read in a process of their own; what goes wrong there is said in words."""

import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.imports.problems import Broken, Formula, Problem, UnreadableError
from begleitwerk.engine.reading import asking
from begleitwerk.engine.reading.cells import BROKEN, FORMULA, RESULTS, REVIVED
from begleitwerk.engine.reading.encodings import OLD, READ_TWICE
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import MEGABYTE, Limits

SAVE_ANEW = _("Open it in the program it comes from, save it anew and upload that file.")
LINE = re.compile(r"at line (\d+)")  # as the parser of TOML names it
CORRECT = _("Correct the place, and save the file as UTF-8.")
WORDS = {
    "not_toml": (_("This is no valid TOML: %(error)s."), CORRECT),
    "nested": (_("This file is nested too deeply."), CORRECT),
    "not_text": (
        _("This is neither a CSV nor an Excel file."),
        _("Choose a file of type .csv or .xlsx."),
    ),
    "not_csv": (
        _("The file is no valid CSV: %(error)s."),
        _("Save it anew as CSV or as Excel file."),
    ),
    "too_long": (
        _("The file has more than %(rows)d rows or far too many columns."),
        _("Divide it into several files."),
    ),
    "too_many_cells": (
        _("The file has more than %(cells)d cells, or texts that are far too long."),
        _("Divide it into several files, or leave out what is not needed."),
    ),
    "unpacked": (
        _(
            "Unpacked, the file would be larger than %(megabytes)d MB or than %(ratio)d times its"
            " own size."
        ),
        _("Divide it into several files, or save it as CSV."),
    ),
    "no_sheet": (
        _("The file has no such sheet, it has %(sheets)d."),
        _("Count the sheets from the left, hidden ones too."),
    ),
    "memory": (_("Reading the file takes more memory than one file may."), SAVE_ANEW),
    "answer": (_("The file holds more than can be taken in at once."), _("Divide it.")),
    "time": (_("The file could not be read within %(seconds)d seconds."), SAVE_ANEW),
    "crashed": (_("The file is damaged: reading it broke off."), SAVE_ANEW),
}
DAMAGED = {
    "csv": (_("The CSV file cannot be opened."), SAVE_ANEW),
    "docx": (_("The Word file cannot be opened."), _("Save it anew as .docx.")),
    "sav": (_("The SPSS file cannot be opened."), _("Save it anew as .sav, or as CSV.")),
    "toml": (_("The TOML file cannot be opened."), CORRECT),
    "xlsx": (_("The Excel file cannot be opened."), _("Save it anew as .xlsx or as CSV.")),
}


def limits() -> Limits:
    """What an operator lets reading one file cost."""
    return Limits(
        seconds=settings.READING_SECONDS,
        cpu=settings.READING_SECONDS,
        memory=settings.READING_MEMORY_MB * MEGABYTE,
        unpacked=settings.UNPACKED_MB * MEGABYTE,
        ratio=settings.UNPACKED_RATIO,
    )


def read_file(kind: str, content: bytes, **how: Any) -> Any:
    """What a file holds (kinds: `engine.reading.asking.read`). Raises UnreadableError.

    Takes its time: called by what works off a job, and by commands.
    """
    try:
        return asking.read(kind, content, how, limits())
    except ReadingError as error:
        raise in_words(kind, error) from error


def in_words(kind: str, error: ReadingError) -> UnreadableError:
    """What is wrong with a file of this kind, in which line where that is known, and how to mend
    it."""
    what, mend = DAMAGED[kind] if error.code == "broken" else WORDS[error.code]
    line = LINE.search(str(error.params.get("error", "")))
    row = int(line[1]) if line else 0
    return UnreadableError(str(what) % error.params, str(mend) % error.params, row)


def revived(cell: Any) -> Any:
    """A cell as the file has it: nothing, text, figure, truth, day, formula, or what is broken."""
    if type(cell) is not dict:
        return cell
    ((mark, value),) = cell.items()
    if mark == FORMULA:
        return Formula(value)
    return Broken(value) if mark == BROKEN else REVIVED[mark](value)


def note_of(code: str) -> Problem:
    """What had to be guessed or mended to read the file."""
    if code == READ_TWICE:
        return Problem(
            0,
            "",
            str(_("Umlauts of the file were broken (“Ã¤” for “ä”) and have been set right.")),
            str(_("Look whether they are right. If not, export the file anew as CSV UTF-8.")),
        )
    if code == RESULTS:
        return Problem(
            0,
            "",
            str(_("Of formulas the results stored in the file were read.")),
            str(_("Look whether they are right: have them calculated anew before you save.")),
        )
    return Problem(
        0,
        "",
        str(_("The file was read as an old file of %(system)s.") % {"system": OLD[code]}),
        str(_("Look whether the umlauts are right. If not, save the file anew as CSV UTF-8.")),
    )
