"""Reviews: assignment, declaration, scores step by step, the end of a review, the talk.

Events about reviews name criteria but no level while the reviews are blind: a finished review is
sealed by the digest of its scores instead.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    Refused,
    changing,
    record_event,
    require,
    require_reason,
)
from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.canonical import digest_of
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.models import (
    Candidacy,
    JointScore,
    Review,
    ReviewScore,
    RuleSet,
    ScoredCriterion,
)
from begleitwerk.selection.rules.steps import (
    CANDIDATE,
    IS_FINISHED,
    NOT_YOURS,
    REVIEW,
    CandidateStep,
    ReviewStep,
)
from begleitwerk.selection.selectors.scores import ScoreBook, Slot, book_about
from begleitwerk.selection.selectors.stands import review_stand, state_stand
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.services.guards import check
from begleitwerk.selection.services.review_mails import ask_for_talk

NO_RULES = _("The rules are not frozen yet. Scores are given under frozen rules only.")


@dataclass(frozen=True)
class ScoreEntry:
    """A score as it is given: the criterion and, where it is scored for each, the theme; the
    level on the criterion's scale, and what it rests on."""

    criterion: ScoredCriterion
    level: Decimal
    evidence: str
    theme: EditionTheme | None = None

    @property
    def slot(self) -> Slot:
        return Slot(self.criterion, self.theme)


@contextmanager
def changing_review(review: Review, *, verb: str, **how: Any) -> Iterator[Review]:
    """As `core.services.changing`; Refused once the selection has gone on.

    The lock on its candidacy makes the two reviewers finish one after the other.
    """
    with transaction.atomic():
        Candidacy.objects.select_for_update().get(pk=review.candidacy_id)
        with changing(review, verb=verb, always=Review.logged, **how) as review:
            check(CANDIDATE, CandidateStep.REVIEW, state_stand(review.candidacy))
            yield review


def check_own(by: User, review: Review) -> None:
    if review.reviewer_id != by.pk or review.position is None:
        raise Refused(NOT_YOURS)


# --- Declaration --------------------------------------------------------------------------------


def declare(*, by: User, review: Review, conflict: bool, reason: str = "") -> Review:
    """Say before reading whether something binds her to the applicant.

    A conflict ends the review: she keeps the row without a place, and cannot open the application
    any more. It may be declared later too, as long as the review is not finished. Raises Refused
    for somebody else's review, a finished one, and at `reason` for a conflict without one.
    """
    check_own(by, review)
    if not conflict and review.state == ReviewState.OPEN:
        return review  # said already
    verb = "selection.conflict_declared" if conflict else "selection.no_conflict_declared"
    with changing_review(review, by=by, verb=verb) as review:
        check_own(by, review)
        check(REVIEW, ReviewStep.DECLARE, review_stand(review))
        review.state, review.declared_at = ReviewState.OPEN, timezone.now()
        if conflict:  # the reason stays in the row, where it can be erased
            review.conflict_reason = require_reason(reason, _("Say in a few words what binds you."))
            review.state, review.position = ReviewState.CONFLICT, None
    return review


# --- Scores -------------------------------------------------------------------------------------


def save_scores(
    *, by: User, review: Review, version: int | None, scores: Iterable[ScoreEntry]
) -> Review:
    """Save some scores of a review, each with what it rests on; the others stay as they are.

    Raises EditConflict where she saved in another window in between. Raises Refused: at `level`
    for one that stands on no step of the scale or for a criterion of other rules, at `evidence`
    without any, and for a finished review unless new rules ask it for more.
    """
    entries = list(scores)
    also = {"criteria": [entry.slot.title for entry in entries]}
    with changing_review(
        review, by=by, verb="selection.scores_saved", version=version, also=also
    ) as review:
        check_own(by, review)
        check(REVIEW, ReviewStep.SCORE, review_stand(review))
        book = book_for(review.candidacy)
        for entry in entries:
            check_entry(book, review, entry)
        if review.state == ReviewState.DONE:
            review.state = ReviewState.OPEN
            resumed = {"account": review.account, "rules": book.rule_set.number}
            record_event(by=by, verb="selection.review_resumed", subject=review, after=resumed)
        for entry in entries:
            write(by, book, review, entry)
    return review


def book_for(candidacy: Candidacy) -> ScoreBook:
    """Its scores under the rules that hold. Raises Refused without rules."""
    rule_set = frozen_rules(candidacy.round)
    if rule_set is None:
        raise Refused(NO_RULES)
    return book_about(candidacy, rule_set)


def check_entry(book: ScoreBook, review: Review, entry: ScoreEntry) -> None:
    """Raises Refused for a score that cannot be given."""
    slot = slot_of(book, review.candidacy, entry.slot)
    check_level(slot, entry.level)
    require(entry.evidence, "evidence", _("Name what the level rests on."))
    if is_settled(book, review, slot):
        raise Refused(IS_FINISHED, "level")


