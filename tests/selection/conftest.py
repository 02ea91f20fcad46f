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
from begleitwerk.selection.models import SelectionDecision
from begleitwerk.selection.services.decisions import (
    confirm_decision,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.runs import execute_run, start_run
from tests.worlds.cast import Places, make_person, make_places
from tests.worlds.selection import SelectionWorld, build_selection


@dataclass
class Standing:
    places: Places
    office: User
    world: SelectionWorld
    lead: User | None = None
    decision: SelectionDecision | None = None


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
        until = "reviewed" if stage == "decided" else stage
        standing = Standing(
            places, office, build_selection(space=places.programme, until=until, office=office)
        )
        if stage == "decided":
            decide(standing)
        yield standing
        transaction.set_rollback(True)


def decide(standing: Standing) -> None:
    """The round is calculated and decided by two people."""
    office, round = standing.office, standing.world.round
    standing.lead = make_person("lead", standing.places)
    run = execute_run(run_id=start_run(by=office, round=round).pk)
    prepared = prepare_decision(by=office, run=run)
    proposed = propose_decision(by=office, decision=prepared, reason="")
    standing.decision = confirm_decision(by=standing.lead, decision=proposed)
    round.refresh_from_db()


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


@pytest.fixture
def lead(standing: Standing | None, places: Places) -> User:
    return (standing and standing.lead) or make_person("lead", places)


@pytest.fixture
def decision(standing: Standing) -> SelectionDecision:
    """Of a file whose round is decided."""
    assert standing.decision is not None
    return standing.decision
