"""What to talk about, in words: the finding of a page, points by kind, each kind with its rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.presenters.figures import figure, group_name, share
from begleitwerk.assessment.selectors.results import Result, ResultCriterion
from begleitwerk.engine.ratings import Point, PointKind, Thresholds

TITLES: Mapping[PointKind, Promise] = {
    PointKind.DISAGREEMENT: _("Groups see it differently"),
    PointKind.DIVIDED: _("Views differ, whatever the group"),
    PointKind.IMPORTANT: _("Important, and little developed"),
    PointKind.NEED: _("Agreed needs"),
    PointKind.UNJUDGED: _("What many cannot judge"),
    PointKind.STRENGTH: _("Agreed strengths"),
}
RULES: Mapping[PointKind, Promise] = {
    PointKind.DISAGREEMENT: _(
        "Rule: two groups lie at least %(apart)s of the scale apart, with %(voices)s judgements "
        "each or more."
    ),
    PointKind.DIVIDED: _(
        "Rule: consensus is %(divided)s at most (1: all the same, 0: one half at each end)."
    ),
    PointKind.IMPORTANT: _(
        "Rule: importance reaches %(important)s of its scale or more, the level "
        "%(undeveloped)s of its own or less."
    ),
    PointKind.NEED: _(
        "Rule: the level lies at %(low)s of the scale or below, with a consensus of %(agreed)s or "
        "more."
    ),
    PointKind.UNJUDGED: _(
        "Rule: %(unjudged)s or more cannot judge it, and %(voices)s people at least."
    ),
    PointKind.STRENGTH: _(
        "Rule: the level lies at %(high)s of the scale or above, with a consensus of %(agreed)s "
        "or more."
    ),
}
AT_FIRST = 3  # points of a kind that are shown at once
TO_TALK = (PointKind.DISAGREEMENT, PointKind.DIVIDED)


@dataclass(frozen=True)
class PointLine:
    title: str
    note: str
    url: str


@dataclass(frozen=True)
class PointSection:
    """Points of one kind with the rule that found them; `more` are those after the first."""

    title: str
    rule: str
    first: tuple[PointLine, ...]
    more: tuple[PointLine, ...]


def rule_words(kind: PointKind, limits: Thresholds | None = None) -> str:
    """The rule of a kind with its thresholds."""
    found = limits or Thresholds()
    return str(RULES[kind]) % {
        "apart": share(found.apart),
        "voices": found.voices,
        "divided": figure(found.divided),
        "agreed": figure(found.agreed),
        "low": share(found.low),
        "high": share(found.high),
        "important": share(found.important),
        "undeveloped": share(found.undeveloped),
        "unjudged": share(found.unjudged),
    }


def point_sections(
    result: Result, points: Iterable[Point], urls: Mapping[int, str]
) -> list[PointSection]:
    """Points by kind in the order of the talk."""
    by_kind: dict[PointKind, list[PointLine]] = {}
    for point in points:
        row = criterion_of(result, point)
        line = PointLine(str(row), note_of(result, point), urls[row.pk])
        by_kind.setdefault(point.kind, []).append(line)
    return [
        PointSection(
            str(TITLES[kind]), rule_words(kind), tuple(lines[:AT_FIRST]), tuple(lines[AT_FIRST:])
        )
        for kind, lines in by_kind.items()
    ]


def criterion_of(result: Result, point: Point) -> ResultCriterion:
    return next(row for row in result.criteria if str(row.pk) == point.criterion)


def note_of(result: Result, point: Point) -> str:
    """The figures a rule looked at."""
    if point.distance is not None:
        low, high = point.distance.low, point.distance.high
        return gettext("%(high)s %(high_mean)s, %(low)s %(low_mean)s, distance %(distance)s") % {
            "high": group_name(result.group(high)),
            "high_mean": figure(point.distance.high_mean),
            "low": group_name(result.group(low)),
            "low_mean": figure(point.distance.low_mean),
            "distance": figure(point.distance.levels),
        }
    if point.unjudged is not None:
        return gettext("%(share)s cannot judge it") % {"share": share(point.unjudged)}
    if point.importance is not None:
        return gettext("importance %(importance)s of 3, level %(level)s") % {
            "importance": figure(point.importance),
            "level": figure(point.mean),
        }
    return gettext("level %(level)s, consensus %(consensus)s") % {
        "level": figure(point.mean),
        "consensus": figure(point.consensus, 2),
    }


# --- One sentence for a page ----------------------------------------------------------------------

LEADS: Mapping[PointKind, Promise] = {
    PointKind.DISAGREEMENT: _(
        "“%(label)s”: “%(high)s” sees much more of it than “%(low)s”. Worth talking about."
    ),
    PointKind.DIVIDED: _("“%(label)s”: views differ widely. Worth talking about."),
    PointKind.IMPORTANT: _("“%(label)s” matters to most, and little of it is there yet."),
    PointKind.NEED: _("“%(label)s”: all agree that little of it is there yet."),
    PointKind.UNJUDGED: _("“%(label)s”: many cannot judge it."),
    PointKind.STRENGTH: _("“%(label)s”: all agree that it is there."),
}


def lead_of(result: Result, criteria: Sequence[ResultCriterion]) -> str:
    """The finding of these criteria in one sentence: their first point."""
    keys = {str(row.pk) for row in criteria}
    point = next((each for each in result.points if each.criterion in keys), None)
    if not any(row.overall for row in criteria):
        return gettext("Too few answered for anything to be shown.")
    if point is None:
        return gettext("Views lie close together, and nothing stands out.")
    apart = point.distance
    return str(LEADS[point.kind]) % {
        "label": criterion_of(result, point).label,
        "high": group_name(result.group(apart.high)) if apart else "",
        "low": group_name(result.group(apart.low)) if apart else "",
    }


def headline_of(result: Result) -> str:
    """The finding of a whole self-assessment."""
    told = [row for row in result.criteria if row.overall and row.overall.judged]
    if not told:
        return gettext("Too few answers to show anything")
    apart = {point.criterion for point in result.points if point.kind in TO_TALK}
    if not apart:
        return gettext("Views lie close together")
    return ngettext(
        "Views differ on %(count)s of %(total)s statement",
        "Views differ on %(count)s of %(total)s statements",
        len(told),
    ) % {"count": len(apart), "total": len(told)}
