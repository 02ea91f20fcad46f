"""Phases: add, change, shift, put in order, remove."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage, AddPage, ChangePage, Values
from begleitwerk.processes import selectors, services
from begleitwerk.processes.forms import PhaseAddForm, PhaseForm, ShiftForm
from begleitwerk.processes.models import Phase, Process
from begleitwerk.processes.presenters import label_of, planned_words
from begleitwerk.processes.views.process import ProcessMixin


class PhaseMixin(ProcessMixin):
    """A phase of a process the municipality takes part in."""

    permission = "processes.edit_process"

    @cached_property
    def phase(self) -> Phase:
        return selectors.get_phase_or_404(self.municipality, self.kwargs["pk"])

    @cached_property
    def process(self) -> Process:
        return self.phase.process

    def anchor_url(self) -> str:
        """The phase's own place on the page of its process."""
        url = reverse("processes:process_at", args=[self.municipality.slug, self.process.pk])
        return f"{url}#phase-{self.phase.pk}"


class PhaseFormPage(PhaseMixin, ChangePage):
    record_name = "phase"

    def permission_object(self) -> Any:
        return self.municipality

    def get_success_url(self) -> str:
        return self.anchor_url()


class PhaseShiftPage(PhaseFormPage):
    service = staticmethod(services.shift_phase)
    form_class = ShiftForm
    template_name = "processes/phase_shift.html"
    submit_label = _("Shift phase")
    saved_message = _("The dates are shifted. The old ones are kept with the reason.")

    def values(self) -> Values:
        # a bound form writes what was typed into its instance, so the saved phase is read anew
        rows = selectors.phases(self.process)
        saved = next(row for row in rows if row.pk == self.phase.pk)
        behind = (row for row in rows if row.position > saved.position and not row.actual_end)
        return {
            **super().values(),
            "title": _("Shift phase: %(name)s") % {"name": label_of(saved)},
            "planned": planned_words(saved),
            "later": [(label_of(row), planned_words(row)) for row in behind],
        }


class PhaseEdit(PhaseFormPage):
    service = staticmethod(services.change_phase)
    form_class = PhaseForm
    template_name = "processes/phase_edit.html"
    title = _("Edit phase")
    submit_label = _("Save phase")
    saved_message = _("The phase is saved.")


class PhaseAdd(ProcessMixin, AddPage):
    permission = "processes.edit_process"
    service = staticmethod(services.add_phase)
    form_class = PhaseAddForm
    form_takes = ("phases",)
    title = _("Add phase")
    submit_label = _("Add phase")
    saved_message = _("The phase is added.")

    @property
    def phases(self) -> Any:
        return self.process.phases.order_by("position", "pk")

    def within(self) -> Values:
        return {"process": self.process}

    def get_success_url(self) -> str:
        return reverse("processes:process_at", args=[self.municipality.slug, self.process.pk])


class PhaseEarlier(PhaseMixin, ActionPage):
    done_message = _("The order is changed.")
    steps = -1

    def act(self) -> None:
        services.move_phase(
            by=self.user,
            phase=self.phase,
            steps=self.steps,
        )

    def target_url(self) -> str:
        return self.anchor_url()


class PhaseLater(PhaseEarlier):
    steps = 1


class PhaseRemove(PhaseMixin, ActionPage):
    done_message = _("The phase is removed.")

    def act(self) -> None:
        services.remove_phase(by=self.user, phase=self.phase)

    def target_url(self) -> str:
        return reverse("processes:process_at", args=[self.municipality.slug, self.process.pk])
