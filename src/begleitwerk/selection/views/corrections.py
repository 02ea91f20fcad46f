"""A correction of what was handed in: the office proposes, the municipality agrees or not."""

from functools import cached_property
from typing import Any, cast

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ConfirmForm, ReasonForm
from begleitwerk.core.pages import ActionPage, AddPage, ChangePage, Crumbs, Page, Values
from begleitwerk.selection.forms.corrections import CorrectionForm
from begleitwerk.selection.models import Application, Correction, Letter
from begleitwerk.selection.selectors.applications import application_of, receipt_of
from begleitwerk.selection.selectors.applications.experience import themes_apart, value_of
from begleitwerk.selection.selectors.corrections import (
    CorrectionLine,
    as_text,
    correctable,
    correction_lines,
    correction_or_404,
    entries_of,
    in_words,
    label_of,
    may_be_corrected,
)
from begleitwerk.selection.services.corrections import (
    agree_to_correction,
    propose_correction,
    refuse_correction,
    take_back_correction,
)
from begleitwerk.selection.tasks.receipts import receipt_soon
from begleitwerk.selection.views.applications import OfBegun
from begleitwerk.selection.views.base import OfCandidacy

# --- The office -----------------------------------------------------------------------------------


class OfHandedIn(OfCandidacy):
    """About an application that may be corrected; any other has no such page."""

    permission = "selection.edit_candidacy"

    @cached_property
    def application(self) -> Application:
        found = application_of(self.candidacy)
        if found is None or not may_be_corrected(found):
            raise Http404
        return found


class Corrections(OfHandedIn, Page):
    """Every entry that may be corrected; for all else the application goes back."""

    template_name = "selection/corrections.html"

    def values(self) -> Values:
        return {**super().values(), "entries": correctable(self.application)}


class CorrectionAdd(OfHandedIn, AddPage):
    """What was handed in, what should stand instead, and why."""

    service = staticmethod(propose_correction)
    template_name = "selection/correction_add.html"
    form_class = CorrectionForm
    form_takes = ("application", "field")
    submit_label = _("Ask for consent")
    saved_message = _("The applicant is asked. Until it agrees, what was handed in counts.")

    @cached_property
    def field(self) -> str:
        if self.kwargs["field"] not in entries_of(self.application):
            raise Http404
        return str(self.kwargs["field"])

    def within(self) -> Values:
        return {"application": self.application, "field": self.field}

    def crumbs(self) -> Crumbs:
        url = self.address("corrections", self.round.pk, self.candidacy.pk)
        return [*super().crumbs(), (_("Correct an entry"), url)]

    def get_success_url(self) -> str:
        return self.own_url()

    def values(self) -> Values:
        now = as_text(value_of(self.application, self.field))
        return {
            **super().values(),
            "label": label_of(self.field, themes_apart(self.application)),
            "handed_in": in_words(self.field, now),
        }


class CorrectionTakeBack(OfCandidacy, ActionPage):
    permission = "selection.edit_candidacy"
    done_message = _("The correction is taken back. What was handed in counts.")

    def act(self) -> None:
        row = correction_or_404(application_of(self.candidacy), self.kwargs["correction_pk"])
        take_back_correction(by=self.user, correction=row)


# --- The municipality -----------------------------------------------------------------------------


class CorrectionAnswer(OfBegun, ChangePage):
    permission = "selection.approve_own_application"
    record_name = "correction"
    template_name = "selection/correction_answer.html"

    @cached_property
    def correction(self) -> Correction:
        return correction_or_404(self.application, self.kwargs["correction_pk"])

    def values(self) -> Values:
        return {**super().values(), "line": self.line()}

    def line(self) -> CorrectionLine:
        is_open = may_be_corrected(self.application)
        return correction_lines([self.correction], is_open=is_open)[0]


class CorrectionAgree(CorrectionAnswer):
    form_class = ConfirmForm
    title = _("Agree to the correction?")
    submit_label = _("Agree")
    saved_message = _("You agreed. What was corrected counts now, a new receipt is being made.")

    def save(self, form: Any) -> Correction:
        row = agree_to_correction(by=self.user, correction=self.correction, version=form.version)
        receipt_soon(cast("Letter", receipt_of(self.candidacy)), self.user.pk)
        return row

    def values(self) -> Values:
        url = self.here("correction_refuse", self.correction.pk)
        return {**super().values(), "refuse_url": url}


class CorrectionRefuse(CorrectionAnswer):
    service = staticmethod(refuse_correction)
    form_class = ReasonForm
    title = _("Do not agree to the correction")
    submit_label = _("Do not agree")
    saved_message = _("You did not agree. What you handed in goes on counting.")
