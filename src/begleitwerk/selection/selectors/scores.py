"""Scores of the two reviewers, of talks and of data: what counts, what is missing, who sees what.

A score counts for another version of the rules where the criterion stayed the same: key, levels
and whether it is scored for each theme. Until both reviewers are done nothing of the one leaves
this module for anybody but herself: not as a level, not inside a mean.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext

from begleitwerk.accounts.models import User
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import (
    HANDED_IN,
    HAS_APPLIED,
    CandidacyState,
    ReviewState,
    ScoreOrigin,
)
from begleitwerk.selection.models import (
    Candidacy,
    JointScore,
    Review,
    ReviewScore,
    RuleSet,
    ScoredCriterion,
    SelectionRound,
)
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.selectors.rules import data_scores

SlotKey = tuple[str, str]  # criterion, theme ("" where it is not scored for each theme)
FAR = 1  # more than this many levels apart the two talk
Row = TypeVar("Row", ReviewScore, JointScore)


# --- Scales -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Level:
    """A step of a scale and what it stands for."""

    value: Decimal
    label: str
    text: str


def levels_of(criterion: ScoredCriterion) -> tuple[Level, ...]:
    return tuple(
        Level(Decimal(str(row["value"])), row.get("label", ""), row.get("text", ""))
        for row in criterion.levels
    )


def carries(old: ScoredCriterion, new: ScoredCriterion) -> bool:
    """Whether scores given under one version of the rules hold under another."""
    return (
        old.key == new.key
        and old.origin == new.origin
        and old.per_theme == new.per_theme
        and levels_of(old) == levels_of(new)
    )


@dataclass(frozen=True)
class Slot:
    """What one score is given for: a criterion, and a theme where each is scored on its own."""

    criterion: ScoredCriterion
    theme: EditionTheme | None = None

    @property
    def key(self) -> SlotKey:
        return self.criterion.key, self.theme.item.key if self.theme else ""

    @property
    def title(self) -> str:
        name = self.criterion.name
        return f"{name}: {self.theme.item.label}" if self.theme else name

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        return levels_of(self.criterion)

    def place_of(self, value: Decimal) -> int | None:
        """The step on the scale, from 0; None for what stands on none."""
        values = [level.value for level in self.levels]
        return values.index(value) if value in values else None

    def level_of(self, value: Decimal) -> Level | None:
        place = self.place_of(value)
        return None if place is None else self.levels[place]

    def are_apart(self, one: Decimal, other: Decimal) -> bool:
        """More than one step of the scale apart, whatever the numbers of the steps are."""
        places = (self.place_of(one), self.place_of(other))
        return None not in places and abs((places[0] or 0) - (places[1] or 0)) > FAR


# --- The book of a round ------------------------------------------------------------------------


def scored_candidacies(round: SelectionRound) -> QuerySet[Candidacy]:
    """Who handed in and did not withdraw: those a choice is made among."""
    return (
        Candidacy.objects.filter(
            round=round,
            state__in=HAS_APPLIED - {CandidacyState.WITHDRAWN},
            application__state__in=HANDED_IN,
        )
        .select_related("municipality__workspace", "municipality__land", "application")
        .prefetch_related("application__themes__item", "themes__item")
        .order_by("municipality__name", "pk")
    )


def themes_of(candidacy: Candidacy) -> list[EditionTheme]:
    """The themes it applies for; before there is an application those it was invited for."""
    application = getattr(candidacy, "application", None)
    applied = list(application.themes.all()) if application else []
    return applied or list(candidacy.themes.all())


class ScoreBook:
    """All scores of some candidacies under one version of the rules; as many queries for one as
    for a thousand. It knows everything: what a person may see of it `visible_scores` decides."""

    def __init__(self, rule_set: RuleSet, candidacies: Iterable[Candidacy]) -> None:
        self.rule_set = rule_set
        self.candidacies = list(candidacies)

    @cached_property
    def criteria(self) -> list[ScoredCriterion]:
        return list(self.rule_set.criteria.all())

    @cached_property
    def reviews(self) -> dict[int, list[Review]]:
        """The reviews that count, by candidacy, the first one first."""
        found: dict[int, list[Review]] = {candidacy.pk: [] for candidacy in self.candidacies}
        rows = Review.objects.filter(candidacy__in=found, position__isnull=False)
        for review in rows.select_related("reviewer").order_by("position"):
            found[review.candidacy_id].append(review)
        return found

    def slots(self, candidacy: Candidacy) -> tuple[Slot, ...]:
        """What reviewers score about it, in the order of the rules."""
        themes = themes_of(candidacy)
        return tuple(
            slot
            for criterion in self.criteria
            if criterion.origin == ScoreOrigin.REVIEW
            for slot in (
                [Slot(criterion, theme) for theme in themes]
                if criterion.per_theme
                else [Slot(criterion)]
            )
        )

    @cached_property
    def _given(self) -> dict[int, dict[SlotKey, ReviewScore]]:
        ids = [review.pk for rows in self.reviews.values() for review in rows]
        rows = ReviewScore.objects.filter(review__in=ids)
        return self._counting(rows, "review_id")

    @cached_property
    def _joint(self) -> dict[int, dict[SlotKey, JointScore]]:
        rows = JointScore.objects.filter(candidacy__in=[row.pk for row in self.candidacies])
        return self._counting(rows, "candidacy_id")

    def _counting(self, rows: "QuerySet[Row]", owner: str) -> dict[int, dict[SlotKey, Row]]:
        """By owner and slot the row that counts: of these rules, else the newest that carries."""
        known = {criterion.key: criterion for criterion in self.criteria}
        found: dict[int, dict[SlotKey, Row]] = {}
        ordered = rows.select_related("criterion__rule_set", "theme__item").order_by(
            "criterion__rule_set__number", "pk"
        )
        for row in ordered:
            now = known.get(row.criterion.key)
            if now is not None and carries(row.criterion, now):
                key = (row.criterion.key, row.theme.item.key if row.theme else "")
                slots = found.setdefault(getattr(row, owner), {})
                if key not in slots or slots[key].criterion_id != now.pk:
                    slots[key] = row
        return found

    def given(self, review: Review) -> Mapping[SlotKey, ReviewScore]:
        return self._given.get(review.pk, {})

    def joint(self, candidacy: Candidacy) -> Mapping[SlotKey, JointScore]:
        return self._joint.get(candidacy.pk, {})

    def missing(self, candidacy: Candidacy, review: Review) -> tuple[Slot, ...]:
        given = self.given(review)
        return tuple(slot for slot in self.slots(candidacy) if slot.key not in given)

    def are_done(self, candidacy: Candidacy) -> bool:
        """Both reviews are there and finished: from now on the scores may be seen together."""
        rows = self.reviews.get(candidacy.pk, [])
        return len(rows) == 2 and all(row.state == ReviewState.DONE for row in rows)

    def both(self, candidacy: Candidacy, slot: Slot) -> tuple[Decimal, Decimal] | None:
        """The two levels, once both are done and both gave one."""
        if not self.are_done(candidacy):
            return None
        rows = [self.given(row).get(slot.key) for row in self.reviews[candidacy.pk]]
        levels = [row.level for row in rows if row is not None]
        return (levels[0], levels[1]) if len(levels) == 2 else None

    def are_apart(self, candidacy: Candidacy, slot: Slot) -> bool:
        pair = self.both(candidacy, slot)
        return pair is not None and slot.are_apart(*pair)

    def talks(self, candidacy: Candidacy) -> tuple[Slot, ...]:
        """Where the two stand apart and have not agreed yet."""
        agreed = self.joint(candidacy)
        return tuple(
            slot
            for slot in self.slots(candidacy)
            if slot.key not in agreed and self.are_apart(candidacy, slot)
        )

    def final(self, candidacy: Candidacy, slot: Slot) -> Decimal | None:
        """The mean of both, exactly; after a talk what they agreed on; else nothing yet."""
        pair = self.both(candidacy, slot)
        if pair is None:
            return None
        if slot.are_apart(*pair):
            agreed = self.joint(candidacy).get(slot.key)
            return agreed.level if agreed else None
        return (pair[0] + pair[1]) / 2


def book_of(round: SelectionRound, rule_set: RuleSet) -> ScoreBook:
    return ScoreBook(rule_set, scored_candidacies(round))


# --- For the choice -----------------------------------------------------------------------------

Scores = Mapping[int, Mapping[str, Mapping[str, Decimal]]]


def final_scores(round: SelectionRound, rule_set: RuleSet) -> Scores:
    """Candidacy → theme → criterion → score on the criterion's scale, exact.

    From reviews the mean of both, or what they agreed on in a talk; from data what the bands say.
    A criterion without a score yet is absent: `missing_scores` names it. Criteria that are not
    scored for each theme stand under every theme.
    """
    book = book_of(round, rule_set)
    places = [candidacy.municipality for candidacy in book.candidacies]
    by_data = data_scores(round, rule_set, places)
    return {
        candidacy.pk: scores_by_theme(
            book, candidacy, by_data.get(candidacy.municipality_id, {})
        )
        for candidacy in book.candidacies
    }


def scores_by_theme(
    book: ScoreBook, candidacy: Candidacy, by_data: Mapping[str, Decimal]
) -> dict[str, dict[str, Decimal]]:
    found = {theme.item.key: dict(by_data) for theme in themes_of(candidacy)}
    for slot in book.slots(candidacy):
        score = book.final(candidacy, slot)
        if score is None:
            continue
        criterion, only = slot.key
        for theme, scores in found.items():
            if only in ("", theme):
                scores[criterion] = score
    return found


def missing_scores(round: SelectionRound, rule_set: RuleSet) -> list[tuple[Candidacy, str]]:
    """What a choice still waits for, each a sentence about a candidacy; never a level."""
    book = book_of(round, rule_set)
    places = [candidacy.municipality for candidacy in book.candidacies]
    by_data = data_scores(round, rule_set, places)
    return [
        (candidacy, sentence)
        for candidacy in book.candidacies
        for sentence in (
            *missing_reviews(book, candidacy),
            *missing_data(book, by_data.get(candidacy.municipality_id, {})),
        )
    ]


def missing_reviews(book: ScoreBook, candidacy: Candidacy) -> list[str]:
    if not book.slots(candidacy):
        return []
    reviews = book.reviews[candidacy.pk]
    found = []
    if not reviews:
        found.append(gettext("Nobody reviews it yet. Assign two people."))
    elif len(reviews) == 1:
        found.append(gettext("The second reviewer is missing. Assign somebody."))
    for review in reviews:
        found += missing_from(book, candidacy, review)
    for slot in book.talks(candidacy):
        words = gettext("“%(criterion)s”: the two stand apart. Their talk is not recorded yet.")
        found.append(words % {"criterion": slot.title})
    return found


def missing_from(book: ScoreBook, candidacy: Candidacy, review: Review) -> list[str]:
    if review.state != ReviewState.DONE:
        return [gettext("Review %(number)s is not finished.") % {"number": review.position}]
    words = gettext("“%(criterion)s”: review %(number)s has no score for it in these rules.")
    return [
        words % {"criterion": slot.title, "number": review.position}
        for slot in book.missing(candidacy, review)
    ]


def missing_data(book: ScoreBook, by_data: Mapping[str, Decimal]) -> list[str]:
    words = gettext("“%(criterion)s”: the data have no value for it, so there is no score.")
    return [
        words % {"criterion": criterion.name}
        for criterion in book.criteria
        if criterion.origin == ScoreOrigin.DATA and criterion.key not in by_data
    ]


# --- What a person may see ----------------------------------------------------------------------


@dataclass(frozen=True)
class SeenScore:
    """A score as one may see it: the level in words, and what it rests on."""

    level: Level
    evidence: str


@dataclass(frozen=True)
class ScoreLine:
    """One criterion in the comparison; `seen` has a place for each reviewer, None where nothing
    is to be seen."""

    slot: Slot
    seen: tuple[SeenScore | None, ...]
    joint: JointScore | None = None
    joint_level: Level | None = None
    is_apart: bool = False
    final: Decimal | None = None

    @property
    def needs_talk(self) -> bool:
        return self.is_apart and self.joint is None


@dataclass(frozen=True)
class ScoreSheet:
    """What a person may see of the reviews of one candidacy.

    `is_open` says that both are done. Before that `lines` hold only what she gave herself; who
    reviews nothing here sees the states of the reviews and not one level.
    """

    candidacy: Candidacy
    rule_set: RuleSet | None
    reviews: tuple[Review, ...] = ()
    is_open: bool = False
    lines: tuple[ScoreLine, ...] = ()
    may_record_talk: bool = False

    @property
    def talks(self) -> list[ScoreLine]:
        return [line for line in self.lines if line.needs_talk]


def visible_scores(user: User, candidacy: Candidacy) -> ScoreSheet:
    """The scores of one candidacy as this person may see them (see ScoreSheet).

    After both are done: the two reviewers, and whoever may open the candidacy in the office.
    Nobody who declared a conflict of interest sees anything.
    """
    rule_set = frozen_rules(candidacy.round)
    if rule_set is None:
        return ScoreSheet(candidacy, None)
    book = ScoreBook(rule_set, [candidacy])
    own = {row.pk for row in book.reviews[candidacy.pk] if row.reviewer_id == user.pk}
    if not (own or user.has_perm("selection.view_candidacy", candidacy)):
        return ScoreSheet(candidacy, rule_set)
    reviews = tuple(book.reviews[candidacy.pk])
    if book.are_done(candidacy):
        open_lines = tuple(line_of(book, candidacy, slot) for slot in book.slots(candidacy))
        may_talk = user.has_perm("selection.record_talk", candidacy)
        return ScoreSheet(candidacy, rule_set, reviews, True, open_lines, may_talk)
    lines = tuple(own_line(book, slot, reviews, own) for slot in book.slots(candidacy) if own)
    return ScoreSheet(candidacy, rule_set, reviews, False, lines)


def line_of(book: ScoreBook, candidacy: Candidacy, slot: Slot) -> ScoreLine:
    joint = book.joint(candidacy).get(slot.key) if book.are_apart(candidacy, slot) else None
    return ScoreLine(
        slot=slot,
        seen=tuple(seen(book, slot, review) for review in book.reviews[candidacy.pk]),
        joint=joint,
        joint_level=slot.level_of(joint.level) if joint else None,
        is_apart=book.are_apart(candidacy, slot),
        final=book.final(candidacy, slot),
    )


def own_line(book: ScoreBook, slot: Slot, reviews: Iterable[Review], own: set[int]) -> ScoreLine:
    shown = (seen(book, slot, review) if review.pk in own else None for review in reviews)
    return ScoreLine(slot=slot, seen=tuple(shown))


def seen(book: ScoreBook, slot: Slot, review: Review) -> SeenScore | None:
    row: Any = book.given(review).get(slot.key)
    level = slot.level_of(row.level) if row else None
    return SeenScore(level, row.evidence) if level else None
