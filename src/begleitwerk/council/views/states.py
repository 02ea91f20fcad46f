"""From state to state: consequences first, a reason, one button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.pages import ChangePage, Values
from begleitwerk.council import services
from begleitwerk.council.enums import PaperState
from begleitwerk.council.forms import MoveForm
from begleitwerk.council.models import Paper
from begleitwerk.council.papers import changes_of, warnings_of
from begleitwerk.council.views.common import PaperPage

EDIT, RELEASE = "council.edit_paper", "council.release_paper"


@dataclass(frozen=True)
class Transition:
    """A way from one state to the next, in words; `back` needs a reason."""

    slug: str
    sources: tuple[PaperState, ...]
    service: Callable[..., Paper]
    label: Promise
    title: Promise
    done: Promise
    consequences: tuple[Promise, ...]
    permission: str = EDIT
    back: bool = False

    def permission_for(self, state: str) -> str:
        """Breaking a release is for those who may give it."""
        broken = self.back and state == PaperState.RELEASED
        return RELEASE if broken else self.permission

    def url(self, paper: Paper) -> str:
        return reverse("council:move", args=[paper.municipality.slug, paper.pk, self.slug])


TRANSITIONS = (
    Transition(
        "pruefung",
        (PaperState.DRAFT,),
        services.submit_for_review,
        _("Submit for review"),
        _("Submit the paper for review?"),
        _("The paper is in review."),
        (
            _("Whoever leads the youth office can now release it."),
            _("The text can still be changed during the review."),
            _("You can take it back to draft at any time."),
        ),
    ),
    Transition(
        "freigabe",
        (PaperState.REVIEW,),
        services.release_paper,
        _("Release"),
        _("Release the paper?"),
        _("The paper is released."),
        (
            _("From now on text and figures stay as they are; new data no longer changes them."),
            _("PDF and Word no longer say “draft”."),
            _("Only the head can return it to draft, with a reason. The release is then void."),
        ),
        permission=RELEASE,
    ),
    Transition(
        "einbringung",
        (PaperState.RELEASED,),
        services.submit_paper,
        _("Submit to the council"),
        _("Submit the paper to the council?"),
        _("The paper is submitted."),
        (
            _("From now on the members of the committee can read it here."),
            _("It can be taken back until the first body considers it."),
        ),
    ),
    Transition(
        "beratung",
        (PaperState.SUBMITTED,),
        services.put_in_consultation,
        _("Start the consultation"),
        _("Has the first body the paper before it?"),
        _("The paper is in consultation."),
        (
            _("From now on the paper can no longer be taken back."),
            _("You record what each body says in the consultation route."),
        ),
    ),
    Transition(
        "abschluss",
        (PaperState.IN_CONSULTATION,),
        services.close_paper,
        _("Close the paper"),
        _("Close the paper?"),
        _("The paper is closed."),
        (
            _("The steps of the route can no longer be changed; results can still be recorded."),
            _("This cannot be undone."),
        ),
    ),
    Transition(
        "entwurf",
        (PaperState.REVIEW, PaperState.RELEASED),
        services.return_to_draft,
        _("Return to draft"),
        _("Return the paper to draft?"),
        _("The paper is a draft again."),
        (
            _("It can be changed again. A release that was given is void."),
            _("Your reason stands in the history for everybody who works on the paper."),
        ),
        back=True,
    ),
    Transition(
        "ruecknahme",
        (PaperState.SUBMITTED,),
        services.take_back_paper,
        _("Take back"),
        _("Take the paper back?"),
        _("The paper is taken back; it is released, and no longer submitted."),
        (
            _("The members of the committee no longer see it."),
            _("Its words stay as they were released."),
        ),
        back=True,
    ),
)


def transition_or_404(slug: str) -> Transition:
    found = next((way for way in TRANSITIONS if way.slug == slug), None)
    if found is None:
        raise Http404
    return found


def open_to(user: User, paper: Paper) -> list[Transition]:
    """The ways a person may take the paper now, the one ahead first."""
    return [
        way
        for way in TRANSITIONS
        if paper.state in way.sources and user.has_perm(way.permission_for(paper.state), paper)
    ]


class Move(PaperPage, ChangePage):
    template_name = "council/move.html"
    form_class = MoveForm
    form_takes = ("needs_reason",)

    @property
    def way(self) -> Transition:
        return transition_or_404(self.kwargs["way"])

    @property
    def needs_reason(self) -> bool:
        return self.way.back

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.permission = self.way.permission_for(self.paper.state)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.paper.state not in self.way.sources:
            text = gettext("The paper is “%(state)s”; this step is not possible now.")
            messages.error(request, text % {"state": self.paper.get_state_display()})
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def save(self, form: Any) -> None:
        self.way.service(by=self.user, paper=self.paper, version=form.version, **form.values)
        messages.success(self.request, str(self.way.done))

    def values(self) -> Values:
        ahead = not self.way.back
        return {
            **super().values(),
            "title": self.way.title,
            "submit_label": self.way.label,
            "way": self.way,
            "changes": changes_of(self.paper, timezone.localdate()) if ahead else None,
            "warnings": warnings_of(self.paper) if ahead else (),
        }
