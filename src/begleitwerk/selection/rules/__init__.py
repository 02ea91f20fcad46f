"""Who may see and do what in a selection.

The office and its reviewers work in the programme's workspace, a municipality in its own. Who
declared a conflict of interest does not see that application any more, whatever else she may do,
and nothing of a calculation it stands in (`kept_from`).
"""

from typing import Any

import rules
from django.db.models import Exists, OuterRef

from begleitwerk.accounts.models import User
from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import alphabetical
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds
from begleitwerk.municipalities.selectors import workspaces_with
from begleitwerk.selection.enums import CandidacyState, DecisionState, ReviewState
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    Letter,
    Review,
    RuleSet,
    SelectionRound,
    SelectionRun,
)


def of_programme(permission: P) -> rules.Predicate:
    """Asks in the programme's workspace, for a candidacy too, which has a municipality besides."""
    asked = holds(permission)

    @rules.predicate(name=f"programme_holds:{permission}")  # type: ignore[untyped-decorator]
    def predicate(user: User, subject: Any = None) -> bool:
        subject = subject.office if isinstance(subject, Candidacy) else subject
        return bool(asked(user, subject))

    return predicate


@rules.predicate  # type: ignore[untyped-decorator]
def has_no_conflict(user: User, subject: Any = None) -> bool:
    """False for the person who declared a conflict of interest about this candidacy."""
    if not isinstance(subject, Candidacy):
        return True
    return not any(review.state == ReviewState.CONFLICT for review in own_reviews(user, subject))


@once_per_page
def reviews_of(candidacy: Candidacy) -> tuple[Review, ...]:
    """All reviews of a candidacy with their reviewers, those without a place too."""
    rows = Review.objects.filter(candidacy=candidacy).select_related("reviewer")
    return tuple(rows.order_by("position", "pk"))


def own_reviews(user: User, candidacy: Candidacy) -> list[Review]:
    """What a person has to do with the reviews of a candidacy."""
    return [review for review in reviews_of(candidacy) if review.reviewer_id == user.pk]


# --- What a conflict of interest closes of a calculation ------------------------------------------


def kept_from(user: User, run: SelectionRun) -> tuple[str, ...]:
    """The applicants because of whom a person sees nothing of a calculation, by name.

    Whoever declared a conflict about one of its candidates sees no place and no total of it: all
    places are filled, so that those of the others would tell the one that is hidden. For the same
    reason she takes no part in the decision: every swap in it is about her applicant too. All of it
    opens with the letters of a decision, when the applicant herself knows her result.
    """
    if not getattr(run, "is_bound", True):  # told by whoever read the run (`bound_in_round`)
        return ()
    declared = conflicts_of(user, run.round)
    inside = {row["key"] for row in run.problem["candidates"]}
    names = tuple(name for key, name in declared.items() if key in inside)
    return () if not names or is_published(run) else names


@once_per_page
def conflicts_of(user: User, round: SelectionRound) -> dict[str, str]:
    """Whom a person declared a conflict of interest about in a round: names by key."""
    rows = Candidacy.objects.filter(declared_by(user), round=round).order_by(
        alphabetical("municipality__name")
    )
    return dict(rows.values_list("municipality__youth_office_id", "municipality__name"))


def bound_in_round(user: User) -> Exists:
    """Of runs: whether a person declared any conflict of interest in their round."""
    reviews = Review.objects.filter(reviewer=user, state=ReviewState.CONFLICT)
    return Exists(reviews.filter(candidacy__round=OuterRef("round")))


def declared_by(user: User) -> Exists:
    """Of candidacies: whether a person declared a conflict of interest about them."""
    reviews = Review.objects.filter(reviewer=user, state=ReviewState.CONFLICT)
    return Exists(reviews.filter(candidacy=OuterRef("pk")))


def is_published(run: SelectionRun) -> bool:
    """Whether letters of a decision on this calculation, or on a later one, have gone out."""
    letters = Letter.objects.filter(
        decision__run__round=run.round_id,
        decision__run__gte=run.pk,
        decision__state=DecisionState.CONFIRMED,
    )
    return letters.exists()


