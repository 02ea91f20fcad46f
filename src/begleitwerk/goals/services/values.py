"""What goals and measures are made of, and what both share."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypedDict, TypeVar

from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.services import Refused, changing, require
from begleitwerk.core.services.audit import Actor
from begleitwerk.goals.enums import Light
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.processes.models import Process


class GoalValues(TypedDict, total=False):
    """What an editor may set on a goal."""

    level: str
    title: str
    description: str
    parent: Goal | None
    process: Process | None
    theme: ContentItem | None
    dimension: ContentItem | None
    owner: str
    due_on: date | None
    next_on: date | None
    next_step: str


class MeasureValues(TypedDict, total=False):
    """What an editor may set on a measure; its goal is named apart."""

    title: str
    description: str
    owner: str
    starts_on: date | None
    due_on: date | None
    cost: Decimal | None
    funding: ContentItem | None


Work = TypeVar("Work", Goal, Measure)


def set_light(
    *,
    by: Actor | None,
    row: Work,
    verb: str,
    version: int | None,
    may: Callable[[Work], None] = lambda _row: None,
    light: str = "",
    reason: str = "",
) -> Work:
    """Set the light by hand, or without one let it follow its rule again.

    `may` refuses for a row that has no light to set.
    """
    with changing(
        row, by=by, verb=verb, version=version, reason=reason, if_changed=not light
    ) as row:
        may(row)
        row.light_override, row.override_reason = light, reason
    return row


# --- Guards shared by goals and measures ------------------------------------------------------


def check_light(light: str, reason: str) -> str:
    """The reason of a light set by hand; raises Refused without one or for an unknown light."""
    if light not in Light.values:
        raise Refused(_("Choose one of the lights."), "light")
    return require(reason, "reason", _("Say why the light is set by hand."))
