"""The form of an application: its steps, what is filled in, what is missing."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.selection.enums import HANDED_IN
from begleitwerk.selection.models import Application
from begleitwerk.selection.rules.steps import (
    CANDIDATE,
    CandidateStand,
    CandidateStep,
    first_missing,
)
from begleitwerk.selection.selectors.applications.experience import themes_apart, themes_untold
from begleitwerk.selection.selectors.applications.parts import (
    evidence_of,
    themes_said_in,
)

Text = str | Promise


@dataclass(frozen=True)
class Step:
    """One page of the form: its place in the address, its title, and the fields that complete it.

    `fields` are those of Application; "evidence" stands for its rows of evidence.
    """

    slug: str
    title: Text
    lead: Text
    fields: tuple[str, ...]


STEPS: tuple[Step, ...] = (
    Step(
        "motivation",
        _("Motivation"),
        _("For which theme you apply, and why."),
        ("themes", "motivation"),
    ),
    Step(
        "erfahrung",
        _("Experience"),
        _("What you have done already, and what proves it."),
        ("experience", "evidence", "earlier_participation", "network_since"),
    ),
    Step(
        "personal",
        _("Staff"),
        _("Who will do the work, and with how much time."),
        ("staff", "staff_fte"),
    ),
    Step(
        "rueckhalt",
        _("Backing"),
        _("How the leadership of the administration backs it."),
        ("has_backing", "backing"),
    ),
    Step(
        "beteiligte",
        _("Who takes part"),
        _("Which offices and partners work with you."),
        ("participants",),
    ),
)

MISSING: dict[str, Text] = {
    "themes": _("Choose the theme you apply for."),
    "motivation": _("Say why you want to take part."),
    "experience": _("Describe your experience with the theme."),
    "evidence": _("Name at least one piece of experience with its proof."),
    "earlier_participation": _("Say whether you took part in an earlier programme."),
    "network_since": _("Give the year in which your network began."),
    "staff": _("Say who does the work."),
    "staff_fte": _("Give the full-time posts for the work; 0 if there are none yet."),
    "has_backing": _("Say whether the leadership has agreed."),
    "backing": _("Say how the leadership backs it."),
    "participants": _("Say who takes part."),
}


def step_or_404(slug: str) -> Step:
    for step in STEPS:
        if step.slug == slug:
            return step
    raise Http404


def what_is_missing(application: Application) -> list[tuple[str, str]]:
    """Field and sentence of everything that still has to be filled in, in the order of the form."""
    return [
        (name, missing_words(application, name))
        for step in STEPS
        for name in step.fields
        if not is_given(application, name)
    ]


def missing_words(application: Application, name: str) -> str:
    """Of several themes those nothing is said about are named."""
    untold = themes_untold(application) if name == "experience" else []
    if not untold:
        return str(MISSING[name])
    words = gettext("Describe your experience with each theme; missing: %(themes)s.")
    return words % {"themes": ", ".join(untold)}


def is_given(application: Application, name: str) -> bool:
    """Whether a field is filled in; how the leadership backs it is asked only where it does."""
    if name == "themes":
        return bool(themes_said_in(application))
    if name == "experience" and themes_apart(application):
        return not themes_untold(application)
    if name == "evidence":
        return bool(evidence_of(application))
    if name == "backing" and application.has_backing is False:
        return True
    value = getattr(application, name)
    return bool(value.strip()) if isinstance(value, str) else value is not None


@dataclass(frozen=True)
class StepState:
    step: Step
    missing: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Progress:
    """How far the form is; the last step is the approval by a named person."""

    steps: tuple[StepState, ...]
    is_approved: bool

    @property
    def total(self) -> int:
        return len(self.steps) + 1

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps) + self.is_approved

    @property
    def is_complete(self) -> bool:
        return all(step.is_done for step in self.steps)

    @property
    def next_step(self) -> Step | None:
        """The first step that lacks something."""
        return next((state.step for state in self.steps if not state.is_done), None)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(text for state in self.steps for text in state.missing)


def progress_of(application: Application) -> Progress:
    lacking = dict(what_is_missing(application))
    return Progress(
        steps=tuple(
            StepState(step, tuple(lacking[name] for name in step.fields if name in lacking))
            for step in STEPS
        ),
        is_approved=application.state in HANDED_IN,
    )


def why_not_write(application: Application) -> str:
    """Why the municipality may not write any more; empty while it may."""
    candidacy = application.candidacy
    stand = CandidateStand(candidacy.round.state, candidacy.state, application.state)
    missing = first_missing(CANDIDATE[CandidateStep.WRITE], stand)
    return str(missing.words) if missing else ""
