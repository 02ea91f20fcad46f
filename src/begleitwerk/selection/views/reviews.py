"""Pages of a reviewer: her list, the declaration, one criterion after the other, the talk."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage, Crumbs, FormPage, Page
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.forms.reviews import (
    CONFLICT,
    DeclareForm,
    JointScoreForm,
    ScoreForm,
    initial_of,
)
from begleitwerk.selection.models import Candidacy, JointScore, Review, RuleSet, SelectionRound
from begleitwerk.selection.selectors.applications import application_view
from begleitwerk.selection.selectors.candidates import candidacy_or_404
from begleitwerk.selection.selectors.evidence import Sources, data_lines, sources_for
from begleitwerk.selection.selectors.reviews import get_review_or_404, tasks_of
from begleitwerk.selection.selectors.rounds import round_or_404
from begleitwerk.selection.selectors.scores import (
    ScoreBook,
    Slot,
    themes_of,
    visible_scores,
)
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.services import reviews as services
from begleitwerk.selection.views.base import SelectionArea


class ReviewsMine(SelectionArea, Page):
    """What I have to review, until when, and how far I am."""

    permission = "selection.review"
    template_name = "selection/reviews.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs() if self.may("selection.view_round") else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = tasks_of(self.user, self.programme)
        return super().get_context_data(
            due=[task for task in tasks if task.is_due],
            over=[task for task in tasks if not task.is_due],
            today=timezone.localdate(),
            **kwargs,
        )


# --- One review ---------------------------------------------------------------------------------


class OfReview(SelectionArea):
    """A page of a review's own reviewer; whoever declared a conflict does not get in any more."""

    permission = "selection.write_review"

    @cached_property
    def review(self) -> Review:
        return get_review_or_404(
            self.user, self.programme, self.kwargs["pk"], self.kwargs["review_pk"]
        )

    def permission_object(self) -> Any:
        return self.review

    @property
    def candidacy(self) -> Candidacy:
        return self.review.candidacy

    @property
    def round(self) -> SelectionRound:
        return self.candidacy.round

    @cached_property
    def rule_set(self) -> RuleSet | None:
        return frozen_rules(self.round)

    @cached_property
    def book(self) -> ScoreBook:
        if self.rule_set is None:
            raise Http404
        return ScoreBook(self.rule_set, [self.candidacy])

    def own_address(self, name: str, *ids: Any) -> str:
        return self.address(name, self.round.pk, self.review.pk, *ids)

    def crumbs(self) -> Crumbs:
        return [(_("My reviews"), self.address("reviews"))]

    def get_success_url(self) -> str:
        return self.own_address("review")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            review=self.review, candidacy=self.candidacy, round=self.round, **kwargs
        )


class AfterDeclaration(OfReview):
    """A page that shows the application: first she says whether something binds her."""

    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may_write = request.user.is_authenticated and request.user.has_perm(
            self.permission, self.permission_object()
        )
        if may_write and self.review.state == ReviewState.ASSIGNED:
            return redirect(self.own_address("review_declare"))
        return super().dispatch(request, *args, **kwargs)


class ReviewDeclare(OfReview, FormPage):
    """Before anything of the application is shown."""

    template_name = "selection/review_declare.html"
    form_class = DeclareForm
    title = _("Does something bind you to this applicant?")
    submit_label = _("Save declaration")

    def save(self, form: Any) -> Review:
        data = form.cleaned_data
        return services.declare(
            by=self.user,
            review=self.review,
            conflict=data["conflict"] == CONFLICT,
            reason=data["reason"],
        )

    def get_success_url(self) -> str:
        result: Review | None = getattr(self, "result", None)
        done = result is not None and result.state != ReviewState.CONFLICT
        return self.own_address("review") if done else self.address("reviews")


class ReviewPage(AfterDeclaration, Page):
    """The application, how far the review is, and after both are done the comparison."""

    template_name = "selection/review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = visible_scores(self.user, self.candidacy)
        own = [row.pk for row in sheet.reviews].index(self.review.pk) if sheet.reviews else 0
        missing = self.book.missing(self.candidacy, self.review) if self.rule_set else ()
        steps = numbered(self.book, self.candidacy) if self.rule_set else []
        next_step = next((n for n, slot in steps if slot in missing), None)
        return super().get_context_data(
            sheet=sheet,
            lines=[
                (number, line, line.seen[own])
                for (number, _slot), line in zip(steps, sheet.lines, strict=True)
            ],
            settled=self.review.state == ReviewState.DONE,
            missing=missing,
            next_step=next_step,
            done=len(steps) - len(missing),
            total=len(steps),
            data_lines=data_lines(self.candidacy, self.rule_set) if self.rule_set else (),
            application_view=application_view(self.candidacy),
            **kwargs,
        )


def numbered(book: ScoreBook, candidacy: Candidacy) -> list[tuple[int, Slot]]:
    return list(enumerate(book.slots(candidacy), start=1))


