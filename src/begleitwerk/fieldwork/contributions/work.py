"""What of collections falls due."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.core.contributions import DueLine, DueRow, DueRows, DueScope, Rows
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Collection


def due_starts(scope: DueScope) -> DueRows:
    """Collections in preparation whose first day has come or comes by the day."""
    rows = Collection.objects.filter(
        municipality__workspace__in=scope.workspaces,
        state=CollectionState.DRAFT,
        opens_on__lte=scope.until,
    )
    return DueRows(rows, title="title", on=F("opens_on"))


def start_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("In preparation; nobody can answer before it is opened"),
        verb=_("Open it"),
        url=collection_url(row),
    )


def collection_url(row: DueRow) -> str:
    return reverse("fieldwork:collection", args=[row.slug, row.key])


def own_collections(scope: DueScope) -> Rows:
    """The collections a file of people is about."""
    return Collection.objects.filter(municipality__workspace__in=scope.workspaces)


def people_file(slug: str, subject: int, number: int) -> str:
    return reverse("fieldwork:people_import_report", args=[slug, subject, number])
