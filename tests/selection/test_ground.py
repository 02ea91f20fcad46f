"""The ground does not move unseen: drift, deadlines, and what two people say of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.engine.documents import render_html
from begleitwerk.engine.selection.problem import Candidate
from begleitwerk.engine.selection.protocol import Evidence, load, replay
from begleitwerk.municipalities.services import change_municipality
from begleitwerk.programmes.models import Edition
from begleitwerk.programmes.services import open_engagement
from begleitwerk.selection.enums import DecisionState, RunState, WaiverState
from begleitwerk.selection.exports.protocols import protocol_pdf
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    FactFreeze,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
    Waiver,
)
from begleitwerk.selection.papers.letters import LetterBook, decision_letter
from begleitwerk.selection.selectors.after import addressees_of
from begleitwerk.selection.selectors.drift import (
    Drift,
    DriftKind,
    differences,
    drift_of,
    pin_of,
    readings_of,
    taken_over,
)
from begleitwerk.selection.selectors.grounds import moved, to_calculate, to_decide, to_send
from begleitwerk.selection.selectors.pins import Basis, Pin, pinned
from begleitwerk.selection.selectors.problem import basis_of
from begleitwerk.selection.selectors.runs import evidence_in, finding_in, problem_in
from begleitwerk.selection.services.applications import return_application, withdraw_application
from begleitwerk.selection.services.claims import answer_claim
from begleitwerk.selection.services.decisions import (
    confirm_decision,
    prepare_decision,
    propose_decision,
    return_decision,
)
from begleitwerk.selection.services.facts import freeze_due, freeze_facts
from begleitwerk.selection.services.letters import send_letters
from begleitwerk.selection.services.rounds import (
    change_round,
    create_round,
    freeze_rules,
    open_new_version,
)
from begleitwerk.selection.services.runs import execute_run, start_run
from begleitwerk.selection.services.waivers import (
    ask_to_calculate,
    ask_to_send,
    grant_waiver,
    refuse_waiver,
)
from tests.factories.selection import ReviewFactory
from tests.markup import text_of
from tests.municipal_survey.test_imports import written
from tests.permissions.queries import LIMIT
from tests.worlds.selection import SelectionWorld

AsUser = Callable[[User | None], Client]
STAGE = "reviewed"
CITY = "Stadt Lindental"
WHY = "Die Korrektur kam nach dem Stichtag."


def run_of(world: SelectionWorld, office: User) -> SelectionRun:
    return execute_run(run_id=start_run(by=office, round=world.round).pk)


@pytest.fixture
def run(world: SelectionWorld, office: User) -> SelectionRun:
    return run_of(world, office)


def grow(world: SelectionWorld, name: str = CITY, population: int = 20_000) -> None:
    """A later register: the city is a small one in the country, its size and density others."""
    place = world.municipalities[name]
    place.refresh_from_db()
    change_municipality(
        by=None, municipality=place, version=None, population=population, area_km2=900
    )


def kinds(rows: tuple[Drift, ...]) -> set[tuple[str, str]]:
    return {(row.kind, row.key) for row in rows}


def proposed(run: SelectionRun, office: User, why: str = "") -> SelectionDecision:
    decision = prepare_decision(by=office, run=run)
    return propose_decision(by=office, decision=decision, reason="", waiver_reason=why)


# --- Drift ----------------------------------------------------------------------------------------


def test_a_register_change_is_named_with_what_it_was_and_is(
    world: SelectionWorld, run: SelectionRun
) -> None:
    assert drift_of(run) == ()
    grow(world)
    found = drift_of(run)
    assert kinds(found) == {(DriftKind.FACT, "register:settlement")}
    assert found[0].candidate == world.candidacy(CITY).key
    assert (found[0].before.words, found[0].after.words) == ("städtisch", "ländlich")
    assert found[0].before.source
    run.refresh_from_db()
    candidate = next(
        row for row in problem_in(run).candidates if row.key == world.candidacy(CITY).key
    )
    assert candidate.attributes["settlement"] == "urban"


def take_part_earlier(world: SelectionWorld, office: User, name: str = CITY) -> None:
    """The list of participants says by now that it took part before."""
    earlier = Edition.objects.get(name="Durchgang 2022")
    place = world.municipalities[name]
    open_engagement(
        by=office, edition=earlier, municipalities=[place], state="completed", source="Liste"
    )


def settle(world: SelectionWorld, office: User, name: str = CITY) -> None:
    """The list is right, says the office."""
    answer_claim(
        by=office,
        candidacy=world.candidacy(name),
        claim="earlier_participation",
        counts="register",
        answer="Steht im Bericht von 2022.",
    )


def answer_less(world: SelectionWorld, office: User, name: str = CITY) -> None:
    """A corrected survey file: the interest in the theme is lower than invited on."""
    key = world.municipalities[name].youth_office_id
    written(office, world.wave, f"Schlüssel;interesse_anchoring\n{key};1\n", "welle7b.csv")


def test_a_changed_answer_drifts_with_file_and_row(
    world: SelectionWorld, run: SelectionRun, office: User
) -> None:
    answer_less(world, office)
    (found,) = drift_of(run)
    assert (found.kind, found.key) == (DriftKind.FACT, "survey:interesse_anchoring")
    assert (found.before.printed, found.after.printed) == ("4", "1")
    assert (found.after.file, found.after.row) == ("welle7b.csv", 2)


def test_what_data_score_drifts_once_with_the_points_it_moves(
    world: SelectionWorld, run: SelectionRun, office: User
) -> None:
    take_part_earlier(world, office)
    (found,) = drift_of(run)
    assert (found.kind, found.key) == (DriftKind.FACT, "register:earlier")
    (move,) = found.points
    assert (move.theme, (move.after or 0) - (move.before or 0)) == ("anchoring", 2000)


def test_who_came_who_went_and_new_rules_drift(
    world: SelectionWorld, run: SelectionRun, office: User
) -> None:
    withdraw_application(by=office, application=world.applications[CITY], reason="Kein Personal")
    version = open_new_version(by=office, round=world.round, reason="Nachgebessert")
    freeze_rules(by=office, rule_set=version)
    assert kinds(drift_of(run)) == {(DriftKind.GONE, ""), (DriftKind.RULES, "")}
    again = run_of(world, office)
    assert drift_of(again) == ()
    application = world.applications["Kreis Sonnfeld"]
    return_application(by=office, application=application, note="Anlage fehlt")
    assert kinds(drift_of(again)) == {(DriftKind.GONE, "")}


def test_a_new_run_takes_it_over(world: SelectionWorld, run: SelectionRun, office: User) -> None:
    grow(world)
    again = run_of(world, office)
    assert drift_of(run)
    assert drift_of(again) == ()
    assert not to_decide(again)
    assert kinds(taken_over(again)) == kinds(drift_of(run))
    assert taken_over(run) == ()  # the first takes nothing over


def test_the_page_of_a_later_run_leads_to_what_it_took_over(
    world: SelectionWorld, run: SelectionRun, office: User, as_user: AsUser
) -> None:
    grow(world)
    again, client = run_of(world, office), as_user(office)

    def page(name: str, of: SelectionRun) -> str:
        return reverse(f"selection:{name}", args=[world.slug, world.round.pk, of.pk])

    assert page("run_taken", again) in client.get(page("run", again)).text
    assert page("run_taken", run) not in client.get(page("run", run)).text
    told = text_of(client.get(page("run_taken", again)))
    assert CITY in told
    assert "ländlich" in told
    assert "erste" in text_of(client.get(page("run_taken", run)))


# --- Two snapshots --------------------------------------------------------------------------------


def snapshot(world: SelectionWorld) -> Basis:
    return basis_of(world.round, rule_set=world.rules)


def altered(basis: Basis, key: str, **values: Any) -> Basis:
    """The same, with one candidate otherwise."""
    rows = tuple(
        replace(row, **values) if row.key == key else row for row in basis.problem.candidates
    )
    return replace(basis, problem=replace(basis.problem, candidates=rows))


def one_of(basis: Basis, key: str) -> Candidate:
    return next(row for row in basis.problem.candidates if row.key == key)


def between(world: SelectionWorld, then: Basis, today: Basis) -> list[Drift]:
    return differences(then, today, readings_of(world.rules, then.problem))


def test_scores_of_reviews_drift_once_or_by_theme(world: SelectionWorld) -> None:
    then, key = snapshot(world), world.candidacy("Kreis Heidemoor").key
    scores = {theme: dict(rows) for theme, rows in one_of(then, key).scores.items()}
    for rows in scores.values():
        rows["personal"] = Decimal(1)
    scores["impact"]["erfahrung-mit-dem-thema"] = Decimal(1)
    del scores["anchoring"]["erfahrung-mit-dem-thema"]
    today = altered(then, key, scores=scores)
    found = {(row.key, row.theme): row for row in between(world, then, today)}
    assert {row.kind for row in found.values()} == {DriftKind.SCORE}
    assert found["personal", ""].after.words == "1"
    assert found["erfahrung-mit-dem-thema", "impact"].before.words == "2.5"
    assert found["erfahrung-mit-dem-thema", "anchoring"].after.words == ""
    readings = readings_of(world.rules, then.problem)
    pins = [pin for row in found.values() if (pin := pin_of(row, then, readings))]
    assert pinned(today, pins[:1]).problem != then.problem
    held = one_of(pinned(today, pins), key).scores
    assert held == one_of(then, key).scores
    other = {"personal": Decimal(0), "erfahrung-mit-dem-thema": Decimal(0)}
    moved_again = altered(today, key, scores=dict.fromkeys(scores, other))
    assert pinned(moved_again, pins).problem == moved_again.problem


def test_other_themes_another_number_and_other_facts_drift(world: SelectionWorld) -> None:
    then, key = snapshot(world), world.candidacy("Kreis Heidemoor").key
    one = one_of(then, key)
    fact = "application:has_backing"
    today = altered(
        then,
        key,
        scores={"impact": one.scores["impact"]},
        facts={**one.facts, fact: None},
        attributes={**one.attributes, "land": "X1"},
    )
    today = replace(today, problem=replace(today.problem, seed="7"))
    found = between(world, then, today)
    assert [(row.kind, row.key) for row in found] == [
        (DriftKind.LOT, ""),
        (DriftKind.FACT, fact),
        (DriftKind.FACT, "register:land"),
        (DriftKind.THEMES, ""),
    ]
    assert [row.before.words for row in found[1:3]] == ["yes", "N1"]
    assert len({row.mark for row in found}) == 4
    readings = readings_of(world.rules, then.problem)
    assert [pin_of(row, then, readings) is None for row in found] == [True, False, False, True]


def test_who_came_drifts(world: SelectionWorld) -> None:
    today, key = snapshot(world), world.candidacy(CITY).key
    others = tuple(row for row in today.problem.candidates if row.key != key)
    then = replace(today, problem=replace(today.problem, candidates=others))
    assert [(row.kind, row.candidate) for row in between(world, then, today)] == [
        (DriftKind.CAME, key)
    ]


def test_a_pin_says_nothing_about_what_is_not_looked_at(world: SelectionWorld) -> None:
    today, key = snapshot(world), world.candidacy(CITY).key
    says = Evidence(words="anders")
    strangers = [
        Pin("Z9999", "register:land", says),
        Pin(key, "survey:form", says),
        Pin(key, "register:land", says, attributes={"kind": "city"}, scores={"": {"x": Decimal(1)}},
            instead_of=Evidence(words="nie da gewesen")),
    ]  # fmt: skip
    assert pinned(today, strangers).problem == today.problem
    held = pinned(today, [replace(strangers[2], instead_of=None)])
    assert one_of(held, key) == one_of(today, key)
    assert held.evidence[key]["register:land"] == says


def test_everything_that_moved_can_be_set_aside_for_the_decision(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    members = finding_in(run).members
    outside = next(row for row in world.candidacies.values() if row.key not in members)
    application = world.applications[outside.municipality.name]
    return_application(by=office, application=application, note="Anlage fehlt")
    version = open_new_version(by=office, round=world.round, reason="Nachgebessert")
    freeze_rules(by=office, rule_set=version)
    assert {row.kind for row in to_decide(run)} == {"sent_back", "drift"}
    done = confirm_decision(by=lead, decision=proposed(run, office, WHY))
    assert to_decide(run) == []
    (waiver,) = load(done.protocol).waivers
    assert (waiver.step, waiver.reason, len(waiver.grounds)) == ("decide", WHY, 3)
    assert (waiver.asked_by.function, waiver.allowed_by.function) == (
        "Programmbüro",
        "Leitung des Programms",
    )
    with translation.override("de"):
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(protocol_pdf(done))).pages)
    assert "Was trotzdem weiterging" in text
    assert WHY in text


# --- Set aside by two people ----------------------------------------------------------------------


def test_a_decision_on_moved_ground_takes_a_reason_and_a_second_person(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    grow(world)
    with pytest.raises(Refused, match="Grund") as refused:
        proposed(run, office)
    assert refused.value.field == "waiver_reason"
    decision = proposed(run, office, WHY)
    waiver = Waiver.objects.get()
    assert (waiver.state, waiver.reason) == (WaiverState.ASKED, WHY)
    assert [row["words"].startswith(CITY) for row in waiver.grounds] == [True]
    done = confirm_decision(by=lead, decision=decision)
    waiver.refresh_from_db()
    assert (waiver.state, waiver.answered_by_id) == (WaiverState.GRANTED, lead.pk)
    assert drift_of(run) == ()
    assert not to_send(done)


def test_what_moves_between_hand_over_and_confirmation_stops_it(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User, as_user: AsUser
) -> None:
    decision = proposed(run, office)
    grow(world)
    with pytest.raises(Refused, match="Seit der Übergabe"):
        confirm_decision(by=lead, decision=decision)
    text = page_of(as_user(lead), "decision", world, run.pk)
    confirm = reverse("selection:decision_confirm", args=[world.slug, world.round.pk, run.pk])
    assert (confirm in text, "entscheidung/zurueckgeben" in text) == (False, True)
    back = return_decision(by=lead, decision=decision, reason="Register prüfen")
    again = propose_decision(by=office, decision=back, reason="", waiver_reason=WHY)
    assert confirm_decision(by=lead, decision=again).state == DecisionState.CONFIRMED


def test_a_returned_decision_takes_its_question_along(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    grow(world)
    decision = proposed(run, office, WHY)
    return_decision(by=lead, decision=decision, reason="Bitte neu rechnen")
    waiver = Waiver.objects.get()
    assert (waiver.state, waiver.answer) == (WaiverState.REFUSED, "Bitte neu rechnen")
    assert to_decide(run)


def test_what_was_set_aside_stays_aside_in_later_runs_until_it_moves_again(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    grow(world)
    take_part_earlier(world, office)
    settle(world, office)
    confirm_decision(by=lead, decision=proposed(run, office, WHY))
    world.round.refresh_from_db()
    key = world.candidacy(CITY).key
    later = start_run(by=office, round=world.round, kind="replacement")
    candidate = next(row for row in problem_in(later).candidates if row.key == key)
    assert candidate.attributes["settlement"] == "urban"
    assert candidate.scores["anchoring"]["schon-dabei-gewesen"] == 0
    assert evidence_in(later)[key]["register:settlement"].words == "städtisch"
    assert drift_of(later) == ()
    grow(world, population=700_000)
    assert "register:settlement" not in {row.key for row in drift_of(later)}, "städtisch wieder"


def test_after_the_decision_letters_wait_for_two_people_too(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    decision = confirm_decision(by=lead, decision=proposed(run, office))
    grow(world)
    with pytest.raises(Refused, match="zwei Personen"):
        send_letters(by=office, decision=decision)
    with pytest.raises(Refused) as refused:
        ask_to_send(by=office, decision=decision, reason=" ")
    assert refused.value.field == "reason"
    waiver = ask_to_send(by=office, decision=decision, reason=WHY)
    with pytest.raises(Refused, match="wartet schon"):
        ask_to_send(by=office, decision=decision, reason=WHY)
    with pytest.raises(Refused, match="Eine andere Person"):
        grant_waiver(by=office, waiver=waiver)
    with pytest.raises(Refused) as unsaid:
        refuse_waiver(by=lead, waiver=waiver, reason="")
    assert unsaid.value.field == "reason"
    refuse_waiver(by=lead, waiver=waiver, reason="Bitte erst klären")
    with pytest.raises(Refused, match="schon beantwortet"):
        grant_waiver(by=lead, waiver=waiver)
    assert to_send(decision)
    assert moved(run, is_decided=True)
    grant_waiver(by=lead, waiver=ask_to_send(by=office, decision=decision, reason=WHY))
    assert len(send_letters(by=office, decision=decision)) == 14
    with pytest.raises(Refused, match="Nichts spricht dagegen"):
        ask_to_send(by=office, decision=decision, reason=WHY)
    answer_less(world, office)
    assert drift_of(run)
    assert moved(run, is_decided=True) == []  # decided and told: from now on the world goes on


# --- Deadlines ------------------------------------------------------------------------------------


def put_off(world: SelectionWorld, days: int = 10) -> SelectionRound:
    until = timezone.localdate() + timedelta(days=days)
    world.round = change_round(
        by=None, round=world.round, version=None, name=world.round.name,
        apply_until=until, review_until=None, reserve_until=None,
    )  # fmt: skip
    return world.round


def test_before_the_deadline_nothing_is_calculated_without_two_people(
    world: SelectionWorld, office: User, lead: User
) -> None:
    round = put_off(world)
    with pytest.raises(Refused, match="Bewerbungen können bis zum Ende des"):
        start_run(by=office, round=round)
    waiver = ask_to_calculate(by=office, round=round, reason="Ein Probelauf für den Beirat")
    with pytest.raises(Refused):
        start_run(by=office, round=round)
    grant_waiver(by=lead, waiver=waiver)
    run = run_of(world, office)
    assert run.state == RunState.DONE
    assert [row.kind for row in to_decide(run)] == ["deadline"], "rechnen ist nicht entscheiden"
    decision = proposed(run, office, "Alle Eingeladenen haben eingereicht")
    done = confirm_decision(by=lead, decision=decision)
    assert [row.kind for row in to_send(done)] == ["deadline"]
    protocol = load(done.protocol)
    assert [row.step for row in protocol.waivers] == ["calculate", "decide"]
    assert not replay(protocol).findings


def test_the_last_day_counts_until_its_end(world: SelectionWorld) -> None:
    assert to_calculate(put_off(world, days=0))
    SelectionRound.objects.update(apply_until=timezone.localdate() - timedelta(days=1))
    world.round.refresh_from_db()
    assert not to_calculate(world.round)


def test_an_application_that_was_sent_back_stops_the_calculation(
    world: SelectionWorld, office: User, lead: User
) -> None:
    application = world.applications[CITY]
    return_application(by=office, application=application, note="Anlage fehlt")
    (ground,) = to_calculate(world.round)
    assert (ground.kind, ground.candidacy) == ("sent_back", world.candidacy(CITY))
    with pytest.raises(Refused, match="zurückbekommen"):
        start_run(by=office, round=world.round)
    asked = ask_to_calculate(by=office, round=world.round, reason="Sie meldet sich nicht mehr")
    grant_waiver(by=lead, waiver=asked)
    other = world.applications["Kreis Sonnfeld"]
    return_application(by=office, application=other, note="Unterschrift fehlt")
    assert [row.candidacy for row in to_calculate(world.round)] == [
        world.candidacy("Kreis Sonnfeld")
    ], "erlaubt ist, was genannt war"


def test_before_the_deadline_a_draft_counts_and_afterwards_not(world: SelectionWorld) -> None:
    Application.objects.filter(pk=world.applications[CITY].pk).update(state="draft")
    Candidacy.objects.filter(pk=world.candidacy(CITY).pk).update(state="invited")
    assert not to_calculate(world.round)
    kinds = [row.kind for row in to_calculate(put_off(world))]
    assert kinds == ["deadline", "writing"]


def test_without_a_deadline_a_draft_is_waited_for(world: SelectionWorld) -> None:
    SelectionRound.objects.update(apply_until=None)
    Application.objects.filter(pk=world.applications[CITY].pk).update(state="to_approve")
    Candidacy.objects.filter(pk=world.candidacy(CITY).pk).update(state="no_reply")
    world.round.refresh_from_db()
    assert [row.kind for row in to_calculate(world.round)] == ["writing"]


def test_the_published_deadline_is_put_off_and_nothing_else(world: SelectionWorld) -> None:
    for day in (date(2026, 3, 30), None):
        with pytest.raises(Refused, match=r"31\.03\.2026") as refused:
            change_round(by=None, round=world.round, version=None, name="R", apply_until=day)
        assert refused.value.field == "apply_until"
    later = change_round(
        by=None, round=world.round, version=None, name="R", apply_until=date(2026, 4, 1)
    )
    assert later.apply_until == date(2026, 4, 1)
    Candidacy.objects.update(invited_on=None)
    change_round(by=None, round=later, version=None, name="R", apply_until=date(2026, 3, 1))


# --- A day for the facts --------------------------------------------------------------------------


def set_day(world: SelectionWorld, day: date | None) -> SelectionRound:
    world.round = change_round(
        by=None, round=world.round, version=None, name=world.round.name, facts_on=day
    )
    return world.round


def test_facts_of_the_day_count_in_the_first_run_and_later_ones_drift(
    world: SelectionWorld, office: User
) -> None:
    day = timezone.localdate() + timedelta(days=3)
    set_day(world, day)
    assert freeze_due(day - timedelta(days=1)) == 0
    assert (freeze_due(day), freeze_due(day)) == (1, 0)
    grow(world)
    take_part_earlier(world, office)
    settle(world, office)
    run = run_of(world, office)
    key = world.candidacy(CITY).key
    candidate = next(row for row in problem_in(run).candidates if row.key == key)
    assert candidate.attributes["settlement"] == "urban"
    assert candidate.scores["anchoring"]["schon-dabei-gewesen"] == 0
    assert {row.key for row in drift_of(run)} == {"register:settlement", "register:earlier"}
    again = run_of(world, office)
    assert drift_of(again) == ()
    found = next(row for row in problem_in(again).candidates if row.key == key)
    assert found.attributes["settlement"] == "rural"


def test_a_day_the_worker_missed_is_made_up_for_by_the_run(
    world: SelectionWorld, office: User
) -> None:
    SelectionRound.objects.update(facts_on=timezone.localdate())
    world.round.refresh_from_db()
    start_run(by=office, round=world.round)
    assert FactFreeze.objects.get().round == world.round


def test_the_day_is_set_ahead_and_stays_once_it_came(world: SelectionWorld, office: User) -> None:
    today = timezone.localdate()
    with pytest.raises(Refused) as refused:
        set_day(world, today)
    assert refused.value.field == "facts_on"
    set_day(world, today + timedelta(days=1))
    set_day(world, None)
    run_of(world, office)
    with pytest.raises(Refused, match="schon eingefroren"):
        set_day(world, today + timedelta(days=1))


def test_facts_are_frozen_once_and_by_rules(world: SelectionWorld) -> None:
    draft = create_round(by=None, edition=world.edition, name="Ohne Regeln")
    assert freeze_facts(by=None, round=draft) is None
    first = freeze_facts(by=None, round=world.round)
    assert freeze_facts(by=None, round=world.round) == first


# --- Pages ----------------------------------------------------------------------------------------


def page_of(client: Client, name: str, world: SelectionWorld, *ids: int) -> str:
    url = reverse(f"selection:{name}", args=[world.slug, world.round.pk, *ids])
    return client.get(url).content.decode()


def test_every_page_about_a_calculation_says_what_moved(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User, as_user: AsUser
) -> None:
    """Lowering a winner's facts after the draft exists changed nothing on screen before."""
    client = as_user(office)
    prepare_decision(by=office, run=run)
    quiet = page_of(client, "decision", world, run.pk)
    grow(world)
    for name in ("run", "decision", "decision_propose"):
        text = page_of(client, name, world, run.pk)
        assert "städtisch" in text, name
        assert "jetzt ländlich" in " ".join(text.split()), name
        assert "jetzt ländlich" not in " ".join(quiet.split())
    url = reverse("selection:decision_propose", args=[world.slug, world.round.pk, run.pk])
    refused = client.post(url, {"reason": "", "version": 1})
    assert refused.status_code == 422
    assert "waiver_reason" in refused.context["form"].errors
    assert client.post(url, {"reason": "", "waiver_reason": WHY, "version": 1}).status_code == 302
    seen = page_of(as_user(lead), "decision_confirm", world, run.pk)
    assert WHY in seen
    confirm = reverse("selection:decision_confirm", args=[world.slug, world.round.pk, run.pk])
    assert as_user(lead).post(confirm, {"version": 2}).status_code == 302
    after = page_of(client, "decision", world, run.pk)
    assert "mit dem Grund von zwei Personen" in after
    assert "hat sich geändert" not in after
    assert "Warum sie noch nicht hinausgehen" not in page_of(client, "letters", world)


