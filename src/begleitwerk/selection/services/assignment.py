"""Who reviews which application: assigned evenly, handed on with a reason, filled again."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, record_added, require_reason
from begleitwerk.selection.models import Candidacy, Review, SelectionRound
from begleitwerk.selection.rules.steps import CANDIDATE, REVIEW, CandidateStep, ReviewStep
from begleitwerk.selection.selectors.reviews import (
    EACH,
    Plan,
    assignment_plan,
    bound_reviewers,
    could_take,
    reviewers_of,
)
from begleitwerk.selection.selectors.stands import review_stand, state_stand
from begleitwerk.selection.services.guards import check
from begleitwerk.selection.services.review_mails import tell_reviewers
from begleitwerk.selection.services.reviews import changing_review


def assign_reviews(*, by: User, round: SelectionRound, reviewers: Iterable[User]) -> Plan:
    """Give every application handed in two of these people, as evenly as possible.

    What is assigned already stays, so that it can be done again when further applications came
    in. The same people and applications always lead to the same assignment. Raises Refused at
    `reviewers` for somebody without the right, for fewer than two, and where nothing is to do.
    """
    chosen = list(reviewers)
    with transaction.atomic():
        round = SelectionRound.objects.select_for_update().get(pk=round.pk)
        check_chosen(round, chosen)
        plan = assignment_plan(round, chosen)
        if not plan.count:
            raise Refused(nothing_to_do(plan), "reviewers")
        people = {person.pk: person for person in chosen}
        candidacies = Candidacy.objects.select_related("municipality").in_bulk(plan.added)
        made = [
            give(by, candidacies[pk], people[person])
            for pk, names in sorted(plan.added.items())
            for person in names
        ]
        tell_reviewers(round, made)
    return plan


def check_chosen(round: SelectionRound, chosen: list[User]) -> None:
    if len({person.pk for person in chosen}) < EACH:
        raise Refused(_("Choose at least two people."), "reviewers")
    allowed = {person.pk for person in reviewers_of(round.edition.programme)}
    for person in chosen:
        if person.pk not in allowed:
            raise Refused(
                gettext("%(person)s may not review in this programme. Choose somebody else.")
                % {"person": person},
                "reviewers",
            )
    check_apart(round, chosen)


def check_apart(round: SelectionRound, chosen: list[User]) -> None:
    """Two of them review one application independently: none let another in."""
    bound, names = bound_reviewers(round.edition.programme), {row.pk: row for row in chosen}
    for person in chosen:
        for other in sorted(bound.get(person.pk, frozenset()) & names.keys()):
            raise Refused(
                gettext(
                    "One of %(one)s and %(other)s let the other into reviewing here, so that they"
                    " are not independent. Choose only one of them."
                )
                % {"one": person, "other": names[other]},
                "reviewers",
            )


def nothing_to_do(plan: Plan) -> str:
    if plan.lacking:
        names = ", ".join(str(candidacy.municipality) for candidacy in plan.lacking)
        return gettext(
            "None of these people can review what is left: %(names)s. Choose further people."
        ) % {"names": names}
    return gettext("Every application handed in has its two reviewers.")


def give(by: User, candidacy: Candidacy, reviewer: User) -> Review:
    """Put a person on the free place of an application; who had it before takes up her row."""
    taken = candidacy.reviews.filter(position__isnull=False).values_list("position", flat=True)
    free = min(place for place in range(1, EACH + 2) if place not in set(taken))
    review = Review.objects.filter(candidacy=candidacy, reviewer=reviewer).first()
    review = review or Review(candidacy=candidacy, reviewer=reviewer)
    review.position = free
    review.save()
    record_added(by=by, verb="selection.review_assigned", row=review)
    return review


def assign_reviewer(*, by: User, candidacy: Candidacy, reviewer: User) -> Review:
    """Fill the place somebody left by a conflict of interest. Raises Refused where two are there
    already and for somebody who must not review it."""
    with transaction.atomic():
        candidacy = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
        check(CANDIDATE, CandidateStep.REVIEW, state_stand(candidacy))
        if candidacy.reviews.filter(position__isnull=False).count() >= EACH:
            raise Refused(_("This application has its two reviewers already."))
        check_free(candidacy, reviewer)
        review = give(by, candidacy, reviewer)
        tell_reviewers(candidacy.round, [review])
    return review


def check_free(candidacy: Candidacy, reviewer: User) -> None:
    """Raises Refused at `reviewer` for somebody who reviews it already or must not."""
    if reviewer.pk not in {load.person.pk for load in could_take(candidacy)}:
        raise Refused(
            gettext(
                "%(person)s cannot review this application: she does already, holds a role there,"
                " or has a conflict of interest. Choose somebody else."
            )
            % {"person": reviewer},
            "reviewer",
        )


def reassign_review(
    *, by: User, review: Review, reviewer: User, reason: str, version: int | None = None
) -> Review:
    """Hand a review that is not finished to somebody else; what was scored does not count.

    Raises Refused for a finished one, at `reason` without one, at `reviewer` (see check_free).
    """
    why = require_reason(reason, _("Say why somebody else takes over."))
    candidacy = review.candidacy
    with transaction.atomic():
        with changing_review(
            review, by=by, verb="selection.review_handed_on", version=version, reason=why
        ) as review:
            check(REVIEW, ReviewStep.HAND_ON, review_stand(review))
            check_free(candidacy, reviewer)
            review.position = None
        taken = give(by, candidacy, reviewer)
        tell_reviewers(candidacy.round, [taken])
    return taken
