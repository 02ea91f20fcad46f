"""Reminders: on the planned days by the worker, or by hand; never to those who handed in.

Who was left out is not kept: the day of the reminder is written to everybody's row alike.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import Refused, record_event
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.enums import AccessKind, CollectionState
from begleitwerk.fieldwork.models import Access, Collection
from begleitwerk.fieldwork.selectors import Stage, stage_of
from begleitwerk.fieldwork.services.guards import held, now_open
from begleitwerk.fieldwork.services.invitations import queue_about, send_invitations
from begleitwerk.fieldwork.services.tokens import handed_in_among


def write_daily(today: date) -> int:
    """What falls due of all open collections: invitations on the first day, planned reminders.

    Begun anew on the same day it sends nothing twice. Returns how many mails were written.
    """
    rows = Collection.objects.filter(state=CollectionState.OPEN, opens_on__lte=today)
    return sum(write_due(row, today) for row in rows)


def send_reminders(*, now: datetime) -> int:
    """The planned reminders that are due at this moment, and what `write_daily` does besides."""
    return write_daily(timezone.localdate(now))


def write_due(collection: Collection, today: date) -> int:
    with transaction.atomic():
        collection = held(collection)
        if collection.state != CollectionState.OPEN:
            return 0  # closed by somebody meanwhile
        written = send_invitations(collection, today)
        planned = planned_until(collection, today)
        return written + (remind(collection, today, before=planned) if planned else 0)


def planned_until(collection: Collection, today: date) -> date | None:
    """The last planned day that has come; a day the worker missed is made up for the next."""
    if stage_of(collection, today) != Stage.RUNS:
        return None
    days = (collection.closes_on - timedelta(days=days) for days in collection.reminders)
    return max((day for day in days if day <= today), default=None)


def remind(collection: Collection, today: date, *, before: date) -> int:
    """Remind those who were neither asked nor reminded since a day; returns how many were."""
    people = [row for row in reminded(collection) if last_word(row) < before]
    done = handed_in_among(people)
    waiting = [row for row in people if row.pk not in done]
    for access in waiting:
        queue_about(access, collection, "reminder", today)
    for access in people:
        access.reminded_on = today
    Access.objects.bulk_update(people, ["reminded_on"])
    return len(waiting)


def reminded(collection: Collection) -> list[Access]:
    """Whoever has a personal link that lets in, and was invited."""
    rows = Access.objects.filter(collection=collection, kind=AccessKind.PERSONAL, is_closed=False)
    return list(rows.exclude(asked_on=None).exclude(email=""))


def last_word(access: Access) -> date:
    return max(day for day in (access.asked_on, access.reminded_on) if day is not None)


def remind_now(*, by: Actor | None, collection: Collection) -> int:
    """Remind all who have not handed in, by hand; returns how many. Whoever was written to today
    is left out. Raises Refused where nobody is left, or it does not run."""
    today = timezone.localdate()
    with transaction.atomic():
        collection = held(collection)
        now_open(collection)
        if not stage_of(collection, today).takes_answers:
            raise Refused(_("It has not begun yet: everybody is written to on the first day."))
        if not reminded(collection):
            raise Refused(_("Nobody was asked by a personal link: there is nobody to remind."))
        if all(last_word(row) >= today for row in reminded(collection)):
            raise Refused(_("Everybody was written to today already. Nobody is reminded twice."))
        written = remind(collection, today, before=today)
        record_event(by=by, verb="fieldwork.reminded", subject=collection, after={"mails": written})
    return written
