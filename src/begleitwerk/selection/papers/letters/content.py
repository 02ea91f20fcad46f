"""All a letter says, as JSON: it is kept with the letter, and the file is made from it.

Nothing in it comes from another application: own scores, own points, published rules. How many
points were missing stands in no letter either, because that figure would give away the points of
the last one selected.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone, translation
from django.utils.text import capfirst

from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.selection.problem import Candidate, points_of
from begleitwerk.municipalities.models import LetterContact
from begleitwerk.municipalities.selectors import contacts_of
from begleitwerk.selection.enums import GroundKind, LetterKind, Outcome, RunKind, WaiverStep
from begleitwerk.selection.models import DecisionPlace, SelectionDecision, Waiver
from begleitwerk.selection.papers.invitation import application_url
from begleitwerk.selection.papers.letter_frame import frame_of
from begleitwerk.selection.papers.letters.why import Reasons
from begleitwerk.selection.presenters.reasons import names_of, points_words
from begleitwerk.selection.presenters.rule_words import quota_sentence, share_words, themes_sentence
from begleitwerk.selection.selectors.grounds import granted_in
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.selectors.runs import finding_in

KINDS = {
    Outcome.SELECTED: LetterKind.SELECTED,
    Outcome.RESERVE: LetterKind.RESERVE,
    Outcome.REJECTED: LetterKind.REJECTED,
}


def letter_kind(place: DecisionPlace) -> LetterKind:
    """Which letter somebody gets whose place in the decision is this."""
    return KINDS[Outcome(place.outcome)]


class LetterBook:
    """What the letters of one decision have in common, read once for all of them."""

    def __init__(self, decision: SelectionDecision) -> None:
        self.decision = decision
        self.run = decision.run
        self.round = decision.run.round
        with translation.override("de"):
            self.rules = content_of(self.run.rule_set)
            self.finding = finding_in(self.run)
            self.reasons = Reasons(decision, self.finding, names_of(self.run), self.rules)

    @cached_property
    def contacts(self) -> dict[int, LetterContact]:
        """Where the letters go, by municipality."""
        return contacts_of(self.decision.places.values_list("candidacy__municipality", flat=True))

    @cached_property
    def candidates(self) -> dict[str, Candidate]:
        return {row.key: row for row in self.finding.problem.candidates}

    def content(self, place: DecisionPlace, *, on: date, by_post: bool = False) -> dict[str, Any]:
        """The letter to one applicant, dated `on`; `by_post` where nobody there can sign in."""
        with translation.override("de"):
            return {
                **self.head(place),
                "url": "" if by_post else application_url(place.candidacy),
                "on": on.isoformat(),
                "kind": str(letter_kind(place)),
                "theme": place.theme.item.label_de if place.theme else "",
                "rank": place.rank,
                "reasons": self.reasons.sentences(place),
                "scores": list(self.scores(place.candidacy.key)),
                "set_aside": self.set_aside(place.candidacy.key),
                "how": self.how(),
            }

    def head(self, place: DecisionPlace) -> dict[str, Any]:
        known = self.contacts.get(place.candidacy.municipality_id)
        return {
            **frame_of(place.candidacy, known),
            "edition": self.round.edition.name,
            "round": self.round.name,
            "decided_on": iso(self.decision.confirmed_at),
            "is_replacement": self.run.kind == RunKind.REPLACEMENT,
            "reserve_until": iso(self.round.reserve_until),
            "contact": self.round.contact.strip(),
        }

    def how(self) -> dict[str, Any]:
        """How it was chosen: the rules, as they were published, and what the choice can be
        checked with."""
        return {
            "applications": len(self.finding.problem.candidates),
            "data_on": iso(self.run.created_at),
            "early": self.early(),
            "places": capfirst(themes_sentence(self.rules)),
            "rules": [quota_sentence(row) for row in self.rules["portfolio_rules"]],
            "version": self.run.rule_set.number,
            "rules_reason": self.run.rule_set.reason,
            "frozen_on": iso(self.run.rule_set.frozen_at),
            "deviates": self.decision.deviations.exists(),
            "digest": self.decision.protocol_digest,
        }

    # --- What did not hold ----------------------------------------------------------------------

    @cached_property
    def waivers(self) -> list[Waiver]:
        """What two people let go on for this decision. Their reasons may name others: they stand
        in the protocol, never here."""
        return [row for row in granted_in(self.round) if row.run_id in (None, self.decision.run_id)]

    def early(self) -> str:
        """The deadline that was not over when it was calculated or decided, in ISO form: as it
        stood then."""
        marks = (
            ground["mark"]
            for waiver in self.waivers
            for ground in waiver.grounds
            if waiver.step != WaiverStep.SEND and ground["kind"] == GroundKind.DEADLINE
        )
        return max((mark.removeprefix("deadline ") for mark in marks), default="")

    def set_aside(self, key: str) -> list[str]:
        """What is otherwise about the addressee itself by now, and was set aside."""
        return [
            ground["words"]
            for waiver in self.waivers
            for ground in waiver.grounds
            if ground["kind"] == GroundKind.DRIFT and ground.get("candidate") == key
        ]

    # --- Own scores -----------------------------------------------------------------------------

    def scores(self, key: str) -> Iterator[dict[str, Any]]:
        """The own scores for each theme it stood for, with the words of the scale."""
        candidate = self.candidates.get(key)
        if candidate is None:
            return
        for theme in self.rules["themes"]:
            given = candidate.scores.get(theme["key"])
            if given is not None:
                yield {
                    "theme": theme["label"],
                    "points": points_words(points_of(given, self.finding.problem.criteria)),
                    "criteria": [
                        self.criterion(row, given[row["key"]]) for row in self.rules["criteria"]
                    ],
                }

    def criterion(self, row: dict[str, Any], score: Decimal) -> dict[str, str]:
        highest = max(Decimal(level["value"]) for level in row["levels"])
        return {
            "name": row["name"],
            "description": row["description"],
            "share": share_words(row["weight"], self.total_weight),
            "score": f"{number(score)} von {number(highest)}",
            "meaning": meaning(row["levels"], score),
            "origin": "aus Daten" if row["origin"] == "data" else "aus zwei Gutachten",
        }

    @cached_property
    def total_weight(self) -> Decimal:
        return sum((Decimal(row["weight"]) for row in self.rules["criteria"]), Decimal(0))


def meaning(levels: list[dict[str, str]], score: Decimal) -> str:
    """The anchor of a level; between two levels both of them."""
    below = [level for level in levels if Decimal(level["value"]) <= score]
    above = [level for level in levels if Decimal(level["value"]) >= score]
    if not below or not above:
        return ""
    low, high = below[-1], above[0]
    if low == high:
        return anchor(low)
    return f"zwischen {anchor(low)} und {anchor(high)}"


def anchor(level: dict[str, str]) -> str:
    text = level.get("text", "").strip()
    return f"„{level['label']}“ ({text})" if text else f"„{level['label']}“"


def iso(value: Any) -> str | None:
    """A day or the day of a moment in ISO form."""
    if not value:
        return None
    day = timezone.localdate(value) if hasattr(value, "hour") else value
    return str(day.isoformat())
