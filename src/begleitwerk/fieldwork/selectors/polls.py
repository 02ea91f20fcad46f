"""Votes in a room: what is voted on now, how many voted, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from begleitwerk.fieldwork.enums import PollState
from begleitwerk.fieldwork.models import Poll, Room, Vote

FEWEST_VOTES = 3  # fewer are not told: each would know what the others said
WITHHELD = "withheld"  # in `Poll.counts`, with the number of votes, where they were too few


@dataclass(frozen=True)
class PollResult:
    """`counts` by level (int) or special answer (str); None while it is open or where too few
    voted, which `is_withheld` says."""

    votes: int
    counts: Mapping[int | str, int] | None
    is_withheld: bool = False


def room_by_digest(digest: str) -> Room | None:
    """The room of an address that is open."""
    rooms = Room.objects.select_related("collection")
    return rooms.filter(digest=digest, is_open=True).first()


def open_poll_of(digest: str) -> int:
    """The poll that is open in a room (id), 0 where none is; the one query phones ask."""
    polls = Poll.objects.filter(room__digest=digest, room__is_open=True, state=PollState.OPEN)
    return polls.order_by().values_list("pk", flat=True).first() or 0


def votes_of(poll_id: int) -> int:
    return Vote.objects.filter(poll_id=poll_id).count()


def vote_of(poll: Poll, key: str) -> Vote | None:
    """What a phone said in a poll."""
    return Vote.objects.filter(poll=poll, key=key).first()


def poll_result(poll: Poll) -> PollResult:
    """What may be told of a poll: the number of votes, and once it is closed the distribution."""
    if poll.state == PollState.OPEN:
        return PollResult(votes_of(poll.pk), None)
    if WITHHELD in poll.counts:
        return PollResult(poll.counts[WITHHELD], None, is_withheld=True)
    counts: dict[int | str, int] = {
        int(said) if said.lstrip("-").isdigit() else said: number
        for said, number in poll.counts.items()
    }
    return PollResult(sum(counts.values()), counts)
