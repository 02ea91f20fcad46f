"""Row 1 of the candidate file: which column is what the rules ask for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import folded, text_of
from begleitwerk.selection.choice.places import Notice, Place
from begleitwerk.selection.choice.plan import CriterionPlan, Plan

HEADER_ROW = 1
TITLES = 20  # rows that may stand above the names of the columns
BAR = "|"
SEPARATORS = ";,\t"
# What columns are called where the rule file does not say it; a missing one by its first name.
USUAL = {
    "key": ("Schlüssel", "AGS", "key"),
    "name": ("Kommune", "Name"),
    "themes": ("Themen", "Thema", "themes", "theme"),
}


class Header:
    """Names of columns as written, found whatever their case."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.numbers: dict[str, int] = {}
        self.doubles: list[str] = []
        for number, name in enumerate(names):
            if name and folded(name) in self.numbers:
                self.doubles.append(name)
            elif name:
                self.numbers[folded(name)] = number

    def find(self, *names: str) -> int | None:
        """The number of the first of these columns that is there."""
        found = (self.numbers.get(folded(name)) for name in names)
        return next((number for number in found if number is not None), None)


@dataclass(frozen=True)
class Columns:
    """Where everything stands, by number; `missing` are names that were not found."""

    header: Header
    key: int | None
    name: int | None
    themes: int | None
    scores: Mapping[tuple[str, str], int]  # by criterion and theme
    others: Mapping[str, int]  # of hard rules and quotas, by the name the rules use
    missing: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan, header: Header) -> "Columns":
        roles = {
            role: header.find(*([plan.columns[role]] if role in plan.columns else usual))
            for role, usual in USUAL.items()
        }
        scores = {
            (row.criterion.key, theme.key): score_column(header, row, plan, theme.key)
            for row in plan.criteria
            for theme in plan.themes
        }
        wanted = [row.field for row in plan.hard_rules] + [row.attribute for row in plan.quotas]
        others = {name: header.find(name) for name in wanted}
        missing = [
            *missing_roles(plan, roles),
            *missing_scores(plan, scores),
            *(name for name, number in others.items() if number is None),
        ]
        return cls(
            header=header,
            key=roles["key"],
            name=roles["name"],
            themes=roles["themes"],
            scores={pair: number for pair, number in scores.items() if number is not None},
            others={name: number for name, number in others.items() if number is not None},
            missing=tuple(dict.fromkeys(missing)),
        )

    @property
    def unused(self) -> tuple[str, ...]:
        used = {self.key, self.name, self.themes, *self.scores.values(), *self.others.values()}
        return tuple(
            name for number, name in enumerate(self.header.names) if name and number not in used
        )


def score_column(header: Header, row: CriterionPlan, plan: Plan, theme: str) -> int | None:
    """ "Erfahrung:wirkung" for one theme, by its key or name, before "Erfahrung" for all."""
    own = (f"{row.column}:{theme}", f"{row.column}:{plan.theme_names[theme]}")
    return header.find(*own, row.column)


def missing_roles(plan: Plan, roles: Mapping[str, int | None]) -> Iterator[str]:
    """A name may be absent (the key stands for it), so may themes where there is but one."""
    needed = {"key": True, "name": False, "themes": len(plan.themes) > 1}
    for role, number in roles.items():
        if number is None and (needed[role] or role in plan.columns):
            yield plan.columns.get(role, USUAL[role][0])


def missing_scores(plan: Plan, scores: Mapping[tuple[str, str], int | None]) -> Iterator[str]:
    for row in plan.criteria:
        without = [t.key for t in plan.themes if scores[row.criterion.key, t.key] is None]
        if len(without) == len(plan.themes):
            yield row.column
        else:
            yield from (f"{row.column}:{theme}" for theme in without)


def other_layout(
    file: str, columns: Columns, plan: Plan, rows: Sequence[tuple[int, Sequence[Any]]]
) -> Notice | None:
    """One sentence where the table begins otherwise: other separators, or titles above it."""
    if not columns.missing:
        return None
    filled = [name for name in columns.header.names if name]
    if len(filled) == 1 and BAR in filled[0]:
        what = _("The columns are separated by “|”.")
        mend = _("Save the table with ; or , between the columns, or as an Excel file.")
        return Notice(Place(file, HEADER_ROW), "", what, mend)
    for number, cells in rows[:TITLES]:
        for separator, names in readings(cells):
            if len(Columns.of(plan, Header(names)).missing) < len(columns.missing):
                what = _("The names of the columns stand in row %(row)d, not in the first.")
                mend = _("Delete the rows above it.")
                if separator == BAR:
                    more = _("Save the table with ; or , between the columns, or as an Excel file.")
                    mend = f"{mend} {more}"
                return Notice(Place(file, HEADER_ROW), "", what % {"row": number}, mend)
    return None


def readings(cells: Sequence[Any]) -> Iterator[tuple[str, list[str]]]:
    """A row as it was read, and where all of it is in one cell, as other separators part it: those
    of the file were found in its first row, which may be a title."""
    names = [" ".join(text_of(cell).split()) for cell in cells]
    yield "", names
    filled = [name for name in map(text_of, cells) if name]
    if len(filled) == 1:
        for separator in (BAR, *SEPARATORS):
            yield separator, [" ".join(name.split()) for name in filled[0].split(separator)]


def header_notices(file: str, columns: Columns, plan: Plan) -> Iterator[Notice]:
    """Columns that are missing, stand there twice, or name a theme there is not."""
    place = Place(file, HEADER_ROW)
    for name in columns.header.doubles:
        yield Notice(place, name, _("This column stands there twice."), _("Delete one of them."))
    known = ", ".join(filter(None, columns.header.names)) or "–"
    for name in columns.missing:
        mend = _("Add it, or correct its name in %(file)s. There are: %(columns)s.")
        words = {"file": plan.file, "columns": known[:400]}
        yield Notice(place, name, _("This column is missing."), mend % words)
    scored = {folded(row.column) for row in plan.criteria}
    for name in columns.unused:
        column, _colon, theme = name.rpartition(":")
        if folded(column) in scored:
            what = _("The theme “%(theme)s” is not known.") % {"theme": theme}
            yield Notice(place, name, what, _("Use the key of a theme of the rules."))
