"""Rules in plain words, as they are published.

All functions take the frozen form of a rule (`selectors.rules.content`), so that an old version
reads as it did on the day it was frozen; those without `_content` also take the row of a draft.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.templatetags.bw import listed, number
from begleitwerk.engine.selection.problem import Counted, Operator, Scope
from begleitwerk.municipalities.enums import SizeClass, Space, TerritoryType
from begleitwerk.selection.enums import Attribute, ScoreOrigin
from begleitwerk.selection.models import HardRule, PortfolioRule, ScoredCriterion
from begleitwerk.selection.selectors.rules.content import Content, part_of

CONDITIONS = {
    Operator.EQUALS: _("%(label)s: %(value)s"),
    Operator.DIFFERS: _("%(label)s: not %(value)s"),
    Operator.AT_LEAST: _("%(label)s: at least %(value)s"),
    Operator.AT_MOST: _("%(label)s: at most %(value)s"),
    Operator.ONE_OF: _("%(label)s: %(value)s"),
    Operator.NONE_OF: _("%(label)s: not %(value)s"),
    Operator.IS_KNOWN: _("%(label)s: known"),
}


# --- Hard rules ---------------------------------------------------------------------------------


def hard_rule_sentence(rule: HardRule | Content) -> str:
    """ "Population: at least 50,000"; a rule of one theme names it."""
    content = frozen_form(rule, "hard_rules")
    words = content["words"]
    sentence = str(CONDITIONS[Operator(content["operator"])]) % {
        "label": capfirst(content["label"]),
        "value": either(words),
    }
    group = content.get("group") or 0
    if group < 0:  # a group that begins with this rule has no number before it is saved
        sentence = gettext("%(rule)s (or another condition of its group)") % {"rule": sentence}
    elif group:
        words = {"rule": sentence, "group": group}
        sentence = gettext("%(rule)s (or another condition of group %(group)d)") % words
    return of_theme(sentence, content)


def hard_sentences(rows: Sequence[Content]) -> tuple[str, ...]:
    """Conditions that must all hold, as they are published: those of a group in one sentence."""
    parts: dict[object, list[Content]] = {}
    for row in rows:
        parts.setdefault(row.get("group") or row["key"], []).append(row)
    return tuple(
        hard_rule_sentence(part[0]) if len(part) == 1 else any_sentence(part)
        for part in parts.values()
    )


def any_sentence(rows: Sequence[Content]) -> str:
    """ "At least one of these: Population: at least 50,000; or …"; all are about one theme."""
    plain = [hard_rule_sentence({**row, "group": 0, "theme_label": ""}) for row in rows]
    sentence = gettext("at least one of these conditions: %(conditions)s") % {
        "conditions": gettext("; or ").join(plain)
    }
    return of_theme(capfirst(sentence), rows[0])


def of_theme(sentence: str, content: Content) -> str:
    if not content["theme_label"]:
        return sentence
    words = {"rule": sentence, "theme": content["theme_label"]}
    return gettext("%(rule)s (for the theme %(theme)s)") % words


def either(words: Sequence[str]) -> str:
    """ "A", "A or B", "A, B or C"."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


# --- Scored criteria ----------------------------------------------------------------------------


def criterion_sentence(rule: ScoredCriterion | Content, total: Decimal | None = None) -> str:
    """Scale, share of the weight where the `total` is known, and who gives the score."""
    content = frozen_form(rule, "criteria")
    levels = content["levels"]
    parts = [
        gettext("%(count)d levels from %(low)s (%(first)s) to %(high)s (%(last)s)")
        % {
            "count": len(levels),
            "low": level_figure(levels[0]["value"]),
            "first": levels[0]["label"],
            "high": level_figure(levels[-1]["value"]),
            "last": levels[-1]["label"],
        }
        if levels
        else gettext("no levels yet")
    ]
    if total:
        share = share_words(content["weight"], total)
        parts.append(gettext("%(share)s of the weight") % {"share": share})
    parts.append(score_words(content))
    return ", ".join(parts)


def level_figure(value: str) -> str:
    return number(Decimal(value))


def share_words(weight: str, total: Decimal) -> str:
    """A weight as its part of all weights: "40 %"."""
    share = (100 * Decimal(weight) / total).quantize(Decimal("0.1"))
    return f"{number(share.normalize() if share == share.to_integral() else share)} %"


def score_words(content: Content) -> str:
    """Who gives the score, and whether for each theme."""
    if content["origin"] == ScoreOrigin.DATA:
        return gettext("taken from data: %(label)s") % {"label": content["label"]}
    if content["per_theme"]:
        return gettext("given by two reviewers for each theme")
    return gettext("given by two reviewers")


def band_words(content: Content) -> list[tuple[str, str]]:
    """Which value gives which level, for a criterion that data decide."""
    labels = {level["value"]: level["label"] for level in content["levels"]}
    rows = []
    for band in content["bands"]:
        if band.get("missing"):
            value = gettext("unknown")
        elif "at_least" in band:
            value = gettext("from %(value)s") % {"value": number(Decimal(band["at_least"]))}
        else:
            value = {"yes": gettext("yes"), "no": gettext("no")}.get(
                band["is"], band.get("word", band["is"])
            )
        rows.append((value, labels.get(band["level"], band["level"])))
    return rows


# --- Portfolio rules ----------------------------------------------------------------------------


def rule_sentence(rule: PortfolioRule) -> str:
    """ "At least four urban municipalities", from a row, draft or frozen."""
    return quota_sentence(frozen_form(rule, "portfolio_rules"))


