"""Addresses under /p/<slug>/auswahl/cluster/, by edition; a municipality's own wishes."""

from django.urls import path

from begleitwerk.clusters import views

app_name = "clusters"

CLUSTERS = "p/<slug:slug>/auswahl/cluster/<int:edition_pk>/"

urlpatterns = [
    path(CLUSTERS, views.ClustersPage.as_view(), name="clusters"),
    path(f"{CLUSTERS}wuensche/", views.ClusterWishes.as_view(), name="wishes"),
    path(f"{CLUSTERS}vorschlag/", views.ClusterPropose.as_view(), name="propose"),
    path(f"{CLUSTERS}verschieben/", views.ClusterMove.as_view(), name="move"),
    path(f"{CLUSTERS}uebernehmen/", views.ClusterAdopt.as_view(), name="adopt"),
    path(f"{CLUSTERS}oeffnen/", views.ClusterReopen.as_view(), name="reopen"),
    path(
        "k/<slug:slug>/teilnahme/<int:pk>/cluster-wuensche/",
        views.OwnWishes.as_view(),
        name="own_wishes",
    ),
]
