"""All addresses, composed from the apps. German words, because people read and type them."""

from django.urls import include, path

urlpatterns = [
    path("", include("begleitwerk.portal.urls")),
    path("", include("begleitwerk.council.urls")),
    path("", include("begleitwerk.goals.urls")),
    path("", include("begleitwerk.processes.urls")),
    path("", include("begleitwerk.networks.urls")),
    path("", include("begleitwerk.programmes.urls")),
    path("", include("begleitwerk.files.urls")),
    path("", include("begleitwerk.municipalities.urls")),
    path("", include("begleitwerk.catalogue.urls")),
    path("", include("begleitwerk.core.urls")),
    path("konto/", include("begleitwerk.accounts.urls")),
    path("konto/", include("allauth.account.urls")),
    path("konto/", include("allauth.mfa.urls")),
]
