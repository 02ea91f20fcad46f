"""Comments on the pages of goals, measures and meetings, for who reads them from the inside."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from begleitwerk.comments.presenters import VERBS
from begleitwerk.comments.selectors import comments_at, comments_on, decisions_at
from begleitwerk.core.contributions import Look, Panel, Values, panels
from begleitwerk.core.presenters import register_history


def shown(look: Look, comments: Any, offers: list[tuple[str, str]]) -> Values | None:
    """The comments, and where to write one, as far as the person may."""
    if not look.user.has_perm("comments.view_comment", look.subject):
        return None
    may = look.user.has_perm("comments.write_comment", look.subject)
    rows = list(comments)
    if not rows and not may:
        return None
    return {"comments": rows, "offers": offers if may else [], "person": look.user}


def offer(label: str, kind: str, subject: Any) -> tuple[str, str]:
    args = [subject.municipality.slug, kind, subject.pk]
    return label, reverse("comments:comment_add", args=args)


def on_goal(look: Look) -> Values | None:
    offers = [offer(gettext("Comment on this goal"), "ziel", look.subject)]
    return shown(look, comments_on(goal=look.subject), offers)


def on_measure(look: Look) -> Values | None:
    offers = [offer(gettext("Comment on this measure"), "massnahme", look.subject)]
    return shown(look, comments_on(measure=look.subject), offers)


def on_meeting(look: Look) -> Values | None:
    """What was said about a meeting of a municipality and about each of its decisions."""
    if look.subject.municipality is None:
        return None
    offers = [offer(gettext("Comment on this meeting"), "sitzung", look.subject)]
    offers += [
        offer(gettext("Comment on decision %(n)s") % {"n": row.number}, "beschluss", row)
        for row in decisions_at(look.subject)
    ]
    return shown(look, comments_at(look.subject), offers)


register_history(verbs=VERBS)
panels.add(Panel("comments/panels/comments.html", on_goal, place=90), on="goals.goal")
panels.add(Panel("comments/panels/comments.html", on_measure, place=90), on="goals.measure")
panels.add(Panel("comments/panels/comments.html", on_meeting, place=90), on="processes.meeting")
