"""Pages of a reviewer: her list, the declaration, one criterion after the other, the talk."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import (
    ActionPage,
    AddPage,
    ChangePage,
    Crumbs,
    DetailPage,
    FormPage,
    OneRecord,
    Page,
    Values,
)
from begleitwerk.programmes.models import Programme
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.forms.reviews import (
    DeclareForm,
    JointScoreForm,
    ScoreForm,
    initial_of,
)
from begleitwerk.selection.models import (
    Candidacy,
    JointScore,
    Review,
    ReviewScore,
    RuleSet,
    SelectionRound,
)
from begleitwerk.selection.rules import own_reviews
from begleitwerk.selection.selectors.applications import application_view
from begleitwerk.selection.selectors.evidence import Sources, data_lines, sources_for
from begleitwerk.selection.selectors.reviews import get_review_or_404, tasks_of
from begleitwerk.selection.selectors.scores import (
    ScoreBook,
    Slot,
    book_about,
    themes_of,
    visible_scores,
)
from begleitwerk.selection.selectors.versions import frozen_rules, rules_to_score_by
from begleitwerk.selection.services import reviews as services
from begleitwerk.selection.services.talks import confirm_joint_score, record_joint_score
from begleitwerk.selection.views.base import OfCandidacy, SelectionArea

TALK = ("level", "talked_on", "reason")


class ReviewsMine(SelectionArea, Page):
    """What I have to review, until when, and how far I am."""

    permission = "selection.review"
    template_name = "selection/reviews.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs() if self.may("selection.view_round") else []

    def values(self) -> Values:
        tasks = tasks_of(self.user, self.programme)
        return {
            **super().values(),
            "due": [task for task in tasks if task.is_due],
            "over": [task for task in tasks if not task.is_due],
            "today": timezone.localdate(),
        }


# --- One review ---------------------------------------------------------------------------------


class OfReview(OneRecord, SelectionArea):
    """A page of a review's own reviewer; whoever declared a conflict does not get in any more."""

    permission = "selection.write_review"
    record_name = "review"

    @cached_property
    def review(self) -> Review:
        return get_review_or_404(
            self.user, self.kwargs["slug"], self.kwargs["pk"], self.kwargs["review_pk"]
        )

    @cached_property
    def programme(self) -> Programme:
        return self.round.edition.programme

    @property
    def candidacy(self) -> Candidacy:
        return self.review.candidacy

    @property
    def round(self) -> SelectionRound:
        return self.candidacy.round

    @cached_property
    def rule_set(self) -> RuleSet | None:
        return rules_to_score_by(self.round)

    @cached_property
    def book(self) -> ScoreBook:
        if self.rule_set is None:
            raise Http404
        return book_about(self.candidacy, self.rule_set)

    def own_address(self, name: str, *ids: Any) -> str:
        return self.address(name, self.round.pk, self.review.pk, *ids)

    def crumbs(self) -> Crumbs:
        return [(_("My reviews"), self.address("reviews"))]

    def get_success_url(self) -> str:
        return self.own_address("review")

    def values(self) -> Values:
        return {**super().values(), "candidacy": self.candidacy, "round": self.round}


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


class ReviewDeclare(OfReview, AddPage):
    """Before anything of the application is shown."""

    service = staticmethod(services.declare)
    template_name = "selection/review_declare.html"
    form_class = DeclareForm
    title = _("Does something bind you to this applicant?")
    submit_label = _("Save declaration")

    def within(self) -> Values:
        return {"review": self.review}

    def get_success_url(self) -> str:
        """Whoever declared a conflict has nothing to do with this review any more."""
        if self.result.state == ReviewState.CONFLICT:
            return self.address("reviews")
        return super().get_success_url()


class ReviewPage(AfterDeclaration, DetailPage):
    """The application, how far the review is, and after both are done the comparison."""

    template_name = "selection/review.html"

    def values(self) -> Values:
        sheet = visible_scores(self.user, self.candidacy, self.rule_set)
        own = [row.pk for row in sheet.reviews].index(self.review.pk) if sheet.reviews else 0
        missing = self.book.missing(self.candidacy, self.review) if self.rule_set else ()
        steps = numbered(self.book, self.candidacy) if self.rule_set else []
        return {
            **super().values(),
            "sheet": sheet,
            "lines": [
                (number, line, line.seen[own])
                for (number, _slot), line in zip(steps, sheet.lines, strict=True)
            ],
            "settled": self.review.state == ReviewState.DONE,
            "missing": missing,
            "next_step": next((number for number, slot in steps if slot in missing), None),
            "done": len(steps) - len(missing),
            "total": len(steps),
            "data_lines": data_lines(self.candidacy, self.rule_set) if self.rule_set else (),
            "application_view": application_view(self.candidacy),
        }


def numbered(book: ScoreBook, candidacy: Candidacy) -> list[tuple[int, Slot]]:
    return list(enumerate(book.slots(candidacy), start=1))


