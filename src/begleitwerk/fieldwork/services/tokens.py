"""Tokens are made, not stored (ADR 34): from a random number in the row and the server's secret.

A token is sixteen signs that nobody confuses (Crockford's base 32, 80 bits), so that the same kind
stands in a link and on paper. Reading forgives what people type: capitals, blanks, hyphens, the
letter O for zero, I and L for one.
"""

import hashlib
import secrets
from collections.abc import Iterable

from django.urls import reverse
from django.utils.crypto import salted_hmac

from begleitwerk.fieldwork.enums import SheetState
from begleitwerk.fieldwork.models import Access, Room, Sheet

SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16
FORGIVEN = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})


def new_nonce() -> str:
    """The random part of a token, 128 bits as hex; it may be stored."""
    return secrets.token_hex(16)


def new_token() -> str:
    """A token that belongs to no row: of a sheet somebody began by a link for many."""
    return "".join(secrets.choice(SIGNS) for _place in range(LENGTH))


def access_token(access: Access) -> str:
    """The token of a way in; the same each time, and only this server can make it."""
    return in_signs(secret_digest("fieldwork.access", access.nonce))


def room_token(room: Room) -> str:
    return in_signs(secret_digest("fieldwork.room", room.nonce))


def read_token(typed: str) -> str:
    """A token as it is meant; empty where it can be none."""
    token = typed.strip().lower().translate(FORGIVEN)
    return token if len(token) == LENGTH and set(token) <= set(SIGNS) else ""


def in_blocks(token: str) -> str:
    """As it stands on paper: four blocks of four, in capitals."""
    return "-".join(token[at : at + 4] for at in range(0, LENGTH, 4)).upper()


def digest_of(token: str) -> str:
    """Finds the row of a token: SHA-256, hex. What is stored of a token, and all of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def sheet_key(token: str) -> str:
    """Finds the sheet of a token; nobody can work it out without the server's secret."""
    return secret_digest("fieldwork.sheet", token).hex()


def vote_key(*, poll_id: int, phone: str) -> str:
    """One phone in one poll; in the next poll the same phone is another."""
    return secret_digest("fieldwork.vote", f"{poll_id}:{phone}").hex()


def has_handed_in(access: Access) -> bool:
    """Whether the one person behind a personal link or a code handed in; only while it is open.

    Asked for one purpose, not to remind her; nothing of it may be kept. A link for many: False.
    """
    return bool(handed_in_among([access]))


def handed_in_among(accesses: Iterable[Access]) -> set[int]:
    """Those of the ways in (ids) by which somebody handed in, in one query. As `has_handed_in`."""
    keys = {sheet_key(access_token(access)): access.pk for access in accesses}
    done = Sheet.objects.filter(key__in=list(keys), state=SheetState.HANDED_IN)
    return {keys[key] for key in done.values_list("key", flat=True) if key is not None}


def access_url(access: Access) -> str:
    """The address of a way in, without the host."""
    return reverse("fieldwork:door", args=[access_token(access)])


def room_url(room: Room) -> str:
    """The address phones in a room open, without the host."""
    return reverse("fieldwork:room", args=[room_token(room)])


def secret_digest(purpose: str, text: str) -> bytes:
    return salted_hmac(purpose, text, algorithm="sha256").digest()


def in_signs(digest: bytes) -> str:
    """The first 80 bits, five to a sign."""
    number = int.from_bytes(digest[:10], "big")
    return "".join(SIGNS[(number >> 5 * place) & 31] for place in range(LENGTH))
