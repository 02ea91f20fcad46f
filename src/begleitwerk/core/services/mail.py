"""The outbox: a mail is written with the decision that causes it and sent by the worker, once."""

import logging
import smtplib
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.core.enums import MailState
from begleitwerk.core.imports.texts import one_line
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services.errors import Refused

log = logging.getLogger(__name__)

LONGEST_SUBJECT = 200
MAX_ATTEMPTS = 12
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)


def queue_mail(*, to: str, subject: str, body: str, key: str) -> OutboxMail:
    """Put a mail into the outbox. `key` names its cause; the same key is never queued twice."""
    return OutboxMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": one_line(subject)[:LONGEST_SUBJECT],
            "body": body,
            "due_at": timezone.now(),
        },
    )[0]


def queue_link(*, to: str, subject: str, body: str, key: str) -> OutboxMail:
    """Queue a mail that lets in whoever reads it: once it is sent it is kept without its text."""
    with transaction.atomic():
        mail = queue_mail(to=to, subject=subject, body=body, key=key)
        mail.lets_in = True
        mail.save(update_fields=["lets_in"])
    return mail


def deliver_due(*, limit: int = 100) -> int:
    """Send what is due, oldest first; returns how many mails went out."""
    due = OutboxMail.objects.filter(state=MailState.QUEUED, due_at__lte=timezone.now())
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:limit])
    return sum(deliver(mail_id=pk) == MailState.SENT for pk in ids)


def deliver(*, mail_id: int) -> MailState:
    """Send one mail unless it is sent already; when the server is down, try again later.

    A mail that cannot be built is given up at once with the reason, and the others go on.

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
        EmailMessage(one_line(mail.subject), mail.body, to=[mail.to]).send()
    except OSError as error:  # includes every SMTP error and a server that does not answer
        return postpone(mail, why_not(error))
    except Exception as error:  # whatever is wrong with the mail itself: another try ends alike
        log.exception("The mail %s cannot be built.", mail.pk)
        return give_up(mail, _("This mail cannot be built: %(why)s") % {"why": error})
    mail.state, mail.sent_at, mail.last_error = MailState.SENT, timezone.now(), ""
    if mail.lets_in:
        mail.body = ""
    mail.save(update_fields=["state", "sent_at", "last_error", "body"])
    return MailState.SENT


def why_not(error: OSError) -> str:
    """What the server did, in words, with what it said behind them."""
    refused = (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException)
    if isinstance(error, refused) and not isinstance(error, smtplib.SMTPConnectError):
        return _("The mail server does not take this mail (%(why)s)") % {"why": error}
    return _("The mail server does not answer (%(why)s)") % {"why": error}


def postpone(mail: OutboxMail, error: str) -> MailState:
    pause = min(FIRST_PAUSE * 2 ** (mail.attempts - 1), LONGEST_PAUSE)
    mail.due_at = timezone.now() + pause
    if mail.attempts >= MAX_ATTEMPTS:
        return give_up(mail, error)
    return put_back(mail, MailState.QUEUED, error)


def give_up(mail: OutboxMail, error: str) -> MailState:
    return put_back(mail, MailState.GIVEN_UP, error)


def put_back(mail: OutboxMail, state: MailState, error: str) -> MailState:
    mail.state, mail.last_error = state, error[:300]
    mail.save(update_fields=["state", "last_error", "due_at"])
    return state


def retry_mail(*, mail: OutboxMail) -> None:
    """An operator's second try for a mail that was given up or got stuck while sending.

    Raises Refused where it is sent or on its way.
    """
    with transaction.atomic():
        mail = OutboxMail.objects.select_for_update().get(pk=mail.pk)
        if not mail.may_be_retried:
            raise Refused(_("This mail is sent or on its way. Nothing is sent twice."))
        mail.state, mail.attempts, mail.due_at = MailState.QUEUED, 0, timezone.now()
        mail.save(update_fields=["state", "attempts", "due_at"])
