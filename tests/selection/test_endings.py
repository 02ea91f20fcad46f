"""What ends, and how: an application nobody completed, an older proposal, the round itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.portal.selectors import due_lines
from begleitwerk.selection.enums import (
    ApplicationState,
    CandidacyState,
    DecisionState,
    LetterKind,
    RoundState,
    WaiverState,
)
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    Letter,
    SelectionDecision,
    Waiver,
)
from begleitwerk.selection.presenters.ending import left_of
from begleitwerk.selection.selectors.fields import facts_of
from begleitwerk.selection.selectors.grounds import to_calculate
from begleitwerk.selection.selectors.versions import current_rules
from begleitwerk.selection.services.applications import return_application
from begleitwerk.selection.services.closing import close_application
from begleitwerk.selection.services.decisions import (
    confirm_decision,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.ending import end_round, resume_round
from begleitwerk.selection.services.receipts import keep_receipt
from begleitwerk.selection.services.relaxations import confirm_relaxation
from begleitwerk.selection.services.rounds import freeze_rules
from begleitwerk.selection.services.runs import execute_run, start_run
from begleitwerk.selection.services.waivers import ask_to_calculate, grant_waiver
from begleitwerk.selection.services.withdrawals import (
    fill_after_all,
    leave_free,
    start_replacement,
    withdraw,
)
from tests.days import today
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import MembershipFactory
from tests.factories.programmes import EditionThemeFactory
from tests.factories.selection import (
    ApplicationFactory,
    CandidacyFactory,
    DecisionPlaceFactory,
    LetterFactory,
    RuleRelaxationFactory,
    SelectionDecisionFactory,
    SelectionRoundFactory,
    SelectionRunFactory,
    WithdrawalFactory,
)
from tests.markup import text_of
from tests.permissions.selection import stuck_run_of
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]
STAGE = "reviewed"
CITY, OTHER = "Stadt Lindental", "Kreis Silberfurt"
WHY = "Die Haushaltszusage kam bis zum Ende nicht."


@pytest.fixture
def sent_back(world: SelectionWorld, office: User) -> Candidacy:
    application = world.applications[OTHER]
    return_application(by=office, application=application, note="Die Zusage des Rats fehlt.")
    return world.candidacy(OTHER)


def url(world: SelectionWorld, name: str, *ids: Any) -> str:
    return reverse(f"selection:{name}", args=[world.slug, world.round.pk, *ids])


def given_up(world: SelectionWorld, office: User, lead: User) -> None:
    """Two people let the selection go on without what was sent back."""
    asked = ask_to_calculate(by=office, round=world.round, reason="Sie schweigt seit Wochen.")
    grant_waiver(by=lead, waiver=asked)


# --- An application nobody completed --------------------------------------------------------------


def test_what_was_sent_back_and_is_being_approved_speaks_against_a_choice_too(
    world: SelectionWorld, sent_back: Candidacy, office: User
) -> None:
    """It does not count while it waits for its approval: nobody is left out unseen."""
    Application.objects.filter(candidacy=sent_back).update(state=ApplicationState.TO_APPROVE)
    assert [row.candidacy for row in to_calculate(world.round)] == [sent_back]


def test_nobody_closes_an_application_out_of_a_choice_alone(
    world: SelectionWorld, sent_back: Candidacy, office: User, lead: User
) -> None:
    with pytest.raises(Refused, match="durch eine einzelne Person"):
        close_application(by=office, candidacy=sent_back, reason=WHY)
    with pytest.raises(Refused, match="zurückgegeben und nicht ergänzt"):
        close_application(by=office, candidacy=world.candidacy(CITY), reason=WHY)
    given_up(world, office, lead)
    # completed and sent back again it is another matter: the two said nothing about that
    Application.objects.filter(candidacy=sent_back).update(approved_at="2026-03-12T10:00:00Z")
    with pytest.raises(Refused, match="durch eine einzelne Person"):
        close_application(by=office, candidacy=world.candidacy(OTHER), reason=WHY)


def test_a_closed_application_has_its_reason_its_letter_and_its_history(
    world: SelectionWorld, sent_back: Candidacy, office: User, lead: User, as_user: SignIn
) -> None:
    given_up(world, office, lead)
    client, page = as_user(office), url(world, "candidacy", sent_back.pk)
    close = url(world, "application_close", sent_back.pk)
    assert close in client.get(page).content.decode()
    Candidacy.objects.filter(pk=sent_back.pk).update(contact_email="rathaus@example.org")
    sent_back.refresh_from_db()
    assert client.post(close, {"reason": "", "version": sent_back.version}).status_code == 422
    answer = client.post(close, {"reason": WHY, "version": sent_back.version})
    assert answer["Location"] == page
    candidacy = world.candidacy(OTHER)
    assert candidacy.state == CandidacyState.CLOSED
    assert candidacy.application.state == ApplicationState.CLOSED
    assert candidacy.steps.last().reason == WHY
    letter = Letter.objects.get(candidacy=candidacy, kind=LetterKind.CLOSED)
    assert letter.content["reasons"] == [WHY]
    assert letter.content["asked_for"] == "Die Zusage des Rats fehlt."
    mail = OutboxMail.objects.get(
        to="rathaus@example.org", subject="Ihre Bewerbung ist abgeschlossen"
    )
    assert WHY in mail.body
    assert WHY in text_of(client.get(page))
    assert client.get(url(world, "closing_letter", candidacy.pk)).status_code == 200
    assert "ohne Entscheidung beendet" in text_of(client.get(url(world, "story")))
    # it counts for nothing any more, and nothing can be done with it
    assert to_calculate(world.round) == []
    with pytest.raises(Refused):
        close_application(by=office, candidacy=candidacy, reason=WHY)


def test_without_an_address_the_letter_about_the_end_goes_by_post(
    world: SelectionWorld, sent_back: Candidacy, office: User, lead: User
) -> None:
    given_up(world, office, lead)
    letter = close_application(by=office, candidacy=sent_back, reason=WHY)
    assert letter.sent_to == ""
    assert not OutboxMail.objects.filter(subject="Ihre Bewerbung ist abgeschlossen").exists()


def test_who_changed_the_application_meanwhile_is_not_overrun(
    world: SelectionWorld, sent_back: Candidacy, office: User, lead: User
) -> None:
    given_up(world, office, lead)
    with pytest.raises(EditConflict):
        close_application(by=office, candidacy=sent_back, reason=WHY, version=99)
    Application.objects.filter(candidacy=sent_back).update(state=ApplicationState.SUBMITTED)
    with pytest.raises(Refused, match="zurückgegeben und nicht ergänzt"):
        close_application(by=office, candidacy=sent_back, reason=WHY)


def test_the_decision_lists_what_was_sent_back_and_leads_to_its_end(
    world: SelectionWorld, sent_back: Candidacy, office: User, lead: User, as_user: SignIn
) -> None:
    given_up(world, office, lead)
    keep_receipt(office, sent_back.application)
    Application.objects.filter(candidacy=sent_back).update(staff="Erst später geschrieben.")
    decision = proposed(world, office, why="Sie schweigt seit Wochen.")
    assert to_be_closed(world, office) == []
    page = url(world, "decision", decision.run_id)
    client = as_user(office)
    assert OTHER in text_of(client.get(page))  # among what does not hold
    confirm_decision(by=lead, decision=decision)
    assert OTHER in text_of(client.get(page)).split("Zurückgegeben und nicht ergänzt")[1]
    found = client.get(page).content.decode()
    assert url(world, "candidacy", sent_back.pk) + "#bewerbung" in found
    world.round.refresh_from_db()
    # decided by two people without it: from now on one of the office closes it
    assert (
        url(world, "application_close", sent_back.pk)
        in client.get(url(world, "candidacy", sent_back.pk)).content.decode()
    )
    place = sent_back.municipality
    member = MembershipFactory(user=UserFactory(), role=Role.COORDINATOR, workspace=place.workspace)
    own = reverse("selection:application", args=[place.slug, sent_back.pk])
    inside = as_user(member.user)
    assert "Das Programmbüro schreibt Ihnen" in text_of(inside.get(own))
    assert due_lines(place.workspace, access_of(member.user), today()) == []
    step = reverse("selection:application_step", args=[place.slug, sent_back.pk, "personal"])
    assert "ist entschieden" in text_of(inside.get(step, follow=True))
    assert to_be_closed(world, office) == [url(world, "application_close", sent_back.pk)]
    assert staff_fact(world) == "wird von der Kommune ergänzt"
    close_application(by=office, candidacy=world.candidacy(OTHER), reason=WHY)
    assert "Die Bewerbung ist abgeschlossen" in text_of(inside.get(own))
    assert WHY in text_of(inside.get(own))
    # what it says is what was handed in, not what was written afterwards
    assert "Koordination und Jugendhilfeplanung" in text_of(inside.get(own))
    assert "Erst später geschrieben" not in text_of(inside.get(own))
    assert to_be_closed(world, office) == []
    assert staff_fact(world) == "ohne Entscheidung abgeschlossen"


def to_be_closed(world: SelectionWorld, office: User) -> list[str]:
    lines = due_lines(world.programme.workspace, access_of(office), today())
    return [line.url for line in lines if "abschliessen" in line.url]


def staff_fact(world: SelectionWorld) -> str:
    place = world.municipalities[OTHER]
    facts = facts_of(world.round, [place], keys={"application:staff_fte"})
    return facts[place.pk]["application:staff_fte"].shown


# --- Two proposals --------------------------------------------------------------------------------


def proposed(world: SelectionWorld, office: User, why: str = "") -> SelectionDecision:
    run = execute_run(run_id=start_run(by=office, round=world.round).pk)
    prepared = prepare_decision(by=office, run=run)
    return propose_decision(by=office, decision=prepared, reason="", waiver_reason=why)


def test_a_second_proposal_takes_the_place_of_the_first(
    world: SelectionWorld, sent_back: Candidacy, office: User, lead: User, as_user: SignIn
) -> None:
    given_up(world, office, lead)
    first = proposed(world, office, why="Sie schweigt.")
    second = proposed(world, office, why="Sie schweigt noch immer.")
    first.refresh_from_db()
    assert first.state == DecisionState.SUPERSEDED
    asked = Waiver.objects.get(run=first.run)
    assert asked.state == WaiverState.LAPSED
    waiting = SelectionDecision.objects.filter(state=DecisionState.PROPOSED)
    assert [row.pk for row in waiting] == [second.pk]
    page = text_of(as_user(lead).get(url(world, "decision", first.run_id)))
    assert "Eine andere Entscheidung ging dieser vor" in page
    assert "durch eine andere abgelöst" in text_of(as_user(office).get(url(world, "story")))
    # the office may go back to it, with what was asked along with it asked anew
    again = propose_decision(by=office, decision=first, reason="", waiver_reason="Sie schweigt.")
    second.refresh_from_db()
    assert (again.state, second.state) == (DecisionState.PROPOSED, DecisionState.SUPERSEDED)
    confirm_decision(by=lead, decision=again)
    with pytest.raises(Refused, match="schon entschieden"):
        propose_decision(by=office, decision=second, reason="")


def test_relaxed_rules_wait_for_nobody_once_the_place_stays_free(office: User, lead: User) -> None:
    """Proposed for a place, then the office says that it stays free."""
    leaver = stuck_leaver()
    relaxation = RuleRelaxationFactory(run=leaver.withdrawal.run)
    leave_free(by=office, candidacy=leaver, reason="Das Geld fehlt.")
    relaxation.refresh_from_db()
    assert relaxation.state == DecisionState.SUPERSEDED
    with pytest.raises(Refused, match="wartet nicht"):
        confirm_relaxation(by=lead, relaxation=relaxation)


def test_what_fits_the_places_still_waits_on_when_another_place_stays_free_again(
    office: User,
) -> None:
    """Calculated while that place stayed free; in between it was to be filled after all."""
    leaver = stuck_leaver()
    run, round = leaver.withdrawal.run, leaver.round
    second = item(ContentKind.THEMES, "participation")
    theme = EditionThemeFactory(edition=round.edition, item=second, places=1)
    rules = round.rule_sets.get()
    rules.content["themes"].append({"key": theme.item.key, "label": "Zweites", "places": 1})
    rules.save()
    other = CandidacyFactory(round=round, state=CandidacyState.WITHDRAWN)
    DecisionPlaceFactory(
        decision=SelectionDecision.objects.get(), candidacy=other, theme=theme, outcome="selected"
    )
    WithdrawalFactory(candidacy=other)
    leave_free(by=office, candidacy=other, reason="Niemand ist geeignet.")
    waiting = (
        RuleRelaxationFactory(run=run),
        SelectionDecisionFactory(run=run, state=DecisionState.PROPOSED),
    )
    fill_after_all(by=office, candidacy=other)
    leave_free(by=office, candidacy=other, reason="Doch niemand.")
    for row in waiting:
        row.refresh_from_db()
        assert row.state == DecisionState.PROPOSED


# --- The round ------------------------------------------------------------------------------------


def test_a_round_ends_when_everything_is_settled_and_says_what_is_not(
    world: SelectionWorld, office: User, lead: User, as_user: SignIn
) -> None:
    client, page = as_user(office), url(world, "round_end")
    assert "nicht entschieden" in text_of(client.get(page))
    with pytest.raises(Refused, match="Bevor die Runde enden kann"):
        end_round(by=office, round=world.round, reason="Fertig.")
    decision = proposed(world, office)
    assert "wartet auf die zweite Person" in text_of(client.get(page))
    confirm_decision(by=lead, decision=decision)
    left = text_of(client.get(page))
    assert "14 Schreiben sind nicht verschickt" in left
    assert "Der Vertrag ist nicht unterschrieben" in left
    # letters out, contracts signed
    for place in decision.places.all():
        LetterFactory(candidacy=place.candidacy, decision=decision, kind="selected")
    holders = Candidacy.objects.filter(round=world.round, state=CandidacyState.SELECTED)
    first = holders[0]
    holders.update(state=CandidacyState.ACTIVE)
    assert "Alles ist geklärt" in text_of(client.get(page))
    world.round.refresh_from_db()
    assert client.post(page, {"reason": " ", "version": world.round.version}).status_code == 422
    client.post(page, {"reason": "Alle nehmen teil.", "version": world.round.version})
    world.round.refresh_from_db()
    assert world.round.state == RoundState.CLOSED
    assert "Die Runde ist beendet" in text_of(client.get(url(world, "round")))
    with pytest.raises(Refused, match="schon beendet"):
        end_round(by=office, round=world.round, reason="Noch einmal.")
    # one leaves all the same: it is recorded, and the round goes on to fill the place
    withdraw(by=office, candidacy=first, on=today(), reason="Der Träger hat gewechselt.")
    shown = text_of(client.get(url(world, "replacement", first.pk)))
    assert "Nehmen Sie die Runde wieder auf" in shown
    assert "Nachrücken berechnen" not in shown
    with pytest.raises(Refused, match="Nehmen Sie sie erst wieder auf"):
        start_replacement(by=office, candidacy=first)
    resume_round(by=office, round=world.round, reason="Ein Platz ist frei.")
    world.round.refresh_from_db()
    assert world.round.state == RoundState.DECIDED
    assert [row.sentence for row in left_of(world.round)] != []


def test_a_round_nobody_applied_to_ends_and_goes_on_where_it_was(office: User) -> None:
    round = SelectionRoundFactory()
    CandidacyFactory(round=round, state=CandidacyState.DECLINED)
    assert left_of(round) == []
    ended = end_round(by=office, round=round, reason="Niemand hat sich beworben.")
    assert ended.state == RoundState.CLOSED
    assert resume_round(by=office, round=ended, reason="Doch noch.").state == RoundState.DRAFT
    with pytest.raises(Refused, match="nicht beendet"):
        resume_round(by=office, round=round, reason="Doch noch.")
    round.rule_sets.update(frozen_at=timezone.now())
    end_round(by=office, round=round, reason="Wieder niemand.")
    assert resume_round(by=office, round=round, reason="Doch noch.").state == RoundState.OPEN


def test_what_waits_or_runs_keeps_a_round_from_its_end(office: User) -> None:
    leaver = stuck_leaver()
    RuleRelaxationFactory(run=leaver.withdrawal.run)
    SelectionRunFactory(round=leaver.round, state="running")
    CandidacyFactory(round=leaver.round, state=CandidacyState.CONTRACT_SENT)
    told = [row.sentence for row in left_of(leaver.round)]
    name = leaver.municipality.name
    assert told[0] == "Eine Berechnung läuft."
    assert "Gelockerte Regeln warten auf die zweite Person." in told
    assert any(sentence.startswith(f"{name}: Der Platz ist frei") for sentence in told)
    sent = ApplicationFactory(candidacy__round=leaver.round, state=ApplicationState.INCOMPLETE)
    Candidacy.objects.filter(pk=sent.candidacy_id).update(state=CandidacyState.APPLIED)
    assert sent.candidacy.municipality.name in " ".join(
        row.sentence for row in left_of(leaver.round)
    )


def test_rules_that_were_being_built_stay_as_they_were_once_it_is_decided(office: User) -> None:
    round = SelectionRoundFactory(state=RoundState.DECIDED)
    with pytest.raises(Refused, match="ist entschieden"):
        freeze_rules(by=office, rule_set=current_rules(round))


def stuck_leaver() -> Candidacy:
    """In a decided round one has left, and the rules leave nobody for its place."""
    round = SelectionRoundFactory(state=RoundState.DECIDED)
    theme = EditionThemeFactory(edition=round.edition, places=1)
    themes = [{"key": theme.item.key, "label": theme.item.label, "places": 1}]
    content = {"themes": themes, "hard_rules": [], "criteria": [], "portfolio_rules": []}
    round.rule_sets.update(frozen_at=timezone.now(), content=content)
    decision = SelectionDecisionFactory(
        run=SelectionRunFactory(round=round, state="done"),
        state=DecisionState.CONFIRMED,
        confirmed_at=timezone.now(),
    )
    leaver: Candidacy = CandidacyFactory(round=round, state=CandidacyState.WITHDRAWN)
    DecisionPlaceFactory(decision=decision, candidacy=leaver, theme=theme)
    withdrawal = WithdrawalFactory(candidacy=leaver)
    withdrawal.run = stuck_run_of(leaver, theme)
    withdrawal.save()
    return leaver
