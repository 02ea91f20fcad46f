"""Addresses of the catalogue."""

from django.urls import path

from begleitwerk.catalogue import views

app_name = "catalogue"

VERSION = "katalog/<slug:kind>/<slug:code>/<str:version>/"

urlpatterns = [
    path("katalog/", views.CatalogueView.as_view(), name="list"),
    path("katalog/redaktion/", views.EditorView.as_view(), name="editor"),
    path("katalog/import/", views.ImportView.as_view(), name="import"),
    path("katalog/import/vorlage/", views.BlankView.as_view(), name="template"),
    path("katalog/import/<int:pk>/", views.ContentReport.as_view(), name="import_report"),
    path("katalog/import/<int:pk>/schreiben/", views.ContentWrite.as_view(), name="import_write"),
    path(VERSION, views.VersionView.as_view(), name="version"),
    path(f"{VERSION}nutzung/", views.UseView.as_view(), name="usage"),
    path(f"{VERSION}unterschiede/", views.DifferencesView.as_view(), name="differences"),
    path(f"{VERSION}export/", views.ExportView.as_view(), name="export"),
    path(f"{VERSION}export/xlsx/", views.ExcelExportView.as_view(), name="export_xlsx"),
]
