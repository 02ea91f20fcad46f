"""Writes of the catalogue: importing a version, and holding it fast once it is used."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue import selectors
from begleitwerk.catalogue.imports import (
    Content,
    Entry,
    Problem,
    Reading,
    read_content,
    read_file,
)
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.presenters import changes_of, differing, head_of, in_words
from begleitwerk.core.imports import Plan, Planned
from begleitwerk.core.imports import Problem as ListProblem
from begleitwerk.core.imports.plans import Changes
from begleitwerk.core.models import Upload
from begleitwerk.core.services import record_event
from begleitwerk.core.services.uploads import Progress

CONTENT_DIR = Path(__file__).parent / "content"


class Outcome(StrEnum):
    """What an import does to a version, or would do in a dry run."""

    NEW = "new"
    REPLACED = "changed"
    UNCHANGED = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class ImportReport:
    """What was read, what is wrong with it, and what happens item by item."""

    outcome: Outcome
    content: Content | None = None
    problems: tuple[Problem, ...] = ()
    rows: tuple[Planned, ...] = ()
    head: Changes = ()  # what differs of the version itself


def import_content(*, by: User | None, text: str, dry_run: bool) -> ImportReport:
    """Read a content file and store it as a version, all or nothing.

    A version already there is left alone when it says the same, replaced while nothing rests on
    it, and refused otherwise. Bad input is reported, never raised. A dry run takes the same way
    and undoes it. `by` is None for the command line.
    """
    return take_in(by=by, reading=read_content(text), dry_run=dry_run)


def take_in(*, by: User | None, reading: Reading, dry_run: bool) -> ImportReport:
    """The same with a file that has been read."""
    if reading.content is None:
        return ImportReport(Outcome.REFUSED, problems=reading.problems)
    try:
        with transaction.atomic():
            report = _import(reading.content, by, dry_run)
            transaction.set_rollback(dry_run)
    except ProtectedError:
        return _refused(reading.content)
    return report


def _import(content: Content, by: User | None, dry_run: bool) -> ImportReport:
    stored = _stored(content)
    if stored and stored.sha256 == content.sha256:
        return ImportReport(Outcome.UNCHANGED, content, rows=_rows(content, content))
    if stored and selectors.used_version_ids([stored]):
        return _refused(content)
    if problems := tuple(_unknown_before(content)):
        return ImportReport(Outcome.REFUSED, content, problems=problems)
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
    head = differing(head_of(before), head_of(content)) if before else ()
    return ImportReport(outcome, content, rows=_rows(content, before), head=head)


def _stored(content: Content) -> ContentVersion | None:
    rows = ContentVersion.objects.select_for_update()
    return rows.filter(kind=content.kind, code=content.code, version=content.version).first()


def _refused(content: Content) -> ImportReport:
    message = _(
        "Version %(version)s is in use and stays as it is. Give your file a new version and a"
        " higher rank, then import it again."
    ) % {"version": content.version}
    return ImportReport(Outcome.REFUSED, content, problems=(Problem("version", message),))


def _unknown_before(content: Content) -> Iterator[Problem]:
    """Items that follow a version or an item the catalogue does not have before this one."""
    earlier = selectors.versions().filter(kind=content.kind, code=content.code)
    known = {
        version.version: {item.key for item in selectors.items_of(version)}
        for version in earlier.filter(rank__lt=content.rank)
    }
    for entry in content.entries():
        follows: Any = entry.extra.get("follows", {})
        version = follows.get("version", "")
        if follows and version not in known:
            message = _(
                "No version %(version)s with a lower rank is in the catalogue. Import it first."
            )
            yield Problem(entry.key, message % {"version": version}, entry.line)
        for key in follows.get("keys", []):
            if version in known and key not in known[version]:
                message = _("Version %(version)s has no item %(key)s. Correct the key.")
                yield Problem(entry.key, message % {"version": version, "key": key}, entry.line)


def _rows(content: Content, before: Content | None) -> tuple[Planned, ...]:
    """What happens to each item; those that go come last."""
    old = {entry.key: entry for entry in before.entries()} if before else {}
    new = {entry.key: entry for entry in content.entries()}

    def action(entry: Entry) -> str:
        if entry.key not in new:
            return "removed"
        if entry.key not in old:
            return "new"
        return "same" if _says(old[entry.key]) == _says(entry) else "changed"

    def planned(entry: Entry, does: str) -> Planned:
        changes = changes_of(old[entry.key], entry) if does == "changed" else ()
        return Planned(entry.line, entry.key, in_words(entry.label), does, changes)

    found = {**new, **{key: entry for key, entry in old.items() if key not in new}}.values()
    return tuple(planned(entry, action(entry)) for entry in found)


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


def read_upload(upload: Upload) -> Reading:
    return read_file(bytes(upload.content), upload.file_name)


def content_plan(upload: Upload, reading: Reading, progress: Progress) -> ContentPlan:
    report = take_in(by=None, reading=reading, dry_run=True)
    problems = [ListProblem(p.line or 0, p.where, p.message, "") for p in report.problems]
    notes = [ListProblem(note.line or 0, note.where, note.message, "") for note in reading.notes]
    if report.content is None or report.outcome is Outcome.REFUSED:
        return ContentPlan(problems=problems, notes=notes, content=report.content)
    title = in_words(report.content.title)
    outcome = report.outcome.value
    version = Planned(0, report.content.version, title, outcome, report.head)
    return ContentPlan(rows=[version, *report.rows], notes=notes, content=report.content)


def write_content(by: User, upload: Upload, plan: ContentPlan) -> None:
    take_in(by=by, reading=Reading(plan.content), dry_run=False)