@rules.predicate  # type: ignore[untyped-decorator]
def reviews_it(user: User, subject: Any = None) -> bool:
    """True for the two reviewers of this candidacy, once they declared that nothing binds them."""
    if not isinstance(subject, Candidacy):
        return False
    declared = (ReviewState.OPEN, ReviewState.DONE)
    return any(
        review.position is not None and review.state in declared
        for review in own_reviews(user, subject)
    )


@rules.predicate  # type: ignore[untyped-decorator]
def has_declared(user: User, subject: Any = None) -> bool:
    """False for a reviewer who has yet to say whether she has a conflict of interest."""
    if not isinstance(subject, Candidacy):
        return True
    return not any(
        review.position is not None and review.state == ReviewState.ASSIGNED
        for review in own_reviews(user, subject)
    )


@rules.predicate  # type: ignore[untyped-decorator]
def is_its_reviewer(user: User, subject: Any = None) -> bool:
    """True for the person a review is assigned to, unless she declared a conflict."""
    return (
        isinstance(subject, Review)
        and subject.reviewer_id == user.pk
        and subject.position is not None
        and subject.state != ReviewState.CONFLICT
    )


@rules.predicate  # type: ignore[untyped-decorator]
def is_asked_to_approve(user: User, subject: Any = None) -> bool:
    """Of an application: whether those inside asked this person to approve it. About no single one
    (the list) it says nothing: the list shows those she was asked about."""
    if not isinstance(subject, Candidacy):
        return True
    application = Application.objects.filter(candidacy=subject)
    return application.filter(approver=user).exists()


view, edit = of_programme(P.SELECTION_VIEW), of_programme(P.SELECTION_EDIT)
review, confirm = of_programme(P.SELECTION_REVIEW), of_programme(P.SELECTION_CONFIRM)


@rules.predicate  # type: ignore[untyped-decorator]
def was_invited(user: User, subject: Any = None) -> bool:
    """Of a version of the rules: whether one of her municipalities was invited to its round."""
    if not isinstance(subject, RuleSet):
        return False
    reads = workspaces_with(user, P.APPLICATION_VIEW) | workspaces_with(user, P.APPLICATION_APPROVE)
    return invited_from(reads, subject.round_id)


@once_per_page
def invited_from(workspaces: frozenset[int], round: int) -> bool:
    """A longlist is the office's own matter: who stands only there was not invited."""
    candidacies = Candidacy.objects.exclude(state=CandidacyState.LONGLISTED)
    return candidacies.filter(round=round, municipality__workspace__in=workspaces).exists()


rules.add_perm("selection.view_round", view)
rules.add_perm("selection.read_rules", view | review | was_invited)
rules.add_perm("selection.edit_round", edit)
rules.add_perm("selection.view_candidacy", view & has_no_conflict)
rules.add_perm("selection.declare_conflict", (view | confirm) & has_no_conflict)
rules.add_perm("selection.edit_candidacy", edit & has_no_conflict)
# what an applicant handed in: the office, and the two who review it
rules.add_perm(
    "selection.read_application",
    (view | (review & reviews_it)) & has_no_conflict & has_declared,
)
rules.add_perm("selection.review", review)
rules.add_perm("selection.write_review", review & is_its_reviewer)
# the two who talked, and nobody for them
rules.add_perm("selection.record_talk", review & reviews_it & has_no_conflict)
rules.add_perm("selection.confirm_decision", confirm)
rules.add_perm("selection.see_due", review | confirm)
rules.add_perm("selection.view_land_results", holds(P.SELECTION_RESULTS))
# the municipality's own side
reads, approves = holds(P.APPLICATION_VIEW), holds(P.APPLICATION_APPROVE)
rules.add_perm("selection.view_own_application", reads | (approves & is_asked_to_approve))
rules.add_perm("selection.edit_own_application", holds(P.APPLICATION_EDIT))
rules.add_perm("selection.approve_own_application", approves & (reads | is_asked_to_approve))
