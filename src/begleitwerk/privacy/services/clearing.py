"""What is over goes: once a day, by what every table says of its time, and with a report."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Ends
from begleitwerk.core.services import record_event
from begleitwerk.files.services import delete_file
from begleitwerk.municipalities.selectors import platform_workspace
from begleitwerk.privacy.models import Clearing
from begleitwerk.privacy.selectors import (
    Table,
    days_of,
    leaving,
    nothing_in,
    person_of,
    rows_over,
    timed,
)
from begleitwerk.privacy.services.erasing import erase_person


def clear_today(today: date) -> None:
    """The daily duty. Begun twice it finds nothing any more."""
    clear_out()


def clear_out(now: datetime | None = None) -> Clearing:
    """Take away what is over, all or nothing, and write a report."""
    now = now or timezone.now()
    gone: dict[str, int] = {}
    with transaction.atomic():
        if days := days_of(DataClass.CONTACTS):
            gone[User._meta.label] = forget(now - timedelta(days=days))
        for row, ends, days in timed():
            gone[row.key] = take_away(row, ends, now - timedelta(days=days))
        records = {key: number for key, number in gone.items() if number}
        report = Clearing.objects.create(at=now, gone=records)
        if records:
            record_event(
                by=None,
                verb="privacy.cleared",
                subject=report,
                workspace_id=platform_workspace().pk,
                after={"records": records},
            )
    return report


def take_away(row: Table, ends: Ends, moment: datetime) -> int:
    """Empty or remove the rows of a table; returns how many."""
    over = rows_over(row, ends, moment)
    if ends.empties:
        more: dict[str, Any] = {}
        if issubclass(row.model, Versioned):
            more["version"] = F("version") + 1
        return int(over.update(**nothing_in(row, ends), **more))
    files = [getattr(record, name) for record in over for name in ends.with_files]
    number = over.count()
    over.delete()
    for stored in files:
        delete_file(by=None, stored=stored, reason=_("The time it is kept for is over."))
    return number


def forget(moment: datetime) -> int:
    """Erase who left; a name others may bear too is left to people."""
    people = leaving(moment)
    reason = _("The last role ended longer ago than contacts are kept.")
    for user in people:
        erase_person(by=None, person=person_of(user), reason=reason)
    return len(people)
