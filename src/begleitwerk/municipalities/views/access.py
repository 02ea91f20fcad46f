"""Who has access: members, invitations, one's own rights, the log of decisions."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from begleitwerk.accounts.enums import InvitationState
from begleitwerk.accounts.models import Invitation
from begleitwerk.accounts.selectors import invitation_of, user_by_email
from begleitwerk.core.forms import BaseForm
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.pages import (
    ActionPage,
    ChangePage,
    FormPage,
    ListPage,
    OneRecord,
    Page,
    Rows,
    Text,
    Values,
)
from begleitwerk.core.selectors import events_of_workspace
from begleitwerk.core.services import Refused
from begleitwerk.core.templatetags.bw import day
from begleitwerk.municipalities import selectors, services
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.forms import (
    EndForm,
    InvitationForm,
    LogFilter,
    MembershipForm,
    NewAccountForm,
)
from begleitwerk.municipalities.models import InvitedRole, Membership
from begleitwerk.municipalities.pages import (
    MunicipalityPage,
    WorkspacePage,
    access_home,
    access_url,
)
from begleitwerk.municipalities.presenters import (
    actors_in,
    gap_lines,
    given_by_others,
    offer_lines,
    officers_words,
    role_lines,
    verbs_in,
)
from begleitwerk.municipalities.tables import LogTable

MODEL_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# --- Members ------------------------------------------------------------------------------------


class Members(WorkspacePage, Page):
    """Who has access to a workspace, who is invited, who had access before.

    Members of a place read who is there. Invitations and who was there before are for those who
    let people in or read the log; whoever names the first from outside sees her invitation alone.
    """

    permission = "municipalities.open_access"
    template_name = "municipalities/members.html"

    def values(self) -> Values:
        today = timezone.localdate()
        place, access = self.workspace, selectors.access_of(self.user)
        inside = access.may(P.MEMBERS_VIEW, place)
        keeps = access.may(P.MEMBERS_EDIT, place)
        members = list(selectors.members_of(place)) if inside else []
        current = [row for row in members if not row.valid_to or row.valid_to >= today]
        lines = role_lines(self.user, place, current)
        offers = selectors.open_invitations(place)
        sent = offer_lines(self.user, place, offers, all_of_them=keeps)
        return {
            **super().values(),
            "further": self.further(),
            "inside": inside,
            "current": lines,
            "former": [row for row in members if row not in current]
            if keeps or access.may(P.AUDIT_VIEW, place)
            else [],
            "offers": sent,
            "may_act": any(line.may_act for line in lines) or any(line.may_act for line in sent),
            "today": today,
            "invite_url": access_url(place, "invite"),
            "may_invite": self.user.has_perm("municipalities.give_roles", place),
        }

    def further(self) -> list[tuple[Promise, str]]:
        """Pages on access that only municipalities have, as far as the person may open them."""
        if self.workspace.kind != WorkspaceKind.MUNICIPALITY:
            return []
        pages = (
            ("municipalities.view_audit", "municipalities:log", _("Log of all decisions")),
            (
                "municipalities.edit_profile",
                "municipalities:notice",
                _("Notice on children in danger"),
            ),
        )
        return [
            (label, reverse(name, args=[self.workspace.slug]))
            for rule, name, label in pages
            if self.user.has_perm(rule, self.workspace)
        ]


class Invite(WorkspacePage, FormPage):
    permission = "municipalities.give_roles"
    template_name = "municipalities/invite.html"
    form_class = InvitationForm
    form_takes = ("roles", "others", "note")
    title = _("Invite somebody")
    submit_label = _("Send the invitation")
    open_offer: InvitedRole | None = None  # the one that stood in the way

    @property
    def roles(self) -> tuple[Role, ...]:
        return selectors.roles_to_give(self.user, self.workspace)

    @property
    def others(self) -> list[tuple[str, list[str]]]:
        return given_by_others(self.workspace, self.roles)

    @property
    def note(self) -> str:
        """Nothing keeps two from it, but nobody names the second unawares."""
        return officers_words(self.workspace) if Role.DATA_PROTECTION_OFFICER in self.roles else ""

    def save(self, form: InvitationForm) -> InvitedRole:
        try:
            return services.invite(by=self.user, workspace=self.workspace, **form.values)
        except services.InvitedAlready as refusal:
            self.open_offer = refusal.offer
            raise

    def values(self) -> Values:
        offer = self.open_offer
        url = f"{access_home(self.user, self.workspace)}#offer-{offer.pk}" if offer else ""
        return {**super().values(), "open_offer": offer, "open_offer_url": url}

    @property
    def saved_message(self) -> str:  # type: ignore[override]
        sent = self.result.invitation
        text = gettext("The invitation to %(email)s is on its way. It is valid until %(day)s.")
        return text % {"email": sent.email, "day": day(sent.expires_at)}

    def get_success_url(self) -> str:
        return access_home(self.user, self.workspace)


class MembershipPage(ChangePage):
    """A form about one role of one person."""

    record_name = "membership"
    template_name = "municipalities/membership.html"

    @cached_property
    def membership(self) -> Membership:
        return selectors.get_membership_or_404(self.user, self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Of a role that has ended there is nothing to change: the list has it among the former."""
        if self.membership.is_over:
            messages.info(request, gettext("This role has ended. Invite the person to it anew."))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return access_url(self.membership.workspace)


