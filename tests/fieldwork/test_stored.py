"""An attacker who has the stored database, byte by byte, and the mails; and many writers at once.

What she has: the file with its write-ahead log, every table, the tokens of everybody who got a
mail. What she has not: the server's secret.
"""

import hashlib
import random
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from begleitwerk.core.models import AuditEvent
from begleitwerk.fieldwork.models import Answer, Sheet
from begleitwerk.fieldwork.services import (
    Said,
    access_token,
    begin_sheet,
    close_collection,
    compact_database,
    compact_nightly,
    hand_in,
    save_answer,
    save_answers,
    save_remark,
    sheet_key,
)
from begleitwerk.fieldwork.services.compacting import compact_small, size_of_database
from tests.factories.core import OutboxMailFactory
from tests.fieldwork.world import Asked

stored = pytest.mark.django_db(transaction=True, serialized_rollback=True)
embedded = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a server has no such file")
OF_ANSWERS = ("fieldwork_sheet", "fieldwork_answer", "fieldwork_remark")


class Attacker:
    """A copy of the database as it lies there, and whatever can be read from it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.file = folder / "taken.sqlite3"
        source = Path(str(connection.settings_dict["NAME"]))
        self.raw = b""
        for rest in ("", "-wal"):
            there = source.with_name(source.name + rest)
            if there.exists():
                shutil.copyfile(there, self.file.with_name(self.file.name + rest))
                self.raw += there.read_bytes()
        self.log_bytes = self.raw[source.stat().st_size :]

    def rows(self, table: str) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(self.file)) as here:
            here.row_factory = sqlite3.Row
            return [dict(row) for row in here.execute(f"SELECT * FROM {table}")]

    def tables(self) -> list[str]:
        with closing(sqlite3.connect(self.file)) as here:
            names = here.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return [name for (name,) in names]

    def words(self, tables: list[str]) -> set[str]:
        """Whatever in these tables is long enough to be more than a coincidence."""
        rows = [row for name in tables for row in self.rows(name)]
        values = [str(value) for row in rows for value in row.values()]
        return {word for value in values for word in re.findall(r"[0-9A-Za-z]{12,}", value)}


def derived(words: set[str]) -> Iterator[str]:
    """What can be worked out from words without a secret."""
    for word in words:
        yield word
        for name in ("md5", "sha1", "sha256", "sha512"):
            yield hashlib.new(name, word.encode()).hexdigest()


def answered_in_order(asked: Asked) -> list[str]:
    """Eleven people answer one after the other, by every kind of way in; the last only begins."""
    links = [asked.personal(name=f"Person {number}") for number in range(6)]
    for link in links:
        OutboxMailFactory(body=f"Ihr Link: https://example.org/a/{access_token(link)}/")
    codes = [asked.personal() for _number in range(2)]
    tokens = [begin_sheet(access=access)[0] for access in (*links, *codes)]
    tokens += [asked.token(asked.parents) for _number in range(3)]
    random.Random(7).shuffle(tokens)
    for place, token in enumerate(tokens):
        said = {item.pk: Said(place % 4, importance=1 + place % 3) for item in asked.items}
        save_answers(token=token, answers=said)
        save_remark(
            token=token, item_id=asked.items[0].pk, kind="comment", text=f"Bemerkung {place}"
        )
        phone = Client()
        phone.get(f"/a/{token}/2/")
        phone.post(f"/a/{token}/2/", {"item": asked.items[1].pk, "level": "1"})
    for token in tokens[:-1]:
        hand_in(token=token)
    return tokens


def written_otherwise(attacker: Attacker, folder: Path) -> bytes:
    """The same rows as if they had come in another order, and the file they give."""
    other = folder / "other.sqlite3"
    shutil.copyfile(attacker.file, other)
    with closing(sqlite3.connect(other, isolation_level=None)) as here:
        here.execute("PRAGMA journal_mode=DELETE")
        here.execute("PRAGMA foreign_keys=OFF")
        for table in OF_ANSWERS:
            rows = here.execute(f"SELECT * FROM {table}").fetchall()
            random.Random(3).shuffle(rows)
            here.execute(f"DELETE FROM {table}")
            marks = ",".join("?" * len(rows[0]))
            here.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        here.execute("VACUUM")
    return without_counters(other.read_bytes())


def is_in_no_order(attacker: Attacker, folder: Path) -> bool:
    """Whether the rows could as well have come in another order, to the last byte."""
    return without_counters(attacker.raw) == written_otherwise(attacker, folder)


def without_counters(content: bytes) -> bytes:
    """A file without the counters of its head (change counter, cookie of the tables, version of
    the library: bytes 18 and 19, 24 to 27, 40 to 43, 92 to 99)."""
    head = bytearray(content[:100])
    for first, last in ((18, 20), (24, 28), (40, 44), (92, 100)):
        head[first:last] = bytes(last - first)
    return bytes(head) + content[100:]


@embedded
@stored
def test_a_copy_of_the_database_ties_no_answer_to_a_link_nor_to_an_order(
    asked: Asked, tmp_path: Path
) -> None:
    tokens = answered_in_order(asked)
    keys = {sheet_key(token) for token in tokens}
    assert Sheet.objects.filter(key__in=keys).count() == len(tokens), "the secret finds them"

    # while it is open, before any night
    open_copy = Attacker(tmp_path / "open")
    published = ("catalogue_", "municipalities_mapsheet", "sqlite_")
    others = [name for name in open_copy.tables() if not name.startswith((*OF_ANSWERS, *published))]
    known = open_copy.words(others) | set(tokens)
    assert len(known) > 50
    found = {row["key"] for row in open_copy.rows("fieldwork_sheet")}
    assert found == keys
    assert found.isdisjoint(derived(known)), "nothing she has leads to a sheet"
    assert settings.SECRET_KEY.encode() not in open_copy.raw
    mailed = {word for row in open_copy.rows("core_outboxmail") for word in row["body"].split("/")}
    for token in set(tokens) - mailed:
        assert token.encode() not in open_copy.raw, "a token is stored nowhere but in its mail"
    numbers = {row["id"] for name in OF_ANSWERS for row in open_copy.rows(name)}
    assert min(numbers) > 2**40, "numbers are random, not counted"
    for name in OF_ANSWERS:
        kinds = {row["type"] for row in open_copy.rows(f"pragma_table_info('{name}')")}
        assert not {kind for kind in kinds if "date" in kind or "time" in kind}
    assert {event.verb for event in AuditEvent.objects.all()} <= {"fieldwork.collection_closed"}
    assert open_copy.rows("django_session") == []

    # after a night: nothing tells in which order they came
    compact_nightly(timezone.localdate())
    night = Attacker(tmp_path / "night")
    assert not len(night.log_bytes), "the write-ahead log is empty"
    assert is_in_no_order(night, tmp_path)

    # closed: with the secret too
    old = {row["id"] for name in OF_ANSWERS for row in night.rows(name)}
    close_collection(by=None, collection=asked.collection)
    closed = Attacker(tmp_path / "closed")
    assert not len(closed.log_bytes)
    assert is_in_no_order(closed, tmp_path)
    for key in keys:
        assert key.encode() not in closed.raw
    highest = {row["seq"] for row in closed.rows("sqlite_sequence")}
    for number in old - highest:
        assert number.to_bytes(8, "big") not in closed.raw, "no old number is left, in no free page"
    assert len(closed.rows("fieldwork_sheet")) == len(tokens) - 1
    assert b"Bemerkung 10" not in closed.raw, "what was not handed in is overwritten"
    assert {row["sheet_id"] for row in closed.rows("fieldwork_remark")} == {None}


@stored
def test_many_writers_of_one_answer_make_one(asked: Asked) -> None:
    access, item = asked.personal(), asked.items[0]
    faults: list[Exception] = []
    together = threading.Barrier(6)

    def write(level: int) -> None:
        try:
            together.wait(10)
            token, _sheet = begin_sheet(access=access)
            for _turn in range(3):
                save_answer(token=token, item_id=item.pk, level=level % 4)
                save_remark(token=token, item_id=item.pk, kind="comment", text=f"von {level}")
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    run_all(write, 6)
    assert faults == []
    assert Sheet.objects.count() == 1
    assert Answer.objects.count() == 1


@stored
def test_an_answer_stands_before_the_closing_or_is_refused(asked: Asked) -> None:
    token = asked.token()
    save_answer(token=token, item_id=asked.items[0].pk, level=0)
    outcomes: list[str] = []

    def act(number: int) -> None:
        try:
            if number == 0:
                close_collection(by=None, collection=asked.collection)
            elif number == 1:
                hand_in(token=token)
            else:
                save_answer(token=token, item_id=asked.items[1].pk, level=number % 4)
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    run_all(act, 5)
    assert set(outcomes) <= {"done", "AnswerRefused"}
    assert Sheet.objects.filter(state="started").count() == 0
    assert Answer.objects.exclude(sheet__state="handed_in").count() == 0
    asked.collection.refresh_from_db()
    assert asked.collection.state == "closed"


def run_all(act: Callable[[int], None], number: int) -> None:
    threads = [threading.Thread(target=act, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --- When it is left for later ------------------------------------------------------------------


@pytest.mark.django_db
def test_within_a_transaction_nothing_is_compacted() -> None:
    assert compact_database() is False


@embedded
@stored
def test_who_holds_the_database_puts_it_off(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compact_database() is True
    place = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=10")
        assert compact_database() is False
        other.execute("ROLLBACK")
    assert size_of_database() > 0
    done: list[bool] = []
    monkeypatch.setattr(
        "begleitwerk.fieldwork.services.compacting.compact_database", lambda: done.append(True)
    )
    compact_small()
    monkeypatch.setattr("begleitwerk.fieldwork.services.compacting.AT_ONCE_BYTES", 1)
    compact_small()
    assert done == [True]
    type(asked.collection).objects.update(state="draft")
    compact_nightly(timezone.localdate())
    assert done == [True], "where nothing is open or just closed the night does nothing"
