"""Mails to whoever has a personal link: the invitation, once, and again where somebody asks."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from begleitwerk.core.services import Refused, queue_link, record_event
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.enums import AccessKind
from begleitwerk.fieldwork.models import Access, Collection
from begleitwerk.fieldwork.selectors import Stage, stage_of
from begleitwerk.fieldwork.selectors.mails import key_of, mail_of
from begleitwerk.fieldwork.services.guards import held, now_open
from begleitwerk.fieldwork.services.tokens import access_url


def send_invitations(collection: Collection, today: date) -> int:
    """Write to all who were not written to yet, from the first day on; returns to how many."""
    if not stage_of(collection, today).takes_answers:
        return 0
    rows = list(to_invite(collection))
    for access in rows:
        queue_about(access, collection, "invitation", today)
        access.asked_on = today
    Access.objects.bulk_update(rows, ["asked_on"])
    return len(rows)


def to_invite(collection: Collection) -> Iterable[Access]:
    rows = Access.objects.filter(collection=collection, kind=AccessKind.PERSONAL)
    return rows.filter(is_closed=False, asked_on=None).exclude(email="")


def send_again(*, by: Actor | None, access: Access) -> None:
    """The invitation once more, with the same link. Raises Refused a second time the same day, and
    where the link does not let in (yet)."""
    today = timezone.localdate()
    with transaction.atomic():
        collection = held(access.collection)
        now_open(collection)
        access = Access.objects.get(pk=access.pk)
        if access.is_closed:
            raise Refused(_("This link does not let in any more. Let it in again first."))
        if stage_of(collection, today) == Stage.WAITS:
            raise Refused(_("Everybody is written to on the first day. Nothing is sent before."))
        if mail_of(access, "invitation", today) is not None:
            raise Refused(_("This person was written to today already."))
        queue_about(access, collection, "invitation", today)
        access.asked_on = today
        access.save(update_fields=["asked_on"])
        record_event(by=by, verb="fieldwork.invitation_sent_again", subject=collection)


def queue_about(access: Access, collection: Collection, what: str, today: date) -> None:
    """A mail in the language of the platform: nobody knows yet which one the reader prefers.

    Its text goes when it is sent, because it lets in whoever reads it. `what` is its template.
    """
    with translation.override(settings.LANGUAGE_CODE):
        about = {
            "collection": collection,
            "municipality": collection.municipality,
            "title": collection.title,
            "name": access.person_name,
            "is_late": stage_of(collection, today) == Stage.LATE,
            "link": settings.SITE_URL + access_url(access),
        }
        body = render_to_string(f"fieldwork/mail/{what}.txt", about)
        subject = SUBJECTS[what]() % {"title": collection.title}
    queue_link(to=access.email, subject=subject, body=body, key=key_of(access, what, today))


SUBJECTS = {
    "invitation": lambda: _("Your view is asked for: %(title)s"),
    "reminder": lambda: _("There is still time: %(title)s"),
}
