"""The red thread of one goal: finding, goal, measures, decision, papers and what comes later."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.templatetags.bw import day, light_word
from begleitwerk.council import selectors as council
from begleitwerk.council.models import Paper
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals import selectors as goals
from begleitwerk.goals.models import Goal, Measure


@dataclass(frozen=True)
class Station:
    """A point of the thread; a missing one is dashed and offers to add it."""

    label: str | Promise
    url: str = ""
    count: int | None = None
    note: str = ""
    state: str = "done"
    current: bool = False
    add_url: str = ""
    add_label: str | Promise = ""


@dataclass(frozen=True)
class GoalThread:
    goal: Goal
    light: Shape
    measures: list[Measure]
    papers: list[Paper]
    children: list[goals.GoalLine]
    stations: list[Station]


def thread_of(goal: Goal, user: User, today: date) -> GoalThread:
    """The goal with everything that hangs on it, as far as this person may see it."""
    measures = list(goals.with_light(goal.measures.select_related("funding"), today))
    papers = council.papers_reporting(goal, user)
    light = goals.standing_of(goal, today).light
    edits = user.has_perm("goals.edit_goal", goal)
    stations = [
        goal_station(goal, light),
        measures_station(goal, measures, edits=edits),
        decision_station(goal, user, edits=edits),
        papers_station(goal, papers, user),
    ]
    children = [
        line
        for line in goals.goal_lines(goal.municipality, user, today)
        if line.goal.parent_id == goal.pk
    ]
    return GoalThread(goal, light, measures, papers, children, stations)


def goal_station(goal: Goal, light: Shape) -> Station:
    return Station(_("Goal"), goal.get_absolute_url(), note=light_word(light), current=True)


def measures_station(goal: Goal, measures: list[Measure], *, edits: bool) -> Station:
    slug = goal.municipality.slug
    if not measures:
        add = reverse("goals:measure_add", args=[slug]) + f"?ziel={goal.pk}" if edits else ""
        return Station(
            _("Measures"), state="missing", add_url=add, add_label=_("Add the first measure")
        )
    return Station(
        _("Measures"), "#massnahmen", count=len(measures), note=lights_in_words(measures)
    )


def lights_in_words(measures: list[Measure]) -> str:
    """“1 achieved, 1 delayed”: the two lights one asks for first."""
    lights = [str(getattr(measure, "light", "")) for measure in measures]
    parts = [
        f"{lights.count(kind)} {light_word(kind)}"
        for kind in ("done", "late", "risk", "good", "none")
        if kind in lights
    ]
    return ", ".join(parts[:2])


def decision_station(goal: Goal, user: User, *, edits: bool) -> Station:
    slug = goal.municipality.slug
    if goal.adopted_on is None:
        may = edits or user.has_perm("goals.adopt_goal", goal)
        add = reverse("goals:goal_adopt", args=[slug, goal.pk]) if may else ""
        return Station(
            _("Decision"), state="missing", add_url=add, add_label=_("Record the decision")
        )
    note = ", ".join(part for part in (str(goal.adopted_by or ""), day(goal.adopted_on)) if part)
    url = ""
    if goal.decision and user.has_perm("processes.view_meeting", goal.municipality):
        url = reverse("processes:meeting", args=[slug, goal.decision.meeting_id])
    return Station(_("Decision"), url, count=1, note=note)


def papers_station(goal: Goal, papers: list[Paper], user: User) -> Station:
    slug = goal.municipality.slug
    if not papers:
        may = user.has_perm("council.edit_paper", goal.municipality)
        add = reverse("council:paper_new", args=[slug]) if may else ""
        return Station(
            _("Council paper"), state="missing", add_url=add, add_label=_("Begin a paper")
        )
    latest = papers[0]
    url = reverse("council:paper", args=[slug, latest.pk]) if len(papers) == 1 else "#vorlagen"
    note = f"{latest.reference or latest.title}, {latest.get_state_display()}"
    label = ngettext("Council paper", "Council papers", len(papers))
    return Station(label, url, count=len(papers), note=note)
