"""Pages of those who answer: whoever holds the link, and nobody else knows of it."""

from typing import Any

from begleitwerk.fieldwork.services import access_token, begin_sheet, room_token
from tests.factories.fieldwork import (
    CollectionFactory,
    GroupFactory,
    ItemFactory,
    PollFactory,
    room_with_token,
    with_token,
)
from tests.permissions.patterns import (
    EVERYBODY,
    SHOWN,
    UNKNOWN,
    action,
    below,
    form,
    page,
    question,
)
from tests.permissions.world import World

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
        "sheet_token": token,
        "group_token": access_token(access),
        "room_token": room_token(room),
    }
