"""A phone in a room: what is voted on now, one's vote, and how many voted."""

import secrets
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from begleitwerk.core.services import Refused
from begleitwerk.fieldwork.enums import Special
from begleitwerk.fieldwork.forms import SPECIALS
from begleitwerk.fieldwork.models import Poll, Room
from begleitwerk.fieldwork.selectors import (
    open_poll_of,
    room_by_digest,
    scale_of,
    statement_of,
    vote_of,
    votes_of,
)
from begleitwerk.fieldwork.services import cast_vote, digest_of, vote_key
from begleitwerk.fieldwork.views.ways import SEEN_COOKIE, Guarded, keep, seen_mark, unknown

PHONE_COOKIE = "bw_phone"


class InRoom(Guarded):
    """An address of a room that is open."""

    @cached_property
    def digest(self) -> str:
        return digest_of(self.token)

    @cached_property
    def room(self) -> Room | None:
        return room_by_digest(self.digest)

    @property
    def phone(self) -> str:
        return self.request.COOKIES.get(PHONE_COOKIE, "")[:64]

    def state(self) -> dict[str, Any]:
        """What is voted on, and what this phone said."""
        poll_id = open_poll_of(self.digest)
        poll = Poll.objects.select_related("item").filter(pk=poll_id).first() if poll_id else None
        if poll is None:
            return {"poll": None, "poll_id": 0}
        vote = vote_of(poll, vote_key(poll_id=poll.pk, phone=self.phone)) if self.phone else None
        chosen = "" if vote is None else vote.special or str(vote.level)
        scale = scale_of(poll.item)
        levels = [
            (str(row.value), row.label, row.anchor, chosen == str(row.value))
            for row in scale.levels
        ]
        others = [(key.value, key.label, text, chosen == key) for key, text in SPECIALS.items()]
        return {
            "poll": poll,
            "poll_id": poll.pk,
            "item": poll.item,
            "statement": statement_of(poll.item),
            "scale": scale,
            "levels": levels,
            "specials": others,
            "has_voted": vote is not None,
        }


class RoomPage(InRoom):
    """The page a phone opens by the QR on the wall; it follows what the room votes on."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if self.room is None:
            return unknown(request)
        return self.page()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """A vote; without a script the page comes anew."""
        if self.room is None:
            return unknown(request)
        if not self.phone:
            return self.page(status=422, needs_cookie=True)
        chosen = request.POST.get("level", "")
        is_special = chosen in Special.values
        try:
            level = None if is_special or not chosen else int(chosen[:4])
            special = chosen if is_special else ""
            cast_vote(token=self.token, phone=self.phone, level=level, special=special)
        except (Refused, ValueError) as refused:
            return self.page(status=422, refused=str(refused))
        return redirect("fieldwork:room", self.token)

    def page(self, status: int = 200, **more: Any) -> HttpResponse:
        path = reverse("fieldwork:room", args=[self.token])
        values = {"room": self.room, "token": self.token, **self.state(), **more}
        response = render(self.request, "fieldwork/public/room.html", values, status=status)
        keep(response, SEEN_COOKIE, seen_mark(self.token), path)
        if not self.phone:
            keep(response, PHONE_COOKIE, secrets.token_hex(16), path)
        return response


class RoomState(InRoom):
    """Asked by each phone every moment: 204 while the same is voted on as it shows already."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if request.GET.get("poll") == str(open_poll_of(self.digest)):
            return HttpResponse(status=204)
        if self.room is None:
            return HttpResponse(status=286)  # htmx asks no more
        values = {"token": self.token, **self.state()}
        return render(request, "fieldwork/public/room_state.html", values)


class RoomNumber(InRoom):
    """How many voted so far, for the screen in the room: a number and nothing else."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        number = votes_of(open_poll_of(self.digest))
        if request.GET.get("seen") == str(number):
            return HttpResponse(status=204)
        values = {"token": self.token, "number": number}
        return render(request, "fieldwork/public/room_number.html", values)
