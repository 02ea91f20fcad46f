"""All addresses, composed from the apps. German words, because people read and type them."""

from importlib.util import find_spec

from allauth.account.urls import urlpatterns as account_urls
from django.conf import settings
from django.urls import include, path

# Addresses come from invitations, which prove them; nobody changes or confirms one by herself.
UNUSED = {"account_email", "account_email_verification_sent", "account_confirm_email"}
SIGN_IN = [entry for entry in account_urls if getattr(entry, "name", "") not in UNUSED]

# Sign-in lies below an address of its own; the demo and others without pages have none.
APPS_AT_ROOT = [
    app
    for app in settings.OWN_APPS
    if app != "begleitwerk.accounts" and find_spec(f"{app}.urls") is not None
]

urlpatterns = [
    *(path("", include(f"{app}.urls")) for app in APPS_AT_ROOT),
    path("konto/", include("begleitwerk.accounts.urls")),
    path("konto/", include(SIGN_IN)),
    path("konto/sicherheit/", include("allauth.mfa.urls")),
]
