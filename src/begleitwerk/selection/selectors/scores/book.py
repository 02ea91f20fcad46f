"""All scores of some candidacies under one version of the rules."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import alphabetical
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import (
    HANDED_IN,
    STANDING,
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
from begleitwerk.selection.rules import reviews_of
from begleitwerk.selection.selectors.applications.parts import themes_said_in
from begleitwerk.selection.selectors.scores.scale import Slot, SlotKey, carries
from begleitwerk.selection.selectors.versions import criteria_of

Row = TypeVar("Row", ReviewScore, JointScore)
# Above so many candidacies a query asks for the whole round instead of naming each.
NAMED_IN_QUERY = 500
NAMED_THEMES = EditionTheme.objects.select_related("item")


def handed_in(round: SelectionRound) -> QuerySet[Candidacy]:
    """Who handed in and did not withdraw."""
    return (
        Candidacy.objects.filter(
            round=round,
            state__in=STANDING,
            application__state__in=HANDED_IN,
        )
        .select_related("municipality__workspace", "municipality__land", "application")
        .order_by(alphabetical("municipality__name"), "pk")
    )


@once_per_page
def scored_candidacies(round: SelectionRound) -> tuple[Candidacy, ...]:
    """Those a choice is made among, with their themes."""
    rows = with_themes(handed_in(round))
    for row in rows:
        row.round = round
    return tuple(rows)


def with_themes(candidacies: Iterable[Candidacy]) -> list[Candidacy]:
    """Candidacies with what `themes_of` asks for."""
    rows = list(candidacies)
    prefetch_related_objects(rows, Prefetch("application__themes", NAMED_THEMES))
    unsaid = [row for row in rows if not row.application.themes.all()]
    prefetch_related_objects(unsaid, Prefetch("themes", NAMED_THEMES))
    return rows


@once_per_page
def reviews_in(round: SelectionRound) -> tuple[Review, ...]:
    """All reviews of a round with their reviewers, those without a place too."""
    rows = Review.objects.filter(candidacy__round=round).select_related("reviewer")
    return tuple(rows.order_by("position", "pk"))


@once_per_page
def themes_of(candidacy: Candidacy) -> tuple[EditionTheme, ...]:
    """The themes it applies for; before there is an application those it was invited for."""
    application = getattr(candidacy, "application", None)
    return (themes_said_in(application) if application else ()) or themes_said_in(candidacy)


class ScoreBook:
    """All scores of some candidacies under one version of the rules; as many queries for one as
    for a thousand. It knows everything: what a person may see of it `visible_scores` decides."""

    def __init__(self, rule_set: RuleSet, candidacies: Iterable[Candidacy]) -> None:
        self.rule_set = rule_set
        self.candidacies = list(candidacies)

    def about(self, path: str = "candidacy") -> Q:
        """Rows about these candidacies, found by the path; of a large round all rows."""
        if len(self.candidacies) <= NAMED_IN_QUERY:
            return Q(**{f"{path}__in": [row.pk for row in self.candidacies]})
        return Q(**{f"{path}__round": self.rule_set.round_id})

    def read_reviews(self) -> Iterable[Review]:
        return reviews_in(self.rule_set.round)

    @cached_property
    def criteria(self) -> list[ScoredCriterion]:
        return list(criteria_of(self.rule_set))

    @cached_property
    def reviews(self) -> dict[int, list[Review]]:
        """The reviews that count, by candidacy, the first one first."""
        found: dict[int, list[Review]] = {candidacy.pk: [] for candidacy in self.candidacies}
        for review in self.read_reviews():
            if review.candidacy_id in found and review.position is not None:
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
        rows = ReviewScore.objects.filter(
            self.about("review__candidacy"), review__position__isnull=False
        )
        return self._counting(rows, "review_id")

    @cached_property
    def _joint(self) -> dict[int, dict[SlotKey, JointScore]]:
        return self._counting(JointScore.objects.filter(self.about()), "candidacy_id")

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

    def talked(self, candidacy: Candidacy) -> Mapping[SlotKey, JointScore]:
        """What either of both entered after their talk, confirmed or not."""
        return self._joint.get(candidacy.pk, {})

    def joint(self, candidacy: Candidacy) -> Mapping[SlotKey, JointScore]:
        """What both agreed on: what one entered and the other confirmed."""
        rows = self.talked(candidacy).items()
        return {key: row for key, row in rows if row.confirmed_at is not None}

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
        return tuple(
            slot
            for slot in self.slots(candidacy)
            if self.are_apart(candidacy, slot) and slot.key not in self.joint(candidacy)
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


class BookOfOne(ScoreBook):
    """The scores of one candidacy alone."""

    def read_reviews(self) -> Iterable[Review]:
        return reviews_of(self.candidacies[0])


@once_per_page
def book_about(candidacy: Candidacy, rule_set: RuleSet) -> ScoreBook:
    """The scores of one candidacy; a page reads them once."""
    return BookOfOne(rule_set, [candidacy])
