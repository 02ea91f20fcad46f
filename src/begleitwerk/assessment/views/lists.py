"""All self-assessments of a municipality, and the two ways to begin one."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment import forms, selectors, services
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.selectors.release import released_of
from begleitwerk.assessment.tables import AssessmentFilter, AssessmentTable
from begleitwerk.assessment.views.base import QualityArea
from begleitwerk.core.pages import Crumbs, FormPage, ListPage, Values
from begleitwerk.processes.selectors import process_of


class AssessmentList(QualityArea, ListPage):
    """Which self-assessments there are, the latest first; from outside those that were released."""

    permission = "assessment.list_assessments"
    table_class = AssessmentTable
    filterset_class = AssessmentFilter
    template_name = "assessment/assessments.html"
    export_name = "selbsteinschaetzungen"

    @cached_property
    def inside(self) -> bool:
        return bool(self.user.has_perm("assessment.view_inside", self.municipality))

    def get_queryset(self) -> QuerySet[Assessment]:
        of = selectors.assessments_of if self.inside else released_of
        return of(self.municipality)

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"inside": self.inside}

    def crumbs(self) -> Crumbs:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        count = context["table"].page.paginator.count
        context["title"] = counted(count) if count else gettext("Quality")
        if self.user.has_perm("assessment.edit_assessment", self.municipality):
            context["action_url"] = self.url("quick_start")
            context["action_label"] = gettext("Start in ten minutes")
            context["setup_url"] = self.url("assessment_add")
        return context


def counted(count: int) -> str:
    words = ngettext("%(n)d self-assessment", "%(n)d self-assessments", count)
    return words % {"n": count}


class QuickStart(QualityArea, FormPage):
    """One dimension, one link, one page."""

    permission = "assessment.edit_assessment"
    form_class = forms.QuickForm
    template_name = "assessment/quick_start.html"
    title = _("Start with one dimension")
    submit_label = _("Start and get the link")
    saved_message = _("People can answer from now on. Pass on the link.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "version": selectors.current_framework()}

    def get_initial(self) -> dict[str, Any]:
        return {"dimension": self.request.GET.get("dimension", "")}

    def save(self, form: Any) -> Assessment:
        return services.start_quickly(
            by=self.user, municipality=self.municipality, sure=form.sure, **form.values
        )

    def get_success_url(self) -> str:
        return reverse("assessment:link", args=[self.municipality.slug, self.result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, last = context["form"], selectors.last_assessed(self.municipality)
        chosen = form["dimension"].value()
        dimensions = [
            {
                "row": row,
                "last": last.get(key),
                "questions": row.item.detail("questions") or (),
                "is_chosen": key == chosen,
            }
            for key, row in form.dimensions.items()
        ]
        return {**context, "dimensions": dimensions}


class AssessmentAdd(QualityArea, FormPage):
    """The first step of the full preparation; the others follow one by one."""

    permission = "assessment.edit_assessment"
    form_class = forms.RoundForm
    title = _("Prepare a self-assessment")
    submit_label = _("Save and choose criteria")
    template_name = "assessment/assessment_add.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scales": forms.scales_for(None)}

    def get_initial(self) -> dict[str, Any]:
        scale = forms.scales_for(None).first()
        return {
            "scale": scale.pk if scale else None,
            "asks_importance": True,
            "asks_evidence": True,
        }

    def save(self, form: Any) -> Assessment:
        today = timezone.localdate()
        return services.create_assessment(
            by=self.user,
            municipality=self.municipality,
            criteria=(),
            opens_on=today,
            closes_on=today + timedelta(weeks=forms.WEEKS),
            groups=[forms.spec_of(idea) for idea in selectors.usual_groups()],
            process=process_of(self.municipality),
            **form.values,
        )

    def get_success_url(self) -> str:
        return reverse("assessment:criteria", args=[self.municipality.slug, self.result.pk])

    def values(self) -> Values:
        return {**super().values(), "framework": selectors.current_framework()}
