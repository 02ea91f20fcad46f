"""An empty database with all tables: migrated once per run, and copied by whoever needs one."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

NAME = "begleitwerk.sqlite3"  # as production calls it in its data folder
URL = os.environ.get("DATABASE_URL", "")
SERVER = URL if URL.startswith("postgres") else ""  # without one the tests are on SQLite
TEMPLATE = "test_tables"  # on PostgreSQL: the database that is copied


def shared_place(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run, the same for all workers."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def copy_tables(place: Path, target: Path) -> None:
    """Other workers wait until the first is done with them."""
    made = place / "tables" / NAME
    with (place / "tables.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished = made.parent.with_suffix(".new")
            migrate(unfinished)
            unfinished.rename(made.parent)
    remove(target)
    shutil.copyfile(made, target)


def copy_database(place: Path, server: str, name: str) -> None:
    """The same on PostgreSQL: a database of this name on the server of this address."""
    made = place / "tables"
    with (place / "tables.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            create_database(server, TEMPLATE)
            migrate(place / "tables.new", beside(server, TEMPLATE))
            made.mkdir()
        create_database(server, name, like=TEMPLATE)


def create_database(server: str, name: str, like: str = "template1") -> None:
    drop_database(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')


def drop_database(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def beside(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return f"{server.rsplit('/', 1)[0]}/{name}"


def remove(database: Path) -> None:
    for rest in ("", "-wal", "-shm"):
        database.with_name(database.name + rest).unlink(missing_ok=True)


def migrate(data_dir: Path, database: str = "") -> None:
    subprocess.run(
        [sys.executable, "-m", "begleitwerk", "migrate", "-v0"],
        env={
            **os.environ,
            "BEGLEITWERK_DATA_DIR": str(data_dir),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "begleitwerk.config.settings",
        },
        check=True,
    )
