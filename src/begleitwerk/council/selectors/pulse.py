"""Where the log of decisions stands for all a paper rests on: moves when anything of it does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.db.models import CharField, DateTimeField, Max, Value
from django.db.models.functions import Concat

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentVersion
from begleitwerk.core.models import AuditEvent
from begleitwerk.council.models import Paper
from begleitwerk.council.selectors.live import with_member_counts
from begleitwerk.processes.models import Process

# What a programme does together with its municipalities, and a paper tells.
SHARED = ("processes.meeting", "processes.decision")
# Whose present names the history of a paper uses.
NAMED = (ContentKind.CONSULTATION_ROLES, ContentKind.CONSULTATION_RESULTS)
PARTICIPATION = "programmes.engagement"
NEWEST = "newest participation"

# A number and a moment: a number alone can come again after a backup was restored.
Mark = tuple[int, datetime | None]


@dataclass(frozen=True)
class Pulse:
    """Marks by what they stand for: kinds of records ("goals.goal") and further facts.

    Equal marks of a kind: no service has changed a record of that kind the paper rests on.
    """

    marks: dict[str, list[Mark]]

    def of(self, *names: str) -> list[Any]:
        """The marks of these apps ("goals") or kinds of records ("goals.goal"), as plain data."""
        return [
            [name, [[number, str(at or "")] for number, at in sorted(marks, key=str)]]
            for name, marks in sorted(self.marks.items())
            if not names or name in names or name.partition(".")[0] in names
        ]


def pulse_of(paper: Paper) -> Pulse:
    """The pulse of a paper that comes with its process: one query.

    Looked at are the logs of the municipality and of the one that leads the process; of the
    programme only what it does with all of them; of other participations only how many there are,
    because that is what a paper tells (counted anew where one has changed anywhere). What happens
    elsewhere moves nothing.
    """
    process = paper.process
    parts = [_around(paper), _contents(), _people(paper)]
    if process is not None:
        parts += [_programme(process), _newest_participation()]
    marks: dict[str, list[Mark]] = {}
    for name, number, at in parts[0].union(*parts[1:], all=True):
        marks.setdefault(name, []).append((number, at))
    if process is not None:
        newest = marks.pop(NEWEST, [])
        marks["programmes.members"] = [(n, None) for n in _member_counts(process, newest)]
        marks["programmes.own"] = [(row.version, None) for row in _own(process)]
    return Pulse(marks)


def _around(paper: Paper) -> Any:
    """The newest events of the municipality and of the one in the lead, by kind of record."""
    spaces = {paper.municipality.workspace_id}
    if paper.process is not None:
        spaces.add(paper.process.municipality.workspace_id)
    return _newest(workspace_id__in=spaces)


def _programme(process: Process) -> Any:
    space = process.engagement.edition.programme.workspace_id
    return _newest(workspace_id=space, subject_type__in=SHARED)


def _newest(**about: Any) -> Any:
    rows = AuditEvent.objects.filter(**about).order_by().values_list("subject_type")
    return rows.annotate(last=Max("number"), latest=Max("at"))


def _newest_participation() -> Any:
    rows = AuditEvent.objects.filter(subject_type=PARTICIPATION).order_by("-number")
    newest = AuditEvent.objects.filter(pk__in=rows.values("pk")[:1]).order_by()
    return newest.values_list(Value(NEWEST), "number", "at")


def _contents() -> Any:
    rows = ContentVersion.objects.filter(kind__in=NAMED).order_by().values_list("kind")
    return rows.annotate(last=Max("pk"), latest=Max("imported_at"))


def _people(paper: Paper) -> Any:
    """What those are called who stand in the paper's history."""
    events = AuditEvent.objects.filter(subject_type="council.paper", subject_id=str(paper.pk))
    rows = User.objects.filter(pk__in=events.order_by().values("actor_id")).order_by()
    called = Concat(
        Value("people."),
        "function",
        Value("|"),
        "name",
        Value("|"),
        "email",
        output_field=CharField(),
    )
    return rows.values_list(called, "pk", Value(None, DateTimeField()))


def _own(process: Process) -> list[Any]:
    engagement = process.engagement
    rows = [engagement, engagement.edition, engagement.edition.programme]
    return [*rows, engagement.theme] if engagement.theme else rows


def _member_counts(process: Process, newest: list[Mark]) -> tuple[int, int]:
    """How many take part, with the same theme and in all; kept until a participation changes."""
    key = f"members-{process.pk}-{newest}".replace(" ", "")
    kept: tuple[int, int] | None = caches["papers"].get(key)
    if kept is None:
        found: Any = with_member_counts(Process.objects.only("pk")).get(pk=process.pk)
        kept = (found.same_theme or 0, found.all_themes or 0)
        caches["papers"].set(key, kept)
    return kept
