"""All tables, and by which of their fields they have to do with people.

Nothing is listed here by name: foreign keys to an account are found, everything else a table
declares (`core.processing`), so a new table is part of it from its first day.
"""

from collections import deque
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from begleitwerk.core.processing import Processing, processing_of

Field = models.Field[Any, Any]
TEXTS = (models.CharField, models.TextField, models.JSONField)
FURTHEST = 4  # keys from a row to the place it belongs to


@dataclass(frozen=True)
class Table:
    """A table and what it says of itself."""

    model: type[models.Model]
    said: Processing

    @property
    def key(self) -> str:
        return self.model._meta.label

    @property
    def rows(self) -> "models.QuerySet[Any]":
        """All rows, whoever asks."""
        return self.model._base_manager.order_by()

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Fields with the number of an account, those of its own rows left out."""
        declared = set(self.said.people)
        return tuple(
            field.name
            for field in self.model._meta.concrete_fields
            if (is_account(field) or field.name in declared) and field.name not in self.said.own
        )

    @cached_property
    def own_numbers(self) -> tuple[str, ...]:
        return tuple(name for name in self.said.own if name not in self.own_addresses)

    @cached_property
    def own_addresses(self) -> tuple[str, ...]:
        return tuple(name for name in self.said.own if self.is_address(name))

    def is_address(self, name: str) -> bool:
        """Whether a field holds a mail address and nothing else."""
        return isinstance(self.model._meta.get_field(name), models.EmailField)

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """Fields that hold nothing but a name or an address; an own row goes as a whole."""
        named: tuple[str, ...] = tuple(getattr(self.model, "persons", ()))
        return tuple(name for name in named if name not in self.said.own)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Fields in which somebody may be mentioned."""
        left_out = {*self.persons, *self.said.own, *self.said.secret}
        return tuple(
            field.name
            for field in self.model._meta.concrete_fields
            if isinstance(field, TEXTS)
            and not isinstance(field, models.SlugField | models.URLField)
            and not field.choices
            and not field.primary_key
            and field.name not in left_out
        )

    @cached_property
    def place(self) -> str:
        """The way from a row to the name of the municipality or workspace it belongs to."""
        return way_to_place(self.model)


def is_account(field: Field) -> bool:
    return isinstance(field, models.ForeignKey) and field.related_model is get_user_model()


@cache
def tables() -> tuple[Table, ...]:
    """Every table that says something of itself; a test finds those that do not."""
    said = ((model, processing_of(model)) for model in apps.get_models())
    return tuple(Table(model, processing) for model, processing in said if processing)


@cache
def table(key: str) -> Table:
    return next(row for row in tables() if row.key == key)


def way_to_place(model: type[models.Model]) -> str:
    """The shortest way along foreign keys to a municipality or another place; "" without one."""
    ways: deque[tuple[type[models.Model], tuple[str, ...]]] = deque([(model, ())])
    while ways:
        here, way = ways.popleft()
        if here._meta.label in ("municipalities.Municipality", "municipalities.Workspace"):
            return "__".join((*way, "name"))
        if len(way) < FURTHEST:
            keys = (f for f in here._meta.concrete_fields if isinstance(f, models.ForeignKey))
            ways.extend((key.related_model, (*way, key.name)) for key in keys if leads_up(key))
    return ""


def leads_up(key: Any) -> bool:
    """Not to an account: where a person holds roles is not where a record belongs."""
    return not is_account(key) and key.related_model is not key.model
