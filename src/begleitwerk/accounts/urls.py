"""Addresses of accounts, below /konto/."""

from django.urls import path

from begleitwerk.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.Profile.as_view(), name="profile"),
    path("sprache/", views.SetLanguage.as_view(), name="set_language"),
    path("demo/", views.DemoSignIn.as_view(), name="demo"),
]
