"""SQLite while it runs: its own backup interface reads one state, whatever is written meanwhile."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection

from begleitwerk.core.management.backups.taken import HEAD, MIGRATIONS, Taken, taken_from

NAME = "database.sqlite3"
BESIDE = ("-wal", "-shm")


def database() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def dump(folder: Path) -> Taken:
    """A copy of the database in the folder, whole and in one file."""
    copy(database(), folder / NAME)
    with closing(sqlite3.connect(folder / NAME)) as taken:
        taken.execute("PRAGMA journal_mode=DELETE")
        refuse_damaged(taken)
        head, migrations = taken.execute(HEAD).fetchone(), taken.execute(MIGRATIONS).fetchall()
    return taken_from(head, migrations, server=0)


def copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def refuse_damaged(here: sqlite3.Connection) -> None:
    [found] = here.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise CommandError(f"The database is damaged: {found}")


def has_tables() -> bool:
    path = database()
    if not path.exists() or path.stat().st_size == 0:
        return False
    with closing(sqlite3.connect(path)) as here:
        return bool(here.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())


def refuse_others() -> None:
    connection.close()
    if database().exists():
        refuse_used(database())


def refuse_used(path: Path) -> None:
    """Only whoever is alone with a database can take it out of the mode for many."""
    with closing(sqlite3.connect(path, timeout=0)) as here:
        try:
            here.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise CommandError("Stop server and worker first: they use the database.") from error


def check(folder: Path, server: int) -> None:
    with closing(sqlite3.connect(folder / NAME)) as taken:
        refuse_damaged(taken)


def load(folder: Path) -> Iterator[Path]:
    """Put the copy in its place; yields where what was there is kept."""
    from begleitwerk.core.management.backups import aside_of

    path = database()
    path.parent.mkdir(parents=True, exist_ok=True)
    incoming = path.with_name(f".{path.name}.part")
    incoming.unlink(missing_ok=True)
    copy(folder / NAME, incoming)
    if path.exists():
        aside = aside_of(path)
        path.rename(aside)
        yield aside
    for end in BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)
    incoming.rename(path)
