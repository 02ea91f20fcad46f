"""Input the engine refuses, as people read it: where, what is wrong, how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.engine.selection.checks import Fault, FaultCode
from begleitwerk.selection.presenters.reasons.names import Names


@dataclass(frozen=True)
class FaultWords:
    """`where` is the row, `field` what of it, as they stand in the input."""

    where: str
    field: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.where, self.field) if part)
        return f"{place}: {self.what} {self.mend}" if place else f"{self.what} {self.mend}"


# code → what is wrong, how to mend it
TEXTS: Mapping[FaultCode, tuple[str | Promise, str | Promise]] = {
    FaultCode.NO_CANDIDATE: (
        _("There is no candidate."),
        _("Add at least one."),
    ),
    FaultCode.NO_THEME: (
        _("No theme is named."),
        _("Name at least one theme with its places."),
    ),
    FaultCode.NO_CRITERION: (
        _("There is no scored criterion."),
        _("Add at least one with a weight and a scale."),
    ),
    FaultCode.EMPTY_KEY: (
        _("The key is empty."),
        _("Give every row a key of its own."),
    ),
    FaultCode.DUPLICATE_KEY: (
        _("The key stands there %(times)s times."),
        _("Each key may stand once: delete or rename the others."),
    ),
    FaultCode.UNKNOWN_THEME: (
        _("The theme “%(theme)s” is not known."),
        _("Use the key of a theme of the rules."),
    ),
    FaultCode.UNKNOWN_CRITERION: (
        _("The criterion “%(criterion)s” is not known."),
        _("Use the key of a criterion of the rules, or delete the score."),
    ),
    FaultCode.SCORE_MISSING: (
        _("The score is missing (theme %(theme)s)."),
        _("Enter it, or take the candidate out of this theme."),
    ),
    FaultCode.SCORE_OUTSIDE: (
        _("The score %(score)s lies outside the scale from %(lowest)s to %(highest)s."),
        _("Correct the score or the scale."),
    ),
    FaultCode.PLACES_NOT_POSITIVE: (
        _("The theme has %(places)s places."),
        _("Give it at least one, or delete the theme."),
    ),
    FaultCode.WEIGHT_NOT_POSITIVE: (
        _("The weight is %(weight)s."),
        _("Enter a weight above 0, or delete the criterion."),
    ),
    FaultCode.SCALE_EMPTY: (
        _("The scale runs from %(lowest)s to %(highest)s."),
        _("Its end has to lie above its beginning."),
    ),
    FaultCode.OPERATOR_UNKNOWN: (
        _("The condition “%(operator)s” is not known."),
        _("Use one of: equals, differs, at_least, at_most, one_of, none_of, is_known."),
    ),
    FaultCode.VALUE_UNFIT: (
        _("The value “%(value)s” does not go with the condition “%(operator)s”."),
        _("Enter a number for at_least and at_most, a list for one_of and none_of."),
    ),
    FaultCode.FACT_UNFIT: (
        _("“%(found)s” cannot be compared with “%(value)s”."),
        _("Enter a value of the same kind as in the rule “%(rule)s”."),
    ),
    FaultCode.LIMITS_MISSING: (
        _("The rule has neither a minimum nor a maximum."),
        _("Enter at least one of them."),
    ),
    FaultCode.LIMITS_CROSSED: (
        _("The minimum %(at_least)s is above the maximum %(at_most)s."),
        _("Correct one of them."),
    ),
    FaultCode.LIMIT_NEGATIVE: (
        _("A limit is below zero."),
        _("Enter 0 or more."),
    ),
    FaultCode.QUOTA_UNFIT: (
        _("This part of the rule does not go with the others."),
        _("Look at what the rule counts, where it holds, and its values."),
    ),
    FaultCode.ATTRIBUTE_MISSING: (
        _("The value is missing, and the rule “%(quota)s” balances it."),
        _("Enter it, or take out the rule."),
    ),
    FaultCode.FIXED_UNKNOWN: (
        _("It is to keep its place and is no candidate."),
        _("Correct the key."),
    ),
    FaultCode.FIXED_ELSEWHERE: (
        _("It is to keep a place in the theme “%(theme)s” and does not stand for it."),
        _("Correct the theme."),
    ),
    FaultCode.FIXED_EXCLUDED: (
        _("It is to keep its place and is excluded."),
        _("Take out one of the two."),
    ),
    FaultCode.FIXED_INELIGIBLE: (
        _("It is to keep its place and does not meet: %(rules)s."),
        _("Look at the rule, or at the data."),
    ),
    FaultCode.TOO_MANY_FIXED: (
        _("%(fixed)s are to keep a place, and the theme has %(places)s."),
        _("Take some out, or raise the places."),
    ),
    FaultCode.EXCLUDED_UNKNOWN: (
        _("It is excluded and is no candidate."),
        _("Correct the key, or take it out."),
    ),
}


def fault_words(fault: Fault, names: Names) -> FaultWords:
    what, mend = TEXTS[fault.code]
    words = {
        **fault.details,
        "theme": names.theme(fault.details.get("theme", "")),
        "quota": names.rule(fault.details.get("quota", "")),
        "rule": names.hard_rule(fault.details.get("rule", "")),
    }
    where = names.candidates.get(fault.where) or names.rules.get(fault.where) or fault.where
    return FaultWords(where, fault.field, str(what) % words, str(mend) % words)
