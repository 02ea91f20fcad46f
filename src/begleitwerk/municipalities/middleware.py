"""A second factor where a role demands one."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from begleitwerk.municipalities.selectors import access_of

# Open without a second factor: setting one up, signing out, changing the language, the legal pages.
OPEN = ("/konto/", "/seite/", "/static/")
# Recovery codes help out when a factor is lost; alone they are none.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorMiddleware:
    """Sends people whose role demands a second factor to its set-up until they have one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR_ROLES and self.lacks_factor(request):
            self.tell(request)
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def lacks_factor(request: HttpRequest) -> bool:
        user = request.user
        if not user.is_authenticated or request.path.startswith(OPEN):
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
