"""Addresses of goals and measures."""

from django.urls import path

from begleitwerk.goals import views

app_name = "goals"

GOALS = "k/<slug:slug>/ziele/"
MEASURES = "k/<slug:slug>/massnahmen/"
FINDING = f"{GOALS}befunde/<int:finding_pk>/"

urlpatterns = [
    path(GOALS, views.GoalTree.as_view(), name="goals"),
    path(f"{GOALS}neu/", views.GoalAdd.as_view(), name="goal_add"),
    path(f"{GOALS}ordnen/", views.GoalOrder.as_view(), name="goal_order"),
    path(f"{GOALS}bedarfe/", views.NeedList.as_view(), name="needs"),
    path(f"{GOALS}<int:pk>/", views.GoalDetail.as_view(), name="goal"),
    path(f"{GOALS}<int:pk>/bearbeiten/", views.GoalEdit.as_view(), name="goal_edit"),
    path(f"{GOALS}<int:pk>/beschluss/", views.GoalAdopt.as_view(), name="goal_adopt"),
    path(f"{GOALS}<int:pk>/stand/", views.GoalReport.as_view(), name="goal_report"),
    path(f"{GOALS}<int:pk>/ampel/", views.GoalLight.as_view(), name="goal_light"),
    path(
        f"{GOALS}<int:pk>/ampel/aufheben/",
        views.GoalLightClear.as_view(),
        name="goal_light_clear",
    ),
    path(f"{GOALS}<int:pk>/freigabe/", views.GoalRelease.as_view(), name="goal_release"),
    path(f"{GOALS}<int:pk>/entfernen/", views.GoalRemove.as_view(), name="goal_remove"),
    path(f"{GOALS}<int:pk>/verschieben/", views.GoalMove.as_view(), name="goal_move"),
    path(f"{GOALS}<int:pk>/befund/", views.GoalFinding.as_view(), name="goal_finding"),
    path(f"{FINDING}ziel/", views.GoalAddFor.as_view(), name="goal_add_for"),
    path(f"{FINDING}massnahme/", views.MeasureAddFor.as_view(), name="measure_add_for"),
    path(f"{FINDING}verknuepfen/", views.FindingLink.as_view(), name="finding_link"),
    path(f"{FINDING}verknuepfung/", views.FindingAnswer.as_view(), name="finding_answer"),
    path(
        f"{GOALS}verknuepfungen/<int:pk>/loesen/",
        views.FindingUnlink.as_view(),
        name="finding_unlink",
    ),
    path(MEASURES, views.MeasureList.as_view(), name="measures"),
    path(f"{MEASURES}neu/", views.MeasureAdd.as_view(), name="measure_add"),
    path(f"{MEASURES}einlesen/", views.MeasureImport.as_view(), name="measures_import"),
    path(
        f"{MEASURES}einlesen/<int:pk>/",
        views.MeasureImportReport.as_view(),
        name="measures_import_report",
    ),
    path(
        f"{MEASURES}einlesen/<int:pk>/schreiben/",
        views.MeasureImportWrite.as_view(),
        name="measures_import_write",
    ),
    path(f"{MEASURES}<int:pk>/", views.MeasureDetail.as_view(), name="measure"),
    path(f"{MEASURES}<int:pk>/bearbeiten/", views.MeasureEdit.as_view(), name="measure_edit"),
    path(f"{MEASURES}<int:pk>/stand/", views.MeasureReport.as_view(), name="measure_report"),
    path(f"{MEASURES}<int:pk>/ampel/", views.MeasureLight.as_view(), name="measure_light"),
    path(
        f"{MEASURES}<int:pk>/ampel/aufheben/",
        views.MeasureLightClear.as_view(),
        name="measure_light_clear",
    ),
    path(f"{MEASURES}<int:pk>/befund/", views.MeasureFinding.as_view(), name="measure_finding"),
    path(f"{MEASURES}<int:pk>/entfernen/", views.MeasureRemove.as_view(), name="measure_remove"),
]
