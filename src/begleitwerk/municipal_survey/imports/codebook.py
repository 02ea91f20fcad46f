"""A codebook in a file of its own: one row per variable, the same columns in and out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    WHOLE,
    CellError,
    Column,
    Figures,
    Place,
    Problem,
    Reader,
    choice_of,
    header_key,
    line_up_to,
    read_list,
    text_of,
    word_of,
)
from begleitwerk.municipal_survey.enums import KIND_COMPARED, Compared, SurveyKind
from begleitwerk.municipal_survey.imports.tables import MAX_COLUMNS
from begleitwerk.municipal_survey.imports.values import code_for, sorted_codes
from begleitwerk.municipal_survey.models import SurveyVariable

KINDS: dict[str, tuple[str, ...]] = {
    SurveyKind.NUMBER: ("Zahl", "numerisch", "number", "numeric"),
    SurveyKind.CHOICE: ("Auswahl", "kategorie", "einfachauswahl", "choice"),
    SurveyKind.YES_NO: ("Ja/Nein", "janein", "dichotom", "yes/no"),
    SurveyKind.TEXT: ("Text", "freitext", "string"),
    SurveyKind.DAY: ("Datum", "tag", "date", "day"),
}
BY_NAME = {header_key(name): kind for kind, names in KINDS.items() for name in names}
NAME = re.compile(r"[^\W\d][\w.@#$]{0,63}")
BETWEEN = re.compile(r"[;\n]")
LENGTH_OF_CODE = 60
LENGTH_OF_WORDS = 300
MOST_BOUND, PLACES = 10**12, 4  # as SurveyVariable keeps them


@dataclass(frozen=True)
class Entry:
    """A row of the file and the variable it describes."""

    row: int
    variable: SurveyVariable


def read_codebook(
    content: bytes, file_name: str, place: Place = WHOLE
) -> tuple[list[Entry], list[Problem]]:
    """The variables of a codebook file in its order, and everything that is wrong with it."""
    sheet = read_list(
        content,
        file_name,
        columns=COLUMNS,
        readers=READERS,
        max_rows=MAX_COLUMNS,
        empty_hint=_("Add a row for each variable."),
        place=place,
    )
    problems, entries, seen = list(sheet.problems), [], dict[str, int]()
    faulty = {problem.row for problem in problems}
    for row in sheet.rows:
        if row.number in faulty:
            continue
        first = seen.setdefault(row.values["name"].casefold(), row.number)
        found = wrong_with(row.values, first if first != row.number else 0)
        problems += [Problem(row.number, column, what, mend) for column, what, mend in found]
        if not found:
            values = {name: value for name, value in row.values.items() if value or value == 0}
            values.setdefault("label", values["name"])
            values.setdefault("kind", kind_by_labels(values.get("value_labels", {})))
            entries.append(Entry(row.number, SurveyVariable(**values)))
    return entries, sorted(problems, key=lambda problem: problem.row)


def kind_by_labels(labels: Mapping[str, str]) -> str:
    """The type where the column is empty: with answers a choice, else text."""
    return SurveyKind.CHOICE if labels else SurveyKind.TEXT


def wrong_with(values: Mapping[str, Any], first: int) -> list[tuple[str, str, str]]:
    """What contradicts itself in a row: column, what, mend. `first`: the row of the same name."""
    found = []
    if first:
        found.append(
            (
                "Variable",
                _("The variable %(name)s stands in row %(row)d already.")
                % {"name": values["name"], "row": first},
                _("Delete one of the two rows."),
            )
        )
    labels, missing = values.get("value_labels") or {}, values.get("missing_codes") or {}
    kind = values.get("kind") or kind_by_labels(labels)
    wrong = wrong_range(kind, values.get("lowest"), values.get("highest"))
    found += [("Höchstens", *wrong)] if wrong else []
    clash = wrong_comparison(kind, values.get("compared_with") or "")
    found += [("Verglichen mit", *clash)] if clash else []
    found += [("Werte", what, mend) for what, mend in wrong_labels(values.get("kind"), labels)]
    both = sorted(set(labels) & set(missing))
    if both:
        found.append(("Fehlend", *both_at_once(both[0])))
    return found


def wrong_labels(kind: str | None, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with the answers of a variable of this type: what, and how to mend it."""
    if kind == SurveyKind.CHOICE and not labels:
        return [
            (
                _("There are no answers to choose from."),
                _("List them, for example 1=ja; 2=nein, or choose the type text or number."),
            )
        ]
    says_both = code_for(labels, truth=True) and code_for(labels, truth=False)
    if kind == SurveyKind.YES_NO and labels and not says_both:
        return [
            (
                _("The answers do not say which is yes and which is no."),
                _("Write for example 1=ja; 2=nein, or leave the answers empty."),
            )
        ]
    return []


def wrong_range(
    kind: str, lowest: Decimal | None, highest: Decimal | None
) -> tuple[str, str] | None:
    """What is wrong with the values a variable of this type may take, and how to mend it."""
    if lowest is None and highest is None:
        return None
    if kind != SurveyKind.NUMBER:
        return (
            _("Only figures have a smallest and a largest value."),
            _("Choose the type number, or leave both empty."),
        )
    if lowest is not None and highest is not None and lowest > highest:
        return (
            _("The largest value is smaller than the smallest."),
            _("Exchange the two, or correct one of them."),
        )
    return None


