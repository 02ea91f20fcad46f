"""Walks the matrix: every address × every persona, and no address without a row."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.plugin import DjangoDbBlocker

from tests.conftest import make_person, make_places
from tests.permissions.clusters import ROWS as CLUSTERS
from tests.permissions.matrix import MATRIX as GENERAL
from tests.permissions.matrix import PERSONAS, Row
from tests.permissions.municipal_survey import ROWS as MUNICIPAL_SURVEY
from tests.permissions.queries import LIMIT, STILL
from tests.permissions.selection import ROWS as SELECTION
from tests.permissions.walk import Answer, Visitor, bare_refusals
from tests.permissions.world import World, build_world

MATRIX = GENERAL + CLUSTERS + MUNICIPAL_SURVEY + SELECTION
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


class Walk:
    """The visits of all personas; those of a row happen once, however many tests look at them."""

    def __init__(self, world: World) -> None:
        self.places = world.places
        self.visitors = {name: Visitor(world.people.get(name)) for name in PERSONAS}
        self.done: dict[Row, dict[str, Answer]] = {}

    def answers(self, row: Row) -> dict[str, Answer]:
        if row not in self.done:
            with bare_refusals():
                self.done[row] = {name: self.visit(name, row) for name in PERSONAS}
        return self.done[row]

    def queries(self, row: Row) -> dict[str, tuple[str, ...]]:
        """Of everybody who gets the page; of a second visit where the first made too many."""
        seen = {name: it.queries for name, it in self.answers(row).items() if it.status == 200}
        if any(len(queries) > LIMIT for queries in seen.values()):
            seen = {name: self.visit(name, row).queries for name in seen}
        return {f"{name} at {row.path}": queries for name, queries in seen.items()}

    def visit(self, persona: str, row: Row) -> Answer:
        return self.visitors[persona].visit(row.path.format(**self.places), row.method)


@pytest.fixture(scope="module")
def walk(world: World) -> Walk:
    return Walk(world)


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row.name}-{row.method}")
def test_everybody_gets_what_the_matrix_says(row: Row, walk: Walk) -> None:
    seen = {name: answer.status for name, answer in walk.answers(row).items()}
    assert seen == dict(zip(PERSONAS, row.statuses, strict=True))


PAGES = sorted({row.name for row in MATRIX if row.method == "GET" and 200 in row.statuses})


@pytest.mark.parametrize("page", PAGES)
def test_every_page_makes_few_queries(page: str, walk: Walk) -> None:
    readers: dict[str, tuple[str, ...]] = {}
    for row in MATRIX:
        if (row.name, row.method) == (page, "GET"):
            readers |= walk.queries(row)
    reader = max(readers, key=lambda name: len(readers[name]))
    count, allowed = len(readers[reader]), STILL.get(page, LIMIT)
    repeated = [f"{n} × {sql}" for sql, n in Counter(readers[reader]).most_common(3) if n > 1]
    assert count <= allowed, (
        f"{page} makes {count} queries for {reader}, {allowed} are allowed: load together what "
        "belongs together (select_related, prefetch_related, one query per table).\n"
        + "\n".join(repeated)
    )
    assert count == allowed or page not in STILL, (
        f"{page} makes {count} queries by now instead of {allowed}. Well done: write that into "
        f"tests/permissions/queries.py, or take its line out there once it makes {LIMIT}."
    )


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_refusal_is_a_page_in_words(persona: str, walk: Walk) -> None:
    """The walk above leaves that page out."""
    assert walk.visitors[persona].visit("/nicht/vorhanden/").status == 404
    refused = walk.visitors[persona].visit("/postausgang/").status
    assert refused == {"anyone": 302, "operator": 200}.get(persona, 403)


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
    assert addresses - rows == set(), (
        "Nobody has said yet who may open these. Ours get a row. Those of a library that came with "
        "a new release (`just pins renew`) are a decision: a row for each, or keep the old release "
        "in pyproject.toml's pins."
    )
    assert rows - addresses == set()


def test_every_row_has_a_stranger_and_ten_personas() -> None:
    assert len(PERSONAS) >= 12
    assert all(len(row.statuses) == len(PERSONAS) for row in MATRIX)