def slot_of(book: ScoreBook, candidacy: Candidacy, wanted: Slot) -> Slot:
    """What a score is given for. Raises Refused for rules of another version, or another theme."""
    criterion = wanted.criterion
    if criterion.rule_set_id != book.rule_set.pk:
        raise Refused(
            gettext(
                "“%(criterion)s” belongs to version %(old)s of the rules; version %(new)s holds"
                " now. Open the page again and choose the level anew."
            )
            % {
                "criterion": criterion.name,
                "old": number_of(criterion),
                "new": book.rule_set.number,
            },
            "level",
        )
    slot = next((slot for slot in book.slots(candidacy) if slot.key == wanted.key), None)
    if slot is None:
        raise Refused(
            gettext("“%(criterion)s” is not scored for this application. Open the page again.")
            % {"criterion": wanted.title},
            "level",
        )
    return slot


def number_of(criterion: ScoredCriterion) -> int:
    return RuleSet.objects.values_list("number", flat=True).get(pk=criterion.rule_set_id)


def check_level(slot: Slot, level: Decimal) -> None:
    """Raises Refused at `level` for a value that is none of the scale's steps."""
    if slot.place_of(level) is None:
        steps = ", ".join(number(step.value) for step in slot.levels)
        raise Refused(
            gettext("“%(criterion)s” has the levels %(steps)s. Choose one of them, not %(level)s.")
            % {"criterion": slot.title, "steps": steps, "level": number(level)},
            "level",
        )


def is_settled(book: ScoreBook, review: Review, slot: Slot) -> bool:
    """Whether this score was finished already and stays: all of a finished review, and what it
    brings along into new rules."""
    row = book.given(review).get(slot.key)
    if row is None:
        return False
    carried = row.criterion_id != slot.criterion.pk
    return review.state == ReviewState.DONE or (review.done_at is not None and carried)


def write(by: User, book: ScoreBook, review: Review, entry: ScoreEntry) -> None:
    """Set one score; what was agreed on in a talk about another level does not hold any more."""
    slot = entry.slot
    before = book.given(review).get(slot.key)
    ReviewScore.objects.update_or_create(
        review=review,
        criterion=entry.criterion,
        theme=entry.theme,
        defaults={"level": entry.level, "evidence": entry.evidence.strip()},
    )
    agreed = book.talked(review.candidacy).get(slot.key)
    if agreed is not None and before is not None and before.level != entry.level:
        record_joint(by, "selection.talk_outdated", agreed, slot)
        agreed.delete()


def finish_review(*, by: User, review: Review, version: int | None = None) -> Review:
    """Finish a review for good. Raises Refused that names every criterion without a score.

    When both are done and stand apart somewhere, both are asked to talk.
    """
    seal: dict[str, Any] = {}
    with transaction.atomic():
        with changing_review(
            review, by=by, verb="selection.review_finished", version=version, also=seal
        ) as review:
            check_own(by, review)
            check(REVIEW, ReviewStep.FINISH, review_stand(review))
            book = book_for(review.candidacy)
            if missing := book.missing(review.candidacy, review):
                names = ", ".join(f"“{slot.title}”" for slot in missing)
                raise Refused(gettext("Still without a score: %(names)s.") % {"names": names})
            review.state, review.done_at = ReviewState.DONE, timezone.now()
            seal |= {"rules": book.rule_set.number, "scores": digest_of_scores(book, review)}
        ask_for_talk(book_about(review.candidacy, book.rule_set))
    return review


def digest_of_scores(book: ScoreBook, review: Review) -> str:
    """SHA-256 over the scores in the order of their keys: seals them without telling them."""
    rows = sorted(
        [*key, format(row.level.normalize(), "f"), row.evidence]
        for key, row in book.given(review).items()
    )
    return digest_of(rows)


def reopen_review(*, by: User, review: Review, reason: str, version: int | None = None) -> Review:
    """Give a finished review back to its reviewer. Raises Refused once a run has counted with it.

    Until she finishes it again nobody sees the other's scores any more.
    """
    why = require_reason(reason, _("Say why the review is reopened."))
    with changing_review(
        review, by=by, verb="selection.review_reopened", version=version, reason=why
    ) as review:
        check(REVIEW, ReviewStep.REOPEN, review_stand(review))
        review.state, review.done_at = ReviewState.OPEN, None
    return review


def record_joint(by: User | None, verb: str, row: JointScore, slot: Slot) -> None:
    """What became of the result of a talk."""
    level = slot.level_of(row.level)
    record_event(
        by=by,
        verb=verb,
        subject=row,
        reason=row.reason,
        after={
            "criterion": slot.title,
            "joint_level": level.label if level else str(row.level),
            "talked_on": row.talked_on,
        },
    )
