"""The lot is bound before anybody can know it, and never afterwards."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import Refused, make_seal, make_seal_key, verify_seals
from begleitwerk.engine.selection.digest import data_digest
from begleitwerk.engine.selection.protocol import Gap, load, replay
from begleitwerk.engine.selection.result import LoserKind
from begleitwerk.municipalities.services import change_municipality
from begleitwerk.selection.enums import RoundState
from begleitwerk.selection.exports.protocols import protocol_pdf
from begleitwerk.selection.models import (
    FactFreeze,
    Lot,
    PortfolioRule,
    ReviewScore,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
)
from begleitwerk.selection.papers.letters.why import Reasons
from begleitwerk.selection.presenters.blockers import blockers_of
from begleitwerk.selection.presenters.reasons import names_of
from begleitwerk.selection.selectors.binding import gaps_in
from begleitwerk.selection.selectors.lots import drawing_of
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.selectors.runs import finding_in, problem_in
from begleitwerk.selection.services.decisions import (
    confirm_decision,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.lots import enter_number, publish_data
from begleitwerk.selection.services.rounds import change_round, freeze_rules, open_new_version
from begleitwerk.selection.services.rules import add_rule
from begleitwerk.selection.services.runs import execute_run, start_run
from tests.factories.selection import SelectionRunFactory
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

STAGE = "reviewed"
NUMBER = "7-9-13-21-34-48"


@pytest.fixture
def tied(world: SelectionWorld) -> SelectionWorld:
    """Everybody reviewed alike, so that the lot decides; nothing is published yet."""
    ReviewScore.objects.update(level=2)
    Lot.objects.all().delete()
    return world


@pytest.fixture
def bound(tied: SelectionWorld, office: User) -> SelectionWorld:
    bind(tied.round, office)
    return tied


def bind(round: SelectionRound, by: User) -> Lot:
    publish_data(by=by, round=round)
    return enter_number(by=by, round=round, number=NUMBER, drawn_at=timezone.now())


def calculated(round: SelectionRound, by: User) -> SelectionRun:
    return execute_run(run_id=start_run(by=by, round=round).pk)


def decided(run: SelectionRun, office: User, lead: User, reason: str = "") -> SelectionDecision:
    decision = prepare_decision(by=office, run=run)
    proposed = propose_decision(by=office, decision=decision, reason=reason)
    return confirm_decision(by=lead, decision=proposed)


def correct_something(world: SelectionWorld) -> None:
    place = world.municipalities["Stadt Lindental"]
    change_municipality(by=None, municipality=place, version=None, population=20_000, area_km2=900)


# --- The order of things ------------------------------------------------------------------------


def test_data_then_drawing_then_number_then_calculation(
    bound: SelectionWorld, office: User, lead: User
) -> None:
    run = calculated(bound.round, office)
    protocol = load(decided(run, office, lead).protocol)
    assert protocol.result.lottery
    assert protocol.problem.seed == NUMBER
    assert protocol.drawing
    assert protocol.drawing.source == "Lottozahlen vom 16.05.2026"
    assert protocol.drawing.data_digest == data_digest(problem_in(run))
    found = replay(protocol, is_vouched=True)
    assert (found.findings, found.gaps) == ((), ())


def test_no_calculation_starts_without_the_number(tied: SelectionWorld, office: User) -> None:
    """It is asked for before anybody knows whether it is needed, where it can be entered."""
    page = reverse("selection:lot", args=[tied.slug, tied.round.pk])
    [blocker] = blockers_of(tied.round)
    assert (blocker.url, "Prüfsumme" in blocker.sentence) == (page, True)
    with pytest.raises(Refused, match="Prüfsumme"):
        start_run(by=office, round=tied.round)
    publish_data(by=office, round=tied.round)
    [blocker] = blockers_of(tied.round)
    assert (blocker.url, "Zahl für ein Los" in blocker.sentence) == (page, True)
    with pytest.raises(Refused, match="noch nicht eingetragen"):
        start_run(by=office, round=tied.round)
    for empty in ("", "  "):
        with pytest.raises(Refused, match="wie sie gezogen wurde") as refused:
            enter_number(by=office, round=tied.round, number=empty, drawn_at=timezone.now())
        assert refused.value.field == "number"
    enter_number(by=office, round=tied.round, number=NUMBER, drawn_at=timezone.now())
    assert blockers_of(tied.round) == []


def test_no_number_is_asked_for_where_everybody_gets_a_place(
    tied: SelectionWorld, office: User
) -> None:
    rules = tied.rules
    rules.content["themes"] = [{**row, "places": 5} for row in rules.content["themes"]]
    rules.save()
    assert [row for row in blockers_of(tied.round) if "los/" in row.url] == []


def test_the_number_is_entered_once(bound: SelectionWorld, office: User) -> None:
    """Neither before the first calculation nor after it is it changed, whatever the form sends."""
    with pytest.raises(Refused, match="schon eingetragen"):
        enter_number(by=office, round=bound.round, number="1", drawn_at=timezone.now())
    with pytest.raises(Refused, match="schon eingetragen"):
        publish_data(by=office, round=bound.round)
    with pytest.raises(TypeError):
        change_round(by=office, round=bound.round, version=None, seed="1")
    with pytest.raises(Refused, match="Ihre Quelle bleibt") as refused:
        change_round(by=office, round=bound.round, version=None, seed_source="Würfel")
    assert refused.value.field == "seed_source"


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (timedelta(minutes=-2), "war da schon bekannt"),
        (timedelta(days=-7), "war da schon bekannt"),
        (timedelta(minutes=2), "in der Zukunft"),
    ],
)
def test_a_drawing_before_the_data_stood_fast_does_not_count(
    offset: timedelta, words: str, tied: SelectionWorld, office: User
) -> None:
    with pytest.raises(Refused, match="zuerst die Prüfsumme") as refused:
        enter_number(by=office, round=tied.round, number=NUMBER, drawn_at=timezone.now())
    assert refused.value.field == "number"
    publish_data(by=office, round=tied.round)
    with pytest.raises(Refused, match=words) as refused:
        enter_number(by=office, round=tied.round, number=NUMBER, drawn_at=timezone.now() + offset)
    assert refused.value.field == "drawn_on"


def test_data_can_be_published_anew_until_the_number_is_known(
    tied: SelectionWorld, office: User
) -> None:
    first = publish_data(by=office, round=tied.round)
    with pytest.raises(Refused, match="noch dieselben"):
        publish_data(by=office, round=tied.round)
    correct_something(tied)
    second = publish_data(by=office, round=tied.round)
    told = [row["digest"] for row in second.publications]
    assert told == [first.data_digest, second.data_digest]
    assert second.published_at
    assert first.published_at
    assert second.published_at > first.published_at
    verbs = AuditEvent.objects.filter(verb="selection.lot_data_published")
    assert [event.after["data_digest"] for event in verbs.order_by("number")][-2:] == told


def test_the_data_published_are_those_of_the_day_the_office_set(
    tied: SelectionWorld, office: User
) -> None:
    SelectionRound.objects.filter(pk=tied.round.pk).update(facts_on=timezone.localdate())
    tied.round.refresh_from_db()
    lot = publish_data(by=office, round=tied.round)
    assert FactFreeze.objects.filter(round=tied.round).exists()  # the worker was not there yet
    correct_something(tied)
    with pytest.raises(Refused, match="noch dieselben"):
        publish_data(by=office, round=tied.round)
    enter_number(by=office, round=tied.round, number=NUMBER, drawn_at=timezone.now())
    run = calculated(tied.round, office)
    assert data_digest(problem_in(run)) == lot.data_digest


def test_what_changes_between_check_sum_and_calculation_is_seen(
    tied: SelectionWorld, office: User, client: Client
) -> None:
    client.force_login(office)

    def told() -> bool:
        page = client.get(reverse("selection:lot", args=[tied.slug, tied.round.pk]))
        return "seit ihre Prüfsumme veröffentlicht ist" in text_of(page)

    lot = publish_data(by=office, round=tied.round)
    assert not told()
    correct_something(tied)
    assert told()
    enter_number(by=office, round=tied.round, number=NUMBER, drawn_at=timezone.now())
    assert told()
    run = calculated(tied.round, office)
    assert told(), "the calculation freezes the data, not what was published"
    assert Lot.objects.get(pk=lot.pk).data_digest == lot.data_digest
    assert gaps_in(run) == (Gap.LATER_DATA,)


def test_nothing_is_published_while_anything_is_missing(tied: SelectionWorld, office: User) -> None:
    ReviewScore.objects.all().first().delete()
    with pytest.raises(Refused, match="bevor die Daten feststehen: 1"):
        publish_data(by=office, round=tied.round)
    tied.round.state = RoundState.CLOSED
    with pytest.raises(Refused, match="ist beendet"):
        publish_data(by=office, round=tied.round)


# --- The source ---------------------------------------------------------------------------------


def test_rules_are_frozen_with_the_source_of_the_number(tied: SelectionWorld, office: User) -> None:
    with pytest.raises(Refused, match="mit den Regeln eingefroren") as refused:
        change_round(by=office, round=tied.round, version=None, seed_source="Würfel")
    assert refused.value.field == "seed_source"
    rules = open_new_version(by=office, round=tied.round, reason="Die Lotterie zieht nicht mehr")
    change_round(by=office, round=tied.round, version=None, seed_source=" ")
    rules.round.refresh_from_db()
    with pytest.raises(Refused, match="Woher die Zahl für ein Los kommt"):
        freeze_rules(by=office, rule_set=rules)
    change_round(by=office, round=tied.round, version=None, seed_source="Toto")
    rules.round.refresh_from_db()
    frozen = freeze_rules(by=office, rule_set=rules)
    assert content_of(frozen)["lot"] == {"source": "Toto"}


def test_rules_frozen_before_the_source_was_asked_for(tied: SelectionWorld, office: User) -> None:
    """They say nothing of it: the round does, until the number is entered."""
    rules = tied.rules
    del rules.content["lot"]
    rules.save()
    change_round(by=office, round=tied.round, version=None, seed_source="")
    tied.round.refresh_from_db()
    with pytest.raises(Refused, match="woher die Zahl"):
        publish_data(by=office, round=tied.round)
    change_round(by=office, round=tied.round, version=None, seed_source="Toto")
    tied.round.refresh_from_db()
    bind(tied.round, office)
    assert gaps_in(calculated(tied.round, office)) == ()


# --- What came later ----------------------------------------------------------------------------


def test_data_changed_after_the_drawing_need_a_reason_and_stand_in_the_protocol(
    bound: SelectionWorld, office: User, lead: User, client: Client
) -> None:
    correct_something(bound)
    run = calculated(bound.round, office)
    assert gaps_in(run) == (Gap.LATER_DATA,)
    client.force_login(office)
    words = "Das ist beim Los nicht belegt"
    page = reverse("selection:run", args=[bound.slug, bound.round.pk, run.pk])
    assert words in text_of(client.get(page))
    with pytest.raises(Refused, match="jünger") as refused:
        decided(run, office, lead)
    assert refused.value.field == "reason"
    decision = decided(run, office, lead, "Die Fläche war falsch eingetragen.")
    assert replay(load(decision.protocol), is_vouched=True).gaps == (Gap.LATER_DATA,)
    printed = PdfReader(BytesIO(protocol_pdf(decision)))
    text = " ".join(" ".join(page.extract_text() for page in printed.pages).split())
    assert "Beim Los ist nicht belegt" in text
    assert Lot.objects.get().data_digest in text.replace(" ", "")
    assert "Lottozahlen vom 16.05.2026" in text


def test_rules_frozen_after_the_drawing_are_told_too(bound: SelectionWorld, office: User) -> None:
    rules = open_new_version(by=office, round=bound.round, reason="Mehr Stadt")
    urban = {"attribute": "settlement", "values": ["urban"], "at_least": 5}
    add_rule(by=office, rule_set=rules, kind=PortfolioRule, **urban)
    freeze_rules(by=office, rule_set=rules)
    assert gaps_in(calculated(bound.round, office)) == (Gap.LATER_DATA, Gap.LATER_RULES)


def test_a_number_from_before_binding_is_told_as_such(bound: SelectionWorld, office: User) -> None:
    """As rounds have it that were begun with an older version."""
    Lot.objects.update(data_digest="", published_at=None, drawn_at=None, entered_at=None)
    run = calculated(bound.round, office)
    assert gaps_in(run) == (Gap.UNBOUND,)


def test_a_run_without_a_number_has_no_drawing(tied: SelectionWorld) -> None:
    assert drawing_of(SelectionRunFactory.build(round=tied.round, problem={"seed": ""})) is None


def test_nothing_is_told_of_a_lot_that_did_not_decide(world: SelectionWorld, office: User) -> None:
    correct_something(world)
    assert gaps_in(calculated(world.round, office)) == ()


# --- What quotes it -----------------------------------------------------------------------------


def test_a_letter_quotes_the_number_of_its_run(
    bound: SelectionWorld, office: User, lead: User
) -> None:
    run = calculated(bound.round, office)
    decision = decided(run, office, lead)
    Lot.objects.update(number="changed in the database")
    SelectionRound.objects.update(seed_source="changed in the database")
    finding = finding_in(run)
    drawn = next(r for r in finding.report.reasons.values() if r.kind is LoserKind.DRAW)
    reasons = Reasons(decision, finding, names_of(run), content_of(run.rule_set))
    place = decision.places.get(candidacy__municipality__youth_office_id=drawn.candidate)
    words = " ".join(reasons.sentences(place))
    assert f"„{NUMBER}“ (Lottozahlen vom 16.05.2026)" in words


def test_what_was_published_is_sealed_with_the_log(
    tied: SelectionWorld, office: User, settings: Any, tmp_path: Any
) -> None:
    settings.SEAL_KEY_PATH = str(tmp_path / "key")
    settings.SEAL_LOG_PATH = str(tmp_path / "seals")
    make_seal_key()
    first = publish_data(by=office, round=tied.round)
    seal = make_seal()
    assert seal
    assert first.data_digest in seal.line
    correct_something(tied)
    publish_data(by=office, round=tied.round)
    assert verify_seals() == [], "what was published before stays told"
    Lot.objects.update(publications=[{"digest": "0" * 64, "at": "2026-01-01T00:00:00+00:00"}])
    [fault] = verify_seals()
    assert "was changed" in fault.what


# --- Pages --------------------------------------------------------------------------------------


def test_the_page_leads_from_step_to_step(
    tied: SelectionWorld, office: User, lead: User, client: Client
) -> None:
    address = [tied.slug, tied.round.pk]
    page, publish = (
        reverse("selection:lot", args=address),
        reverse("selection:lot_publish", args=address),
    )
    enter = reverse("selection:lot_number", args=address)
    client.force_login(lead)
    assert "Prüfsumme der Daten veröffentlichen" not in text_of(client.get(page))
    client.force_login(office)
    assert "Hier kann jetzt keine Zahl" in text_of(client.get(enter))
    assert "Prüfsumme der Daten veröffentlichen" in text_of(client.get(page))
    client.post(publish)
    assert "Die Daten stehen fest" in text_of(client.get(page))
    assert "Neu veröffentlichen" in text_of(client.get(page))

    now = timezone.localtime()
    typed = {"number": NUMBER, "again": NUMBER, "version": Lot.objects.get().version}
    typed |= {"drawn_on": f"{now:%d.%m.%Y}", "drawn_at": f"{now:%H:%M}"}
    wrong = client.post(enter, {**typed, "again": "7-9-13"})
    assert wrong.status_code == 422
    assert "nicht dieselbe Zahl" in text_of(wrong)
    yesterday = f"{now - timedelta(days=1):%d.%m.%Y}"
    early = client.post(enter, {**typed, "drawn_on": yesterday})
    assert early.status_code == 422
    assert "war da schon bekannt" in text_of(early)
    stale = client.post(enter, {**typed, "version": 99})
    assert stale.status_code == 422
    assert client.post(enter, typed).status_code == 302
    shown = text_of(client.get(page))
    assert "Die Zahl für ein Los steht fest" in shown
    assert NUMBER in shown
    assert "Zahl der Ziehung eintragen" not in shown
    drawn_at = Lot.objects.get().drawn_at
    assert isinstance(drawn_at, datetime)
    assert timezone.localtime(drawn_at).strftime("%H:%M") == f"{now:%H:%M}"


def test_the_page_names_what_is_missing(tied: SelectionWorld, office: User, client: Client) -> None:
    ReviewScore.objects.all().first().delete()
    client.force_login(office)
    page = reverse("selection:lot", args=[tied.slug, tied.round.pk])
    shown = text_of(client.get(page))
    assert "Was fehlt" in shown
    assert "Prüfsumme der Daten veröffentlichen" not in shown


def test_the_form_of_the_round_offers_no_number(
    bound: SelectionWorld, office: User, client: Client
) -> None:
    client.force_login(office)
    page = client.get(reverse("selection:round_edit", args=[bound.slug, bound.round.pk]))
    assert 'name="seed"' not in page.content.decode()
    assert 'name="seed_source"' not in page.content.decode()


def test_whoever_reads_the_rules_reads_how_the_lot_is_bound(
    tied: SelectionWorld, office: User, client: Client
) -> None:
    """First the check sum of the data, afterwards the number as well."""
    client.force_login(office)
    page = reverse("selection:published_rules", args=[tied.round.pk])
    assert "Prüfsumme seit" not in text_of(client.get(page))
    lot = publish_data(by=office, round=tied.round)
    shown = text_of(client.get(page))
    assert lot.data_digest in shown
    assert NUMBER not in shown
    enter_number(by=office, round=tied.round, number=NUMBER, drawn_at=timezone.now())
    assert NUMBER in text_of(client.get(page))
