"""The rules of a version, ready to be shown: sentences, shares, counts, warnings, differences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from begleitwerk.engine.selection.problem import Scope
from begleitwerk.engine.selection.published import fairness_of
from begleitwerk.selection.enums import RuleStage
from begleitwerk.selection.models import Candidacy, RuleSet, SelectionRound
from begleitwerk.selection.presenters.reasons import fairness_words
from begleitwerk.selection.presenters.rule_words import (
    band_words,
    criterion_sentence,
    hard_rule_sentence,
    level_figure,
    quota_sentence,
    score_words,
    share_words,
    themes_sentence,
)
from begleitwerk.selection.selectors.attributes import attribute_infos
from begleitwerk.selection.selectors.rules import (
    Kept,
    available_of,
    base_of,
    content_of,
    kept_by_each,
    rule_outcomes,
    warnings_of,
)
from begleitwerk.selection.selectors.rules.content import Content, part_of
from begleitwerk.selection.selectors.versions import (
    current_rules,
    portfolio_rules_of,
    rules_of,
)


@dataclass(frozen=True)
class HardLine:
    """A hard rule as a line: its row's key, its sentence, and how many it keeps."""

    pk: int
    name: str
    sentence: str
    kept: Kept | None


@dataclass(frozen=True)
class HardPart:
    """The hard rules of one stage, and whom they sort at present."""

    stage: str
    title: str
    base: int
    base_words: str
    lines: tuple[HardLine, ...]


@dataclass(frozen=True)
class CriterionLine:
    pk: int
    name: str
    description: str
    sentence: str
    share: str
    given: str
    levels: tuple[tuple[str, str, str], ...]
    bands: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PortfolioLine:
    pk: int
    name: str
    sentence: str
    counts: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class RulePages:
    """Everything a page about a version shows."""

    themes: str
    hard: tuple[HardPart, ...]
    criteria: tuple[CriterionLine, ...]
    portfolio: tuple[PortfolioLine, ...]
    base_words: str
    lot: str  # by what a lot is fair
    reserve: str

    @property
    def is_empty(self) -> bool:
        return not (self.criteria or self.portfolio or any(part.lines for part in self.hard))


def rule_pages(rule_set: RuleSet, *, counted: bool = True) -> RulePages:
    """The rules in words; unless `counted` is False with counts from the data of today."""
    content = content_of(rule_set)
    pks = keys_to_pks(rule_set)
    return RulePages(
        themes=themes_sentence(content),
        hard=tuple(hard_parts(rule_set, content, counted=counted)),
        criteria=tuple(criterion_lines(content, pks)),
        portfolio=tuple(portfolio_lines(rule_set, content, pks, counted=counted)),
        base_words=str(base_of(rule_set.round, RuleStage.ELIGIBILITY).words) if counted else "",
        lot=fairness_words(fairness_of(content)),
        reserve=reserve_sentence(content),
    )


def keys_to_pks(rule_set: RuleSet) -> Mapping[str, int]:
    return {rule.key: rule.pk for rule in rules_of(rule_set)}


def hard_parts(rule_set: RuleSet, content: Content, *, counted: bool) -> Iterator[HardPart]:
    found = kept_by_each(rule_set.round, rule_set) if counted else ()
    kept = {row.rule.key: row for row in found}
    for stage in RuleStage:
        base = base_of(rule_set.round, stage) if counted else None
        lines = tuple(
            HardLine(
                kept[row["key"]].rule.pk if row["key"] in kept else 0,
                row["name"],
                hard_rule_sentence(row),
                kept.get(row["key"]),
            )
            for row in content["hard_rules"]
            if row["stage"] == stage
        )
        size, words = (base.places.count(), str(base.words)) if base else (0, "")
        yield HardPart(stage, str(capfirst(stage.label)), size, words, lines)


def criterion_lines(content: Content, pks: Mapping[str, int]) -> Iterator[CriterionLine]:
    total = sum((Decimal(row["weight"]) for row in content["criteria"]), Decimal(0))
    for row in content["criteria"]:
        yield CriterionLine(
            pk=pks.get(row["key"], 0),
            name=row["name"],
            description=row["description"],
            sentence=criterion_sentence(row),
            share=share_words(row["weight"], total) if total else "",
            given=score_words(row),
            levels=tuple(
                (level_figure(level["value"]), level["label"], level.get("text", ""))
                for level in row["levels"]
            ),
            bands=tuple(band_words(row)) if row["bands"] else (),
        )


