"""Pages of the office: whom to invite, what was replied, what came in, what contradicts."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import (
    ActionPage,
    AddPage,
    FilePage,
    FormPage,
    ListPage,
    Values,
    number_in,
)
from begleitwerk.core.selectors import jobs_of
from begleitwerk.core.services import queue_work
from begleitwerk.engine.documents import render_html
from begleitwerk.files.exports import download_of
from begleitwerk.files.models import StoredFile
from begleitwerk.selection.enums import INVITABLE, CandidacyState, LetterKind
from begleitwerk.selection.exports.letters import CONTENT_TYPES, letter_file, letter_name
from begleitwerk.selection.forms.invitations import (
    AddressForm,
    CandidateFilter,
    ClaimForm,
    InvitationFilter,
    InviteForm,
    ReplyForm,
    ReturnForm,
)
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.papers.invitation import (
    invitation_content,
    invitation_document,
    standard_text,
)
from begleitwerk.selection.rules.steps import ROUND, RoundStand, RoundStep, allowed
from begleitwerk.selection.selectors.applications import (
    Recipient,
    application_of,
    candidates_of,
    file_or_404,
    letters_of,
    recipients_of,
)
from begleitwerk.selection.selectors.approvers import Access, access_at
from begleitwerk.selection.selectors.claims import Check, contradictions_of
from begleitwerk.selection.services.applications import return_application
from begleitwerk.selection.services.claims import answer_claim
from begleitwerk.selection.services.invitations import (
    close_replies,
    invite,
    record_reply,
    start_inviting,
)
from begleitwerk.selection.tables.invitations import InvitationTable
from begleitwerk.selection.tasks.invitations import send_invitations
from begleitwerk.selection.views.base import OfCandidacy, OfRound

# So many letters are written while one waits; it takes less than a second.
AT_ONCE = 20
# Further rows are chosen by the filter, not one by one.
MOST_ROWS = 300


class OfInvitations(OfRound):
    """A page about the invitations of one round."""

    def get_success_url(self) -> str:
        return self.address("invitations", self.round.pk)


# --- Invite -----------------------------------------------------------------------------------


class Invite(OfInvitations, FormPage):
    """Whom to invite; then what follows from it; then the letters go out."""

    permission = "selection.edit_round"
    template_name = "selection/invite.html"
    form_class = InviteForm
    form_takes = ("candidates",)
    submit_label = _("Check the invitations")

    @cached_property
    def filterset(self) -> CandidateFilter:
        return CandidateFilter(
            self.request.GET,
            queryset=candidates_of(self.round).filter(state__in=INVITABLE),
            themes=self.round.edition.themes.select_related("item"),
        )

    @property
    def candidates(self) -> QuerySet[Candidacy]:
        rows: QuerySet[Candidacy] = self.filterset.qs
        return rows

    def get_initial(self) -> dict[str, Any]:
        round = self.round
        return {"text": round.invitation_text or standard_text(round), "contact": round.contact}

    def form_valid(self, form: Any) -> HttpResponse:
        recipients, access = recipients_of(form.chosen), access_at(form.chosen)
        confirmed = "confirmed" in self.request.POST
        self.addresses = AddressForm(
            self.request.POST if confirmed else None, recipients=recipients, access=access
        )
        if confirmed and self.addresses.is_valid():
            return super().form_valid(form)
        return self.consequences(form, recipients, access, failed=confirmed)

    def consequences(
        self, form: Any, recipients: list[Recipient], access: Mapping[int, Access], *, failed: bool
    ) -> HttpResponse:
        """What follows from it, before anything goes out."""
        count = len(recipients)
        send = ngettext("Send one invitation", "Send %(count)s invitations", count)
        context = self.get_context_data(
            form=form,
            addresses=self.addresses,
            chosen=form.chosen,
            mails=sum(bool(row.email) for row in recipients),
            accounts=sum(access[row.candidacy.pk].is_new and bool(row.email) for row in recipients),
            nobody_writes=[
                row.candidacy.municipality
                for row in recipients
                if not (there := access[row.candidacy.pk]).writes and not there.is_new
            ],
            again=[row for row in form.chosen if row.state == CandidacyState.DECLINED],
            kept=self.kept(),
            preview=self.preview(form),
            send_label=send % {"count": count},
            back_label=gettext("Back"),
            has_errors=failed,
        )
        return self.response_class(
            request=self.request,
            template=["selection/invite_check.html"],
            context=context,
            status=422 if failed else 200,
        )

    def kept(self) -> list[tuple[str, str]]:
        """What was typed, for the second sheet."""
        own = ("reply_by", "text", "contact")
        return [
            (name, str(value)) for name, value in self.request.POST.items() if name.startswith(own)
        ]

    def preview(self, form: Any) -> str:
        """The letter to the first of them, as a page."""
        first = recipients_of(form.chosen[:1])[0]
        content = invitation_content(
            first.candidacy, on=timezone.localdate(), by_post=not first.email, **form.values
        )
        return render_html(invitation_document(content))

    def save(self, form: Any) -> None:
        if len(form.chosen) <= AT_ONCE:
            self.write(form)
            return
        with transaction.atomic():
            job = start_inviting(by=self.user, round=self.round, count=len(form.chosen))
            self.job_id = job.pk
            queue_work(
                job_id=job.pk,
                work=send_invitations,
                candidacy_ids=[row.pk for row in form.chosen],
                emails={str(pk): email for pk, email in self.addresses.emails.items()},
                approvers={str(pk): email for pk, email in self.addresses.approvers.items()},
                **{**form.values, "reply_by": form.values["reply_by"].isoformat()},
            )

    def write(self, form: Any) -> None:
        letters = invite(
            by=self.user,
            candidacies=form.chosen,
            emails=self.addresses.emails,
            approvers=self.addresses.approvers,
            **form.values,
        )
        text = ngettext(
            "One municipality is invited.", "%(count)s municipalities are invited.", len(letters)
        )
        messages.success(self.request, text % {"count": len(letters)})

    def get_success_url(self) -> str:
        job = getattr(self, "job_id", None)
        return f"{super().get_success_url()}?auftrag={job}" if job else super().get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form")
        ticked = form.data.getlist("candidacies") if form is not None and form.is_bound else []
        return super().get_context_data(**kwargs, ticked={*map(number_in, ticked)})

    def values(self) -> Values:
        return {
            **super().values(),
            "filter": self.filterset,
            "rows": self.candidates[:MOST_ROWS],
            "count": self.candidates.count(),
            "most": MOST_ROWS,
        }


class InvitationList(OfInvitations, ListPage):
    """Those invited, and what they replied."""

    permission = "selection.view_round"
    template_name = "selection/invitations.html"
    table_class = InvitationTable
    filterset_class = InvitationFilter
    export_name = "einladungen"

    def get_queryset(self) -> QuerySet[Candidacy]:
        return candidates_of(self.round).exclude(invited_on=None)

    def get_table_kwargs(self) -> dict[str, Any]:
        slug = self.programme.workspace.slug
        return {"slug": slug, "may_edit": self.may("selection.edit_round")}

    def values(self) -> Values:
        waits = Q(state=CandidacyState.INVITED, replied_on=None)
        counts = (
            self.get_queryset()
            .prefetch_related(None)
            .order_by()
            .aggregate(
                invited=Count("pk"),
                waiting=Count("pk", filter=waits),
                lapsed=Count("pk", filter=Q(state=CandidacyState.NO_REPLY)),
                silent=Count("pk", filter=waits & Q(reply_by__lt=timezone.localdate())),
            )
        )
        found = {**super().values(), **counts, "job": self.job()}
        if found["may_edit"] and self.may_invite():
            url = self.address("invite", self.round.pk)
            found |= {"action_url": url, "action_label": _("Invite municipalities")}
        return found

    def may_invite(self) -> bool:
        """Until applications are over; then the office looks at what came, and invites nobody."""
        steps, until = allowed(ROUND, RoundStand(self.round.state)), self.round.apply_until
        is_over = until is not None and until < timezone.localdate()
        return RoundStep.INVITE in steps and not is_over

    def job(self) -> Any:
        wanted = number_in(self.request.GET.get("auftrag", ""))
        return jobs_of(self.user.pk).filter(pk=wanted).first() if wanted is not None else None


class RepliesClose(OfInvitations, ActionPage):
    permission = "selection.edit_round"

    def act(self) -> None:
        count = close_replies(by=self.user, round=self.round)
        text = ngettext(
            "One municipality did not reply in time.",
            "%(count)s municipalities did not reply in time.",
            count,
        )
        messages.success(self.request, text % {"count": count})


# --- One candidate ----------------------------------------------------------------------------


class InvitationLetter(OfCandidacy, FilePage):
    """The letter as it went out; before that, as it would go out today."""

    permission = "selection.view_candidacy"

    def file(self) -> HttpResponseBase:
        kind = self.kwargs["kind"]
        if kind not in CONTENT_TYPES:
            raise Http404
        sent = letters_of(self.candidacy).filter(kind=LetterKind.INVITATION).first()
        if sent and kind == "pdf":
            return download_of(cast("StoredFile", sent.file))
        content = sent.content if sent and sent.content else self.draft()
        file = letter_file(invitation_document(content), kind)
        name = letter_name("einladung", self.candidacy.municipality.slug)
        return file_response(file, name=f"{name}.{kind}", content_type=CONTENT_TYPES[kind])

    def draft(self) -> dict[str, Any]:
        today = timezone.localdate()
        return invitation_content(
            self.candidacy,
            on=today,
            reply_by=self.candidacy.reply_by or self.round.apply_until or today,
            text=self.round.invitation_text,
            contact=self.round.contact,
            by_post=not recipients_of([self.candidacy])[0].email,
        )


class Reply(OfCandidacy, AddPage):
    """What a municipality replied by telephone or letter."""

    permission = "selection.edit_candidacy"
    service = staticmethod(record_reply)
    template_name = "selection/reply.html"
    form_class = ReplyForm
    title = _("Record reply")
    submit_label = _("Record reply")
    saved_message = _("The reply is recorded.")

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def within(self) -> Values:
        return {"candidacy": self.candidacy}


class ApplicationReturn(OfCandidacy, FormPage):
    """Back to the municipality, with what is missing."""

    permission = "selection.edit_candidacy"
    template_name = "selection/application_return.html"
    form_class = ReturnForm
    title = _("Send back as incomplete")
    submit_label = _("Send back")
    saved_message = _("The application is sent back. The municipality gets a mail.")

    def save(self, form: Any) -> None:
        application = application_of(self.candidacy)
        if application is None:
            raise Http404
        return_application(by=self.user, application=application, **form.values)


class ApplicationAttachment(OfCandidacy, FilePage):
    """A file that was handed in: for the office, and for the two who review it."""

    permission = "selection.read_application"

    def file(self) -> HttpResponseBase:
        application = application_of(self.candidacy)
        if application is None or application.submitted_at is None:
            raise Http404  # a draft is the municipality's own
        return download_of(file_or_404(application, self.kwargs["file_pk"]).file)


class ClaimAnswerPage(OfCandidacy, FormPage):
    """A claim that contradicts the register: what counts, and what was found out."""

    permission = "selection.edit_candidacy"
    template_name = "selection/claim.html"
    form_class = ClaimForm
    form_takes = ("item",)
    submit_label = _("Save the answer")
    saved_message = _("The contradiction is answered.")

    @cached_property
    def item(self) -> Check:
        found = contradictions_of([self.candidacy]).get(self.candidacy.pk, ())
        for row in found:
            if row.claim == self.kwargs["claim"]:
                return row
        raise Http404

    def save(self, form: Any) -> None:
        about: Values = {"candidacy": self.candidacy, "claim": self.item.claim}
        answer_claim(by=self.user, **about, version=form.version, **form.values)

    def values(self) -> Values:
        return {**super().values(), "item": self.item}
