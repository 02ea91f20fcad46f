"""Closed doors: what somebody reads who may know that a place is there and cannot open it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from begleitwerk.core.contributions import Registry


@dataclass(frozen=True)
class Closed:
    """Why a place is closed to somebody who may know that it is there, and where she goes on."""

    title: str
    text: str
    url: str
    label: str


@dataclass(frozen=True)
class Door:
    """`why(user, slug)` says why a municipality is closed to this person; None: it says nothing,
    and the place does not exist for her."""

    why: Callable[[Any, str], Closed | None]
    place: int = 0


doors: Registry[Door] = Registry()
