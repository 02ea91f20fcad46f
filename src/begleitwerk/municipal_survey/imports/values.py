"""What the cells of a survey file mean under a variable of the codebook."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    NO_WORDS,
    YES_WORDS,
    Broken,
    CellError,
    NoFigureError,
    Notation,
    day_of,
    figure_of,
    folded,
    is_nothing,
    is_usually_missing,
    key_text,
    near_equals,
    sound,
    text_of,
    text_up_to,
)
from begleitwerk.core.imports.figures import PLAIN, became_date, was_figure
from begleitwerk.core.imports.texts import near_key
from begleitwerk.core.templatetags.bw import number as number_words
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.models import SurveyVariable

Value = str | int | float
MAX_TEXT = 4000
MAX_NUMBER = 10**15
MAX_CHOICES = 12  # more different texts than this are texts, not answers to choose from
LONGEST_CHOICE = 60
SHOWN_ANSWERS = 8
YES, NO = "1", "0"  # what yes and no are stored as where the codebook has no codes for them
LETTERS = frozenset({"j", "y", "n"})  # one of them alone may stand for anything


def value_of(variable: SurveyVariable, cell: Any, notation: Notation | None = None) -> Value | None:
    """The value of a cell as a row keeps it; None where the cell is empty.

    A code for a missing answer stays that code. `notation` is what the file shows about its
    figures. Raises CellError.
    """
    if is_nothing(cell):
        return None
    text = text_of(sound(cell))
    code = missing_code(variable, text)
    if code is not None:
        return code
    match variable.kind:
        case SurveyKind.NUMBER:
            return within_range(variable, number_of(cell, notation))
        case SurveyKind.CHOICE:
            return choice_of(variable, cell)
        case SurveyKind.YES_NO:
            return yes_no_of(variable, cell)
        case SurveyKind.DAY:
            found = day_of(cell)
            return found.isoformat() if found else None
    return text_up_to(MAX_TEXT)(cell)


def missing_code(variable: SurveyVariable, text: str) -> str | None:
    """The code for a missing answer a cell holds, written as code or in its words."""
    plain = key_text(text)
    if plain in variable.missing_codes:
        return plain
    return text if text in variable.missing_codes else code_by_word(variable.missing_codes, text)


def code_by_word(labels: Mapping[str, str], text: str) -> str | None:
    """The code of these words, or of those they nearly equal; None where that is not one."""
    for same in (folded, near_key):
        found = [code for code, word in labels.items() if word and same(word) == same(text)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def number_of(cell: Any, notation: Notation | None) -> int | float:
    try:
        number = float(figure_of(cell, notation) or 0)
    except NoFigureError:
        raise no_number(text_of(cell)) from None
    if abs(number) > MAX_NUMBER:
        raise no_number(text_of(cell))
    return int(number) if number.is_integer() else number


def within_range(variable: SurveyVariable, number: int | float) -> int | float:
    """The figure itself. Raises CellError outside of the values the codebook says there are."""
    low, high = variable.lowest, variable.highest
    if (low is None or number >= float(low)) and (high is None or number <= float(high)):
        return number
    raise CellError(
        _("%(value)s lies outside of the values there are: %(range)s.")
        % {"value": number_words(number), "range": range_words(variable)},
        _("Correct the figure, or change the range of the question in the codebook."),
    )


def range_words(variable: SurveyVariable) -> str:
    """ "1 to 5", "from 1", "at most 5"; nothing where any figure will do."""
    low, high = variable.lowest, variable.highest
    words = {
        "low": "" if low is None else number_words(low),
        "high": "" if high is None else number_words(high),
    }
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % words
    if low is not None:
        return _("from %(low)s on") % words
    return _("at most %(high)s") % words if high is not None else ""


def no_number(text: str) -> CellError:
    return CellError(
        _("“%(value)s” is no number.") % {"value": text[:40]},
        _("Enter a number without words, or a code the codebook has for a missing answer."),
    )


def choice_of(variable: SurveyVariable, cell: Any) -> str:
    labels, text = variable.value_labels, text_of(cell)
    for code in (text, key_text(text), text.lstrip("0") or "0"):
        if code in labels:
            return code
    by_word = code_by_word(labels, text)
    if by_word is None:
        raise no_answer(variable, cell)
    return by_word


def yes_no_of(variable: SurveyVariable, cell: Any) -> str:
    """Yes or no as the codebook's codes, or as 1 and 0."""
    labels, text = variable.value_labels, key_text(text_of(cell))
    if text in labels or (not labels and text in (YES, NO)):
        return text
    word = folded(text_of(cell))
    code = code_by_word(labels, word)
    if code is None and word in YES_WORDS | NO_WORDS:
        truth = word in YES_WORDS
        code = code_for(labels, truth=truth) if labels else YES if truth else NO
    if code is None:
        raise no_answer(variable, cell)
    return code


