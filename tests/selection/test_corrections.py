"""The office corrects what was handed in: it counts once the applicant agrees, and not before."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Membership
from begleitwerk.selection.enums import RoundState
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    Correction,
    Review,
    SelectionRound,
)
from begleitwerk.selection.papers.receipt import receipt_document
from begleitwerk.selection.selectors.applications import application_view, receipt_of
from begleitwerk.selection.selectors.corrections import KINDS, as_text, from_text, lines_of
from begleitwerk.selection.services.applications import (
    hand_in,
    return_application,
    save_application,
)
from begleitwerk.selection.services.corrections import (
    agree_to_correction,
    propose_correction,
    refuse_correction,
    take_back_correction,
)
from begleitwerk.selection.services.receipts import keep_receipt
from tests.days import in_days
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import MembershipFactory
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

SignIn = Callable[[User | None], Client]
STAGE = "reviewed"
NAME = "Stadt Lindental"
WHY = "Am Telefon besprochen: Es sind zwei Personen."


@pytest.fixture
def head(world: SelectionWorld) -> User:
    """May approve in the municipality; has handed the application in."""
    place = world.municipalities[NAME].workspace
    user: User = MembershipFactory(workspace=place, role=Role.YOUTH_OFFICE_HEAD).user
    return user


@pytest.fixture
def application(world: SelectionWorld, head: User) -> Application:
    found = world.applications[NAME]
    Application.objects.filter(pk=found.pk).update(approver=head)
    Candidacy.objects.filter(pk=found.candidacy_id).update(contact_email="amt@example.org")
    found = Application.objects.get(pk=found.pk)
    keep_receipt(head, found)
    return found


@pytest.fixture
def proposed(application: Application, office: User) -> Correction:
    return propose(office, application)


def propose(
    office: User, application: Application, field: str = "staff", value: object = "Zwei Personen"
) -> Correction:
    return propose_correction(
        by=office, application=application, field=field, value=value, reason=WHY
    )


def now(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def test_until_the_applicant_agrees_what_was_handed_in_counts(
    application: Application, proposed: Correction, head: User, as_user: SignIn
) -> None:
    handed_in = application.staff
    assert now(application).staff == handed_in == proposed.handed_in
    home = reverse("portal:home", args=[application.municipality.slug])
    mails = OutboxMail.objects.filter(key__startswith=f"selection:correction:{proposed.pk}")
    assert {mail.to for mail in mails} == {"amt@example.org", head.email}
    assert "wartet auf Ihre Zustimmung" in text_of(as_user(head).get(home))
    for mail in mails:
        assert WHY in mail.body
        assert "Zwei Personen" not in mail.body.replace(WHY, "")
    [line] = lines_of(now(application))
    assert (line.handed_in, line.corrected, line.waits) == (handed_in, "Zwei Personen", True)


def test_agreed_it_counts_with_a_receipt_and_is_read_again(
    application: Application, proposed: Correction, head: User, office: User
) -> None:
    handed_in, before = proposed.handed_in, receipt_of(application.candidacy)
    agree_to_correction(by=head, correction=proposed)
    assert now(application).staff == "Zwei Personen"
    assert now(application).approved_at == application.approved_at
    [line] = lines_of(now(application))
    assert (line.handed_in, line.state, line.waits) == (handed_in, "agreed", False)
    receipt = receipt_of(application.candidacy)
    assert before is not None
    assert receipt is not None
    assert (
        receipt.content["digest"]
        == application_view(Candidacy.objects.get(pk=application.candidacy_id)).digest
    )
    assert receipt.content["digest"] != before.content["digest"]
    assert receipt.content["completed_at"] is None  # it was not she who completed it
    assert "mit Ihrer Zustimmung vom" in str(receipt_document(receipt.content))
    assert "Zustimmung" not in str(receipt_document(before.content))
    reviews = Review.objects.filter(candidacy=application.candidacy)
    assert {row.state for row in reviews} == {"open"}
    answer = OutboxMail.objects.get(key=f"selection:correction-answered:{proposed.pk}")
    assert answer.to == office.email
    with pytest.raises(Refused, match="wartet nicht mehr"):
        refuse_correction(by=head, correction=proposed, reason="Doch nicht.")


def test_refused_what_was_handed_in_goes_on_counting(
    application: Application, proposed: Correction, head: User, office: User
) -> None:
    with pytest.raises(Refused) as refused:
        refuse_correction(by=head, correction=proposed, reason=" ")
    assert refused.value.field == "reason"
    refuse_correction(by=head, correction=proposed, reason="Es ist eine Person.")
    assert now(application).staff == proposed.handed_in
    [line] = lines_of(now(application))
    assert (line.corrected, line.answer) == ("Zwei Personen", "Es ist eine Person.")
    assert {row.state for row in Review.objects.filter(candidacy=application.candidacy)} == {"done"}
    again = propose(office, application)  # with better words
    assert again.pk != proposed.pk


@pytest.mark.parametrize("field", ["themes", "evidence", "submitted_at", "approver", "state"])
def test_what_is_the_applicants_alone_is_not_corrected(
    application: Application, office: User, field: str
) -> None:
    with pytest.raises(Refused, match="Bewerbung dafür zurück"):
        propose(office, application, field, [])
    assert not Correction.objects.exists()


def test_a_correction_needs_a_reason_another_value_and_is_asked_once(
    application: Application, office: User, world: SelectionWorld
) -> None:
    with pytest.raises(Refused) as refused:
        propose_correction(
            by=office, application=application, field="staff", value="Zwei", reason=" "
        )
    assert refused.value.field == "reason"
    for field, same in (("staff", f" {application.staff} "), ("staff_fte", Decimal("1.500"))):
        with pytest.raises(Refused) as refused:
            propose(office, application, field, same)
        assert refused.value.field == "value"
    row = propose(office, application)
    with pytest.raises(Refused, match="wartet schon"):
        propose(office, application, value="Drei Personen")
    take_back_correction(by=office, correction=row)
    with pytest.raises(Refused, match="wartet nicht mehr"):
        take_back_correction(by=office, correction=row)
    propose(office, application, value="Drei Personen")


@pytest.mark.parametrize(
    ("field", "value"),
    [("has_backing", False), ("network_since", 1999), ("staff_fte", Decimal("0.75"))],
)
def test_facts_keep_their_kind(
    application: Application, office: User, head: User, field: str, value: object
) -> None:
    agree_to_correction(by=head, correction=propose(office, application, field, value))
    assert getattr(now(application), field) == value


@pytest.mark.parametrize("field", KINDS)
def test_what_was_not_given_comes_back_as_not_given(field: str) -> None:
    nothing = from_text(field, "")
    assert nothing == ("" if KINDS[field] == "text" else None)
    assert as_text(nothing) == ""


def test_only_who_may_approve_answers(
    proposed: Correction, office: User, world: SelectionWorld
) -> None:
    writes = MembershipFactory(
        workspace=world.municipalities[NAME].workspace, role=Role.COORDINATOR
    ).user
    for person in (office, writes, UserFactory()):
        with pytest.raises(Refused, match="freigeben darf"):
            agree_to_correction(by=person, correction=proposed)
        with pytest.raises(Refused, match="freigeben darf"):
            refuse_correction(by=person, correction=proposed, reason="Nein.")


def test_who_answers_an_older_sheet_is_told(proposed: Correction, head: User) -> None:
    version = proposed.version
    Correction.objects.filter(pk=proposed.pk).update(version=version + 1)
    with pytest.raises(EditConflict):
        agree_to_correction(by=head, correction=proposed, version=version)


def test_after_the_decision_nothing_is_corrected_and_nobody_is_asked(
    application: Application, proposed: Correction, office: User, head: User, world: SelectionWorld
) -> None:
    SelectionRound.objects.filter(pk=world.round.pk).update(state=RoundState.DECIDED)
    for wrong in (
        lambda: propose(office, now(application), "backing", "Beschluss"),
        lambda: agree_to_correction(by=head, correction=fresh(proposed)),
        lambda: refuse_correction(by=head, correction=fresh(proposed), reason="Nein."),
    ):
        with pytest.raises(Refused):
            wrong()
    [line] = lines_of(now(application))
    assert (line.waits, line.words) == (
        False,
        "nicht beantwortet, das Eingereichte zählt",
    )


def fresh(row: Correction) -> Correction:
    return Correction.objects.get(pk=row.pk)


def test_what_the_applicant_changes_itself_needs_no_correction_any_more(
    application: Application, proposed: Correction, office: User, head: User
) -> None:
    other = propose(office, application, "backing", "Ein Beschluss")
    back = return_application(by=office, application=now(application), note="Bitte ergänzen")
    [first, second] = lines_of(back)
    assert not first.waits
    assert not second.waits
    back = save_application(by=head, application=back, version=None, values={"staff": "Drei"})
    hand_in(by=head, application=back)
    assert (fresh(proposed).state, fresh(other).state) == ("lapsed", "asked")
    agree_to_correction(by=head, correction=fresh(other))
    assert (now(application).staff, now(application).backing) == ("Drei", "Ein Beschluss")


def test_an_approver_who_left_gets_no_mail(
    application: Application, office: User, head: User
) -> None:
    User.objects.filter(pk=head.pk).update(is_active=False)
    User.objects.filter(pk=office.pk).update(is_active=True)
    row = propose(office, now(application))
    mails = OutboxMail.objects.filter(key__startswith=f"selection:correction:{row.pk}")
    assert [mail.to for mail in mails] == ["amt@example.org"]
    User.objects.filter(pk=head.pk).update(is_active=True)
    User.objects.filter(pk=office.pk).update(is_active=False)
    agree_to_correction(by=User.objects.get(pk=head.pk), correction=row)
    assert not OutboxMail.objects.filter(key__startswith="selection:correction-answered").exists()


def test_office_and_applicant_read_both_side_by_side(
    application: Application, world: SelectionWorld, office: User, head: User, as_user: SignIn
) -> None:
    at = [world.slug, world.round.pk, application.candidacy_id]
    own = [application.municipality.slug, application.candidacy_id]
    page, client = reverse("selection:candidacy", args=at), as_user(office)
    listed = reverse("selection:corrections", args=at)
    assert listed in client.get(page).text
    add = reverse("selection:correction_add", args=[*at, "staff_fte"])
    assert add in client.get(listed).text
    assert 'value="1,50"' in client.get(add).text
    assert client.post(add, {"value": "1,5", "reason": WHY}).status_code == 422
    assert client.post(add, {"value": "viel", "reason": WHY}).status_code == 422
    assert client.post(add, {"value": "2", "reason": WHY}).status_code == 302
    assert "wartet auf Zustimmung" in text_of(client.get(listed))
    row = Correction.objects.get()
    back = reverse("selection:correction_take_back", args=[*at, row.pk])
    assert back in client.get(page).text
    for missing in ("themes", "nichts"):
        gone = reverse("selection:correction_add", args=[*at, missing])
        assert client.get(gone).status_code == 404

    boss, mine = as_user(head), reverse("selection:application", args=own)
    agree = reverse("selection:correction_agree", args=[*own, row.pk])
    refuse = reverse("selection:correction_refuse", args=[*own, row.pk])
    assert agree in boss.get(mine).text
    sheet = boss.get(agree)
    assert WHY in text_of(sheet)
    assert refuse in sheet.text
    assert WHY in text_of(boss.get(refuse))
    done = boss.post(agree, {"version": row.version}, follow=True)
    assert "Der Berichtigung zugestimmt" in text_of(done)
    for reader, address in ((boss, mine), (client, page)):
        told = text_of(reader.get(address))
        assert "zugestimmt, zählt" in told
        assert WHY in told
    assert back not in client.get(page).text
    assert boss.post(agree, {"version": ""}).status_code == 422


def test_taken_back_on_the_page(
    application: Application, world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    row = propose(office, application)
    at = [world.slug, world.round.pk, application.candidacy_id]
    client = as_user(office)
    client.post(reverse("selection:correction_take_back", args=[*at, row.pk]))
    assert "zurückgenommen" in text_of(client.get(reverse("selection:candidacy", args=at)))
    away = reverse("selection:correction_take_back", args=[*at, row.pk + 1])
    assert client.post(away).status_code == 404


def test_who_proposed_it_does_not_agree_to_it_herself(
    application: Application, office: User, as_user: SignIn
) -> None:
    """With a role in the municipality too she still needs somebody else there."""
    place = application.municipality
    MembershipFactory(workspace=place.workspace, user=office, role=Role.YOUTH_OFFICE_HEAD)
    office = User.objects.get(pk=office.pk)
    row = propose(office, application)
    for answer in (
        lambda: agree_to_correction(by=office, correction=row),
        lambda: refuse_correction(by=office, correction=row, reason="Nein."),
    ):
        with pytest.raises(Refused, match="selbst vorgeschlagen"):
            answer()
    assert now(application).staff == row.handed_in
    own = [place.slug, application.candidacy_id]
    page = as_user(office).get(reverse("selection:application", args=own)).text
    assert reverse("selection:correction_agree", args=[*own, row.pk]) not in page


def test_who_handed_it_in_and_has_left_hears_nothing_of_a_correction(
    application: Application, office: User, head: User
) -> None:
    Membership.objects.filter(user=head).update(valid_to=in_days(-1))
    propose(office, application)
    assert not OutboxMail.objects.filter(to=head.email).exists()
