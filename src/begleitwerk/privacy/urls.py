"""Addresses of data protection."""

from django.urls import path

from begleitwerk.privacy import views

app_name = "privacy"

urlpatterns = [
    path("datenschutz/verzeichnis/", views.Record.as_view(), name="record"),
    path("datenschutz/verzeichnis.pdf", views.RecordPdf.as_view(), name="record_pdf"),
    path("datenschutz/verzeichnis.docx", views.RecordDocx.as_view(), name="record_docx"),
    path("datenschutz/fristen/", views.Terms.as_view(), name="terms"),
    path("datenschutz/meine-daten/", views.OwnExport.as_view(), name="own_export"),
    path("datenschutz/personen/", views.Persons.as_view(), name="persons"),
    path("datenschutz/personen/<int:pk>/", views.Held.as_view(), name="person"),
    path("datenschutz/personen/<int:pk>/auskunft/", views.Export.as_view(), name="person_export"),
    path("datenschutz/personen/<int:pk>/loeschen/", views.Erase.as_view(), name="person_erase"),
    path("datenschutz/ohne-konto/", views.Held.as_view(), name="unnamed"),
    path("datenschutz/ohne-konto/auskunft/", views.Export.as_view(), name="unnamed_export"),
    path("datenschutz/ohne-konto/loeschen/", views.Erase.as_view(), name="unnamed_erase"),
]