class MembershipChange(MembershipPage):
    permission = "municipalities.move_role"
    service = staticmethod(services.change_membership)
    form_class = MembershipForm
    starts_with = ("valid_from", "valid_to")
    title = _("Change first and last day")
    submit_label = _("Save the days")
    saved_message = _("The days are saved.")


class MembershipEnd(MembershipPage):
    """End somebody's access, or give up one's own."""

    permission = "municipalities.end_role"
    service = staticmethod(services.end_membership)
    form_class = EndForm
    saved_message = _("The end of access is recorded.")

    @property
    def is_own(self) -> bool:
        return bool(self.membership.user_id == self.user.pk)

    @property
    def title(self) -> Text:  # type: ignore[override]
        return _("Give up your own role") if self.is_own else _("End access")

    @property
    def submit_label(self) -> Text:  # type: ignore[override]
        return self.title

    def values(self) -> Values:
        place = self.membership.workspace
        gap = selectors.gap_behind(self.membership) if self.is_own else None
        return {
            **super().values(),
            "is_own": self.is_own,
            "is_last": gap is not None,
            "gap": gap_lines(gap) if gap else [],
            "invite_url": access_url(place, "invite"),
        }

    def get_success_url(self) -> str:
        """Whoever gave up her own role may find that page closed to her."""
        return reverse("municipalities:rights") if self.is_own else super().get_success_url()

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "last_day": timezone.localdate()}


class OfferAction(OneRecord, ActionPage):
    """A button beside an open invitation."""

    permission = "municipalities.handle_invitation"
    record_name = "offer"

    @cached_property
    def offer(self) -> InvitedRole:
        return selectors.get_offer_or_404(self.user, self.kwargs["pk"])

    def target_url(self) -> str:
        return access_home(self.user, self.offer.workspace)


class OfferResend(OfferAction):
    done_message = _("The invitation is sent again. The earlier link does not work any more.")

    def act(self) -> None:
        services.resend_invitation(by=self.user, offer=self.offer)


class OfferWithdraw(OfferAction):
    done_message = _("The invitation is withdrawn. Its link does not work any more.")

    def act(self) -> None:
        services.withdraw(by=self.user, offer=self.offer)


# --- The other end of an invitation -------------------------------------------------------------


class AcceptInvitation(FormView[BaseForm]):
    """Where the link of an invitation leads. Whoever holds the link may use it once.

    A new person names herself and chooses a password; somebody who has an account signs in first.
    """

    template_name = "municipalities/invitation.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        invitation = invitation_of(kwargs["token"])
        offer = selectors.offer_of(invitation) if invitation else None
        if invitation is None or offer is None or invitation.state != InvitationState.OPEN:
            return self.closed(invitation)
        if not selectors.still_holds_good(offer):
            return self.closed(invitation)
        self.invitation, self.offer = invitation, offer
        self.account = user_by_email(invitation.email)
        if request.method == "POST" and self.account and request.user != self.account:
            return redirect(request.path)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def closed(self, invitation: Invitation | None) -> HttpResponse:
        """Says what became of the invitation and whom to ask."""
        context = {"invitation": invitation, "view": self}
        return self.response_class(
            request=self.request,
            template=["municipalities/invitation_closed.html"],
            context=context,
            status=410 if invitation else 404,
        )

    def get_form(self, form_class: Any = None) -> BaseForm:
        kwargs = self.get_form_kwargs()
        if self.account:
            return BaseForm(data=kwargs.get("data"))
        initial = {"name": self.invitation.name}
        return NewAccountForm(data=kwargs.get("data"), initial=initial, email=self.invitation.email)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = self.request.path
        return super().get_context_data(
            invitation=self.invitation,
            offer=self.offer,
            role=Role(self.offer.role).label,
            account=self.account,
            is_guest=self.account is not None and self.request.user == self.account,
            login_url=f"{reverse(settings.LOGIN_URL)}?next={path}",
            **kwargs,
        )

    def form_valid(self, form: BaseForm) -> HttpResponse:
        words = {name: form.cleaned_data.get(name, "") for name in ("name", "password")}
        try:
            membership = services.accept_invitation(invitation=self.invitation, **words)
        except Refused:  # somebody else was quicker; the page says what happened
            return redirect(self.request.path)
        if self.account is None:
            login(self.request, membership.user, backend=MODEL_BACKEND)
        messages.success(self.request, gettext("Welcome. This is what you can do here."))
        return redirect("municipalities:rights")

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


# --- What may I see, and why --------------------------------------------------------------------


class Rights(Page):
    permission = "accounts.own_account"
    template_name = "municipalities/rights.html"

    def values(self) -> Values:
        return {**super().values(), "grants": selectors.grants_of(self.user)}


# --- Log ----------------------------------------------------------------------------------------


class DecisionLog(MunicipalityPage, ListPage):
    """Every decision in a municipality, for those who have to be able to trace it."""

    permission = "municipalities.view_audit"
    template_name = "municipalities/log.html"
    table_class = LogTable
    filterset_class = LogFilter
    export_name = "protokoll"
    model = AuditEvent

    def get_queryset(self) -> Rows:
        return events_of_workspace(self.municipality.workspace_id)

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        workspace = self.municipality.workspace
        return {
            **super().get_filterset_kwargs(filterset_class),
            "verbs": verbs_in(workspace),
            "actors": actors_in(workspace),
        }
