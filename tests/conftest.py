"""The cast as fixtures: see tests/worlds/cast.py."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from django.db import connection
from django.test import Client
from django.utils import translation

from begleitwerk.accounts.models import User
from begleitwerk.engine.reading import asking
from begleitwerk.municipalities.models import Municipality, Workspace
from tests.tables import (
    SERVER,
    TEMPLATE,
    copy_database,
    copy_tables,
    drop_database,
    remove,
    shared_place,
)
from tests.worlds.cast import Places, make_person, make_places

# What is imported and collected stays to the end: nothing of it is garbage to be looked for, and
# looking through it again and again took a sixth of a test.
gc.disable()

FILES_A_READER = 20  # what it may compute in its life is limited

if "PYTEST_XDIST_WORKER" in os.environ:  # servers that tests start are timed, not measured
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


def place_of(item: pytest.Item) -> tuple[str, ...]:
    """Folder and file of a test below tests."""
    return item.path.relative_to(Path(__file__).parent).parts


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins, so that the workers end together."""
    items.sort(key=lambda item: [place_of(item)[0] != "journeys", item.path.stem != LONGEST])


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A whole file is no name of a test: it may hold the moment it was made, and each worker
    collects at another."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


# Of the journeys; with a site of its own, while another worker builds the demo for the others.
LONGEST = "test_selection"

# Tests that look at something else than services, rules and selectors.
UNMEASURED = ("benchmarks", "engine", "journeys", "permissions")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A test that is measured takes half as much time again, so the others are not."""
    measuring = Coverage.current()
    if measuring is None or place_of(item)[0] not in UNMEASURED:
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_keepdb: bool,
    django_db_modify_db_settings: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[bool]:
    """The tables are there already, as a copy where the database shall be."""
    settings, place = connection.settings_dict, shared_place(tmp_path_factory)
    name = str(settings["TEST"]["NAME"] or f"test_{settings['NAME']}")
    if SERVER:
        copy_database(place, SERVER, name)
        yield True
        drop_database(SERVER, name)
    else:
        copy_tables(Path(name))
        yield True
        remove(Path(name))


def pytest_unconfigure() -> None:
    if SERVER and "PYTEST_XDIST_WORKER" not in os.environ:
        drop_database(SERVER, TEMPLATE)


@pytest.fixture(autouse=True)
def in_german() -> None:
    """A page asked for in English leaves its language to whatever runs next in the process."""
    translation.activate("de")


@pytest.fixture(scope="session", autouse=True)
def readers_stay() -> Iterator[None]:
    """A reading process is given many files of a kind: starting it takes longer than reading.

    Outside of tests each file has its own; tests/engine/reading looks at that.
    """
    staying: dict[tuple[str, asking.Limits], tuple[asking.Reader, int]] = {}

    def read(kind: str, content: bytes, how: dict[str, Any], limits: asking.Limits) -> Any:
        reader, files = staying.pop((kind, limits), (None, 0))
        if reader is None or not reader.is_usable or files == FILES_A_READER:
            if reader is not None:
                reader.end()
            reader, files = asking.Reader(limits), 0
        staying[kind, limits] = reader, files + 1
        return reader.read(kind, content, how)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asking, "read", read)
        yield
    for reader, _files in staying.values():
        reader.end()


@pytest.fixture(scope="session", autouse=True)
def few_samples() -> None:
    """How firm a place is takes most of a run's time; the engine's own tests look at it."""
    from begleitwerk.selection.services import runs

    runs.SAMPLES = 40


@pytest.fixture
def places(db: None) -> Places:
    return make_places()


@pytest.fixture
def musterau(places: Places) -> Municipality:
    return places.musterau


@pytest.fixture
def lindfurt(places: Places) -> Municipality:
    return places.lindfurt


@pytest.fixture
def programme_space(places: Places) -> Workspace:
    return places.programme


def cast_fixture(name: str) -> Callable[[Places], User]:
    def make(places: Places) -> User:
        return make_person(name, places)

    make.__doc__ = f"{name} of the cast"
    return pytest.fixture(make, name=name)


coordinator = cast_fixture("coordinator")
head = cast_fixture("head")
planner = cast_fixture("planner")
steering_member = cast_fixture("steering_member")
partner = cast_fixture("partner")
parent = cast_fixture("parent")
committee_member = cast_fixture("committee_member")
protection_officer = cast_fixture("protection_officer")
facilitator = cast_fixture("facilitator")
neighbour = cast_fixture("neighbour")
office = cast_fixture("office")
lead = cast_fixture("lead")
reviewer = cast_fixture("reviewer")
researcher = cast_fixture("researcher")
state_office = cast_fixture("state_office")
operator = cast_fixture("operator")
stranger = cast_fixture("stranger")


@pytest.fixture
def database_queue(settings: Any) -> None:
    """Long work stays in the queue, as it does where no worker has come by yet."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def as_user() -> Callable[[User | None], Client]:
    """A client signed in as somebody, or as nobody."""

    def sign_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in
