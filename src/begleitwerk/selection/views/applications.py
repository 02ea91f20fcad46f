"""A municipality's own application, from the invitation to the receipt."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from begleitwerk.accounts.models import User
from begleitwerk.core.pages import ActionPage, FormPage, Page
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.core.presenters import history_lines
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.files.exports import download_of
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.pages import MunicipalityPage, access_url
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.selection.enums import LetterKind
from begleitwerk.selection.forms.applications import STEP_FORMS, ApprovalForm, AttachmentForm
from begleitwerk.selection.forms.invitations import ReasonForm
from begleitwerk.selection.models import Application, ApplicationFile, Candidacy
from begleitwerk.selection.selectors.applications import (
    STEPS,
    application_of,
    approvers_of,
    content_of,
    file_lines,
    file_or_404,
    is_late,
    letter_or_404,
    letters_of,
    may_edit,
    overview_of,
    own_candidacies,
    own_candidacy_or_404,
    own_events,
    progress_of,
    receipt_of,
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
from begleitwerk.selection.services.invitations import record_reply

Crumbs = list[tuple[Any, str]]


class OwnArea(MunicipalityPage):
    """Pages of the municipality about its applications."""

    @property
    def person(self) -> User:
        return cast("User", self.request.user)

    def may(self, permission: P) -> bool:
        return access_of(self.person).may(permission, self.municipality.workspace)

    def address(self, name: str, *ids: Any) -> str:
        return reverse(f"selection:{name}", args=[self.municipality.slug, *ids])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_write=self.may(P.APPLICATION_EDIT),
            may_approve=self.may(P.APPLICATION_APPROVE),
            **kwargs,
        )


class OfOwn(OwnArea):
    """A page about one of them, or below it."""

    @cached_property
    def candidacy(self) -> Candidacy:
        return own_candidacy_or_404(self.municipality, self.kwargs["pk"])

    @cached_property
    def application(self) -> Application | None:
        return application_of(self.candidacy)

    def permission_object(self) -> Any:
        return self.candidacy

    def begun(self) -> Application:
        if self.application is None:
            raise Http404
        return self.application

    def here(self, name: str, *ids: Any) -> str:
        return self.address(name, self.candidacy.pk, *ids)

    def get_success_url(self) -> str:
        return self.here("application")

    def crumbs(self) -> Crumbs:
        return [
            (_("Applications"), self.address("applications")),
            (self.candidacy.round.name, self.here("application")),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "candidacy": self.candidacy,
            "application": self.application,
            "crumbs": self.crumbs(),
        }
        return super().get_context_data(**{**context, **kwargs})


class Writing(OfOwn):
    """A page that changes the application; once it is handed in, it leads to what was sent."""

    permission = "selection.edit_own_application"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_edit(self.begun()):
            return super().get(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
        messages.info(request, gettext("The application was handed in and does not change now."))
        return redirect(self.get_success_url())


# --- Overview ---------------------------------------------------------------------------------


class OwnApplications(OwnArea, Page):
    permission = "selection.view_own_application"
    template_name = "selection/applications.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        overviews = [overview_of(row) for row in own_candidacies(self.municipality)]
        return super().get_context_data(overviews=overviews, today=timezone.localdate(), **kwargs)


class OwnApplication(OfOwn, Page):
    """Where the application stands, what is missing, what was sent."""

    permission = "selection.view_own_application"
    template_name = "selection/application.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.application
        content = content_of(application) if application else None
        letters = list(letters_of(self.candidacy))
        invitations = (row.content for row in letters if row.kind == LetterKind.INVITATION)
        return super().get_context_data(
            overview=overview_of(self.candidacy),
            letters=letters,
            invitation=next(invitations, {}),
            content_sections=sections_of(content) if content else (),
            files=file_lines(content, [row["id"] for row in content["files"]]) if content else (),
            history=history_lines(own_events(self.candidacy)),
            today=timezone.localdate(),
            **kwargs,
        )


# --- Invitation -------------------------------------------------------------------------------


class ApplicationAccept(OfOwn, ActionPage):
    permission = "selection.edit_own_application"
    done_message = _("You can begin. Everything is saved as you write.")

    def act(self) -> None:
        record_reply(by=self.person, candidacy=self.candidacy, reply="accept", by_municipality=True)

    def target_url(self) -> str:
        return self.here("application")


class ApplicationDecline(OfOwn, FormPage):
    permission = "selection.edit_own_application"
    template_name = "selection/application_decline.html"
    form_class = ReasonForm
    title = _("Decline the invitation")
    submit_label = _("Decline")
    saved_message = _("You have declined. The programme office knows it now.")

    def save(self, form: Any) -> None:
        record_reply(
            by=self.person,
            candidacy=self.candidacy,
            reply="decline",
            note=form.cleaned_data["reason"],
            by_municipality=True,
        )


# --- Write ------------------------------------------------------------------------------------


class ApplicationStep(Writing, FormPage):
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
            by=self.person,
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
                by=self.person,
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


class ApplicationFiles(Writing, FormPage):
    """What is attached, and one file more."""

    template_name = "selection/application_files.html"
    form_class = AttachmentForm
    title = _("Attachments")
    submit_label = _("Attach the file")
    saved_message = _("The file is attached.")

    def save(self, form: Any) -> ApplicationFile:
        return attach(
            by=self.person,
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
        remove_attachment(by=self.person, attachment=row)

    def target_url(self) -> str:
        return self.here("application_files")


class ApplicationFileDownload(OfOwn, PermissionMixin, View):
    permission = "selection.view_own_application"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        return download_of(file_or_404(self.application, self.kwargs["file_pk"]).file)


# --- Check, approve, hand in ------------------------------------------------------------------


class ApplicationCheck(Writing, FormPage):
    """Everything as it will be handed in, what is missing, and who approves."""

    permission = "selection.view_own_application"
    template_name = "selection/application_check.html"
    form_class = ApprovalForm
    submit_label = _("Ask for approval")
    saved_message = _("The person was asked for approval by mail.")

    def get_form_kwargs(self) -> dict[str, Any]:
        approvers = approvers_of(self.municipality).exclude(pk=self.person.pk)
        return {**super().get_form_kwargs(), "approvers": approvers}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(P.APPLICATION_EDIT):
            return redirect(self.here("application_check"))
        return super().post(request, *args, **kwargs)

    def save(self, form: Any) -> Application:
        return request_approval(
            by=self.person,
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
                by=self.person,
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
            by=self.person, application=self.begun(), reason=form.cleaned_data["reason"]
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
            by=self.person, application=self.begun(), reason=form.cleaned_data["reason"]
        )


# --- Letters ----------------------------------------------------------------------------------


class OwnLetter(OfOwn, PermissionMixin, View):
    """A letter the municipality was sent."""

    permission = "selection.view_own_application"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        return download_of(letter_or_404(self.candidacy, self.kwargs["letter_pk"]).file)


class ApplicationReceipt(OfOwn, PermissionMixin, View):
    """The latest receipt."""

    permission = "selection.view_own_application"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        receipt = receipt_of(self.candidacy)
        if receipt is None:
            raise Http404
        return download_of(receipt.file)
