"""What of goals stands on the page of a finding: what answers it, and the thread from there."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.assessment.presenters import agreed_words
from begleitwerk.core.contributions import Look, Station, Values, stations
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals.contributions import thread
from begleitwerk.goals.models import Answering, Goal
from begleitwerk.goals.selectors import (
    answers_to,
    has_goals,
    light_of,
    progress_of,
)


def answers(look: Look) -> list[Answering]:
    return answers_to(look.subject, look.user)


def links(look: Look) -> bool:
    return bool(look.user.has_perm("goals.answer_finding", look.subject.municipality))


def address(look: Look, name: str) -> str:
    return reverse(f"goals:{name}", args=[look.subject.municipality.slug, look.subject.pk])


# --- Button and section -----------------------------------------------------------------------


def derive(look: Look) -> Values | None:
    """The one filled button of the page, for who may."""
    if not look.once(links):
        return None
    return {"url": address(look, "goal_add_for"), "is_answered": bool(look.once(answers))}


@dataclass(frozen=True)
class AnswerLine:
    """A goal or measure that answers the finding: how it stands, and what a measure leads to."""

    pk: int
    light: Shape
    title: str
    url: str
    owner: str
    goal: str = ""


def on_finding(look: Look) -> Values | None:
    """What answers the finding and how far that is; who may neither read nor add sees nothing."""
    rows, may = look.once(answers), look.once(links)
    if not (rows or look.user.has_perm("assessment.view_inside", look.subject.municipality)):
        return None
    return {
        "lines": [line_of(row, look) for row in rows],
        "progress": progress_of(rows),
        "may_link": may,
        "goal_url": address(look, "goal_add_for"),
        "measure_url": address(look, "measure_add_for")
        if may and (rows or has_goals(look.subject.municipality))
        else "",
        "link_url": address(look, "finding_link"),
    }


def line_of(row: Answering, look: Look) -> AnswerLine:
    measure = row.measure
    if measure:
        return AnswerLine(
            row.pk,
            light_of(measure, look.today),
            measure.title,
            measure.get_absolute_url(),
            measure.owner,
            measure.goal.title,
        )
    goal = row.answer
    light = look.once(thread.lights)[goal.pk].light
    return AnswerLine(row.pk, light, goal.title, goal.get_absolute_url(), goal.owner)


# --- Thread -----------------------------------------------------------------------------------


def first_goal(look: Look) -> Goal | None:
    """The goal whose thread the finding shows: the first that answers it, else that of the first
    measure."""
    rows = look.once(answers)
    own = [row.goal for row in rows if row.goal]
    above = [row.measure.goal for row in rows if row.measure]
    return next(iter([*own, *above]), None)


def thread_of_finding(look: Look) -> Values:
    """The red thread as the finding sees it: itself first, then its goal with all that follows."""
    here = Station(
        _("Finding"),
        look.subject.get_absolute_url(),
        note=f"{look.subject.criterion}: {agreed_words(look.subject)}",
        current=True,
    )
    goal = first_goal(look)
    return {"stations": [here, *(following(goal, look) if goal else [dashed_goal(look)])]}


def dashed_goal(look: Look) -> Station:
    may = look.once(links)
    return Station(
        _("Goal"),
        state="missing",
        add_url=address(look, "goal_add_for") if may else "",
        add_label=_("Derive a goal"),
    )


def following(goal: Goal, look: Look) -> list[Station]:
    """The stations of the goal after the finding; what they show on its page is there."""
    inner = Look(goal, look.user, look.today, {thread.lights: look.once(thread.lights)})
    found = (kind.of(inner) for kind in stations.on() if kind.of is not thread.finding_station)
    page = goal.get_absolute_url()
    return [
        replace(row, current=False, url=page + row.url if row.url.startswith("#") else row.url)
        for row in found
        if row is not None
    ]
