"""An empty database with all tables: migrated once per run, and copied by whoever needs one."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NAME = "begleitwerk.sqlite3"  # as production calls it in its data folder


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
            migrate(made.parent)
    remove(target)
    shutil.copyfile(made, target)


def remove(database: Path) -> None:
    for rest in ("", "-wal", "-shm"):
        database.with_name(database.name + rest).unlink(missing_ok=True)


def migrate(data_dir: Path) -> None:
    unfinished = data_dir.with_suffix(".new")
    subprocess.run(
        [sys.executable, "-m", "begleitwerk", "migrate", "-v0"],
        env={
            **os.environ,
            "BEGLEITWERK_DATA_DIR": str(unfinished),
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "begleitwerk.config.settings",
        },
        check=True,
    )
    unfinished.rename(data_dir)
