"""After the decision: letters, contracts, who leaves, who takes the place, the story."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.core.models import AuditEvent, OutboxMail
from begleitwerk.core.services import AskedBack, Refused
from begleitwerk.engine.documents import to_plain
from begleitwerk.engine.selection.problem import points_of
from begleitwerk.engine.selection.result import (
    BlockedSwap,
    FailedRule,
    LoserKind,
    LoserReason,
    Placed,
    Portfolio,
    RuleCount,
)
from begleitwerk.municipalities.enums import Role
from begleitwerk.processes.models import Process
from begleitwerk.programmes import services as programmes
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Contract, ContractTemplate, Edition
from begleitwerk.programmes.services.contract_template import BLANK
from begleitwerk.selection.enums import (
    CandidacyState,
    DecisionState,
    LetterKind,
    Outcome,
    RunKind,
    RunState,
)
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    Letter,
    SelectionDecision,
    SelectionRun,
    Withdrawal,
)
from begleitwerk.selection.papers.letters import LetterBook, decision_letter
from begleitwerk.selection.papers.letters.why import KINDS
from begleitwerk.selection.presenters.reasons import points_words
from begleitwerk.selection.presenters.story import story_of
from begleitwerk.selection.selectors.after import (
    addressees_of,
    contract_lines,
    place_of,
)
from begleitwerk.selection.selectors.runs import finding_in
from begleitwerk.selection.selectors.vacancies import free_places, vacancy_of
from begleitwerk.selection.services.contracts import record_contract
from begleitwerk.selection.services.decisions import (
    add_deviation,
    confirm_decision,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.letters import send_letters
from begleitwerk.selection.services.runs import execute_run
from begleitwerk.selection.services.withdrawals import start_replacement, withdraw
from tests.days import in_days, today
from tests.engine.documents.pdf_checks import assert_accessible
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.factories.programmes import ContractTemplateFactory
from tests.factories.selection import LetterFactory, ReviewFactory, SelectionRunFactory
from tests.markup import text_of
from tests.programmes.contract_files import contract_file, words_of
from tests.selection.test_runs import decided
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]
STAGE = "decided"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def with_outcome(decision: SelectionDecision, outcome: Outcome) -> Candidacy:
    """The first of them, as it stands now."""
    rows = decision.places.filter(outcome=outcome).select_related("candidacy__round")
    place = rows.order_by("candidacy__municipality__name").first()
    assert place is not None
    found: Candidacy = Candidacy.objects.select_related("municipality", "round").get(
        pk=place.candidacy_id
    )
    return found


def promised(decision: SelectionDecision) -> Candidacy:
    """Selected, and told so."""
    candidacy = with_outcome(decision, Outcome.SELECTED)
    LetterFactory(candidacy=candidacy, decision=decision, kind=LetterKind.SELECTED)
    return candidacy


def url(world: SelectionWorld, name: str, *ids: Any) -> str:
    return reverse(f"selection:{name}", args=[world.slug, world.round.pk, *ids])


def test_what_is_decided_is_not_decided_again(
    decision: SelectionDecision, world: SelectionWorld, office: User, lead: User
) -> None:
    with pytest.raises(Refused, match="nicht mehr"):
        add_deviation(by=office, decision=decision, out="a", into="b", reason="X")
    with pytest.raises(Refused):
        confirm_decision(by=lead, decision=decision)
    round = world.round
    for state in (RunState.DONE, RunState.FAILED):
        run = SelectionRunFactory(round=round, state=state, kind=RunKind.CHOICE)
        with pytest.raises(Refused):
            prepare_decision(by=office, run=run)


# --- Letters ------------------------------------------------------------------------------------


def test_everybody_gets_one_letter_however_often_one_clicks(
    world: SelectionWorld, decision: SelectionDecision, office: User
) -> None:
    letters = send_letters(by=office, decision=decision)
    assert len(letters) == 14
    assert send_letters(by=office, decision=decision) == []
    assert Letter.objects.filter(decision=decision).count() == 14
    kinds = [row.kind for row in letters]
    assert kinds.count(LetterKind.SELECTED) == 9
    assert kinds.count(LetterKind.RESERVE) == decision.places.filter(outcome="reserve").count()
    sent = AuditEvent.objects.filter(verb="selection.letters_sent")
    assert [event.after["count"] for event in sent] == [14]


def test_a_letter_says_nothing_about_others(
    world: SelectionWorld, decision: SelectionDecision
) -> None:
    finding, book = finding_in(decision.run), LetterBook(decision)
    points = own_points(finding)
    for row in addressees_of(decision):
        content = book.content(row.place, on=date(2026, 6, 1))
        words = to_plain(decision_letter(content).blocks)
        own = {sheet["points"] for sheet in content["scores"]}
        for place in world.municipalities.values():
            if place.pk != row.candidacy.municipality_id:
                assert place.name not in words
                assert place.youth_office_id not in words
        for other, figures in points.items():
            if other != row.candidacy.key:
                assert not [figure for figure in figures - own if figure in words]
        assert content["reasons"]


def test_a_letter_by_post_names_no_address_to_sign_in_at(
    world: SelectionWorld, decision: SelectionDecision, office: User
) -> None:
    reached = world.candidacies["Stadt Lindental"]
    Candidacy.objects.filter(pk=reached.pk).update(contact_email="amt@example.org")
    letters = send_letters(by=office, decision=decision)
    assert {row.candidacy_id for row in letters if row.sent_to} == {reached.pk}
    for row in letters:
        words = str(to_plain(decision_letter(row.content).blocks))
        assert ("http" in words) is (row.candidacy_id == reached.pk)


def own_points(finding: Any) -> dict[str, set[str]]:
    """All points of everybody, as letters would write them."""
    return {
        row.key: {
            points_words(points_of(scores, finding.problem.criteria))
            for scores in row.scores.values()
        }
        for row in finding.problem.candidates
    }


def test_a_letter_tells_the_own_scores_with_the_words_of_the_scale(
    world: SelectionWorld, decision: SelectionDecision
) -> None:
    book = LetterBook(decision)
    place = decision.places.get(candidacy=world.candidacies["Kreis Heidemoor"])
    content = book.content(place, on=date(2026, 6, 1))
    assert [sheet["theme"] for sheet in content["scores"]] == [
        world.themes[key].item.label_de for key in ("anchoring", "impact")
    ]
    experience, staff, earlier = content["scores"][0]["criteria"]
    assert experience["score"] == "2,5 von 3"
    assert experience["meaning"] == (
        "zwischen „einige“ (Beleg für: einige) und „viel“ (Beleg für: viel)"
    )
    assert (staff["score"], staff["share"]) == ("3 von 3", "30 %")
    assert (earlier["score"], earlier["origin"]) == ("1 von 1", "aus Daten")


def test_letters_are_accessible_and_open_in_word(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    for outcome, title in (
        (Outcome.SELECTED, "Auswahl: Ihre Kommune ist dabei"),
        (Outcome.RESERVE, "Auswahl: Ihre Kommune steht auf der Reserveliste"),
        (Outcome.REJECTED, "Auswahl: Ihre Bewerbung wurde nicht ausgewählt"),
    ):
        candidacy = with_outcome(decision, outcome)
        address = url(world, "letter", decision.pk, candidacy.pk, "pdf")
        assert_accessible(
            client.get(address).content, title=f"{title}: {candidacy.municipality.name}"
        )
        word = client.get(address.replace("pdf", "docx"))
        assert word.content.startswith(b"PK")
    assert client.get(address.replace("pdf", "odt")).status_code == 404


def test_the_municipality_sees_its_result_only_after_the_letter_went_out(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    candidacy = with_outcome(decision, Outcome.RESERVE)
    person = UserFactory()
    MembershipFactory(
        user=person, role=Role.COORDINATOR, workspace=candidacy.municipality.workspace
    )
    Candidacy.objects.filter(pk=candidacy.pk).update(contact_email="amt@example.org")
    own = reverse("selection:application", args=[candidacy.municipality.slug, candidacy.pk])
    before = text_of(as_user(person).get(own))
    assert "Reserveliste" not in before
    as_user(office).post(url(world, "letters_send", decision.pk))
    after = text_of(as_user(person).get(own))
    assert f"{candidacy.municipality.name} steht auf der Reserveliste" in after
    mail = OutboxMail.objects.get(to="amt@example.org")
    assert own in mail.body
    assert "Reserve" not in mail.body


def test_the_page_of_letters_counts_what_is_missing_and_sends_it(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    page = text_of(client.get(url(world, "letters")))
    assert "14 Schreiben senden" in page
    someone = with_outcome(decision, Outcome.SELECTED)
    preview = url(world, "letter_preview", decision.pk, someone.pk)
    assert "noch nicht verschickt" in text_of(client.get(preview))
    send = url(world, "letters_send", decision.pk)
    assert "14 Schreiben sind verschickt" in text_of(client.post(send, follow=True))
    assert "waren schon verschickt" in text_of(client.post(send, follow=True))
    assert client.get(url(world, "letter_preview", decision.pk, 0)).status_code == 404
    assert client.get(url(world, "letter_preview", 0, 0)).status_code == 404


def test_letters_are_listed_in_as_many_queries_for_one_as_for_three(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    rows = list(
        decision.places.filter(outcome=Outcome.SELECTED).values_list("candidacy", flat=True)
    )
    client, counts = as_user(office), []
    for kept in (1, 3):
        Candidacy.objects.filter(round=world.round).update(state=CandidacyState.WITHDRAWN)
        Candidacy.objects.filter(pk__in=rows[:kept]).update(state=CandidacyState.SELECTED)
        client.get(url(world, "letters"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url(world, "letters"))
        assert len(page.context["waiting"].rows) == kept
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_letters_that_broke_off_leave_no_file_without_its_row(
    world: SelectionWorld,
    decision: SelectionDecision,
    office: User,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path

    def kill(**event: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("begleitwerk.selection.services.letters.record_event", kill)
        with pytest.raises(KeyboardInterrupt):
            send_letters(by=office, decision=decision)
    assert files_in(tmp_path), "the letters written so far stand on the disk"
    assert not Letter.objects.filter(decision=decision).exists()
    letters = send_letters(by=office, decision=decision)
    assert files_in(tmp_path) == sorted(letter.file.file.name for letter in letters)


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.pdf"))


def test_many_letters_are_written_in_the_background(
    world: SelectionWorld,
    decision: SelectionDecision,
    office: User,
    as_user: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("begleitwerk.selection.views.letters.AT_ONCE", 3)
    page = as_user(office).post(url(world, "letters_send", decision.pk), follow=True)
    assert "auftrag=" in page.redirect_chain[0][0]
    assert "Alle Briefe sind geschrieben" in text_of(page)


def test_no_kind_of_reason_names_anybody_else(
    world: SelectionWorld, decision: SelectionDecision
) -> None:
    """Also those this world has no case of."""
    finding, book = finding_in(decision.run), LetterBook(decision)
    one, other = (row.key for row in finding.problem.candidates[:2])
    quota = finding.problem.quotas[0].key
    line = RuleCount("", "", 3, 4, None)
    for kind in LoserKind:
        reason = LoserReason(
            candidate=one,
            kind=kind,
            theme=finding.problem.themes[0].key,
            points=5000,
            missing=1234,
            is_reachable=True,
            best_with=Portfolio((Placed(other, "", 6789),), 6789),
            blocked=(
                BlockedSwap(other, "", 6789, ((quota, line), (f"fixed:{other}", line))),
                BlockedSwap(other, "", 6789, ()),
            ),
            failed=(FailedRule(finding.problem.hard_rules[0].key, False),),
            excluded=f"ersetzt durch {other}",
            against=(quota, f"fixed:{other}", "places:impact"),
        )
        words = " ".join(KINDS[kind](book.reasons, reason))
        assert words
        for secret in (other, "67,89", "12,34", "fixed", "places", *world.municipalities):
            assert secret not in words, kind


def test_who_declared_a_conflict_reads_neither_letter_nor_contract_nor_history(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    candidacy = with_outcome(decision, Outcome.SELECTED)
    ReviewFactory(candidacy=candidacy, reviewer=office, position=None, state="conflict")
    client = as_user(office)
    for name, ids in (
        ("letter_preview", (decision.pk, candidacy.pk)),
        ("letter", (decision.pk, candidacy.pk, "pdf")),
        ("contract", (candidacy.pk,)),
        ("withdrawal", (candidacy.pk,)),
    ):
        assert client.get(url(world, name, *ids)).status_code == 403, name
    assert client.get(url(world, "story"), {"kommune": candidacy.pk}).status_code == 404


# --- Before the letters -------------------------------------------------------------------------


def own_page(candidacy: Candidacy, name: str) -> str:
    return reverse(f"selection:{name}", args=[candidacy.municipality.slug, candidacy.pk])


def test_before_its_letter_nothing_a_municipality_may_do_tells_how_it_was_decided(
    decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    """Whoever withdraws then gives back a place unknown to her; afterwards a letter says it."""
    for outcome in Outcome:
        candidacy = with_outcome(decision, outcome)
        head = MembershipFactory(
            role=Role.YOUTH_OFFICE_HEAD, workspace=candidacy.municipality.workspace
        ).user
        page, leave = (
            own_page(candidacy, "application"),
            own_page(candidacy, "application_withdraw"),
        )
        assert leave in as_user(head).get(page).text
        with transaction.atomic():
            as_user(head).post(leave, {"reason": "Die Stelle ist leer."})
            shown = text_of(as_user(head).get(page))
            candidacy.refresh_from_db()
            assert (candidacy.state, "zurückgezogen" in shown) == (CandidacyState.WITHDRAWN, True)
            assert "ausgeschieden" not in shown
            places = Withdrawal.objects.filter(candidacy=candidacy).count()
            assert places == free_places(candidacy.round) == (outcome == Outcome.SELECTED)
            transaction.set_rollback(True)
        LetterFactory(candidacy=candidacy, decision=decision, kind=outcome)
        assert (leave in as_user(head).get(page).text) is (outcome == Outcome.RESERVE)


def test_no_contract_goes_out_before_the_letter(decision: SelectionDecision, office: User) -> None:
    candidacy = with_outcome(decision, Outcome.SELECTED)
    record_contract(by=office, candidacy=candidacy, values={"number": "NZ-07"})
    with pytest.raises(Refused, match="zuerst das Schreiben") as refused:
        record_contract(by=office, candidacy=candidacy, values=days("sent_on"))
    assert refused.value.field == "sent_on"


# --- Contracts ----------------------------------------------------------------------------------


def days(*steps: str) -> dict[str, Any]:
    """All fields of a contract, the named days a week apart."""
    names = ("drafted_on", "sent_on", "signed_by_municipality_on", "signed_by_office_on")
    start = in_days(-60)
    return {
        "number": "NZ-07",
        "note": "",
        "starts_on": date(2026, 7, 1),
        **dict.fromkeys(names),
        **{name: start + timedelta(days=7 * n) for n, name in enumerate(names) if name in steps},
    }


ALL_DAYS = ("drafted_on", "sent_on", "signed_by_municipality_on", "signed_by_office_on")


def test_the_second_signature_opens_the_participation_and_its_process(
    world: SelectionWorld, decision: SelectionDecision, office: User
) -> None:
    edition = world.edition
    edition.phase_template = current_version(ContentKind.PHASE_TEMPLATE)
    edition.save()
    candidacy = promised(decision)
    partner = world.municipalities[with_outcome(decision, Outcome.REJECTED).municipality.name]
    candidacy.partners.set([partner])
    record_contract(by=office, candidacy=candidacy, values=days("drafted_on", "sent_on"))
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.engagement) == (CandidacyState.CONTRACT_SENT, None)
    record_contract(by=office, candidacy=candidacy, values=days(*ALL_DAYS))
    candidacy.refresh_from_db()
    engagement = candidacy.engagement
    assert candidacy.state == CandidacyState.ACTIVE
    assert engagement is not None
    assert engagement.state == EngagementState.ACTIVE
    assert [row.municipality for row in engagement.party_rows.all()] == [
        candidacy.municipality,
        partner,
    ]
    assert [step.state for step in engagement.steps.all()] == [
        "selected",
        "contract_sent",
        "contract_signed",
        "active",
    ]
    place = place_of(candidacy)
    assert place is not None
    assert engagement.theme == place.theme
    assert engagement.contract == candidacy.contract
    assert engagement.contract.number == "NZ-07"
    starts = Process.objects.get(engagement=engagement).phases.values_list("planned_start")
    assert starts[0] == (date(2026, 7, 1),)


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_contract_lets_the_programme_read_where_the_municipality_applied_itself(
    decision: SelectionDecision, office: User, head: User, by_itself: bool
) -> None:
    candidacy = promised(decision)
    partner = with_outcome(decision, Outcome.REJECTED).municipality
    candidacy.partners.set([partner])
    handed_in = Application.objects.filter(candidacy=candidacy)
    handed_in.update(submitted_by_id=head.pk if by_itself else None)

    record_contract(by=office, candidacy=candidacy, values=days(*ALL_DAYS))

    space = candidacy.office
    lies_within = candidacy.municipality.workspace.parents.filter(pk=space.pk)
    assert lies_within.exists() is by_itself
    assert not partner.workspace.parents.filter(pk=space.pk).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sent_on": date(2020, 1, 1)}, "sent_on"),
        ({"signed_by_office_on": date(2020, 1, 1)}, "signed_by_office_on"),
        ({"signed_by_municipality_on": date(2020, 1, 1)}, "signed_by_municipality_on"),
        ({"drafted_on": date(2999, 1, 1)}, "drafted_on"),
        ({"sent_on": None}, "sent_on"),
    ],
)
def test_days_of_a_contract_stand_in_their_order(
    decision: SelectionDecision, office: User, change: dict[str, Any], field: str
) -> None:
    candidacy = promised(decision)
    with pytest.raises(Refused) as refused:
        record_contract(by=office, candidacy=candidacy, values=days(*ALL_DAYS) | change)
    assert refused.value.field == field
    assert not Contract.objects.exists()


def test_a_contract_sent_before_the_decision_is_asked_back(
    decision: SelectionDecision, office: User
) -> None:
    candidacy = promised(decision)
    sent = {"sent_on": in_days(-1)}
    with pytest.raises(AskedBack) as asked:
        record_contract(by=office, candidacy=candidacy, values=sent, sure=())
    assert asked.value.field == "sent_on"
    assert not Contract.objects.exists()
    sure = {row.code for row in asked.value.questions}
    record_contract(by=office, candidacy=candidacy, values=sent, sure=sure)
    record_contract(by=office, candidacy=candidacy, values=sent | {"number": "7"}, sure=())
    assert Contract.objects.get().number == "7"


def test_the_contract_is_made_from_the_programmes_template(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    candidacy = with_outcome(decision, Outcome.SELECTED)
    partner, programme = MunicipalityFactory(name="Kreis Nebenan"), world.edition.programme
    candidacy.partners.add(partner)
    Edition.objects.update(starts_on=date(2027, 2, 1))
    page, draft = url(world, "contract", candidacy.pk), url(world, "contract_draft", candidacy.pk)
    client = as_user(office)
    assert client.get(draft).status_code == 404
    assert draft not in client.get(page).content.decode()
    names = ("kommune", "weitere_kommunen", "programm", "durchgang_beginn", "teilnahme_beginn")
    content = contract_file(*(f"{name}: {{{{ {name} }}}}" for name in (*names, "anschrift")))
    template = ContractTemplateFactory(programme=programme, content=content)
    assert draft in client.get(page).content.decode()
    assert words_of(client.get(draft).content) == [
        f"kommune: {candidacy.municipality.name}",
        "weitere_kommunen: Kreis Nebenan",
        f"programm: {programme.name}",
        "durchgang_beginn: 01.02.2027",
        f"teilnahme_beginn: {BLANK}",
        f"anschrift: {candidacy.municipality.name}",
    ]
    ContractTemplate.objects.filter(pk=template.pk).update(content=b"PK")
    refused = client.get(draft, follow=True)
    assert "Das ist keine Word-Datei." in refused.content.decode()
    rejected = with_outcome(decision, Outcome.REJECTED)
    assert client.get(url(world, "contract_draft", rejected.pk)).status_code == 404


def test_a_new_template_changes_no_contract_that_was_sent(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    candidacy = promised(decision)
    sent = SimpleUploadedFile("vertrag.docx", contract_file("Erste Fassung"))
    record_contract(by=office, candidacy=candidacy, values=days("sent_on"), upload=sent)
    ContractTemplateFactory(programme=world.edition.programme)
    client = as_user(office)
    draft = url(world, "contract_draft", candidacy.pk)
    assert client.get(draft).status_code == 404
    assert draft not in client.get(url(world, "contract", candidacy.pk)).content.decode()
    kept = client.get(url(world, "contract_file", candidacy.pk))
    assert words_of(b"".join(kept)) == ["Erste Fassung"]


def test_a_contract_that_was_sent_stays_sent(decision: SelectionDecision, office: User) -> None:
    candidacy = promised(decision)
    record_contract(by=office, candidacy=candidacy, values=days("sent_on"))
    with pytest.raises(Refused) as refused:
        record_contract(by=office, candidacy=candidacy, values=days())
    assert refused.value.field == "sent_on"


def test_only_who_holds_a_place_gets_a_contract(decision: SelectionDecision, office: User) -> None:
    with pytest.raises(Refused, match="hat keinen Platz"):
        record_contract(
            by=office, candidacy=with_outcome(decision, Outcome.REJECTED), values=days()
        )


def test_from_its_beginning_the_contract_is_the_participations(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    """One table, one page: what is corrected there is what the round shows."""
    candidacy = started(decision, office)
    engagement = candidacy.engagement
    assert engagement is not None
    with pytest.raises(Refused, match="Teilnahme hat begonnen"):
        record_contract(by=office, candidacy=candidacy, values=days(*ALL_DAYS))
    client = as_user(office)
    there = reverse("programmes:contract", args=[world.programme.workspace.slug, engagement.pk])
    assert client.get(url(world, "contract", candidacy.pk)).headers["Location"] == there
    values = {"number": "NZ-08"}
    programmes.record_contract(by=office, contract=engagement.contract, values=values)
    assert "NZ-08" in text_of(client.get(url(world, "contracts")))
    assert "NZ-08" in text_of(client.get(there))
    assert "NZ-08" in text_of(client.get(there.removesuffix("vertrag/")))


def test_the_contract_page_saves_and_the_municipality_reads_it_once_sent(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    candidacy = with_outcome(decision, Outcome.SELECTED)
    page = url(world, "contract", candidacy.pk)
    send_letters(by=office, decision=decision)
    client = as_user(office)
    assert client.get(page).status_code == 200
    sent: dict[str, Any] = {"number": "NZ-07", "drafted_on": "2026-06-01"}
    assert client.post(page, sent | {"file": upload()}).status_code == 422  # a draft stays inside
    assert client.post(page, sent).status_code == 302
    contract = Contract.objects.get(municipality=candidacy.municipality)
    person = UserFactory()
    MembershipFactory(
        user=person, role=Role.COORDINATOR, workspace=candidacy.municipality.workspace
    )
    own = reverse("selection:own_contract", args=[candidacy.municipality.slug, candidacy.pk])
    assert as_user(person).get(own).status_code == 404
    sent |= {"version": contract.version, "sent_on": today().isoformat(), "file": upload()}
    assert client.post(page, sent).status_code == 302
    assert as_user(person).get(own).status_code == 200
    told = as_user(person).get(own.removesuffix("vertrag/"))
    assert "fehlt noch" in text_of(told)
    bad = client.post(page, sent | {"version": "", "sent_on": "2999-01-01", "file": upload()})
    assert bad.status_code == 422
    assert client.get(url(world, "contract_file", candidacy.pk)).status_code == 200
    assert client.get(url(world, "contract", 0)).status_code == 404
    loser = with_outcome(decision, Outcome.REJECTED)
    assert client.get(url(world, "contract", loser.pk)).status_code == 404
    assert client.get(url(world, "contract_file", loser.pk)).status_code == 404


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("vertrag.pdf", PDF, "application/pdf")


def test_contracts_are_listed_with_what_is_to_be_done_in_as_many_queries_for_one_as_for_three(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    record_contract(
        by=office,
        candidacy=promised(decision),
        values=days("drafted_on", "sent_on"),
    )
    lines = contract_lines(world.round)
    assert len(lines) == 9
    assert sum(line.contract is not None for line in lines) == 1
    counts = []
    for kept in (1, 3):
        hidden = Candidacy.objects.filter(pk__in=[line.candidacy.pk for line in lines[kept:]])
        hidden.update(state=CandidacyState.REJECTED)
        client = as_user(office)
        client.get(url(world, "contracts"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(world, "contracts")).status_code == 200
        counts.append(len(queries))
        hidden.update(state=CandidacyState.SELECTED)
    assert counts[0] == counts[1]


# --- Who leaves, who comes ----------------------------------------------------------------------


def started(decision: SelectionDecision, office: User) -> Candidacy:
    candidacy = promised(decision)
    record_contract(by=office, candidacy=candidacy, values=days(*ALL_DAYS))
    candidacy.refresh_from_db()
    return candidacy


def test_one_leaves_and_another_takes_its_place_under_the_same_rules(
    world: SelectionWorld, decision: SelectionDecision, office: User, lead: User
) -> None:
    leaver = started(decision, office)
    before = finding_in(decision.run).members
    withdraw(by=office, candidacy=leaver, on=today(), reason="Die Stelle ist leer.")
    leaver.refresh_from_db()
    assert leaver.state == CandidacyState.WITHDRAWN
    assert leaver.engagement is not None
    assert leaver.engagement.state == EngagementState.WITHDRAWN
    assert free_places(world.round) == 1
    run = execute_run(run_id=start_replacement(by=office, candidacy=leaver).pk)
    assert (run.kind, run.state) == (RunKind.REPLACEMENT, RunState.DONE)
    assert run.rule_set_id == decision.run.rule_set_id
    members = finding_in(run).members
    assert leaver.key not in members
    assert {key: theme for key, theme in before.items() if key != leaver.key}.items() <= (
        members.items()
    )
    second = decided(run, office, lead)
    told = addressees_of(second)
    assert [row.place.outcome for row in told] == [Outcome.SELECTED]
    assert free_places(world.round) == 0
    newcomer = told[0].candidacy
    send_letters(by=office, decision=second)
    record_contract(by=office, candidacy=newcomer, values=days(*ALL_DAYS))
    newcomer.refresh_from_db()
    leaver.engagement.refresh_from_db()
    assert leaver.engagement.state == EngagementState.REPLACED
    assert leaver.engagement.replaced_by == newcomer.engagement
    with pytest.raises(Refused, match="wartet auf niemanden"):
        start_replacement(by=office, candidacy=leaver)


def test_a_replacement_keeps_who_holds_a_place_and_holds_only_while_they_do(
    decision: SelectionDecision, office: User, lead: User
) -> None:
    day = today()
    leaver = with_outcome(decision, Outcome.SELECTED)
    withdraw(by=office, candidacy=leaver, on=day, reason="Die Stelle ist leer.")
    run = execute_run(run_id=start_replacement(by=office, candidacy=leaver).pk)
    second = prepare_decision(by=office, run=run)
    stays = decision.places.exclude(candidacy=leaver).filter(outcome=Outcome.SELECTED)[0].candidacy
    with pytest.raises(Refused, match="behält ihn") as refused:
        add_deviation(by=office, decision=second, out=stays.key, into="b", reason="X")
    assert refused.value.field == "out"
    proposed = propose_decision(by=office, decision=second, reason="")
    withdraw(by=office, candidacy=stays, on=day, reason="Auch hier fehlt jemand.")
    proposed.refresh_from_db()  # it came too late, and waits for nobody any more
    assert proposed.state == DecisionState.SUPERSEDED
    with pytest.raises(Refused, match="haben sich Plätze geändert"):
        propose_decision(by=office, decision=proposed, reason="")
    with pytest.raises(Refused, match="wartet nicht auf eine zweite Person"):
        confirm_decision(by=lead, decision=proposed)
    assert not second.places.exists()


def test_nobody_leaves_before_the_contract_was_sent(
    decision: SelectionDecision, office: User
) -> None:
    candidacy = promised(decision)
    sent = record_contract(by=office, candidacy=candidacy, values=days("sent_on")).sent_on
    candidacy.refresh_from_db()
    with pytest.raises(Refused, match="vor dem Versand") as refused:
        withdraw(by=office, candidacy=candidacy, on=sent - timedelta(days=1), reason="Grund")
    assert refused.value.field == "on"
    withdraw(by=office, candidacy=candidacy, on=sent, reason="Grund")


def test_leaving_needs_a_reason_a_day_and_a_place(
    decision: SelectionDecision, office: User
) -> None:
    chosen = with_outcome(decision, Outcome.SELECTED)
    day = today()
    with pytest.raises(Refused) as refused:
        withdraw(by=office, candidacy=chosen, on=day, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(Refused) as refused:
        withdraw(by=office, candidacy=chosen, on=day + timedelta(days=1), reason="Grund")
    assert refused.value.field == "on"
    with pytest.raises(Refused, match="hat keinen Platz"):
        withdraw(
            by=office,
            candidacy=with_outcome(decision, Outcome.REJECTED),
            on=day,
            reason="Grund",
        )
    with pytest.raises(Refused, match="Tragen Sie zuerst ein"):
        start_replacement(by=office, candidacy=chosen)


@pytest.mark.parametrize("state", [EngagementState.WITHDRAWN, EngagementState.TERMINATED])
def test_who_leaves_the_participation_gives_its_place_in_the_round_back(
    decision: SelectionDecision, office: User, state: EngagementState
) -> None:
    """One record, whichever page it was entered on."""
    candidacy, day = started(decision, office), today()
    programmes.move_engagement(
        by=office, engagement=candidacy.engagement, state=state, on=day, reason="Ohne Stelle. "
    )
    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.WITHDRAWN
    left = candidacy.withdrawal
    assert (left.on, left.reason, left.recorded_by_id) == (day, "Ohne Stelle.", office.pk)
    assert free_places(candidacy.round) == 1
    assert start_replacement(by=office, candidacy=candidacy).replaces == candidacy


def test_leaving_at_the_participation_asks_for_what_the_round_needs(
    decision: SelectionDecision, office: User
) -> None:
    candidacy = started(decision, office)
    too_early = candidacy.contract.sent_on - timedelta(days=1)
    for day, match in ((None, "Tragen Sie den Tag ein"), (too_early, "vor dem Versand")):
        with pytest.raises(Refused, match=match) as refused:
            programmes.move_engagement(
                by=office,
                engagement=candidacy.engagement,
                state=EngagementState.WITHDRAWN,
                on=day,
                reason="Ohne Stelle.",
            )
        assert refused.value.field == "on"
    candidacy.refresh_from_db()
    candidacy.engagement.refresh_from_db()
    assert candidacy.state == candidacy.engagement.state == "active"


def test_participation_contract_and_round_show_the_same_leaving(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    for begun in (False, True):
        rows = contract_lines(world.round)
        candidacy = Candidacy.objects.get(pk=rows[0].candidacy.pk)
        LetterFactory(candidacy=candidacy, decision=decision, kind=LetterKind.SELECTED)
        values = days(*ALL_DAYS) if begun else days("sent_on")
        record_contract(by=office, candidacy=candidacy, values=values)
        candidacy.refresh_from_db()
        pages = [url(world, "contracts"), url(world, "story")]
        contract = url(world, "contract", candidacy.pk)
        leave = url(world, "withdrawal", candidacy.pk)
        if begun:
            slug, pk = world.programme.workspace.slug, candidacy.engagement_id
            pages.append(reverse("programmes:engagement", args=[slug, pk]))
            contract = reverse("programmes:contract", args=[slug, pk])
            leave = reverse("programmes:engagement_move", args=[slug, pk, "withdrawn"])
        assert leave in client.get(contract).text
        reason = f"Ohne Stelle {begun}."
        withdraw(by=office, candidacy=candidacy, on=today(), reason=reason)
        for page in (*pages, contract):
            assert reason in text_of(client.get(page))
        shown = client.get(contract).text
        assert leave not in shown
        assert ("Vertrag speichern" in shown) is begun


@pytest.mark.usefixtures("database_queue")
def test_the_pages_lead_from_leaving_to_the_calculation(
    world: SelectionWorld, decision: SelectionDecision, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    candidacy = with_outcome(decision, Outcome.SELECTED)
    page = url(world, "withdrawal", candidacy.pk)
    assert client.get(url(world, "replacement", candidacy.pk)).status_code == 404
    assert client.post(page, {"on": "2026-01-01", "reason": ""}).status_code == 422
    left = client.post(page, {"on": "2026-06-01", "reason": "Die Stelle ist leer."}, follow=True)
    assert f"Der Platz von {candidacy.municipality.name} ist frei" in text_of(left)
    begun = client.post(url(world, "replacement_start", candidacy.pk))
    run = SelectionRun.objects.get(kind=RunKind.REPLACEMENT)
    assert begun["Location"] == url(world, "run", run.pk)
    again = client.post(url(world, "replacement_start", candidacy.pk), follow=True)
    assert "Es läuft schon eine Berechnung" in text_of(again)
    assert candidacy.municipality.name in text_of(client.get(url(world, "contracts")))


def test_a_reserve_list_that_has_run_out_is_said(
    world: SelectionWorld, decision: SelectionDecision, office: User
) -> None:
    candidacy = with_outcome(decision, Outcome.SELECTED)
    withdraw(by=office, candidacy=candidacy, on=today(), reason="Grund")
    candidacy.round.refresh_from_db()
    assert vacancy_of(candidacy, date(2027, 12, 31)).is_valid
    late = vacancy_of(candidacy, date(2028, 1, 1))
    assert (late.is_valid, late.free, late.staying, late.standing) == (False, 1, 8, 5)
    assert late.reserves


# --- The story ----------------------------------------------------------------------------------


def test_the_story_tells_everything_in_chapters(
    world: SelectionWorld, decision: SelectionDecision, office: User, lead: User, as_user: SignIn
) -> None:
    leaver = started(decision, office)
    withdraw(by=office, candidacy=leaver, on=today(), reason="Die Stelle ist leer.")
    run = execute_run(run_id=start_replacement(by=office, candidacy=leaver).pk)
    decided(run, office, lead)
    chapters = story_of(world.round)
    assert [chapter.decision is None for chapter in chapters[:2]] == [True, False]
    lines = [line for chapter in chapters for line in chapter.lines]
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    words = " | ".join(line.text for line in lines)
    name = leaver.municipality.name
    for expected in ("Auswahl entschieden", f"nimmt den Platz von {name} ein"):
        assert expected in words
    assert "Die Stelle ist leer." in {line.reason for line in lines}
    client = as_user(office)
    page = text_of(client.get(url(world, "story")))
    assert "Bis zur Entscheidung" in page
    only = text_of(client.get(url(world, "story"), {"kommune": leaver.pk}))
    assert "Regeln, Fassung 1" not in only
    assert name in only
    for wrong in ("0", "abc"):
        assert client.get(url(world, "story"), {"kommune": wrong}).status_code == 404


# --- Who may ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["letters", "contracts", "story"])
def test_others_do_not_get_in(
    world: SelectionWorld,
    decision: SelectionDecision,
    as_user: SignIn,
    name: str,
    stranger: User,
    reviewer: User,
) -> None:
    assert as_user(stranger).get(url(world, name)).status_code == 404
    assert as_user(reviewer).get(url(world, name)).status_code == 403


def test_the_lead_reads_but_does_not_send(
    world: SelectionWorld, decision: SelectionDecision, as_user: SignIn, lead: User
) -> None:
    assert as_user(lead).get(url(world, "letters")).status_code == 200
    assert as_user(lead).post(url(world, "letters_send", decision.pk)).status_code == 403
