"""Addresses: the office's beside its selection, a municipality's own answers under /k/<slug>/."""

from django.urls import path

from begleitwerk.municipal_survey import views

app_name = "municipal_survey"

P = "p/<slug:slug>/auswahl/"
WAVE = f"{P}befragung/<int:pk>/"
FILE = f"{WAVE}datei/<int:file_pk>/"

urlpatterns = [
    path(f"{P}befragungen/", views.WaveList.as_view(), name="waves"),
    path(f"{P}befragungen/neu/", views.WaveCreate.as_view(), name="wave_create"),
    path(WAVE, views.WavePage.as_view(), name="wave"),
    path(f"{WAVE}bearbeiten/", views.WaveEdit.as_view(), name="wave_edit"),
    path(f"{WAVE}frage/<int:variable_pk>/", views.VariablePage.as_view(), name="variable"),
    path(
        f"{WAVE}frage/<int:variable_pk>/bearbeiten/",
        views.VariableEdit.as_view(),
        name="variable_edit",
    ),
    path(f"{WAVE}codebuch/", views.CodebookUpload.as_view(), name="codebook_upload"),
    path(f"{WAVE}datei/", views.FileUpload.as_view(), name="file_upload"),
    path(f"{FILE}spalten/", views.FileMap.as_view(), name="file_map"),
    path(FILE, views.FileReport.as_view(), name="file"),
    path(f"{FILE}schreiben/", views.FileWrite.as_view(), name="file_write"),
    path(f"{WAVE}importe/", views.WaveImports.as_view(), name="imports"),
    path(f"{WAVE}importe/<int:import_pk>/", views.WaveImportUndo.as_view(), name="import"),
    path(f"{WAVE}antworten/", views.WaveRows.as_view(), name="rows"),
    path(f"{WAVE}antworten/<int:row_pk>/", views.WaveRow.as_view(), name="row"),
    path("k/<slug:slug>/befragung/", views.OwnSurvey.as_view(), name="own"),
]
