"""The stations of the red thread that goals know: the finding a goal answers, the goal, its
measures, its decision."""

from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.assessment.presenters import agreed_words
from begleitwerk.core.contributions import Look, Station
from begleitwerk.core.templatetags.bw import day, light_word
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals.models import Answering, Goal, Measure
from begleitwerk.goals.selectors import GoalStanding, findings_answered, standings, with_light


def edits(look: Look) -> bool:
    return bool(look.user.has_perm("goals.edit_goal", look.subject))


def lights(look: Look) -> dict[int, GoalStanding]:
    """How all goals of the place stand, because those that serve one count for it; one query."""
    return standings([look.subject.municipality_id], look.today)


def light(look: Look) -> Shape:
    return look.once(lights)[look.subject.pk].light


def measures(look: Look) -> list[Measure]:
    """The measures of the goal with their lights; one query."""
    return list(with_light(look.subject.measures.select_related("funding"), look.today))


def findings(look: Look) -> list[Answering]:
    """The findings the goal answers, as far as the person may read them; one query."""
    return findings_answered(look.subject, look.user)


def finding_station(look: Look) -> Station | None:
    """What the goal goes back to. To who sees only what was released nothing is missing here:
    what was not released is nobody's business."""
    goal, rows = look.subject, look.once(findings)
    if rows:
        first = rows[0].finding
        url = first.get_absolute_url() if len(rows) == 1 else "#befunde"
        return Station(
            _("Finding"), url, count=len(rows), note=f"{first.criterion}: {agreed_words(first)}"
        )
    if not look.user.has_perm("assessment.view_inside", goal.municipality):
        return None
    may = look.user.has_perm("goals.answer_finding", goal.municipality)
    add = reverse("goals:goal_finding", args=[goal.municipality.slug, goal.pk])
    return Station(
        _("Finding"),
        state="missing",
        add_url=add if may else "",
        add_label=_("Link a finding"),
    )


def goal_station(look: Look) -> Station:
    goal: Goal = look.subject
    word = light_word(look.once(light))
    return Station(_("Goal"), goal.get_absolute_url(), note=word, current=True)


def measures_station(look: Look) -> Station:
    goal, rows = look.subject, look.once(measures)
    if rows:
        return Station(_("Measures"), "#massnahmen", count=len(rows), note=lights_in_words(rows))
    add = reverse("goals:measure_add", args=[goal.municipality.slug]) + f"?ziel={goal.pk}"
    return Station(
        _("Measures"),
        state="missing",
        add_url=add if look.once(edits) else "",
        add_label=_("Add the first measure"),
    )


def lights_in_words(rows: list[Measure]) -> str:
    """“1 achieved, 1 delayed”: the two lights one asks for first."""
    lights = [str(getattr(measure, "light", "")) for measure in rows]
    parts = [
        f"{lights.count(kind)} {light_word(kind)}"
        for kind in ("done", "late", "risk", "good", "none")
        if kind in lights
    ]
    return ", ".join(parts[:2])


def decision_station(look: Look) -> Station:
    goal, slug = look.subject, look.subject.municipality.slug
    if goal.adopted_on is None:
        may = look.once(edits) or look.user.has_perm("goals.adopt_goal", goal)
        return Station(
            _("Decision"),
            state="missing",
            add_url=reverse("goals:goal_adopt", args=[slug, goal.pk]) if may else "",
            add_label=_("Record the decision"),
        )
    note = ", ".join(part for part in (str(goal.adopted_by or ""), day(goal.adopted_on)) if part)
    url = ""
    if goal.decision and look.user.has_perm("processes.view_meeting", goal.municipality):
        url = reverse("processes:meeting", args=[slug, goal.decision.meeting_id])
    return Station(_("Decision"), url, count=1, note=note)
