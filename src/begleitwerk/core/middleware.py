"""What holds for every answer: kept by nobody, in the language of who asks, read once."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from begleitwerk.core.once import one_page

KNOWN = {code for code, _name in settings.LANGUAGES}


def chosen_language(request: HttpRequest) -> str:
    """Accept-Language is left out on purpose: German is the language of the administration."""
    own = getattr(request.user, "language", "") if request.user.is_authenticated else ""
    for code in (own, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")):
        if code in KNOWN:
            return code
    return settings.LANGUAGE_CODE


class NotCachedMiddleware:
    """What the house answers is kept by no proxy and on no disk, unless the view says otherwise.

    Pages, exports, refusals alike, and to guests too: the page of an invitation says whom it is
    for. Files for the browser (styles, pictures) are answered before and may be kept for good.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class BodyLimitMiddleware:
    """A body that is too large, or does not say how large it is, is refused before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or ""
        if not length and request.META.get("HTTP_TRANSFER_ENCODING"):
            return HttpResponse(status=411)
        if length.isdecimal() and int(length) > settings.MAX_BODY_BYTES:
            most = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
            response = render(request, "413.html", {"most": most}, status=413)
            response.headers["Connection"] = "close"
            return response
        return self.get_response(request)


class MethodMiddleware:
    """Whoever asks an address for what it does not do reads what it is there for: a page to read,
    or a button. Whichever view it is, one of a library too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        bare = self.get_response(request)
        if bare.status_code != 405:
            return bare
        allowed = bare.headers["Allow"]
        page = render(request, "405.html", {"is_read": "GET" in allowed.split(", ")}, status=405)
        page.headers["Allow"] = allowed
        return page


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class OncePerPageMiddleware:
    """A request that only asks reads the same thing once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_page():
            return self.get_response(request)
