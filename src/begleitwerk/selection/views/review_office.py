"""Pages of the office about reviews: progress, assignment, handing on, reopening."""

from abc import abstractmethod
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import AddPage, ChangePage, Crumbs, DetailPage, FormPage, Values
from begleitwerk.core.selectors import dictionary_order
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.forms.reviews import AssignForm, BoundForm, ReassignForm, ReplaceForm
from begleitwerk.selection.models import Candidacy, Review, SelectionRound
from begleitwerk.selection.selectors.candidates import get_candidacy_or_404
from begleitwerk.selection.selectors.reviews import (
    Load,
    ReviewStanding,
    assignment_plan,
    chosen_at_first,
    could_take,
    get_review_or_404,
    reviewers_of,
    standings_of,
)
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.services.assignment import (
    assign_reviewer,
    assign_reviews,
    reassign_review,
)
from begleitwerk.selection.services.conflicts import declare_bound
from begleitwerk.selection.services.reviews import reopen_review
from begleitwerk.selection.views.base import OfCandidacy, OfRound


class BelowReviews(OfRound):
    """A page below the progress of a round's reviews."""

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Reviews"), self.get_success_url())]

    def get_success_url(self) -> str:
        return self.address("round_reviews", self.round.pk)


class RoundReviews(OfRound, DetailPage):
    """How far the reviews of a round are; never a level."""

    permission = "selection.view_round"
    template_name = "selection/round_reviews.html"

    def values(self) -> Values:
        rows = standings_of(self.round, frozen_rules(self.round))
        proposed, hidden = self.proposed(rows), self.hidden_from_me(rows)
        return {
            **super().values(),
            "rows": rows,
            "proposals": [(row, proposed.get(row.candidacy.pk)) for row in rows],
            "done": sum(row.is_done for row in rows),
            "lacking": sum(row.lacking for row in rows),
            "talks": sum(bool(row.talks) for row in rows if row.candidacy.pk not in hidden),
            "loads": loads_of(rows),
            "hidden": hidden,
        }

    def proposed(self, rows: list[ReviewStanding]) -> dict[int, User]:
        """Who should take the place a conflict of interest left, by application."""
        left = {row.candidacy.pk for row in rows if row.conflicts}
        if not left:
            return {}
        first, able = chosen_at_first(self.programme), reviewers_of(self.programme)
        people = {person.pk: person for person in able if person.pk in first}
        plan = assignment_plan(self.round, people.values())
        return {pk: people[names[0]] for pk, names in plan.added.items() if pk in left}

    def hidden_from_me(self, rows: list[ReviewStanding]) -> set[int]:
        """Applications this person declared a conflict about: nothing leads there."""
        return {
            row.candidacy.pk
            for row in rows
            for review in row.conflicts
            if review.reviewer_id == self.user.pk
        }


def loads_of(rows: list[ReviewStanding]) -> list[tuple[str, int, int]]:
    """Reviewer, finished, all; by name."""
    found: dict[int, list[Review]] = {}
    for row in rows:
        for review in row.reviews:
            found.setdefault(review.reviewer_id, []).append(review)
    lines = [
        (
            str(reviews[0].reviewer),
            sum(review.state == ReviewState.DONE for review in reviews),
            len(reviews),
        )
        for reviews in found.values()
    ]
    return sorted(lines, key=lambda line: dictionary_order(line[0]))


