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
from begleitwerk.core.contributions import Elsewhere, PaperPart, paper_parts
from begleitwerk.core.models import AuditEvent
from begleitwerk.council.models import Paper
from begleitwerk.council.selectors.moves import shared_kinds
from begleitwerk.processes.models import Process

# Whose present names the history of a paper uses.
NAMED = (ContentKind.CONSULTATION_ROLES, ContentKind.CONSULTATION_RESULTS)
ELSEWHERE = "elsewhere."  # with the kind of the part that tells of others

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

    def under(self, part: PaperPart) -> list[Any]:
        """The marks of all a part of papers is made from."""
        names = (*part.rests_on, *part.reads, "municipalities.municipality")
        return self.of(*names, f"{ELSEWHERE}{part.kind}")


def pulse_of(paper: Paper) -> Pulse:
    """The pulse of a paper that comes with its process: one query.

    Looked at are the logs of the municipality and of the one that leads the process; of the
    programme only what parts of papers share with it; of others only the numbers a part tells of
    them (counted anew where one of those records has changed anywhere). What happens elsewhere
    moves nothing.
    """
    process = paper.process
    asked = [_around(paper), _contents(), _people(paper)]
    if process is not None:
        asked.append(_programme(process))
        asked += [_newest_elsewhere(name, other.kind) for name, other in telling_of_others()]
    marks: dict[str, list[Mark]] = {}
    for name, number, at in asked[0].union(*asked[1:], all=True):
        marks.setdefault(name, []).append((number, at))
    if process is not None:
        for name, other in telling_of_others():
            facts = _facts(other, process, f"{name}-{marks.get(name)}")
            marks[name] = [(number, None) for number in facts]
    return Pulse(marks)


def telling_of_others() -> list[tuple[str, Elsewhere]]:
    """What parts tell of others, each under the name of its marks."""
    parts = paper_parts.on()
    return [(f"{ELSEWHERE}{part.kind}", part.elsewhere) for part in parts if part.elsewhere]


def _around(paper: Paper) -> Any:
    """The newest events of the municipality and of the one in the lead, by kind of record."""
    spaces = {paper.municipality.workspace_id}
    if paper.process is not None:
        spaces.add(paper.process.municipality.workspace_id)
    return _newest(workspace_id__in=spaces)


def _programme(process: Process) -> Any:
    space = process.engagement.edition.programme.workspace_id
    return _newest(workspace_id=space, subject_type__in=shared_kinds())


def _newest(**about: Any) -> Any:
    rows = AuditEvent.objects.filter(**about).order_by().values_list("subject_type")
    return rows.annotate(last=Max("number"), latest=Max("at"))


def _newest_elsewhere(name: str, kind: str) -> Any:
    rows = AuditEvent.objects.filter(subject_type=kind).order_by("-number")
    newest = AuditEvent.objects.filter(pk__in=rows.values("pk")[:1]).order_by()
    return newest.values_list(Value(name), "number", "at")


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


def _facts(other: Elsewhere, process: Process, stamp: str) -> tuple[int, ...]:
    """The numbers a part tells of others; kept until one of those records changes."""
    key = f"{process.pk}-{stamp}".replace(" ", "")
    kept: tuple[int, ...] | None = caches["papers"].get(key)
    if kept is None:
        kept = other.facts(process)
        caches["papers"].set(key, kept)
    return kept
