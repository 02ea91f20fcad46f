"""Pages of invitation and application: works, other municipality, missing right, bad input."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.selection.enums import CandidacyState
from begleitwerk.selection.models import Application, Candidacy, ClaimAnswer, Letter, SelectionRound
from begleitwerk.selection.selectors.applications import step_print
from begleitwerk.selection.services.applications import attach, hand_in, start_application
from begleitwerk.selection.services.invitations import invite
from begleitwerk.selection.views.invitations import AT_ONCE
from tests.days import in_days, today
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import EditionThemeFactory
from tests.factories.selection import CandidacyFactory, SelectionRoundFactory
from tests.markup import text_of
from tests.selection.test_application_services import written

SignIn = Callable[[User | None], Client]


@pytest.fixture
def round(programme_space: Workspace) -> SelectionRound:
    made: SelectionRound = SelectionRoundFactory(
        edition__programme__workspace=programme_space,
        apply_until=in_days(20),
        contact="Programmbüro, auswahl@example.org",
    )
    EditionThemeFactory(edition=made.edition)
    return made


@pytest.fixture
def listed(round: SelectionRound, musterau: Municipality) -> Candidacy:
    """Musterau, on the longlist."""
    row: Candidacy = CandidacyFactory(round=round, municipality=musterau)
    return row


@pytest.fixture
def candidacy(listed: Candidacy) -> Candidacy:
    invite(by=None, candidacies=[listed], reply_by=in_days(20))
    listed.refresh_from_db()
    return listed


@pytest.fixture
def application(candidacy: Candidacy) -> Application:
    return start_application(by=None, candidacy=candidacy)


def office_url(name: str, row: Candidacy, *more: Any) -> str:
    return reverse(f"selection:{name}", args=["programm", row.round_id, row.pk, *more])


def own_url(name: str, row: Candidacy, *more: Any) -> str:
    return reverse(f"selection:{name}", args=[row.municipality.slug, row.pk, *more])


# --- Invite -------------------------------------------------------------------------------------


def sheet(days: int = 20, **more: Any) -> dict[str, Any]:
    words = {"text": "wir laden Sie ein.\n\n- zum ersten", "contact": ""}
    return {**words, "reply_by": in_days(days).isoformat(), **more}


def test_inviting_shows_what_follows_before_anything_goes_out(
    as_user: SignIn, office: User, listed: Candidacy
) -> None:
    client, url = as_user(office), reverse("selection:invite", args=["programm", listed.round_id])
    assert "Landkreis Musterau" in text_of(client.get(url))

    first = client.post(url, sheet(candidacies=[listed.pk]))
    assert first.status_code == 200
    assert "wir laden Sie ein." in text_of(first)
    assert not Letter.objects.exists()

    mail = {f"mail-{listed.pk}": "jugendamt@example.org"}
    done = client.post(url, sheet(candidacies=[listed.pk], confirmed=1, **mail))
    assert done.status_code == 302
    listed.refresh_from_db()
    assert (listed.state, listed.contact_email) == ("invited", "jugendamt@example.org")


def test_inviting_asks_for_municipalities_a_day_and_a_real_address(
    as_user: SignIn, office: User, listed: Candidacy
) -> None:
    client, url = as_user(office), reverse("selection:invite", args=["programm", listed.round_id])
    empty = client.post(url, {})
    assert empty.status_code == 422
    assert {"candidacies", "reply_by", "text"} <= set(empty.context["form"].errors)

    wrong = sheet(candidacies=[listed.pk], confirmed=1, **{f"mail-{listed.pk}": "kein Ort"})
    assert client.post(url, wrong).status_code == 422
    past = sheet(-1, candidacies=[listed.pk], confirmed=1)
    assert "reply_by" in client.post(url, past).context["form"].errors
    for no_number in ("²", "x", "9" * 5000):
        assert client.post(url, sheet(candidacies=[no_number])).status_code == 422
    assert not Letter.objects.exists()


def test_all_that_the_filter_shows_and_many_as_a_job(
    as_user: SignIn, office: User, round: SelectionRound
) -> None:
    for number in range(AT_ONCE + 1):
        place = MunicipalityFactory(name=f"Kreis Nord {number}")
        CandidacyFactory(round=round, municipality=place)
    other = CandidacyFactory(round=round, municipality=MunicipalityFactory(name="Stadt Süd"))
    url = reverse("selection:invite", args=["programm", round.pk])
    done = as_user(office).post(f"{url}?q=Nord", sheet(alle=1, confirmed=1))

    assert "auftrag=" in done["Location"]
    invited = Candidacy.objects.filter(state=CandidacyState.INVITED)
    assert invited.count() == AT_ONCE + 1
    other.refresh_from_db()
    assert other.state == "longlisted"


def test_the_list_of_invitations_takes_the_same_queries_for_one_and_for_three(
    as_user: SignIn, office: User, candidacy: Candidacy, django_assert_max_num_queries: Any
) -> None:
    url = reverse("selection:invitations", args=["programm", candidacy.round_id])
    client = as_user(office)
    client.get(url)
    with django_assert_max_num_queries(40) as first:
        client.get(url)
    for _number in range(2):
        row = CandidacyFactory(round=candidacy.round, state="invited", invited_on=today())
        start_application(by=None, candidacy=row)
    with django_assert_max_num_queries(40) as second:
        page = text_of(client.get(url))
    assert len(first.captured_queries) == len(second.captured_queries)
    assert page.count("<tr>") == 4
    assert client.get(url, {"export": "csv"}).status_code == 200


def test_a_reply_by_telephone(as_user: SignIn, office: User, candidacy: Candidacy) -> None:
    client, url = as_user(office), office_url("reply", candidacy)
    values = {"reply": "accept", "on": today().isoformat()}
    assert client.post(url, values).status_code == 302
    assert Application.objects.filter(candidacy=candidacy, state="draft").exists()


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_letter_before_and_after(
    as_user: SignIn, office: User, listed: Candidacy, kind: str, start: bytes
) -> None:
    client, url = as_user(office), office_url("invitation_letter", listed, kind)
    assert client.get(url).content.startswith(start)
    invite(by=None, candidacies=[listed], reply_by=in_days(20))
    assert b"".join(client.get(url)).startswith(start)
    assert client.get(office_url("invitation_letter", listed, "exe")).status_code == 404


# --- The municipality's side --------------------------------------------------------------------


def test_a_longlist_is_not_the_municipalitys_to_see(
    as_user: SignIn, coordinator: User, listed: Candidacy
) -> None:
    client = as_user(coordinator)
    assert client.get(own_url("application", listed)).status_code == 404
    overview = reverse("selection:applications", args=[listed.municipality.slug])
    assert listed.round.name not in text_of(client.get(overview))


def test_from_the_invitation_to_the_form(
    as_user: SignIn, coordinator: User, candidacy: Candidacy
) -> None:
    client = as_user(coordinator)
    page = text_of(client.get(own_url("application", candidacy)))
    assert "laden Sie ein" in page

    done = client.post(own_url("application_accept", candidacy), follow=True)
    assert done.status_code == 200
    assert own_url("application_step", candidacy, "motivation") in text_of(done)
    assert client.post(own_url("application_decline", candidacy), {}).status_code == 422


def test_a_step_saves_and_leads_on(
    as_user: SignIn, coordinator: User, application: Application
) -> None:
    client, row = as_user(coordinator), application.candidacy
    url = own_url("application_step", row, "erfahrung")
    values = {
        "experience": "Eine Befragung",
        "earlier_participation": "yes",
        "network_since": "2009",
        "evidence-0-statement": "Elternbefragung",
        "evidence-0-proof": "Bericht",
        "evidence-0-year": "2024",
        "evidence-1-statement": "",
    }
    assert client.post(url, values)["Location"] == own_url("application_step", row, "personal")
    application.refresh_from_db()
    assert application.earlier_participation is True
    assert [item.year for item in application.evidence.all()] == [2024]
    assert "Bewerbung bearbeitet: Erfahrung" in text_of(client.get(own_url("application", row)))

    half = client.post(url, {"evidence-0-proof": "Ein Beleg für nichts", "network_since": "123"})
    assert half.status_code == 422
    assert {"evidence-0-statement", "network_since"} <= set(half.context["form"].errors)


def test_saving_while_one_writes(
    as_user: SignIn, coordinator: User, application: Application
) -> None:
    client, row = as_user(coordinator), application.candidacy
    url = own_url("application_autosave", row, "personal")
    seen = {"version": application.version, "seen": step_print(application, "personal")}
    answer = client.post(url, {"staff": "Koordination", "staff_fte": "viel", **seen})
    body = answer.json()
    assert answer.status_code == 200
    assert ":" in body["text"]  # what is not a figure is named, the rest is saved
    application.refresh_from_db()
    assert (application.staff, application.staff_fte) == ("Koordination", None)

    phone = client.post(url, {"staff": "Ruf 0451 1225000", **body["marks"]})
    application.refresh_from_db()
    assert application.staff == "Koordination"  # waits for an answer on the page itself
    assert phone.status_code == 200

    assert client.post(url, {"staff": "Anders", **seen}).status_code == 409


def test_two_versions_of_one_step_are_shown(
    as_user: SignIn, coordinator: User, application: Application
) -> None:
    client, row = as_user(coordinator), application.candidacy
    url = own_url("application_step", row, "personal")
    seen = {"version": application.version, "seen": step_print(application, "personal")}
    client.post(url, {"staff": "Zuerst", **seen})
    page = client.post(url, {"staff": "Danach", **seen})
    assert page.status_code == 422
    assert "Zuerst" in text_of(page)

    form = page.context["form"]
    marks = {name: form.data[name] for name in ("version", "seen")}
    client.post(url, {"staff": "Danach", **marks})
    application.refresh_from_db()
    assert application.staff == "Danach"


def test_attachments_come_and_go(
    as_user: SignIn, coordinator: User, application: Application, office: User
) -> None:
    client, row = as_user(coordinator), application.candidacy
    url = own_url("application_files", row)
    file = SimpleUploadedFile("beschluss.txt", b"Zustimmung\n")
    assert client.post(url, {"title": "Beschluss", "file": file}).status_code == 302
    assert client.post(url, {"file": SimpleUploadedFile("x.exe", b"MZ\0")}).status_code == 422

    attachment = application.files.get()
    assert attachment.title == "Beschluss"
    assert client.get(own_url("application_file", row, attachment.pk)).status_code == 200
    draft = office_url("application_attachment", row, attachment.pk)
    assert as_user(office).get(draft).status_code == 404  # a draft is the municipality's own
    client.post(own_url("application_file_remove", row, attachment.pk))
    assert not application.files.exists()


def test_approving_hands_in_what_was_read(
    as_user: SignIn, coordinator: User, head: User, application: Application, office: User
) -> None:
    row = application.candidacy
    attach(by=None, application=application, file=SimpleUploadedFile("a.txt", b"a\n"))
    written(application)
    check = own_url("application_check", row)
    assert as_user(coordinator).post(check, {"approver": head.pk}).status_code == 302
    assert as_user(coordinator).post(own_url("application_submit", row)).status_code == 403

    chief = as_user(head)
    stale = chief.post(own_url("application_submit", row), {"version": 1})
    assert stale["Location"] == check
    seen = chief.get(check).context["application"].version
    chief.post(own_url("application_submit", row), {"version": seen})
    application.refresh_from_db()
    assert application.state == "submitted"
    assert chief.get(own_url("application_receipt", row)).status_code == 200
    assert chief.get(own_url("application_step", row, "personal")).status_code == 302

    file = office_url("application_attachment", row, application.files.get().pk)
    assert as_user(office).get(file).status_code == 200
    page = text_of(as_user(office).get(office_url("candidacy", row)))
    assert "Das Netzwerk will seine Ziele überprüfen." in page


def test_the_approver_says_not_yet(as_user: SignIn, head: User, application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(state="to_approve", approver=head)
    url = own_url("application_refuse", application.candidacy)
    assert as_user(head).post(url, {"reason": "Zahlen fehlen"}).status_code == 302
    application.refresh_from_db()
    assert application.state == "draft"


def test_the_check_counts_what_is_missing(
    as_user: SignIn, head: User, application: Application
) -> None:
    url = own_url("application_check", application.candidacy)
    written(application, staff="", participants="")
    assert "2 Angaben fehlen noch" in text_of(as_user(head).get(url))


def test_what_is_not_there_is_not_found(
    as_user: SignIn, head: User, coordinator: User, application: Application
) -> None:
    row, client = application.candidacy, as_user(coordinator)
    assert client.get(own_url("application_step", row, "anhang")).status_code == 404
    other = start_application(by=None, candidacy=CandidacyFactory(round=row.round, state="invited"))
    file = attach(by=None, application=other, file=SimpleUploadedFile("a.txt", b"a\n"))
    assert client.get(own_url("application_file", row, file.pk)).status_code == 404


def test_the_municipality_reads_its_own_letters_and_no_other(
    as_user: SignIn, coordinator: User, candidacy: Candidacy
) -> None:
    client, letter = as_user(coordinator), candidacy.letters.get()
    own = client.get(own_url("own_letter", candidacy, letter.pk))
    assert b"".join(own).startswith(b"%PDF")
    other = CandidacyFactory(round=candidacy.round, municipality=MunicipalityFactory())
    invite(by=None, candidacies=[other], reply_by=in_days(20))
    foreign = own_url("own_letter", candidacy, other.letters.get().pk)
    assert client.get(foreign).status_code == 404


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("declined", "Sie haben die Einladung abgesagt"),
        ("withdrawn", "Die Bewerbung ist zurückgezogen"),
    ],
)
def test_who_is_out_reads_so(
    as_user: SignIn, coordinator: User, application: Application, state: str, words: str
) -> None:
    row = application.candidacy
    Application.objects.filter(pk=application.pk).update(state="withdrawn")
    Candidacy.objects.filter(pk=row.pk).update(state=state)
    assert words in text_of(as_user(coordinator).get(own_url("application", row)))


def test_a_result_shows_with_its_letter_and_not_before(
    as_user: SignIn, coordinator: User, application: Application, head: User
) -> None:
    row = application.candidacy
    hand_in(by=head, application=written(application))
    Candidacy.objects.filter(pk=row.pk).update(state="reserve")
    page = text_of(as_user(coordinator).get(own_url("application", row)))
    assert "Reserve" not in page


def test_the_neighbour_learns_nothing(
    as_user: SignIn, neighbour: User, application: Application, lindfurt: Municipality
) -> None:
    row, client = application.candidacy, as_user(neighbour)
    assert client.get(own_url("application", row)).status_code == 404
    # nor under its own address
    url = reverse("selection:application", args=[lindfurt.slug, row.pk])
    assert client.get(url).status_code == 404


# --- The office's answers -----------------------------------------------------------------------


@pytest.fixture
def contradicting(application: Application, head: User) -> Application:
    return hand_in(by=head, application=written(application, earlier_participation=True))


def test_a_contradiction_stands_out_and_is_answered(
    as_user: SignIn, office: User, contradicting: Application
) -> None:
    row, client = contradicting.candidacy, as_user(office)
    url = office_url("claim_answer", row, "earlier_participation")
    assert url in text_of(client.get(office_url("candidacy", row)))
    assert client.post(url, {"counts": "register"}).status_code == 422
    client.post(url, {"counts": "register", "answer": "Steht auf keiner Liste."})
    assert ClaimAnswer.objects.get(candidacy=row).counts == "register"
    assert client.get(office_url("claim_answer", row, "network_since")).status_code == 404


def test_sending_back_says_what_is_missing(
    as_user: SignIn, office: User, coordinator: User, contradicting: Application
) -> None:
    row = contradicting.candidacy
    url = office_url("application_return", row)
    assert as_user(office).post(url, {"note": ""}).status_code == 422
    as_user(office).post(url, {"note": "Der Beschluss fehlt."})
    page = text_of(as_user(coordinator).get(own_url("application", row)))
    assert "Der Beschluss fehlt." in page
