"""What a person may see of the reviews of one candidacy."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from begleitwerk.accounts.models import User
from begleitwerk.selection.models import Candidacy, JointScore, Review, RuleSet
from begleitwerk.selection.selectors.scores.book import ScoreBook, book_about
from begleitwerk.selection.selectors.scores.scale import Level, Slot
from begleitwerk.selection.selectors.versions import frozen_rules


@dataclass(frozen=True)
class SeenScore:
    """A score as one may see it: the level in words, and what it rests on."""

    level: Level
    evidence: str


@dataclass(frozen=True)
class ScoreLine:
    """One criterion in the comparison; `seen` has a place for each reviewer, None where nothing
    is to be seen. `joint` is the result of their talk, which counts once it `is_agreed`, and
    `entered_by` the review of whoever entered it."""

    slot: Slot
    seen: tuple[SeenScore | None, ...]
    joint: JointScore | None = None
    joint_level: Level | None = None
    entered_by: Review | None = None
    is_apart: bool = False
    final: Decimal | None = None

    @property
    def is_agreed(self) -> bool:
        return self.joint is not None and self.joint.confirmed_at is not None

    @property
    def needs_talk(self) -> bool:
        return self.is_apart and not self.is_agreed


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


def visible_scores(user: User, candidacy: Candidacy, rule_set: RuleSet | None = None) -> ScoreSheet:
    """The scores of one candidacy as this person may see them (see ScoreSheet), by the frozen
    rules, which a page may have read already.

    After both are done: the two reviewers, and whoever may open the candidacy in the office.
    Nobody who declared a conflict of interest sees anything.
    """
    rule_set = rule_set or frozen_rules(candidacy.round)
    if rule_set is None:
        return ScoreSheet(candidacy, None)
    book = book_about(candidacy, rule_set)
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
    joint = book.talked(candidacy).get(slot.key) if book.are_apart(candidacy, slot) else None
    reviews = book.reviews[candidacy.pk]
    entered = (row for row in reviews if joint and row.reviewer_id == joint.recorded_by_id)
    return ScoreLine(
        slot=slot,
        seen=tuple(seen(book, slot, review) for review in reviews),
        joint=joint,
        joint_level=slot.level_of(joint.level) if joint else None,
        entered_by=next(entered, None),
        is_apart=book.are_apart(candidacy, slot),
        final=book.final(candidacy, slot),
    )


def own_line(book: ScoreBook, slot: Slot, reviews: Iterable[Review], own: set[int]) -> ScoreLine:
    shown = (seen(book, slot, review) if review.pk in own else None for review in reviews)
    return ScoreLine(slot=slot, seen=tuple(shown))


def seen(book: ScoreBook, slot: Slot, review: Review) -> SeenScore | None:
    row = book.given(review).get(slot.key)
    level = slot.level_of(row.level) if row else None
    return SeenScore(level, row.evidence) if row and level else None
