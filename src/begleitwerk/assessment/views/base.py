"""What pages about one self-assessment share."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from begleitwerk.assessment import selectors
from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.assessment.presenters import Step, steps_of, url_of
from begleitwerk.core.pages import ChangePage, Crumbs, Values
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage


class QualityArea(MunicipalityPage):
    """A page of the area, above single self-assessments."""

    def crumbs(self) -> Crumbs:
        return [(gettext("Quality"), self.url("assessments"))]

    def url(self, name: str) -> str:
        return reverse(f"assessment:{name}", args=[self.municipality.slug])


class AssessmentArea(MunicipalityPage):
    """A page about one self-assessment; strangers get 404 before the rule is asked."""

    permission = "assessment.edit_assessment"
    record_name = "assessment"

    @cached_property
    def assessment(self) -> Assessment:
        slug, pk = self.kwargs["slug"], self.kwargs["pk"]
        found = selectors.get_assessment_or_404(self.user, slug, pk)
        self.request.municipality = found.municipality  # the frame need not read it again
        return found

    @property
    def municipality(self) -> Municipality:
        return self.assessment.municipality

    def permission_object(self) -> Municipality:
        return self.municipality

    def crumbs(self) -> Crumbs:
        above = reverse("assessment:assessments", args=[self.municipality.slug])
        return [
            (gettext("Quality"), above),
            (self.assessment.title, self.assessment.get_absolute_url()),
        ]

    def here(self, name: str, *args: int) -> str:
        """The address of another page about this self-assessment."""
        return url_of(self.assessment, name, *args)

    @property
    def is_draft(self) -> bool:
        return self.assessment.state == AssessmentState.DRAFT

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.assessment, selectors.preparation_of(self.assessment))

    def values(self) -> Values:
        return {**super().values(), "assessment": self.assessment}


class SetupStep(AssessmentArea, ChangePage):
    """A step of the preparation; saved, it leads on to the next. Once people answer it leads to
    the self-assessment, which says what can still be done."""

    template_name = "assessment/step.html"
    step_key = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_draft:
            return super().get(request, *args, **kwargs)
        messages.info(request, gettext("People are asked already: this stays as it is."))
        return redirect(self.assessment.get_absolute_url())

    def get_success_url(self) -> str:
        keys = [step.key for step in self.steps]
        return self.steps[keys.index(self.step_key) + 1].url

    def values(self) -> Values:
        keys = [step.key for step in self.steps]
        return {
            **super().values(),
            "steps": self.steps,
            "step_key": self.step_key,
            "number": keys.index(self.step_key) + 1,
            "total": len(keys),
        }


class CriterionArea(AssessmentArea):
    """A page about one criterion of a self-assessment."""

    record_name = "criterion"

    @cached_property
    def criterion(self) -> Criterion:
        return selectors.get_criterion_or_404(self.assessment, self.kwargs["criterion_pk"])

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (gettext("Criteria"), self.here("criteria"))]

    def values(self) -> Values:
        return {**super().values(), "criterion": self.criterion}
