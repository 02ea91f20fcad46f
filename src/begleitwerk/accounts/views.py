"""Pages about one's own account; signing in itself is allauth's."""

from copy import copy
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from begleitwerk.accounts import selectors, services
from begleitwerk.accounts.forms import ProfileForm
from begleitwerk.accounts.models import User
from begleitwerk.core.pages import FormPage, number_in

MODEL_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SetLanguage(View):
    """Changes the language of the pages: for guests by cookie, for others for good."""

    def post(self, request: HttpRequest) -> HttpResponse:
        language = request.POST.get("language", "")
        target = request.POST.get("next", "/")
        safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
        response = redirect(target if safe else "/")
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax"
            )
            if request.user.is_authenticated:
                services.choose_language(user=request.user, language=language)
        return response


class DemoSignIn(View):
    """One click signs in as a demo persona; outside demo mode this address does not exist."""

    def post(self, request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        person = number_in(request.POST.get("person", ""))
        if person is None:
            raise Http404
        user = get_object_or_404(selectors.demo_users(), pk=person)
        login(request, user, backend=MODEL_BACKEND)
        return redirect(settings.LOGIN_REDIRECT_URL)


class Profile(FormPage):
    """One's own name, function and language."""

    permission = "accounts.own_account"
    form_class = ProfileForm
    title = _("My account")
    submit_label = _("Save my account")
    saved_message = _("Your account is saved.")
    template_name = "accounts/profile.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": copy(self.user)}

    def save(self, form: Any) -> User:
        return services.change_profile(by=self.user, user=self.user, **form.values)

    def get_success_url(self) -> str:
        return reverse("accounts:profile")
