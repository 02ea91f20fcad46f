"""A process with everything in it, and a draft of a paper about it."""

import pytest
from django.core.cache import caches

from begleitwerk.accounts.models import User
from begleitwerk.council.models import Paper
from begleitwerk.council.services import create_paper
from begleitwerk.municipalities.models import Municipality, Workspace
from tests.worlds.process import ProcessWorld, build_process


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Rows of factories come without events, and their numbers come again with each test."""
    caches["papers"].clear()


@pytest.fixture
def world(musterau: Municipality, programme_space: Workspace) -> ProcessWorld:
    return build_process(musterau, programme_space)


@pytest.fixture
def draft(world: ProcessWorld, musterau: Municipality, coordinator: User) -> Paper:
    return create_paper(
        by=coordinator,
        municipality=musterau,
        process=world.process,
        paper_type="resolution",
        title="Frühe Hilfen: Zwischenbericht",
    )
