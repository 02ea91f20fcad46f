"""Forms about one's own account, and the library's sign-in forms in our words."""

import re
from typing import Any, cast

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.accounts.tasks import send_password_link
from begleitwerk.core.forms import BaseModelForm, keep_to_one_line
from begleitwerk.engine.passwords import ENOUGH_BITS, bits

GUESSABLE = _(
    "This password is easy to guess: it consists of common words, names, years or rows of keys. Put"
    " three or more words together that do not belong together."
)
PASSWORD_HELP = _("At least twelve characters. Several words are easy to remember.")


class GuessablePasswordValidator:
    """Refuses what somebody who knows German would try first, however it is put together.

    Django's own list knows English passwords; see `engine.passwords`.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        said = f"{user.name} {user.email} {user.function}" if user else ""
        if bits(password, re.split(r"\W+", said)) <= ENOUGH_BITS:
            raise ValidationError(GUESSABLE, code="password_guessable")

    def get_help_text(self) -> str:
        return str(PASSWORD_HELP)


class ProfileForm(BaseModelForm):
    in_mails = ("name",)

    class Meta:
        model = User
        fields = ("name", "function", "language")
        help_texts = {"function": _("As others know you, for example: Network coordination")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = [("de", "Deutsch"), ("en", "English")]
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=languages)


class OurWords(forms.Form):
    """Labels and hints of our own on a form of the library; no text inside the fields."""

    words: dict[str, tuple[str | Promise, str | Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            keep_to_one_line(field)
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, hint = cast("tuple[str, str]", self.words[name])
                field.help_text = hint


class SignInForm(OurWords, account.LoginForm):
    words = {"login": (_("Mail address"), ""), "password": (_("Password"), "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    """Asks nobody whether there is an account: the worker finds out."""

    words = {"email": (_("Mail address"), "")}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        language = get_language() or settings.LANGUAGE_CODE
        send_password_link.enqueue(email=email, language=language)
        return email


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    words = {
        "password1": (_("New password"), PASSWORD_HELP),
        "password2": (_("New password, once more"), ""),
    }


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    words = {"oldpassword": (_("Present password"), ""), **ResetPasswordKeyForm.words}


class SetPasswordForm(OurWords, account.SetPasswordForm):
    words = ResetPasswordKeyForm.words


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    words = {"password": (_("Password"), "")}


class FactorForm(OurWords, factor.AuthenticateForm):
    words = {"code": (_("Code"), "")}


class FactorAgainForm(OurWords, factor.ReauthenticateForm):
    words = {"code": (_("Code"), "")}


class ActivateAppForm(OurWords, totp.ActivateTOTPForm):
    words = {"code": (_("Six digits from the app"), "")}

    @property
    def secret_in_groups(self) -> str:
        """The key in groups of four, as one types it."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class AddKeyForm(OurWords, webauthn.AddWebAuthnForm):
    words = {
        "name": (_("Name of the key"), _("So that you know it again among several.")),
        "passwordless": (
            _("Sign in with this key alone, without a password"),
            _("The key then asks for a fingerprint, a face or a PIN."),
        ),
    }


class RenameKeyForm(OurWords, webauthn.EditWebAuthnForm):
    words = {"name": (_("Name of the key"), "")}
