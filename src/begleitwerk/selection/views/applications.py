"""A municipality's own application, from the invitation to the receipt."""

from functools import cached_property
from typing import Any, ClassVar

from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import ActionPage, Crumbs, FilePage, FormPage, Page, Values
from begleitwerk.core.presenters import history_lines
from begleitwerk.files.exports import download_of
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.selection.enums import LetterKind
from begleitwerk.selection.models import Application, Candidacy
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep, allowed
from begleitwerk.selection.selectors.after import own_outcome
from begleitwerk.selection.selectors.applications import (
    application_of,
    file_lines,
    letter_or_404,
    overview_of,
    own_candidacies,
    own_candidacy_or_404,
    own_content,
    own_events,
    receipt_of,
    sections_of,
)
from begleitwerk.selection.selectors.applications.parts import files_of
from begleitwerk.selection.selectors.corrections import lines_of
from begleitwerk.selection.selectors.receipts import receipt_state
from begleitwerk.selection.selectors.stands import told_stand
from begleitwerk.selection.services.invitations import record_reply
from begleitwerk.selection.tasks.receipts import receipt_soon


class OwnArea(MunicipalityPage):
    """Pages of the municipality about its applications."""

    def may(self, permission: P) -> bool:
        return access_of(self.user).may(permission, self.municipality.workspace)

    def address(self, name: str, *ids: Any) -> str:
        return reverse(f"selection:{name}", args=[self.municipality.slug, *ids])

    def values(self) -> Values:
        return {
            **super().values(),
            "may_write": self.may(P.APPLICATION_EDIT),
            "may_approve": self.may(P.APPLICATION_APPROVE),
        }


class OfOwn(OwnArea):
    """A page about one of them, or below it; a form or a button on it leads to its page."""

    record_name: ClassVar[str] = "candidacy"

    @cached_property
    def candidacy(self) -> Candidacy:
        return own_candidacy_or_404(self.municipality, self.kwargs["pk"])

    @cached_property
    def application(self) -> Application | None:
        return application_of(self.candidacy)

    def permission_object(self) -> Any:
        return self.candidacy

    def here(self, name: str, *ids: Any) -> str:
        return self.address(name, self.candidacy.pk, *ids)

    def get_success_url(self) -> str:
        return self.here("application")

    def target_url(self) -> str:
        return self.get_success_url()

    def back_url(self) -> str:
        return self.get_success_url()

    def crumbs(self) -> Crumbs:
        return [
            (_("Applications"), self.address("applications")),
            (self.candidacy.round.name, self.here("application")),
        ]

    def values(self) -> Values:
        return {
            **super().values(),
            "candidacy": self.candidacy,
            "application": self.application,
        }


class OfBegun(OfOwn):
    """A page about an application that was begun."""

    record_name = "application"

    @cached_property
    def application(self) -> Application:
        found = application_of(self.candidacy)
        if found is None:
            raise Http404
        return found


# --- Overview ---------------------------------------------------------------------------------


class OwnApplications(OwnArea, Page):
    permission = "selection.view_own_application"
    template_name = "selection/applications.html"

    def values(self) -> Values:
        rows = own_candidacies(self.municipality)
        if not self.may(P.APPLICATION_VIEW):  # whoever approves reads what she was asked about
            rows = rows.filter(application__approver=self.user)
        overviews = [overview_of(row) for row in rows]
        return {**super().values(), "overviews": overviews, "today": timezone.localdate()}


class OwnApplication(OfOwn, Page):
    """Where the application stands, what is missing, what was sent."""

    permission = "selection.view_own_application"
    template_name = "selection/application.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:1]

    def values(self) -> Values:
        application = self.application
        content = own_content(self.candidacy, application) if application else None
        letters = [row for row in self.candidacy.letters.all() if row.file is not None]
        invitations = (row.content for row in letters if row.kind == LetterKind.INVITATION)
        return {
            **super().values(),
            "overview": overview_of(self.candidacy),
            "may_withdraw": self.may_withdraw(),
            "letters": letters,
            "receipt": receipt_state(self.candidacy),
            "corrections": lines_of(application),
            "invitation": next(invitations, {}),
            "content_sections": sections_of(content) if content else (),
            "files": file_lines(content, [row.pk for row in files_of(application)])
            if application and content
            else (),
            "history": history_lines(own_events(self.candidacy)),
            "today": timezone.localdate(),
            **own_outcome(self.candidacy),
        }

    def may_withdraw(self) -> bool:
        steps = allowed(CANDIDATE, told_stand(self.candidacy))
        return self.may(P.APPLICATION_EDIT) and CandidateStep.WITHDRAW in steps


# --- Invitation -------------------------------------------------------------------------------


class ApplicationAccept(OfOwn, ActionPage):
    permission = "selection.edit_own_application"
    done_message = _("You can begin. Everything is saved as you write.")

    def act(self) -> None:
        record_reply(by=self.user, candidacy=self.candidacy, reply="accept", by_municipality=True)


class ApplicationDecline(OfOwn, FormPage):
    permission = "selection.edit_own_application"
    template_name = "selection/application_decline.html"
    form_class = ReasonForm
    title = _("Decline the invitation")
    submit_label = _("Decline")
    saved_message = _("You have declined. The programme office knows it now.")

    def save(self, form: Any) -> None:
        record_reply(
            by=self.user,
            candidacy=self.candidacy,
            reply="decline",
            note=form.cleaned_data["reason"],
            by_municipality=True,
        )


# --- Letters ----------------------------------------------------------------------------------


class OwnLetter(OfOwn, FilePage):
    """A letter the municipality was sent."""

    permission = "selection.view_own_application"

    def file(self) -> FileResponse:
        letter = letter_or_404(self.candidacy, self.kwargs["letter_pk"])
        if letter.file is None:
            raise Http404
        return download_of(letter.file)


class ApplicationReceipt(OfOwn, FilePage):
    """The latest receipt."""

    permission = "selection.view_own_application"

    def file(self) -> FileResponse:
        receipt = receipt_of(self.candidacy)
        if receipt is None or receipt.file is None:
            raise Http404
        return download_of(receipt.file)


class ReceiptMake(OfOwn, ActionPage):
    """It could not be made: try it again."""

    permission = "selection.view_own_application"
    done_message = _("The receipt is being made.")

    def act(self) -> None:
        found = receipt_state(self.candidacy)
        if found is not None and found.may_be_made_again:
            receipt_soon(found.letter, self.user.pk)
