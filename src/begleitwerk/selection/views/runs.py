"""Runs: what stands in the way, start, progress, result, all who are not proposed."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Job
from begleitwerk.core.pages import ActionPage, Crumbs, Page
from begleitwerk.core.services import queue_work
from begleitwerk.selection.enums import RunKind, RunState
from begleitwerk.selection.models import Candidacy, SelectionRun
from begleitwerk.selection.presenters.blockers import blockers_of
from begleitwerk.selection.presenters.known import known_of
from begleitwerk.selection.presenters.reasons import conflict_words, names_of
from begleitwerk.selection.presenters.result import result_page, searched
from begleitwerk.selection.selectors.runs import (
    UNDER_WAY,
    candidacy_in_or_404,
    conflict_in,
    decision_of,
    has_moved_on,
    run_or_404,
    runs_of,
)
from begleitwerk.selection.services.runs import cancel_run, start_run
from begleitwerk.selection.tasks import run_selection
from begleitwerk.selection.views.base import OfRound

PER_PAGE = 25


class OfRun(OfRound):
    """A page about one run, or below it."""

    @cached_property
    def run(self) -> SelectionRun:
        return run_or_404(self.round, self.kwargs["run_pk"])

    def permission_object(self) -> Any:
        return self.run

    def run_url(self) -> str:
        return self.address("run", self.round.pk, self.run.pk)

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Calculation"), self.run_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(run=self.run, **kwargs)


class RunList(OfRound, Page):
    """What is still missing, the button, and all runs so far."""

    permission = "selection.view_round"
    template_name = "selection/runs.html"

    def permission_object(self) -> Any:
        return self.round

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = list(runs_of(self.round))
        return super().get_context_data(
            runs=runs,
            under_way=next((run for run in runs if run.state in UNDER_WAY), None),
            blockers=blockers_of(self.round),
            **kwargs,
        )


class RunStart(OfRound, ActionPage):
    """Freeze the data and queue the work."""

    permission = "selection.edit_round"
    run: SelectionRun | None = None

    def permission_object(self) -> Any:
        return self.round

    def act(self) -> None:
        with transaction.atomic():
            self.run = start_run(by=self.user, round=self.round, kind=RunKind.CHOICE)
            queue_work(job_id=self.run.job_id or 0, work=run_selection, run_id=self.run.pk)

    def target_url(self) -> str:
        if self.run is None:
            return self.address("runs", self.round.pk)
        return self.address("run", self.round.pk, self.run.pk)


class RunCancel(OfRun, ActionPage):
    permission = "selection.edit_round"
    done_message = _("The calculation is cancelled.")

    def act(self) -> None:
        cancel_run(by=self.user, run=self.run)

    def target_url(self) -> str:
        return self.run_url()


class RunPage(OfRun, Page):
    """Progress, the proposal with all its reasons, or why there is none."""

    permission = "selection.view_round"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def get_template_names(self) -> list[str]:
        names = {RunState.DONE: "result", RunState.IMPOSSIBLE: "conflict"}
        return [f"selection/{names.get(RunState(self.run.state), 'run')}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.content(), **kwargs)

    def content(self) -> dict[str, Any]:
        run = self.run
        if run.state == RunState.DONE:
            decision = decision_of(run)
            return {
                "page": result_page(run),
                "decision": decision,
                "has_moved_on": decision is None and has_moved_on(run),
            }
        if run.state == RunState.IMPOSSIBLE:
            return {"conflict": conflict_words(conflict_in(run), names_of(run))}
        return {
            "job": Job.objects.filter(pk=run.job_id or 0).first(),
            "under_way": run.state in UNDER_WAY,
            "faults": run.message.splitlines(),
        }


class RunCandidate(OfRun, Page):
    """What the run knew of one candidate, and where that stood; nothing of it is live data."""

    permission = "selection.view_candidacy"
    template_name = "selection/run_candidate.html"

    @cached_property
    def candidacy(self) -> Candidacy:
        return candidacy_in_or_404(self.run, self.kwargs["candidacy_pk"])

    def permission_object(self) -> Any:
        return self.candidacy

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = known_of(self.run, self.candidacy)
        if known is None:
            raise Http404
        return super().get_context_data(candidacy=self.candidacy, known=known, **kwargs)


class LoserList(OfRun, Page):
    """All who are not proposed, each with the answer to "why not?"."""

    permission = "selection.view_round"
    template_name = "selection/losers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("suche", "")
        found = searched(result_page(self.run).losers, text) if self.run.details else []
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(losers=page, count=len(found), search=text, **kwargs)
