"""Addresses of the composed pages."""

from django.urls import path

from begleitwerk.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.Start.as_view(), name="start"),
    path("suche/", views.Search.as_view(), name="search"),
    path("hilfe/", views.Help.as_view(), name="help"),
    path("hilfe/<slug:chapter>/", views.Help.as_view(), name="help_chapter"),
    path("betrieb/", views.Platform.as_view(), name="platform"),
    path("cockpit/", views.MyCockpit.as_view(), name="my_cockpit"),
    path("p/<slug:slug>/", views.Cockpit.as_view(), name="cockpit"),
    path("p/<slug:slug>/faellig/", views.ProgrammeDue.as_view(), name="programme_due"),
    path("l/<slug:slug>/", views.Land.as_view(), name="land"),
    path("k/<slug:slug>/", views.Home.as_view(), name="home"),
    path("k/<slug:slug>/faellig/", views.Due.as_view(), name="due"),
]
