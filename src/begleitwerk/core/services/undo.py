"""Taking a written import back as a whole, as long as nothing rests on it.

What an import wrote is kept with it: of each record the values it replaced, and a digest of what
stood there afterwards. Later edits show by that digest, later imports by what they kept. What else
rests on it an app says itself (`UndoKind.hinders`), or says one above it (`register_rests`).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import CharField, Count, Value
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from begleitwerk.core.imports import Plan
from begleitwerk.core.models import Upload, Versioned, WrittenImport
from begleitwerk.core.services.audit import Actor, plain, record_event
from begleitwerk.core.services.errors import Refused

BATCH = 200
MOST_NAMED = 100  # rows whose keys are named one by one in a query
NOT_COMPARED = ("version", "imported_at")  # told by themselves, whoever writes


@dataclass(frozen=True)
class Hindrance:
    """What rests on an import, in words, and where it is to be seen."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class UndoKind:
    """How imports of a kind are taken back.

    `page` is where that is done, `subject` the record whose log tells it, `lock` holds what will
    be written. `hinders` is what the app itself knows to rest on it; `restored` and `forget` do
    what else belongs to records restored and removed.
    """

    page: Callable[[WrittenImport], str]
    subject: Callable[[WrittenImport], models.Model] = lambda written: written
    lock: Callable[[WrittenImport], object] = lambda _written: None
    hinders: Callable[[WrittenImport], Iterable[Hindrance]] = lambda _written: ()
    restored: Callable[[Sequence[Any]], None] = lambda _records: None
    forget: Callable[[Sequence[Any]], None] | None = None


@dataclass(frozen=True)
class Undoing:
    """What taking back would do: rows removed and restored, and what hinders it."""

    removed: int
    restored: int
    names: tuple[str, ...]
    hindrances: tuple[Hindrance, ...] = field(default=())


undo_kinds: dict[str, UndoKind] = {}
rests: dict[str, list[Callable[[WrittenImport], Iterable[Hindrance]]]] = {}


def register_undo(kind: str, how: UndoKind) -> None:
    """Called at start, in an app's `contributions`."""
    undo_kinds[kind] = how


def register_rests(kind: str, of: Callable[[WrittenImport], Iterable[Hindrance]]) -> None:
    """Other apps say what of theirs rests on an import of this kind."""
    rests.setdefault(kind, []).append(of)


# --- What is kept -------------------------------------------------------------------------------


def raw(record: models.Model) -> dict[str, Any]:
    """The columns of a record as JSON holds them, without those that change by themselves."""
    columns = (one for one in record._meta.concrete_fields if not one.primary_key)
    return {
        one.attname: plain(getattr(record, one.attname))
        for one in columns
        if one.name not in NOT_COMPARED
    }


