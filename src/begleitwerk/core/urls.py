"""Addresses of the foundation."""

from django.urls import path

from begleitwerk.core import views

app_name = "core"

urlpatterns = [
    path("seite/<slug:key>/", views.SitePageView.as_view(), name="page"),
    path("seite/<slug:key>/bearbeiten/", views.SitePageEdit.as_view(), name="page_edit"),
    path("postausgang/", views.Outbox.as_view(), name="outbox"),
    path("postausgang/<int:pk>/erneut/", views.OutboxRetry.as_view(), name="outbox_retry"),
    path("siegel/", views.Seals.as_view(), name="seals"),
    path("siegel/datei/", views.SealsFile.as_view(), name="seals_file"),
    path("filter/", views.FilterSave.as_view(), name="filter_save"),
    path("filter/<int:pk>/entfernen/", views.FilterRemove.as_view(), name="filter_remove"),
    path("auftrag/<int:pk>/", views.JobProgress.as_view(), name="job"),
]
