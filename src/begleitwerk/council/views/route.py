"""The consultation route: its steps, their order, their results."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.council import services
from begleitwerk.council.forms import ResultForm, StepForm
from begleitwerk.council.models import ConsultationStep
from begleitwerk.council.views.common import PaperAction, PaperFormPage


class RoutePage(PaperFormPage):
    section = "route"

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "municipality": self.municipality, "instance": self.instance}

    @property
    def instance(self) -> ConsultationStep:
        return self.step


class StepNew(RoutePage):
    form_class = StepForm
    title = _("Add a step to the route")
    submit_label = _("Add the step")
    saved_message = _("The step is added.")

    @property
    def instance(self) -> ConsultationStep:
        return ConsultationStep(municipality=self.municipality)

    def save(self, form: Any) -> ConsultationStep:
        return services.add_step(by=self.user, paper=self.paper, **form.values)


class StepEdit(RoutePage):
    template_name = "council/step.html"
    form_class = StepForm
    submit_label = _("Save the step")
    saved_message = _("The step is saved.")

    def save(self, form: Any) -> ConsultationStep:
        return services.change_step(
            by=self.user, step=self.step, version=form.version, values=form.values
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The form sets its values on the step; the heading keeps the saved name.
        form = kwargs.get("form")
        title = form.initial["body_name"] if form else self.step.body_name
        return super().get_context_data(**{"title": title, "step": self.step, **kwargs})


class StepResult(RoutePage):
    form_class = ResultForm
    title = _("Record the result")
    submit_label = _("Record the result")
    saved_message = _("The result is recorded.")
    template_name = "council/step_result.html"

    def save(self, form: Any) -> ConsultationStep:
        return services.record_result(
            by=self.user, step=self.step, version=form.version, **form.values
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The form sets its values on the step; what the heading says does not change.
        step = self.step
        values = {"step": step, "step_name": step.body_name, "step_on": step.on}
        return super().get_context_data(**{**values, **kwargs})


class StepMove(PaperAction):
    section, anchor = "route", "#abschnitt"

    def do(self) -> None:
        services.move_step(by=self.user, step=self.step, up=self.up)


class StepRemove(PaperAction):
    section = "route"
    done_message = _("The step is taken out of the route.")

    def do(self) -> None:
        services.remove_step(by=self.user, step=self.step, version=self.version)
