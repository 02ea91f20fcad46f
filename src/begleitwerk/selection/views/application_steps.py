"""Writing an application: its steps, attachments, check, approval, withdrawal."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from begleitwerk.accounts.models import User
from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import ActionPage, AddPage, ChangePage, FilePage, FormPage, Values
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.files.exports import download_of
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.selection.forms.applications import STEP_FORMS, ApprovalForm, AttachmentForm
from begleitwerk.selection.forms.invitations import ApproverForm
from begleitwerk.selection.models import Application, Letter
from begleitwerk.selection.selectors.applications import (
    STEPS,
    approvers_of,
    content_of,
    file_lines,
    file_or_404,
    is_late,
    progress_of,
    receipt_of,
    sections_of,
    size_words,
    step_or_404,
    step_print,
    why_not_write,
)
from begleitwerk.selection.selectors.applications.parts import files_of
from begleitwerk.selection.selectors.approvers import open_offer
from begleitwerk.selection.services.applications import (
    attach,
    hand_in,
    refuse_approval,
    remove_attachment,
    request_approval,
    save_application,
    withdraw_application,
)
from begleitwerk.selection.services.approvers import name_approver
from begleitwerk.selection.tasks.receipts import receipt_soon
from begleitwerk.selection.views.applications import OfBegun


class Writing(OfBegun, FormPage):
    """A page that changes the application; once it is handed in, it leads to what was sent."""

    permission = "selection.edit_own_application"

    def within(self) -> Values:
        return {"application": self.application}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        why_not = why_not_write(self.application)
        if not why_not:
            return super().get(request, *args, **kwargs)
        messages.info(request, why_not)
        return redirect(self.here("application"))


# --- Write ------------------------------------------------------------------------------------


class ApplicationStep(Writing, ChangePage):
    """A step of the form. Saving leads on to the next; the script saves in between."""

    template_name = "selection/application_step.html"

    @cached_property
    def step(self) -> Any:
        return step_or_404(self.kwargs["step"])

    def get_form_class(self) -> Any:
        return STEP_FORMS[self.step.slug]

    def save(self, form: Any) -> Application:
        return save_application(
            by=self.user,
            application=self.application,
            version=form.version,
            values=form.values,
            seen=form.seen,
            step=self.step.slug,
        )

    def get_success_url(self) -> str:
        if "stay" in self.request.POST:
            return self.here("application_step", self.step.slug)
        after = STEPS[STEPS.index(self.step) + 1 :]
        if not after:
            return self.here("application_files")
        return self.here("application_step", after[0].slug)

    def values(self) -> Values:
        return {
            **super().values(),
            "step": self.step,
            "number": STEPS.index(self.step) + 1,
            "progress": progress_of(self.application),
            "autosave_url": self.here("application_autosave", self.step.slug),
        }


class ApplicationAutosave(OfBegun, PermissionMixin, View):
    """Saves what can be saved while somebody writes, and says so in a few words.

    409: somebody else changed this step; 422: the application does not change any more.
    """

    permission = "selection.edit_own_application"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = step_or_404(self.kwargs["step"])
        application = self.application
        form = STEP_FORMS[step.slug](request.POST, instance=application, quiet=True)
        form.is_valid()  # what has no error is saved
        try:
            saved = save_application(
                by=self.user,
                application=application,
                version=form.version,
                values=form.values,
                seen=form.seen,
                step=step.slug,
            )
        except EditConflict:
            text = gettext("Somebody else has changed this step. Save it to compare both versions.")
            return JsonResponse({"text": text}, status=409)
        except Refused as refusal:
            return JsonResponse({"text": str(refusal)}, status=422)
        saved.refresh_from_db()
        marks = {"version": saved.version, "seen": step_print(saved, step.slug)}
        return JsonResponse({"text": saved_words(form.unsaved), "marks": marks})


def saved_words(unsaved: list[str]) -> str:
    time = f"{timezone.localtime():%H:%M}"
    if not unsaved:
        return gettext("Saved at %(time)s") % {"time": time}
    text = gettext("Saved at %(time)s, but not yet: %(fields)s")
    return text % {"time": time, "fields": ", ".join(dict.fromkeys(unsaved))}


# --- Attachments ------------------------------------------------------------------------------


class ApplicationFiles(Writing, AddPage):
    """What is attached, and one file more."""

    service = staticmethod(attach)
    template_name = "selection/application_files.html"
    form_class = AttachmentForm
    form_takes = ("municipality",)
    title = _("Attachments")
    submit_label = _("Attach the file")
    saved_message = _("The file is attached.")

    def get_success_url(self) -> str:
        return self.here("application_files")

    def values(self) -> Values:
        files = [(row, size_words(row.file.size)) for row in files_of(self.application)]
        return {**super().values(), "files": files, "progress": progress_of(self.application)}


class ApplicationFileRemove(OfBegun, ActionPage):
    permission = "selection.edit_own_application"
    done_message = _("The file is removed.")

    def act(self) -> None:
        row = file_or_404(self.application, self.kwargs["file_pk"])
        remove_attachment(by=self.user, attachment=row)

    def target_url(self) -> str:
        return self.here("application_files")


class ApplicationFileDownload(OfBegun, FilePage):
    permission = "selection.view_own_application"

    def file(self) -> FileResponse:
        return download_of(file_or_404(self.application, self.kwargs["file_pk"]).file)


# --- Check, approve, hand in ------------------------------------------------------------------


class ApplicationCheck(Writing, AddPage):
    """Everything as it will be handed in, what is missing, and who approves."""

    permission = "selection.view_own_application"
    service = staticmethod(request_approval)
    template_name = "selection/application_check.html"
    form_class = ApprovalForm
    form_takes = ("approvers",)
    submit_label = _("Ask for approval")
    saved_message = _("The person was asked for approval by mail.")

    @cached_property
    def approvers(self) -> QuerySet[User]:
        """Nobody asks herself."""
        return approvers_of(self.municipality).exclude(pk=self.user.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(P.APPLICATION_EDIT):
            return redirect(self.here("application_check"))
        return super().post(request, *args, **kwargs)

    def values(self) -> Values:
        content = content_of(self.application)
        moment = self.application.submitted_at or timezone.now()
        return {
            **super().values(),
            "progress": progress_of(self.application),
            "content_sections": sections_of(content),
            "files": file_lines(content, [row["id"] for row in content["files"]]),
            "would_be_late": is_late(self.candidacy.round, moment),
            "approvers": self.approvers,
            "offer": open_offer(self.municipality.workspace) if not self.approvers else None,
        }


class ApplicationApprover(Writing, AddPage):
    """Nobody here may approve: name who shall, so that the office invites her."""

    service = staticmethod(name_approver)
    form_class = ApproverForm
    title = _("Who approves the application?")
    submit_label = _("Tell the programme office")
    saved_message = _("The programme office was told and sends the invitation.")

    def get_success_url(self) -> str:
        return self.here("application_check")


class ApplicationSubmit(OfBegun, ActionPage):
    """Approve and hand in what was just read: in between, nobody may have changed it."""

    permission = "selection.approve_own_application"
    done_message = _("The application is handed in. The receipt is being made.")
    failed = False

    def act(self) -> None:
        try:
            with transaction.atomic():
                hand_in(
                    by=self.user,
                    application=self.application,
                    version=self.version,
                )
                receipt_soon(cast("Letter", receipt_of(self.candidacy)), self.user.pk)
        except EditConflict as conflict:
            self.failed = True
            text = gettext("Somebody changed the application meanwhile. Please read it again.")
            raise Refused(text) from conflict
        except Refused:
            self.failed = True
            raise

    def target_url(self) -> str:
        return self.here("application_check" if self.failed else "application")


class ApplicationRefuse(OfBegun, ChangePage):
    """Not yet: what has to change first."""

    permission = "selection.approve_own_application"
    service = staticmethod(refuse_approval)
    template_name = "selection/application_refuse.html"
    form_class = ReasonForm
    title = _("Not approve yet")
    submit_label = _("Send back to those who write")
    saved_message = _("The application goes back. Those who write get a mail.")


class ApplicationWithdraw(OfBegun, ChangePage):
    permission = "selection.edit_own_application"
    service = staticmethod(withdraw_application)
    template_name = "selection/application_withdraw.html"
    form_class = ReasonForm
    title = _("Withdraw the application")
    submit_label = _("Withdraw the application")
    saved_message = _("The application is withdrawn.")
