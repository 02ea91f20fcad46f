"""What of a process falls due, and meetings one searches for."""

from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import DueLine, DueRow, DueRows, DueScope, Hit
from begleitwerk.core.selectors import holding_all
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.selectors import ahead, open_phases, unrecorded_meetings, visible_to


def due_meetings(scope: DueScope) -> DueRows:
    """Meetings ahead, until the day."""
    rows = Meeting.objects.filter(
        ahead(scope.today), municipality__workspace__in=scope.workspaces, on__lte=scope.until
    )
    return DueRows(rows, title="title", note="place", on="on")


def meeting_line(row: DueRow) -> DueLine:
    return row.line(
        why=row.note or _("Meeting"),
        verb=_("Open meeting"),
        url=reverse("processes:meeting", args=[row.slug, row.key]),
    )


def unrecorded(scope: DueScope) -> DueRows:
    """Meetings that are over and wait for their result."""
    rows = unrecorded_meetings(scope.today)
    rows = rows.filter(municipality__workspace__in=scope.workspaces)
    return DueRows(rows, title="title", note="place", on="on")


def unrecorded_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("The result is not recorded yet"),
        verb=_("Record result"),
        url=reverse("processes:meeting_hold", args=[row.slug, row.key]),
    )


def due_phases(scope: DueScope) -> DueRows:
    """Phases that should be over by the day and are not closed."""
    rows = open_phases().filter(
        municipality__workspace__in=scope.workspaces, planned_end__lte=scope.until
    )
    return DueRows(rows, title="name", on="planned_end")


def phase_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("The phase ends. Close it or shift its dates."),
        verb=_("Shift phase"),
        url=reverse("processes:phase_shift", args=[row.slug, row.key]),
    )


def meeting_hits(user: User, query: str, most: int) -> list[Hit]:
    rows = visible_to(user).filter(
        holding_all(query, "title", "summary", "place"), municipality__isnull=False
    )
    return [
        Hit(
            row.title,
            str(row.municipality),
            reverse("processes:meeting", args=[row.municipality.slug, row.pk]),
        )
        for row in rows.select_related("municipality__workspace")[:most]
        if row.municipality is not None
    ]
