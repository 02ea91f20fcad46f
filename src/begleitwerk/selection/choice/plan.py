"""The rule file: themes with places, criteria, hard rules, quotas, who is fixed or out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import CellError
from begleitwerk.core.imports.toml import (
    Entry,
    Table,
    TomlError,
    TomlFile,
    TomlProblem,
    figure,
    one_of,
    text,
    texts,
    whole,
)
from begleitwerk.engine.selection.problem import (
    Counted,
    Criterion,
    Fairness,
    HardRule,
    Operator,
    Quota,
    Scope,
    Theme,
)
from begleitwerk.engine.selection.result import PLACES
from begleitwerk.selection.choice.cells import Band
from begleitwerk.selection.choice.places import FaultyFilesError, Notice, Place
from begleitwerk.selection.choice.values import bands, fact, scale
from begleitwerk.selection.choice.words import hard_rule_words, places_words, quota_words
from begleitwerk.selection.presenters.reasons import Names

TOP = (
    Entry("title", text, ""),
    Entry("seed", text, ""),
    Entry("lottery", one_of([str(row) for row in Fairness]), Fairness.LEXIMIN),
)
COLUMNS = (Entry("key", text, ""), Entry("name", text, ""), Entry("themes", text, ""))
RESERVED = (PLACES, "fixed:")  # what results call rules of their own


def rule_key(value: Any) -> str:
    key = text(value)
    if key.startswith(RESERVED):
        raise CellError(
            _("The key begins like one of the program's own."),
            _("Let it begin with something else than: %(names)s.") % {"names": ", ".join(RESERVED)},
        )
    return key


KEY, NAME = Entry("key", text), Entry("name", text, "")
THEME = (KEY, NAME, Entry("places", whole))
CRITERION = (
    KEY,
    NAME,
    Entry("weight", figure),
    Entry("scale", scale),
    Entry("column", text, ""),
    Entry("bands", bands, ()),
)
HARD_RULE = (
    KEY,
    NAME,
    Entry("column", text),
    Entry("operator", one_of([str(row) for row in Operator])),
    Entry("value", fact, None),
    Entry("group", text, ""),
)
QUOTA = (
    Entry("key", rule_key),
    NAME,
    Entry("column", text),
    Entry("values", texts, ()),
    Entry("at_least", whole, None),
    Entry("at_most", whole, None),
    Entry("scope", one_of([str(row) for row in Scope]), Scope.OVERALL),
    Entry("theme", text, ""),
    Entry("counted", one_of([str(row) for row in Counted]), Counted.MEMBERS),
)
CANDIDATE = Entry("candidate", text)
KEYED = {"themes": THEME, "criteria": CRITERION, "hard_rules": HARD_RULE, "quotas": QUOTA}
CANDIDATES = {
    "fixed": (CANDIDATE, Entry("theme", text)),
    "excluded": (CANDIDATE, Entry("reason", text)),
}


@dataclass(frozen=True)
class CriterionPlan:
    """A criterion and where its score comes from: a column, as a figure or by steps."""

    criterion: Criterion
    name: str
    column: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Plan:
    """The rule file as read. `places` is table and key → where it stands.

    `is_whole` is false where an entry could not be read: then the rules cannot be checked
    together yet.
    """

    file: str
    title: str = ""
    seed: str = ""
    fairness: Fairness = Fairness.LEXIMIN
    columns: Mapping[str, str] = field(default_factory=dict)
    themes: tuple[Theme, ...] = ()
    criteria: tuple[CriterionPlan, ...] = ()
    hard_rules: tuple[HardRule, ...] = ()
    quotas: tuple[Quota, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)
    theme_names: Mapping[str, str] = field(default_factory=dict)
    rule_names: Mapping[str, str] = field(default_factory=dict)
    hard_rule_names: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    is_whole: bool = True

    def place(self, table: str, key: str) -> Place:
        return self.places.get((table, key), Place(self.file, 0, key))


def read_plan(content: bytes, name: str) -> Plan:
    """Raises FaultyFilesError where the file is no TOML; other faults are in `notices`."""
    try:
        file = TomlFile.parsed(content, name)
    except TomlError as error:
        raise FaultyFilesError((notice_of(error.problem),)) from error
    file.top.refuse_others([*(entry.name for entry in TOP), "columns", *KEYED, *CANDIDATES])
    top, columns = file.top.read(TOP, is_open=True), columns_of(file)
    plan_rows = PlanRows(file)
    rows = {table: plan_rows.keyed(table, entries) for table, entries in KEYED.items()}
    fixed = plan_rows.of_candidates("fixed", "theme")
    excluded = plan_rows.of_candidates("excluded", "reason")
    is_whole = not file.problems
    for table, entry in plan_rows.doubles:
        table.note(entry, _("This key stands there already."), _("Choose another one."))
    themes = tuple(Theme(key, row["places"]) for key, row in rows["themes"].items())
    hard_rules = tuple(hard_rule_of(key, row) for key, row in rows["hard_rules"].items())
    quotas = tuple(quota_of(key, row) for key, row in rows["quotas"].items())
    names = Names(themes={key: row["name"] or key for key, row in rows["themes"].items()})
    return Plan(
        file=name,
        title=top["title"],
        seed=top["seed"],
        fairness=Fairness(top["lottery"]),
        columns={role: column for role, column in columns.items() if column},
        themes=themes,
        criteria=tuple(criterion_of(key, row) for key, row in rows["criteria"].items()),
        hard_rules=hard_rules,
        quotas=quotas,
        fixed=fixed,
        excluded=excluded,
        theme_names=names.themes,
        rule_names={
            PLACES: places_words(themes, names),
            **{q.key: rows["quotas"][q.key]["name"] or quota_words(q, names) for q in quotas},
        },
        hard_rule_names={
            rule.key: rows["hard_rules"][rule.key]["name"] or hard_rule_words(rule)
            for rule in hard_rules
        },
        places=plan_rows.places,
        notices=tuple(notice_of(problem) for problem in file.problems),
        is_whole=is_whole,
    )


def columns_of(file: TomlFile) -> Mapping[str, str]:
    table = file.top.table("columns")
    return table.read(COLUMNS) if table else {}


def notice_of(problem: TomlProblem) -> Notice:
    place = Place(problem.file, problem.line, problem.table)
    return Notice(place, problem.key, problem.what, problem.mend)


class PlanRows:
    """Rows by key; a second row with the same key gets one of its own and is remembered."""

    def __init__(self, file: TomlFile) -> None:
        self.file = file
        self.places: dict[tuple[str, str], Place] = {}
        self.doubles: list[tuple[Table, str]] = []

    def keyed(self, table: str, entries: tuple[Entry, ...]) -> dict[str, Mapping[str, Any]]:
        return dict(self._rows(table, entries, "key"))

    def of_candidates(self, table: str, value: str) -> dict[str, str]:
        rows = self._rows(table, CANDIDATES[table], "candidate")
        return {key: str(row[value]) for key, row in rows}

    def _rows(
        self, table: str, entries: tuple[Entry, ...], name: str
    ) -> Iterable[tuple[str, Mapping[str, Any]]]:
        found: dict[str, Mapping[str, Any]] = {}
        for row in self.file.top.tables(table, label=name):
            values = row.read_whole(entries)
            if values is None:
                continue
            key = str(values[name])
            if key in found:
                self.doubles.append((row, name))
                key = f"{key} {len(found) + 1}" if name == "key" else key
            found[key] = values
            self.places[table, key] = Place(self.file.name, row.line, row.title)
        return found.items()


def criterion_of(key: str, row: Mapping[str, Any]) -> CriterionPlan:
    criterion = Criterion(key, row["weight"], *row["scale"])
    return CriterionPlan(criterion, row["name"] or key, row["column"] or key, row["bands"])


def hard_rule_of(key: str, row: Mapping[str, Any]) -> HardRule:
    operator = Operator(row["operator"])
    return HardRule(key, row["column"], operator, row["value"], row["group"])


def quota_of(key: str, row: Mapping[str, Any]) -> Quota:
    return Quota(
        key=key,
        attribute=row["column"],
        values=row["values"],
        at_least=row["at_least"],
        at_most=row["at_most"],
        scope=Scope(row["scope"]),
        theme=row["theme"],
        counted=Counted(row["counted"]),
    )
