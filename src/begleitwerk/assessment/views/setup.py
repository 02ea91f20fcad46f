"""The steps in which a self-assessment is prepared, each saved as one goes."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment import forms, selectors, services
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.selectors import GroupIdea
from begleitwerk.assessment.views.base import AssessmentArea, SetupStep
from begleitwerk.core.forms import ConfirmForm
from begleitwerk.core.pages import ChangePage, FormPage, Values
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.selectors import meetings_of


class AssessmentEdit(SetupStep):
    service = staticmethod(services.change_assessment)
    form_class = forms.RoundForm
    step_key = "angaben"
    title = _("What it is for")
    submit_label = _("Save and continue")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scales": forms.scales_for(self.assessment)}

    def get_initial(self) -> dict[str, Any]:
        row, asked = self.assessment, self.assessment.collection
        return {
            **super().get_initial(),
            "title": row.title,
            "purpose": row.purpose,
            "scale": row.scale_id,
            "intro": asked.intro,
            "asks_importance": asked.asks_importance,
            "asks_evidence": asked.asks_evidence,
        }


class Criteria(SetupStep):
    """Which criteria are asked: by theme, by dimension, one by one, and own ones."""

    service = staticmethod(services.choose_criteria)
    form_class = forms.CriteriaForm
    template_name = "assessment/criteria.html"
    step_key = "kriterien"
    title = _("Criteria")
    submit_label = _("Save and continue")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "framework": self.assessment.framework}

    def chosen(self) -> set[str]:
        """What is ticked: what the link says, else what was chosen."""
        wanted = self.request.GET.get("wahl", "")
        keys = selectors.bundle_keys(self.assessment.framework, wanted)
        if keys is not None:
            return keys
        rows = self.assessment.criteria.exclude(source=None)
        return set(rows.values_list("source__key", flat=True))

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "criteria": sorted(self.chosen())}

    def get_success_url(self) -> str:
        return self.here("criteria") if "stay" in self.request.POST else super().get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        framework, asked = self.assessment.framework, selectors.asked_in(self.assessment)
        known = {row.source_id: row for part in asked for row in part.criteria if row.source_id}
        own = [row for part in asked for row in part.criteria if row.is_own]
        ticked = context["form"].ticked
        return {
            **context,
            "bundles": selectors.theme_bundles(framework),
            "dimensions": [
                {
                    "item": row.item,
                    "own": [each for each in own if each.dimension_id == row.item.pk],
                    "criteria": [
                        (item, known.get(item.pk), item.key in ticked) for item in row.criteria
                    ],
                    "count": sum(item.key in ticked for item in row.criteria),
                }
                for row in selectors.dimensions_of(framework)
            ],
            "is_outdated": selectors.is_outdated(self.assessment),
            "is_proposed": self.request.GET.get("wahl") and not context["form"].is_bound,
        }


class Groups(SetupStep):
    service = staticmethod(services.name_groups)
    form_class = forms.GroupsForm
    template_name = "assessment/groups.html"
    step_key = "gruppen"
    title = _("As whom do people answer?")
    submit_label = _("Save and continue")

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = self.assessment.collection.groups.all()
        groups = [GroupIdea(row.name, row.floor, row.reads_plain) for row in rows]
        return {**super().get_form_kwargs(), "groups": groups}

    def get_success_url(self) -> str:
        return self.here("groups") if "stay" in self.request.POST else super().get_success_url()


class Dates(SetupStep):
    service = staticmethod(services.plan_dates)
    form_class = forms.DatesForm
    step_key = "zeit"
    title = _("Time and meeting")
    submit_label = _("Save and continue")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "meetings": meetings_for(self.assessment)}

    def get_initial(self) -> dict[str, Any]:
        collection = self.assessment.collection
        return {
            **super().get_initial(),
            "opens_on": collection.opens_on,
            "closes_on": collection.closes_on,
            "reminders": collection.reminders,
            "consensus_meeting": self.assessment.consensus_meeting_id,
        }


def meetings_for(assessment: Assessment) -> QuerySet[Meeting]:
    """Meetings from the first day on, and the one that is chosen."""
    rows = meetings_of(assessment.municipality)
    later = rows.filter(on__gte=assessment.collection.opens_on.replace(day=1))
    return (later | rows.filter(pk=assessment.consensus_meeting_id or 0)).order_by("on", "pk")


class PlanMeeting(AssessmentArea, ChangePage):
    """Where the views are talked about, once people answer already."""

    service = staticmethod(services.plan_meeting)
    form_class = forms.MeetingForm
    starts_with = ("consensus_meeting",)
    title = _("Plan the consensus meeting")
    submit_label = _("Save meeting")
    saved_message = _("It is saved where you talk about it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "meetings": meetings_for(self.assessment)}


class Open(SetupStep):
    """What will be asked of whom, once more; then people can answer."""

    service = staticmethod(services.open_assessment)
    form_class = forms.OpenForm
    template_name = "assessment/open.html"
    step_key = "oeffnen"
    title = _("Check and open")
    submit_label = _("Let people answer")
    saved_message = _("People can answer from the first day on.")

    def save(self, form: Any) -> Assessment:
        return services.open_assessment(
            by=self.user, assessment=self.assessment, version=form.version, sure=form.sure
        )

    def get_success_url(self) -> str:
        return self.here("link")

    def values(self) -> Values:
        return {**super().values(), "asked": selectors.asked_in(self.assessment)}


class Remove(AssessmentArea, FormPage):
    """One nobody was asked in yet disappears."""

    form_class = ConfirmForm
    template_name = "assessment/remove.html"
    title = _("Remove this self-assessment")
    submit_label = _("Remove self-assessment")
    saved_message = _("The self-assessment is removed.")

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.assessment.version}

    def save(self, form: Any) -> None:
        services.remove_assessment(by=self.user, assessment=self.assessment, version=form.version)

    def get_success_url(self) -> str:
        return self.crumbs()[0][1]
