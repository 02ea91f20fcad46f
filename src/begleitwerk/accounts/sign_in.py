"""What the sign-in library asks the house: who may try how often, and where its mails go."""

import ipaddress
import secrets
from datetime import date
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import checks
from django.core.signing import BadSignature, TimestampSigner
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from begleitwerk.accounts.models import User
from begleitwerk.accounts.selectors import user_by_email
from begleitwerk.core.services import queue_link

# --- From where somebody comes ------------------------------------------------------------------


def client_address(request: HttpRequest) -> str:
    """The address a request comes from, as far as it can be believed.

    Each proxy writes behind what it was told from whom it was told so: only as many entries as
    there are proxies of our own are true. Without any, the header is what anybody may have typed.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    told = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies < 1 or len(told) < proxies:
        return direct
    return plain_address(told[-proxies]) or direct


def plain_address(text: str) -> str:
    """An address without blanks, brackets and port; empty where it is none."""
    text = text.strip()
    bare = text[1:].partition("]")[0] if text.startswith("[") else text
    for candidate in (bare, bare.rpartition(":")[0]):
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            continue
    return ""


# A browser that signed in before is known: what others try from the same address (a whole office
# goes out by one) is not counted against it, and what others try with its account neither.
KNOWN_COOKIE = "bw_known"
KNOWN_DAYS = 180
_SIGNER = TimestampSigner(salt="begleitwerk.known-browser")


def known_account(request: HttpRequest) -> str:
    """The number of the account this browser signed in to last; empty where it is unknown."""
    try:
        return _SIGNER.unsign(
            request.COOKIES.get(KNOWN_COOKIE, ""), max_age=KNOWN_DAYS * 24 * 60 * 60
        )
    except BadSignature:
        return ""


def make_known(response: HttpResponse, user: User) -> None:
    response.set_cookie(
        KNOWN_COOKIE,
        _SIGNER.sign(str(user.pk)),
        max_age=KNOWN_DAYS * 24 * 60 * 60,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_tries(today: date) -> None:
    """Addresses and counts that ran out go daily: the cache itself clears up only when full."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 (our name)


# --- The library's adapter ----------------------------------------------------------------------


class AccountAdapter(DefaultAccountAdapter):
    """allauth as we use it: no open sign-up, limits nobody can turn against others, and every mail
    goes through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    # --- Limits -----------------------------------------------------------------------------

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom the library counts tries for: a known browser by itself, others by address."""
        account = known_account(request)
        return f"account-{account}" if account else client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for the account from there: nobody else is locked out of it."""
        return f"{credentials.get('email', '').lower()} {self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A further limit for the account from everywhere, so that many addresses help little;
        its own browsers are not held up by it."""
        super().pre_authenticate(request, **credentials)
        self._guess: RateLimitUsage | None = None
        email = credentials.get("email", "").lower()
        if knows(known_account(request), email):
            return
        self._guess = ratelimit.consume(
            request, app="allauth.account", action="login_account", key=email
        )
        if self._guess is None:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._guess is not None:
            self._guess.rollback()

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        make_known(response, user)
        return response

    # --- Mails ------------------------------------------------------------------------------

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: str | None = None
    ) -> None:
        """Notices go to the one address an account has; the library looks for confirmed ones."""
        told = {"ip": client_address(self.request), **(context or {})}
        super().send_notification_mail(template_prefix, user, told, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, context)
        queue_link(
            to=email,
            subject=str(message.subject),
            body=str(message.body),
            key=f"account:{secrets.token_hex(16)}",
        )


def send_password_link(*, email: str, language: str) -> None:
    """Answer somebody who forgot her password: a link, or that nobody has this address.

    The worker does it, so that the page takes as long for an address that nobody has. The link
    leads to the configured address of the site, whatever host the request named.
    """
    adapter = AccountAdapter()
    user = user_by_email(email)
    with translation.override(language):
        if user is None or not user.is_active:
            adapter.send_mail("account/email/unknown_account", email, {"email": email})
            return
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        path = reverse("account_reset_password_from_key", kwargs=key)
        link = {"password_reset_url": settings.SITE_URL + path}
        adapter.send_mail("account/email/password_reset_key", email, link)


def knows(account: str, email: str) -> bool:
    """Whether the account of a known browser is the one with this address.

    One look at the database for every try of a known browser, whatever address it names.
    """
    return bool(account) and User.objects.filter(pk=account, email__iexact=email).exists()


# --- What an operator may have forgotten --------------------------------------------------------


@checks.register(checks.Tags.security)
def proxies_are_counted(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Behind TLS there is a proxy; where it is not counted everybody comes from its address."""
    if not settings.SECURE or settings.TRUSTED_PROXIES > 0:
        return []
    return [
        checks.Warning(
            "BEGLEITWERK_PROXIES is 0 although the site is served by https: to the limits of the "
            "sign-in everybody comes from the address of the proxy.",
            hint="Set it to the number of proxies of your own that a request passes, usually 1.",
            id="accounts.W001",
        )
    ]