class ReviewScorePage(AfterDeclaration, ChangePage):
    """One criterion beside the application; saving leads to the next one."""

    template_name = "selection/review_score.html"
    form_class = ScoreForm
    form_takes = ("slot", "sources")
    submit_label = _("Save and continue")

    @cached_property
    def sources(self) -> Sources:
        return sources_for(self.candidacy, self.slot.key[1])

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return self.book.slots(self.candidacy)

    @property
    def slot(self) -> Slot:
        number: int = self.kwargs["step"]
        if not 1 <= number <= len(self.slots):
            raise Http404
        return self.slots[number - 1]

    @cached_property
    def given(self) -> ReviewScore | None:
        return self.book.given(self.review).get(self.slot.key)

    def get_initial(self) -> dict[str, Any]:
        row, found = self.given, super().get_initial()
        if row is None:
            return found
        return {**found, "level": row.level, **initial_of(row.evidence, self.sources)}

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
        if following <= len(self.slots):
            return self.own_address("review_score", following)
        return self.cancel_url()

    def cancel_url(self) -> str:
        return self.own_address("review")

    def values(self) -> Values:
        step = self.kwargs["step"]
        previous = self.own_address("review_score", step - 1) if step > 1 else self.cancel_url()
        return {
            **super().values(),
            "slot": self.slot,
            "step": step,
            "total": len(self.slots),
            "previous_url": previous,
            "is_settled": services.is_settled(self.book, self.review, self.slot),
            "given": self.given,
            "given_level": self.slot.level_of(self.given.level) if self.given else None,
            "application_view": application_view(self.candidacy, self.slot.key[1]),
        }


class ReviewFinish(OfReview, ActionPage):
    done_message = _("The review is finished. Thank you.")

    def act(self) -> Review:
        return services.finish_review(by=self.user, review=self.review)

    def target_url(self) -> str:
        return self.own_address("review")


# --- The talk -----------------------------------------------------------------------------------


class OfTalk(OfCandidacy):
    """A page about the talk of two reviewers on one criterion."""

    permission = "selection.record_talk"

    @cached_property
    def book(self) -> ScoreBook:
        rule_set = frozen_rules(self.round)
        if rule_set is None:
            raise Http404
        return book_about(self.candidacy, rule_set)

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

    def cancel_url(self) -> str:
        own = next(row for row in own_reviews(self.user, self.candidacy) if row.position)
        return self.address("review", self.round.pk, own.pk)


class JointScorePage(OfTalk, FormPage):
    """What both agreed on: one of the two enters it, the other confirms or changes it."""

    template_name = "selection/joint_score.html"
    form_class = JointScoreForm
    form_takes = ("slot",)
    submit_label = _("Record result of the talk")
    saved_message = _(
        "The result of the talk is entered. The other of both is asked to confirm it."
    )

    def get_initial(self) -> dict[str, Any]:
        """What was recorded; else the day of the last talk about this application."""
        known = self.book.talked(self.candidacy)
        row = known.get(self.slot.key)
        if row is not None:
            return {name: getattr(row, name) for name in ("version", *TALK)}
        return {"talked_on": max((other.talked_on for other in known.values()), default=None)}

    def save(self, form: Any) -> JointScore:
        return record_joint_score(
            by=self.user,
            candidacy=self.candidacy,
            criterion=form.seen_criterion,
            theme=self.slot.theme,
            version=form.version,
            **{name: form.cleaned_data[name] for name in TALK},
        )

    def get_success_url(self) -> str:
        """The next criterion they stand apart on, else where she came from."""
        book = book_about(self.candidacy, self.book.rule_set)
        for slot in book.talks(self.candidacy):
            if slot.key != self.slot.key:
                return talk_address(self, self.candidacy, slot)
        return self.cancel_url()

    def crumbs(self) -> Crumbs:
        return [(self.candidacy.municipality.name, self.cancel_url())]

    def values(self) -> Values:
        wanted, sheet = self.slot.key, visible_scores(self.user, self.candidacy)
        line = next(line for line in sheet.lines if line.slot.key == wanted)
        waits = line.joint if not line.is_agreed else None
        return {
            **super().values(),
            "slot": self.slot,
            "given": list(zip(sheet.reviews, line.seen, strict=True)),
            "entered": waits,
            "entered_level": line.joint_level,
            "entered_by": line.entered_by.reviewer if line.entered_by else "",
            "may_confirm": waits is not None and waits.recorded_by_id != self.user.pk,
            "confirm_url": talk_address(self, self.candidacy, self.slot, "joint_confirm"),
        }


class JointScoreConfirm(OfTalk, ActionPage):
    done_message = _("The result of the talk is confirmed and counts.")

    def act(self) -> JointScore:
        return confirm_joint_score(
            by=self.user,
            candidacy=self.candidacy,
            criterion=self.slot.criterion,
            theme=self.slot.theme,
            version=self.version,
        )

    def target_url(self) -> str:
        return self.cancel_url()


def talk_address(
    page: SelectionArea, candidacy: Candidacy, slot: Slot, name: str = "joint_score"
) -> str:
    theme = slot.theme.pk if slot.theme else 0
    return page.address(name, candidacy.round_id, candidacy.pk, slot.criterion.pk, theme)
