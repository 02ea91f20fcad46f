"""Rules that contradict each other, and input the engine refuses."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.core.templatetags.bw import listed
from begleitwerk.engine.selection.result import PLACES, Conflict, Relaxation
from begleitwerk.selection.presenters.reasons.names import Names
from begleitwerk.selection.presenters.reasons.rules import step_words

FIXED = "fixed:"


@dataclass(frozen=True)
class RelaxationWords:
    sentence: str
    cost: str


@dataclass(frozen=True)
class ConflictWords:
    """`rules` cannot hold together; each of `relaxations` would make a selection possible."""

    rules: tuple[str, ...]
    relaxations: tuple[RelaxationWords, ...]


def conflict_words(conflict: Conflict, names: Names) -> ConflictWords:
    return ConflictWords(
        rules=tuple(rule_in_conflict(key, names) for key in conflict.rules),
        relaxations=tuple(relaxation_words(row, names) for row in conflict.relaxations),
    )


def rule_in_conflict(key: str, names: Names) -> str:
    if key.startswith(FIXED):
        name = names.candidate(key.removeprefix(FIXED))
        return _("%(name)s keeps its place") % {"name": name}
    if key.startswith(PLACES):
        theme = key.partition(":")[2]
        if theme:
            return _("all places of the theme “%(theme)s” are filled") % {
                "theme": names.theme(theme)
            }
    return names.rule(key)


def relaxation_words(row: Relaxation, names: Names) -> RelaxationWords:
    sentence = listed(step_words(step, names) for step in row.steps)
    cost = ngettext("one step", "%(count)d steps", row.distance) % {"count": row.distance}
    return RelaxationWords(sentence[:1].upper() + sentence[1:], cost)