def test_letters_wait_on_their_page_for_the_second_person(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User, as_user: AsUser
) -> None:
    decision = confirm_decision(by=lead, decision=proposed(run, office))
    grow(world)
    client, second = as_user(office), as_user(lead)
    text = page_of(client, "letters", world)
    send = reverse("selection:letters_send", args=[world.slug, world.round.pk, decision.pk])
    ask = reverse("selection:waiver_send", args=[world.slug, world.round.pk, decision.pk])
    assert "Warum sie noch nicht hinausgehen" in text
    assert (send in text, ask in text) == (False, True)
    assert "Punkte, heute wären es" not in text
    assert "städtisch" in client.get(ask).content.decode()
    assert client.post(ask, {"reason": WHY}).status_code == 302
    waiver = Waiver.objects.get()
    answer = reverse("selection:waiver_grant", args=[world.slug, world.round.pk, waiver.pk])
    assert answer not in page_of(client, "letters", world)
    assert answer in page_of(second, "letters", world)
    assert WHY in second.get(answer).content.decode()
    refuse = reverse("selection:waiver_refuse", args=[world.slug, world.round.pk, waiver.pk])
    assert second.post(refuse, {"reason": "Erst klären", "version": 1}).status_code == 302
    assert ask in page_of(client, "letters", world)
    assert client.post(ask, {"reason": WHY}).status_code == 302
    waiver = Waiver.objects.get(state="asked")
    answer = reverse("selection:waiver_grant", args=[world.slug, world.round.pk, waiver.pk])
    assert second.post(answer, {"version": 1}).status_code == 302
    assert send in page_of(client, "letters", world)


