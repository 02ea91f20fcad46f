"""From the frozen data to the decision: runs, deviations, two people, the protocol."""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Job
from begleitwerk.core.services import Refused, make_seal, make_seal_key, verify_seals
from begleitwerk.engine.selection.protocol import load, replay
from begleitwerk.engine.selection.report import Report
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.services import change_municipality
from begleitwerk.selection.enums import (
    CandidacyState,
    DecisionState,
    Outcome,
    RoundState,
    RunState,
)
from begleitwerk.selection.exports.protocols import protocol_pdf
from begleitwerk.selection.models import (
    Candidacy,
    PortfolioRule,
    SelectionDecision,
    SelectionRun,
)
from begleitwerk.selection.papers.letters import LetterBook
from begleitwerk.selection.presenters.decision import swap_choices, swap_preview
from begleitwerk.selection.presenters.result import result_page
from begleitwerk.selection.presenters.story import story_of
from begleitwerk.selection.selectors.after import addressees_of
from begleitwerk.selection.selectors.decisions import outlook_of
from begleitwerk.selection.selectors.drift import Drift, drift_of
from begleitwerk.selection.selectors.runs import conflict_in, finding_in
from begleitwerk.selection.services import runs
from begleitwerk.selection.services.decisions import (
    add_deviation,
    confirm_decision,
    prepare_decision,
    propose_decision,
    remove_deviation,
    return_decision,
)
from begleitwerk.selection.services.letters import send_letters
from begleitwerk.selection.services.rounds import freeze_rules, open_new_version
from begleitwerk.selection.services.rules import add_rule
from begleitwerk.selection.services.runs import cancel_run, execute_run, start_run
from begleitwerk.selection.tasks import run_selection
from tests.engine.documents.pdf_checks import assert_accessible
from tests.factories.municipalities import MembershipFactory
from tests.worlds.selection import SelectionWorld

SignIn = Callable[[User | None], Client]
STAGE = "reviewed"
NAME = "Kreis Heidemoor"


def run_of(world: SelectionWorld, office: User) -> SelectionRun:
    return execute_run(run_id=start_run(by=office, round=world.round).pk)


@pytest.fixture
def run(world: SelectionWorld, office: User) -> SelectionRun:
    return run_of(world, office)


def decided(run: SelectionRun, office: User, lead: User) -> SelectionDecision:
    decision = prepare_decision(by=office, run=run)
    proposed = propose_decision(by=office, decision=decision, reason="")
    return confirm_decision(by=lead, decision=proposed)


# --- The run ------------------------------------------------------------------------------------


def test_a_run_fills_all_places_and_says_why_of_everybody(run: SelectionRun) -> None:
    assert run.state == RunState.DONE
    page = result_page(run)
    assert [len(group.lines) for group in page.groups] == [3, 3, 3]
    assert page.is_proven
    assert len(page.losers) == 5
    assert all(line.words.headline for line in page.losers)
    assert {line.rank for line in page.losers} >= {1}
    assert all(bool(line.waits) == (line.rank is not None) for line in page.losers)
    assert any("Ihr fehlten" in line.waits for line in page.losers)


def test_a_second_click_finds_the_first_run_under_way(world: SelectionWorld, office: User) -> None:
    start_run(by=office, round=world.round)
    with pytest.raises(Refused, match="läuft schon"):
        start_run(by=office, round=world.round)
    assert SelectionRun.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [(RoundState.CLOSED, "ist beendet"), (RoundState.DECIDED, "wird nachbesetzt")],
)
def test_no_run_starts_once_the_round_is_over(
    world: SelectionWorld, office: User, state: RoundState, words: str
) -> None:
    world.round.state = state
    world.round.save()
    with pytest.raises(Refused, match=words):
        start_run(by=office, round=world.round)


def test_faulty_data_end_the_run_with_what_is_wrong_and_where(
    world: SelectionWorld, office: User
) -> None:
    run = start_run(by=office, round=world.round)
    row = next(row for row in run.problem["candidates"] if row["key"] == world.candidacy(NAME).key)
    del row["scores"]["impact"]["personal"]
    run.save()
    failed = execute_run(run_id=run.pk)
    assert failed.state == RunState.FAILED
    assert NAME in failed.message
    assert "personal" in failed.message.lower()
    job = Job.objects.get(pk=run.job_id)
    assert (job.state, job.message) == ("failed", failed.message)


