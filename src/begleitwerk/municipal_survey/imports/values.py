"""What the cells of a survey file mean under a variable of the codebook."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import CellError, day_of, text_of
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.models import SurveyVariable

Value = str | int | float
MAX_TEXT = 4000
MAX_NUMBER = 10**15
MAX_CHOICES = 12  # more different texts than this are texts, not answers to choose from
LONGEST_CHOICE = 60
SHOWN_ANSWERS = 8
YES, NO = "1", "0"  # what yes and no are stored as where the codebook has no codes for them
YES_WORDS = frozenset({"ja", "yes", "wahr", "true", "x", "trifft zu"})
NO_WORDS = frozenset({"nein", "no", "falsch", "false", "trifft nicht zu"})
NOTHING = frozenset({"", "#null!", "nan", "."})  # also what statistics programs write for it
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+")


def value_of(
    variable: SurveyVariable, cell: Any, *, point_is_decimal: bool = False
) -> Value | None:
    """The value of a cell as a row keeps it; None where the cell is empty.

    A code for a missing answer stays that code. `point_is_decimal` is what `decimal_point` says
    about the column. Raises CellError.
    """
    text = text_of(cell)
    if text.lower() in NOTHING:
        return None
    code = missing_code(variable, text)
    if code is not None:
        return code
    match variable.kind:
        case SurveyKind.NUMBER:
            return number_of(cell, text, point_is_decimal=point_is_decimal)
        case SurveyKind.CHOICE:
            return choice_of(variable, text)
        case SurveyKind.YES_NO:
            return yes_no_of(variable, text)
        case SurveyKind.DAY:
            found = day_of(cell)
            return found.isoformat() if found else None
    return short_text(text)


def missing_code(variable: SurveyVariable, text: str) -> str | None:
    """The code for a missing answer a cell holds, written as code or in its words."""
    if text in variable.missing_codes:
        return text
    return code_by_word(variable.missing_codes, text)


def code_by_word(labels: Mapping[str, str], text: str) -> str | None:
    wanted = text.casefold()
    found = [code for code, word in labels.items() if word and word.casefold() == wanted]
    return found[0] if len(found) == 1 else None


def number_of(cell: Any, text: str, *, point_is_decimal: bool) -> int | float:
    if isinstance(cell, bool):
        raise no_number(text)
    if not isinstance(cell, int | float):
        text = re.sub(r"[\s'\u202f\u00a0]", "", text)
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        elif GROUPED.fullmatch(text) and not point_is_decimal:
            raise CellError(
                _("“%(value)s” can be read in two ways.") % {"value": text[:40]},
                _("Leave out the point for thousands, and write a comma before decimals."),
            )
        if not PLAIN.fullmatch(text):
            raise no_number(text)
    number = float(text)
    if abs(number) > MAX_NUMBER:
        raise no_number(text)
    return int(number) if number.is_integer() else number


def no_number(text: str) -> CellError:
    return CellError(
        _("“%(value)s” is no number.") % {"value": text[:40]},
        _("Enter a number without words, or a code the codebook has for a missing answer."),
    )


def decimal_point(cells: Iterable[Any]) -> bool:
    """True where the column's texts show that a point stands before decimals: 2.5, never 2,5."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    if any("," in text for text in texts):
        return False
    pointed = [text for text in texts if "." in text and PLAIN.fullmatch(text)]
    return any(not GROUPED.fullmatch(text) for text in pointed)


def choice_of(variable: SurveyVariable, text: str) -> str:
    labels = variable.value_labels
    plain = text.lstrip("0") or "0"
    for code in (text, plain):
        if code in labels:
            return code
    by_word = code_by_word(labels, text)
    if by_word is None:
        raise no_answer(variable, text)
    return by_word


