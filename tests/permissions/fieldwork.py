"""Pages of those who answer: whoever holds the link, and nobody else knows of it. And of those who
ask: the staff of the municipality."""

from typing import Any

from begleitwerk.fieldwork.services import access_token, begin_sheet, room_token
from tests.factories.core import UploadFactory
from tests.factories.fieldwork import (
    AccessFactory,
    CollectionFactory,
    GroupFactory,
    ItemFactory,
    PollFactory,
    RemarkFactory,
    room_with_token,
    with_token,
)
from tests.permissions.patterns import (
    EVERYBODY,
    SHOWN,
    STAFF,
    UNKNOWN,
    action,
    below,
    form,
    in_municipality,
    page,
    question,
)
from tests.permissions.world import World

ASKERS = in_municipality("asks for answers in the municipality", STAFF)
UPLOADER = ASKERS.but(
    "whoever brought the file in, here the coordination", head=UNKNOWN, planner=UNKNOWN
)

ROWS = (
    form("code", "/a/", EVERYBODY),
    page("door", "/a/0000000000000000/", EVERYBODY, get=UNKNOWN),
    page("rate", "/a/0000000000000000/1/", EVERYBODY, get=UNKNOWN),
    page("room", "/r/0000000000000000/", EVERYBODY, get=UNKNOWN),
    *below(
        "/a/{sheet_token}/",
        question("door", "", EVERYBODY),
        form("rate", "1/", EVERYBODY, post=409),
        question("rate_all", "alle/", EVERYBODY),
        form("overview", "uebersicht/", EVERYBODY),
        question("later", "spaeter/", EVERYBODY),
        action("save_answer", "antwort/", EVERYBODY, post=UNKNOWN),
    ),
    form("door", "/a/{group_token}/", EVERYBODY),
    *below(
        "/r/{room_token}/",
        form("room", "", EVERYBODY),
        page("room_state", "stand/", EVERYBODY, get=SHOWN),
        page("room_number", "zahl/", EVERYBODY, get=SHOWN),
    ),
    *below(
        "/k/{musterau}/erhebungen/{collection}/",
        page("collection", "", ASKERS),
        form("collection_edit", "bearbeiten/", ASKERS),
        question("collection_open", "oeffnen/", ASKERS),
        form("collection_extend", "verlaengern/", ASKERS),
        action("remind", "erinnern/", ASKERS),
        page("groups", "gruppen/", ASKERS),
        form("group_add", "gruppen/neu/", ASKERS),
        form("group_edit", "gruppen/{group}/", ASKERS),
        action("group_remove", "gruppen/{group}/entfernen/", ASKERS),
        page("people", "befragte/", ASKERS),
        page("people", "befragte/?export=csv", ASKERS),
        form("person_add", "befragte/neu/", ASKERS),
        form("people_paste", "befragte/viele/", ASKERS),
        form("people_import", "befragte/einlesen/", ASKERS),
        page("people_import_report", "befragte/einlesen/{people_file}/", UPLOADER),
        action("people_import_write", "befragte/einlesen/{people_file}/schreiben/", UPLOADER),
        form("person_edit", "befragte/{person}/", ASKERS),
        action("person_resend", "befragte/{person}/erneut/", ASKERS),
        action("link_add", "link/", ASKERS),
        page("link", "link/{link}/", ASKERS),
        page("poster", "link/{link}/plakat/", ASKERS),
        action("access_close", "zugaenge/{person}/beenden/", ASKERS),
        action("access_reopen", "zugaenge/{person}/oeffnen/", ASKERS),
        form("codes", "codes/", ASKERS),
        page("cards", "codes/{group}/karten/", ASKERS),
        action("codes_close", "codes/{group}/beenden/", ASKERS),
        page("questionnaire", "fragebogen/", ASKERS),
        form("paper", "papier/", ASKERS),
        page("remarks", "anmerkungen/", ASKERS),
        action("remarks_decide", "anmerkungen/entscheiden/", ASKERS),
    ),
    page("remarks", "/k/{musterau}/erhebungen/{closed}/anmerkungen/", ASKERS),
    page("collection", "/k/{musterau}/erhebungen/{closed}/", ASKERS),
)


def places(world: World) -> dict[str, Any]:
    collection = CollectionFactory(municipality=world.musterau, state="open")
    group = GroupFactory(collection=collection)
    items = [ItemFactory(collection=collection) for _number in range(3)]
    access = with_token(collection=collection)
    token, _sheet = begin_sheet(access=access, group=group)
    room = room_with_token(collection=collection)
    PollFactory(item=items[0], room=room)
    return {
        **asked(world),
        "sheet_token": token,
        "group_token": access_token(access),
        "room_token": room_token(room),
    }


def asked(world: World) -> dict[str, Any]:
    """What those who ask look at."""
    collection = CollectionFactory(municipality=world.musterau, kind="other")
    group = GroupFactory(collection=collection)
    ItemFactory(collection=collection)
    closed = CollectionFactory(
        municipality=world.musterau, kind="other", state="closed", digest="0" * 64
    )
    RemarkFactory.create_batch(3, collection=closed)
    with_token(collection=collection, group=group, kind="code", number=1)
    return {
        "collection": collection.pk,
        "group": group.pk,
        "closed": closed.pk,
        "person": with_token(
            collection=collection, group=group, kind="personal", email="anna@beispiel.de"
        ).pk,
        "link": AccessFactory(collection=collection).pk,
        "people_file": UploadFactory(
            owner_id=world.people["coordinator"].pk,
            kind="fieldwork.people",
            subject_id=collection.pk,
        ).pk,
    }
