"""What backup and restore refuse; that they bring everything back is shown in tests/drill."""

import json
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from begleitwerk.core.management import backups
from begleitwerk.core.management.backups import postgres, sqlite
from begleitwerk.core.management.backups.taken import Taken

pytestmark = pytest.mark.django_db


class Store:
    """Stands for a database: what it was asked to do."""

    def __init__(self) -> None:
        self.loaded: list[Path] = []
        self.is_used = False

    def dump(self, folder: Path) -> Taken:
        (folder / "database").write_text("rows")
        return Taken(0, ["core.0001_initial"], {"number": 0, "digest": ""})

    def has_tables(self) -> bool:
        return self.is_used

    def refuse_others(self) -> None:
        pass

    def check(self, folder: Path, server: int) -> None:
        pass

    def load(self, folder: Path) -> list[Path]:
        self.loaded.append(folder)
        return [folder.with_name("old")] if self.is_used else []


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Store:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SEAL_KEY_PATH = str(tmp_path / "key")
    settings.SEAL_LOG_PATH = str(tmp_path / "seals")
    (tmp_path / "files" / "2026").mkdir(parents=True)
    (tmp_path / "files" / "2026" / "a.txt").write_text("Anlage")
    (tmp_path / "seals").write_text("eine Zeile\n")
    one = Store()
    monkeypatch.setattr(backups, "STORES", {connection.vendor: one})
    return one


@pytest.fixture
def backup(store: Store, tmp_path: Path) -> Path:
    call_command("backup", str(tmp_path / "kept"), stdout=StringIO())
    [folder] = (tmp_path / "kept").iterdir()
    return folder


def restore(*arguments: str) -> str:
    out = StringIO()
    call_command("restore", *arguments, stdout=out)
    return out.getvalue()


def test_files_and_seals_go_along_and_come_back(
    backup: Path, store: Store, settings: Any, tmp_path: Path
) -> None:
    assert backup.stat().st_mode & 0o777 == 0o700
    settings.MEDIA_ROOT = tmp_path / "new"
    settings.SEAL_LOG_PATH = str(tmp_path / "elsewhere" / "seals")
    said = restore(str(backup))
    assert store.loaded == [backup]
    assert (tmp_path / "new" / "2026" / "a.txt").read_text() == "Anlage"
    assert (tmp_path / "elsewhere" / "seals").read_text() == "eine Zeile\n"
    assert "the log is whole" in said
    assert "begleitwerk migrate" in said, "the backup knows one migration, the program more"


@pytest.mark.parametrize("is_used", [True, False])
def test_data_that_are_here_are_replaced_by_force_only_and_kept_aside(
    backup: Path, store: Store, tmp_path: Path, is_used: bool
) -> None:
    store.is_used = is_used
    with pytest.raises(CommandError, match="There is data here already"):
        restore(str(backup))
    assert store.loaded == []
    (tmp_path / "files" / "newer.txt").write_text("später")
    said = restore(str(backup), "--force")
    assert not (tmp_path / "files" / "newer.txt").exists()
    [aside] = tmp_path.glob("files.before-*")
    assert (aside / "newer.txt").read_text() == "später"
    assert f"kept in {aside}" in said
    assert ("kept as" in said) == is_used
    assert (tmp_path / "seals").read_text() == "eine Zeile\n"


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda folder: (folder / "files/2026/a.txt").write_text("anders"), "was changed"),
        (lambda folder: (folder / "database").unlink(), "database: is missing"),
        (lambda folder: (folder / "more").write_text("x"), "more: does not belong to it"),
        (lambda folder: (folder / "manifest.json").unlink(), "is no backup"),
        (lambda folder: (folder / "manifest.json").write_text("{}"), "is no backup"),
        (lambda folder: say(folder, format="other"), "another format"),
        (lambda folder: say(folder, database="oracle"), "This is a backup of oracle"),
        (lambda folder: say(folder, migrations=["core.9999_later"]), "by a newer Begleitwerk"),
    ],
)
def test_a_backup_that_is_damaged_or_does_not_fit_changes_nothing(
    backup: Path, store: Store, harm: Any, words: str
) -> None:
    assert "is whole: 3 files" in restore(str(backup), "--check")
    harm(backup)
    for arguments in (["--check"], ["--force"]):
        with pytest.raises(CommandError, match=words):
            restore(str(backup), *arguments)
    assert store.loaded == []


def say(folder: Path, **words: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **words}))


def test_what_is_not_as_it_was_is_told_after_a_restore(backup: Path) -> None:
    say(backup, head={"number": 7, "digest": "x"})
    with pytest.raises(CommandError, match="the log ends at 0, the backup says"):
        restore(str(backup), "--force")


def test_only_whole_backups_are_there_and_as_many_as_wanted(
    backup: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    backup.rename(kept / "begleitwerk-20200101-000000")
    call_command("backup", str(kept), "--keep", "1", stdout=StringIO())
    [newest] = kept.iterdir()
    assert newest.name > "begleitwerk-2026"

    def fail(folder: Path) -> Taken:
        raise OSError("Platte voll")

    newest.rename(kept / "begleitwerk-20200101-000000")
    monkeypatch.setattr(store, "dump", fail)
    with pytest.raises(CommandError, match="Platte voll"):
        call_command("backup", str(kept))
    assert [path.name for path in kept.iterdir()] == ["begleitwerk-20200101-000000"]


def test_programs_of_postgresql_that_are_missing_or_too_old_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 12.4'\n")
    program.chmod(0o755)
    monkeypatch.setattr(postgres, "PLACES", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert postgres.program_for("pg_dump", at_least=12) == str(program)
    with pytest.raises(CommandError, match="version 12, the data of version 15"):
        postgres.program_for("pg_dump", at_least=15)
    with pytest.raises(CommandError, match=r"pg_restore is missing.*postgresql-client-15"):
        postgres.program_for("pg_restore", at_least=15)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_what_its_programs_say_stands_in_the_refusal(tmp_path: Path) -> None:
    (tmp_path / postgres.NAME).write_text("no dump")
    with pytest.raises(CommandError, match="pg_restore failed"):
        postgres.check(tmp_path, 15)


def test_a_database_somebody_uses_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "database"
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE rows (name)")
        with pytest.raises(CommandError, match="Stop server and worker first"):
            sqlite.refuse_used(path)
    sqlite.refuse_used(path)
