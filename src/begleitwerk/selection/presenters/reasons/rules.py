"""Rules: how they are kept, what they do, what a change of one means; the lot."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.core.templatetags.bw import listed, number_word
from begleitwerk.engine.selection.result import (
    KEPT,
    PLACES,
    RuleCount,
    RuleEffect,
    RuleStep,
    Swap,
)
from begleitwerk.selection.presenters.reasons.names import Names, points_words


@dataclass(frozen=True)
class EffectWords:
    """A rule on the result page: its sentence, how it is kept, and what would be without it."""

    key: str
    rule: str
    kept: str
    is_binding: bool
    without: str


def effect_words(effect: RuleEffect, names: Names) -> EffectWords:
    return EffectWords(
        key=effect.key,
        rule=names.rule(effect.key),
        kept=kept_words(effect),
        is_binding=effect.is_binding,
        without=without_words(effect, names),
    )


def kept_words(effect: RuleEffect) -> str:
    """ "kept with 4", "kept with 3, 3 and 3", "kept, used up 4 times"."""
    counts = [line.count for line in effect.counts]
    if len(counts) == 1:
        return _("kept with %(count)d") % {"count": counts[0]}
    if effect.key == PLACES or len(counts) <= 3:
        return _("kept with %(counts)s") % {"counts": listed(str(count) for count in counts)}
    used_up = sum(line.count == line.at_most for line in effect.counts)
    if used_up:
        return ngettext("kept, used up once", "kept, used up %(count)d times", used_up) % {
            "count": used_up
        }
    return _("kept")


def without_words(effect: RuleEffect, names: Names) -> str:
    """ "Without it: A instead of B, 5,0 points more."."""
    if effect.ties:
        swaps = "; ".join(swap_words(swap, names) for swap in effect.ties)
        return _("Without it just as good: %(swaps)s. The lot would decide between more.") % {
            "swaps": swaps
        }
    if not effect.is_binding:
        return (
            _("Without it: no other selection would have more points.")
            if effect.ties is None
            else _("Without it: the same result, no further selection would be as good.")
        )
    swaps = "; ".join(swap_words(swap, names) for swap in effect.swaps)
    return _("Without it: %(swaps)s, %(points)s points more.") % {
        "swaps": swaps,
        "points": points_words(effect.points),
    }


def swap_words(swap: Swap, names: Names) -> str:
    if not swap.out:
        return _("%(into)s besides") % {"into": names.candidate(swap.into)}
    if not swap.into:
        return _("not %(out)s") % {"out": names.candidate(swap.out)}
    if swap.into == swap.out:
        return _("%(into)s for another theme") % {"into": names.candidate(swap.into)}
    return _("%(into)s instead of %(out)s") % {
        "into": names.candidate(swap.into),
        "out": names.candidate(swap.out),
    }


def swap_in_theme(swap: Swap, names: Names) -> str:
    """The same with the theme it happens in: "A instead of B in “Participation”"."""
    return _("%(swap)s in “%(theme)s”") % {
        "swap": swap_words(swap, names),
        "theme": names.theme(swap.theme),
    }


def count_words(rule: str, line: RuleCount, names: Names) -> str:
    """What a rule would count, against what it demands: "it would be 3 instead of at least 4"."""
    where = ""
    if line.value:
        where = _(" (%(value)s)") % {"value": names.value(rule, line.value)}
    elif line.theme:
        where = _(" (theme %(theme)s)") % {"theme": names.theme(line.theme)}
    if line.at_least is not None and line.count < line.at_least:
        return _("it would be %(count)d instead of at least %(limit)d%(where)s") % {
            "count": line.count,
            "limit": line.at_least,
            "where": where,
        }
    return _("it would be %(count)d instead of at most %(limit)d%(where)s") % {
        "count": line.count,
        "limit": line.at_most or 0,
        "where": where,
    }


def step_words(step: RuleStep, names: Names) -> str:
    """A change of one rule: "„At most two per Land“ with 3 instead of 2"."""
    if step.key.startswith(PLACES):
        theme = step.theme or step.key.partition(":")[2]
        if step.after is None:
            return _("the places not divided among themes")
        return _("%(after)d instead of %(before)d places in the theme %(theme)s") % {
            "after": step.after,
            "before": step.before,
            "theme": names.theme(theme),
        }
    if step.key.startswith(KEPT):
        name = names.candidate(step.key.removeprefix(KEPT))
        told = {"name": name, "theme": names.theme(step.theme)}
        return _("%(name)s need not keep its place in the theme %(theme)s") % told
    rule = names.rule(step.key)
    if step.after is None:
        return _("without the rule “%(rule)s”") % {"rule": rule}
    return _("the rule “%(rule)s” with %(after)d instead of %(before)d") % {
        "rule": rule,
        "after": step.after,
        "before": step.before,
    }


def places_words(count: int) -> str:
    return ngettext("%(count)s place", "%(count)s places", count) % {"count": number_word(count)}