def code_for(labels: Mapping[str, str], *, truth: bool) -> str | None:
    """The code whose words mean yes, or no."""
    words = YES_WORDS if truth else NO_WORDS
    return next((code for code, word in labels.items() if folded(word) in words), None)


def no_answer(variable: SurveyVariable, cell: Any) -> CellError:
    if isinstance(cell, date) or became_date(text_of(cell)):
        return was_figure(cell)
    labels = variable.value_labels or {YES: _("yes"), NO: _("no")}
    known = [f"{code} = {word}" for code, word in sorted_codes(labels)]
    more = ", …" if len(known) > SHOWN_ANSWERS else ""
    return CellError(
        _("“%(value)s” is none of the answers.") % {"value": text_of(cell)[:40]},
        _("Enter one of: %(answers)s. Or add it to the codebook.")
        % {"answers": ", ".join(known[:SHOWN_ANSWERS]) + more},
    )


def sorted_codes(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes with their words, figures by size and before texts: a database keeps no order."""

    def place(item: tuple[str, str]) -> tuple[bool, float, str]:
        figure = PLAIN.fullmatch(item[0])
        return (not figure, float(item[0]) if figure else 0.0, item[0])

    return sorted(labels.items(), key=place)


# --- Guessing -----------------------------------------------------------------------------------


def guessed_kind(cells: Sequence[Any], labels: Mapping[str, str]) -> str:
    """The type of a variable nobody described, by its answers and what labels there are.

    Figures with a word for each are answers to choose from; where only the ends of a scale have
    words they stay figures. Figures some of which became dates are figures still.
    """
    given = [cell for cell in cells if not (is_nothing(cell) or isinstance(cell, Broken))]
    texts = set(map(text_of, given))
    if labels and texts <= set(labels):
        words = {folded(word) for word in labels.values()}
        is_yes_no = len(labels) == 2 and words & YES_WORDS and words & NO_WORDS
        return SurveyKind.YES_NO if is_yes_no else SurveyKind.CHOICE
    if not texts:
        return SurveyKind.TEXT
    words = set(map(folded, texts))
    if words <= YES_WORDS | NO_WORDS and (len(words) > 1 or not words <= LETTERS):
        return SurveyKind.YES_NO
    figures = sum(map(is_figure, given))
    days = sum(fits(SurveyVariable(kind=SurveyKind.DAY), cell) for cell in given)
    dated = sum(isinstance(cell, date) or bool(became_date(text_of(cell))) for cell in given)
    if days == len(given):
        return SurveyKind.DAY
    if figures + dated == len(given):
        return SurveyKind.NUMBER if figures or not days else SurveyKind.DAY
    return SurveyKind.TEXT


def is_figure(cell: Any) -> bool:
    """Whether a cell holds a figure, be it one that can be read in two ways."""
    if isinstance(cell, date) or became_date(text_of(cell)):
        return False
    try:
        figure_of(sound(cell))
    except NoFigureError:
        return False
    except CellError:
        return True
    return True


def fits(variable: SurveyVariable, cell: Any, notation: Notation | None = None) -> bool:
    try:
        value_of(variable, cell, notation)
    except CellError:
        return False
    return True


def guessed_variable(
    name: str, label: str, cells: Sequence[Any], missing: Collection[str] = ()
) -> SurveyVariable:
    """A variable for a column without a codebook: few different texts are answers to choose.

    `missing` are signs that stand for no answer wherever they occur.
    """
    codes = {text: "" for text in map(text_of, cells) if text in missing}
    given = [cell for cell in cells if text_of(cell) not in codes]
    kind = guessed_kind(given, {})
    variable = SurveyVariable(name=name, label=label[:400], kind=kind, missing_codes=codes)
    if kind == SurveyKind.TEXT:
        texts = [text for text in map(text_of, given) if text]
        different = sorted(set(texts) - near_equals(texts).keys())
        few = len(different) <= MAX_CHOICES and len(different) * 3 <= len(texts)
        if few and all(map(can_be_code, different)):
            variable.kind = SurveyKind.CHOICE
            variable.value_labels = {text: text for text in different}
    return variable


def can_be_code(text: str) -> bool:
    return len(text) <= LONGEST_CHOICE and not set(text) & {";", "="}


def unknown_missing(cells: Sequence[Any], variable: SurveyVariable | None) -> set[str]:
    """Signs of a column that survey tools use for "no answer" and the codebook does not have."""
    known = {**variable.value_labels, **variable.missing_codes} if variable else {}
    return {text_of(cell) for cell in cells if is_usually_missing(cell)} - known.keys()
