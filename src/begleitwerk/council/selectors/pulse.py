"""Where the log of decisions stands for all a paper rests on: moves when anything of it does."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery

from begleitwerk.core.models import AuditEvent
from begleitwerk.council.models import Paper
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models import Programme

Pulse = tuple[tuple[str | None, ...], ...]


def pulse_of(paper: Paper) -> Pulse:
    """The digests of the newest events that could concern what a paper says, in one query.

    As long as the pulse is the same, no service has changed anything a paper rests on. Looked at
    are the logs of the municipality, of the one that leads the process, of the workspaces around
    it and of the programme; what belongs to no workspace (catalogue, accounts); and every
    participation anywhere, because a paper counts the other municipalities. Digests and not
    numbers: a number can come again after a backup was restored, a digest cannot.
    """
    rows = Workspace.objects.filter(pk__in=_around(paper)).order_by("pk")
    return tuple(
        rows.values_list(
            _newest(workspace_id=OuterRef("pk")),
            _newest(workspace_id=None),
            _newest(subject_type="programmes.engagement"),
        )
    )


def _newest(**about: Any) -> Subquery:
    events = AuditEvent.objects.filter(**about).order_by("-number")
    return Subquery(events.values("digest")[:1])


def _around(paper: Paper) -> Any:
    places = {paper.municipality_id}
    programmes = Programme.objects.none()
    if paper.process:
        places.add(paper.process.municipality_id)
        programmes = Programme.objects.filter(editions__engagements=paper.process.engagement_id)
    near = Q(municipality__in=places) | Q(children__municipality__in=places)
    near |= Q(pk__in=programmes.values("workspace"))
    return Workspace.objects.filter(near).values("pk")
