"""All addresses, composed from the apps. German words, because people read and type them."""

from allauth.account.urls import urlpatterns as account_urls
from django.urls import include, path

# Addresses come from invitations, which prove them; nobody changes or confirms one by herself.
UNUSED = {"account_email", "account_email_verification_sent", "account_confirm_email"}
SIGN_IN = [entry for entry in account_urls if getattr(entry, "name", "") not in UNUSED]

urlpatterns = [
    path("", include("begleitwerk.portal.urls")),
    path("", include("begleitwerk.council.urls")),
    path("", include("begleitwerk.goals.urls")),
    path("", include("begleitwerk.processes.urls")),
    path("", include("begleitwerk.networks.urls")),
    path("", include("begleitwerk.programmes.urls")),
    path("", include("begleitwerk.selection.urls")),
    path("", include("begleitwerk.municipal_survey.urls")),
    path("", include("begleitwerk.clusters.urls")),
    path("", include("begleitwerk.files.urls")),
    path("", include("begleitwerk.municipalities.urls")),
    path("", include("begleitwerk.catalogue.urls")),
    path("", include("begleitwerk.core.urls")),
    path("konto/", include("begleitwerk.accounts.urls")),
    path("konto/", include(SIGN_IN)),
    path("konto/sicherheit/", include("allauth.mfa.urls")),
]
