"""Writes of the catalogue: importing a version, and holding it fast once it is used."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue import selectors
from begleitwerk.catalogue.imports import Content, Entry, Problem, read_content
from begleitwerk.catalogue.models import ContentItem, ContentVersion, reads_english
from begleitwerk.core.imports import Plan, Planned
from begleitwerk.core.imports import Problem as ListProblem
from begleitwerk.core.models import Upload
from begleitwerk.core.services import record_event
from begleitwerk.core.services.uploads import Progress

CONTENT_DIR = Path(__file__).parent / "content"


class Outcome(Enum):
    """What an import does, or would do in a dry run."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Change(Enum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"


@dataclass(frozen=True)
class ReportRow:
    """What happens to one item."""

    key: str
    label_de: str
    label_en: str
    change: Change

    @property
    def label(self) -> str:
        return self.label_en if reads_english() else self.label_de


@dataclass(frozen=True)
class ImportReport:
    """What was read, what is wrong with it, and what happens item by item."""

    outcome: Outcome
    dry_run: bool
    content: Content | None = None
    problems: tuple[Problem, ...] = ()
    rows: tuple[ReportRow, ...] = ()
    version: ContentVersion | None = None

    @property
    def counts(self) -> dict[Change, int]:
        changes = [row.change for row in self.rows]
        return {change: changes.count(change) for change in Change}


def import_content(*, by: User | None, text: str, dry_run: bool) -> ImportReport:
    """Read a content file and store it as a version, all or nothing.

    A version already there is left alone when it says the same, replaced while nothing rests on
    it, and refused otherwise. Bad input is reported, never raised. A dry run takes the same way
    and undoes it. `by` is None for the command line.
    """
    reading = read_content(text)
    if reading.content is None:
        return ImportReport(Outcome.REFUSED, dry_run, problems=reading.problems)
    try:
        with transaction.atomic():
            report = _import(reading.content, by, dry_run)
            transaction.set_rollback(dry_run)
    except ProtectedError:
        return _refused(reading.content, dry_run)
    return report


def _import(content: Content, by: User | None, dry_run: bool) -> ImportReport:
    stored = _stored(content)
    if stored and stored.sha256 == content.sha256:
        rows = tuple(_rows(content, content))
        return ImportReport(Outcome.UNCHANGED, dry_run, content, rows=rows, version=stored)
    if stored and selectors.used_version_ids([stored]):
        return _refused(content, dry_run)
    before = selectors.content_of(stored) if stored else None
    version = _write(content, stored, by)
    if not dry_run:
        record_event(
            by=by,
            verb="catalogue.imported",
            subject=version,
            before={"sha256": stored.sha256} if stored else {},
            after={"sha256": content.sha256, "version": content.version, "rank": content.rank},
        )
    outcome = Outcome.REPLACED if stored else Outcome.NEW
    return ImportReport(
        outcome, dry_run, content, rows=tuple(_rows(content, before)), version=version
    )


def _stored(content: Content) -> ContentVersion | None:
    rows = ContentVersion.objects.select_for_update()
    return rows.filter(kind=content.kind, code=content.code, version=content.version).first()


def _refused(content: Content, dry_run: bool) -> ImportReport:
    message = _(
        "Version %(version)s is in use and stays as it is. Give your file a new version and a"
        " higher rank, then import it again."
    ) % {"version": content.version}
    return ImportReport(Outcome.REFUSED, dry_run, content, problems=(Problem("version", message),))


def _rows(content: Content, before: Content | None) -> Iterator[ReportRow]:
    old = {entry.key: entry for entry in before.entries()} if before else {}
    new = {entry.key: entry for entry in content.entries()}
    gone = [entry for key, entry in old.items() if key not in new]
    for entry in [*new.values(), *gone]:
        if entry.key not in new:
            change = Change.REMOVED
        elif entry.key not in old:
            change = Change.ADDED
        else:
            change = Change.SAME if _says(old[entry.key]) == _says(entry) else Change.CHANGED
        yield ReportRow(entry.key, entry.label.de, entry.label.en, change)


def _says(entry: Entry) -> tuple[Any, ...]:
    return entry.label, entry.text, entry.extra, [child.key for child in entry.children]


