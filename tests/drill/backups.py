"""People write, a backup is made, everything is wrecked, the backup is put back."""

import json
import shutil
import time
from collections.abc import Sequence

import psycopg

from tests.drill.load import loaded
from tests.drill.site import Site, Writer


def back_up_wreck_restore(
    site: Site, people: Sequence[Writer], *, seconds: float
) -> dict[str, float]:
    """Returns how long backup and restore took, in seconds."""
    target = site.data_dir / "backups"
    with site.running(workers=1), loaded(site.port, people, "backup ") as load:
        time.sleep(seconds)
        begun, before = time.monotonic(), set(load.acknowledged)
        site.begleitwerk("backup", str(target))
        backup_took, after = time.monotonic() - begun, len(load.acknowledged)
        time.sleep(seconds)
    [folder] = target.iterdir()
    assert len(before) > 0
    assert after > len(before), "nobody could write while the backup was made"
    head = json.loads((folder / "manifest.json").read_text())["head"]
    files = files_of(site)
    assert len(files) >= len(people)
    wreck(site)
    begun = time.monotonic()
    said = site.begleitwerk("restore", str(folder))
    restore_took = time.monotonic() - begun
    names = site.found()["names"]
    assert before <= names.keys(), "written before the backup and not in it"
    assert all(number == 1 for number in names.values())
    assert f"{head['number']} decisions, the log is whole, every file is there" in said
    assert files_of(site) == files
    return {"backup": backup_took, "restore": restore_took}


def files_of(site: Site) -> dict[str, str]:
    """The stored files, by path."""
    folder = site.data_dir / "files"
    return {str(path): path.read_text() for path in folder.rglob("*") if path.is_file()}


def wreck(site: Site) -> None:
    shutil.rmtree(site.data_dir / "files")
    if site.database_url:
        with psycopg.connect(site.database_url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return
    for path in site.data_dir.glob("begleitwerk.sqlite3*"):
        path.unlink()
