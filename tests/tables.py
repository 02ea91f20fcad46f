"""An empty database with all tables: migrated once, and copied by whoever needs one.

On SQLite it is kept for the next run as long as what it is made from stays the same.
"""

import fcntl
import hashlib
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
ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".pytest_cache" / "tables"
# What migrations make tables and their first rows from.
MADE_FROM = (
    "pyproject.toml",
    "src/begleitwerk/*/migrations/*.py",
    "src/begleitwerk/*/content/**/*.*",
    "src/begleitwerk/catalogue/*.py",
)


def shared_place(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run, the same for all workers."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def copy_tables(target: Path) -> None:
    """Whoever needs them at the same time waits until the first has made them."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with KEPT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = KEPT / digest() / NAME
        if not made.exists():
            shutil.rmtree(KEPT)
            unfinished = made.parent.with_suffix(".new")
            migrate(unfinished)
            unfinished.rename(made.parent)
    remove(target)
    shutil.copyfile(made, target)


def digest() -> str:
    """Of everything the tables are made from."""
    found = hashlib.sha256()
    for path in sorted(path for pattern in MADE_FROM for path in ROOT.glob(pattern)):
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()


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