def _write(content: Content, stored: ContentVersion | None, by: User | None) -> ContentVersion:
    version = stored or ContentVersion()
    _fill_version(version, content, by.pk if by else None)
    version.save()
    _write_items(ContentItem, version, content)
    return version


def _fill_version(version: Any, content: Content, imported_by_id: int | None) -> None:
    version.kind, version.code, version.version = content.kind.value, content.code, content.version
    version.rank, version.sha256 = content.rank, content.sha256
    version.title_de, version.title_en = content.title.de, content.title.en
    version.source_de, version.source_en = content.source.de, content.source.en
    version.imported_at, version.imported_by_id = timezone.now(), imported_by_id


def _write_items(item_model: Any, version: Any, content: Content) -> None:
    """Items keep their row as long as they keep their key."""
    known = {item.key: item for item in item_model.objects.filter(version=version)}
    position = 0

    def write(entry: Entry, parent: Any) -> None:
        nonlocal position
        position += 1
        item = known.pop(entry.key, None) or item_model(version=version, key=entry.key)
        item.parent, item.position, item.extra = parent, position, entry.extra
        item.label_de, item.label_en = entry.label.de, entry.label.en
        item.text_de, item.text_en = entry.text.de, entry.text.en
        item.save()
        for child in entry.children:
            write(child, item)

    for entry in content.items:
        write(entry, None)
    item_model.objects.filter(pk__in=[item.pk for item in known.values()]).delete()


def mark_in_use(*, version: ContentVersion) -> None:
    """Hold a version fast from now on; called in the transaction of whatever rests on it."""
    rows = ContentVersion.objects.filter(pk=version.pk, in_use_since__isnull=True)
    rows.update(in_use_since=timezone.now())


def shipped_contents() -> Iterator[Content]:
    """The content files that come with the product; raises ImproperlyConfigured on a bad one."""
    for path in sorted(CONTENT_DIR.glob("*/*.toml")):
        reading = read_content(path.read_text(encoding="utf-8"))
        if reading.content is None:
            raise ImproperlyConfigured(f"{path.name}: {reading.problems[0]}")
        yield reading.content


def load_shipped_content(version_model: Any = ContentVersion, item_model: Any = ContentItem) -> int:
    """Store shipped versions that are missing; returns how many.

    What is already there stays, changed or not: an operator may have replaced it. Takes the
    historical models of a migration as well, and therefore neither audits nor translates.
    """
    loaded = 0
    with transaction.atomic():
        for content in shipped_contents():
            place = {"kind": content.kind.value, "code": content.code, "version": content.version}
            if not version_model.objects.filter(**place).exists():
                version = version_model()
                _fill_version(version, content, None)
                version.save()
                _write_items(item_model, version, content)
                loaded += 1
    return loaded


# --- From a file --------------------------------------------------------------------------------

CONTENT_UPLOAD = "catalogue.content"
ACTIONS = {
    Change.ADDED: "new",
    Change.CHANGED: "changed",
    Change.REMOVED: "removed",
    Change.SAME: "same",
}
OUTCOMES = {Outcome.NEW: "new", Outcome.REPLACED: "changed", Outcome.UNCHANGED: "same"}


@dataclass
class ContentPlan(Plan):
    """What a content file would do: the version first, then each item."""

    content: Content | None = None

    def report(self) -> dict[str, Any]:
        words = {}
        if self.content:
            kind, code, version = self.content.kind, self.content.code, self.content.version
            words = {"kind": kind.value, "code": code, "version": version}
        return {**super().report(), "content": words}


def content_plan(upload: Upload, progress: Progress) -> ContentPlan:
    report = import_content(by=None, text=bytes(upload.content).decode(), dry_run=True)
    problems = [ListProblem(p.line or 0, p.where, p.message, "") for p in report.problems]
    if report.content is None or report.outcome is Outcome.REFUSED:
        return ContentPlan(problems=problems, content=report.content)
    title = report.content.title.en if reads_english() else report.content.title.de
    rows = [Planned(0, row.key, row.label, ACTIONS[row.change]) for row in report.rows]
    version = Planned(0, report.content.version, title, OUTCOMES[report.outcome])
    return ContentPlan(rows=[version, *rows], content=report.content)


def write_content(by: User, upload: Upload, plan: ContentPlan) -> None:
    import_content(by=by, text=bytes(upload.content).decode(), dry_run=False)
