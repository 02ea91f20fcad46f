"""What all pages behind a token share: who comes in, how often somebody may guess, what is said.

The address itself is the secret that lets in. No account stands behind it and no right of whoever
is signed in, so there is nothing a foreign page could borrow: forms here need no token against
that, and work where a browser keeps no cookies.
"""

import hmac
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from begleitwerk.accounts.sign_in import client_address
from begleitwerk.fieldwork.enums import SheetState
from begleitwerk.fieldwork.models import Sheet
from begleitwerk.fieldwork.selectors import OpenSheet, Stage, Way, open_sheet, stage_of, way_of
from begleitwerk.fieldwork.services import AnswerRefused, Why, digest_of, read_token, sheet_key

# So many tokens nobody has may be tried from one address within so many seconds.
MOST_GUESSES, GUESS_SECONDS = 30, 600
SEEN_COOKIE = "bw_seen"
COOKIE_SECONDS = 60 * 60 * 24 * 120
UNKNOWN_PAGE, BUSY_PAGE = "fieldwork/public/unknown.html", "fieldwork/public/busy.html"
STATUS = {Why.EARLY: 200, Why.HANDED_IN: 200}  # all others: gone (410)


# --- Guessing -----------------------------------------------------------------------------------


def guess_key(request: HttpRequest) -> str:
    """Where somebody who guesses is counted: made from her address, which is not kept, and the
    day, so that nothing can be followed."""
    told = f"{timezone.localdate()}:{client_address(request)}"
    return "fieldwork-guess:" + salted_hmac("fieldwork.guess", told, algorithm="sha256").hexdigest()


def may_try(request: HttpRequest) -> bool:
    return int(cache.get(guess_key(request), 0)) < MOST_GUESSES


def count_guess(request: HttpRequest) -> None:
    key = guess_key(request)
    if not cache.add(key, 1, GUESS_SECONDS):
        cache.incr(key)


def seen_mark(token: str) -> str:
    """What a browser keeps that opened this address before; it says nothing of its own."""
    return salted_hmac("fieldwork.seen", token, algorithm="sha256").hexdigest()[:32]


def was_here(request: HttpRequest, token: str) -> bool:
    """Whoever opened the address before is not held up by others who guess."""
    return hmac.compare_digest(request.COOKIES.get(SEEN_COOKIE, ""), seen_mark(token))


def keep(response: HttpResponse, name: str, value: str, path: str) -> None:
    """A cookie for this one address, not readable by scripts."""
    response.set_cookie(
        name,
        value,
        max_age=COOKIE_SECONDS,
        path=path,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def unknown(request: HttpRequest) -> HttpResponse:
    count_guess(request)
    return render(request, UNKNOWN_PAGE, status=404)


# --- Pages --------------------------------------------------------------------------------------


class Guarded(View):
    """An address with a token: read as people type it, not guessed too often, found by nobody's
    search engine."""

    token: str

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return csrf_exempt(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.token = read_token(kwargs["token"])
        if not was_here(request, self.token) and not may_try(request):
            return render(request, BUSY_PAGE, status=429)
        if not self.token:
            return unknown(request)
        if self.token != kwargs["token"] and request.method == "GET":
            return redirect(self.address())
        response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def address(self, **changed: Any) -> str:
        """The same page under the token as it is meant."""
        match = self.request.resolver_match
        return reverse(match.view_name, kwargs={**self.kwargs, "token": self.token, **changed})  # type: ignore[union-attr]


class WayPage(Guarded):
    """A page for whoever holds a token. What nothing can be answered by any more says so."""

    template_name: str
    needs_sheet = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except AnswerRefused as refused:
            return self.refused(refused.why)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.way is None:
            return unknown(request)
        if (why := self.why_not) is not None:
            return self.refused(why)
        if self.needs_sheet and self.way.sheet is None:
            return redirect("fieldwork:door", self.token)
        return self.show()

    def show(self) -> HttpResponse:
        return self.page()

    @cached_property
    def way(self) -> Way | None:
        return way_of(key=sheet_key(self.token), digest=digest_of(self.token))

    @property
    def found(self) -> Way:
        """The way of a token that is known. Raises AnswerRefused."""
        if self.way is None:
            raise AnswerRefused(Why.UNKNOWN)
        return self.way

    @property
    def sheet(self) -> Sheet:
        if self.found.sheet is None:
            raise AnswerRefused(Why.UNKNOWN)
        return self.found.sheet

    @cached_property
    def kept(self) -> OpenSheet:
        return open_sheet(self.sheet)

    @property
    def why_not(self) -> Why | None:
        """Why nothing can be answered by this token now, None where it can."""
        way = self.found
        stage = stage_of(way.collection, timezone.localdate())
        if stage == Stage.CLOSED:
            return Why.CLOSED
        if not way.is_open:
            return Why.TAKEN_BACK
        if not stage.takes_answers:
            return Why.EARLY
        if way.sheet is not None and way.sheet.state == SheetState.HANDED_IN:
            return Why.HANDED_IN
        return None

    def refused(self, why: Why) -> HttpResponse:
        if why == Why.UNKNOWN:
            return unknown(self.request)
        status = STATUS.get(why, 410)
        values = {**WayPage.values(self), "why": why}
        return self.rendered("fieldwork/public/no_answer.html", values, status)

    def page(self, template: str = "", status: int = 200, **more: Any) -> HttpResponse:
        return self.rendered(template or self.template_name, {**self.values(), **more}, status)

    def rendered(self, template: str, values: dict[str, Any], status: int) -> HttpResponse:
        response = render(self.request, template, values, status=status)
        keep(
            response,
            SEEN_COOKIE,
            seen_mark(self.token),
            reverse("fieldwork:door", args=[self.token]),
        )
        return response

    def values(self) -> dict[str, Any]:
        """What every page shows: whose survey it is, until when, and where one comes on."""
        collection = self.found.collection
        return {
            "token": self.token,
            "collection": collection,
            "municipality": collection.municipality,
            "sheet": self.found.sheet,
            "is_late": timezone.localdate() > collection.closes_on,
        }
