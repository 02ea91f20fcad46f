"""A selection from two files: candidates as a table, rules as TOML; nothing of a database.

`read_choice` turns them into the engine's problem, or raises FaultyFilesError with everything
that is wrong in either file, each with its line, its field and how to mend it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from begleitwerk.engine.selection.problem import Problem, Quota
from begleitwerk.selection.imports.choice.candidates import CandidateFile, read_candidates
from begleitwerk.selection.imports.choice.faults import faults_in
from begleitwerk.selection.imports.choice.places import FaultyFilesError, Notice
from begleitwerk.selection.imports.choice.plan import Plan, read_plan
from begleitwerk.selection.papers.reason_words import Names

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
    problem = Problem(
        candidates=table.candidates,
        themes=plan.themes,
        criteria=tuple(row.criterion for row in plan.criteria),
        hard_rules=plan.hard_rules,
        quotas=plan.quotas,
        fixed=plan.fixed,
        excluded=plan.excluded,
        seed=plan.seed,
    )
    names = Names(
        candidates=table.names,
        themes=plan.theme_names,
        rules=plan.rule_names,
        hard_rules=plan.hard_rule_names,
    )
    faults = [*plan.notices, *table.notices]
    if plan.is_whole and table.is_whole:
        faults += faults_in(problem, plan, table, names)
    if faults:
        raise FaultyFilesError(tuple(faults))
    return Choice(problem, names, plan, table, tuple(notes_on(problem, table)))


def notes_on(problem: Problem, table: CandidateFile) -> Iterator[str]:
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