def test_the_page_of_calculations_offers_no_button_that_would_refuse(
    world: SelectionWorld, office: User, lead: User, as_user: AsUser
) -> None:
    put_off(world)
    client, second = as_user(office), as_user(lead)
    start = reverse("selection:run_start", args=[world.slug, world.round.pk])
    ask = reverse("selection:waiver_calculate", args=[world.slug, world.round.pk])
    text = page_of(client, "runs", world)
    assert (start in text, ask in text) == (False, True)
    assert client.post(ask, {"reason": "Ein Probelauf"}).status_code == 302
    waiver = Waiver.objects.get()
    answer = reverse("selection:waiver_grant", args=[world.slug, world.round.pk, waiver.pk])
    assert answer in page_of(second, "runs", world)
    assert second.post(answer, {"version": 1}).status_code == 302
    text = page_of(client, "runs", world)
    assert start in text
    assert "Ein Probelauf" in text


def test_a_conflict_of_interest_closes_the_question_about_letters(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User, as_user: AsUser
) -> None:
    decision = confirm_decision(by=lead, decision=proposed(run, office))
    grow(world)
    ask = reverse("selection:waiver_send", args=[world.slug, world.round.pk, decision.pk])
    ReviewFactory(candidacy=world.candidacy(CITY), reviewer=office, position=None, state="conflict")
    assert as_user(office).get(ask).status_code == 403