def test_the_run_keeps_its_data_and_says_that_others_changed(
    world: SelectionWorld, run: SelectionRun
) -> None:
    assert not drift_of(run)
    before = result_page(run).points
    place = world.municipalities["Stadt Lindental"]
    values = {"population": 20_000, "area_km2": 900}
    change_municipality(by=None, municipality=place, version=None, **values)
    assert drift_of(run)
    run.refresh_from_db()
    assert result_page(run).points == before


def test_data_are_compared_only_where_something_was_changed(
    world: SelectionWorld, run: SelectionRun, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[SelectionRun] = []

    def note(run: SelectionRun) -> tuple[Drift, ...]:
        compared.append(run)
        return ()

    monkeypatch.setattr("begleitwerk.selection.selectors.drift.compared", note)
    prepare_decision(by=office, run=run)
    assert not drift_of(run)
    assert not compared, "a decision about a run changes nothing the run rests on"
    place = world.municipalities["Stadt Lindental"]
    change_municipality(by=None, municipality=place, version=None, population=1)
    for _visit in range(2):
        assert not drift_of(run)
    assert compared == [run]


def test_cancelling_ends_a_waiting_run_and_frees_the_round(
    world: SelectionWorld, office: User
) -> None:
    run = cancel_run(by=office, run=start_run(by=office, round=world.round))
    assert run.state == RunState.CANCELLED
    assert execute_run(run_id=run.pk).state == RunState.CANCELLED
    with pytest.raises(Refused, match="schon zu Ende"):
        cancel_run(by=office, run=run)
    assert run_of(world, office).state == RunState.DONE


def test_a_run_whose_worker_is_gone_is_taken_up(world: SelectionWorld, office: User) -> None:
    run = start_run(by=office, round=world.round)
    SelectionRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    run_selection.call(job_id=run.job_id, run_id=run.pk)
    run.refresh_from_db()
    job = Job.objects.get(pk=run.job_id)
    assert (run.state, job.state) == (RunState.DONE, "done")


def test_a_run_that_takes_its_worker_down_again_and_again_is_ended(
    world: SelectionWorld, office: User
) -> None:
    run = start_run(by=office, round=world.round)
    Job.objects.filter(pk=run.job_id).update(attempts=3)
    run_selection.call(job_id=run.job_id, run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, "endete unerwartet" in run.message) == (RunState.FAILED, True)
    assert start_run(by=office, round=world.round).state == RunState.WAITING


def test_one_cancel_ends_a_run_whose_worker_is_gone(world: SelectionWorld, office: User) -> None:
    run = start_run(by=office, round=world.round)
    SelectionRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    assert cancel_run(by=office, run=run).state == RunState.CANCELLED
    assert start_run(by=office, round=world.round).state == RunState.WAITING


def test_cancelling_while_it_calculates_leaves_no_result(
    world: SelectionWorld, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start_run(by=office, round=world.round)
    steps, was_cancelled = itertools.count(1), runs.was_cancelled

    def cancelled_at_the_third_step(run_id: int) -> bool:
        if next(steps) == 3:
            cancel_run(by=office, run=run)
        return was_cancelled(run_id)

    monkeypatch.setattr(runs, "was_cancelled", cancelled_at_the_third_step)
    monkeypatch.setattr(runs, "LOOK_AGAIN", 0)
    done = execute_run(run_id=run.pk)
    assert (done.state, done.result) == (RunState.CANCELLED, None)


def test_a_calculation_tells_each_hundredth_once_and_seldom_asks_whether_to_go_on(
    world: SelectionWorld, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    looks = itertools.count()
    report_on = runs.report_on

    def a_thousand_steps(*problem: Any, **how: Any) -> Report:
        for step in range(1000):
            how["progress"](step, 1000)
            assert not how["stop"]()
        return report_on(*problem, samples=1)

    monkeypatch.setattr(runs, "tell", lambda _run, done: told.append(done))
    monkeypatch.setattr(runs, "was_cancelled", lambda _run: next(looks) < 0)
    monkeypatch.setattr(runs, "LOOK_AGAIN", 3600)
    monkeypatch.setattr(runs, "report_on", a_thousand_steps)
    assert run_of(world, office).state == RunState.DONE
    assert told == list(range(runs.CHOICE_STEPS, 100))
    assert next(looks) == 1


def test_cancelling_at_the_last_step_leaves_no_result(
    world: SelectionWorld, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start_run(by=office, round=world.round)

    report_on = runs.report_on

    def cancelled_when_all_is_said(*problem: Any, **how: Any) -> Report:
        report = report_on(*problem, **how)
        cancel_run(by=office, run=run)
        return report

    monkeypatch.setattr(runs, "report_on", cancelled_when_all_is_said)
    done = execute_run(run_id=run.pk)
    assert (done.state, done.result) == (RunState.CANCELLED, None)


def test_rules_that_contradict_each_other_are_named_with_the_way_out(
    world: SelectionWorld, office: User
) -> None:
    rules = open_new_version(by=office, round=world.round, reason="Mehr Stadt")
    urban = {"attribute": "settlement", "values": ["urban"], "at_least": 9}
    add_rule(by=office, rule_set=rules, kind=PortfolioRule, **urban)
    freeze_rules(by=office, rule_set=rules)
    run = run_of(world, office)
    assert run.state == RunState.IMPOSSIBLE
    conflict = conflict_in(run)
    assert conflict.rules
    assert conflict.relaxations[0].distance >= 1


# --- The decision -------------------------------------------------------------------------------


def test_two_people_decide_and_everybody_learns_what_became_of_them(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    decision = decided(run, office, lead)
    world.round.refresh_from_db()
    assert (decision.state, world.round.state) == (DecisionState.CONFIRMED, RoundState.DECIDED)
    outcomes = [row.outcome for row in decision.places.all()]
    assert outcomes.count(Outcome.SELECTED) == 9
    assert len(outcomes) == 14
    for row in decision.places.select_related("candidacy"):
        assert row.candidacy.state == CandidacyState(row.outcome)


def test_the_person_who_prepared_it_cannot_confirm_it(
    run: SelectionRun, office: User, lead: User
) -> None:
    decision = propose_decision(by=office, decision=prepare_decision(by=office, run=run), reason="")
    with pytest.raises(Refused, match="andere Person"):
        confirm_decision(by=office, decision=decision)
    returned = return_decision(by=lead, decision=decision, reason="Bitte Thema C prüfen.")
    assert returned.state == DecisionState.RETURNED
    again = propose_decision(by=office, decision=returned, reason="Geprüft.")
    assert confirm_decision(by=lead, decision=again).state == DecisionState.CONFIRMED


def test_nobody_confirms_who_was_let_in_by_whoever_prepared_it_or_who_deviated(
    run: SelectionRun, office: User, lead: User, as_user: SignIn
) -> None:
    decision = prepare_decision(by=office, run=run)
    out, into = possible_swap(decision)
    add_deviation(by=lead, decision=decision, out=out, into=into, reason="Die Leitung wechselt.")
    proposed = propose_decision(by=office, decision=decision, reason="Wie besprochen.")
    with pytest.raises(Refused, match="andere Person"):
        confirm_decision(by=lead, decision=proposed)
    second = MembershipFactory(
        workspace=run.workspace, role=Role.PROGRAMME_LEAD, granted_by=office
    ).user
    with pytest.raises(Refused, match="Ihre Rolle haben Sie von der Person"):
        confirm_decision(by=second, decision=proposed)
    page = as_user(second).get(f"/p/programm/auswahl/{run.round_id}/lauf/{run.pk}/entscheidung/")
    assert "Ihre Rolle haben Sie von der Person" in page.text
    third = MembershipFactory(
        workspace=run.workspace, role=Role.PROGRAMME_LEAD, granted_by=lead
    ).user
    decision.deviations.all().delete()
    assert confirm_decision(by=third, decision=proposed).state == DecisionState.CONFIRMED


def test_of_two_decisions_about_a_round_the_first_holds(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    other = prepare_decision(by=office, run=run_of(world, office))
    late = propose_decision(by=office, decision=other, reason="")
    assert prepare_decision(by=office, run=run) == prepare_decision(by=office, run=run)
    decided(run, office, lead)
    late = SelectionDecision.objects.get(pk=late.pk)
    assert late.state == DecisionState.SUPERSEDED
    with pytest.raises(Refused, match="wartet nicht auf eine zweite Person"):
        confirm_decision(by=lead, decision=late)
    assert not late.places.exists()


def test_nobody_is_turned_down_who_handed_in_since_the_calculation(
    world: SelectionWorld, office: User, lead: User
) -> None:
    rows = Candidacy.objects.filter(pk=world.candidacies[NAME].pk)
    rows.update(state=CandidacyState.DECLINED)
    first = run_of(world, office)
    rows.update(state=CandidacyState.APPLIED)
    decision = propose_decision(
        by=office, decision=prepare_decision(by=office, run=first), reason="Eilt"
    )
    with pytest.raises(Refused, match=f"Nach der Berechnung eingereicht: {NAME}"):
        confirm_decision(by=lead, decision=decision)
    assert not decision.places.exists()
    assert world.candidacy(NAME).state == CandidacyState.APPLIED


def test_nobody_is_selected_who_withdrew_since_the_calculation(
    run: SelectionRun, office: User, lead: User
) -> None:
    decision = propose_decision(by=office, decision=prepare_decision(by=office, run=run), reason="")
    gone = next(row for row in run.round.candidacies.all() if row.key in finding_in(run).members)
    Candidacy.objects.filter(pk=gone.pk).update(state=CandidacyState.WITHDRAWN)
    with pytest.raises(Refused, match=f"Steht nicht mehr zur Auswahl: {gone.municipality.name}"):
        confirm_decision(by=lead, decision=decision)
    decision.refresh_from_db()
    assert decision.state == DecisionState.PROPOSED


def test_a_deviation_shows_its_price_and_the_rules_it_breaks(
    run: SelectionRun, office: User, lead: User
) -> None:
    decision = prepare_decision(by=office, run=run)
    outlook = outlook_of(decision)
    out, into = possible_swap(decision)
    preview = swap_preview(decision, out, into)
    assert preview is not None
    with pytest.raises(Refused, match="warum Sie abweichen"):
        add_deviation(by=office, decision=decision, out=out, into=into, reason=" ")
    for swap, field in (
        ((into, out), "out"),  # the wrong way round
        ((out, out), "into"),  # in already
        ((out, "nobody"), "into"),  # does not stand for the theme
    ):
        with pytest.raises(Refused) as refusal:
            add_deviation(by=office, decision=decision, out=swap[0], into=swap[1], reason="X")
        assert refusal.value.field == field
    deviation = add_deviation(
        by=office, decision=decision, out=out, into=into, reason="Die Leitung wechselt."
    )
    after = outlook_of(decision)
    assert deviation.cost == outlook.points - after.points == after.cost
    assert len(deviation.breaks) == len(preview.breaks)
    with pytest.raises(Refused, match="in einem Satz"):
        propose_decision(by=office, decision=decision, reason="")
    proposed = propose_decision(by=office, decision=decision, reason="Wie besprochen.")
    confirmed = confirm_decision(by=lead, decision=proposed)
    selected = {
        row.candidacy.key for row in confirmed.places.all() if row.outcome == Outcome.SELECTED
    }
    assert into in selected
    assert out not in selected
    assert load(confirmed.protocol).deviations[0].cost == deviation.cost


def test_taking_a_deviation_back_restores_the_proposal(run: SelectionRun, office: User) -> None:
    decision = prepare_decision(by=office, run=run)
    out, into = possible_swap(decision)
    deviation = add_deviation(by=office, decision=decision, out=out, into=into, reason="Grund")
    remove_deviation(by=office, decision=decision, deviation=deviation)
    assert outlook_of(decision).members == finding_in(run).members


def possible_swap(decision: SelectionDecision) -> tuple[str, str]:
    members, others = swap_choices(decision).values()
    return next(
        (out, into)
        for out, _out_name in members
        for into, _into_name in others
        if swap_preview(decision, out, into)
    )


# --- What is told of a decision ------------------------------------------------------------------


def test_the_letter_of_somebody_taken_out_by_a_deviation_does_not_blame_the_rules(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    prepared = prepare_decision(by=office, run=run)
    out, into = possible_swap(prepared)
    add_deviation(by=office, decision=prepared, out=out, into=into, reason="Die Leitung wechselt.")
    decision = confirm_decision(
        by=lead, decision=propose_decision(by=office, decision=prepared, reason="Siehe dort.")
    )
    told = {row.candidacy.key: row for row in addressees_of(decision)}
    book = LetterBook(decision)
    left = book.content(told[out].place, on=date(2026, 6, 1))
    assert left["reasons"][0].startswith("Nach den Regeln war Ihre Bewerbung vorgeschlagen.")
    came = book.content(told[into].place, on=date(2026, 6, 1))
    assert "mit Gründen für Ihre Bewerbung" in came["reasons"][0]
    assert "Die Leitung wechselt" not in str(left)


def test_nothing_goes_out_before_the_decision_is_confirmed(
    world: SelectionWorld, run: SelectionRun, office: User, as_user: SignIn
) -> None:
    prepared = prepare_decision(by=office, run=run)
    with pytest.raises(Refused, match="noch nicht bestätigt"):
        send_letters(by=office, decision=prepared)
    ids = (world.round.pk, prepared.pk, 1)
    preview = reverse("selection:letter_preview", args=[world.slug, *ids])
    assert as_user(office).get(preview).status_code == 404


def test_the_price_of_a_deviation_stands_in_the_story_of_those_concerned(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    prepared = prepare_decision(by=office, run=run)
    out, into = possible_swap(prepared)
    add_deviation(by=office, decision=prepared, out=out, into=into, reason="Die Leitung wechselt.")
    confirm_decision(
        by=lead, decision=propose_decision(by=office, decision=prepared, reason="Siehe dort.")
    )
    candidacy = Candidacy.objects.get(round=world.round, municipality__youth_office_id=out)
    lines = [line for chapter in story_of(world.round, candidacy) for line in chapter.lines]
    assert "Die Leitung wechselt." in {line.reason for line in lines}


# --- The protocol -------------------------------------------------------------------------------


def test_the_protocol_gives_the_same_set_in_another_process(
    run: SelectionRun, office: User, lead: User, tmp_path: Path
) -> None:
    decision = decided(run, office, lead)
    assert replay(load(decision.protocol, digest=decision.protocol_digest)).is_same
    path = tmp_path / "protokoll.json"
    path.write_text(decision.protocol, encoding="utf-8")
    again = subprocess.run(
        [str(Path(sys.executable).parent / "begleitwerk"), "selection_replay", str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={
            "PATH": os.environ["PATH"],
            "BEGLEITWERK_DATA_DIR": str(tmp_path),
        },
    )
    assert again.returncode == 0, again.stderr
    assert "dieselbe Auswahl, noch einmal bewiesen" in again.stdout


def test_a_protocol_is_sealed_with_the_log_and_a_change_of_it_is_found(
    run: SelectionRun, office: User, lead: User, settings: Any, tmp_path: Path
) -> None:
    settings.SEAL_KEY_PATH = str(tmp_path / "key")
    settings.SEAL_LOG_PATH = str(tmp_path / "seals")
    make_seal_key()
    decision = decided(run, office, lead)
    seal = make_seal()
    assert seal
    assert decision.protocol_digest in seal.line
    assert verify_seals() == []
    changed = decision.protocol.replace("Stadt Lindental", "Stadt Hintertal")
    assert changed != decision.protocol
    SelectionDecision.objects.filter(pk=decision.pk).update(protocol=changed)
    [fault] = verify_seals()
    assert f"selection.protocol {decision.pk} was changed" in fault.what


def test_a_tampered_protocol_is_refused_with_its_place(
    run: SelectionRun, office: User, lead: User, tmp_path: Path
) -> None:
    document = json.loads(decided(run, office, lead).protocol)
    document["problem"]["criteria"][0]["weight"] = "99"
    path = tmp_path / "protokoll.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(CommandError, match=r"problem\.criteria") as refused:
        call_command("selection_replay", str(path))
    assert refused.value.returncode == 2


def test_the_printed_protocol_is_accessible_and_names_no_person(
    run: SelectionRun, office: User, lead: User
) -> None:
    decision = decided(run, office, lead)
    content = protocol_pdf(decision)
    assert_accessible(content, title="Protokoll der Auswahl: Runde 2026")
    text = " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    assert "Erfahrung mit dem Thema, Gewicht 50" in text
    assert "die kleinste Chance einer Kommune so groß wie möglich, dann die nächst" in text
    assert office.email not in decision.protocol
