"""What is over: by what every table says of its time and the days its class has."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.processing import NEEDED, DataClass, Ends
from begleitwerk.privacy.selectors.persons import left_before, obstacles_of, person_of
from begleitwerk.privacy.selectors.tables import Table, table, tables


@dataclass(frozen=True)
class Over:
    """Rows of a table whose time is over, how many days it was, and whether they are emptied."""

    table: Table
    days: int
    number: int
    is_emptied: bool = False


def days_of(data: str) -> int:
    """How many days a class is kept; 0: until somebody removes it."""
    return int(settings.RETENTION_DAYS.get(data, 0))


def timed() -> list[tuple[Table, Ends, int]]:
    """Tables whose rows end by themselves, and after how many days."""
    found = []
    for row in tables():
        ends, days = row.said.ends, days_of(row.said.data)
        if ends and (ends.days is not None or days):
            found.append((row, ends, days if ends.days is None else ends.days))
    return found


def rows_over(row: Table, ends: Ends, moment: datetime) -> "QuerySet[Any]":
    """Rows whose time began before the moment, that still say what is to go and that nobody needs
    any more."""
    over = row.rows.filter(pk__in=row.rows.filter(ends.rows(moment)).values("pk"))
    if row.key in NEEDED:
        over = over.exclude(NEEDED[row.key].rows())
    if not ends.empties:
        return over
    filled = [~Q(**{name: value}) for name, value in nothing_in(row, ends).items()]
    return over.filter(reduce(or_, filled))


def nothing_in(row: Table, ends: Ends) -> dict[str, Any]:
    """What stands in a field that is empty."""
    fields: dict[str, Any] = {name: row.model._meta.get_field(name) for name in ends.empties}
    return {name: field.get_default() for name, field in fields.items()}


def leaving(moment: datetime) -> list[User]:
    """Whose last role ended before the moment, and who can be erased."""
    return [user for user in left_before(moment) if not obstacles_of(person_of(user))]


def what_is_over(now: datetime | None = None) -> list[Over]:
    """What the next clearing takes away, where it takes something; all tables in one query."""
    now = now or timezone.now()
    kept = {row.key: Over(row, days, 0, bool(ends.empties)) for row, ends, days in timed()}
    arms = [
        counted(row, rows_over(row, ends, now - timedelta(days=days)))
        for row, ends, days in timed()
    ]
    accounts = table(User._meta.label)
    if days := days_of(DataClass.CONTACTS):
        kept[accounts.key] = Over(accounts, days, 0)
        arms.append(counted(accounts, left_before(now - timedelta(days=days))))
    numbers = dict(arms[0].union(*arms[1:]))
    return [replace(over, number=numbers[key]) for key, over in kept.items() if numbers[key]]


def counted(row: Table, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The key of a table and how many of its rows that are, as one row of a union."""
    key = Value(row.key, output_field=CharField())
    named = rows.order_by().annotate(key_of_table=key).values("key_of_table")
    numbered = named.annotate(number_of_rows=Count("pk"))
    found: QuerySet[Any] = numbered.values_list("key_of_table", "number_of_rows")
    return found