def test_what_moved_costs_a_page_few_queries(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User, as_user: AsUser
) -> None:
    grow(world)
    answer_less(world, office, "Stadt Eschgrund")
    decision = proposed(run, office, WHY)
    client = as_user(lead)
    for name in ("run", "decision_confirm", "runs"):
        ids = () if name == "runs" else (run.pk,)
        page_of(client, name, world, *ids)
        with CaptureQueriesContext(connection) as made:
            page_of(client, name, world, *ids)
        assert len(made) <= LIMIT, name + "\n".join(
            q["sql"][:50] + " … FROM" + q["sql"].split("FROM", 1)[-1][:90] for q in made
        )
    confirm_decision(by=lead, decision=decision)
    grow(world, "Stadt Rabenquell")
    page_of(client, "letters", world)
    with CaptureQueriesContext(connection) as made:
        assert "Warum sie noch nicht" in page_of(client, "letters", world)
    assert len(made) <= LIMIT


# --- Letters --------------------------------------------------------------------------------------


def letters_of(world: SelectionWorld, decision: SelectionDecision) -> dict[str, str]:
    """Each addressee's letter as text, as it would go out."""
    book = LetterBook(decision)
    return {
        row.candidacy.municipality.name: render_html(
            decision_letter(book.content(row.place, on=timezone.localdate()))
        )
        for row in addressees_of(decision)
    }


