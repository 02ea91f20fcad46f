"""Figures of a result in words: levels, shares, and why something is withheld."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.selectors.results import (
    ResultCriterion,
    ResultGroup,
    ResultScale,
    Telling,
)
from begleitwerk.core.templatetags.bw import listed, number
from begleitwerk.engine.ratings import Distribution, mean, median, quartiles

NOTHING = "–"


def figure(value: Fraction | float | None, places: int = 1) -> str:
    """2,1; a dash where there is none."""
    if value is None:
        return NOTHING
    return number(Decimal(str(round(float(value), places))), places)


def share(value: Fraction | None) -> str:
    """18 %; a dash where there is none. What it is a share of stands beside it."""
    return NOTHING if value is None else f"{number(round(float(value) * 100))} %"


def of_highest(answers: Distribution | None) -> str:
    """1,6 of 3: the mean level beside the highest there is."""
    middle = mean(answers) if answers else None
    if answers is None or middle is None:
        return NOTHING
    return gettext("%(level)s of %(highest)s") % {
        "level": figure(middle),
        "highest": number(answers.levels[-1]),
    }


def median_words(answers: Distribution | None, scale: ResultScale) -> str:
    """The middle level by its name; two where the number of answers is even and they differ."""
    found = median(answers) if answers else None
    return NOTHING if found is None else between(found, scale)


def quartile_words(answers: Distribution | None) -> str:
    """Between which levels the middle half of the answers lies."""
    found = quartiles(answers) if answers else None
    if found is None:
        return NOTHING
    low, high = found
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def between(levels: Sequence[int], scale: ResultScale) -> str:
    names = {level.value: f"{level.value} {level.label}" for level in scale.levels}
    found = list(dict.fromkeys(names[level] for level in levels))
    if len(found) == 1:
        return found[0]
    return gettext("%(low)s to %(high)s") % {"low": found[0], "high": found[-1]}


def unsure_words(answers: Distribution | None) -> str:
    """4 of 22: those who cannot judge, of those to whom it applies."""
    if answers is None:
        return NOTHING
    return gettext("%(part)s of %(whole)s") % {
        "part": answers.cannot_judge,
        "whole": answers.applicable,
    }


# --- Groups ---------------------------------------------------------------------------------------


def group_name(group: ResultGroup) -> str:
    return group.name or gettext("Small groups together")


def member_words(group: ResultGroup) -> str:
    """Who is told together, each with how many answered."""
    return listed(f"{member.name} ({member.size})" for member in group.members)


WITHHELD = _("Otherwise it could be worked out what single people said.")


def why(group: ResultGroup, telling: Telling) -> str:
    """Why a group's answers are withheld; nothing where they are told."""
    if telling == Telling.EMPTY:
        return gettext("Nobody answered.")
    if telling == Telling.FEW:
        return ngettext(
            "Fewer than %(floor)s answer.", "Fewer than %(floor)s answers.", group.floor
        ) % {"floor": group.floor}
    return str(WITHHELD) if telling == Telling.OTHERS else ""


def withheld_in(
    criteria: Sequence[ResultCriterion], groups: Sequence[ResultGroup]
) -> list[tuple[str, str]]:
    """The names of the groups of which nothing is told in these criteria, and why."""
    found = []
    for group in groups:
        reasons = {row.telling(group) for row in criteria}
        if Telling.TOLD not in reasons and Telling.EMPTY not in reasons:
            found.append((group_name(group), why(group, group.telling) or str(WITHHELD)))
    return found