def digest(values: Mapping[str, Any]) -> str:
    """The same for values that are equal however a database writes them (1.0, 1)."""
    text = json.dumps(whole(values), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def whole(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: whole(part) for key, part in value.items()}
    if isinstance(value, list):
        return [whole(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def touching(plan: Plan, record: models.Model) -> None:
    """Called before a plan changes a record that is there."""
    plan.old[record._meta.label_lower, record.pk] = raw(record)


def keep_import(*, by: Actor | None, upload: Upload, plan: Plan) -> WrittenImport | None:
    """Keep what an import wrote, in the transaction that wrote it; None where it wrote nothing."""
    if upload.kind not in undo_kinds or not plan.written:
        return None
    tables: dict[str, dict[str, Any]] = {}
    for record in plan.written:
        tables.setdefault(record._meta.label_lower, {})[str(record.pk)] = None
    for table, rows in tables.items():
        for record in stored(table, map(int, rows)):
            now, old = raw(record), plan.old.get((table, record.pk))
            before = {name: old[name] for name in old if old[name] != now[name]} if old else None
            rows[str(record.pk)] = {"name": str(record), "before": before, "after": digest(now)}
    return WrittenImport.objects.create(
        kind=upload.kind,
        subject_id=upload.subject_id,
        file_name=upload.file_name,
        sha256=upload.sha256,
        written_at=timezone.now(),
        by_id=by.pk if by else None,
        counts=plan.counts(),
        rows=tables,
    )


def stored(table: str, pks: Iterable[int], *, locked: bool = False) -> Iterator[Any]:
    """The records as they stand, some at a time."""
    model, keys = apps.get_model(table), sorted(pks)
    rows = model._default_manager.select_for_update() if locked else model._default_manager.all()
    for start in range(0, len(keys), BATCH):
        yield from rows.filter(pk__in=keys[start : start + BATCH]).order_by("pk")


# --- What hinders -------------------------------------------------------------------------------


def undoing(written: WrittenImport) -> Undoing:
    """What taking it back would do now."""
    rows = [row for table in written.rows.values() for row in table.values()]
    new = sum(row["before"] is None for row in rows)
    return Undoing(
        removed=new,
        restored=len(rows) - new,
        names=tuple(row["name"] for row in rows),
        hindrances=tuple(dict.fromkeys(hindrances(written))),
    )


def hindrances(written: WrittenImport) -> Iterator[Hindrance]:
    if not written.rows:
        yield Hindrance(_("What it replaced is no longer kept: its time is over."))
        return
    later, told = later_imports(written), set[tuple[str, str]]()
    for other in later:
        both = [
            (table, pk)
            for table, rows in other.rows.items()
            for pk in rows
            if pk in written.rows.get(table, {})
        ]
        if both:
            told.update(both)
            yield Hindrance(
                _("“%(file)s” was imported afterwards and changed the same rows.")
                % {"file": other.file_name},
                page_of(other),
            )
    yield from edited(written, told)
    yield from pointed_at(written)
    kind = undo_kinds[written.kind]
    for of in (kind.hinders, *rests.get(written.kind, ())):
        yield from of(written)


def page_of(written: WrittenImport) -> str:
    return undo_kinds[written.kind].page(written)


def later_imports(written: WrittenImport) -> list[WrittenImport]:
    """Of the same kind and subject, not taken back; the last first, as they have to be."""
    same = WrittenImport.objects.filter(kind=written.kind, subject_id=written.subject_id)
    return list(same.filter(pk__gt=written.pk, undone_at=None).order_by("-pk"))


def edited(written: WrittenImport, told: set[tuple[str, str]]) -> Iterator[Hindrance]:
    """Records that no longer say what the import wrote, or are gone."""
    for table, rows in written.rows.items():
        there = {str(record.pk): record for record in stored(table, map(int, rows))}
        for pk, row in rows.items():
            if (table, pk) in told:
                continue
            if pk not in there:
                yield Hindrance(_("%(name)s was removed afterwards.") % {"name": row["name"]})
            elif digest(raw(there[pk])) != row["after"]:
                words = _("%(name)s was changed afterwards.") % {"name": row["name"]}
                yield Hindrance(words, url_of(there[pk]))


def url_of(record: Any) -> str:
    return str(record.get_absolute_url()) if hasattr(record, "get_absolute_url") else ""


def pointed_at(written: WrittenImport) -> Iterator[Hindrance]:
    """Records of other tables that belong to those the import added, in one query per table."""
    for table, rows in written.rows.items():
        new = [int(pk) for pk, row in rows.items() if row["before"] is None]
        if new:
            yield from belongings(apps.get_model(table), new, set(written.rows))


def belongings(
    model: type[models.Model], keys: Sequence[int], own: set[str]
) -> Iterator[Hindrance]:
    """How many records of which tables point at these; `own` tables are told as edits."""
    counted, labels = [], {}
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        other: Any = relation.related_model
        if other._meta.label_lower in own:
            continue
        labels[other._meta.label_lower] = label_of(other)
        rows = other._default_manager.filter(among(relation.field.attname, keys)).order_by()
        named = rows.annotate(told=Value(other._meta.label_lower, output_field=CharField()))
        counted.append(
            named.values("told").annotate(number=Count("pk")).values_list("told", "number")
        )
    if not counted:
        return
    first, *more = counted
    for label, number in first.union(*more, all=True) if more else first:
        words = _("Something else belongs to what it added: %(what)s (%(number)d).")
        if number:
            yield Hindrance(words % {"what": capfirst(labels[label]), "number": number})


def label_of(model: Any) -> str:
    """A table as the record of processing calls it."""
    return str(model.processing.label if hasattr(model, "processing") else model._meta.verbose_name)


def among(name: str, keys: Sequence[int]) -> models.Q:
    """Rows added at once have neighbouring keys: a query names ten thousand by first and last."""
    if len(keys) <= MOST_NAMED:
        return models.Q(**{f"{name}__in": keys})
    return models.Q(**{f"{name}__gte": min(keys), f"{name}__lte": max(keys)})


# --- Taking back --------------------------------------------------------------------------------


def undo_import(*, by: Actor | None, written: WrittenImport, reason: str) -> Undoing:
    """Restore what stood there before, and remove what was added, all of it.

    Raises Refused where it was taken back already, where anything rests on it, and where what stood
    there before does not fit what stands beside it now.
    """
    try:
        with transaction.atomic():
            return write_back(by, written, reason)
    except IntegrityError as error:
        raise Refused(
            _(
                "What stood there before does not fit what was entered since: another row has its"
                " key now, or a row it belongs to is gone. Correct single values by a new import."
            )
        ) from error


def write_back(by: Actor | None, written: WrittenImport, reason: str) -> Undoing:
    """In the transaction of `undo_import`; whoever edits one of its rows waits or came first."""
    kind = undo_kinds[written.kind]
    written = WrittenImport.objects.select_for_update().get(pk=written.pk)
    if written.undone_at is not None:
        raise Refused(_("This import was taken back already."))
    kind.lock(written)
    for table, rows in written.rows.items():
        list(stored(table, map(int, rows), locked=True))
    found = undoing(written)
    if found.hindrances:
        raise Refused(found.hindrances[0].words)
    for table, rows in written.rows.items():
        restore(kind, table, rows)
    tables = [apps.get_model(table)._meta.db_table for table in written.rows]
    connection.check_constraints(table_names=tables)  # now, not only when all is written
    written.undone_at, written.undone_by_id = timezone.now(), by.pk if by else None
    written.reason, written.rows = reason.strip(), {}
    written.save(update_fields=["undone_at", "undone_by_id", "reason", "rows"])
    record_event(
        by=by,
        verb="core.import_undone",
        subject=kind.subject(written),
        reason=reason,
        after={
            "file": written.file_name,
            "sha256": written.sha256,
            "removed": found.removed,
            "restored": found.restored,
        },
    )
    return found


def restore(kind: UndoKind, table: str, rows: Mapping[str, Any]) -> None:
    model = apps.get_model(table)
    old = {int(pk): row["before"] for pk, row in rows.items() if row["before"] is not None}
    records = list(stored(table, old, locked=True))
    for record in records:
        for name, value in old[record.pk].items():
            setattr(record, name, model._meta.get_field(name).to_python(value))
        if isinstance(record, Versioned):
            record.version += 1
    columns = sorted({name for values in old.values() for name in values})
    names = [model._meta.get_field(name).name for name in columns]
    names += ["version"] if names and issubclass(model, Versioned) else []
    if names:
        model._default_manager.bulk_update(records, names, BATCH)
    kind.restored(records)
    new = [int(pk) for pk, row in rows.items() if row["before"] is None]
    if kind.forget:
        kind.forget(list(stored(table, new)))
    else:
        model._default_manager.filter(pk__in=new).delete()
