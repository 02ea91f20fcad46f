"""The papers that reported a goal: a station of its thread, and a list on its page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.core.contributions import Look, Station, Values
from begleitwerk.council.models import Paper
from begleitwerk.council.selectors import papers_reporting, reads_all_papers


def papers(look: Look) -> list[Paper]:
    return papers_reporting(look.subject, look.user)


def papers_station(look: Look) -> Station | None:
    """Never missing to those who do not read all papers: there may be one closed to them."""
    goal, rows = look.subject, look.once(papers)
    slug = goal.municipality.slug
    if not rows and not reads_all_papers(look.user, goal.municipality):
        return None
    if not rows:
        may = look.user.has_perm("council.edit_paper", goal.municipality)
        return Station(
            _("Council paper"),
            state="missing",
            add_url=reverse("council:paper_new", args=[slug]) if may else "",
            add_label=_("Begin a paper"),
        )
    latest = rows[0]
    url = reverse("council:paper", args=[slug, latest.pk]) if len(rows) == 1 else "#vorlagen"
    note = f"{latest.reference or latest.title}, {latest.get_state_display()}"
    label = ngettext("Council paper", "Council papers", len(rows))
    return Station(label, url, count=len(rows), note=note)


def papers_panel(look: Look) -> Values | None:
    rows = look.once(papers)
    return {"papers": rows} if rows else None
