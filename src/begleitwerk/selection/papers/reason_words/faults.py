"""Input the engine refuses, as people read it: where, what is wrong, how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from begleitwerk.engine.selection.checks import Fault, FaultCode
from begleitwerk.selection.papers.reason_words.names import Names


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


L = gettext_lazy
# code → what is wrong, how to mend it
TEXTS: Mapping[FaultCode, tuple[str | Promise, str | Promise]] = {
    FaultCode.NO_CANDIDATE: (
        L("There is no candidate."),
        L("Add at least one."),
    ),
    FaultCode.NO_THEME: (
        L("No theme is named."),
        L("Name at least one theme with its places."),
    ),
    FaultCode.NO_CRITERION: (
        L("There is no scored criterion."),
        L("Add at least one with a weight and a scale."),
    ),
    FaultCode.EMPTY_KEY: (
        L("The key is empty."),
        L("Give every row a key of its own."),
    ),
    FaultCode.DUPLICATE_KEY: (
        L("The key stands there %(times)s times."),
        L("Each key may stand once: delete or rename the others."),
    ),
    FaultCode.UNKNOWN_THEME: (
        L("The theme “%(theme)s” is not known."),
        L("Use the key of a theme of the rules."),
    ),
    FaultCode.UNKNOWN_CRITERION: (
        L("The criterion “%(criterion)s” is not known."),
        L("Use the key of a criterion of the rules, or delete the score."),
    ),
    FaultCode.SCORE_MISSING: (
        L("The score is missing (theme %(theme)s)."),
        L("Enter it, or take the candidate out of this theme."),
    ),
    FaultCode.SCORE_OUTSIDE: (
        L("The score %(score)s lies outside the scale from %(lowest)s to %(highest)s."),
        L("Correct the score or the scale."),
    ),
    FaultCode.PLACES_NOT_POSITIVE: (
        L("The theme has %(places)s places."),
        L("Give it at least one, or delete the theme."),
    ),
    FaultCode.WEIGHT_NOT_POSITIVE: (
        L("The weight is %(weight)s."),
        L("Enter a weight above 0, or delete the criterion."),
    ),
    FaultCode.SCALE_EMPTY: (
        L("The scale runs from %(lowest)s to %(highest)s."),
        L("Its end has to lie above its beginning."),
    ),
    FaultCode.OPERATOR_UNKNOWN: (
        L("The condition “%(operator)s” is not known."),
        L("Use one of: equals, differs, at_least, at_most, one_of, none_of, is_known."),
    ),
    FaultCode.VALUE_UNFIT: (
        L("The value “%(value)s” does not go with the condition “%(operator)s”."),
        L("Enter a number for at_least and at_most, a list for one_of and none_of."),
    ),
    FaultCode.FACT_UNFIT: (
        L("“%(found)s” cannot be compared with “%(value)s”."),
        L("Enter a value of the same kind as in the rule “%(rule)s”."),
    ),
    FaultCode.LIMITS_MISSING: (
        L("The rule has neither a minimum nor a maximum."),
        L("Enter at least one of them."),
    ),
    FaultCode.LIMITS_CROSSED: (
        L("The minimum %(at_least)s is above the maximum %(at_most)s."),
        L("Correct one of them."),
    ),
    FaultCode.LIMIT_NEGATIVE: (
        L("A limit is below zero."),
        L("Enter 0 or more."),
    ),
    FaultCode.QUOTA_UNFIT: (
        L("This part of the rule does not go with the others."),
        L("Look at what the rule counts, where it holds, and its values."),
    ),
    FaultCode.ATTRIBUTE_MISSING: (
        L("The value is missing, and the rule “%(quota)s” balances it."),
        L("Enter it, or take out the rule."),
    ),
    FaultCode.FIXED_UNKNOWN: (
        L("It is to keep its place and is no candidate."),
        L("Correct the key."),
    ),
    FaultCode.FIXED_ELSEWHERE: (
        L("It is to keep a place in the theme “%(theme)s” and does not stand for it."),
        L("Correct the theme."),
    ),
    FaultCode.FIXED_EXCLUDED: (
        L("It is to keep its place and is excluded."),
        L("Take out one of the two."),
    ),
    FaultCode.FIXED_INELIGIBLE: (
        L("It is to keep its place and does not meet: %(rules)s."),
        L("Look at the rule, or at the data."),
    ),
    FaultCode.TOO_MANY_FIXED: (
        L("%(fixed)s are to keep a place, and the theme has %(places)s."),
        L("Take some out, or raise the places."),
    ),
    FaultCode.EXCLUDED_UNKNOWN: (
        L("It is excluded and is no candidate."),
        L("Correct the key, or take it out."),
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