def quota_sentence(content: Content) -> str:
    """The same from the frozen form of the rule."""
    low, high = content["at_least"], content["at_most"]
    if low is None and high is None:
        return gettext("no limit set yet")
    count = high if high is not None else low
    words = {
        "limit": limit_words(low, high),
        "counted": counted_words(content, count),
        "where": scope_words(content),
    }
    return capfirst((gettext("%(limit)s %(counted)s %(where)s") % words).strip())


def limit_words(low: int | None, high: int | None) -> str:
    if low is not None and low == high:
        return gettext("exactly %(number)s") % {"number": figure_word(low)}
    if low is None or not low:
        return gettext("at most %(number)s") % {"number": figure_word(high or 0)}
    if high is None:
        return gettext("at least %(number)s") % {"number": figure_word(low)}
    return gettext("at least %(low)s and at most %(high)s") % {
        "low": figure_word(low),
        "high": figure_word(high),
    }


def figure_word(value: int) -> str:
    """Numbers from one to twelve as words, as text is written."""
    words = (
        "0",
        pgettext("number of municipalities", "one"),
        gettext("two"),
        gettext("three"),
        gettext("four"),
        gettext("five"),
        gettext("six"),
        gettext("seven"),
        gettext("eight"),
        gettext("nine"),
        gettext("ten"),
        gettext("eleven"),
        gettext("twelve"),
    )
    return words[value] if value < len(words) else number(value)


def counted_words(content: Content, count: int) -> str:
    if content["counted"] == Counted.VALUES:
        return different_words(content, count)
    if not content["values"]:
        return gettext("%(municipalities)s %(each)s") % {
            "municipalities": ngettext("municipality", "municipalities", count),
            "each": each_words(content),
        }
    return members_words(content, count)


def members_words(content: Content, count: int) -> str:
    """ "urban municipalities", "municipalities from Land Nord"."""
    attribute, values = content["attribute"], content["values"]
    if attribute == Attribute.SETTLEMENT and len(values) == 1:
        if values[0] == Space.URBAN:
            return ngettext("urban municipality", "urban municipalities", count)
        return ngettext("rural municipality", "rural municipalities", count)
    if attribute == Attribute.EARLIER and len(values) == 1:
        if values[0] == "yes":
            return ngettext(
                "municipality that took part before", "municipalities that took part before", count
            )
        return ngettext(
            "municipality that did not take part before",
            "municipalities that did not take part before",
            count,
        )
    return gettext("%(municipalities)s (%(label)s: %(values)s)") % {
        "municipalities": ngettext("municipality", "municipalities", count),
        "label": label_of(content),
        "values": either(value_words(content)),
    }


def value_words(content: Content) -> list[str]:
    """Names of Länder and answers of a survey are as they were frozen."""
    pairs = zip(content["values"], content["words"], strict=True)
    return [attribute_label(content["attribute"], value) or word for value, word in pairs]


def label_of(content: Content) -> str:
    """The attribute in today's language; questions of a survey have only the one they came in."""
    known = content["attribute"] in Attribute.values
    return str(Attribute(content["attribute"]).label) if known else str(content["label"])


def each_words(content: Content) -> str:
    words = {
        Attribute.LAND: gettext("of each Land"),
        Attribute.SIZE: gettext("of each size class"),
        Attribute.KIND: gettext("of each kind"),
        Attribute.SETTLEMENT: gettext("of town and of country each"),
    }
    each = gettext("of each answer to “%(label)s”") % {"label": label_of(content)}
    return words.get(content["attribute"], each)


def different_words(content: Content, count: int) -> str:
    words = {
        Attribute.LAND: ngettext("different Land", "different Länder", count),
        Attribute.SIZE: ngettext("different size class", "different size classes", count),
        Attribute.KIND: ngettext(
            "different kind of municipality", "different kinds of municipalities", count
        ),
    }
    answers = gettext("different answers to “%(label)s”") % {"label": label_of(content)}
    return words.get(content["attribute"], answers)


def scope_words(content: Content) -> str:
    if content["scope"] == Scope.EACH_THEME:
        return gettext("in every theme")
    if content["scope"] == Scope.ONE_THEME:
        return gettext("in the theme %(theme)s") % {"theme": content["theme_label"]}
    return ""


def attribute_label(attribute: str, value: str) -> str:
    """A value that has a word in every language; empty for those that bring their own."""
    choices: dict[str, Any] = {
        Attribute.SETTLEMENT: Space,
        Attribute.SIZE: SizeClass,
        Attribute.KIND: TerritoryType,
    }
    if attribute == Attribute.EARLIER:
        return {"yes": gettext("yes"), "no": gettext("no")}.get(value, "")
    kind = choices.get(attribute)
    return str(kind(value).label) if kind and value in kind.values else ""


# --- What all have in common --------------------------------------------------------------------


def frozen_form(rule: HardRule | ScoredCriterion | PortfolioRule | Content, part: str) -> Content:
    """A rule in its frozen form; a row is looked up in its version by its key."""
    if isinstance(rule, dict):
        return rule
    return next(row for row in part_of(rule.rule_set, part) if row["key"] == rule.key)


def themes_sentence(content: Content) -> str:
    """ "Three places each in A, B and C", or each theme with its places."""
    themes = content["themes"]
    places = {theme["places"] for theme in themes}
    if len(places) == 1 and themes:
        count = places.pop()
        sentence = ngettext(
            "%(places)s place each in %(themes)s", "%(places)s places each in %(themes)s", count
        )
        names = listed([theme["label"] for theme in themes])
        return capfirst(sentence % {"places": figure_word(count), "themes": names})
    return listed([f"{theme['label']}: {theme['places']}" for theme in themes])
