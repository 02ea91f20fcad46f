"""What is held of a person, for her: readable by machines, named in words."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.privacy.enums import Tie
from begleitwerk.privacy.presenters import field_name
from begleitwerk.privacy.selectors import Person, Place, Table, places_of, table

FORMAT = "begleitwerk-person-1"
Told = dict[str, Any]


def export_person(person: Person, *, by_name: bool) -> Told:
    """What is held of her, as JSON can keep it.

    Her own rows as a whole, without secrets; of records of others which it is, where, and how it
    has to do with her, because what else stands in it is not hers. `by_name` adds those that
    bear her name: whoever exports herself chose that name herself, so it proves nothing.
    """
    by_table: dict[str, list[Place]] = {}
    for place in places_of(person, by_name=by_name):
        by_table.setdefault(place.table, []).append(place)
    account = [account_told(person)] if person.account else []
    told = [table_told(table(key), places) for key, places in sorted(by_table.items())]
    return {
        "format": FORMAT,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "tables": [*account, *told],
        "notes": notes(by_name=by_name),
    }


def notes(*, by_name: bool) -> list[str]:
    """What is not in it, and why."""
    found = [
        _("What stands in stored files is not searched; ask whoever keeps them."),
        _("Of records of others only their number and place are named here."),
    ]
    if not by_name:
        found.append(
            _("Records that only bear your name are looked for by the operator, at your request.")
        )
    return found


def account_told(person: Person) -> Told:
    user: Any = person.account
    row = table(user._meta.label)
    return {**head(row), "rows": [row_told(row, user)]}


def table_told(row: Table, places: list[Place]) -> Told:
    own = [place.pk for place in places if place.tie == Tie.OWN]
    rows = [row_told(row, record) for record in row.rows.filter(pk__in=own).order_by("pk")]
    others = [place_told(row, place) for place in places if place.tie != Tie.OWN]
    return {**head(row), "rows": [*rows, *others]}


def head(row: Table) -> Told:
    return {
        "table": str(row.said.label),
        "key": row.key,
        "purpose": str(row.said.purpose),
        "class": str(row.said.data.label),
    }


def place_told(row: Table, place: Place) -> Told:
    """A record of somebody else: which it is, where, and how it has to do with her."""
    told = {_("Number"): place.pk, _("How it has to do with you"): str(place.tie.label)}
    if place.where:
        told[_("Place")] = place.where
    if place.field:
        told[_("Field of the record")] = field_name(row, place.field)
    return told


def row_told(row: Table, record: models.Model) -> Told:
    """All fields of a row by their names, without secrets."""
    fields: list[Any] = [
        field for field in record._meta.concrete_fields if field.name not in row.said.secret
    ]
    return {capfirst(field_name(row, field.name)): value_told(field, record) for field in fields}


def value_told(field: Any, record: models.Model) -> Any:
    value = getattr(record, field.attname)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        size = len(value)
        return ngettext("%(size)d byte", "%(size)d bytes", size) % {"size": size}
    if isinstance(value, Decimal):
        return str(value)
    return value if isinstance(value, str | int | float | bool | dict | list | None) else str(value)
