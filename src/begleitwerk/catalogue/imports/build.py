"""Rows of a framework's Excel file to dimensions with their criteria."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.imports.columns import COLUMN_OF, NAMES
from begleitwerk.catalogue.imports.content import (
    KEY,
    LANGUAGES,
    Bilingual,
    Entry,
    Json,
    Problem,
)
from begleitwerk.catalogue.imports.fields import ANCHORS, POLES, extra_of
from begleitwerk.catalogue.imports.further import further_faults
from begleitwerk.core.imports import Row

SHORT_NAME = 80  # signs of a statement that stand for the name it does not have


@dataclass
class Dimension:
    """A dimension as far as rows have told of it."""

    number: str
    line: int
    row: Row | None = None  # its own; without one it says nothing but its name
    names: dict[str, str] = field(default_factory=dict)
    criteria: list[Entry] = field(default_factory=list)


class Built:
    """The items rows make, what is wrong with them, and where English is missing."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.problems: list[Problem] = []
        self.keys: dict[str, int] = {}
        self.in_german: set[int] = set()
        self.dimensions: dict[str, Dimension] = {}
        for row in rows:
            self._take(row)
        self.items = tuple(self._dimension(found) for found in self.dimensions.values())

    def notes(self) -> tuple[Problem, ...]:
        count = len(self.in_german)
        if not count:
            return ()
        message = ngettext(
            "In %(count)d row English is missing; the German text stands there in both languages.",
            "In %(count)d rows English is missing; the German text stands there in both languages.",
            count,
        )
        return (Problem("", message % {"count": count}, min(self.in_german)),)

    def _note(self, row: int, name: str, message: str) -> None:
        self.problems.append(Problem(NAMES[name], message, row))

    # --- Rows -----------------------------------------------------------------------------------

    def _take(self, row: Row) -> None:
        number = row.values["dimension"]
        if "." in number:
            self._note(row.number, "dimension", _("Enter a whole number, for example 5."))
            return
        dimension = self.dimensions.setdefault(number, Dimension(number, row.number))
        self._name(dimension, row)
        if row.values.get("criterion"):
            self._criterion(dimension, row)
        elif dimension.row:
            message = _(
                "Dimension %(number)s has a row already, row %(row)d. Delete one of them,"
                " or enter the number of the criterion."
            )
            values = {"number": number, "row": dimension.row.number}
            self._note(row.number, "dimension", message % values)
        else:
            dimension.row = row

    def _name(self, dimension: Dimension, row: Row) -> None:
        for name in ("name_de", "name_en"):
            given = row.values.get(name) or ""
            known = dimension.names.setdefault(name, given) or given
            if given and given != known:
                message = _(
                    "Dimension %(number)s is called “%(name)s” further up. Call it the same"
                    " everywhere."
                )
                self._note(row.number, name, message % {"number": dimension.number, "name": known})
            dimension.names[name] = known

    def _criterion(self, dimension: Dimension, row: Row) -> None:
        values, number = row.values, row.values["criterion"]
        above, _dot, own = number.rpartition(".")
        if above not in ("", dimension.number) or not own:
            message = _(
                "The criterion %(number)s does not belong to dimension %(dimension)s. Correct one"
                " of the numbers."
            )
            said = {"number": number, "dimension": dimension.number}
            self._note(row.number, "criterion", message % said)
            return
        text = self._pair(row, "text")
        label = self._pair(row, "label") if values.get("label_de") else _shortened(text)
        key = values.get("key") or f"QD{dimension.number}.{int(own)}"
        dimension.criteria.append(self._entry(row.number, key, label, text, self._extra(row)))

    def _dimension(self, found: Dimension) -> Entry:
        line = found.row.number if found.row else found.line
        values = found.row.values if found.row else {}
        if not found.names["name_de"]:
            self._note(line, "name_de", _("The name of the dimension is missing. Write it."))
        label = self._both(line, found.names["name_de"], found.names["name_en"])
        text = self._pair(found.row, "text") if found.row else label
        extra = {"number": int(found.number), **(self._extra(found.row) if found.row else {})}
        key = values.get("key") or f"QD{int(found.number)}"
        return self._entry(line, key, label, text, extra, tuple(found.criteria))

    def _entry(
        self,
        line: int,
        key: str,
        label: Bilingual,
        text: Bilingual,
        extra: dict[str, Json],
        children: tuple[Entry, ...] = (),
    ) -> Entry:
        if not KEY.fullmatch(key):
            rule = _("a letter, then letters, digits, “_”, “-”, “.”, at most 60")
            self._note(line, "key", _("Enter here: %(rule)s.") % {"rule": rule})
        elif self.keys.setdefault(key, line) != line:
            message = _("The key “%(key)s” is already used in row %(row)d. Choose another one.")
            self._note(line, "key", message % {"key": key, "row": self.keys[key]})
        entry = Entry(key, label, text, extra, children, line)
        for name, fault in further_faults(ContentKind.QUALITY_FRAMEWORK, entry):
            self.problems.append(Problem(COLUMN_OF.get(name, NAMES["more"]), fault, line))
        return entry

    # --- Both languages -------------------------------------------------------------------------

    def _pair(self, row: Row, name: str) -> Bilingual:
        german, english = (row.values.get(f"{name}_{language}") or "" for language in LANGUAGES)
        return self._both(row.number, german, english)

    def _both(self, line: int, german: str, english: str) -> Bilingual:
        if german and not english:
            self.in_german.add(line)
        return Bilingual(german, english or german)

    def _extra(self, row: Row) -> dict[str, Json]:
        extra = extra_of(row.values)
        for name, group in (("anchors", ANCHORS), ("poles", POLES)):
            for language in LANGUAGES:
                cells = [names[language] for names in group.values()]
                empty = [cell for cell in cells if not row.values.get(cell)]
                for cell in empty if len(empty) < len(cells) else ():
                    self._note(row.number, cell, _("Fill in this cell too, or none of its kind."))
                    extra.pop(name, None)
        return {name: self._in_both(row.number, value) for name, value in extra.items()}

    def _in_both(self, line: int, value: Any) -> Any:
        """Texts and lists whose English is wholly empty have the German ones."""
        if not isinstance(value, Mapping):
            return value
        if set(value) == set(LANGUAGES):
            english = value["en"]
            if any(english) or not any(value["de"]):
                return value
            self.in_german.add(line)
            return {"de": value["de"], "en": value["de"]}
        return {name: self._in_both(line, inner) for name, inner in value.items()}


def _shortened(text: Bilingual) -> Bilingual:
    return Bilingual(*(Truncator(words).chars(SHORT_NAME) for words in (text.de, text.en)))