class ReviewsAssign(BelowReviews, AddPage):
    """Choose who reviews; the preview shows how many each would have."""

    permission = "selection.edit_round"
    service = staticmethod(assign_reviews)
    template_name = "selection/reviews_assign.html"
    form_class = AssignForm
    form_takes = ("people",)
    title = _("Who reviews the applications?")
    submit_label = _("Assign reviews")
    saved_message = _("The reviews are assigned. Everybody gets a mail.")

    @cached_property
    def people(self) -> list[User]:
        return reviewers_of(self.programme)

    @cached_property
    def first(self) -> set[int]:
        return chosen_at_first(self.programme)

    def get_initial(self) -> dict[str, Any]:
        return {"reviewers": sorted(self.first)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" in request.POST:
            form = self.get_form()
            if form.is_valid():
                return self.render_to_response(self.get_context_data(form=form))
            return self.form_invalid(form)
        return super().post(request, *args, **kwargs)

    def within(self) -> Values:
        return {"round": self.round}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        chosen = getattr(context["form"], "cleaned_data", {}).get("reviewers")
        if chosen is None:
            chosen = [person for person in self.people if person.pk in self.first]
        return {**context, "plan": assignment_plan(self.round, chosen)}


class HandOver(BelowReviews, FormPage):
    """Somebody takes a place; the least loaded one is proposed."""

    permission = "selection.edit_candidacy"
    template_name = "selection/review_hand_over.html"
    form_takes = ("free",)

    @property
    @abstractmethod
    def candidacy(self) -> Candidacy:
        """The application whose place is filled."""

    @cached_property
    def free(self) -> list[Load]:
        return could_take(self.candidacy)

    def get_initial(self) -> dict[str, Any]:
        """The one proposed on the page before, else the least loaded."""
        free = [str(load.person.pk) for load in self.free]
        wanted = self.request.GET.get("wer", "")
        reviewer = wanted if wanted in free else next(iter(free), "")
        return {**super().get_initial(), "reviewer": reviewer}

    def values(self) -> Values:
        return {**super().values(), "candidacy": self.candidacy, "free": self.free}


class ConflictDeclare(OfCandidacy, AddPage):
    """Whoever prepares, decides or confirms says that something binds her to an applicant."""

    permission = "selection.declare_conflict"
    service = staticmethod(declare_bound)
    template_name = "selection/conflict_declare.html"
    form_class = BoundForm
    title = _("Declare a conflict of interest")
    submit_label = _("Declare the conflict of interest")
    saved_message = _("Declared. This applicant is closed to you from now on.")

    def within(self) -> Values:
        return {"candidacy": self.candidacy}

    def get_success_url(self) -> str:
        """The applicant herself is closed to her now."""
        return self.address("round", self.round.pk)


class ReviewReplace(HandOver, AddPage):
    """Fill the place that a conflict of interest left."""

    record_name = "candidacy"
    service = staticmethod(assign_reviewer)
    form_class = ReplaceForm
    title = _("Who takes the free place?")
    submit_label = _("Assign review")
    saved_message = _("The review is assigned.")

    @cached_property
    def candidacy(self) -> Candidacy:
        address = (self.kwargs[name] for name in ("slug", "pk", "candidacy_pk"))
        return get_candidacy_or_404(self.user, *address)

    @cached_property
    def round(self) -> SelectionRound:
        return self.candidacy.round

    def within(self) -> Values:
        return {"candidacy": self.candidacy}


class OfHeldReview(BelowReviews):
    """A page about a review that counts; one that was handed on has none any more."""

    permission = "selection.edit_candidacy"
    record_name = "review"

    @cached_property
    def review(self) -> Review:
        review = get_review_or_404(
            self.user, self.kwargs["slug"], self.kwargs["pk"], self.kwargs["review_pk"]
        )
        if review.position is None:
            raise Http404
        return review

    @property
    def candidacy(self) -> Candidacy:
        return self.review.candidacy

    def permission_object(self) -> Candidacy:
        return self.candidacy


class ReviewReassign(OfHeldReview, HandOver, ChangePage):
    service = staticmethod(reassign_review)
    form_class = ReassignForm
    title = _("Who takes this review over?")
    submit_label = _("Hand review on")
    saved_message = _("The review is handed on.")


class ReviewReopen(OfHeldReview, ChangePage):
    service = staticmethod(reopen_review)
    form_class = ReasonForm
    template_name = "selection/review_reopen.html"
    title = _("Reopen this review?")
    submit_label = _("Reopen review")
    saved_message = _("The review is open again. Until it is finished nobody sees scores.")

    def values(self) -> Values:
        return {**super().values(), "candidacy": self.candidacy}
