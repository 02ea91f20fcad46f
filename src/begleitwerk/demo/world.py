"""What the steps of the demo hand on to each other, and how they count days."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.catalogue import selectors as catalogue
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.municipalities.models import Land, Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Decision, Process
from begleitwerk.programmes.models import Cluster, Edition, EditionTheme
from begleitwerk.selection.models import SelectionRound

SATURDAY = 5


@dataclass
class DemoWorld:
    """Everything made so far, by short names; real places by their AGS.

    All dates of invented places are counted from `today`, so that the demo is in the middle of
    its process whenever it is built.
    """

    today: date = field(default_factory=timezone.localdate)
    land: Land = field(init=False)
    people: dict[str, User] = field(default_factory=dict)
    places: dict[str, Municipality] = field(default_factory=dict)
    edition: Edition = field(init=False)
    themes: dict[str, EditionTheme] = field(default_factory=dict)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    rounds: dict[str, SelectionRound] = field(default_factory=dict)

    def day(self, days: int) -> date:
        """So many days from today; negative lies behind us."""
        return self.today + timedelta(days=days)

    def workday(self, days: int) -> date:
        """As `day`, but never on a weekend: the past moves to Friday, the future to Monday."""
        day = self.day(days)
        over = day.weekday() - SATURDAY
        if over < 0:
            return day
        return day - timedelta(days=over + 1) if days <= 0 else day + timedelta(days=2 - over)

    def month(self, months: int) -> date:
        """The first day of the month so many months from this one."""
        count = self.today.year * 12 + self.today.month - 1 + months
        return date(count // 12, count % 12 + 1, 1)

    def month_end(self, months: int) -> date:
        return self.month(months + 1) - timedelta(days=1)

    def within(self, months: int, day: int) -> date:
        """A working day in the month so many months from this one."""
        found = self.month(months).replace(day=day)
        return found - timedelta(days=max(0, found.weekday() - SATURDAY + 1))


def item(kind: ContentKind, key: str) -> ContentItem:
    """An entry of the catalogue's current version."""
    return catalogue.item(kind, key)


def written(day: date) -> str:
    """A date as German papers write it."""
    return f"{day:%d.%m.%Y}"
