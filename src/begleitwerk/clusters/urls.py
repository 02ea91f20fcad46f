"""Addresses under /p/<slug>/auswahl/cluster/, by edition."""

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
]
