"""What is over goes by itself, once a day, and the report says what it was."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from begleitwerk.accounts.models import Invitation, User
from begleitwerk.core.enums import MailState
from begleitwerk.core.models import AuditEvent, OutboxMail
from begleitwerk.core.services import verify_chain
from begleitwerk.core.services.daily import DUTIES
from begleitwerk.municipalities.models import Municipality
from begleitwerk.privacy.models import Clearing
from begleitwerk.privacy.presenters import record_of_processing
from begleitwerk.privacy.presenters.record import time_words
from begleitwerk.privacy.selectors import what_is_over
from begleitwerk.privacy.services import clear_out
from begleitwerk.selection.models import Application, ApplicationFile, Candidacy, ReviewScore
from tests.days import in_days, today
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.core import JobFactory, OutboxMailFactory, UploadFactory
from tests.factories.files import StoredFileFactory
from tests.factories.municipal_survey import SurveyRowFactory
from tests.factories.municipalities import MembershipFactory
from tests.factories.networks import BodyMemberFactory
from tests.factories.selection import (
    ApplicationFactory,
    ApplicationFileFactory,
    CandidacyFactory,
    ReviewFactory,
    ReviewScoreFactory,
    SelectionDecisionFactory,
    SelectionRoundFactory,
    SelectionRunFactory,
)
from tests.markup import text_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


def day_ago(days: int) -> date:
    return in_days(-days)


def test_sent_mails_go_after_their_time_and_waiting_ones_stay() -> None:
    for state, days in (("sent", 91), ("given_up", 91), ("queued", 91), ("sent", 89)):
        mail = OutboxMailFactory(state=state)
        OutboxMail.objects.filter(pk=mail.pk).update(created_at=ago(days))
    assert clear_out(timezone.now()).gone == {"core.OutboxMail": 2}
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {
        MailState.QUEUED,
        MailState.SENT,
    }


def test_invitations_sessions_and_traces_of_use_go() -> None:
    for field in ("accepted_at", "withdrawn_at", "expires_at"):
        InvitationFactory(**{field: ago(184)})
    InvitationFactory(expires_at=ago(182))
    JobFactory(finished_at=ago(91))
    JobFactory(finished_at=None)
    UploadFactory(expires_at=ago(1))
    Session.objects.create(session_key="old", session_data="", expire_date=ago(1))
    assert clear_out(timezone.now()).gone == {
        "accounts.Invitation": 3, "core.Job": 1, "core.Upload": 1, "sessions.Session": 1,
    }  # fmt: skip
    assert Invitation.objects.count() == 1


def test_a_seat_given_up_loses_its_name_and_stays_a_seat(musterau: Municipality) -> None:
    seat = BodyMemberFactory(
        body__municipality=musterau, person_name="Erika Beispiel", valid_to=day_ago(184)
    )
    BodyMemberFactory(body=seat.body, person_name="Im Amt", valid_to=day_ago(182))
    BodyMemberFactory(body=seat.body, valid_to=day_ago(400))  # says nothing any more
    version = seat.version
    assert clear_out(timezone.now()).gone == {"networks.BodyMember": 1}
    seat.refresh_from_db()
    assert (seat.person_name, seat.version) == ("", version + 1)
    assert clear_out(timezone.now()).gone == {}


def test_who_left_is_erased_and_who_has_a_role_is_not(musterau: Municipality, head: User) -> None:
    gone, back, never = UserFactory(name="Weg"), UserFactory(name="Wieder da"), UserFactory()
    for user in (gone, back):
        MembershipFactory(user=user, workspace=musterau.workspace, valid_to=day_ago(184))
    MembershipFactory(user=back, workspace=musterau.workspace)
    busy = UserFactory()
    MembershipFactory(user=busy, workspace=musterau.workspace, valid_to=day_ago(184))
    ReviewFactory(reviewer=busy, state="open")
    assert clear_out(timezone.now()).gone == {"accounts.User": 1}
    on_record = set(User.objects.on_record().values_list("pk", flat=True))
    assert on_record == {back.pk, never.pk, busy.pk, head.pk}
    assert AuditEvent.objects.filter(verb="privacy.person_erased", actor_id=None).count() == 1


def test_raw_answers_go_and_the_wave_keeps_who_answered() -> None:
    row = SurveyRowFactory(values={"a": 1}, wave__ends_on=day_ago(366))
    fresh = SurveyRowFactory(values={"a": 1}, wave__ends_on=day_ago(364))
    assert clear_out(timezone.now()).gone == {"municipal_survey.SurveyRow": 1}
    row.refresh_from_db()
    fresh.refresh_from_db()
    assert (row.values, fresh.values) == ({}, {"a": 1})


@pytest.mark.parametrize(
    ("state", "reserve_days", "stays"),
    [
        ("draft", 0, True),
        ("open", 0, True),
        ("decided", 30, True),
        ("decided", -1, False),
        ("closed", 30, False),
    ],
)
def test_answers_stay_while_a_round_that_uses_them_is_open(
    state: str, reserve_days: int, stays: bool
) -> None:
    row = SurveyRowFactory(values={"a": 1}, wave__ends_on=day_ago(366))
    SelectionRoundFactory(wave=row.wave, state=state, reserve_until=day_ago(-reserve_days))
    assert bool(what_is_over()) is not stays
    clear_out()
    row.refresh_from_db()
    assert bool(row.values) is stays


def test_the_record_says_what_is_kept_longer() -> None:
    assert "Runde, die noch offen ist" in str(record_of_processing())


@pytest.fixture
def decided(musterau: Municipality) -> Callable[..., Application]:
    def make(state: str, *days: int) -> Application:
        candidacy = CandidacyFactory(state=state, contact_email="amt@example.org")
        for number in days:
            run = SelectionRunFactory(round=candidacy.round, state="done")
            SelectionDecisionFactory(run=run, confirmed_at=ago(number))
        return ApplicationFactory(candidacy=candidacy, state="submitted", motivation="Weil.")

    return make


def test_texts_of_who_was_not_chosen_go_and_the_application_still_counts(
    decided: Callable[..., Application], settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    application = decided("rejected", 731)
    stored = StoredFileFactory(municipality=application.municipality)
    stored.file.save("konzept.pdf", ContentFile(b"%PDF-"))
    ApplicationFileFactory(application=application, file=stored)
    score = ReviewScoreFactory(review__candidacy=application.candidacy)
    gone = clear_out(timezone.now()).gone
    assert {key: gone[key] for key in gone if key.startswith("selection.")} == {
        "selection.Application": 1,
        "selection.ApplicationFile": 1,
        "selection.Candidacy": 1,
        "selection.ReviewScore": 1,
    }
    application.refresh_from_db()
    assert (application.motivation, application.state) == ("", "submitted")
    assert Candidacy.objects.get(pk=application.candidacy_id).contact_email == ""
    kept = ReviewScore.objects.get(pk=score.pk)
    assert (kept.level, kept.evidence) == (score.level, "")
    assert not ApplicationFile.objects.exists()
    assert list(verify_chain()) == []


@pytest.mark.parametrize(
    ("state", "days"),
    [("rejected", (729,)), ("selected", (731,)), ("rejected", (900, 10)), ("rejected", ())],
)
def test_what_was_chosen_or_decided_lately_stays(
    state: str, days: tuple[int, ...], decided: Callable[..., Application]
) -> None:
    application = decided(state, *days)
    clear_out(timezone.now())
    application.refresh_from_db()
    assert application.motivation == "Weil."


def test_nought_days_keep_what_nobody_removes(settings: Any, musterau: Municipality) -> None:
    settings.RETENTION_DAYS = dict.fromkeys(settings.RETENTION_DAYS, 0)
    OutboxMail.objects.filter(pk=OutboxMailFactory(state="sent").pk).update(created_at=ago(9999))
    MembershipFactory(workspace=musterau.workspace, valid_to=day_ago(999))
    assert what_is_over(timezone.now()) == []
    assert clear_out(timezone.now()).gone == {}
    terms = {data.key: data.until for data in record_of_processing()}
    assert terms["mails"] == "Bis jemand es entfernt"


# --- Dry run, duty, report ------------------------------------------------------------------------


def test_the_page_says_what_goes_next_and_what_went(
    operator: User, as_user: Sign, musterau: Municipality
) -> None:
    client = as_user(operator)
    assert "Nichts ist fällig" in text_of(client.get("/datenschutz/fristen/"))
    OutboxMail.objects.filter(pk=OutboxMailFactory(state="sent").pk).update(created_at=ago(91))
    BodyMemberFactory(
        body__municipality=musterau, person_name="Erika Beispiel", valid_to=day_ago(200)
    )
    UploadFactory(expires_at=ago(1))
    MembershipFactory(workspace=musterau.workspace, valid_to=day_ago(200))
    page = text_of(client.get("/datenschutz/fristen/"))
    for words in ("Postausgang", "90 Tage", "wird geleert", "6 Monate", "sofort", "Konten"):
        assert words in page
    assert OutboxMail.objects.exists()
    DUTIES["privacy.clear_out"].do(today())
    page = text_of(client.get("/datenschutz/fristen/"))
    assert "Postausgang: 1" in page
    assert "Nichts ist fällig" in page
    clear_out()
    assert "nichts war fällig" in text_of(client.get("/datenschutz/fristen/"))


def test_the_command_tells_or_does() -> None:
    OutboxMail.objects.filter(pk=OutboxMailFactory(state="sent").pk).update(created_at=ago(91))
    out = StringIO()
    call_command("clear_out", "--dry-run", stdout=out)
    assert "1  Postausgang" in out.getvalue()
    assert OutboxMail.objects.exists()
    call_command("clear_out", stdout=out)
    call_command("clear_out", stdout=out)
    assert out.getvalue().endswith("Postausgang: 1\nNothing was over.\n")
    assert Clearing.objects.count() == 2


@pytest.mark.parametrize(
    ("days", "words"), [(365, "1 Jahr"), (730, "2 Jahre"), (182, "6 Monate"), (1, "1 Tag")]
)
def test_times_read_as_people_say_them(days: int, words: str) -> None:
    assert time_words(days) == words
