"""What became of mails to whoever has a personal link.

Only of invitations: whom a reminder went to would say who had not answered.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

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


def faults_of(accesses: Iterable[Access]) -> dict[int, str]:
    """Why the last invitation to the present address did not go out, by id of the way in; only
    those with a fault. One query."""
    rows = {access.pk: access for access in accesses if access.asked_on and access.email}
    keys = {key_of(row, "invitation", row.asked_on): pk for pk, row in rows.items() if row.asked_on}
    found = OutboxMail.objects.filter(key__in=list(keys)).exclude(last_error="")
    return {keys[key]: error for key, error in found.values_list("key", "last_error")}


def given_up(collection: Collection) -> dict[str, int]:
    """How many mails of a collection did not go out for good: "invitation", "reminder"."""
    return {
        what: OutboxMail.objects.filter(
            key__startswith=stem(collection.pk, what), state=MailState.GIVEN_UP
        ).count()
        for what in ("invitation", "reminder")
    }
