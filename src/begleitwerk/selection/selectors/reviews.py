"""Who reviews what: one's own reviews, the office's progress, who may take which application."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import alphabetical
from begleitwerk.engine.selection.reviewers import Reading, Spread, spread
from begleitwerk.municipalities.enums import Permission, Role
from begleitwerk.municipalities.models import Membership
from begleitwerk.municipalities.rules import GRANTS
from begleitwerk.municipalities.selectors import reaches, valid_on
from begleitwerk.programmes.models import Programme
from begleitwerk.selection.enums import CandidacyState, ReviewState, RunState
from begleitwerk.selection.models import (
    Candidacy,
    Review,
    RuleSet,
    SelectionRound,
    SelectionRun,
)
from begleitwerk.selection.rules import own_reviews, reviews_of
from begleitwerk.selection.selectors.scores import (
    ScoreBook,
    Slot,
    handed_in,
    reviews_in,
    scored_candidacies,
    with_themes,
)
from begleitwerk.selection.selectors.versions import frozen_rules

EACH = 2  # reviewers per application
UNDER_WAY = (ReviewState.ASSIGNED, ReviewState.OPEN)
USED_STATES = (RunState.WAITING, RunState.RUNNING, RunState.DONE, RunState.IMPOSSIBLE)


# --- Who may review -----------------------------------------------------------------------------


REVIEWING = [role for role, rights in GRANTS.items() if Permission.SELECTION_REVIEW in rights]


@once_per_page
def reviewing_in(programme: Programme) -> tuple[Membership, ...]:
    """The roles that let people review in this programme today, by name."""
    held = Membership.objects.filter(
        valid_on(timezone.localdate()),
        workspace=programme.workspace_id,
        role__in=REVIEWING,
        user__is_active=True,
    )
    return tuple(held.select_related("user").order_by(alphabetical("user__name"), "user", "pk"))


def reviewers_of(programme: Programme) -> list[User]:
    """People who may review in this programme today, by name."""
    return list({row.user_id: row.user for row in reviewing_in(programme)}.values())


def chosen_at_first(programme: Programme) -> set[int]:
    """Whom the page of assignment ticks: whose role it is, else everybody who may."""
    held = reviewing_in(programme)
    named = {row.user_id for row in held if row.role == Role.REVIEWER}
    return named or {row.user_id for row in held}


def bound_reviewers(programme: Programme) -> Mapping[int, frozenset[int]]:
    """By person those she let into reviewing here, or who let her in: two who review one
    application independently are never two of them."""
    bound: dict[int, set[int]] = {}
    for row in reviewing_in(programme):
        if row.granted_by_id is not None:
            bound.setdefault(row.user_id, set()).add(row.granted_by_id)
            bound.setdefault(row.granted_by_id, set()).add(row.user_id)
    return {person: frozenset(others) for person, others in bound.items()}


def bound_to(programme: Programme, people: Iterable[int]) -> set[int]:
    """Everybody bound to one of these."""
    bound = bound_reviewers(programme)
    return {other for person in people for other in bound.get(person, ())}


def insiders_of(
    candidacies: Collection[Candidacy], people: Iterable[User]
) -> Mapping[int, frozenset[int]]:
    """By candidacy those of these people who hold, will hold or held a role in the applicant
    municipality or in one that shares its place: they must not review it."""
    spaces: dict[int, list[int]] = {}
    for candidacy in candidacies:
        for place in (candidacy.municipality, *candidacy.partners.all()):
            spaces.setdefault(place.workspace_id, []).append(candidacy.pk)
    found: dict[int, set[int]] = {candidacy.pk: set() for candidacy in candidacies}
    roles = Membership.objects.filter(user__in=[person.pk for person in people])
    for person, space in roles.values_list("user_id", "workspace_id"):
        for pk in spaces.get(space, ()):
            found[pk].add(person)
    return {pk: frozenset(people) for pk, people in found.items()}


# --- Assignment ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """How many reviews a person has and will have."""

    person: User
    now: int
    then: int


@dataclass(frozen=True)
class Plan:
    """What an assignment would do: new reviewers by candidacy, loads, and where somebody lacks."""

    added: Mapping[int, tuple[int, ...]]
    loads: tuple[Load, ...]
    lacking: tuple[Candidacy, ...]

    @property
    def count(self) -> int:
        return sum(len(people) for people in self.added.values())

    @property
    def applications(self) -> int:
        return sum(bool(people) for people in self.added.values())


def to_be_reviewed(round: SelectionRound) -> QuerySet[Candidacy]:
    """Applications handed in and not decided on."""
    rows = handed_in(round).filter(state=CandidacyState.APPLIED)
    return rows.prefetch_related("partners", "reviews")


def assignment_plan(round: SelectionRound, reviewers: Iterable[User]) -> Plan:
    """Two reviewers for each application, loads as even as possible, the same every time.

    What is assigned stays; who handed an application on does not get it back by itself.
    """
    people = list(reviewers)
    candidacies = list(to_be_reviewed(round))
    result = spread(
        readings_of(round.edition.programme, candidacies, people),
        [str(person.pk) for person in people],
        each=EACH,
        seed=f"round {round.pk}",
    )
    return plan_from(result, candidacies, people)


def readings_of(
    programme: Programme, candidacies: list[Candidacy], people: list[User]
) -> list[Reading]:
    insiders = insiders_of(candidacies, people)
    readings = []
    for candidacy in candidacies:
        rows = candidacy.reviews.all()
        kept = [row.reviewer_id for row in rows if row.position is not None]
        # who handed it on, and who declared a conflict of interest
        gone = {row.reviewer_id for row in rows if row.position is None}
        out = insiders[candidacy.pk] | gone | (bound_to(programme, kept) - set(kept))
        readings.append(
            Reading(
                candidacy.key,
                tuple(str(pk) for pk in kept),
                frozenset(str(pk) for pk in out),
            )
        )
    return readings


def plan_from(result: Spread, candidacies: list[Candidacy], people: list[User]) -> Plan:
    now: Counter[int] = Counter(
        row.reviewer_id
        for candidacy in candidacies
        for row in candidacy.reviews.all()
        if row.position is not None
    )
    added = {
        candidacy.pk: tuple(int(name) for name in result.added[candidacy.key])
        for candidacy in candidacies
    }
    return Plan(
        added={pk: names for pk, names in added.items() if names},
        loads=tuple(
            Load(person, now[person.pk], result.loads[str(person.pk)]) for person in people
        ),
        lacking=tuple(row for row in candidacies if row.key in result.lacking),
    )


def loads_in(round: SelectionRound) -> Mapping[int, int]:
    """Reviews that count, by person."""
    return Counter(row.reviewer_id for row in reviews_in(round) if row.position is not None)


def could_take(candidacy: Candidacy) -> list[Load]:
    """Who could take over a review of this application: first those who are there to review, and
    of them the least loaded."""
    programme, loads = candidacy.round.edition.programme, loads_in(candidacy.round)
    first = chosen_at_first(programme) | set(loads)
    people = reviewers_of(programme)
    reviews = reviews_of(candidacy)
    kept = [row.reviewer_id for row in reviews if row.position is not None]
    out = (
        insiders_of([candidacy], people)[candidacy.pk]
        | bound_to(programme, kept)
        | {*kept, *(row.reviewer_id for row in reviews if row.state == ReviewState.CONFLICT)}
    )
    free = [
        Load(person, loads.get(person.pk, 0), loads.get(person.pk, 0) + 1)
        for person in people
        if person.pk not in out
    ]
    return sorted(free, key=lambda load: (load.person.pk not in first, load.now))


# --- One's own reviews --------------------------------------------------------------------------


@dataclass(frozen=True)
class Task:
    """One review in its reviewer's list: how far she is, of how many scores."""

    review: Review
    done: int
    total: int
    is_due: bool

    @property
    def candidacy(self) -> Candidacy:
        return self.review.candidacy


