"""From shares to numbered tickets, and from the public seed to the one that is drawn.

Everybody can follow the draw with nothing but SHA-256. The ticket: the SHA-256 of the text of the
lot, read as a number, modulo 1,000,000. Who of a group takes part: the members in the order of the
SHA-256 of that text and their key on a line of its own; the first take the places of the group,
theme by theme by key. The text is the seed; where places are kept, a line "key=theme" follows for
each of them. Nothing else enters: no score and no word redraws the lot.

Tickets have one order, so that nobody can move the one drawn: by how many the first group gives to
its first theme (groups and themes in order of key), the fewer first, then to the next, and so on.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from begleitwerk.engine.selection.result import Share, Ticket

TICKETS = 1_000_000


@dataclass(frozen=True, slots=True)
class Lot:
    """What the draw depends on, as text: the seed published beforehand, and who keeps a place."""

    text: str

    def number(self) -> int:
        """The ticket drawn, 0 to 999,999."""
        return int(self._hash(), 16) % TICKETS

    def in_order(self, group: Sequence[str]) -> list[str]:
        """Members of a group in the order in which they get the places of their group."""
        return sorted(group, key=lambda key: (self._hash(key), key))

    def _hash(self, *further: str) -> str:
        text = "\n".join((self.text, *further))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def whole_tickets(shares: Sequence[float]) -> tuple[int, ...]:
    """Shares as whole tickets, 1,000,000 in all, by largest remainder."""
    exact = [Fraction(share) * TICKETS / sum(map(Fraction, shares)) for share in shares]
    tickets = [int(amount) for amount in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: tickets[index] - exact[index])
    for index in by_remainder[: TICKETS - sum(tickets)]:
        tickets[index] += 1
    return tuple(tickets)


def in_their_order(tickets: Sequence[Ticket]) -> tuple[Ticket, ...]:
    """Tickets and their shares in the one order they have, whoever mixed them."""
    slots = sorted({(share.group, share.theme) for ticket in tickets for share in ticket.shares})
    rows = []
    for ticket in tickets:
        held: Counter[tuple[int, str]] = Counter()
        for share in ticket.shares:
            held[share.group, share.theme] += share.count
        rows.append(([held[slot] for slot in slots], ticket.tickets))
    return tuple(
        Ticket(tuple(Share(*slot, n) for slot, n in zip(slots, row, strict=True) if n), number)
        for row, number in sorted(rows)
    )


def holder_of(tickets: Sequence[Ticket], number: int) -> Ticket:
    """The ticket with this number; they are numbered from 0 in their order."""
    for ticket in tickets:
        if number < ticket.tickets:
            return ticket
        number -= ticket.tickets
    raise ValueError("no ticket has this number")


def drawn_members(
    groups: Sequence[Sequence[str]], tickets: Sequence[Ticket], lot: Lot
) -> list[tuple[str, str]]:
    """Candidate and theme of everybody on the ticket drawn."""
    shares = holder_of(tickets, lot.number()).shares
    waiting = {share.group: iter(lot.in_order(groups[share.group])) for share in shares}
    in_turn = sorted(shares, key=lambda share: (share.group, share.theme))
    return [(next(waiting[share.group]), share.theme) for share in in_turn for _ in _times(share)]


def probabilities(
    groups: Sequence[Sequence[str]], tickets: Sequence[Ticket]
) -> Mapping[str, float]:
    """How likely each candidate is to be drawn: its group's places on all tickets, evenly."""
    held = [0] * len(groups)
    for ticket in tickets:
        for share in ticket.shares:
            held[share.group] += share.count * ticket.tickets
    return {
        key: places / (len(group) * TICKETS)
        for group, places in zip(groups, held, strict=True)
        for key in group
    }


def _times(share: Share) -> range:
    return range(share.count)
