"""Writing an application: its steps, attachments, check, approval, withdrawal."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    JsonResponse,
)
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from begleitwerk.core.pages import ActionPage, FormPage
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.files.exports import download_of
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.pages import access_url
from begleitwerk.selection.forms.applications import STEP_FORMS, ApprovalForm, AttachmentForm
from begleitwerk.selection.forms.invitations import ReasonForm
from begleitwerk.selection.models import Application, ApplicationFile
from begleitwerk.selection.selectors.applications import (
    STEPS,
    approvers_of,
    content_of,
    file_lines,
    file_or_404,
    is_late,
    may_edit,
    progress_of,
    sections_of,
    size_words,
    step_or_404,
    step_print,
)
from begleitwerk.selection.services.applications import (
    attach,
    hand_in,
    refuse_approval,
    remove_attachment,
    request_approval,
    save_application,
    withdraw_application,
)
from begleitwerk.selection.views.applications import OfOwn


class Writing(OfOwn, FormPage):
    """A page that changes the application; once it is handed in, it leads to what was sent."""

    permission = "selection.edit_own_application"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if may_edit(self.begun()):
            return super().get(request, *args, **kwargs)
        messages.info(request, gettext("The application was handed in and does not change now."))
        return redirect(self.get_success_url())


# --- Write ------------------------------------------------------------------------------------


class ApplicationStep(Writing):
    """A step of the form. Saving leads on to the next; the script saves in between."""

    template_name = "selection/application_step.html"

    @cached_property
    def step(self) -> Any:
        return step_or_404(self.kwargs["step"])

    def get_form_class(self) -> Any:
        return STEP_FORMS[self.step.slug]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.begun()}

    def save(self, form: Any) -> Application:
        return save_application(
            by=self.user,
            application=self.begun(),
            version=form.version,
            values=form.values,
            seen=form.seen,
            step=self.step.slug,
        )

    def get_success_url(self) -> str:
        if "stay" in self.request.POST:
            return self.here("application_step", self.step.slug)
        slugs = [step.slug for step in STEPS]
        after = slugs[slugs.index(self.step.slug) + 1 :]
        return self.here("application_step", after[0]) if after else self.here("application_files")

    def cancel_url(self) -> str:
        return self.here("application")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            step=self.step,
            number=[step.slug for step in STEPS].index(self.step.slug) + 1,
            progress=progress_of(self.begun()),
            autosave_url=self.here("application_autosave", self.step.slug),
            **kwargs,
        )


class ApplicationAutosave(OfOwn, PermissionMixin, View):
    """Saves what can be saved while somebody writes, and says so in a few words.

    409: somebody else changed this step; 422: the application does not change any more.
    """

    permission = "selection.edit_own_application"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = step_or_404(self.kwargs["step"])
        application = self.begun()
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


class ApplicationFiles(Writing):
    """What is attached, and one file more."""

    template_name = "selection/application_files.html"
    form_class = AttachmentForm
    title = _("Attachments")
    submit_label = _("Attach the file")
    saved_message = _("The file is attached.")

    def save(self, form: Any) -> ApplicationFile:
        return attach(
            by=self.user,
            application=self.begun(),
            upload=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
        )

    def get_success_url(self) -> str:
        return self.here("application_files") if self.request.method == "POST" else self.back()

    def back(self) -> str:
        return self.here("application")

    def cancel_url(self) -> str:
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.begun().files.select_related("file")
        files = [(row, size_words(row.file.size)) for row in rows]
        return super().get_context_data(files=files, progress=progress_of(self.begun()), **kwargs)


class ApplicationFileRemove(OfOwn, ActionPage):
    permission = "selection.edit_own_application"
    done_message = _("The file is removed.")

    def act(self) -> None:
        row = file_or_404(self.application, self.kwargs["file_pk"])
        remove_attachment(by=self.user, attachment=row)

    def target_url(self) -> str:
        return self.here("application_files")


class ApplicationFileDownload(OfOwn, PermissionMixin, View):
    permission = "selection.view_own_application"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        return download_of(file_or_404(self.application, self.kwargs["file_pk"]).file)


# --- Check, approve, hand in ------------------------------------------------------------------


class ApplicationCheck(Writing):
    """Everything as it will be handed in, what is missing, and who approves."""

    permission = "selection.view_own_application"
    template_name = "selection/application_check.html"
    form_class = ApprovalForm
    submit_label = _("Ask for approval")
    saved_message = _("The person was asked for approval by mail.")

    def get_form_kwargs(self) -> dict[str, Any]:
        approvers = approvers_of(self.municipality).exclude(pk=self.user.pk)
        return {**super().get_form_kwargs(), "approvers": approvers}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(P.APPLICATION_EDIT):
            return redirect(self.here("application_check"))
        return super().post(request, *args, **kwargs)

    def save(self, form: Any) -> Application:
        return request_approval(
            by=self.user,
            application=self.begun(),
            approver=form.cleaned_data["approver"],
            note=form.cleaned_data["note"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        content = content_of(self.begun())
        return super().get_context_data(
            progress=progress_of(self.begun()),
            content_sections=sections_of(content),
            files=file_lines(content, [row["id"] for row in content["files"]]),
            would_be_late=is_late(
                self.candidacy.round, self.begun().submitted_at or timezone.now()
            ),
            approvers=approvers_of(self.municipality),
            invite_url=access_url(self.municipality.workspace, "invite")
            if self.may(P.MEMBERS_EDIT)
            else "",
            **kwargs,
        )


class ApplicationSubmit(OfOwn, ActionPage):
    """Approve and hand in what was just read: in between, nobody may have changed it."""

    permission = "selection.approve_own_application"
    done_message = _("The application is handed in. The receipt lies below.")
    failed = False

    def act(self) -> None:
        seen = self.request.POST.get("version", "")
        try:
            hand_in(
                by=self.user,
                application=self.begun(),
                version=int(seen) if seen.isdecimal() else None,
            )
        except EditConflict as conflict:
            self.failed = True
            text = gettext("Somebody changed the application meanwhile. Please read it again.")
            raise Refused(text) from conflict
        except Refused:
            self.failed = True
            raise

    def target_url(self) -> str:
        return self.here("application_check" if self.failed else "application")


class ApplicationRefuse(OfOwn, FormPage):
    """Not yet: what has to change first."""

    permission = "selection.approve_own_application"
    template_name = "selection/application_refuse.html"
    form_class = ReasonForm
    title = _("Not approve yet")
    submit_label = _("Send back to those who write")
    saved_message = _("The application goes back. Those who write get a mail.")

    def save(self, form: Any) -> Application:
        return refuse_approval(
            by=self.user, application=self.begun(), reason=form.cleaned_data["reason"]
        )


class ApplicationWithdraw(OfOwn, FormPage):
    permission = "selection.edit_own_application"
    template_name = "selection/application_withdraw.html"
    form_class = ReasonForm
    title = _("Withdraw the application")
    submit_label = _("Withdraw the application")
    saved_message = _("The application is withdrawn.")

    def save(self, form: Any) -> Application:
        return withdraw_application(
            by=self.user, application=self.begun(), reason=form.cleaned_data["reason"]
        )
