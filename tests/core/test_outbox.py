"""Mails: written with the decision, sent by the worker, once, even if the server was down."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from smtplib import SMTPConnectError, SMTPDataError, SMTPRecipientsRefused
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core import mail
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import MailState
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import deliver, deliver_due, queue_link, queue_mail
from begleitwerk.core.services.mail import MAX_ATTEMPTS, why_not
from begleitwerk.municipalities import services
from begleitwerk.municipalities.models import Municipality
from tests.days import today
from tests.factories.core import OutboxMailFactory

Sign = Callable[[User | None], Client]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Letterbox(Message):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.arrived.append(message)


@pytest.fixture
def port(settings: Any) -> int:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()
    return int(settings.EMAIL_PORT)


@pytest.fixture
def server(port: int) -> Iterator[Callable[[], Letterbox]]:
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)

    def start() -> Letterbox:
        controller.start()
        return box

    yield start
    if controller.server is not None:
        controller.stop()


def test_an_invitation_waits_while_the_server_is_down_and_is_sent_once_later(
    coordinator: User, musterau: Municipality, server: Callable[[], Letterbox]
) -> None:
    services.invite(
        by=coordinator,
        workspace=musterau.workspace,
        email="gast@example.org",
        role="partner",
        valid_from=today(),
    )
    assert deliver_due() == 0
    waiting = OutboxMail.objects.get()
    assert (waiting.state, waiting.attempts) == (MailState.QUEUED, 1)
    assert waiting.last_error
    assert deliver_due() == 0  # not due again at once
    OutboxMail.objects.update(due_at=timezone.now())
    box = server()
    assert [deliver_due(), deliver_due()] == [1, 0]
    (letter,) = box.arrived
    assert letter["To"] == "gast@example.org"
    body = letter.get_payload(decode=True).decode()
    assert "/einladung/" in body
    assert "Landkreis Musterau" in body


def test_a_mail_is_written_only_with_its_decision(db: None) -> None:
    def decide_and_fail() -> None:
        with transaction.atomic():
            queue_mail(to="a@example.org", subject="x", body="y", key="once")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        decide_and_fail()
    assert not OutboxMail.objects.exists()


def test_one_cause_is_one_mail(db: None) -> None:
    for _again in range(2):
        queue_mail(to="a@example.org", subject="x", body="y", key="once")
    assert OutboxMail.objects.count() == 1


def test_pauses_grow_and_end(db: None, port: int) -> None:
    letter = OutboxMailFactory()
    pauses = []
    for _try in range(MAX_ATTEMPTS):
        deliver(mail_id=letter.pk)
        letter.refresh_from_db()
        pauses.append(letter.due_at - timezone.now())
    assert pauses[0] < timedelta(minutes=2) < pauses[2] < timedelta(minutes=5)
    assert max(pauses) <= timedelta(hours=6)
    assert letter.state == MailState.GIVEN_UP


def test_the_operator_sends_a_mail_again(operator: User, as_user: Sign) -> None:
    letter = OutboxMailFactory(
        state=MailState.GIVEN_UP, attempts=12, last_error="keine Verbindung", subject="Ihr Brief"
    )
    client = as_user(operator)
    page = client.get("/postausgang/").text
    assert "keine Verbindung" in page
    answer = client.post(f"/postausgang/{letter.pk}/erneut/")
    assert answer.status_code == 302
    assert deliver_due() == 1
    assert [item.subject for item in mail.outbox] == ["Ihr Brief"]
    assert client.post(f"/postausgang/{letter.pk}/erneut/").status_code == 302
    assert deliver_due() == 0


def test_a_mail_that_waits_says_in_words_why_and_until_when(
    operator: User, as_user: Sign, port: int
) -> None:
    OutboxMailFactory(to="gast@example.org", subject="Brief an Gast", due_at=timezone.now())
    client = as_user(operator)
    assert "Keine Mail hängt fest" in client.get("/betrieb/").text
    assert deliver_due() == 0
    OutboxMailFactory(to="amt@example.org", subject="Brief ans Amt", state=MailState.SENT)
    start = client.get("/betrieb/").text
    assert "Keine Mail hängt fest" not in start
    assert "Eine Mail wartet nach einem Fehlversuch" in start
    waiting = client.get("/postausgang/?state=queued").text
    assert "Der Mailserver antwortet nicht (" in waiting
    assert "Nächster Versuch:" in waiting
    assert "Brief ans Amt" not in waiting
    assert "Brief an Gast" not in client.get("/postausgang/?q=amt@").text
    export = client.get("/postausgang/?export=csv").content.decode("utf-8-sig")
    assert "gast@example.org" in export
    assert "Nächster Versuch" in export


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SMTPRecipientsRefused({"a@example.org": (550, b"no")}), "nimmt diese Mail nicht an"),
        (SMTPDataError(554, b"spam"), "nimmt diese Mail nicht an"),
        (SMTPConnectError(421, b"later"), "antwortet nicht"),
        (TimeoutError("timed out"), "antwortet nicht"),
    ],
)
def test_a_server_that_refuses_is_not_one_that_is_away(error: OSError, words: str) -> None:
    assert words in why_not(error)


def test_a_subject_has_one_line_however_a_name_is_written(db: None) -> None:
    subject = "Einladung: Landkreis\r\nBcc: alle@example.org" + "x" * 300
    letter = queue_mail(to="a@example.org", subject=subject, body="y", key="once")
    assert letter.subject.startswith("Einladung: Landkreis Bcc: alle@example.orgxxx")
    assert deliver(mail_id=letter.pk) == MailState.SENT
    assert mail.outbox[0].message()["Bcc"] is None


def test_a_mail_that_cannot_be_built_says_why_and_holds_up_no_other(
    operator: User, as_user: Sign
) -> None:
    broken = OutboxMailFactory(to="a@example.org\nBcc: alle@example.org")
    OutboxMailFactory(subject="Der nächste Brief", due_at=timezone.now())
    assert deliver_due() == 1
    assert [item.subject for item in mail.outbox] == ["Der nächste Brief"]
    broken.refresh_from_db()
    assert broken.state == MailState.GIVEN_UP
    client = as_user(operator)
    assert "Diese Mail lässt sich nicht bilden" in client.get("/postausgang/").text
    OutboxMail.objects.filter(pk=broken.pk).update(to="a@example.org")
    client.post(f"/postausgang/{broken.pk}/erneut/")
    assert deliver_due() == 1


def test_a_mail_whose_worker_died_is_sent_again_one_on_its_way_is_not(
    operator: User, as_user: Sign
) -> None:
    client, now = as_user(operator), timezone.now()
    stuck = OutboxMailFactory(state=MailState.SENDING, due_at=now - timedelta(minutes=20))
    under_way = OutboxMailFactory(state=MailState.SENDING, due_at=now)
    page = client.get("/postausgang/").text
    assert f"/postausgang/{stuck.pk}/erneut/" in page
    assert f"/postausgang/{under_way.pk}/erneut/" not in page
    for letter in (stuck, under_way):
        client.post(f"/postausgang/{letter.pk}/erneut/")
        letter.refresh_from_db()
    assert (stuck.state, under_way.state) == (MailState.QUEUED, MailState.SENDING)


def test_the_outbox_is_the_operator_s(coordinator: User, as_user: Sign) -> None:
    assert as_user(coordinator).get("/postausgang/").status_code == 403
    assert as_user(None).get("/postausgang/").status_code == 302


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_send_each_mail_once(server: Callable[[], Letterbox]) -> None:
    letters = OutboxMailFactory.create_batch(8)
    box, gate, errors = server(), threading.Barrier(2), []

    def work() -> None:
        try:
            gate.wait()
            deliver_due()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(box.arrived) == len(letters) == 8
    assert OutboxMail.objects.filter(state=MailState.SENT).count() == 8


def test_what_lets_somebody_in_is_emptied_when_it_is_sent(
    coordinator: User, musterau: Municipality, client: Client, settings: Any
) -> None:
    services.invite(
        by=coordinator,
        workspace=musterau.workspace,
        email="gast@example.org",
        role="partner",
        valid_from=today(),
    )
    client.post("/konto/password/reset/", {"email": coordinator.email})
    queue_mail(to="a@example.org", subject="Erinnerung", body="Bleibt.", key="reminder")
    assert OutboxMail.objects.filter(body="").count() == 0
    assert deliver_due() == 3
    sent = [item.body for item in mail.outbox]
    assert any("/einladung/" in body for body in sent)
    assert any("/konto/password/reset/key/" in body for body in sent)
    kept = set(OutboxMail.objects.values_list("body", flat=True))
    assert kept == {"", "Bleibt."}


def test_a_mail_that_could_not_go_keeps_its_text_for_another_try(db: None, port: int) -> None:
    letter = queue_link(to="a@example.org", subject="x", body="Link", key="once")
    assert deliver(mail_id=letter.pk) == MailState.QUEUED
    letter.refresh_from_db()
    assert letter.body == "Link"
