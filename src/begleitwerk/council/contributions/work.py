"""Papers that wait, and papers one searches for."""

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import DueLine, DueRow, DueRows, DueScope, Hit
from begleitwerk.core.selectors import holding_all
from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import Paper
from begleitwerk.council.selectors import visible_to


def due_papers(scope: DueScope, state: PaperState) -> DueRows:
    """Papers of a state by the first session of their route."""
    rows = Paper.objects.filter(municipality__workspace__in=scope.workspaces, state=state)
    first = rows.annotate(session=Min("steps__on")).filter(session__lte=scope.until)
    return DueRows(first, title="title", note="reference", on="session")


def due_drafts(scope: DueScope) -> DueRows:
    return due_papers(scope, PaperState.DRAFT)


def due_reviews(scope: DueScope) -> DueRows:
    return due_papers(scope, PaperState.REVIEW)


def draft_line(row: DueRow) -> DueLine:
    return row.line(
        what=f"{row.note} {row.title}".strip(),
        why=_("Draft, first session on this day"),
        verb=_("Open paper"),
        url=reverse("council:paper", args=[row.slug, row.key]),
    )


def review_line(row: DueRow) -> DueLine:
    return row.line(
        what=f"{row.note} {row.title}".strip(),
        why=_("Paper waits for your release"),
        verb=_("Check and release"),
        url=reverse("council:paper", args=[row.slug, row.key]),
    )


def paper_hits(user: User, query: str, most: int) -> list[Hit]:
    rows = visible_to(user).filter(holding_all(query, "title", "reference", "summary"))
    return [
        Hit(
            f"{row.reference} {row.title}".strip(),
            f"{row.municipality}, {row.get_state_display()}",
            reverse("council:paper", args=[row.municipality.slug, row.pk]),
        )
        for row in rows.select_related("municipality__workspace")[:most]
    ]