class ReviewScorePage(AfterDeclaration, FormPage):
    """One criterion beside the application; saving leads to the next one."""

    template_name = "selection/review_score.html"
    form_class = ScoreForm
    submit_label = _("Save and continue")

    @cached_property
    def sources(self) -> Sources:
        return sources_for(self.candidacy)

    @cached_property
    def slot(self) -> Slot:
        slots = self.book.slots(self.candidacy)
        number: int = self.kwargs["step"]
        if not 1 <= number <= len(slots):
            raise Http404
        return slots[number - 1]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "slot": self.slot, "sources": self.sources}

    def get_initial(self) -> dict[str, Any]:
        row = self.book.given(self.review).get(self.slot.key)
        given = {"level": row.level, **initial_of(row.evidence, self.sources)} if row else {}
        return {"version": self.review.version, **given}

    def save(self, form: Any) -> Review:
        entry = services.ScoreEntry(
            criterion=form.seen_criterion,
            theme=self.slot.theme,
            level=form.cleaned_data["level"],
            evidence=form.cleaned_data["evidence"],
        )
        return services.save_scores(
            by=self.user, review=self.review, version=form.version, scores=[entry]
        )

    def get_success_url(self) -> str:
        """The next criterion; after the last one the review's own page."""
        following = self.kwargs["step"] + 1
        if following <= len(self.book.slots(self.candidacy)):
            return self.own_address("review_score", following)
        return self.own_address("review")

    def cancel_url(self) -> str:
        return self.own_address("review")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        step, total = self.kwargs["step"], len(self.book.slots(self.candidacy))
        given = self.book.given(self.review).get(self.slot.key)
        previous = self.own_address("review_score", step - 1) if step > 1 else self.cancel_url()
        return super().get_context_data(
            slot=self.slot,
            step=step,
            total=total,
            previous_url=previous,
            is_settled=services.is_settled(self.book, self.review, self.slot),
            given=given,
            given_level=self.slot.level_of(given.level) if given else None,
            application_view=application_view(self.candidacy),
            **kwargs,
        )


class ReviewFinish(OfReview, ActionPage):
    done_message = _("The review is finished. Thank you.")

    def act(self) -> Review:
        return services.finish_review(by=self.user, review=self.review)

    def target_url(self) -> str:
        return self.own_address("review")


# --- The talk -----------------------------------------------------------------------------------


class JointScorePage(SelectionArea, FormPage):
    """What both agreed on; one of them records it, or the office."""

    permission = "selection.record_talk"
    template_name = "selection/joint_score.html"
    form_class = JointScoreForm
    submit_label = _("Record result of the talk")
    saved_message = _("The result of the talk is recorded.")

    @cached_property
    def candidacy(self) -> Candidacy:
        round = round_or_404(self.programme, self.kwargs["pk"])
        return candidacy_or_404(round, self.kwargs["candidacy_pk"])

    def permission_object(self) -> Any:
        return self.candidacy

    @cached_property
    def book(self) -> ScoreBook:
        rule_set = frozen_rules(self.candidacy.round)
        if rule_set is None:
            raise Http404
        return ScoreBook(rule_set, [self.candidacy])

    @cached_property
    def slot(self) -> Slot:
        """Where the two stand apart; nothing else has an address, so that no level leaks."""
        themes = {theme.pk: theme for theme in themes_of(self.candidacy)}
        theme = themes.get(self.kwargs["theme_pk"])
        for slot in self.book.slots(self.candidacy):
            wanted = slot.criterion.pk == self.kwargs["criterion_pk"] and slot.theme == theme
            if wanted and self.book.are_apart(self.candidacy, slot):
                return slot
        raise Http404

    @property
    def known(self) -> JointScore | None:
        return self.book.joint(self.candidacy).get(self.slot.key)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "slot": self.slot}

    def get_initial(self) -> dict[str, Any]:
        row = self.known
        if row is None:
            known = self.book.joint(self.candidacy).values()
            return {"talked_on": max((other.talked_on for other in known), default=None)}
        return {
            "version": row.version,
            "level": row.level,
            "talked_on": row.talked_on,
            "reason": row.reason,
        }

    def save(self, form: Any) -> JointScore:
        data = form.cleaned_data
        return services.record_joint_score(
            by=self.user,
            candidacy=self.candidacy,
            criterion=form.seen_criterion,
            theme=self.slot.theme,
            level=data["level"],
            reason=data["reason"],
            talked_on=data["talked_on"],
            version=form.version,
        )

    def get_success_url(self) -> str:
        """The next criterion they stand apart on, else where she came from."""
        book = ScoreBook(self.book.rule_set, [self.candidacy])
        for slot in book.talks(self.candidacy):
            if slot.key != self.slot.key:
                return talk_address(self, self.candidacy, slot)
        return self.cancel_url()

    def cancel_url(self) -> str:
        own = self.candidacy.reviews.filter(reviewer=self.user, position__isnull=False).first()
        if own is not None:
            return self.address("review", self.candidacy.round_id, own.pk)
        return self.address("round_reviews", self.candidacy.round_id)

    def crumbs(self) -> Crumbs:
        return [(self.candidacy.municipality.name, self.cancel_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted, sheet = self.slot.key, visible_scores(self.user, self.candidacy)
        line = next(line for line in sheet.lines if line.slot.key == wanted)
        return super().get_context_data(
            candidacy=self.candidacy,
            slot=self.slot,
            given=list(zip(sheet.reviews, line.seen, strict=True)),
            **kwargs,
        )


def talk_address(page: SelectionArea, candidacy: Candidacy, slot: Slot) -> str:
    theme = slot.theme.pk if slot.theme else 0
    return page.address("joint_score", candidacy.round_id, candidacy.pk, slot.criterion.pk, theme)
