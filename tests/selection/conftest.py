"""The round of a file's tests is built once; each test has it to herself.

A file says by `STAGE` how far its round has come. What a test writes is undone behind it, what it
changes in memory is a copy. Without `STAGE` nothing stands: such tests make rounds of their own.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from begleitwerk.accounts.models import User
from tests.worlds.cast import Places, make_person, make_places
from tests.worlds.selection import SelectionWorld, build_selection


@dataclass
class Standing:
    places: Places
    office: User
    world: SelectionWorld


@pytest.fixture(scope="module")
def built(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Standing | None]:
    stage = getattr(request.module, "STAGE", None)
    if stage is None:
        yield None
        return
    with django_db_blocker.unblock(), transaction.atomic():
        places = make_places()
        office = make_person("office", places)
        world = build_selection(space=places.programme, until=stage, office=office)
        yield Standing(places, office, world)
        transaction.set_rollback(True)


@pytest.fixture
def standing(built: Standing | None, db: None) -> Standing | None:
    return deepcopy(built)


@pytest.fixture
def places(standing: Standing | None) -> Places:
    return standing.places if standing else make_places()


@pytest.fixture
def office(standing: Standing | None, places: Places) -> User:
    return standing.office if standing else make_person("office", places)


@pytest.fixture
def world(standing: Standing) -> SelectionWorld:
    return standing.world
