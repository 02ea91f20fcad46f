"""What became of mails to whoever has a personal link.

Only of invitations: whom a reminder went to would say who had not answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Count, Q

from begleitwerk.core.enums import MailState
from begleitwerk.core.models import OutboxMail
from begleitwerk.fieldwork.models import Access, Collection


def key_of(access: Access, what: str, today: date) -> str:
    """One mail of a kind per link, address and day."""
    return f"{stem(access.collection_id, what)}{access.pk}:{mark(access)}:{today}"


def stem(collection_id: int, what: str) -> str:
    return f"fieldwork:{what}:{collection_id}:"


def mark(access: Access) -> str:
    return sha256(f"{access.email.lower()} {access.digest}".encode()).hexdigest()[:12]


def mail_of(access: Access, what: str, today: date) -> OutboxMail | None:
    return OutboxMail.objects.filter(key=key_of(access, what, today)).first()


@dataclass(frozen=True)
class Fault:
    """What kept a mail from going; final where it is not tried again."""

    why: str
    is_final: bool


def faults_of(accesses: Iterable[Access]) -> dict[int, Fault]:
    """What kept the last invitation to the present address, by id of the way in; only those with
    a fault. One query."""
    rows = (row for row in accesses if row.asked_on and row.email)
    keys = {key_of(row, "invitation", row.asked_on): row.pk for row in rows if row.asked_on}
    found = OutboxMail.objects.filter(key__in=list(keys)).exclude(last_error="")
    return {
        keys[key]: Fault(error, state == MailState.GIVEN_UP)
        for key, error, state in found.values_list("key", "last_error", "state")
    }


def given_up(collection: Collection) -> dict[str, int]:
    """How many mails of a collection did not go out for good: "invitation", "reminder"."""
    rows = OutboxMail.objects.filter(state=MailState.GIVEN_UP)
    found: dict[str, int] = rows.aggregate(
        **{
            what: Count("pk", filter=Q(key__startswith=stem(collection.pk, what)))
            for what in ("invitation", "reminder")
        }
    )
    return found
