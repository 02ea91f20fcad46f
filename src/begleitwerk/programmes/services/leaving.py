"""Who leaves a programme: what other apps record of it in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import Registry
from begleitwerk.programmes.enums import LEFT
from begleitwerk.programmes.models import Engagement


@dataclass(frozen=True)
class Departure:
    """What an app records of its own when a municipality leaves before the end.

    `record` takes `by`, `engagement`, `on` (may be unknown) and `reason`; what it refuses is
    recorded nowhere.
    """

    record: Callable[..., None]
    place: int


departures: Registry[Departure] = Registry()


def tell_departure(by: User | None, engagement: Engagement, on: date | None, reason: str) -> None:
    """One record of leaving, wherever it was entered."""
    if engagement.state in LEFT:
        for departure in departures.on():
            departure.record(by=by, engagement=engagement, on=on, reason=reason)
