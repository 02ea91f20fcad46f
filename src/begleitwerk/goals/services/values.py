"""What goals and measures are made of, and how the audit chain remembers it.

Events hold words and keys, never ids of other rows: a history must stay readable after a body or
a parent goal is gone.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.services import Refused, record_event, snapshot
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


GOAL_PLAIN = (
    "level",
    "title",
    "description",
    "owner",
    "due_on",
    "next_on",
    "next_step",
    "state",
    "state_note",
    "state_on",
    "light_override",
    "override_reason",
    "adopted_on",
    "release",
)
MEASURE_PLAIN = (
    "title",
    "description",
    "owner",
    "starts_on",
    "due_on",
    "state",
    "done_on",
    "progress",
    "progress_on",
    "cost",
    "light_override",
    "override_reason",
)

Picture = dict[str, Any]
Work = TypeVar("Work", Goal, Measure)


def picture_of(row: Goal | Measure) -> Picture:
    """The row as an event keeps it: catalogue items by key, other rows by name."""
    if isinstance(row, Goal):
        return snapshot(row, GOAL_PLAIN) | {
            "parent": str(row.parent or ""),
            "theme": row.theme.key if row.theme else "",
            "dimension": row.dimension.key if row.dimension else "",
            "adopted_by": str(row.adopted_by or ""),
            "decision": str(row.decision or ""),
        }
    return snapshot(row, MEASURE_PLAIN) | {
        "goal": str(row.goal),
        "funding": row.funding.key if row.funding else "",
    }


def filled(picture: Picture) -> Picture:
    """A picture of something new: only what was said."""
    return {name: value for name, value in picture.items() if value not in ("", None)}


def set_values(row: Goal | Measure, values: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Put values on a row, texts without blanks around them. Raises TypeError on other names."""
    unknown = set(values) - allowed
    if unknown:
        raise TypeError(f"not to be set here: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def record(
    *,
    by: Actor | None,
    verb: str,
    row: Goal | Measure,
    reason: str = "",
    before: Picture | None = None,
    after: Picture | None = None,
) -> None:
    """Record an event about a goal or a measure in the workspace of its municipality."""
    record_event(
        by=by,
        verb=verb,
        subject=row,
        workspace_id=row.municipality.workspace_id,
        reason=reason,
        before=before,
        after=after,
    )


def set_light(*, by: Actor | None, row: Work, verb: str, light: str = "", reason: str = "") -> Work:
    """Set the light of a claimed row by hand, or without one let it follow its rule again."""
    before = row.light_override
    row.light_override, row.override_reason = light, reason
    row.save()
    if light or before:
        record(
            by=by,
            verb=verb,
            row=row,
            reason=reason,
            before={"light_override": before},
            after={"light_override": light},
        )
    return row


# --- Guards shared by goals and measures ------------------------------------------------------


def require(text: str, field: str, message: Any) -> str:
    """The text without blanks around it; raises Refused at the field where nothing is left."""
    if not text.strip():
        raise Refused(message, field)
    return text.strip()


def not_in_future(day: date, field: str) -> None:
    if day > timezone.localdate():
        raise Refused(_("This day lies in the future. Enter today or an earlier day."), field)


def check_light(light: str, reason: str) -> str:
    """The reason of a light set by hand; raises Refused without one or for an unknown light."""
    if light not in Light.values:
        raise Refused(_("Choose one of the lights."), "light")
    return require(reason, "reason", _("Say why the light is set by hand."))
