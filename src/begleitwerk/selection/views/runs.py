"""Runs: what stands in the way, start, progress, result, all who are not proposed."""

from abc import abstractmethod
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Job
from begleitwerk.core.pages import ActionPage, Crumbs, DetailPage, Values
from begleitwerk.core.services import queue_work
from begleitwerk.selection.enums import UNDER_WAY, DecisionState, RoundState, RunState, WaiverStep
from begleitwerk.selection.models import Candidacy, SelectionRun
from begleitwerk.selection.presenters.blockers import shown_blockers
from begleitwerk.selection.presenters.grounds import ground_part, taken_part
from begleitwerk.selection.presenters.known import known_of
from begleitwerk.selection.presenters.reasons import conflict_words, names_of
from begleitwerk.selection.presenters.result import result_page, searched
from begleitwerk.selection.presenters.ways import ways_words
from begleitwerk.selection.rules import kept_from
from begleitwerk.selection.selectors.grounds import moved, to_calculate
from begleitwerk.selection.selectors.runs import (
    candidacy_in_or_404,
    conflict_in,
    decision_of,
    run_or_404,
    runs_of,
)
from begleitwerk.selection.services.runs import cancel_run, start_run
from begleitwerk.selection.tasks import run_selection
from begleitwerk.selection.views.base import OfRound

PER_PAGE = 25


class OfRun(OfRound):
    """A page about one run, or below it.

    To whom a conflict of interest closes it every one of them says so, and nothing else.
    """

    record_name = "run"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.may("selection.view_round"):
            names = kept_from(self.user, self.run)
            if names:
                told = {**OfRun.values(self), "names": names, "crumbs": OfRound.crumbs(self)}
                return render(request, "selection/run_kept.html", told, status=403)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def run(self) -> SelectionRun:
        return run_or_404(self.round, self.kwargs["run_pk"], self.user)

    def run_url(self) -> str:
        return self.address("run", self.round.pk, self.run.pk)

    def get_success_url(self) -> str:
        return self.run_url()

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Calculation"), self.run_url())]

    def values(self) -> Values:
        return {**super().values(), "run": self.run}


class RunList(OfRound, DetailPage):
    """What is still missing, the button, and all runs so far."""

    permission = "selection.view_round"
    template_name = "selection/runs.html"

    def values(self) -> Values:
        runs = list(runs_of(self.round))
        is_open = self.round.state == RoundState.OPEN
        grounds = to_calculate(self.round) if is_open else []
        part = ground_part(self.round, WaiverStep.CALCULATE, grounds)
        return {
            **super().values(),
            "runs": runs,
            "under_way": next((run for run in runs if run.state in UNDER_WAY), None),
            "blockers": shown_blockers(self.round),
            "part": part,
            "may_grant": self.may_answer(part.waiting),
        }


class StartPage(OfRound, ActionPage):
    """A button that freezes the data and queues the work; the page of its run comes next."""

    run: SelectionRun | None = None

    @abstractmethod
    def start(self) -> SelectionRun:
        """Call the one service."""

    def act(self) -> None:
        with transaction.atomic():
            self.run = self.start()
            queue_work(job_id=self.run.job_id or 0, work=run_selection, run_id=self.run.pk)

    def target_url(self) -> str:
        if self.run is None:
            return self.get_success_url()
        return self.address("run", self.round.pk, self.run.pk)


class RunStart(StartPage):
    permission = "selection.edit_round"

    def start(self) -> SelectionRun:
        return start_run(by=self.user, round=self.round)

    def get_success_url(self) -> str:
        return self.address("runs", self.round.pk)


class RunCancel(OfRun, ActionPage):
    permission = "selection.edit_round"
    done_message = _("The calculation is cancelled.")

    def act(self) -> SelectionRun:
        return cancel_run(by=self.user, run=self.run)


class RunPage(OfRun, DetailPage):
    """Progress, the proposal with all its reasons, or why there is none."""

    permission = "selection.view_round"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def get_template_names(self) -> list[str]:
        names = {RunState.DONE: "result", RunState.IMPOSSIBLE: "conflict"}
        return [f"selection/{names.get(RunState(self.run.state), 'run')}.html"]

    def values(self) -> Values:
        return {**super().values(), **self.content()}

    def content(self) -> Values:
        run = self.run
        if run.state == RunState.DONE:
            decision = decision_of(run)
            is_decided = decision is not None and decision.state == DecisionState.CONFIRMED
            grounds = moved(run, is_decided=is_decided)
            return {
                "page": result_page(run),
                "decision": decision,
                "part": ground_part(self.round, WaiverStep.DECIDE, grounds, run),
            }
        if run.state == RunState.IMPOSSIBLE:
            return {
                "conflict": conflict_words(conflict_in(run), names_of(run)),
                "ways": ways_words(run),
                "may_confirm": self.may("selection.confirm_decision"),
            }
        return {
            "job": Job.objects.filter(pk=run.job_id or 0).first(),
            "under_way": run.state in UNDER_WAY,
            "faults": run.message.splitlines(),
        }


class RunTaken(OfRun, DetailPage):
    """What a calculation took over of what moved since the one before it."""

    permission = "selection.view_round"
    template_name = "selection/run_taken.html"
    title = _("What this calculation took over")

    def values(self) -> Values:
        return {**super().values(), "part": taken_part(self.run)}


class RunCandidate(OfRun, DetailPage):
    """What the run knew of one candidate, and where that stood; nothing of it is live data."""

    permission = "selection.view_candidacy"
    record_name = "candidacy"
    template_name = "selection/run_candidate.html"

    @cached_property
    def candidacy(self) -> Candidacy:
        return candidacy_in_or_404(self.run, self.kwargs["candidacy_pk"])

    def values(self) -> Values:
        known = known_of(self.run, self.candidacy)
        if known is None:
            raise Http404
        return {**super().values(), "known": known}


class LoserList(OfRun, DetailPage):
    """All who are not proposed, each with the answer to "why not?"."""

    permission = "selection.view_round"
    template_name = "selection/losers.html"

    def values(self) -> Values:
        text = self.request.GET.get("suche", "")
        found = searched(result_page(self.run).losers, text) if self.run.details else []
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))
        return {**super().values(), "losers": page, "count": len(found), "search": text}
