"""Votes in a room: everybody with a phone, one item at a time, nobody's vote is kept."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import Refused, changing, record_event, save_new
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.enums import CollectionState, PollState
from begleitwerk.fieldwork.models import Collection, Item, Poll, Room, Vote
from begleitwerk.fieldwork.selectors.polls import FEWEST_VOTES, WITHHELD
from begleitwerk.fieldwork.services.said import Said
from begleitwerk.fieldwork.services.sheets import (
    check_said,
)
from begleitwerk.fieldwork.services.tokens import digest_of, new_nonce, room_token, vote_key


def open_room(*, by: Actor | None, collection: Collection) -> Room:
    """A room in which people vote on items of a collection; its address is `room_url(room)`.

    The one that is open already, where there is one. Raises Refused before the collection opened.
    """
    if collection.state == CollectionState.DRAFT:
        raise Refused(_("This has not begun yet."))
    with transaction.atomic():
        Collection.objects.select_for_update().get(pk=collection.pk)
        there = Room.objects.filter(collection=collection, is_open=True).first()
        if there is not None:
            return there
        room = Room(collection=collection, nonce=new_nonce())
        room.digest = digest_of(room_token(room))
        return save_new(by=by, verb="fieldwork.room_opened", row=room)


def close_room(*, by: Actor | None, room: Room) -> Room:
    """Its address leads nowhere any more; what is being voted on is closed first."""
    with transaction.atomic():
        for poll in room.polls.filter(state=PollState.OPEN):
            close_poll(by=by, poll=poll)
        with changing(room, by=by, verb="fieldwork.room_closed", if_changed=True) as room:
            room.is_open = False
    return room


def open_poll(*, by: Actor | None, room: Room, item: Item) -> Poll:
    """Let the room vote on an item, perhaps again; asked twice it is the same poll.

    Raises Refused while another vote is open or the room is closed.
    """
    with transaction.atomic():
        room = Room.objects.select_for_update().get(pk=room.pk)
        if not room.is_open:
            raise Refused(_("This room is closed."))
        if item.collection_id != room.collection_id or item.is_withdrawn:
            raise Refused(_("This is not asked here."), "item")
        there = room.polls.filter(state=PollState.OPEN).first()
        if there is not None and there.item_id != item.pk:
            raise Refused(_("Another vote is still open. Close it first."), "item")
        if there is not None:
            return there
        poll = Poll.objects.create(room=room, item=item)
        record_event(
            by=by, verb="fieldwork.poll_opened", subject=room, after={"number": item.number}
        )
    return poll


def close_poll(*, by: Actor | None, poll: Poll) -> Poll:
    """Count the votes and delete them; of fewer than three only how many they were is kept.

    Closed twice is closed once.
    """
    with transaction.atomic():
        poll = Poll.objects.select_for_update().select_related("room", "item").get(pk=poll.pk)
        if poll.state == PollState.CLOSED:
            return poll
        votes = Vote.objects.filter(poll=poll)
        said = Counter(row.special or str(row.level) for row in votes)
        number = said.total()
        poll.counts = dict(said) if number >= FEWEST_VOTES else {WITHHELD: number}
        poll.state = PollState.CLOSED
        votes.delete()
        poll.save(update_fields=["counts", "state"])
        told = {"number": poll.item.number, "votes": number}
        record_event(by=by, verb="fieldwork.poll_closed", subject=poll.room, after=told)
    return poll


def cast_vote(*, token: str, phone: str, level: int | None = None, special: str = "") -> Poll:
    """The vote of a phone in the poll that is open; it may be changed until that closes.

    Raises Refused where nothing is voted on, or at `level` for what the scale does not have.
    """
    with transaction.atomic():
        polls = Poll.objects.select_related("item").select_for_update(of=("self",))
        here = polls.filter(room__digest=digest_of(token), room__is_open=True)
        poll = here.filter(state=PollState.OPEN).first()
        if poll is None:
            raise Refused(_("This vote is closed."))
        said = Said(level, special)
        if not said:
            raise Refused(_("Please choose one of the answers shown."), "level")
        check_said(poll.item, said, asks_importance=False)
        Vote.objects.bulk_create(
            [
                Vote(
                    poll=poll,
                    key=vote_key(poll_id=poll.pk, phone=phone),
                    level=level,
                    special=special,
                )
            ],
            update_conflicts=True,
            unique_fields=["poll", "key"],
            update_fields=["level", "special"],
        )
    return poll
