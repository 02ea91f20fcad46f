"""Addresses."""

from django.urls import path

from begleitwerk.files import views

app_name = "files"

urlpatterns = [
    path("k/<slug:slug>/dateien/<int:pk>/", views.Download.as_view(), name="download"),
]
