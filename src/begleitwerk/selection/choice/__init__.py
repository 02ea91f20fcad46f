"""A selection from two files: candidates as a table, rules as TOML; nothing of a database.

`read_choice` turns them into the engine's problem, or raises FaultyFilesError with everything
that is wrong in either file, each with its line, its field and how to mend it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from begleitwerk.core.imports.keys import Keys, whole_key
from begleitwerk.engine.selection.problem import Problem, Quota
from begleitwerk.selection.choice.candidates import CandidateFile, read_candidates
from begleitwerk.selection.choice.faults import faults_in
from begleitwerk.selection.choice.places import FaultyFilesError, Notice
from begleitwerk.selection.choice.plan import Plan, read_plan
from begleitwerk.selection.presenters.reasons import Names

__all__ = ["Choice", "FaultyFilesError", "File", "Notice", "read_choice"]


@dataclass(frozen=True)
class File:
    """A file by its name (without its folder) and its content."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Choice:
    """Both files as read: the problem, what its keys are called, and where each thing stands.

    `notes` are no mistakes, but worth a look: columns nobody uses, values that occur nowhere.
    """

    problem: Problem
    names: Names
    plan: Plan
    candidates: CandidateFile
    notes: tuple[str, ...] = field(default=())


def read_choice(candidates: File, rules: File) -> Choice:
    """Both files as one problem the engine takes. Raises FaultyFilesError with all faults."""
    plan = read_plan(rules.content, rules.name)
    table = read_candidates(candidates.content, candidates.name, plan)
    plan, unclear = with_keys_of(table, plan)
    problem = Problem(
        candidates=table.candidates,
        themes=plan.themes,
        criteria=tuple(row.criterion for row in plan.criteria),
        hard_rules=plan.hard_rules,
        quotas=plan.quotas,
        fixed=plan.fixed,
        excluded=plan.excluded,
        seed=plan.seed,
        fairness=plan.fairness,
    )
    names = Names(
        candidates=table.names,
        themes=plan.theme_names,
        rules=plan.rule_names,
        hard_rules=plan.hard_rule_names,
    )
    faults = [*plan.notices, *table.notices, *unclear]
    if plan.is_whole and table.is_whole:
        faults += faults_in(problem, plan, table, names)
    if faults:
        raise FaultyFilesError(tuple(faults))
    return Choice(problem, names, plan, table, tuple(notes_on(problem, table)))


def with_keys_of(table: CandidateFile, plan: Plan) -> tuple[Plan, list[Notice]]:
    """The plan with its candidates called as the table does, and those that could be several.

    A spreadsheet may have taken the zero of a key in either file; a key that stands there as it
    is written is that candidate and no other.
    """
    keys = Keys((whole_key(key), key) for key in table.places)
    places, unclear = dict(plan.places), []

    def called(rows: Mapping[str, str], name: str) -> dict[str, str]:
        result = {}
        for key, value in rows.items():
            found = [key] if key in table.places else keys.find(whole_key(key)).items
            if len(found) > 1:
                what = _("“%(key)s” stands for several candidates.") % {"key": key}
                mend = _("Write the key as the candidate file does: %(keys)s.")
                words = {"keys": ", ".join(found)}
                unclear.append(Notice(plan.place(name, key), "candidate", what, mend % words))
            own = found[0] if len(found) == 1 else key
            result[own], places[name, own] = value, plan.place(name, key)
        return result

    fixed, excluded = called(plan.fixed, "fixed"), called(plan.excluded, "excluded")
    return replace(plan, fixed=fixed, excluded=excluded, places=places), unclear


def notes_on(problem: Problem, table: CandidateFile) -> Iterator[str]:
    yield from table.notes
    if table.unused:
        yield _("Columns no rule looks at: %(columns)s.") % {"columns": ", ".join(table.unused)}
    for quota in problem.quotas:
        if absent := absent_values(quota, table):
            yield _(
                "The rule “%(rule)s” names values that no candidate has in the column"
                " “%(column)s”: %(values)s."
            ) % {"rule": quota.key, "column": quota.attribute, "values": ", ".join(absent)}


def absent_values(quota: Quota, table: CandidateFile) -> Sequence[str]:
    found = {row.attributes.get(quota.attribute) for row in table.candidates}
    return [value for value in quota.values if value not in found]
