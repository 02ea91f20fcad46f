"""The candidate file: who stands for which theme, with scores, attributes and facts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    FIRST_ROW,
    CellError,
    Evidence,
    UnreadableError,
    cell_at,
    figure_of,
    folded,
    has_content,
    key_text,
    lines_of,
    near_equals,
    sound,
    text_of,
    too_long,
    truth_of,
)
from begleitwerk.core.imports.keys import lacks_zero
from begleitwerk.engine.selection.eligibility import kind_of
from begleitwerk.engine.selection.problem import Candidate, Fact, Operator
from begleitwerk.selection.choice.cells import score_of
from begleitwerk.selection.choice.header import (
    Columns,
    Header,
    header_notices,
    other_layout,
)
from begleitwerk.selection.choice.places import Notice, Place
from begleitwerk.selection.choice.plan import Plan

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
    notes: tuple[str, ...] = ()
    is_whole: bool = True

    def place(self, key: str) -> Place:
        return self.places.get(key, Place(self.file, 0, key))


def read_candidates(content: bytes, name: str, plan: Plan) -> CandidateFile:
    """CSV with ; or , in any usual encoding, or the first sheet of an Excel file."""
    try:
        lines = lines_of(content, name, MAX_ROWS, MAX_COLUMNS)
        header = Header([" ".join(text_of(cell).split()) for cell in next(lines, [])])
        rows = [(number, row) for number, row in enumerate(lines, FIRST_ROW) if has_content(row)]
    except UnreadableError as error:
        wrong = error.problem
        notice = Notice(Place(name), "", wrong.what, wrong.mend)
        return CandidateFile(name, notices=(notice,), is_whole=False)
    columns = Columns.of(plan, header)
    if layout := other_layout(name, columns, plan, rows):
        return CandidateFile(name, notices=(layout,), is_whole=False)
    if notices := tuple(header_notices(name, columns, plan)):
        return CandidateFile(name, notices=notices, is_whole=False)
    reader = Reader(name, plan, columns, rows, lines.delimiter)
    for number, cells in rows:
        reader.read(number, cells)
    said = [*lines.notes, *reader.evidence.notes()]
    return CandidateFile(
        file=name,
        candidates=tuple(reader.candidates),
        names=reader.names,
        places=reader.places,
        scores_in={pair: header.names[number] for pair, number in columns.scores.items()},
        themes_column="" if columns.themes is None else header.names[columns.themes],
        unused=columns.unused,
        notices=tuple(reader.notices),
        notes=(
            *(" ".join(filter(None, (note.column, note.what, note.mend))) for note in said),
            *reader.near_notes(),
        ),
    )


def kinds_of_facts(plan: Plan) -> dict[str, str]:
    """Column → "number", "truth" or "text", as the first rule that compares it does."""
    kinds: dict[str, str] = {}
    for rule in plan.hard_rules:
        kind = "text" if isinstance(rule.value, tuple) else kind_of(rule.value)
        if rule.operator is not Operator.IS_KNOWN:
            kinds.setdefault(rule.field, kind or "text")
    return {rule.field: kinds.get(rule.field, "text") for rule in plan.hard_rules}


def column_of(rows: Sequence[tuple[int, Cells]], number: int) -> list[Any]:
    return [cell_at(cells, number) for _row, cells in rows]


class Reader:
    """Rows to candidates. A cell that cannot be read is noted and stands for something harmless."""

    def __init__(
        self,
        file: str,
        plan: Plan,
        columns: Columns,
        rows: Sequence[tuple[int, Cells]],
        delimiter: str,
    ) -> None:
        self.file, self.plan, self.columns = file, plan, columns
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
        self.keys = {key_text(cell_at(cells, columns.key)) for _number, cells in rows}
        self.evidence = Evidence(delimiter)
        figures = {*columns.scores.values()}
        figures |= {columns.others[name] for name, kind in self.kinds.items() if kind == "number"}
        for number in sorted(figures):
            self.evidence.look_at(self.header_of(number), column_of(rows, number))
        self.near = {
            number: near_equals(map(text_of, column_of(rows, number)), known)
            for number, known in self.known_values().items()
        }

    def known_values(self) -> dict[int, list[str]]:
        """Column → the values rules and quotas name; how those are spelled counts."""
        known: dict[int, list[str]] = {}
        for quota in self.plan.quotas:
            known.setdefault(self.columns.others[quota.attribute], []).extend(quota.values)
        for rule in self.plan.hard_rules:
            if self.kinds[rule.field] == "text":
                values = rule.value if isinstance(rule.value, tuple) else (rule.value,)
                texts = [value for value in values if isinstance(value, str)]
                known.setdefault(self.columns.others[rule.field], []).extend(texts)
        for row in self.plan.criteria:
            words = [band.equal for band in row.bands if band.equal is not None]
            for (key, _theme), number in self.columns.scores.items():
                if key == row.criterion.key and words:
                    known.setdefault(number, []).extend(words)
        return known

    def near_notes(self) -> Iterator[str]:
        """Values that are spelled otherwise than rules and quotas have them."""
        for number, spellings in self.near.items():
            for text, meant in spellings.items():
                yield _(
                    "Column “%(column)s”: “%(text)s” nearly equals “%(meant)s” and counts as that."
                ) % {"column": self.header_of(number), "text": text[:60], "meant": meant[:60]}

    def read(self, number: int, cells: Cells) -> None:
        own = key_text(cell_at(cells, self.columns.key))
        name = text_of(cell_at(cells, self.columns.name)) or own
        place = Place(self.file, number, name)
        key = self.key_for(own, place)
        self.names[key], self.places[key] = name or key, place
        if has_content(cells[len(self.columns.header.names) :]):
            wrong = too_long(number)
            self.notices.append(Notice(place, "", wrong.what, wrong.mend))
        themes = self.themes_in(text_of(cell_at(cells, self.columns.themes)))
        self.candidates.append(
            Candidate(
                key=key,
                scores={theme: self.sheet(theme, cells, place) for theme in themes},
                attributes={name: self.word(name, cells, place) for name in self.quota_columns},
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
        elif lacks_zero(own) and f"0{own}" in self.keys:
            what = _("%(key)s may be %(whole)s without its zero, and that stands in the file too.")
            what %= {"key": own, "whole": f"0{own}"}
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
                notation = self.evidence.notation(self.header_of(number))
                score = score_of(sound(cell_at(cells, number)), row.bands, notation)
            except CellError as wrong:
                self.note_once(place, self.header_of(number), wrong)
                score = row.criterion.lowest
            if score is not None:
                found[row.criterion.key] = score
        return found

    def fact(self, column: str, cells: Cells, place: Place) -> Fact:
        cell = cell_at(cells, self.columns.others[column])
        try:
            match self.kinds[column]:
                case "number":
                    return figure_of(sound(cell), self.evidence.notation(column))
                case "truth":
                    return truth_of(sound(cell))
        except CellError as wrong:
            self.note_once(place, column, wrong)
            return None
        return self.word(column, cells, place) or None

    def word(self, column: str, cells: Cells, place: Place) -> str:
        """The text of a cell, spelled as the rules spell it."""
        number = self.columns.others[column]
        try:
            text = text_of(sound(cell_at(cells, number)))
        except CellError as wrong:
            self.note_once(place, column, wrong)
            return ""
        return self.near[number].get(text, text) if number in self.near else text

    def note_once(self, place: Place, column: str, wrong: CellError) -> None:
        """One cell may serve several themes; what is wrong with it is said once."""
        notice = Notice(place, column, wrong.what, wrong.mend)
        if notice not in self.notices[-20:]:
            self.notices.append(notice)
