"""A body releases a self-assessment; who reads which finding; and what others read."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment import forms, selectors, services
from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.presenters import level_of, priority_words
from begleitwerk.assessment.presenters.tables import level_rows
from begleitwerk.assessment.rules import FINDINGS
from begleitwerk.assessment.selectors.consensus import UNDECIDED
from begleitwerk.assessment.selectors.release import (
    agreed_findings,
    get_released_or_404,
    is_as_released,
    shared_findings,
)
from begleitwerk.assessment.selectors.results import result_of
from begleitwerk.assessment.views.base import AssessmentArea
from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import ChangePage, Crumbs, Page, Values
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.processes.selectors import bodies_for
from begleitwerk.programmes.presenters import release_choices

STEERING = "steering_group"


class Release(AssessmentArea, ChangePage):
    """The consequences first: what is sealed, what stays open, who reads what."""

    permission = "assessment.release_assessment"
    form_class = forms.ReleaseForm
    form_takes = ("municipality",)
    template_name = "assessment/release/release.html"
    title = _("Release the self-assessment")
    submit_label = _("Release it")
    saved_message = _("The self-assessment is released.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.assessment.state != AssessmentState.RELEASED:
            return super().get(request, *args, **kwargs)
        messages.info(request, gettext("This self-assessment is released already."))
        return redirect(self.assessment.get_absolute_url())

    def get_initial(self) -> dict[str, Any]:
        usual = bodies_for(self.municipality).filter(kind__key=STEERING, ended_on=None).first()
        return {**super().get_initial(), "body": usual}

    def save(self, form: Any) -> Assessment:
        return services.release_assessment(
            by=self.user,
            assessment=self.assessment,
            version=form.version,
            sure=form.sure,
            **form.values,
        )

    def values(self) -> Values:
        findings = list(self.assessment.findings.all())
        agreed = [row for row in findings if row.state == "agreed"]
        counts = Counter(row.release for row in agreed)
        levels = release_choices(FINDINGS, self.municipality)
        return {
            **super().values(),
            "agreed": len(agreed),
            "parked": sum(row.state == "parked" for row in findings),
            "left": sum(row.state in UNDECIDED for row in findings),
            "levels": [(counts[level], words) for level, words in levels],
            "shares_url": self.here("shares"),
        }


class TakeBack(AssessmentArea, ChangePage):
    permission = "assessment.release_assessment"
    service = staticmethod(services.take_back_release)
    form_class = ReasonForm
    template_name = "assessment/release/back.html"
    title = _("Take the release back")
    submit_label = _("Take it back")
    saved_message = _("The release is taken back. Findings can be changed again.")

    def values(self) -> Values:
        return {**super().values(), "is_intact": is_as_released(self.assessment)}


class Shares(AssessmentArea, ChangePage):
    """Who may read which finding, all on one page."""

    permission = "assessment.share_findings"
    form_class = forms.SharesForm
    form_takes = ("findings", "needs_reason")
    template_name = "assessment/release/shares.html"
    title = _("Who may read which finding")
    submit_label = _("Save who may read them")
    saved_message = _("It is saved who may read the findings.")

    def permission_object(self) -> Any:
        return self.assessment

    @cached_property
    def findings(self) -> Sequence[Finding]:
        return agreed_findings(self.assessment)

    @property
    def needs_reason(self) -> bool:
        return self.assessment.state == AssessmentState.RELEASED

    def save(self, form: Any) -> Assessment:
        return services.share_findings(
            by=self.user,
            assessment=self.assessment,
            levels=form.levels,
            reason=form.why,
            version=form.version,
        )

    def values(self) -> Values:
        choices = release_choices(FINDINGS, self.municipality)
        return {**super().values(), "levels": [words for _level, words in choices]}


class ShareOne(MunicipalityPage, ChangePage):
    """Who may read one finding."""

    permission = "assessment.share_findings"
    record_name = "finding"
    service = staticmethod(services.share_finding)
    form_class = forms.ShareForm
    form_takes = ("levels",)
    starts_with = ("release",)
    template_name = "assessment/release/share.html"
    title = _("Who may read this finding")
    submit_label = _("Save who may read it")
    saved_message = _("It is saved who may read the finding.")

    @cached_property
    def finding(self) -> Finding:
        found = selectors.get_finding_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])
        self.request.municipality = found.municipality
        return found

    @property
    def municipality(self) -> Municipality:
        return self.finding.municipality

    def permission_object(self) -> Assessment:
        return self.finding.assessment

    @property
    def levels(self) -> list[tuple[str, str]]:
        return release_choices(FINDINGS, self.municipality)

    def crumbs(self) -> Crumbs:
        return [(str(self.finding), self.finding.get_absolute_url())]


class Released(AssessmentArea, Page):
    """What others read of a released self-assessment: the findings shared with them."""

    permission = "assessment.view_released_assessment"
    template_name = "assessment/release/released.html"

    @cached_property
    def assessment(self) -> Assessment:
        found = get_released_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])
        self.request.municipality = found.municipality
        return found

    @property
    def inside(self) -> bool:
        return bool(self.user.has_perm("assessment.view_inside", self.municipality))

    def permission_object(self) -> Any:
        return self.assessment

    def crumbs(self) -> Crumbs:
        path = super().crumbs()
        if self.inside:
            return path
        may_list = self.user.has_perm("assessment.list_assessments", self.municipality)
        return path[:1] if may_list else []

    def values(self) -> Values:
        result = result_of(self.assessment)
        rows = []
        for finding in shared_findings(self.user, self.assessment):
            finding.municipality = self.municipality
            told = result.criterion(finding.criterion_id) if result else None
            rows.append(
                {
                    "finding": finding,
                    "criterion": finding.criterion,
                    "level": level_of(finding),
                    "priority": priority_words(finding.priority),
                    "bars": level_rows(told, None) if told else [],
                    "is_whole": told.is_whole if told else False,
                }
            )
        return {
            **super().values(),
            "title": gettext("%(title)s: what was agreed") % {"title": self.assessment.title},
            "rows": rows,
            "size": result.size if result else 0,
            "is_inside": self.inside,
            "sees_meeting": self.user.has_perm("processes.view_meeting", self.municipality),
        }
