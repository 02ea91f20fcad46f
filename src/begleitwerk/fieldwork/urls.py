"""Addresses of collections: short ones for those who answer, the others for those who ask."""

from django.urls import path

from begleitwerk.fieldwork.views import door, rating, room
from begleitwerk.fieldwork.views.inside import collection, paper, people, remarks, ways

app_name = "fieldwork"

WAY = "a/<str:token>/"
ROOM = "r/<str:token>/"
OWN = "k/<slug:slug>/erhebungen/<int:pk>/"
GROUP = f"{OWN}gruppen/<int:group_pk>/"
PEOPLE = f"{OWN}befragte/"
PERSON = f"{PEOPLE}<int:access_pk>/"
WAYS = f"{OWN}zugaenge/<int:access_pk>/"
CODES = f"{OWN}codes/"

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
    # those who ask
    path(OWN, collection.CollectionDetail.as_view(), name="collection"),
    path(f"{OWN}bearbeiten/", collection.CollectionEdit.as_view(), name="collection_edit"),
    path(f"{OWN}oeffnen/", collection.CollectionOpen.as_view(), name="collection_open"),
    path(f"{OWN}verlaengern/", collection.CollectionExtend.as_view(), name="collection_extend"),
    path(f"{OWN}erinnern/", collection.Remind.as_view(), name="remind"),
    path(f"{OWN}gruppen/", collection.Groups.as_view(), name="groups"),
    path(f"{OWN}gruppen/neu/", collection.GroupAdd.as_view(), name="group_add"),
    path(GROUP, collection.GroupEdit.as_view(), name="group_edit"),
    path(f"{GROUP}entfernen/", collection.GroupRemove.as_view(), name="group_remove"),
    path(PEOPLE, people.PeopleList.as_view(), name="people"),
    path(f"{PEOPLE}neu/", people.PersonAdd.as_view(), name="person_add"),
    path(f"{PEOPLE}viele/", people.PeoplePaste.as_view(), name="people_paste"),
    path(f"{PEOPLE}einlesen/", people.PeopleImport.as_view(), name="people_import"),
    path(
        f"{PEOPLE}einlesen/<int:file_pk>/",
        people.PeopleImportReport.as_view(),
        name="people_import_report",
    ),
    path(
        f"{PEOPLE}einlesen/<int:file_pk>/schreiben/",
        people.PeopleImportWrite.as_view(),
        name="people_import_write",
    ),
    path(PERSON, people.PersonEdit.as_view(), name="person_edit"),
    path(f"{PERSON}erneut/", people.PersonResend.as_view(), name="person_resend"),
    path(f"{OWN}link/", ways.LinkAdd.as_view(), name="link_add"),
    path(f"{OWN}link/<int:access_pk>/", ways.LinkPage.as_view(), name="link"),
    path(f"{OWN}link/<int:access_pk>/plakat/", ways.LinkPoster.as_view(), name="poster"),
    path(f"{WAYS}beenden/", people.AccessClose.as_view(), name="access_close"),
    path(f"{WAYS}oeffnen/", people.AccessReopen.as_view(), name="access_reopen"),
    path(CODES, ways.Codes.as_view(), name="codes"),
    path(f"{CODES}<int:group_pk>/karten/", ways.CodeCards.as_view(), name="cards"),
    path(f"{CODES}<int:group_pk>/beenden/", ways.CodesClose.as_view(), name="codes_close"),
    path(f"{OWN}fragebogen/", ways.Questionnaire.as_view(), name="questionnaire"),
    path(f"{OWN}papier/", paper.PaperEntry.as_view(), name="paper"),
    path(f"{OWN}anmerkungen/", remarks.Remarks.as_view(), name="remarks"),
    path(f"{OWN}anmerkungen/entscheiden/", remarks.RemarksDecide.as_view(), name="remarks_decide"),
]
