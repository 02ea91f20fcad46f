"""What is open before a deadline: who will be reminded on which day, and who was."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from begleitwerk.accounts.models import User
from begleitwerk.selection.enums import (
    OPEN_TO_EDIT,
    CandidacyState,
    ReminderKind,
    ReviewState,
    RoundState,
)
from begleitwerk.selection.models import Candidacy, Reminder, ReminderRules, Review, SelectionRound
from begleitwerk.selection.selectors.applications import recipients_of

OPEN_REVIEWS = (ReviewState.ASSIGNED, ReviewState.OPEN)


@dataclass(frozen=True)
class Open:
    """Something that is open before a deadline. `person` where it is one of the programme."""

    kind: ReminderKind
    subject_id: int
    candidacy: Candidacy
    email: str
    deadline: date
    person: User | None = None


@dataclass(frozen=True)
class Pending:
    """Who will be reminded `on` a day, or was (`sent_on`). Without mail address nobody is."""

    row: Open
    on: date
    sent_on: date | None

    def is_due(self, today: date) -> bool:
        return self.sent_on is None and bool(self.row.email) and self.on <= today


def rules_of(round: SelectionRound) -> ReminderRules:
    """The rules of a round; none stored yet means that nobody is reminded."""
    found = ReminderRules.objects.filter(round=round).first()
    return found or ReminderRules(round=round)


def pending_of(rules: ReminderRules, today: date) -> list[Pending]:
    """Everybody with something open whose deadline is not over, by day; what was answered is gone.

    Rules set late remind from today on.
    """
    rows = [row for kind, find in OPEN.items() if rules.days(kind) for row in find(rules.round)]
    rows = [row for row in rows if row.deadline >= today]
    known = sent_days(rules.round, rows)
    found = [
        Pending(
            row,
            max(row.deadline - timedelta(days=rules.days(row.kind) or 0), today),
            known.get((row.kind.value, row.subject_id, row.deadline)),
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: (line.sent_on or line.on, line.row.subject_id))


def sent_days(round: SelectionRound, rows: Iterable[Open]) -> dict[tuple[str, int, date], date]:
    ids = {row.subject_id for row in rows}
    sent = Reminder.objects.filter(round=round, subject_id__in=ids)
    return {(row.kind, row.subject_id, row.deadline): row.sent_on for row in sent}


def candidates_with(round: SelectionRound, **wanted: object) -> Iterator[tuple[Candidacy, str]]:
    rows = Candidacy.objects.filter(round=round, **wanted).select_related(
        "municipality__workspace", "round__edition__programme__workspace"
    )
    for recipient in recipients_of(rows.order_by("pk")):
        yield recipient.candidacy, recipient.email


def open_replies(round: SelectionRound) -> Iterator[Open]:
    waits = {"state": CandidacyState.INVITED, "replied_on": None, "reply_by__isnull": False}
    yield from (
        Open(ReminderKind.REPLY, row.pk, row, email, row.reply_by)
        for row, email in candidates_with(round, **waits)
        if row.reply_by
    )


def open_drafts(round: SelectionRound) -> Iterator[Open]:
    if round.apply_until:
        for row, email in candidates_with(round, application__state__in=OPEN_TO_EDIT):
            yield Open(ReminderKind.DRAFT, row.pk, row, email, round.apply_until)


def open_reviews(round: SelectionRound) -> Iterator[Open]:
    if not round.review_until:
        return
    rows = Review.objects.filter(
        candidacy__round=round, state__in=OPEN_REVIEWS, position__isnull=False
    ).select_related("candidacy__municipality", "reviewer")
    for row in rows.order_by("pk"):
        person, email = row.reviewer, row.reviewer.email if row.reviewer.is_active else ""
        yield Open(ReminderKind.REVIEW, row.pk, row.candidacy, email, round.review_until, person)


OPEN: dict[ReminderKind, Callable[[SelectionRound], Iterator[Open]]] = {
    ReminderKind.REPLY: open_replies,
    ReminderKind.DRAFT: open_drafts,
    ReminderKind.REVIEW: open_reviews,
}


def rules_in_force() -> Iterable[ReminderRules]:
    """Of rounds that are not decided yet."""
    over = (RoundState.DECIDED, RoundState.CLOSED)
    rows = ReminderRules.objects.exclude(round__state__in=over)
    return rows.select_related("round__edition__programme__workspace").order_by("pk")