def reviews_by(user: User, programme: Programme) -> QuerySet[Review]:
    """Everything that was ever assigned to a person in this programme."""
    return (
        Review.objects.filter(reviewer=user, candidacy__round__edition__programme=programme)
        .filter(Q(position__isnull=False) | Q(state=ReviewState.CONFLICT))
        .select_related("candidacy__municipality", "candidacy__application", "candidacy__round")
        .order_by(
            "candidacy__round__review_until", alphabetical("candidacy__municipality__name"), "pk"
        )
    )


def tasks_of(user: User, programme: Programme) -> list[Task]:
    """One's reviews with progress: per round as many queries as for one review."""
    by_round: dict[int, list[Review]] = {}
    for review in reviews_by(user, programme):
        by_round.setdefault(review.candidacy.round_id, []).append(review)
    return [task for reviews in by_round.values() for task in tasks_in_round(reviews)]


def tasks_in_round(reviews: list[Review]) -> list[Task]:
    """Tasks of one round. A finished review is due again where new rules ask for more."""
    round = reviews[0].candidacy.round
    rules = frozen_rules(round)
    wanted = [review.candidacy_id for review in reviews if review.position is not None]
    rows = Candidacy.objects.filter(pk__in=wanted, application__isnull=False)
    candidacies = {row.pk: row for row in with_themes(rows.select_related("application"))}
    book = ScoreBook(rules, candidacies.values()) if rules else None
    return [task_of(review, candidacies.get(review.candidacy_id), book) for review in reviews]


