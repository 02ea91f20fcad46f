"""Replacement always ends: what a decision leaves to it, and the ways on where rules leave none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.selection.enums import RunState
from begleitwerk.selection.models import Candidacy, SelectionDecision, SelectionRun
from begleitwerk.selection.presenters.decision import decision_page, swap_choices, swap_preview
from begleitwerk.selection.selectors.decisions import outlook_of
from begleitwerk.selection.services.decisions import (
    add_deviation,
    confirm_decision,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.runs import execute_run, start_run
from begleitwerk.selection.services.withdrawals import start_replacement, withdraw
from tests.days import today
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]
STAGE = "reviewed"


@pytest.fixture
def run(world: SelectionWorld, office: User) -> SelectionRun:
    return execute_run(run_id=start_run(by=office, round=world.round).pk)


def url(world: SelectionWorld, name: str, *ids: Any) -> str:
    return reverse(f"selection:{name}", args=[world.slug, world.round.pk, *ids])


def breaking_swap(decision: SelectionDecision) -> tuple[str, str]:
    """The first swap that breaks a rule."""
    members, others = swap_choices(decision).values()
    return next(
        (out, into)
        for out, _out_name in members
        for into, _into_name in others
        if (preview := swap_preview(decision, out, into)) and preview.breaks
    )


# --- What a deviation does to later replacements ------------------------------------------------


def test_a_deviation_says_before_it_is_made_whom_nobody_could_replace_then(
    world: SelectionWorld, run: SelectionRun, office: User, as_user: SignIn
) -> None:
    decision = prepare_decision(by=office, run=run)
    out, into = breaking_swap(decision)
    before, preview = decision_page(decision).later, swap_preview(decision, out, into)
    assert before is not None
    assert preview is not None
    assert (before.stuck, before.newly) == (2, "")
    assert (preview.later.stuck, preview.later.is_all) == (6, False)
    assert preview.later.newly.count(",") + 2 == 6 - 2
    page = as_user(office).get(url(world, "deviation_add", run.pk), {"out": out, "into": into})
    assert preview.later.newly in text_of(page)
    add_deviation(by=office, decision=decision, out=out, into=into, reason="Grund")
    assert preview.later.names in text_of(as_user(office).get(url(world, "decision", run.pk)))


def test_what_is_said_of_later_replacements_comes_true(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    prepared = prepare_decision(by=office, run=run)
    out, into = breaking_swap(prepared)
    add_deviation(by=office, decision=prepared, out=out, into=into, reason="Grund")
    outlook = outlook_of(prepared)
    confirm_decision(by=lead, decision=propose_decision(by=office, decision=prepared, reason="X"))
    stuck = outlook.without_successor
    others = sorted(outlook.members.keys() - set(stuck))
    for key, state in ((stuck[0], RunState.IMPOSSIBLE), (others[0], RunState.DONE)):
        with undone():
            assert replacement_of(key, world, office).state == state


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def replacement_of(key: str, world: SelectionWorld, office: User) -> SelectionRun:
    """It leaves today, and who takes the place is calculated."""
    leaver = Candidacy.objects.get(round=world.round, municipality__youth_office_id=key)
    withdraw(by=office, candidacy=leaver, on=today(), reason="Die Stelle ist leer.")
    return execute_run(run_id=start_replacement(by=office, candidacy=leaver).pk)
