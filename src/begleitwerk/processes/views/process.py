"""Where we stand, and why we take part."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.core.pages import ChangePage, Crumbs, FormPage, Page, Values
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.processes import selectors, services
from begleitwerk.processes.forms import ProcessForm, StartForm
from begleitwerk.processes.models import Process
from begleitwerk.processes.presenters import oddities_of, standing_of, timeline_of


class ProcessMixin(MunicipalityPage):
    """A process the municipality takes part in, whoever is in the lead."""

    @cached_property
    def process(self) -> Process:
        return selectors.get_process_or_404(self.municipality, self.kwargs.get("pk"))

    def process_url(self) -> str:
        return reverse("processes:process", args=[self.municipality.slug])

    def crumbs(self) -> Crumbs:
        return [(_("Process"), self.process_url())]


class ProcessPage(ProcessMixin, Page):
    """The present process, or an earlier one by its number."""

    permission = "processes.view_process"
    template_name = "processes/process.html"

    def values(self) -> Values:
        user, today = self.user, timezone.localdate()
        mine = list(selectors.processes_of(self.municipality))
        process = self.process if "pk" in self.kwargs else next(iter(mine), None)
        return {
            **super().values(),
            "today": today,
            "process": process,
            "others": [row for row in mine if process and row.pk != process.pk],
            "may_edit": user.has_perm("processes.edit_process", self.municipality),
            "may_start": user.has_perm("processes.start_process", self.municipality)
            and selectors.engagements_without_process(self.municipality).exists(),
            **self.beside(today),
            **(self.of(process, today) if process else {}),
            "crumbs": [],
        }

    def of(self, process: Process, today: Any) -> dict[str, Any]:
        standing = standing_of(process, today)
        # partners, Land and programme read what happened, not who did it
        inside = self.user.has_perm("networks.view_body", self.municipality)
        shifts = selectors.shifts_of(process, with_names=inside)
        rows = [line.phase for line in standing.phases]
        following = standing.present or standing.next
        return {
            "standing": standing,
            "lines": [(line, shifts.get(line.phase.pk, [])) for line in standing.phases],
            "oddities": oddities_of(rows, process.engagement.edition.ends_on),
            "timeline": timeline_of(process, today),
            "shiftable": following.phase if following else (rows[-1] if rows else None),
        }

    def beside(self, today: Any) -> dict[str, Any]:
        """Bodies and meetings, for those who may see them."""
        user = self.user
        context: dict[str, Any] = {}
        if user.has_perm("networks.view_body", self.municipality):
            context["bodies"] = selectors.where_bodies_meet(self.municipality)
        if user.has_perm("processes.view_meeting", self.municipality):
            context["next_meeting"] = selectors.next_meeting(self.municipality, today)
            context["recent_meetings"] = selectors.recent_meetings(self.municipality)
            context["sees_meetings"] = True
        return context


class ProcessStart(ProcessMixin, FormPage):
    permission = "processes.start_process"
    form_class = StartForm
    form_takes = ("engagements",)
    template_name = "processes/start.html"
    title = _("Begin the process")
    submit_label = _("Begin the process")
    saved_message = _("The process has begun. All phases and dates can be changed.")

    @property
    def engagements(self) -> Any:
        return selectors.engagements_without_process(self.municipality)

    def save(self, form: Any) -> Process:
        engagement = form.cleaned_data["engagement"]
        template = engagement.edition.phase_template
        return services.start_process(
            by=self.user,
            engagement=engagement,
            template=template or current_version(ContentKind.PHASE_TEMPLATE),
            starts_on=form.cleaned_data["starts_on"],
            sure=form.sure,
        )

    def get_success_url(self) -> str:
        return self.process_url()

    def values(self) -> Values:
        frames = [(row, selectors.frame_of(row)) for row in self.engagements]
        return {**super().values(), "frames": frames}


class ProcessEdit(ProcessMixin, ChangePage):
    permission = "processes.edit_process"
    record_name = "process"
    service = staticmethod(services.change_process)
    form_class = ProcessForm
    title = _("Reasons and outlook")
    submit_label = _("Save reasons and outlook")
    saved_message = _("Reasons and outlook are saved.")

    def permission_object(self) -> Any:
        return self.municipality

    def get_success_url(self) -> str:
        return reverse("processes:process_at", args=[self.municipality.slug, self.process.pk])
