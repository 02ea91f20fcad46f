"""The consultation route: its steps, their order, their results."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage, ChangePage, Values
from begleitwerk.council import services
from begleitwerk.council.forms import ResultForm, StepForm
from begleitwerk.council.views.common import PaperPage, PartAdd


class StepNew(PartAdd):
    section = "route"
    service = staticmethod(services.add_step)
    form_class = StepForm
    form_takes = ("municipality",)
    title = _("Add a step to the route")
    submit_label = _("Add the step")
    saved_message = _("The step is added.")


class StepEdit(PaperPage, ChangePage):
    section = "route"
    record_name = "step"
    service = staticmethod(services.change_step)
    template_name = "council/step.html"
    form_class = StepForm
    form_takes = ("municipality",)
    submit_label = _("Save the step")
    saved_message = _("The step is saved.")

    def values(self) -> Values:
        return {**super().values(), "title": self.step.body_name}


class StepResult(PaperPage, ChangePage):
    section = "route"
    record_name = "step"
    service = staticmethod(services.record_result)
    template_name = "council/step_result.html"
    form_class = ResultForm
    form_takes = ("municipality",)
    title = _("Record the result")
    submit_label = _("Record the result")
    saved_message = _("The result is recorded.")


class StepMove(PaperPage, ActionPage):
    section, anchor = "route", "#abschnitt"

    def act(self) -> None:
        services.move_step(by=self.user, step=self.step, up=self.up)


class StepRemove(PaperPage, ActionPage):
    section = "route"
    done_message = _("The step is taken out of the route.")

    def act(self) -> None:
        services.remove_step(by=self.user, step=self.step, version=self.version)
