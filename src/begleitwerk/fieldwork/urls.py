"""Addresses of collections: short ones for those who answer."""

from django.urls import path

from begleitwerk.fieldwork.views import door, rating, room

app_name = "fieldwork"

WAY = "a/<str:token>/"
ROOM = "r/<str:token>/"

urlpatterns = [
    path("a/", door.CodeEntry.as_view(), name="code"),
    path(WAY, door.Door.as_view(), name="door"),
    path(f"{WAY}<int:number>/", rating.Rate.as_view(), name="rate"),
    path(f"{WAY}alle/", rating.RateAll.as_view(), name="rate_all"),
    path(f"{WAY}uebersicht/", rating.Overview.as_view(), name="overview"),
    path(f"{WAY}spaeter/", rating.Later.as_view(), name="later"),
    path(f"{WAY}antwort/", rating.SaveAnswer.as_view(), name="save_answer"),
    path(ROOM, room.RoomPage.as_view(), name="room"),
    path(f"{ROOM}stand/", room.RoomState.as_view(), name="room_state"),
    path(f"{ROOM}zahl/", room.RoomNumber.as_view(), name="room_number"),
]
