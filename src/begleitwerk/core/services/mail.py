"""The outbox: a mail is written with the decision that causes it and sent by the worker, once."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from begleitwerk.core.enums import MailState
from begleitwerk.core.models import OutboxMail

MAX_ATTEMPTS = 12
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)


def queue_mail(*, to: str, subject: str, body: str, key: str) -> OutboxMail:
    """Put a mail into the outbox. `key` names its cause; the same key is never queued twice."""
    return OutboxMail.objects.get_or_create(
        key=key,
        defaults={"to": to, "subject": subject, "body": body, "due_at": timezone.now()},
    )[0]


def deliver_due(*, limit: int = 100) -> int:
    """Send what is due, oldest first; returns how many mails went out."""
    due = OutboxMail.objects.filter(state=MailState.QUEUED, due_at__lte=timezone.now())
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:limit])
    return sum(deliver(mail_id=pk) == MailState.SENT for pk in ids)


def deliver(*, mail_id: int) -> MailState:
    """Send one mail unless it is sent already; when the server is down, try again later.

    The row is marked before the server is called and the mark committed, so a second worker
    or a crash in the middle never sends it twice.
    """
    with transaction.atomic():
        mail = OutboxMail.objects.select_for_update().get(pk=mail_id)
        if mail.state != MailState.QUEUED:
            return MailState(mail.state)
        mail.state = MailState.SENDING
        mail.attempts += 1
        mail.save(update_fields=["state", "attempts"])
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.to]).send()
    except OSError as error:  # includes every SMTP error and a server that does not answer
        return postpone(mail, str(error))
    mail.state, mail.sent_at, mail.last_error = MailState.SENT, timezone.now(), ""
    mail.save(update_fields=["state", "sent_at", "last_error"])
    return MailState.SENT


def postpone(mail: OutboxMail, error: str) -> MailState:
    pause = min(FIRST_PAUSE * 2 ** (mail.attempts - 1), LONGEST_PAUSE)
    given_up = mail.attempts >= MAX_ATTEMPTS
    mail.state = MailState.GIVEN_UP if given_up else MailState.QUEUED
    mail.last_error = error[:300]
    mail.due_at = timezone.now() + pause
    mail.save(update_fields=["state", "last_error", "due_at"])
    return MailState(mail.state)


def retry_mail(*, mail: OutboxMail) -> None:
    """An operator's second try for a mail that was given up or got stuck while sending."""
    OutboxMail.objects.filter(pk=mail.pk).exclude(state=MailState.SENT).update(
        state=MailState.QUEUED, attempts=0, due_at=timezone.now()
    )
