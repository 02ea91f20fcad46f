"""Rules of a file in plain words, where the file does not say them itself."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from begleitwerk.engine.selection.problem import Counted, HardRule, Operator, Quota, Scope, Theme
from begleitwerk.selection.presenters.reasons.names import Names, fact_words
from begleitwerk.selection.presenters.rule_words import CONDITIONS, either, limit_words


def hard_rule_words(rule: HardRule) -> str:
    """ "Einwohner: at least 50,000"."""
    values = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    words = [fact_words(value) for value in values]
    pattern = str(CONDITIONS[Operator(rule.operator)])
    sentence = pattern % {"label": capfirst(rule.field), "value": either(words)}
    if rule.group:
        said = {"rule": sentence, "group": rule.group}
        return _("%(rule)s (or another condition of the group “%(group)s”)") % said
    return sentence


def quota_words(quota: Quota, names: Names) -> str:
    """ "At least four with “Gebiet” städtisch", "At most two for each value of “Land”"."""
    words = {
        "limit": limit_words(quota.at_least, quota.at_most),
        "column": quota.attribute,
        "values": either(quota.values),
    }
    if quota.counted == Counted.VALUES:
        sentence = _("%(limit)s different values of “%(column)s”")
    elif quota.values:
        sentence = _("%(limit)s with “%(column)s” %(values)s")
    else:
        sentence = _("%(limit)s for each value of “%(column)s”")
    return capfirst(" ".join(filter(None, (sentence % words, where_words(quota, names)))))


def where_words(quota: Quota, names: Names) -> str:
    if quota.scope == Scope.EACH_THEME:
        return _("in every theme")
    if quota.scope == Scope.ONE_THEME:
        return _("in the theme %(theme)s") % {"theme": names.theme(quota.theme)}
    return ""


def places_words(themes: tuple[Theme, ...], names: Names) -> str:
    """ "Places: Participation 3, Effects 3"."""
    parts = [f"{names.theme(theme.key)} {theme.places}" for theme in themes]
    return _("Places: %(themes)s") % {"themes": ", ".join(parts)}