def test_letters_say_what_was_so_and_to_each_only_its_own(
    world: SelectionWorld, office: User, lead: User
) -> None:
    round = put_off(world)
    asked = ask_to_calculate(by=office, round=round, reason="Kreis Sonnfeld drängt")
    grant_waiver(by=lead, waiver=asked)
    run = run_of(world, office)
    grow(world)
    decision = confirm_decision(by=lead, decision=proposed(run, office, "Wegen Kreis Sonnfeld"))
    put_off(world, days=30)
    letters = letters_of(world, decision)
    until = timezone.localdate() + timedelta(days=10)
    for text in letters.values():
        assert f"bevor die Frist am {until:%d.%m.%Y} abgelaufen war" in text
        assert f"wie sie am {timezone.localdate():%d.%m.%Y} vorlagen" in text
        assert "Kreis Sonnfeld drängt" not in text
        assert "Wegen Kreis Sonnfeld" not in text
    assert "jetzt ländlich" in letters[CITY]
    assert [name for name, text in letters.items() if "jetzt ländlich" in text] == [CITY]


def test_a_letter_in_time_says_nothing_of_deadlines(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    decision = confirm_decision(by=lead, decision=proposed(run, office))
    for text in letters_of(world, decision).values():
        assert "bevor die Frist" not in text
        assert "hat sich zu Ihrer Kommune etwas geändert" not in text


def test_the_run_shows_what_was_otherwise_when_it_was_invited(
    world: SelectionWorld, office: User, as_user: AsUser
) -> None:
    kept = {"survey:interesse_anchoring": {"words": "5", "printed": "5", "source": "Welle 7"}}
    Candidacy.objects.filter(pk=world.candidacy(CITY).pk).update(invited_facts=kept)
    run = run_of(world, office)
    text = page_of(as_user(office), "run_candidate", world, run.pk, world.candidacy(CITY).pk)
    assert "Was bei der Einladung anders war" in text
    other = page_of(
        as_user(office), "run_candidate", world, run.pk, world.candidacy("Kreis Sonnfeld").pk
    )
    assert "Was bei der Einladung anders war" not in other


def test_a_question_is_due_for_who_may_answer_it(
    world: SelectionWorld, office: User, lead: User, as_user: AsUser
) -> None:
    round = put_off(world)
    ask_to_calculate(by=office, round=round, reason="Ein Probelauf")
    home = reverse("portal:programme_due", args=[world.slug])
    assert "wartet auf Ihre Antwort" in as_user(lead).get(home).content.decode()
    assert "wartet auf Ihre Antwort" not in as_user(office).get(home).content.decode()
