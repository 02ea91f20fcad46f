"""Walks the matrix: every address × every persona, and no address without a row."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.plugin import DjangoDbBlocker

from tests.conftest import make_person, make_places
from tests.permissions.matrix import MATRIX as GENERAL
from tests.permissions.matrix import PERSONAS, Row
from tests.permissions.municipal_survey import ROWS as MUNICIPAL_SURVEY
from tests.permissions.selection import ROWS as SELECTION
from tests.permissions.world import World, build_world

MATRIX = GENERAL + MUNICIPAL_SURVEY + SELECTION
# one world for all rows, and one process for that world
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("matrix")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        places = make_places()
        yield build_world(
            people={name: make_person(name, places) for name in PERSONAS if name != "anyone"},
            musterau=places.musterau,
            programme_space=places.programme,
        )
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row.name}-{row.method}")
def test_everybody_gets_what_the_matrix_says(row: Row, world: World) -> None:
    seen = {}
    for persona in PERSONAS:
        with world.rollback():
            client = Client()
            if persona != "anyone":
                client.force_login(world.people[persona])
            path = row.path.format(**world.places)
            response = client.generic(row.method, path, **world.body(row))
            seen[persona] = response.status_code
    assert seen == dict(zip(PERSONAS, row.statuses, strict=True))


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, prefix + space)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_address_has_a_row() -> None:
    rows = {row.name for row in MATRIX}
    addresses = set(names(get_resolver().url_patterns))
    assert addresses - rows == set()
    assert rows - addresses == set()


def test_every_row_has_a_stranger_and_ten_personas() -> None:
    assert len(PERSONAS) >= 12
    assert all(len(row.statuses) == len(PERSONAS) for row in MATRIX)