def wrong_comparison(kind: str, compared_with: str) -> tuple[str, str] | None:
    """What keeps answers of this type from being compared with the register, and what to do."""
    if not compared_with:
        return None
    compared = Compared(compared_with)
    needed = KIND_COMPARED[compared]
    if kind == needed:
        return None
    return (
        _("“%(what)s” is compared with answers of the type “%(kind)s” only.")
        % {"what": compared.label, "kind": needed.label},
        _("Choose this type, or compare the question with nothing."),
    )


def compared_twice(
    entries: Sequence[Entry], known: Mapping[str, SurveyVariable]
) -> Iterator[Problem]:
    """Of one wave a single question says the same as the register."""
    holders = {row.compared_with: row for row in known.values() if row.compared_with}
    for entry in entries:
        wanted = entry.variable.compared_with
        holder = holders.setdefault(wanted, entry.variable) if wanted else entry.variable
        if holder.name != entry.variable.name:
            yield Problem(
                entry.row,
                "Verglichen mit",
                _("“%(question)s” is compared with it already.") % {"question": holder.label},
                _("Let one of the two questions be compared with it."),
            )


def both_at_once(code: str) -> tuple[str, str]:
    return (
        _("The code %(code)s is an answer and a missing answer at once.") % {"code": code},
        _("Delete it in one of the two places."),
    )


# --- Cells --------------------------------------------------------------------------------------


def name_of(cell: Any) -> str:
    text = text_of(cell)
    if text and not NAME.fullmatch(text):
        raise CellError(
            _("“%(name)s” is no name of a variable.") % {"name": text[:40]},
            _("Use up to 64 letters, digits and underscores, with a letter first."),
        )
    return text


def kind_of(cell: Any) -> str:
    text = text_of(cell)
    if text and header_key(text) not in BY_NAME:
        raise CellError(
            _("“%(kind)s” is no type of answer.") % {"kind": text[:40]},
            _("Enter one of: %(kinds)s.")
            % {"kinds": ", ".join(names[0] for names in KINDS.values())},
        )
    return BY_NAME[header_key(text)] if text else ""


def kind_word(kind: str) -> str:
    """The kind as `kind_of` reads it."""
    return KINDS[kind][0]


def bound_of(number: Decimal) -> Decimal:
    """A bound as the codebook keeps it."""
    if abs(number) >= MOST_BOUND:
        raise CellError(_("This figure is too large."), _("Enter one with twelve digits at most."))
    return round(number, PLACES)


def bound_text(number: Decimal | None) -> str:
    """The bound as `bound_of` reads it, without zeros at its end."""
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


def labels_of(cell: Any) -> dict[str, str]:
    """ "1=ja; 2=nein" as code → words; raises CellError."""
    labels: dict[str, str] = {}
    for part in parts_of(text_of(cell)):
        if not part.strip(" ;\n"):
            continue
        code, equals, words = part.strip(" ;\n").partition("=")
        code, words = code.strip(), words.strip()[:LENGTH_OF_WORDS]
        if not equals or not code or len(code) > LENGTH_OF_CODE:
            raise CellError(
                _("“%(part)s” is no code with its words.") % {"part": part.strip()[:40]},
                _("Write code, equals sign, words, for example 1=ja; 2=nein."),
            )
        if code in labels:
            raise CellError(
                _("The code %(code)s stands there twice.") % {"code": code},
                _("Delete one of them."),
            )
        labels[code] = words
    return labels


def parts_of(text: str) -> list[str]:
    """The text before each "code ="; words may hold semicolons of their own."""
    parts = [""]
    for piece in BETWEEN.split(text):
        if 1 <= piece.strip().find("=") <= LENGTH_OF_CODE:
            parts.append(piece)
        else:
            parts[-1] += f";{piece}"
    return parts


def labels_text(labels: Mapping[str, str]) -> str:
    """Code → words as `labels_of` reads it."""
    return "; ".join(f"{code}={words}" for code, words in sorted_codes(labels))


COLUMNS = (
    Column("Variable", "name", ("variablenname", "name", "variable name"), required=True),
    Column("Frage", "label", ("fragetext", "label", "question", "variablenlabel")),
    Column("Typ", "kind", ("type", "art"), told=kind_word),
    Column("Einheit", "unit", ("unit",)),
    Column("Mindestens", "lowest", ("kleinster wert", "minimum", "min", "von"), told=bound_text),
    Column("Höchstens", "highest", ("größter wert", "maximum", "max", "bis"), told=bound_text),
    Column(
        "Werte", "value_labels", ("antworten", "wertelabels", "values", "answers"), told=labels_text
    ),
    Column(
        "Fehlend",
        "missing_codes",
        ("fehlende werte", "missing", "missing values"),
        told=labels_text,
    ),
    Column(
        "Verglichen mit",
        "compared_with",
        ("vergleich", "register", "compared with"),
        told=word_of(Compared),
    ),
)
READERS: dict[str, Reader] = {
    "name": name_of,
    "label": line_up_to(400),
    "kind": kind_of,
    "unit": line_up_to(40),
    "lowest": Figures(bound_of),
    "highest": Figures(bound_of),
    "value_labels": labels_of,
    "missing_codes": labels_of,
    "compared_with": choice_of(Compared),
}
