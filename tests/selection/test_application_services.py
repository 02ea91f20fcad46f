"""Invitation, application, contradictions: what the services do and refuse."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, Job, OutboxMail
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.engine.canonical import digest_of
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import InvitedRole
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    CandidacyStep,
    ClaimAnswer,
    Letter,
    Review,
    SelectionRound,
)
from begleitwerk.selection.presenters.blockers import blockers_of
from begleitwerk.selection.selectors.applications import (
    application_view,
    overview_of,
    progress_of,
    receipt_of,
    size_words,
    step_print,
    what_is_missing,
)
from begleitwerk.selection.selectors.claims import contradictions_of, open_contradictions
from begleitwerk.selection.selectors.fields import facts_of
from begleitwerk.selection.services import applications as services
from begleitwerk.selection.services import receipts
from begleitwerk.selection.services.applications import (
    attach,
    hand_in,
    refuse_approval,
    remove_attachment,
    request_approval,
    return_application,
    save_application,
    start_application,
    withdraw_application,
)
from begleitwerk.selection.services.claims import answer_claim
from begleitwerk.selection.services.invitations import close_replies, invite, record_reply
from begleitwerk.selection.services.receipts import keep_receipt, make_receipt
from begleitwerk.selection.services.reviews import finish_review
from begleitwerk.selection.tasks.receipts import make_missing_receipts, typeset_receipt
from tests.days import in_days, today
from tests.documents.readers import docx_text, pdf_text, squeezed
from tests.engine.documents.pdf_checks import assert_accessible
from tests.factories.municipalities import MembershipFactory
from tests.factories.networks import NetworkFactory
from tests.factories.programmes import EngagementFactory, EngagementPartyFactory
from tests.factories.selection import SelectionRunFactory
from tests.worlds.selection import SelectionWorld, build_selection

FULL: dict[str, Any] = {
    "motivation": "Das Netzwerk will seine Ziele überprüfen.",
    "experience": "Eine Elternbefragung ist ausgewertet.",
    "evidence": [{"statement": "Elternbefragung", "proof": "Bericht 2024, Seite 3", "year": 2024}],
    "earlier_participation": False,
    "network_since": 2009,
    "staff": "Koordination und Planung",
    "staff_fte": 1,
    "has_backing": True,
    "backing": "Die Dezernatsleitung hat zugestimmt.",
    "participants": "Jugendamt, Gesundheitsamt",
}


def world_until(stage: str) -> SelectionWorld:
    world = build_selection(until=stage)
    SelectionRound.objects.filter(pk=world.round.pk).update(apply_until=in_days(30))
    return world


@pytest.fixture
def world(db: None) -> SelectionWorld:
    return world_until("longlisted")


@pytest.fixture
def candidacy(world: SelectionWorld) -> Candidacy:
    """Stadt Lindental, invited."""
    row = world.candidacy("Stadt Lindental")
    invite(by=None, candidacies=[row], reply_by=in_days(30), emails={row.pk: "amt@example.org"})
    return world.candidacy("Stadt Lindental")


@pytest.fixture
def application(candidacy: Candidacy) -> Application:
    """Begun, nothing written."""
    return start_application(by=None, candidacy=candidacy)


@pytest.fixture
def approver(candidacy: Candidacy) -> User:
    member = MembershipFactory(
        workspace=candidacy.municipality.workspace, role=Role.YOUTH_OFFICE_HEAD
    )
    user: User = member.user
    user.function = "Leitung des Jugendamts"
    user.save()
    return user


def written(application: Application, **changes: Any) -> Application:
    return save_application(
        by=None, application=application, version=None, values={**FULL, **changes}
    )


# --- Invitation ---------------------------------------------------------------------------------


def test_an_invitation_is_a_kept_letter_a_mail_and_an_account(candidacy: Candidacy) -> None:
    letter = Letter.objects.get(candidacy=candidacy)
    pdf = letter.file.file.read()

    assert candidacy.state == "invited"
    assert candidacy.reply_by == in_days(30)
    assert_accessible(pdf, "Einladung zur Bewerbung: Stadt Lindental")
    assert f"{in_days(30):%d.%m.%Y}" in pdf_text(pdf)
    assert f"/k/{candidacy.municipality.slug}/bewerbung/{candidacy.pk}/" in squeezed(pdf_text(pdf))
    mails = OutboxMail.objects.filter(to="amt@example.org")
    assert mails.filter(key=f"selection:invitation:{letter.pk}").count() == 1
    offer = InvitedRole.objects.get(workspace=candidacy.municipality.workspace)
    assert (offer.role, offer.invitation.email) == (Role.COORDINATOR, "amt@example.org")


def test_the_letter_stays_when_the_words_of_the_round_change(candidacy: Candidacy) -> None:
    from begleitwerk.selection.exports.letters import letter_file
    from begleitwerk.selection.papers.invitation import invitation_document

    letter = Letter.objects.get(candidacy=candidacy)
    SelectionRound.objects.update(invitation_text="Ganz andere Worte")
    word = letter_file(invitation_document(letter.content), "docx")
    assert "Ganz andere Worte" not in docx_text(word)
    assert "Stadt Lindental" in docx_text(word)


def test_an_invitation_goes_out_although_an_account_can_not_be_offered(
    world: SelectionWorld, office: User
) -> None:
    """The office gave its own address: it does not let itself in."""
    row = world.candidacy("Stadt Lindental")
    (letter,) = invite(
        by=office, candidacies=[row], reply_by=in_days(30), emails={row.pk: office.email}
    )
    assert OutboxMail.objects.filter(key=f"selection:invitation:{letter.pk}").count() == 1
    assert not InvitedRole.objects.filter(workspace=row.municipality.workspace).exists()


def test_an_invitation_is_all_or_none(world: SelectionWorld) -> None:
    first, second = world.candidacy("Kreis Obermoor"), world.candidacy("Stadt Lindental")
    invite(by=None, candidacies=[second], reply_by=in_days(30))
    with pytest.raises(Refused) as refusal:
        invite(by=None, candidacies=[first, second], reply_by=in_days(30))

    assert refusal.value.field == "candidacies"
    assert "Stadt Lindental" in str(refusal.value)
    assert world.candidacy("Kreis Obermoor").state == "longlisted"


@pytest.mark.parametrize("days", [-1, 31])
def test_the_reply_lies_between_today_and_the_deadline(world: SelectionWorld, days: int) -> None:
    with pytest.raises(Refused) as refusal:
        invite(
            by=None,
            candidacies=[world.candidacy("Kreis Obermoor")],
            reply_by=in_days(days),
        )
    assert refusal.value.field == "reply_by"


def test_an_invitation_needs_somebody_to_invite(world: SelectionWorld) -> None:
    with pytest.raises(Refused, match="Wählen Sie mindestens eine Kommune"):
        invite(by=None, candidacies=[], reply_by=in_days(30))


@pytest.mark.parametrize("state", ["decided", "closed"])
def test_nobody_is_invited_after_the_decision(world: SelectionWorld, state: str) -> None:
    SelectionRound.objects.update(state=state)
    row = world.candidacy("Stadt Lindental")
    with pytest.raises(Refused, match="Niemand kann mehr eingeladen werden"):
        invite(by=None, candidacies=[row], reply_by=in_days(30))
    assert world.candidacy("Stadt Lindental").state == "longlisted"
    assert not Letter.objects.exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_a_reply_comes_between_the_invitation_and_today(candidacy: Candidacy, days: int) -> None:
    with pytest.raises(Refused) as refused:
        record_reply(by=None, candidacy=candidacy, reply="decline", on=in_days(days))
    assert refused.value.field == "on"
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.replied_on) == ("invited", None)


def test_a_reply_needs_an_open_invitation(candidacy: Candidacy, world: SelectionWorld) -> None:
    record_reply(by=None, candidacy=candidacy, reply="decline")
    never_asked = world.candidacy("Kreis Obermoor")
    for row in (candidacy, never_asked):
        with pytest.raises(Refused, match="Es gibt keine offene Einladung"):
            record_reply(by=None, candidacy=row, reply="accept")
    assert not Application.objects.exists()


def test_who_coordinates_already_is_written_to_and_not_invited_again(
    world: SelectionWorld,
) -> None:
    row = world.candidacy("Kreis Obermoor")
    member = MembershipFactory(workspace=row.municipality.workspace, role=Role.COORDINATOR)
    invite(by=None, candidacies=[row], reply_by=in_days(30))

    assert OutboxMail.objects.filter(to=member.user.email).count() == 1
    assert not InvitedRole.objects.filter(workspace=row.municipality.workspace).exists()


# --- Replies ------------------------------------------------------------------------------------


def test_a_yes_begins_the_application_with_the_one_theme_offered(candidacy: Candidacy) -> None:
    record_reply(by=None, candidacy=candidacy, reply="accept")

    candidacy.refresh_from_db()
    assert candidacy.state == "invited"
    assert candidacy.replied_on == today()
    assert candidacy.application.state == "draft"
    assert [theme.item.key for theme in candidacy.application.themes.all()] == ["anchoring"]


def test_a_no_ends_it_and_can_be_invited_again(
    candidacy: Candidacy, application: Application
) -> None:
    record_reply(by=None, candidacy=candidacy, reply="decline", note="Keine Stelle frei")
    application.refresh_from_db()
    candidacy.refresh_from_db()
    assert (candidacy.state, application.state) == ("declined", "withdrawn")

    invite(by=None, candidacies=[candidacy], reply_by=in_days(30))
    candidacy.refresh_from_db()
    again = start_application(by=None, candidacy=candidacy)
    assert (again.pk, again.state) == (application.pk, "draft")


def test_silence_is_closed_after_the_day_and_may_still_apply(
    candidacy: Candidacy, world: SelectionWorld
) -> None:
    assert close_replies(by=None, round=world.round) == 0
    assert close_replies(by=None, round=world.round, on=in_days(31)) == 1

    row = world.candidacy("Stadt Lindental")
    assert row.state == "no_reply"
    record_reply(by=None, candidacy=row, reply="accept")
    assert Application.objects.filter(candidacy=row, state="draft").exists()


def test_an_application_is_begun_once_and_only_by_who_is_invited(
    world: SelectionWorld, application: Application
) -> None:
    again = start_application(by=None, candidacy=written(application).candidacy)
    assert (again.pk, again.motivation) == (application.pk, FULL["motivation"])
    with pytest.raises(Refused, match="keine offene Einladung: auf der Einladungsliste"):
        start_application(by=None, candidacy=world.candidacy("Kreis Obermoor"))


# --- Writing ------------------------------------------------------------------------------------


def test_what_is_missing_follows_the_form(application: Application) -> None:
    fields = [field for field, _text in what_is_missing(application)]
    assert fields[0] == "motivation"
    assert "evidence" in fields
    assert progress_of(application).done == 0

    full = written(application)
    assert what_is_missing(full) == []
    assert (progress_of(full).done, progress_of(full).total) == (5, 6)


def test_without_backing_nothing_has_to_be_said_about_how(application: Application) -> None:
    full = written(application, has_backing=False, backing="")
    assert "backing" not in dict(what_is_missing(full))


def test_two_write_two_steps_at_once(application: Application) -> None:
    seen = {step: step_print(application, step) for step in ("motivation", "personal")}
    first = save_application(
        by=None, application=application, version=application.version,
        values={"motivation": "Neu"}, seen=seen["motivation"], step="motivation",
    )  # fmt: skip
    save_application(
        by=None, application=application, version=application.version,
        values={"staff": "Planung"}, seen=seen["personal"], step="personal",
    )  # fmt: skip

    with pytest.raises(EditConflict):
        save_application(
            by=None, application=application, version=application.version,
            values={"motivation": "Anders"}, seen=seen["motivation"], step="motivation",
        )  # fmt: skip
    first.refresh_from_db()
    assert (first.motivation, first.staff) == ("Neu", "Planung")


def test_the_log_names_a_step_once_in_a_while(application: Application) -> None:
    for text in ("a", "ab", "abc"):
        save_application(
            by=None, application=application, version=None,
            values={"motivation": text}, step="motivation",
        )  # fmt: skip
    events = AuditEvent.objects.filter(verb="selection.application_written")
    assert events.count() == 1
    assert "abc" not in str(events.get().after)


def test_a_theme_nobody_offered_is_refused(application: Application, world: SelectionWorld) -> None:
    with pytest.raises(Refused) as refusal:
        written(application, themes=[world.themes["impact"]])
    assert refusal.value.field == "themes"


def test_attachments_end_at_their_number(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_FILES", 1)
    attach(by=None, application=application, file=SimpleUploadedFile("a.txt", b"a\n"))
    with pytest.raises(Refused, match="schon 1 Anlagen") as refusal:
        attach(by=None, application=application, file=SimpleUploadedFile("b.txt", b"b\n"))
    assert refusal.value.field == "file"
    assert application.files.get().title == "a.txt"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1\N{NO-BREAK SPACE}KB"),
        (840_000, "840\N{NO-BREAK SPACE}KB"),
        (2_400_000, "2,4\N{NO-BREAK SPACE}MB"),
    ],
)
def test_the_size_of_a_file_reads_as_people_say_it(size: int, words: str) -> None:
    assert size_words(size).replace(" ", "\N{NO-BREAK SPACE}") == words


# --- Approval -----------------------------------------------------------------------------------


def test_handing_in_keeps_every_word_with_its_digest(
    application: Application, approver: User
) -> None:
    attach(
        by=None, application=application, title="Beschluss",
        file=SimpleUploadedFile("beschluss.txt", b"Der Ausschuss stimmt zu.\n"),
    )  # fmt: skip
    application = written(application)
    application = request_approval(by=None, application=application, approver=approver)
    assert OutboxMail.objects.filter(to=approver.email).count() == 1
    application = hand_in(by=approver, application=application, version=application.version)

    assert (application.state, application.candidacy.state) == ("submitted", "applied")
    receipt = receipt_of(application.candidacy)
    assert receipt is not None
    assert receipt.content["digest"] == digest_of(receipt.content["application"])
    assert receipt.file is None, "it is made afterwards"
    pdf = stored_receipt(receipt)
    assert_accessible(pdf, "Eingangsbestätigung: Stadt Lindental")
    text = squeezed(pdf_text(pdf))
    for part in ("Elternbefragung", "Leitung des Jugendamts", "beschluss", "Dezernatsleitung"):
        assert part in text
    assert receipt.content["digest"] in text.replace(" ", "")


def test_nobody_hands_in_what_she_has_not_read(application: Application, approver: User) -> None:
    read = written(application)
    written(application, motivation="Im letzten Augenblick geändert")
    with pytest.raises(EditConflict):
        hand_in(by=approver, application=read, version=read.version)


def test_only_who_may_approve_hands_in(application: Application) -> None:
    other = MembershipFactory(
        workspace=application.municipality.workspace, role=Role.COORDINATOR
    ).user
    with pytest.raises(Refused):
        hand_in(by=other, application=written(application))
    with pytest.raises(Refused) as refusal:
        request_approval(by=None, application=application, approver=other)
    assert refusal.value.field == "approver"


def test_the_approver_can_send_it_back_to_those_who_write(
    application: Application, approver: User
) -> None:
    application = request_approval(by=None, application=written(application), approver=approver)
    back = refuse_approval(by=approver, application=application, reason="Zahlen fehlen")
    assert back.state == "draft"
    assert OutboxMail.objects.filter(body__contains="Zahlen fehlen").exists()


def test_what_was_sent_back_stays_incomplete_when_the_approver_wants_more(
    application: Application, approver: User
) -> None:
    done = hand_in(by=approver, application=written(application))
    back = return_application(by=None, application=done, note="Personal fehlt")
    asked = request_approval(by=None, application=back, approver=approver)
    again = refuse_approval(by=approver, application=asked, reason="Zahlen fehlen")
    assert (again.state, again.return_note) == ("incomplete", "Personal fehlt")


def test_without_a_theme_nobody_is_asked_and_nothing_handed_in(
    application: Application, approver: User
) -> None:
    bare = written(application, themes=[])
    with pytest.raises(Refused, match="Wählen Sie zuerst das Thema"):
        request_approval(by=None, application=bare, approver=approver)
    with pytest.raises(Refused, match="Wählen Sie zuerst das Thema"):
        hand_in(by=approver, application=bare)


def test_a_draft_neither_waits_for_an_approval_nor_can_be_sent_back(
    application: Application, approver: User
) -> None:
    with pytest.raises(Refused, match="wartet nicht auf eine Freigabe"):
        refuse_approval(by=approver, application=application, reason="Zahlen fehlen")
    with pytest.raises(Refused, match="Nur eine eingereichte Bewerbung"):
        return_application(by=None, application=application, note="Personal fehlt")
    application.refresh_from_db()
    assert application.state == "draft"


@pytest.mark.parametrize("state", ["decided", "closed"])
def test_in_a_decided_round_nothing_changes_any_more(
    application: Application, candidacy: Candidacy, state: str
) -> None:
    SelectionRound.objects.update(state=state)
    with pytest.raises(Refused, match="Diese Auswahl ist entschieden"):
        written(application)
    with pytest.raises(Refused, match="Diese Auswahl ist entschieden"):
        start_application(by=None, candidacy=Candidacy.objects.get(pk=candidacy.pk))


def test_late_is_a_state(application: Application, approver: User) -> None:
    SelectionRound.objects.update(apply_until=in_days(-1))
    done = hand_in(by=approver, application=written(application))
    assert done.state == "late"
    receipt = receipt_of(done.candidacy)
    assert receipt is not None
    assert "verspätet" in pdf_text(stored_receipt(receipt))


def stored_receipt(receipt: Letter) -> bytes:
    made = make_receipt(by=None, letter=receipt)
    assert made.file is not None
    content: bytes = made.file.file.read()
    return content


# --- The file of a receipt ----------------------------------------------------------------------


@pytest.fixture
def handed_in(
    application: Application, approver: User, as_user: Any, database_queue: None
) -> Application:
    """Through the page, whose job has not begun."""
    slug, pk = application.municipality.slug, application.candidacy_id
    read = written(application)
    client = as_user(approver)
    client.post(f"/k/{slug}/bewerbung/{pk}/einreichen/", {"version": read.version})
    return Application.objects.get(pk=application.pk)


def the_page(application: Application, client: Any) -> str:
    return client.get(
        f"/k/{application.municipality.slug}/bewerbung/{application.candidacy_id}/"
    ).text


def test_a_receipt_that_cannot_be_made_undoes_no_handing_in_and_is_made_again(
    handed_in: Application, approver: User, as_user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_user(approver)
    letter = Letter.objects.get(candidacy=handed_in.candidacy, kind="receipt")
    assert (handed_in.state, letter.file) == ("submitted", None)
    assert "hx-get" in the_page(handed_in, client), "its progress is shown"
    job = Job.objects.get(pk=letter.job_id)

    def broken(*args: Any) -> None:
        raise RuntimeError("no typesetter")

    monkeypatch.setattr(receipts, "letter_upload", broken)
    with pytest.raises(RuntimeError):
        typeset_receipt.func(job_id=job.pk, letter_id=letter.pk)
    assert Application.objects.get(pk=handed_in.pk).state == "submitted"
    page = the_page(handed_in, client)
    assert "Die Eingangsbestätigung konnte nicht erstellt werden." in page
    monkeypatch.undo()
    url = f"/k/{handed_in.municipality.slug}/bewerbung/{handed_in.candidacy_id}"
    assert client.get(f"{url}/eingangsbestaetigung/").status_code == 404
    assert client.get(f"{url}/schreiben/{letter.pk}/").status_code == 404
    make_missing_receipts(today())
    make_missing_receipts(today())
    assert Job.objects.filter(title=job.title).count() == 2, "nobody makes it twice"
    client.post(f"{url}/eingangsbestaetigung/erstellen/")
    assert Job.objects.filter(title=job.title).count() == 2
    letter.refresh_from_db()
    typeset_receipt.func(job_id=letter.job_id, letter_id=letter.pk)
    letter.refresh_from_db()
    kept = letter.file_id
    assert f"{url}/eingangsbestaetigung/" in the_page(handed_in, client)
    assert client.get(f"{url}/eingangsbestaetigung/").status_code == 200
    assert make_receipt(by=None, letter=letter).file_id == kept


def test_somebody_else_reads_that_the_receipt_is_being_made(
    handed_in: Application, as_user: Any
) -> None:
    member = MembershipFactory(workspace=handed_in.municipality.workspace, role=Role.COORDINATOR)
    client = as_user(member.user)
    page = the_page(handed_in, client)
    assert "Die Eingangsbestätigung wird erstellt." in page
    assert "hx-get" not in page.partition("<main")[2]
    Job.objects.update(state="failed")
    url = f"/k/{handed_in.municipality.slug}/bewerbung/{handed_in.candidacy_id}"
    client.post(f"{url}/eingangsbestaetigung/erstellen/")
    assert "hx-get" in the_page(handed_in, client)


def test_before_anything_is_handed_in_there_is_no_receipt(
    application: Application, as_user: Any
) -> None:
    member = MembershipFactory(workspace=application.municipality.workspace, role=Role.COORDINATOR)
    client = as_user(member.user)
    url = f"/k/{application.municipality.slug}/bewerbung/{application.candidacy_id}"
    assert client.post(f"{url}/eingangsbestaetigung/erstellen/").status_code == 302
    assert not Job.objects.exists()


@pytest.mark.parametrize(("until", "in_time"), [(-1, True), (-3, False)])
def test_while_it_is_completed_it_came_in_time_if_it_did_at_first(
    application: Application, approver: User, until: int, in_time: bool
) -> None:
    done = hand_in(by=approver, application=written(application))
    back = return_application(by=None, application=done, note="Personal fehlt")
    Application.objects.update(submitted_at=timezone.now() - timedelta(days=2))
    SelectionRound.objects.update(apply_until=in_days(until))
    key = "application:on_time"
    facts = facts_of(SelectionRound.objects.get(), [back.municipality], keys=[key])
    assert facts[back.municipality.pk][key].value is in_time


def test_what_was_begun_is_over_once_the_round_is_decided(application: Application) -> None:
    candidacy = Candidacy.objects.get(pk=application.candidacy_id)
    assert overview_of(candidacy).stage == "draft"
    candidacy.round.state = "decided"
    found = overview_of(candidacy)
    assert (found.stage, found.due) == ("over", None)


def test_with_several_themes_offered_none_is_chosen_already(candidacy: Candidacy) -> None:
    candidacy.themes.set(candidacy.round.edition.themes.all())
    begun = start_application(by=None, candidacy=candidacy)
    assert begun.state == "draft"
    assert not begun.themes.exists()


def test_what_came_in_time_stays_in_time_when_it_is_completed(
    application: Application, approver: User
) -> None:
    done = hand_in(by=approver, application=written(application, staff=""))
    arrived = timezone.now() - timedelta(days=2)
    Application.objects.filter(pk=done.pk).update(submitted_at=arrived)
    back = return_application(by=None, application=done, note="Personal fehlt")
    assert back.state == "incomplete"

    view = application_view(Candidacy.objects.get(pk=back.candidacy_id))
    assert view.is_readable
    SelectionRound.objects.update(apply_until=in_days(-1))
    again = written(back)  # the round's day has passed meanwhile
    again = hand_in(by=approver, application=again)
    assert (again.state, again.submitted_at, again.return_note) == ("submitted", arrived, "")
    assert again.approved_at is not None
    assert again.approved_at > arrived


def test_the_office_reads_what_was_handed_in_and_no_draft(
    application: Application, approver: User
) -> None:
    draft = written(application)
    assert not application_view(draft.candidacy).is_readable

    done = hand_in(by=approver, application=draft)
    back = return_application(by=None, application=done, note="Bitte mehr")
    written(back, motivation="Noch nicht eingereicht")
    view = application_view(Candidacy.objects.get(pk=back.candidacy_id))
    assert "Noch nicht eingereicht" not in str(view.sections)
    assert FULL["motivation"] in str(view.sections)


def test_what_is_handed_in_does_not_change(application: Application, approver: User) -> None:
    file = attach(by=None, application=application, file=SimpleUploadedFile("a.txt", b"a\n"))
    done = hand_in(by=approver, application=written(application))
    for act in (
        lambda: written(done),
        lambda: remove_attachment(by=None, attachment=file),
        lambda: attach(by=None, application=done, file=SimpleUploadedFile("b.txt", b"b\n")),
        lambda: hand_in(by=approver, application=done),
    ):
        with pytest.raises(Refused):
            act()


# --- Withdrawal ---------------------------------------------------------------------------------


def test_withdrawing_deletes_nothing(application: Application, approver: User) -> None:
    done = hand_in(by=approver, application=written(application))
    gone = withdraw_application(by=None, application=done, reason="Die Stelle ist weggefallen")

    assert (gone.state, gone.candidacy.state) == ("withdrawn", "withdrawn")
    assert gone.motivation == FULL["motivation"]
    step = CandidacyStep.objects.filter(candidacy=gone.candidacy).last()
    assert step is not None
    assert step.reason == "Die Stelle ist weggefallen"


def test_a_draft_that_is_withdrawn_counts_as_declined(application: Application) -> None:
    gone = withdraw_application(by=None, application=application, reason="Keine Zeit")
    assert gone.candidacy.state == "declined"


@pytest.mark.parametrize(
    ("candidacy_state", "state"), [("active", "submitted"), ("withdrawn", "withdrawn")]
)
def test_who_takes_part_or_left_already_calls_the_office(
    application: Application, candidacy_state: str, state: str
) -> None:
    Candidacy.objects.filter(pk=application.candidacy_id).update(state=candidacy_state)
    Application.objects.filter(pk=application.pk).update(state=state)
    there = Application.objects.get(pk=application.pk)
    with pytest.raises(Refused, match="rufen Sie das Programmbüro an"):
        withdraw_application(by=None, application=there, reason="Keine Zeit")
    assert Candidacy.objects.get(pk=application.candidacy_id).state == candidacy_state


# --- Contradictions -----------------------------------------------------------------------------


@pytest.fixture
def applied(db: None) -> SelectionWorld:
    return world_until("applied")


def test_claims_that_agree_with_the_register_are_no_contradictions(
    applied: SelectionWorld,
) -> None:
    assert contradictions_of(applied.candidacies.values()) == {}


@pytest.mark.parametrize(
    ("name", "claims", "claimed", "registered"),
    [
        ("Stadt Lindental", True, "yes", "no"),  # the participant list does not show it
        ("Kreis Heidemoor", False, "no", "yes"),  # the other way round
    ],
)
def test_earlier_participation_is_held_against_the_lists(
    applied: SelectionWorld, name: str, claims: bool, claimed: str, registered: str
) -> None:
    Application.objects.filter(candidacy__municipality__name=name).update(
        earlier_participation=claims
    )
    ((pk, (found,)),) = contradictions_of(applied.candidacies.values()).items()
    assert pk == applied.candidacies[name].pk
    assert (found.claimed, found.registered, found.is_open) == (claimed, registered, True)
    assert ("Durchgang 2022" in found.evidence) == (registered == "yes")


def test_a_participation_that_ended_early_is_named(applied: SelectionWorld) -> None:
    place = applied.municipalities["Stadt Lindental"]
    engagement = EngagementFactory(state="withdrawn")
    EngagementPartyFactory(engagement=engagement, municipality=place)
    Application.objects.filter(candidacy__municipality=place).update(earlier_participation=True)
    ((_pk, (found,)),) = contradictions_of(applied.candidacies.values()).items()
    assert str(engagement.edition) in found.evidence


def test_the_year_of_the_network_is_held_against_the_register(applied: SelectionWorld) -> None:
    place = applied.municipalities["Stadt Lindental"]
    NetworkFactory(municipality=place, founded_year=2014, first_document="Beschluss 14/2014")
    ((_pk, (found,)),) = contradictions_of(applied.candidacies.values()).items()
    assert (found.claim, found.claimed, found.registered) == ("network_since", "2008", "2014")
    assert found.evidence.endswith("Beschluss 14/2014")


def test_each_claim_has_its_own_answer(applied: SelectionWorld) -> None:
    row = applied.candidacies["Stadt Lindental"]
    NetworkFactory(municipality=row.municipality, founded_year=2014)
    Application.objects.filter(candidacy=row).update(earlier_participation=True)
    answer_claim(by=None, candidacy=row, claim="network_since", counts="register", answer="Akte")
    ((waiting,),) = open_contradictions([row]).values()
    assert (waiting.claim, waiting.former) == ("earlier_participation", None)


def test_an_answer_holds_for_the_words_it_was_given_about(applied: SelectionWorld) -> None:
    place = applied.municipalities["Stadt Lindental"]
    row = applied.candidacies["Stadt Lindental"]
    network = NetworkFactory(municipality=place, founded_year=2014)
    answer_claim(
        by=None, candidacy=row, claim="network_since", counts="register",
        answer="Der Gründungsbeschluss ist von 2014.",
    )  # fmt: skip
    assert open_contradictions([row]) == {}

    network.founded_year = 2012
    network.save()
    ((found,),) = open_contradictions([row]).values()
    assert found.former is not None
    answer_claim(by=None, candidacy=row, claim="network_since", counts="claim", answer="Geprüft.")
    assert ClaimAnswer.objects.filter(candidacy=row).count() == 1


def test_an_answer_needs_a_contradiction_and_words(applied: SelectionWorld) -> None:
    row = applied.candidacies["Stadt Lindental"]
    with pytest.raises(Refused):
        answer_claim(by=None, candidacy=row, claim="network_since", counts="claim", answer="Ja")
    with pytest.raises(Refused) as refusal:
        answer_claim(by=None, candidacy=row, claim="network_since", counts="claim", answer=" ")
    assert refusal.value.field == "answer"
    with pytest.raises(Refused, match="Wählen Sie, was zählt") as refusal:
        answer_claim(by=None, candidacy=row, claim="network_since", counts="", answer="Ja")
    assert refusal.value.field == "counts"


def test_once_the_selection_has_gone_on_no_answer_changes(applied: SelectionWorld) -> None:
    row = applied.candidacies["Stadt Lindental"]
    NetworkFactory(municipality=row.municipality, founded_year=2014)
    row.state = "selected"
    row.save()
    with pytest.raises(Refused, match="Die Auswahl ist weitergegangen"):
        answer_claim(by=None, candidacy=row, claim="network_since", counts="claim", answer="Ja")
    assert not ClaimAnswer.objects.exists()


def test_contradictions_take_the_same_queries_for_one_and_for_all(
    applied: SelectionWorld, django_assert_num_queries: Any
) -> None:
    rows = list(applied.candidacies.values())
    with django_assert_num_queries(6):
        contradictions_of(rows[:1])
    with django_assert_num_queries(6):
        contradictions_of(rows)


def test_a_completed_application_drops_answers_only_about_what_it_no_longer_claims(
    applied: SelectionWorld,
) -> None:
    row = applied.candidacies["Stadt Lindental"]
    approver = MembershipFactory(
        workspace=row.municipality.workspace, role=Role.YOUTH_OFFICE_HEAD
    ).user
    application = applied.applications["Stadt Lindental"]
    NetworkFactory(municipality=row.municipality, founded_year=2014)
    Application.objects.filter(pk=application.pk).update(earlier_participation=True)
    for claim in ("network_since", "earlier_participation"):
        answer_claim(by=None, candidacy=row, claim=claim, counts="register", answer="Akte")
    back = return_application(by=None, application=application, note="Bitte prüfen")
    save_application(by=None, application=back, version=None, values={"network_since": 2010})
    hand_in(by=approver, application=back)

    assert ClaimAnswer.objects.get(candidacy=row).claim == "earlier_participation"
    assert date(2026, 3, 10) == timezone.localdate(
        Application.objects.get(pk=application.pk).submitted_at
    )


# --- Completed after it was reviewed --------------------------------------------------------------


@pytest.fixture
def reviewed(db: None) -> SelectionWorld:
    return world_until("reviewed")


def completed(world: SelectionWorld, head: User, **changes: Any) -> Application:
    """Sent back after both reviews, and handed in again."""
    application = world.applications["Stadt Lindental"]
    keep_receipt(head, application)
    back = return_application(by=None, application=application, note="Bitte ergänzen")
    if changes:
        back = save_application(by=None, application=back, version=None, values=changes)
    return hand_in(by=head, application=back)


def head_of(world: SelectionWorld) -> User:
    place = world.municipalities["Stadt Lindental"].workspace
    user: User = MembershipFactory(workspace=place, role=Role.YOUTH_OFFICE_HEAD).user
    return user


def test_a_completed_application_finds_its_way_to_its_reviews_even_after_a_run(
    reviewed: SelectionWorld,
) -> None:
    SelectionRunFactory(round=reviewed.round, rule_set=reviewed.rules, state="done")
    completed(reviewed, head_of(reviewed), staff="Eine Stelle mehr")
    reviews = Review.objects.filter(candidacy__municipality__name="Stadt Lindental")
    assert {row.state for row in reviews} == {"open"}
    mails = OutboxMail.objects.filter(key__startswith="selection-completed")
    assert {mail.to for mail in mails} == {row.reviewer.email for row in reviews}
    waiting = [str(blocker.sentence) for blocker in blockers_of(reviewed.round)]
    assert len([words for words in waiting if "nicht abgeschlossen" in words]) == 2
    for row in reviews:
        finish_review(by=row.reviewer, review=row)
    assert blockers_of(reviewed.round) == []


def test_the_same_words_again_leave_the_reviews_as_they_are(reviewed: SelectionWorld) -> None:
    completed(reviewed, head_of(reviewed))
    reviews = Review.objects.filter(candidacy__municipality__name="Stadt Lindental")
    assert {row.state for row in reviews} == {"done"}
