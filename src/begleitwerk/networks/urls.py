"""Addresses."""

from django.urls import path

from begleitwerk.networks import views

app_name = "networks"

urlpatterns = [
    path("k/<slug:slug>/gremien/", views.BodyList.as_view(), name="bodies"),
    path("k/<slug:slug>/gremien/neu/", views.BodyCreate.as_view(), name="body_create"),
    path("k/<slug:slug>/gremien/<int:pk>/", views.BodyPage.as_view(), name="body"),
    path("k/<slug:slug>/gremien/<int:pk>/bearbeiten/", views.BodyEdit.as_view(), name="body_edit"),
    path("k/<slug:slug>/gremien/<int:pk>/beenden/", views.BodyEnd.as_view(), name="body_end"),
    path(
        "k/<slug:slug>/gremien/<int:pk>/mitglieder/neu/",
        views.MemberAdd.as_view(),
        name="member_add",
    ),
    path(
        "k/<slug:slug>/gremien/<int:pk>/mitglieder/gremium/",
        views.BodyMemberAdd.as_view(),
        name="member_body_add",
    ),
    path(
        "k/<slug:slug>/gremien/<int:pk>/mitglieder/<int:member_pk>/bearbeiten/",
        views.MemberEdit.as_view(),
        name="member_edit",
    ),
    path(
        "k/<slug:slug>/gremien/<int:pk>/mitglieder/<int:member_pk>/beenden/",
        views.MemberEnd.as_view(),
        name="member_end",
    ),
    path("k/<slug:slug>/netzwerke/", views.NetworkList.as_view(), name="networks"),
    path("k/<slug:slug>/netzwerke/neu/", views.NetworkCreate.as_view(), name="network_create"),
    path("k/<slug:slug>/netzwerke/<int:pk>/", views.NetworkPage.as_view(), name="network"),
    path(
        "k/<slug:slug>/netzwerke/<int:pk>/bearbeiten/",
        views.NetworkEdit.as_view(),
        name="network_edit",
    ),
    path("k/<slug:slug>/organisationen/", views.OrganisationList.as_view(), name="organisations"),
    path(
        "k/<slug:slug>/organisationen/neu/",
        views.OrganisationCreate.as_view(),
        name="organisation_create",
    ),
    path(
        "k/<slug:slug>/organisationen/<int:pk>/",
        views.OrganisationEdit.as_view(),
        name="organisation_edit",
    ),
]
