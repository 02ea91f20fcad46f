"""One row of every kind in Musterau, for the addresses of the matrix."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.models import Municipality, Workspace
from tests.factories.core import JobFactory, OutboxMailFactory
from tests.permissions.matrix import Row


class UndoError(Exception):
    """Ends a block whose writes nobody shall see."""


@dataclass
class World:
    people: dict[str, User]
    places: dict[str, Any]
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)

    @contextmanager
    def rollback(self) -> Iterator[None]:
        """What a request wrote is undone, so that every persona finds the same world."""
        try:
            with transaction.atomic():
                yield
                raise UndoError
        except UndoError:
            pass
        for user in self.people.values():
            user.__dict__.pop("_access", None)

    def body(self, row: Row) -> dict[str, Any]:
        return {"content_type": "application/x-www-form-urlencoded"} if row.method == "POST" else {}


def build_world(
    *, people: dict[str, User], musterau: Municipality, programme_space: Workspace
) -> World:
    places: dict[str, Any] = {
        "musterau": musterau.slug,
        "programme": programme_space.slug,
        "land": musterau.land.workspace.slug,
        "mail": OutboxMailFactory().pk,
        "job": JobFactory(owner_id=0).pk,
    }
    return World(people=people, places=places)
