"""Backup and restore: database, files and seals in one folder, each with its checksum.

    begleitwerk-20261130-212400/
      manifest.json      what is in here, with size and SHA-256; what it was made of
      database.sqlite3   or database.pgdump (format "custom" of pg_dump)
      files/…            the stored files
      seals.jsonl        the seals of the audit chain, and seal_key.pub

The database is taken first: a file that comes in between is one too many, never one too few.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from begleitwerk.core.management.backups import postgres, sqlite

FORMAT = "begleitwerk backup 1"
MANIFEST = "manifest.json"
STORES = {"sqlite": sqlite, "postgresql": postgres}
PREFIX = "begleitwerk-"


@dataclass(frozen=True)
class Part:
    """A file of the backup."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `database` is "sqlite" or "postgresql"."""

    made_at: str
    begleitwerk: str
    database: str
    server: int  # major version of PostgreSQL, 0 for SQLite
    migrations: list[str]
    head: dict[str, Any]  # number and digest of the last event
    parts: dict[str, Part]


# --- Making one -----------------------------------------------------------------------------------


def make_backup(target: Path) -> Path:
    """A new folder below `target`, complete or not there at all."""
    now = datetime.now(UTC)
    folder = target / f"{PREFIX}{now:%Y%m%d-%H%M%S}"
    unfinished = folder.with_name(f".{folder.name}.part")
    if folder.exists():
        raise CommandError(f"{folder} is there already. Wait a second.")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True)
        unfinished.chmod(0o700)
        store = STORES[connection.vendor]
        taken = store.dump(unfinished)
        copy_tree(Path(settings.MEDIA_ROOT), unfinished / "files")
        for name, path in seal_files().items():
            if path.exists():
                shutil.copy2(path, unfinished / name)
        manifest = Manifest(
            made_at=now.isoformat(timespec="seconds"),
            begleitwerk=version("begleitwerk"),
            database=connection.vendor,
            server=taken.server,
            migrations=taken.migrations,
            head=taken.head,
            parts={name: part_of(path) for name, path in parts_in(unfinished)},
        )
        text = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, sort_keys=True)
        (unfinished / MANIFEST).write_text(text + "\n", encoding="utf-8")
        settle(unfinished)
        unfinished.rename(folder)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise CommandError(f"The backup was not made: {error}") from error
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return folder


def seal_files() -> dict[str, Path]:
    return {
        "seals.jsonl": Path(settings.SEAL_LOG_PATH),
        "seal_key.pub": Path(f"{settings.SEAL_KEY_PATH}.pub"),
    }


def copy_tree(source: Path, target: Path) -> None:
    """Every file below, whatever goes meanwhile."""
    target.mkdir(parents=True)
    for path in sorted(source.rglob("*")):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copy2(path, copy)
            except FileNotFoundError:
                copy.unlink(missing_ok=True)


def parts_in(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / MANIFEST:
            yield path.relative_to(folder).as_posix(), path


def part_of(path: Path) -> Part:
    with path.open("rb") as file:
        return Part(path.stat().st_size, file_digest(file, "sha256").hexdigest())


def settle(folder: Path) -> None:
    """On the disk, not only on its way there."""
    for path in [*folder.rglob("*"), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_old(target: Path, keep: int) -> list[Path]:
    """All backups below `target` but the newest `keep`."""
    made = sorted(path for path in target.glob(f"{PREFIX}*") if (path / MANIFEST).exists())
    old = made[: max(0, len(made) - keep)]
    for folder in old:
        shutil.rmtree(folder)
    return old


# --- Reading one ----------------------------------------------------------------------------------


def read_backup(folder: Path) -> Manifest:
    """The manifest, after every part was compared with it. Raises CommandError."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if said.pop("format") != FORMAT:
            raise CommandError(f"{folder} is a backup of another format.")
        parts = {name: Part(**part) for name, part in said.pop("parts").items()}
        manifest = Manifest(**said, parts=parts)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{folder} is no backup: {error}") from error
    found = {name: part_of(path) for name, path in parts_in(folder)}
    wrong = sorted(
        name for name in parts.keys() | found.keys() if parts.get(name) != found.get(name)
    )
    if wrong:
        listed = "\n".join(f"  {name}: {what(name, parts, found)}" for name in wrong)
        raise CommandError(f"This backup is damaged, nothing was changed:\n{listed}")
    return manifest


def what(name: str, parts: dict[str, Part], found: dict[str, Part]) -> str:
    if name not in found:
        return "is missing"
    return "was changed" if name in parts else "does not belong to it"


# --- Putting one back -----------------------------------------------------------------------------


def restore_backup(folder: Path, *, force: bool, tell: Callable[[str], None]) -> Manifest:
    """Put everything back as the backup has it. Raises CommandError before anything is changed
    where the backup is damaged, does not fit, or the place is not empty."""
    manifest = read_backup(folder)
    check_fits(manifest)
    store = STORES[connection.vendor]
    files = Path(settings.MEDIA_ROOT)
    if not force and (store.has_tables() or any(files.glob("*"))):
        raise CommandError(
            "There is data here already. Name an empty database and an empty data folder, or take "
            "--force: what is here is then replaced."
        )
    store.refuse_others()
    store.check(folder, manifest.server)
    incoming = files.with_name(f".{files.name}.part")
    shutil.rmtree(incoming, ignore_errors=True)
    copy_tree(folder / "files", incoming)
    for aside in store.load(folder):
        tell(f"What was there is kept as {aside}.")
    if any(files.glob("*")):
        aside = aside_of(files)
        files.rename(aside)
        tell(f"The files that were there are kept in {aside}.")
    elif files.exists():
        files.rmdir()
    incoming.rename(files)
    for name, path in seal_files().items():
        if (folder / name).exists() and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / name, path)
    return manifest


def check_fits(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise CommandError(
            f"This is a backup of {manifest.database}; DATABASE_URL names {connection.vendor}."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise CommandError(
            f"This backup was made by a newer Begleitwerk ({manifest.begleitwerk}): install that "
            f"first. This one does not know {', '.join(unknown[:3])}."
        )


def is_behind(manifest: Manifest) -> bool:
    """The program has tables the backup does not have yet."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    return bool(known - set(manifest.migrations))


def aside_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}")


def missing_files() -> list[str]:
    """What rows name and the folder does not have."""
    root = Path(settings.MEDIA_ROOT)
    return sorted(
        str(name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
        for name in model._default_manager.exclude(**{field.name: ""}).values_list(
            field.name, flat=True
        )
        if not (root / str(name)).exists()
    )