def yes_no_of(variable: SurveyVariable, text: str) -> str:
    """Yes or no as the codebook's codes, or as 1 and 0."""
    labels = variable.value_labels
    if text in labels:
        return text
    word = text.casefold()
    truth = word in YES_WORDS or (not labels and text == YES)
    if not truth and word not in NO_WORDS and (labels or text != NO):
        raise no_answer(variable, text)
    code = code_for(labels, truth=truth) if labels else YES if truth else NO
    if code is None:
        raise no_answer(variable, text)
    return code


def code_for(labels: Mapping[str, str], *, truth: bool) -> str | None:
    """The code whose words mean yes, or no."""
    words = YES_WORDS if truth else NO_WORDS
    return next((code for code, word in labels.items() if word.casefold() in words), None)


def no_answer(variable: SurveyVariable, text: str) -> CellError:
    labels = variable.value_labels or {YES: _("yes"), NO: _("no")}
    known = [f"{code} = {word}" for code, word in sorted_codes(labels)]
    more = ", …" if len(known) > SHOWN_ANSWERS else ""
    return CellError(
        _("“%(value)s” is none of the answers.") % {"value": text[:40]},
        _("Enter one of: %(answers)s. Or add it to the codebook.")
        % {"answers": ", ".join(known[:SHOWN_ANSWERS]) + more},
    )


def sorted_codes(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes with their words, figures by size and before texts: a database keeps no order."""

    def place(item: tuple[str, str]) -> tuple[bool, float, str]:
        figure = PLAIN.fullmatch(item[0])
        return (not figure, float(item[0]) if figure else 0.0, item[0])

    return sorted(labels.items(), key=place)


def short_text(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise CellError(
            _("The text is longer than %(length)d characters.") % {"length": MAX_TEXT},
            _("Shorten it."),
        )
    return text


# --- Guessing -----------------------------------------------------------------------------------


def guessed_kind(cells: Sequence[Any], labels: Mapping[str, str]) -> str:
    """The type of a variable nobody described, by its answers and what labels there are.

    Figures with a word for each are answers to choose from; where only the ends of a scale have
    words they stay figures.
    """
    texts = {text for text in map(text_of, cells) if text.lower() not in NOTHING}
    if labels and texts <= set(labels):
        words = {word.casefold() for word in labels.values()}
        is_yes_no = len(labels) == 2 and words & YES_WORDS and words & NO_WORDS
        return SurveyKind.YES_NO if is_yes_no else SurveyKind.CHOICE
    days = [cell for cell in cells if isinstance(cell, date)]
    if days and len(days) == sum(1 for cell in cells if text_of(cell)):
        return SurveyKind.DAY
    if not texts:
        return SurveyKind.TEXT
    if {text.casefold() for text in texts} <= YES_WORDS | NO_WORDS:
        return SurveyKind.YES_NO
    point = decimal_point(texts)
    for kind in (SurveyKind.NUMBER, SurveyKind.DAY):
        if all(fits(SurveyVariable(kind=kind), text, point) for text in texts):
            return kind
    return SurveyKind.TEXT


def fits(variable: SurveyVariable, cell: Any, point_is_decimal: bool = False) -> bool:
    try:
        value_of(variable, cell, point_is_decimal=point_is_decimal)
    except CellError:
        return False
    return True


def guessed_variable(name: str, label: str, cells: list[Any]) -> SurveyVariable:
    """A variable for a column without a codebook: few different texts are answers to choose."""
    kind = guessed_kind(cells, {})
    variable = SurveyVariable(name=name, label=label[:400], kind=kind)
    if kind == SurveyKind.TEXT:
        texts = [text for text in map(text_of, cells) if text]
        different = sorted(set(texts))
        few = len(different) <= MAX_CHOICES and len(different) * 3 <= len(texts)
        if few and all(map(can_be_code, different)):
            variable.kind = SurveyKind.CHOICE
            variable.value_labels = {text: text for text in different}
    return variable


def can_be_code(text: str) -> bool:
    return len(text) <= LONGEST_CHOICE and not set(text) & {";", "="}
