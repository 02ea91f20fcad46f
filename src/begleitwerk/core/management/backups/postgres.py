"""PostgreSQL by its own programs, from the snapshot of one transaction."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import connection, transaction

from begleitwerk.core.management.backups.taken import HEAD, MIGRATIONS, Taken, taken_from

NAME = "database.pgdump"
PLACES = Path("/usr/lib/postgresql")  # where Debian keeps them, by version
# Of the parameters of a connection, which variable its programs read.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""


def dump(folder: Path) -> Taken:
    """A dump of the state a transaction of ours sees, so that what is said of it is true of it."""
    program = program_for("pg_dump", at_least=server_version())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        cursor.execute(HEAD)
        head = cursor.fetchone()
        cursor.execute(MIGRATIONS)
        migrations = cursor.fetchall()
        run(program, "--format=custom", "--no-owner", "--no-privileges", "--schema=public",
            f"--snapshot={snapshot}", f"--file={folder / NAME}")  # fmt: skip
    return taken_from(head, migrations, server=server_version())


def has_tables() -> bool:
    return bool(connection.introspection.table_names())


def refuse_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        [others] = cursor.fetchone()
    if others:
        raise CommandError(
            f"Stop server and worker first: {others} others are connected to the database."
        )


def check(folder: Path, server: int) -> None:
    """The programs can read it, and the server is not older than the one it came from."""
    here = server_version()
    if here < server:
        raise CommandError(f"The backup comes from PostgreSQL {server}, this server is {here}.")
    run(program_for("pg_restore", at_least=server), "--list", str(folder / NAME))


def load(folder: Path) -> Iterator[Path]:
    """Replace everything; PostgreSQL keeps nothing of what was there, so nothing is yielded."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS public CASCADE")
    connection.close()
    program = program_for("pg_restore", at_least=server_version())
    run(program, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
        f"--dbname={parameters()['dbname']}", str(folder / NAME))  # fmt: skip
    return iter(())


# --- Its programs ---------------------------------------------------------------------------------


def server_version() -> int:
    connection.ensure_connection()
    return int(connection.pg_version) // 10000  # type: ignore[attr-defined]


def program_for(name: str, *, at_least: int) -> str:
    """The newest program of this name on the machine. Raises CommandError where there is none, or
    none that knows this version."""
    debian = sorted(map(str, PLACES.glob(f"*/bin/{name}")))
    places = [shutil.which(name), *debian]
    found = {version_of(place): place for place in places if place}
    if not found:
        raise CommandError(
            f"{name} is missing. Install the programs of PostgreSQL {at_least} or newer "
            f"(Debian: postgresql-client-{at_least})."
        )
    newest = max(found)
    if newest < at_least:
        raise CommandError(
            f"{name} is version {newest}, the data of version {at_least}. Install "
            f"postgresql-client-{at_least} or newer."
        )
    return found[newest]


def version_of(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else 0


def parameters() -> dict[str, Any]:
    return dict(connection.get_connection_params())


def run(program: str, *arguments: str) -> None:
    """Run a program on our database; the password goes by the environment, where `ps` shows none.

    Raises CommandError with what it said.
    """
    given = parameters()
    environment = {name: str(given[key]) for key, name in VARIABLES.items() if given.get(key)}
    done = subprocess.run(  # noqa: S603
        [program, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{Path(program).name} failed: {done.stderr.strip()[-1000:]}")
