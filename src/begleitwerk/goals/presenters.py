"""How goals and measures tell their history, and what makes a goal a good one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.models import Finding
from begleitwerk.assessment.presenters import agreed_words, level_of, priority_words
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.presenters import item_words
from begleitwerk.core.presenters import (
    Field,
    HistoryLine,
    Wording,
    choice_words,
    day_words,
    history_lines,
    money_words,
)
from begleitwerk.core.selectors import history_of
from begleitwerk.goals.enums import GoalState, Light, MeasureState
from begleitwerk.goals.models import Answering, Goal, Measure


def state_words(value: Any) -> str:
    """A state of a goal or of a measure; their keys do not overlap."""
    choices = GoalState if value in GoalState.values else MeasureState
    return choice_words(choices)(value)


VERBS = {
    "goals.goal_added": Wording(_("Goal added")),
    "goals.goal_changed": Wording("", lists_changes=True, about=_("Goal")),
    "goals.goal_adopted": Wording(_("Goal adopted: %(adopted_by)s, %(adopted_on)s")),
    "goals.goal_reported": Wording(
        _("State “%(state)s” reported"), followed_by="state_note", about=_("Goal")
    ),
    "goals.goal_light_set": Wording(
        _("Light set to “%(light_override)s” by hand"), about=_("Goal")
    ),
    "goals.goal_light_cleared": Wording(_("Light follows dates and measures again")),
    "goals.goal_released": Wording(_("May be read by: %(release)s, before: %(old_release)s")),
    "goals.goal_removed": Wording(_("Goal removed")),
    "goals.reordered": Wording(_("Goals put into another order")),
    "goals.measure_added": Wording(_("Measure added")),
    "goals.measure_changed": Wording("", lists_changes=True, about=_("Measure")),
    "goals.measure_reported": Wording(
        _("State “%(state)s” reported"), followed_by="progress", about=_("Measure")
    ),
    "goals.measure_light_set": Wording(
        _("Light set to “%(light_override)s” by hand"), about=_("Measure")
    ),
    "goals.measure_light_cleared": Wording(_("Light follows dates and state again")),
    "goals.measure_removed": Wording(_("Measure removed")),
    "goals.finding_answered": Wording(_("Answers the finding “%(finding)s”")),
    "goals.finding_unlinked": Wording(_("No longer linked with the finding “%(old_finding)s”")),
    "goals.measures_imported": Wording(_("Measures imported: %(new)s new, %(changed)s changed")),
}
FIELDS = {
    "goals.title": Field(_("Name")),
    "goals.description": Field(_("Description"), is_text=True),
    "goals.goal": Field(_("Goal")),
    "goals.theme": Field(_("Development theme"), item_words(ContentKind.THEMES)),
    "goals.dimension": Field(_("Quality dimension"), item_words(ContentKind.QUALITY_FRAMEWORK)),
    "goals.due_on": Field(_("Deadline"), day_words),
    "goals.cost": Field(_("Cost"), money_words),
    "goals.funding": Field(_("Funding"), item_words(ContentKind.FUNDING_SOURCES)),
    "goals.light_override": Field(_("Light"), choice_words(Light)),
}


def goal_history(goal: Goal) -> list[HistoryLine]:
    return history_lines(history_of("goals.goal", goal.pk))


def measure_history(measure: Measure) -> list[HistoryLine]:
    return history_lines(history_of("goals.measure", measure.pk))


# --- SMART ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SmartCheck:
    """One of the five questions about a good goal.

    `met` is what a machine can tell, None where only people can; `advice` says what would help.
    """

    name: Promise
    question: Promise
    met: bool | None = None
    advice: Promise | str = ""


def smart_checks(goal: Goal) -> tuple[SmartCheck, ...]:
    """Specific, measurable, accepted, realistic, dated: hints for a goal, never a barrier."""
    return (
        SmartCheck(_("Specific"), _("Does the sentence say what will be different, and for whom?")),
        SmartCheck(_("Measurable"), _("How will you notice that the goal is reached?")),
        SmartCheck(
            _("Accepted"),
            _("Does somebody stand up for it, and did a body adopt it?"),
            bool(goal.owner),
            "" if goal.owner else _("Name who is responsible."),
        ),
        SmartCheck(
            _("Realistic"), _("Is it within reach with the people and the money there are?")
        ),
        SmartCheck(
            _("Dated"),
            _("Until when?"),
            goal.due_on is not None,
            "" if goal.due_on else _("Set a deadline."),
        ),
    )


# --- Findings ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class AnsweredLine:
    """A finding that is answered; `pk` is the link's, 0 where it is that of the goal above."""

    finding: Finding
    words: str
    priority: str
    pk: int


def answered_lines(rows: Iterable[Answering], answer: Goal | Measure) -> list[AnsweredLine]:
    """The findings a goal or measure answers, as its page tells them."""
    return [
        AnsweredLine(
            row.finding,
            agreed_words(row.finding),
            priority_words(row.finding.priority),
            row.pk if row.answer == answer else 0,
        )
        for row in rows
    ]


def drafted_goal(finding: Finding) -> Goal:
    """A goal as the finding suggests it: a criterion is the state one wants to reach."""
    criterion = finding.criterion
    return Goal(
        municipality=finding.municipality,
        title=criterion.label,
        dimension=criterion.dimension,
        description=why_words(finding, next_step=True),
    )


def drafted_measure(finding: Finding) -> Measure:
    """A measure as the finding suggests it: its next step."""
    return Measure(
        municipality=finding.municipality,
        title=(finding.next_step or finding.criterion.label)[:200],
        description=why_words(finding, next_step=False),
    )


def why_words(finding: Finding, *, next_step: bool) -> str:
    """The statement, what was agreed about it and why; perhaps what comes next."""
    parts = [gettext("What it goes back to: %(text)s") % {"text": finding.criterion.text}]
    if level := level_of(finding):
        parts.append(gettext("Agreed level: %(level)s.") % {"level": level})
    if finding.reason:
        parts.append(finding.reason)
    if next_step and finding.next_step:
        parts.append(gettext("Next step: %(step)s") % {"step": finding.next_step})
    return "\n\n".join(parts)
