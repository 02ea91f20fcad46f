"""Files of a person that were looked at and wait for her: a kind of thing that falls due.

due.add(Due("measures_file", (P.GOALS_EDIT,), rows=waiting_files(KIND, subjects), line=line))
"""

from collections.abc import Callable

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.core.contributions import DueLine, DueRow, DueRows, DueScope, Rows
from begleitwerk.core.enums import JobState, UploadState
from begleitwerk.core.models import Job, Upload

WHY = {
    UploadState.READY: lambda: _("The file is checked. Nothing is written yet"),
    UploadState.FAULTY: lambda: _("The file needs corrections. Nothing is written"),
    UploadState.RECEIVED: lambda: _("The file is read. Its columns are to be assigned"),
}


def waiting_files(kind: str, subjects: Callable[[DueScope], Rows]) -> Callable[[DueScope], DueRows]:
    """Of the records `subjects` gives, by key: files of who looks, until they run out."""

    def rows(scope: DueScope) -> DueRows:
        read = Job.objects.filter(state=JobState.DONE).values("pk")
        to_do = Q(report__is_idle=False) | Q(report__is_idle__isnull=True)
        own = Upload.objects.filter(
            to_do,
            kind=kind,
            owner_id=scope.person,
            subject_id__in=subjects(scope).values("pk"),
            state__in=list(WHY),
            job_id__in=read,
            expires_at__gt=timezone.now(),
        )
        about = Cast("subject_id", CharField())
        told = own.annotate(told=Concat(about, Value(":"), "state", output_field=CharField()))
        return DueRows(told, title="file_name", note="told", on=TruncDate("expires_at"))

    return rows


def file_line(url: Callable[[str, int, int], str]) -> Callable[[DueRow], DueLine]:
    """`url` gives the report of a file: of the place, the record it is about, and its number."""

    def line(row: DueRow) -> DueLine:
        subject, _colon, state = row.note.partition(":")
        return row.line(
            why=WHY[UploadState(state)](),
            verb=_("Open the report"),
            url=url(row.slug, int(subject), row.key),
        )

    return line
