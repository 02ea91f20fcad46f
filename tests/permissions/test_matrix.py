"""Walks the matrix: every address × every persona, and no address without a row."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.plugin import DjangoDbBlocker

from tests.permissions.patterns import PERSONAS, SHOWN, Row
from tests.permissions.queries import LIMIT
from tests.permissions.walk import Answer, Visitor, bare_refusals
from tests.permissions.world import World, app_files, rows_of
from tests.tables import SERVER
from tests.worlds.cast import make_places

pytestmark = pytest.mark.django_db
MATRIX = {app: rows_of(app, file) for app, file in app_files().items()}


def together(app: str) -> pytest.MarkDecorator:
    """The rows of an app share a worker, and with it their world."""
    return pytest.mark.xdist_group(f"matrix of {app}")


def asked(expected: Mapping[str, int]) -> list[str]:
    """Who is sent there: everybody. Who is refused does not depend on the database: on a server
    two of each answer show that it reads the same."""
    names = list(PERSONAS)
    if not SERVER:
        return names
    return [
        name
        for at, name in enumerate(names)
        if sum(expected[other] == expected[name] for other in names[:at]) < 2
    ]


class Walk:
    """The visits of all personas; those of a row happen once, however many tests look at them."""

    def __init__(self, world: World) -> None:
        self.words = world.words
        self.visitors = {name: Visitor(world.people.get(name)) for name in PERSONAS}
        self.done: dict[Row, dict[str, dict[str, Answer]]] = {}

    def answers(self, row: Row) -> dict[str, dict[str, Answer]]:
        """Method, persona, answer."""
        if row not in self.done:
            with bare_refusals():
                self.done[row] = {
                    method: {name: self.visit(name, row, method) for name in asked(expected)}
                    for method, expected in row.expected.items()
                }
        return self.done[row]

    def queries(self, row: Row) -> dict[str, tuple[str, ...]]:
        """Of everybody who gets the page; of a second visit where the first made too many."""
        answers = self.answers(row)["GET"]
        seen = {name: it.queries for name, it in answers.items() if it.status == SHOWN}
        if any(len(queries) > LIMIT for queries in seen.values()):
            seen = {name: self.visit(name, row).queries for name in seen}
        return {f"{name} at {row.path}": queries for name, queries in seen.items()}

    def visit(self, persona: str, row: Row, method: str = "GET") -> Answer:
        return self.visitors[persona].visit(row.path.format(**self.words), method)


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Walk]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Walk(World(make_places()))
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, marks=together(app), id=str(row))
        for app, rows in MATRIX.items()
        for row in rows
    ],
)
def test_everybody_gets_what_the_matrix_says(row: Row, walk: Walk) -> None:
    seen = {
        method: {name: answer.status for name, answer in answers.items()}
        for method, answers in walk.answers(row).items()
    }
    expected = {
        method: {name: answers[name] for name in seen[method]}
        for method, answers in row.expected.items()
    }
    assert seen == expected, f"{row}: {row.pattern.words}"
    called = walk.answers(row).get("GET", {})
    assert not [name for name, answer in called.items() if answer.is_called_wrong], (
        f"{row} says “Fehler:” to whoever has only opened it"
    )


# An address has several rows where one of them differs in what it is asked about.
PAGES = {
    row.name: [each for each in rows if each.name == row.name and each.get == SHOWN]
    for rows in MATRIX.values()
    for row in rows
    if row.get == SHOWN
}


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(name, marks=together(app), id=name)
        for app, rows in MATRIX.items()
        for name in sorted({row.name for row in rows} & PAGES.keys())
    ],
)
def test_every_page_makes_few_queries(address: str, walk: Walk) -> None:
    readers: dict[str, tuple[str, ...]] = {}
    for row in PAGES[address]:
        readers |= walk.queries(row)
    reader = max(readers, key=lambda name: len(readers[name]))
    count = len(readers[reader])
    repeated = [f"{n} × {sql}" for sql, n in Counter(readers[reader]).most_common(3) if n > 1]
    assert count <= LIMIT, (
        f"{address} makes {count} queries for {reader}, {LIMIT} are allowed: load together what "
        "belongs together (select_related, prefetch_related, one query per table).\n"
        + "\n".join(repeated)
    )


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_refusal_is_a_page_in_words(persona: str, walk: Walk) -> None:
    """The walk above leaves that page out."""
    assert walk.visitors[persona].visit("/nicht/vorhanden/").status == 404
    refused = walk.visitors[persona].visit("/postausgang/").status
    assert refused == {"anyone": 302, "operator": 200}.get(persona, 403)


@together("a group")
def test_rows_of_an_app_share_a_worker(request: pytest.FixtureRequest) -> None:
    """pytest-xdist writes the group behind a test's name; else each worker builds each world."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@matrix of a group")


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, prefix + space)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_address_has_a_row() -> None:
    rows = {row.name for rows in MATRIX.values() for row in rows}
    addresses = set(names(get_resolver().url_patterns))
    assert addresses - rows == set(), (
        "Nobody has said yet who may open these. Ours get a row in the app's file here. Those of a "
        "library that came with a new release (`just pins renew`) are a decision: a row for each, "
        "or keep the old release in pyproject.toml's pins."
    )
    assert rows - addresses == set()