def task_of(review: Review, candidacy: Candidacy | None, book: ScoreBook | None) -> Task:
    total = len(book.slots(candidacy)) if book and candidacy else 0
    missing = len(book.missing(candidacy, review)) if book and candidacy else 0
    waits = review.state in UNDER_WAY or (review.state == ReviewState.DONE and missing > 0)
    is_open = review.candidacy.state == CandidacyState.APPLIED
    return Task(review, total - missing, total, is_due=waits and is_open)


def undeclared_review(user: User, candidacy: Candidacy) -> Review | None:
    """The review this person has yet to declare for; until then she does not read."""
    for review in own_reviews(user, candidacy):
        if review.position is not None and review.state == ReviewState.ASSIGNED:
            return review
    return None


def get_review_or_404(user: User, slug: str, round_pk: int, pk: int) -> Review:
    """A review of this round of the programme; strangers learn nothing."""
    review = (
        Review.objects.select_related(
            "candidacy__municipality__workspace",
            "candidacy__municipality__land",
            "candidacy__round__edition__programme__workspace",
            "candidacy__round__wave",
            "candidacy__application",
            "reviewer",
        )
        .filter(pk=pk, candidacy__round=round_pk)
        .filter(candidacy__round__edition__programme__workspace__slug=slug)
        .first()
    )
    if review is None or not reaches(user, review.workspace):
        raise Http404
    return review


# --- The office's view --------------------------------------------------------------------------


@dataclass(frozen=True)
class ReviewStanding:
    """How far the reviews of one application are: states alone, never a level."""

    candidacy: Candidacy
    reviews: tuple[Review, ...]
    conflicts: tuple[Review, ...]
    is_done: bool
    talks: tuple[Slot, ...]

    @property
    def lacking(self) -> int:
        return max(0, EACH - len(self.reviews))

    @property
    def places(self) -> list[Review | None]:
        """Both reviews in their place, None where nobody is assigned."""
        held = {review.position: review for review in self.reviews}
        return [held.get(place) for place in range(1, EACH + 1)]


def standings_of(round: SelectionRound, rule_set: RuleSet | None) -> list[ReviewStanding]:
    """Every application of a round with its reviewers; talks are told once both are done."""
    candidacies = scored_candidacies(round)
    book = ScoreBook(rule_set, candidacies) if rule_set else None
    by_candidacy: dict[int, list[Review]] = {}
    for row in reviews_in(round):
        by_candidacy.setdefault(row.candidacy_id, []).append(row)
    return [standing_of(row, by_candidacy.get(row.pk, []), book) for row in candidacies]


def standing_of(candidacy: Candidacy, rows: list[Review], book: ScoreBook | None) -> ReviewStanding:
    held = tuple(row for row in rows if row.position is not None)
    finished = [row for row in held if row.state == ReviewState.DONE]
    complete = book is not None and not any(book.missing(candidacy, row) for row in finished)
    return ReviewStanding(
        candidacy=candidacy,
        reviews=held,
        conflicts=tuple(row for row in rows if row.state == ReviewState.CONFLICT),
        is_done=complete and len(finished) == EACH,
        talks=book.talks(candidacy) if book else (),
    )


def is_used(candidacy: Candidacy, since: datetime | None) -> bool:
    """Whether a run has counted with these reviews: one of the round, started after `since`."""
    runs = SelectionRun.objects.filter(round=candidacy.round_id, state__in=USED_STATES)
    return since is not None and runs.filter(created_at__gte=since).exists()


def finished_since(candidacy: Candidacy) -> datetime | None:
    """When the second of both reviews was finished; None as long as one is not."""
    rows = [row for row in candidacy.reviews.all() if row.position is not None]
    days = [row.done_at for row in rows if row.state == ReviewState.DONE and row.done_at]
    return max(days) if len(days) == EACH else None
