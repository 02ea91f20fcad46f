"""The short form of the drills; `python -m tests.drill` is the long one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.drill.backups import back_up_wreck_restore
from tests.drill.kills import blows_to, check_nothing_lost, drill
from tests.drill.site import Site

# No table of these apps is touched here, so none is emptied afterwards.
pytestmark = [
    pytest.mark.xdist_group("drill"),
    pytest.mark.django_db(transaction=True, available_apps=["django.contrib.staticfiles"]),
]


@pytest.fixture
def site(tmp_path: Path, transactional_db: None) -> Iterator[Site]:
    """A site on a copy of the database of the tests, which is migrated already."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        place = tmp_path / "begleitwerk.sqlite3"
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(place)) as copy:
            source.backup(copy)
        yield Site(tmp_path)
        return
    given: dict[str, Any] = connection.get_connection_params()
    connection.close()
    own = f"drill_{tmp_path.name.rstrip('0')}_{name}"[:60]
    where = {key: given[key] for key in ("host", "port", "user", "password") if given.get(key)}
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{own}"')
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{name}"')
        user = where["user"] + (f":{where['password']}" if "password" in where else "")
        address = f"{where.get('host', '')}:{where.get('port', 5432)}"
        yield Site(tmp_path, f"postgres://{user}@{address}/{own}")
        server.execute(f'DROP DATABASE "{own}" WITH (FORCE)')


def test_what_was_acknowledged_is_there_whatever_was_killed(site: Site) -> None:
    writers = site.people(4)
    with site.running(workers=1):
        load, _outcomes = drill(site, writers, blows_to(site), calm=0.5)
    assert len(load.acknowledged) > 10
    check_nothing_lost(site, load)


def test_a_backup_made_while_people_write_brings_everything_back(site: Site) -> None:
    back_up_wreck_restore(site, site.people(4), seconds=1)
