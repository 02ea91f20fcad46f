"""The rules of a round as they are published: from what was frozen, and how its lot is bound."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from begleitwerk.engine.selection.published import fairness_of
from begleitwerk.selection.enums import RuleStage
from begleitwerk.selection.models import RuleSet
from begleitwerk.selection.presenters.lots import bound_sentences
from begleitwerk.selection.presenters.reasons import fairness_words
from begleitwerk.selection.presenters.rule_words import hard_sentences, quota_sentence
from begleitwerk.selection.presenters.rules import CriterionLine, criterion_lines
from begleitwerk.selection.selectors.rules.content import Content


@dataclass(frozen=True)
class Version:
    """A frozen version: its number, its day, and why it replaced the one before."""

    number: int
    frozen_at: datetime
    reason: str


@dataclass(frozen=True)
class PublishedRules:
    """Everything the page and the document say of the version that holds."""

    round: str
    edition: str
    survey: str
    version: Version
    earlier: tuple[Version, ...]
    digest: str
    themes: tuple[tuple[str, int], ...]
    invited: tuple[str, ...]
    eligible: tuple[str, ...]
    criteria: tuple[CriterionLine, ...]
    balance: tuple[str, ...]
    ties: tuple[str, ...]

    @property
    def places(self) -> int:
        return sum(places for _theme, places in self.themes)


def published_rules(versions: Sequence[RuleSet]) -> PublishedRules:
    """What is published of a round; `versions` are the frozen ones, the one that holds first."""
    content = versions[0].content
    return PublishedRules(
        round=content["round"],
        edition=content["edition"],
        survey=content["survey"],
        version=version_of(versions[0]),
        earlier=tuple(version_of(row) for row in versions[1:]),
        digest=versions[0].digest,
        themes=tuple((row["label"], row["places"]) for row in content["themes"]),
        invited=conditions(content, RuleStage.LONGLIST),
        eligible=conditions(content, RuleStage.ELIGIBILITY),
        criteria=tuple(criterion_lines(content, {})),
        balance=tuple(quota_sentence(row) for row in content["portfolio_rules"]),
        ties=(*tie_sentences(content), *bound_sentences(versions[0].round)),
    )


def version_of(row: RuleSet) -> Version:
    if row.frozen_at is None:
        raise ValueError(f"{row} is a draft")
    return Version(row.number, row.frozen_at, row.reason)


def conditions(content: Content, stage: RuleStage) -> tuple[str, ...]:
    return hard_sentences([row for row in content["hard_rules"] if row["stage"] == stage])


def tie_sentences(content: Content) -> list[str]:
    """What decides between selections that are equally good."""
    source = content.get("lot", {}).get("source", "")
    found = [
        _("Where several selections have equally many points, the lot decides between them."),
        fairness_words(fairness_of(content)),
    ]
    if source:
        found.append(_("The number for the draw comes from: %(source)s") % {"source": source})
    return found
