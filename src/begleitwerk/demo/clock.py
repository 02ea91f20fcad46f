"""The clock of the story: what happened on which day before today.

A selection takes months, and its services note the moment at which they are called. While the demo
is built, a block of code can therefore be told on the day it belongs to. Only this process sees
the other clock, and only within the block.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from begleitwerk.core.enums import MailState
from begleitwerk.core.models import OutboxMail
from begleitwerk.demo.world import DemoWorld

STEP = timedelta(seconds=20)  # between two looks at the clock


@contextmanager
def told_on(day: date, hour: int = 10) -> Iterator[None]:
    """Within this block it is the given day; each look at the clock comes a little later."""
    real = timezone.now
    moment = datetime.combine(day, time(hour), tzinfo=timezone.get_current_timezone())

    def now() -> datetime:
        nonlocal moment
        moment += STEP
        return moment

    timezone.now = now
    try:
        yield
    finally:
        timezone.now = real


def post_mails(world: DemoWorld) -> None:
    """Mails of days gone by have gone out long ago; nobody sends them to addresses of a story."""
    past = OutboxMail.objects.filter(state=MailState.QUEUED, due_at__date__lt=world.today)
    past.update(state=MailState.SENT, attempts=1, sent_at=F("due_at"))
