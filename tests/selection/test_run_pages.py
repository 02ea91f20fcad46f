"""Pages of calculation and decision: who sees them, what they say, what bad input does."""

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.selection.enums import DecisionState, RunState
from begleitwerk.selection.models import SelectionDecision, SelectionRun
from begleitwerk.selection.presenters.decision import swap_choices, swap_preview
from begleitwerk.selection.services.decisions import (
    prepare_decision,
    propose_decision,
    return_decision,
)
from begleitwerk.selection.services.runs import execute_run, start_run
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

STAGE = "reviewed"


@pytest.fixture
def run(world: SelectionWorld, office: User) -> SelectionRun:
    return execute_run(run_id=start_run(by=office, round=world.round).pk)


def address(world: SelectionWorld, name: str, *ids: object) -> str:
    return reverse(f"selection:{name}", args=[world.slug, world.round.pk, *ids])


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return text_of(response)


def test_the_result_says_who_why_and_how_sure(
    client: Client, world: SelectionWorld, run: SelectionRun, office: User
) -> None:
    client.force_login(office)
    text = page(client, address(world, "run", run.pk))
    assert "Neun von 14 Bewerbungen sind vorgeschlagen" in text
    assert "Warum nicht?" in text
    assert "keine Auswahl hat mehr" in text
    assert "Entscheidung treffen" in text
    found = page(client, address(world, "run_losers", run.pk) + "?suche=gibtesnicht")
    assert "Nichts gefunden für „gibtesnicht“" in found


def test_the_lead_reads_and_does_not_start(
    client: Client, world: SelectionWorld, run: SelectionRun, lead: User
) -> None:
    client.force_login(lead)
    assert "Entscheidung treffen" not in page(client, address(world, "run", run.pk))
    assert client.post(address(world, "run_start")).status_code == 403


def test_a_decision_is_due_for_whom_it_waits(
    client: Client, world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    due, decision_page = (
        reverse("portal:programme_due", args=[world.slug]),
        address(world, "decision", run.pk),
    )
    decision = prepare_decision(by=office, run=run)
    client.force_login(office)
    assert "Die Entscheidung ist vorbereitet und noch nicht übergeben" in page(client, due)
    assert "Entscheidung fortsetzen" in page(client, address(world, "round"))
    decision = propose_decision(by=office, decision=decision, reason="")
    assert "noch nicht übergeben" not in page(client, due)
    client.force_login(lead)
    assert f'href="{decision_page}"' in client.get(due).content.decode()
    assert "Entscheidung ansehen" in page(client, address(world, "round"))
    return_decision(by=lead, decision=decision, reason="Bitte begründen")
    assert "Entscheidung ansehen" not in page(client, address(world, "round"))
    client.force_login(office)
    assert "Die zweite Person hat die Entscheidung zurückgegeben" in page(client, due)


@pytest.mark.parametrize("name", ["coordinator", "neighbour", "stranger"])
def test_applicants_see_nothing_of_it(
    name: str,
    client: Client,
    world: SelectionWorld,
    run: SelectionRun,
    request: pytest.FixtureRequest,
) -> None:
    client.force_login(request.getfixturevalue(name))
    for page_name in ("run", "run_losers", "decision"):
        assert client.get(address(world, page_name, run.pk)).status_code == 404


@pytest.mark.usefixtures("database_queue")
def test_starting_queues_the_work_once(client: Client, world: SelectionWorld, office: User) -> None:
    client.force_login(office)
    first = client.post(address(world, "run_start"))
    run = SelectionRun.objects.get()
    assert first["Location"] == address(world, "run", run.pk)
    second = client.post(address(world, "run_start"), follow=True)
    assert "läuft schon eine Berechnung" in text_of(second)
    assert SelectionRun.objects.count() == 1
    assert "Berechnung abbrechen" in page(client, address(world, "run", run.pk))
    client.post(address(world, "run_cancel", run.pk))
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED


def test_an_unknown_run_or_candidate_and_an_undecided_protocol_are_not_there(
    client: Client, world: SelectionWorld, run: SelectionRun, office: User
) -> None:
    client.force_login(office)
    prepare_decision(by=office, run=run)
    assert client.get(address(world, "run", 0)).status_code == 404
    assert client.get(address(world, "run_candidate", run.pk, 0)).status_code == 404
    assert client.get(address(world, "protocol", run.pk, "pdf")).status_code == 404


def test_a_deviation_is_shown_before_it_is_made(
    client: Client, world: SelectionWorld, run: SelectionRun, office: User
) -> None:
    client.force_login(office)
    client.post(address(world, "decision_prepare", run.pk))
    decision = SelectionDecision.objects.get()
    members, others = swap_choices(decision).values()
    out, into = next((a, b) for a, _ in members for b, _ in others if swap_preview(decision, a, b))
    url = address(world, "deviation_add", run.pk)
    shown = text_of(client.post(url, {"out": out, "into": into, "preview": "1"}))
    assert "Punkte gegenüber jetzt" in shown
    assert not decision.deviations.exists()
    assert client.post(url, {"out": out, "into": into, "reason": ""}).status_code == 422
    done = client.post(url, {"out": out, "into": into, "reason": "Die Leitung wechselt."})
    assert done.status_code == 302
    deviation = decision.deviations.get()
    client.post(address(world, "deviation_remove", run.pk, deviation.pk))
    assert not decision.deviations.exists()


def test_the_second_person_confirms_and_the_protocol_can_be_fetched(
    client: Client, world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    decision = propose_decision(by=office, decision=prepare_decision(by=office, run=run), reason="")
    client.force_login(office)
    assert client.get(address(world, "decision_confirm", run.pk)).status_code == 403
    client.force_login(lead)
    confirm = address(world, "decision_confirm", run.pk)
    assert client.post(confirm, {"version": decision.version - 1}).status_code == 422
    assert client.post(confirm, {"version": decision.version}).status_code == 302
    decision.refresh_from_db()
    assert decision.state == DecisionState.CONFIRMED
    answer = client.get(address(world, "protocol", run.pk, "json"))
    assert answer["Content-Type"] == "application/json"
    assert decision.protocol_digest in text_of(answer)
    assert client.get(address(world, "protocol", run.pk, "pdf")).content.startswith(b"%PDF")
    client.force_login(office)
    assert decision.protocol_digest in page(client, address(world, "decision", run.pk))


def test_two_candidates_side_by_side_and_on_the_map(
    client: Client, world: SelectionWorld, run: SelectionRun, office: User
) -> None:
    client.force_login(office)
    one, two = world.candidacy("Stadt Lindental"), world.candidacy("Kreis Heidemoor")
    text = page(client, address(world, "compare") + f"?a={one.pk}&b={two.pk}")
    assert "Stadt Lindental und Kreis Heidemoor nebeneinander" in text
    content = run.rule_set.content
    for row in content["criteria"]:
        assert row["name"] in text
    assert "Punkte in „" in text
    assert client.get(address(world, "compare") + "?a=0&b=1").status_code == 404
    assert "Neun von 14 Kommunen sind vorgeschlagen" in page(
        client, address(world, "candidates_map")
    )
