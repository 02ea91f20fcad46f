"""What deleted rows leave behind in an embedded database, and the order in which rows were written.

SQLite overwrites what is deleted (`secure_delete`), but rows lie in their page in the order in
which they came, and the write-ahead log holds pages as they were one after the other. Compacting
(VACUUM) writes all anew in the order of the keys; then the log is emptied. It happens after a
collection closes, and nightly while answers come in, so that never more than a day's order lies
there. On a database server the three tables are cleared of dead rows after closing; what else
there is to set docs/betrieb says.
"""

import logging
from datetime import date, timedelta
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Collection

log = logging.getLogger(__name__)

OF_ANSWERS = ("fieldwork_sheet", "fieldwork_answer", "fieldwork_remark", "fieldwork_vote")
# What can be compacted within a second while somebody waits; larger ones wait for the night.
AT_ONCE_BYTES = 64 * 1024 * 1024


def compact_after_commit() -> None:
    """Compact once what was written is stored, unless that would take long."""
    transaction.on_commit(compact_small, robust=True)


def compact_small() -> None:
    if connection.vendor == "postgresql":
        clear_dead_rows()
    elif size_of_database() <= AT_ONCE_BYTES:
        compact_database()


def clear_dead_rows() -> None:
    """Have the server give back what closing deleted; nobody waits for it, nothing is locked."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {', '.join(OF_ANSWERS)}")


def compact_nightly(today: date) -> None:
    """Daily, while a collection is open and for two days after one was closed."""
    open_ones = Collection.objects.filter(state=CollectionState.OPEN, opens_on__lte=today)
    closed = Collection.objects.filter(closed_at__gte=timezone.now() - timedelta(days=2))
    if open_ones.exists() or closed.exists():
        compact_database()


def compact_database() -> bool:
    """Write the database anew and empty its log; whether that was done.

    Only an embedded database, and never within a transaction: SQLite refuses it there. Where
    somebody holds the database too long it is left for the next night.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
    except DatabaseError:
        log.warning("The database could not be compacted and is tried again at night.")
        return False
    return not busy


def size_of_database() -> int:
    """Bytes of the file of an embedded database, 0 where there is none."""
    path = Path(str(connection.settings_dict["NAME"]))
    return path.stat().st_size if connection.vendor == "sqlite" and path.exists() else 0