def portfolio_lines(
    rule_set: RuleSet, content: Content, pks: Mapping[str, int], *, counted: bool
) -> Iterator[PortfolioLine]:
    infos = {info.key: info for info in attribute_infos(rule_set.round)}
    rules = {rule.key: rule for rule in portfolio_rules_of(rule_set)}
    named = {row["attribute"] for row in content["portfolio_rules"]} if counted else set()
    in_themes = any(rule.scope != Scope.OVERALL for rule in rules.values())
    there = available_of(rule_set.round, named & infos.keys(), in_themes=in_themes)
    for row in content["portfolio_rules"]:
        found = there.get(row["attribute"])
        rule = rules.get(row["key"])
        yield PortfolioLine(
            pk=pks.get(row["key"], 0),
            name=row["name"],
            sentence=quota_sentence(row),
            counts=tuple(found.rows(infos[row["attribute"]])) if found else (),
            warnings=tuple(warnings_of(rule, found)) if rule and found else (),
        )


# --- Two versions -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """A rule that is not the same in two versions; empty where one does not have it."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(first: Content, second: Content) -> list[Difference]:
    """What changed from one version to the other, rule by rule; themes and places included."""
    found = []
    if first["themes"] != second["themes"]:
        before, after = themes_sentence(first), themes_sentence(second)
        found.append(Difference(gettext("Themes and places"), (before,), (after,)))
    sources = [content.get("lot", {}).get("source", "") for content in (first, second)]
    if sources[0] != sources[1]:
        name = gettext("Where the number for a draw comes from")
        found.append(Difference(name, (sources[0],), (sources[1],)))
    lots = [fairness_words(fairness_of(content)) for content in (first, second)]
    if lots[0] != lots[1]:
        found.append(Difference(gettext("Where points are equal"), (lots[0],), (lots[1],)))
    orders = [reserve_sentence(content) for content in (first, second)]
    if orders[0] != orders[1]:
        found.append(Difference(gettext("Reserve list"), (orders[0],), (orders[1],)))
    for part in ("hard_rules", "criteria", "portfolio_rules"):
        old = {row["key"]: row for row in first[part]}
        new = {row["key"]: row for row in second[part]}
        for key in dict.fromkeys((*old, *new)):
            before_lines = lines_of(part, old[key], first) if key in old else ()
            after_lines = lines_of(part, new[key], second) if key in new else ()
            if before_lines != after_lines or old.get(key) != new.get(key):
                name = str((new.get(key) or old[key])["name"])
                found.append(Difference(name, before_lines, after_lines))
    return found


def reserve_sentence(content: Content) -> str:
    """Who waits in which order."""
    if content.get("reserve", {}).get("displaced_first"):
        return gettext(
            "First comes who was proposed and taken out by people, then who missed by fewest"
            " points; between equals the lot decides."
        )
    return gettext(
        "First comes who missed by fewest points; between equals the lot decides. Who was proposed"
        " and taken out by people does not wait."
    )


def lines_of(part: str, row: Content, content: Content) -> tuple[str, ...]:
    """A rule as the lines a comparison shows."""
    if part == "hard_rules":
        return (hard_rule_sentence(row),)
    if part == "portfolio_rules":
        return (quota_sentence(row),)
    total = sum((Decimal(each["weight"]) for each in content["criteria"]), Decimal(0))
    return tuple(criterion_texts(row, total))


def criterion_texts(row: Mapping[str, Any], total: Decimal) -> Iterator[str]:
    yield criterion_sentence(dict(row), total)
    if row["description"]:
        yield row["description"]
    for level in row["levels"]:
        yield f"{level_figure(level['value'])} {level['label']}: {level.get('text', '')}".strip()
    for value, level in band_words(dict(row)):
        yield f"{value}: {level}"


# --- What rules say about one candidate ---------------------------------------------------------


@dataclass(frozen=True)
class OutcomeLine:
    """A rule as a sentence, whether it is met ("yes", "no", "unknown"), and the data behind it."""

    stage: str
    sentence: str
    state: str
    shown: str
    evidence: str


def outcome_lines(round: SelectionRound, candidacy: Candidacy) -> list[OutcomeLine]:
    """Each hard rule of the newest version about this candidate, in the rules' order."""
    rules = current_rules(round)
    forms = {row["key"]: row for row in part_of(rules, "hard_rules")}
    return [
        OutcomeLine(
            stage=outcome.rule.stage,
            sentence=hard_rule_sentence(forms[outcome.rule.key]),
            state={True: "yes", False: "no", None: "unknown"}[outcome.met],
            shown=outcome.found.shown,
            evidence=outcome.found.evidence,
        )
        for outcome in rule_outcomes(round, [candidacy])[candidacy.pk]
    ]
