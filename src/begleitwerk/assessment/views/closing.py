"""The end of the answers: what will be told, then the result."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.presenters.tables import rows_of
from begleitwerk.assessment.selectors.results import groups_so_far
from begleitwerk.assessment.tasks import close_soon
from begleitwerk.assessment.views.base import AssessmentArea
from begleitwerk.core.forms import ConfirmForm
from begleitwerk.core.models import Job
from begleitwerk.core.pages import FormPage, Values, number_in
from begleitwerk.core.selectors import jobs_of


class Close(AssessmentArea, FormPage):
    """Says what closing does and which groups will be told; then shows how far the work is."""

    template_name = "assessment/result/close.html"
    form_class = ConfirmForm
    title = _("Close the answers and show the result")
    submit_label = _("Close and make the result")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "version": self.assessment.version}

    def save(self, form: Any) -> Job:
        return close_soon(by=self.user, assessment=self.assessment)

    def get_success_url(self) -> str:
        return f"{self.here('close')}?auftrag={self.result.pk}"

    def job(self) -> Job | None:
        wanted = number_in(self.request.GET.get("auftrag", ""))
        return jobs_of(self.user.pk).filter(pk=wanted).first() if wanted is not None else None

    def values(self) -> Values:
        groups = groups_so_far(self.assessment.collection)
        return {
            **super().values(),
            "job": self.job(),
            "groups": rows_of(groups),
            "size": sum(group.size for group in groups),
            "is_open": self.assessment.state == AssessmentState.OPEN,
        }
