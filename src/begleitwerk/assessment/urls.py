"""Addresses of self-assessments."""

from django.urls import path

from begleitwerk.assessment import views

app_name = "assessment"

QUALITY = "k/<slug:slug>/qualitaet/"

urlpatterns = [
    path(f"{QUALITY}befunde/<int:pk>/", views.FindingDetail.as_view(), name="finding"),
]
