"""The candidate file: who stands for which theme, with scores, attributes and facts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import FIRST_ROW, CellError, UnreadableError, lines_of, text_of
from begleitwerk.engine.selection.eligibility import kind_of
from begleitwerk.engine.selection.problem import Candidate, Fact, Operator
from begleitwerk.municipal_survey.imports.values import decimal_point
from begleitwerk.selection.imports.choice.cells import decimal_of, score_of, truth_of
from begleitwerk.selection.imports.choice.header import (
    Columns,
    Header,
    folded,
    header_notices,
)
from begleitwerk.selection.imports.choice.places import Notice, Place
from begleitwerk.selection.imports.choice.plan import Plan

MAX_ROWS, MAX_COLUMNS = 50_000, 300
BETWEEN_THEMES = re.compile(r"[;,|\n]")

Cells = Sequence[Any]


@dataclass(frozen=True)
class CandidateFile:
    """The table as read. `places` is key → row; `scores_in` criterion and theme → column.

    `is_whole` is false where a column is missing or the file cannot be read.
    """

    file: str
    candidates: tuple[Candidate, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    scores_in: Mapping[tuple[str, str], str] = field(default_factory=dict)
    themes_column: str = ""
    unused: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    is_whole: bool = True

    def place(self, key: str) -> Place:
        return self.places.get(key, Place(self.file, 0, key))


def read_candidates(content: bytes, name: str, plan: Plan) -> CandidateFile:
    """CSV with ; or , in any usual encoding, or the first sheet of an Excel file."""
    try:
        lines = lines_of(content, name, MAX_ROWS, MAX_COLUMNS)
        header = Header([text_of(cell) for cell in next(lines, [])])
        rows = [(number, cells) for number, cells in enumerate(lines, FIRST_ROW) if filled(cells)]
    except UnreadableError as error:
        wrong = error.problem
        notice = Notice(Place(name), "", wrong.what, wrong.mend)
        return CandidateFile(name, notices=(notice,), is_whole=False)
    columns = Columns.of(plan, header)
    if notices := tuple(header_notices(name, columns, plan)):
        return CandidateFile(name, notices=notices, is_whole=False)
    reader = Reader(name, plan, columns, pointed_columns(rows, columns))
    for number, cells in rows:
        reader.read(number, cells)
    return CandidateFile(
        file=name,
        candidates=tuple(reader.candidates),
        names=reader.names,
        places=reader.places,
        scores_in={pair: header.names[number] for pair, number in columns.scores.items()},
        themes_column="" if columns.themes is None else header.names[columns.themes],
        unused=columns.unused,
        notices=tuple(reader.notices),
    )


def filled(cells: Cells) -> bool:
    return any(text_of(cell) for cell in cells)


def cell_at(cells: Cells, number: int | None) -> Any:
    return cells[number] if number is not None and number < len(cells) else None


def pointed_columns(rows: Sequence[tuple[int, Cells]], columns: Columns) -> frozenset[int]:
    """Columns of figures in which a point stands before decimals."""
    figures = {*columns.scores.values(), *columns.others.values()}
    return frozenset(
        number
        for number in figures
        if decimal_point(cell_at(cells, number) for _row, cells in rows)
    )


def kinds_of_facts(plan: Plan) -> dict[str, str]:
    """Column → "number", "truth" or "text", as the first rule that compares it does."""
    kinds: dict[str, str] = {}
    for rule in plan.hard_rules:
        kind = "text" if isinstance(rule.value, tuple) else kind_of(rule.value)
        if rule.operator is not Operator.IS_KNOWN:
            kinds.setdefault(rule.field, kind or "text")
    return {rule.field: kinds.get(rule.field, "text") for rule in plan.hard_rules}


class Reader:
    """Rows to candidates. A cell that cannot be read is noted and stands for something harmless."""

    def __init__(self, file: str, plan: Plan, columns: Columns, pointed: frozenset[int]) -> None:
        self.file, self.plan, self.columns, self.pointed = file, plan, columns, pointed
        self.candidates: list[Candidate] = []
        self.names: dict[str, str] = {}
        self.places: dict[str, Place] = {}
        self.notices: list[Notice] = []
        self.kinds = kinds_of_facts(plan)
        self.quota_columns = tuple(dict.fromkeys(quota.attribute for quota in plan.quotas))
        self.themes = {
            folded(word): theme.key
            for theme in reversed(plan.themes)
            for word in (plan.theme_names[theme.key], theme.key)
        }

    def read(self, number: int, cells: Cells) -> None:
        own = text_of(cell_at(cells, self.columns.key))
        name = text_of(cell_at(cells, self.columns.name)) or own
        place = Place(self.file, number, name)
        key = self.key_for(own, place)
        self.names[key], self.places[key] = name or key, place
        if filled(cells[len(self.columns.header.names) :]):
            what = _("The row has more cells than there are columns.")
            mend = _("Put texts that contain the separator into quotation marks.")
            self.notices.append(Notice(place, "", what, mend))
        themes = self.themes_in(text_of(cell_at(cells, self.columns.themes)))
        self.candidates.append(
            Candidate(
                key=key,
                scores={theme: self.sheet(theme, cells, place) for theme in themes},
                attributes={name: text_of(self.other(cells, name)) for name in self.quota_columns},
                facts={name: self.fact(name, cells, place) for name in self.kinds},
            )
        )

    def key_for(self, own: str, place: Place) -> str:
        """The key of a row; where it has none, or one that stands above, it is noted."""
        column = self.header_of(self.columns.key)
        if not own:
            what, mend = _("The key is empty."), _("Give every row a key of its own.")
        elif own in self.places:
            what = _("The key %(key)s stands in row %(row)d already.") % {
                "key": own,
                "row": self.places[own].line,
            }
            mend = _("Delete one of the rows, or give it a key of its own.")
        else:
            return own
        self.notices.append(Notice(place, column, what, mend))
        return f"{own}#{place.line}"

    def header_of(self, number: int | None) -> str:
        return "" if number is None else self.columns.header.names[number]

    def themes_in(self, text: str) -> list[str]:
        """Keys of the themes a cell names; what is no theme stays as it is written."""
        if self.columns.themes is None:
            return [theme.key for theme in self.plan.themes]
        if folded(text) in self.themes:
            return [self.themes[folded(text)]]
        words = [word.strip() for word in BETWEEN_THEMES.split(text) if word.strip()]
        return list(dict.fromkeys(self.themes.get(folded(word), word) for word in words))

    def sheet(self, theme: str, cells: Cells, place: Place) -> dict[str, Decimal]:
        """Scores by criterion, without those whose cell is empty."""
        found: dict[str, Decimal] = {}
        for row in self.plan.criteria:
            number = self.columns.scores.get((row.criterion.key, theme))
            if number is None:
                continue  # of a theme nobody knows
            try:
                score = score_of(
                    cell_at(cells, number),
                    row.bands,
                    point_is_decimal=number in self.pointed,
                )
            except CellError as wrong:
                self.note_once(place, self.header_of(number), wrong)
                score = row.criterion.lowest
            if score is not None:
                found[row.criterion.key] = score
        return found

    def fact(self, column: str, cells: Cells, place: Place) -> Fact:
        cell = self.other(cells, column)
        try:
            match self.kinds[column]:
                case "number":
                    is_pointed = self.columns.others[column] in self.pointed
                    return decimal_of(cell, point_is_decimal=is_pointed)
                case "truth":
                    return truth_of(cell)
        except CellError as wrong:
            self.note_once(place, column, wrong)
            return None
        return text_of(cell) or None

    def other(self, cells: Cells, column: str) -> Any:
        return cell_at(cells, self.columns.others[column])

    def note_once(self, place: Place, column: str, wrong: CellError) -> None:
        """One cell may serve several themes; what is wrong with it is said once."""
        notice = Notice(place, column, wrong.what, wrong.mend)
        if notice not in self.notices[-20:]:
            self.notices.append(notice)
