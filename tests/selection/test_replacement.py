"""Replacement always ends: what a decision leaves to it, and the ways on where rules leave none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.engine.program import Status
from begleitwerk.engine.selection.plain import from_plain
from begleitwerk.engine.selection.protocol import Difference, decided_members, load, replay
from begleitwerk.engine.selection.result import LoserKind, LoserReason, Portfolio, RuleStep
from begleitwerk.selection.enums import CandidacyState, DecisionState, RunState
from begleitwerk.selection.exports.protocols import protocol_pdf
from begleitwerk.selection.models import (
    Candidacy,
    PortfolioRule,
    RuleSet,
    SelectionDecision,
    SelectionRun,
)
from begleitwerk.selection.papers.letters import LetterBook
from begleitwerk.selection.presenters.decision import (
    decision_page,
    place_choices,
    place_preview,
    swap_choices,
    swap_preview,
)
from begleitwerk.selection.presenters.reasons import Names, reserve_words, signed_points
from begleitwerk.selection.presenters.reserves import with_notes
from begleitwerk.selection.selectors.after import addressees_of, reserve_list
from begleitwerk.selection.selectors.decisions import outlook_of
from begleitwerk.selection.selectors.published import published_versions
from begleitwerk.selection.selectors.reserves import waiting_in
from begleitwerk.selection.selectors.rules import content_digest
from begleitwerk.selection.selectors.runs import (
    candidacies_by_key,
    finding_in,
    fixed_places,
    problem_in,
)
from begleitwerk.selection.selectors.vacancies import can_go_on, free_places, open_vacancies
from begleitwerk.selection.selectors.versions import current_rules, frozen_rules
from begleitwerk.selection.services.decisions import (
    add_deviation,
    confirm_decision,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.free_choice import give_place
from begleitwerk.selection.services.relaxations import (
    confirm_relaxation,
    propose_relaxation,
    relax,
    relaxed_content,
    return_relaxation,
)
from begleitwerk.selection.services.rounds import freeze_rules, open_new_version
from begleitwerk.selection.services.rules import change_reserve
from begleitwerk.selection.services.runs import execute_run, start_run
from begleitwerk.selection.services.withdrawals import (
    fill_after_all,
    leave_free,
    start_replacement,
    withdraw,
)
from tests.days import today
from tests.factories.selection import PortfolioRuleFactory
from tests.markup import text_of
from tests.selection.test_runs import decided
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]
STAGE = "reviewed"
STUCK = "Stadt Lindental"  # nobody can follow it under the rules


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


# --- Where the rules leave no choice: relaxed for this replacement alone --------------------------


@pytest.fixture
def stuck(world: SelectionWorld, run: SelectionRun, office: User, lead: User) -> SelectionRun:
    """The replacement nobody can be found for."""
    decided(run, office, lead)
    return replacement_of(world.candidacies[STUCK].key, world, office)


def test_a_relaxed_rule_holds_for_one_replacement_alone(
    world: SelectionWorld, run: SelectionRun, stuck: SelectionRun, office: User, lead: User
) -> None:
    assert stuck.state == RunState.IMPOSSIBLE
    row = propose_relaxation(by=office, run=stuck, relaxation="0", reason=" Sonst niemand. ")
    assert current_rules(world.round) == frozen_rules(world.round) == run.rule_set
    relaxed = confirm_relaxation(by=lead, relaxation=row).rule_set
    assert relaxed is not None
    assert (relaxed.number, relaxed.reason) == (2, "Sonst niemand.")
    assert relaxed.frozen_at is not None
    step = from_plain(RuleStep, row.steps[0])
    changed = {rule["key"]: rule for rule in relaxed.content["portfolio_rules"]}
    assert changed[step.key][step.side] == step.after != step.before
    before = {rule["key"]: rule for rule in run.rule_set.content["portfolio_rules"]}
    assert [key for key in before if before[key] != changed[key]] == [step.key]
    assert relaxed.digest == content_digest(relaxed.content)
    world.round.refresh_from_db()
    assert frozen_rules(world.round) == run.rule_set  # for everybody else they are as they were
    assert relaxed not in published_versions(world.round.pk)

    again = calculate(stuck.replaces, office)
    assert (again.state, again.rule_set) == (RunState.DONE, relaxed)
    second = decided(again, office, lead)
    assert replay(load(second.protocol, digest=second.protocol_digest)).is_same
    assert load(second.protocol).rule_set.number == 2
    assert open_vacancies(world.round) == []
    other = next(key for key in finding_in(again).members if key != stuck.replaces.key)
    assert replacement_of(other, world, office).rule_set == run.rule_set


def test_the_way_of_a_relaxation_is_one_of_those_found_and_is_proposed_once(
    stuck: SelectionRun, office: User, lead: User
) -> None:
    for choice, reason, field in (("7", "Grund", "relaxation"), ("0", " ", "reason")):
        with pytest.raises(Refused) as refused:
            propose_relaxation(by=office, run=stuck, relaxation=choice, reason=reason)
        assert refused.value.field == field
    row = propose_relaxation(by=office, run=stuck, relaxation="0", reason="Grund")
    with pytest.raises(Refused, match="schon vorgeschlagen"):
        propose_relaxation(by=office, run=stuck, relaxation="0", reason="Grund")
    with pytest.raises(Refused):
        confirm_relaxation(by=office, relaxation=row)
    returned = return_relaxation(by=lead, relaxation=row, reason="Nehmen Sie die andere.")
    with pytest.raises(Refused, match="wartet nicht"):
        confirm_relaxation(by=lead, relaxation=returned)
    again = propose_relaxation(by=office, run=stuck, relaxation="0", reason="Die einzige.")
    assert (again.pk, again.reason, again.state) == (row.pk, "Die einzige.", "proposed")
    assert confirm_relaxation(by=lead, relaxation=again).rule_set is not None


def test_ways_on_end_where_places_have_changed(
    world: SelectionWorld, stuck: SelectionRun, office: User, lead: User
) -> None:
    row = propose_relaxation(by=office, run=stuck, relaxation="0", reason="Grund")
    leave_free(by=office, candidacy=stuck.replaces, reason="Niemand ist geeignet.")
    row.refresh_from_db()  # set aside: it waits for nobody any more
    with pytest.raises(Refused, match="wartet nicht auf eine zweite Person"):
        confirm_relaxation(by=lead, relaxation=row)
    assert not can_go_on(stuck)
    assert (row.state, row.rule_set) == (DecisionState.SUPERSEDED, None)


def test_a_minimum_that_gives_way_whole_is_no_rule_any_more() -> None:
    rows = [
        {"key": "a", "name": "Mindestens einer", "at_least": 1, "at_most": None},
        {"key": "b", "name": "", "at_least": 1, "at_most": 3},
    ]
    found = relaxed_content(rows, {"a": {"at_least": None}, "b": {"at_least": None}})
    assert found == [{"key": "b", "name": "", "at_least": None, "at_most": 3}]


def test_a_rule_without_any_limit_left_is_gone() -> None:
    whole, half = PortfolioRuleFactory(at_least=1), PortfolioRuleFactory(at_least=1, at_most=3)
    for rule in (whole, half):
        relax(rule, {"at_least": None})
    (left,) = PortfolioRule.objects.filter(pk__in=[whole.pk, half.pk])
    assert (left.pk, left.at_least, left.at_most) == (half.pk, None, 3)


# --- The place stays free -------------------------------------------------------------------------


def test_a_place_stays_free_and_later_replacements_fill_one_fewer(
    world: SelectionWorld, stuck: SelectionRun, office: User
) -> None:
    leaver = stuck.replaces
    with pytest.raises(Refused) as refused:
        leave_free(by=office, candidacy=leaver, reason=" ")
    assert refused.value.field == "reason"
    leave_free(by=office, candidacy=leaver, reason="Niemand ist geeignet.")
    assert (free_places(world.round), open_vacancies(world.round)) == (0, [])
    for wrong in (
        lambda: leave_free(by=office, candidacy=leaver, reason="Noch einmal."),
        lambda: start_replacement(by=office, candidacy=leaver),
    ):
        with pytest.raises(Refused):
            wrong()
    other = fixed_places(world.round).popitem()[0]
    later = replacement_of(other, world, office)
    assert sum(theme.places for theme in problem_in(later).themes) == 8
    with pytest.raises(Refused, match="bleibt frei"):
        start_replacement(by=office, candidacy=leaver)

    fill_after_all(by=office, candidacy=leaver)
    assert free_places(world.round) == 2
    with pytest.raises(Refused, match="nichts zurückzunehmen"):
        fill_after_all(by=office, candidacy=leaver)
    assert start_replacement(by=office, candidacy=leaver).problem["themes"][0]["places"] == 3


def test_of_two_who_left_a_theme_the_one_not_replaced_is_open(
    world: SelectionWorld, run: SelectionRun, office: User, lead: User
) -> None:
    decided(run, office, lead)
    first, second = [row.key for row in themes_by_key(run, "participation")][:2]
    done = replacement_of(first, world, office)
    decided(done, office, lead)
    replacement_of(second, world, office)
    assert [row.candidacy.key for row in open_vacancies(world.round)] == [second]


def test_every_page_of_a_stuck_place_leads_on(
    world: SelectionWorld, stuck: SelectionRun, office: User, lead: User, as_user: SignIn
) -> None:
    """No button is shown that refuses: each link of the page is followed, each form filled."""
    leaver, client = stuck.replaces, as_user(office)
    place, found = url(world, "replacement", leaver.pk), url(world, "run", stuck.pk)
    assert found in client.get(place).text
    page = client.get(found)
    assert "Niemand kann" in text_of(page)
    assert url(world, "rules") + '"' not in page.text.partition("<main")[2].partition("</main")[0]
    relax = url(world, "rules_relax", stuck.pk)
    assert relax in page.text
    assert client.post(relax, {"relaxation": "", "reason": "Grund"}).status_code == 422
    assert client.post(relax, {"relaxation": "0", "reason": "Grund"}).status_code == 302
    assert relax not in client.get(found).text
    confirm = url(world, "relaxation_confirm", stuck.pk)
    assert confirm not in client.get(found).text
    boss = as_user(lead)
    assert confirm in boss.get(found).text
    back = url(world, "relaxation_return", stuck.pk)
    assert boss.post(back, {"reason": "Warum die?", "version": 1}).status_code == 302
    assert "Warum die?" in text_of(client.get(found))
    client.post(relax, {"relaxation": "0", "reason": "Darum."})
    assert "Darum." in text_of(boss.get(confirm))
    assert boss.post(confirm, {"version": ""}).status_code == 302
    start = url(world, "replacement_start", leaver.pk)
    assert start in client.get(found).text
    assert start in client.get(place).text
    assert "Darum." in text_of(client.get(place))
    version = url(world, "rules_version", 2)
    assert f"das Nachrücken von {STUCK}" in text_of(client.get(version))
    again = calculate(leaver, office)
    assert client.get(relax).status_code == 404
    assert place in client.get(found).text
    assert url(world, "run", again.pk) in client.get(place).text


def test_a_place_is_left_free_and_filled_after_all_on_its_page(
    world: SelectionWorld, stuck: SelectionRun, office: User, as_user: SignIn
) -> None:
    client, leaver = as_user(office), stuck.replaces
    place, free = url(world, "replacement", leaver.pk), url(world, "place_leave_free", leaver.pk)
    assert free in client.get(place).text
    assert client.post(free, {"reason": ""}).status_code == 422
    shown = client.post(free, {"reason": "Niemand ist geeignet."}, follow=True)
    assert "bleibt frei" in text_of(shown)
    assert free not in shown.text
    assert "Niemand ist geeignet." in text_of(client.get(url(world, "contracts")))
    after_all = url(world, "place_fill_after_all", leaver.pk)
    assert after_all in shown.text
    client.post(after_all)
    assert free in client.get(place).text


def calculate(leaver: Candidacy | None, office: User) -> SelectionRun:
    assert leaver is not None
    return execute_run(run_id=start_replacement(by=office, candidacy=leaver).pk)


def themes_by_key(run: SelectionRun, theme: str) -> list[Candidacy]:
    rows = candidacies_by_key(run.round)
    return [rows[key] for key, found in finding_in(run).members.items() if found == theme]


# --- People choose themselves ---------------------------------------------------------------------


def test_people_give_a_place_the_rules_leave_to_nobody(
    world: SelectionWorld, stuck: SelectionRun, office: User, lead: User
) -> None:
    before = [row.candidacy.key for row in reserve_list(world.round)]
    decision = prepare_decision(by=office, run=stuck)
    with pytest.raises(Refused, match="zuerst, wer den Platz bekommt"):
        propose_decision(by=office, decision=decision, reason="Grund")
    choices = [key for key, _words in place_choices(decision)]
    outlook = outlook_of(decision)
    second = choices[0]
    theme, _colon, key = second.partition(":")
    for into, reason, field in (
        ("impact:nobody", "Grund", "into"),
        (f"{theme}:nobody", "Grund", "into"),
        (f"{theme}:{next(iter(outlook.members))}", "Grund", "into"),
        (second, " ", "reason"),
    ):
        with pytest.raises(Refused) as refused:
            give_place(by=office, decision=decision, into=into, reason=reason)
        assert refused.value.field == field
    preview = place_preview(decision, second)
    assert preview is not None
    assert place_preview(decision, "anchoring:nobody") is None
    given = give_place(by=office, decision=decision, into=second, reason="Nah am Netzwerk.")
    assert given.cost == outlook.price(key, theme)
    assert len(given.breaks) == len(preview.breaks) > 0
    assert decision_page(decision).cost == signed_points(-given.cost)
    with pytest.raises(Refused, match="in einem Satz"):
        propose_decision(by=office, decision=decision, reason="")
    proposed = propose_decision(by=office, decision=decision, reason="Wie besprochen.")
    with pytest.raises(Refused):
        confirm_decision(by=office, decision=proposed)
    confirmed = confirm_decision(by=lead, decision=proposed)
    chosen = world.round.candidacies.get(municipality__youth_office_id=key)
    assert chosen.state == CandidacyState.SELECTED
    assert (free_places(world.round), open_vacancies(world.round)) == (0, [])
    waiting = [row.candidacy.key for row in reserve_list(world.round)]
    assert waiting == [row for row in before if row != key]
    assert [row.candidacy.key for row in addressees_of(confirmed)] == [key]


def test_the_protocol_of_a_place_people_gave_replays_and_names_a_forged_price(
    stuck: SelectionRun, office: User, lead: User
) -> None:
    decision = prepare_decision(by=office, run=stuck)
    choice = place_choices(decision)[0][0]
    give_place(by=office, decision=decision, into=choice, reason="Nah am Netzwerk.")
    done = confirm_decision(
        by=lead, decision=propose_decision(by=office, decision=decision, reason="X")
    )
    protocol = load(done.protocol, digest=done.protocol_digest)
    assert protocol.result.proof.status is Status.INFEASIBLE
    assert replay(protocol).is_same
    assert len(decided_members(protocol)) == 9
    step = protocol.deviations[0]
    members = protocol.result.portfolio
    fewer = Portfolio(members.members[1:], members.points)
    for forged, difference in (
        (replace(protocol, deviations=(replace(step, cost=step.cost + 1),)), Difference.COST),
        (replace(protocol, deviations=(step, step)), Difference.DEVIATION),
        (
            replace(protocol, result=replace(protocol.result, portfolio=fewer)),
            Difference.CHOSEN,
        ),
        (
            replace(
                protocol,
                result=replace(
                    protocol.result, proof=replace(protocol.result.proof, status=Status.OPTIMAL)
                ),
            ),
            Difference.CONFLICT,
        ),
    ):
        assert difference in {row.difference for row in replay(forged).findings}
    text = protocol_pdf(done)
    assert text.startswith(b"%PDF")


def test_a_place_is_given_on_its_pages_and_the_letter_says_who_chose(
    world: SelectionWorld, stuck: SelectionRun, office: User, lead: User, as_user: SignIn
) -> None:
    client = as_user(office)
    client.post(url(world, "decision_prepare", stuck.pk))
    page = url(world, "decision", stuck.pk)
    give = url(world, "place_give", stuck.pk)
    assert give in client.get(page).text
    assert url(world, "decision_propose", stuck.pk) not in client.get(page).text
    assert url(world, "deviation_add", stuck.pk) not in client.get(page).text
    decision = SelectionDecision.objects.get(run=stuck)
    choice = place_choices(decision)[0][0]
    shown = text_of(client.post(give, {"into": choice, "preview": "1"}))
    assert "0,00 Punkte weniger" in shown
    assert "stimmt noch nicht" not in shown
    assert client.post(give, {"into": choice, "reason": ""}).status_code == 422
    assert client.post(give, {"into": choice, "reason": "Nah am Netzwerk."}).status_code == 302
    assert give not in client.get(page).text
    assert "nimmt den freien Platz ein" in text_of(client.get(page))
    confirm_decision(by=lead, decision=propose_decision(by=office, decision=decision, reason="X"))
    told = addressees_of(decision)[0]
    letter = LetterBook(decision).content(told.place, on=today())
    assert letter["reasons"] == [
        "Das Programm hat sich nach der Prüfung mit Gründen für Ihre Bewerbung entschieden."
    ]
    story = text_of(client.get(url(world, "story"), {"kommune": told.candidacy.pk}))
    assert "nach Wahl von zwei Personen" in story


def test_where_the_rules_propose_somebody_people_deviate_instead(
    run: SelectionRun, office: User
) -> None:
    decision = prepare_decision(by=office, run=run)
    with pytest.raises(Refused, match="schlägt jemanden vor"):
        give_place(by=office, decision=decision, into="impact:x", reason="Grund")


# --- The reserve list after a deviation -----------------------------------------------------------


@pytest.mark.parametrize("displaced_first", [False, True])
def test_who_was_taken_out_comes_first_where_the_rules_say_so(
    world: SelectionWorld, office: User, lead: User, as_user: SignIn, displaced_first: bool
) -> None:
    draft = open_new_version(by=office, round=world.round, reason="Die Reserve wird geregelt.")
    client = as_user(office)
    page = url(world, "rules_reserve")
    chosen = {"displaced_first": "on"} if displaced_first else {}
    assert client.post(page, {**chosen, "version": draft.version}).status_code == 302
    frozen = freeze_rules(by=office, rule_set=RuleSet.objects.get(pk=draft.pk))
    assert frozen.content["reserve"] == {"displaced_first": displaced_first}
    with pytest.raises(Refused, match="eingefroren"):
        change_reserve(by=office, rule_set=frozen, version=None, displaced_first=True)

    run = execute_run(run_id=start_run(by=office, round=world.round).pk)
    decision = prepare_decision(by=office, run=run)
    out, into = breaking_swap(decision)
    theme = finding_in(run).members[out]
    add_deviation(by=office, decision=decision, out=out, into=into, reason="Grund")
    done = confirm_decision(
        by=lead, decision=propose_decision(by=office, decision=decision, reason="X")
    )
    waiting = {row.candidacy.key: row for row in reserve_list(world.round)}
    assert (out in waiting) is displaced_first
    assert into not in waiting
    assert replay(load(done.protocol)).is_same
    ranks = [row.rank for row in waiting.values() if row.theme and row.theme.item.key == theme]
    assert ranks == list(range(1, len(ranks) + 1))
    if displaced_first:
        assert waiting[out].rank == 1
        notes = {row.candidacy.key: note for row, note in with_notes(list(waiting.values()))}
        assert notes.pop(out).startswith("War vorgeschlagen")
        assert all("Ihr fehlten" in note for note in notes.values())
        letter = LetterBook(done).content(waiting[out], on=today())
        assert (letter["kind"], letter["rank"]) == ("reserve", 1)
        assert letter["reasons"][0].startswith("Nach den Regeln war Ihre Bewerbung vorgeschlagen")


def test_who_came_in_and_was_taken_out_again_waits_where_it_did(
    world: SelectionWorld, run: SelectionRun, office: User
) -> None:
    decision = prepare_decision(by=office, run=run)
    before = list(waiting_in(decision))
    into, theme = before[0]
    out = next(key for key, of in outlook_of(decision).members.items() if of == theme)
    add_deviation(by=office, decision=decision, out=out, into=into, reason="Grund")
    add_deviation(by=office, decision=decision, out=into, into=out, reason="Doch nicht.")
    again = SelectionDecision.objects.get(pk=decision.pk)
    assert list(waiting_in(again)) == before


def test_the_reserve_list_says_where_the_lot_put_equals_in_order() -> None:
    names = Names(candidates={"a": "Adorf", "b": "Bedorf", "c": "Cedorf"})
    reasons = {
        key: LoserReason(key, LoserKind.FEWER_POINTS, "t", points, missing=250)
        for key, points in (("a", 5000), ("b", 5000), ("c", 4000))
    }
    assert reserve_words("c", reasons, names) == "Ihr fehlten 2,50 Punkte."
    told = reserve_words("a", reasons, names)
    assert (
        told == "Ihr fehlten 2,50 Punkte. Gleichauf mit Bedorf: Das Los entschied die Reihenfolge."
    )
