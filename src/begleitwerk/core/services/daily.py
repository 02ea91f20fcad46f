"""What the worker does once a day: an app names it in its `contributions`.

    register_duties(Duty("core.seal", seal_head))

Whichever worker looks first after midnight does it and holds it meanwhile; what failed, or was left
by a worker that is gone, is begun anew when that hold has run out. So a duty may be begun twice: it
writes in one transaction, or finds out what it did already.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from begleitwerk.core.models import DailyDuty

log = logging.getLogger(__name__)

HOLD = timedelta(hours=1)


@dataclass(frozen=True)
class Duty:
    """`do(today)` does it; `name` is its app's and its own: "core.seal"."""

    name: str
    do: Callable[[date], object]


DUTIES: dict[str, Duty] = {}


def register_duties(*duties: Duty) -> None:
    DUTIES.update({duty.name: duty for duty in duties})


def do_daily() -> int:
    """Do what was not done today yet; returns how many duties were done by this call."""
    today = timezone.localdate()
    done = set(DailyDuty.objects.filter(done_on__gte=today).values_list("name", flat=True))
    return sum(do_duty(duty, today) for name, duty in DUTIES.items() if name not in done)


def do_duty(duty: Duty, today: date) -> bool:
    """False where another worker is at it, or it failed: the row then says why."""
    row = DailyDuty.objects.get_or_create(name=duty.name)[0]
    now = timezone.now()
    free = DailyDuty.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), pk=row.pk)
    if not free.exclude(done_on__gte=today).update(lease_until=now + HOLD):
        return False
    ours = DailyDuty.objects.filter(pk=row.pk, lease_until=now + HOLD)
    try:
        duty.do(today)
    except Exception as error:
        log.exception("This did not work and is tried again in an hour: %s", duty.name)
        ours.update(last_error=f"{type(error).__name__}: {error}"[:300])
        return False
    done = {"done_on": today, "done_at": timezone.now(), "lease_until": None, "last_error": ""}
    return bool(ours.update(**done))
