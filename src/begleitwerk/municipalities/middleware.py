"""A second factor where a role demands one."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.selectors import access_of

# The only views open without a second factor, by the names of their addresses. Whatever is not
# named here is closed: a new page need not think of it.
OPEN = frozenset(
    {
        # setting one up, and proving before who one is
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        # going: out, or in as somebody else
        "account_logout",
        "account_login",
        "accounts:demo",
        # a forgotten password, as for everybody who is not signed in
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        # the legal pages and the language they are in
        "core:page",
        "accounts:set_language",
    }
)
# Recovery codes help out when a factor is lost; alone they are none.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorMiddleware:
    """Sends people whose role demands a second factor to its set-up until they have one.

    Decided by the view that would answer, never by how its address begins.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_ROLES or self.is_open(request):
            return None
        if not self.lacks_factor(request.user):
            return None
        self.tell(request)
        return redirect("mfa_activate_totp")

    @staticmethod
    def is_open(request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is not None and match.view_name in OPEN

    @staticmethod
    def lacks_factor(user: User | AnonymousUser) -> bool:
        if isinstance(user, AnonymousUser):
            return False
        roles = {item.role for item in access_of(user).memberships}
        return bool(roles & set(settings.SECOND_FACTOR_ROLES)) and not is_mfa_enabled(user, FACTORS)

    @staticmethod
    def tell(request: HttpRequest) -> None:
        """Why one is sent elsewhere; once, however many pages were asked for in between."""
        text = _("Your role needs a second factor. Please set one up to continue.")
        waiting = get_messages(request)
        told = [str(message) for message in waiting]
        if isinstance(waiting, BaseStorage):
            waiting.used = False  # only looked at: they are still to be shown
        if text not in told:
            messages.warning(request, text)
