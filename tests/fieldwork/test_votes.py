"""Votes in a room: one per phone, changeable, counted and gone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import Refused
from begleitwerk.fieldwork.models import Poll, Room, Vote
from begleitwerk.fieldwork.selectors import poll_result
from begleitwerk.fieldwork.services import (
    AnswerRefused,
    cast_vote,
    close_poll,
    close_room,
    open_poll,
    open_room,
    room_token,
    room_url,
)
from tests.factories.fieldwork import ItemFactory
from tests.fieldwork.world import Asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(asked: Asked) -> Room:
    return open_room(by=None, collection=asked.collection)


@pytest.fixture
def poll(asked: Asked, room: Room) -> Poll:
    return open_poll(by=None, room=room, item=asked.items[0])


def vote(room: Room, *levels: int) -> None:
    for number, level in enumerate(levels):
        cast_vote(token=room_token(room), phone=f"phone {number}", level=level)


def test_votes_are_counted_once_closed_and_the_single_ones_go(room: Room, poll: Poll) -> None:
    vote(room, 1, 2, 2)
    cast_vote(token=room_token(room), phone="phone 0", level=2)
    cast_vote(token=room_token(room), phone="another", special="cannot_judge")
    shown = poll_result(poll)
    assert (shown.votes, shown.counts, shown.is_withheld) == (4, None, False)
    closed = close_poll(by=None, poll=poll)
    assert close_poll(by=None, poll=poll).counts == closed.counts
    shown = poll_result(closed)
    assert (shown.votes, shown.counts) == (4, {2: 3, "cannot_judge": 1})
    assert not Vote.objects.exists()
    with pytest.raises(Refused):
        vote(room, 1)


def test_of_fewer_than_three_only_the_number_is_kept(room: Room, poll: Poll) -> None:
    vote(room, 1, 2)
    closed = close_poll(by=None, poll=poll)
    assert closed.counts == {"withheld": 2}
    shown = poll_result(closed)
    assert (shown.votes, shown.counts, shown.is_withheld) == (2, None, True)
    again = open_poll(by=None, room=room, item=poll.item)
    assert again != poll
    assert poll_result(close_poll(by=None, poll=again)).votes == 0


def test_one_vote_at_a_time_in_a_room_that_is_open(asked: Asked, room: Room, poll: Poll) -> None:
    assert open_room(by=None, collection=asked.collection) == room
    assert open_poll(by=None, room=room, item=poll.item) == poll
    for item in (asked.items[1], ItemFactory()):
        with pytest.raises(Refused) as refused:
            open_poll(by=None, room=room, item=item)
        assert refused.value.field == "item"
    vote(room, 1, 1, 1)
    assert not close_room(by=None, room=room).is_open
    poll.refresh_from_db()
    assert poll.counts == {"1": 3}
    with pytest.raises(Refused):
        open_poll(by=None, room=room, item=poll.item)
    assert open_room(by=None, collection=asked.collection) != room
    told = {event.verb for event in AuditEvent.objects.all()}
    assert told == {f"fieldwork.{verb}" for verb in (
        "room_opened", "poll_opened", "poll_closed", "room_closed",
    )}  # fmt: skip
    assert {event.workspace_id for event in AuditEvent.objects.all()} == {
        asked.collection.municipality.workspace_id
    }


def test_there_is_no_room_before_the_collection_opens(asked: Asked) -> None:
    asked.collection.state = "draft"
    with pytest.raises(Refused):
        open_room(by=None, collection=asked.collection)


def test_a_withdrawn_item_is_not_voted_on(asked: Asked, room: Room) -> None:
    asked.items[0].is_withdrawn = True
    with pytest.raises(Refused):
        open_poll(by=None, room=room, item=asked.items[0])


@pytest.mark.parametrize("said", [{}, {"level": 9}, {"special": "x"}, {"level": -1}])
def test_what_the_scale_does_not_have_is_no_vote(
    room: Room, poll: Poll, said: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        cast_vote(token=room_token(room), phone="phone", **said)
    assert not Vote.objects.exists()


# --- On the phone -------------------------------------------------------------------------------


def test_a_phone_follows_what_is_voted_on_and_votes(asked: Asked, room: Room) -> None:
    phone, address = Client(enforce_csrf_checks=True), room_url(room)
    assert "Gerade wird nicht abgestimmt." in phone.get(address).content.decode()
    assert phone.get(f"{address}stand/?poll=0").status_code == 204
    poll = open_poll(by=None, room=room, item=asked.items[0])
    shown = phone.get(f"{address}stand/?poll=0")
    assert asked.items[0].text_de in shown.content.decode()
    assert phone.get(f"{address}stand/?poll={poll.pk}").status_code == 204
    assert phone.post(address, {"level": "3"}).status_code == 302
    assert phone.post(address, {"level": "cannot_judge"}).status_code == 302
    assert Vote.objects.get().special == "cannot_judge"
    page = phone.get(address).content.decode()
    assert "Ihre Stimme zählt." in page
    for wrong in ({}, {"level": "9"}, {"level": "x"}):
        assert phone.post(address, wrong).status_code == 422
    close_poll(by=None, poll=poll)
    assert phone.get(f"{address}stand/?poll={poll.pk}").status_code == 200
    assert phone.post(address, {"level": "1"}).status_code == 422
    close_room(by=None, room=room)
    assert phone.get(f"{address}stand/?poll={poll.pk}").status_code == 286
    assert phone.get(address).status_code == 404
    assert phone.post(address, {"level": "1"}).status_code == 404


def test_without_cookies_a_phone_is_told_and_casts_no_vote_twice(room: Room, poll: Poll) -> None:
    answer = Client().post(room_url(room), {"level": "1"})
    assert answer.status_code == 422
    assert "Cookies" in answer.content.decode()
    assert not Vote.objects.exists()


def test_the_screen_in_the_room_sees_how_many_voted(room: Room, poll: Poll) -> None:
    screen, address = Client(), f"{room_url(room)}zahl/"
    screen.get(room_url(room))
    vote(room, 1, 2)
    assert "2 Stimmen" in screen.get(address).content.decode()
    assert screen.get(f"{address}?seen=2").status_code == 204


def test_waiting_phones_ask_one_thing(
    room: Room, poll: Poll, django_assert_num_queries: Callable[[int], Any]
) -> None:
    phone = Client()
    phone.get(room_url(room))
    with django_assert_num_queries(1):
        phone.get(f"{room_url(room)}stand/?poll={poll.pk}")


def test_a_vote_is_the_last_word_of_its_phone_alone(room: Room, poll: Poll) -> None:
    vote(room, 1, 1, 1)
    poll.item.is_withdrawn = True
    poll.item.save()
    with pytest.raises(AnswerRefused):
        vote(room, 2)
