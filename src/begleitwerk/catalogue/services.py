"""Writes of the catalogue: importing a version, and holding it fast once it is used."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue import selectors
from begleitwerk.catalogue.imports import Bilingual, Content, Entry, Problem, Reading, read_content
from begleitwerk.catalogue.models import ContentItem, ContentVersion, reads_english
from begleitwerk.core.imports import Plan, Planned
from begleitwerk.core.imports import Problem as ListProblem
from begleitwerk.core.imports.plans import Changes
from begleitwerk.core.models import Upload
from begleitwerk.core.services import record_event
from begleitwerk.core.services.uploads import Progress

SHOWN_WORDS = 300  # of an old or a new value in a report
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
    head = _differing(_head(before), _head(content)) if before else ()
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

    found = {**new, **{key: entry for key, entry in old.items() if key not in new}}.values()
    return tuple(
        Planned(0, entry.key, _words(entry.label), does, _changes(old[entry.key], entry))
        if (does := action(entry)) == "changed"
        else Planned(0, entry.key, _words(entry.label), does)
        for entry in found
    )


def _changes(old: Entry, new: Entry) -> Changes:
    """What an item says anew: name and text in each language, further fields, what is below."""
    return _differing(_told(old), _told(new))


def _told(entry: Entry) -> dict[str, str]:
    extra = {name: json.dumps(value, ensure_ascii=False) for name, value in entry.extra.items()}
    below = ", ".join(child.key for child in entry.children)
    return {
        _("Name (German)"): entry.label.de,
        _("Name (English)"): entry.label.en,
        _("Text (German)"): entry.text.de,
        _("Text (English)"): entry.text.en,
        **extra,
        **({_("Items below it"): below} if below else {}),
    }


def _head(content: Content) -> dict[str, str]:
    return {
        _("Title (German)"): content.title.de,
        _("Title (English)"): content.title.en,
        _("Source (German)"): content.source.de,
        _("Source (English)"): content.source.en,
        _("Rank"): str(content.rank),
    }


def _differing(before: dict[str, str], after: dict[str, str]) -> Changes:
    return tuple(
        (name, *_shortened(before.get(name, "–"), after.get(name, "–")))
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    )


def _shortened(old: str, new: str) -> tuple[str, str]:
    """Two long texts from shortly before the place where they begin to differ."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(same - SHOWN_WORDS // 4, 0) if max(len(old), len(new)) > SHOWN_WORDS else 0
    lead = "…" if start else ""
    cut_old, cut_new = (Truncator(lead + text[start:]).chars(SHOWN_WORDS) for text in (old, new))
    return cut_old, cut_new


def _words(pair: Bilingual) -> str:
    return pair.en if reads_english() else pair.de


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
    return read_content(bytes(upload.content).decode(), is_received=True)


def content_plan(upload: Upload, reading: Reading, progress: Progress) -> ContentPlan:
    report = take_in(by=None, reading=reading, dry_run=True)
    problems = [ListProblem(p.line or 0, p.where, p.message, "") for p in report.problems]
    if report.content is None or report.outcome is Outcome.REFUSED:
        return ContentPlan(problems=problems, content=report.content)
    title = _words(report.content.title)
    outcome = report.outcome.value
    version = Planned(0, report.content.version, title, outcome, report.head)
    return ContentPlan(rows=[version, *report.rows], content=report.content)


def write_content(by: User, upload: Upload, plan: ContentPlan) -> None:
    take_in(by=by, reading=Reading(plan.content), dry_run=False)
