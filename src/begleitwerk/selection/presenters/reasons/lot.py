"""The lot: by what rule it is fair, and how it decided."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.selection.problem import Fairness, Problem
from begleitwerk.engine.selection.result import Lottery
from begleitwerk.selection.presenters.reasons.names import Names

FAIRNESS = {
    Fairness.LEXIMIN: gettext_lazy(
        "The lot makes the smallest chance of any municipality as large as possible, then the"
        " next smallest, and so on."
    ),
    Fairness.NASH: gettext_lazy(
        "The lot makes the product of all chances as large as possible, so that a chance counts"
        " the more, the smaller it is."
    ),
    Fairness.MAXIMIN: gettext_lazy(
        "The lot makes the smallest chance of any municipality as large as possible."
    ),
}


def fairness_words(fairness: str) -> str:
    """By what rule a lot is fair, in one sentence."""
    return str(FAIRNESS[Fairness(fairness)])


def lottery_words(lottery: Lottery, problem: Problem, names: Names) -> list[str]:
    """How the lot decided, so that anybody can follow it."""
    seed = problem.seed or _("(none)")
    decided = _("Several selections have equally many points. The lot decided between them.")
    return [
        f"{decided} {fairness_words(problem.fairness)}",
        _("Kinds of selections in the draw: %(count)s. Smallest chance: %(share)s %%.")
        % {"count": number(len(lottery.tickets)), "share": number(100 * lottery.least, 1)},
        *unproven_words(lottery),
        _("Number of the draw: %(drawn)s of 1,000,000, from the published number “%(seed)s”.")
        % {"drawn": number(lottery.drawn + 1), "seed": seed},
    ]


def unproven_words(lottery: Lottery) -> Iterator[str]:
    if not lottery.is_proven:
        yield _(
            "That no lot is fairer is not proven: the work a lot may cost was done before. No lot"
            " gives everybody more than %(bound)s %%; whoever calculates again stops at the same"
            " point."
        ) % {"bound": number(100 * lottery.bound, 1)}
