"""What a selection makes due, and for whom."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.portal.selectors import due_lines
from begleitwerk.selection.services.decisions import prepare_decision, propose_decision
from begleitwerk.selection.services.runs import execute_run, start_run
from tests.factories.selection import (
    ApplicationFactory,
    CandidacyFactory,
    ReviewFactory,
    SelectionRoundFactory,
)
from tests.worlds.selection import build_selection

TODAY = date(2026, 3, 1)


def due(user: User, space: Workspace) -> list[tuple[str, str]]:
    return [(line.what, line.verb) for line in due_lines(space, access_of(user), TODAY)]


def test_a_municipality_is_asked_for_its_answer_then_for_its_application(
    musterau: Municipality, coordinator: User, partner: User
) -> None:
    round = SelectionRoundFactory(name="Auswahl 2026", apply_until=date(2026, 3, 20))
    candidacy = CandidacyFactory(
        round=round, municipality=musterau, state="invited", reply_by=date(2026, 3, 10)
    )
    assert due(coordinator, musterau.workspace) == [("Auswahl 2026", "Antworten")]
    ApplicationFactory(candidacy=candidacy, state="draft")
    assert due(coordinator, musterau.workspace) == [("Auswahl 2026", "Weiterschreiben")]
    assert due(partner, musterau.workspace) == []


def test_a_reviewer_sees_her_own_reviews_only(programme_space: Workspace, reviewer: User) -> None:
    world = build_selection(space=programme_space, until="applied")
    mine = world.candidacy("Stadt Lindental")
    ReviewFactory(candidacy=mine, reviewer=reviewer, state="assigned")
    ReviewFactory(candidacy=world.candidacy("Kreis Heidemoor"), state="assigned")
    world.round.review_until = TODAY
    world.round.save()
    assert due(reviewer, programme_space) == [("Stadt Lindental", "Begutachten")]


@pytest.mark.parametrize("step", ["calculated", "proposed"])
def test_a_decision_waits_for_the_right_person(
    step: str, programme_space: Workspace, office: User, lead: User
) -> None:
    world = build_selection(space=programme_space, office=office)
    run = execute_run(run_id=start_run(by=office, round=world.round).pk)
    for_office, for_lead = [("Runde 2026", "Ergebnis ansehen")], []
    if step == "proposed":
        propose_decision(by=office, decision=prepare_decision(by=office, run=run), reason="")
        for_office, for_lead = [], [("Runde 2026", "Prüfen und bestätigen")]
    assert due(office, programme_space) == for_office
    assert due(lead, programme_space) == for_lead


def test_what_waits_in_a_programme_is_shown_to_those_who_work_there_only(
    programme_space: Workspace,
    reviewer: User,
    stranger: User,
    as_user: Callable[[User | None], Client],
) -> None:
    url = reverse("portal:programme_due", args=[programme_space.slug])
    assert as_user(reviewer).get(url).status_code == 200
    assert as_user(stranger).get(url).status_code == 404
    missing = reverse("portal:programme_due", args=["gibt-es-nicht"])
    assert as_user(reviewer).get(missing).status_code == 404
