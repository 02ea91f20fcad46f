"""A seal: the head of a chain, said on a day and signed with a key the database does not hold.

A seal is one line of JSON, so that it can stand in a file, in a mail and in a table alike:

    {"seal": {"number": 7, "at": …, "head": {"number": …, "digest": …}, "previous": …, …},
     "signature": …}

`previous` is the SHA-256 of the line before. Signed (Ed25519, RFC 8032) are the bytes of the seal
as `canonical.canonical_json` writes them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from begleitwerk.engine.canonical import canonical_json

FORMAT = "begleitwerk seal 1"


class UnreadableSealError(ValueError):
    """A line that is no seal; the text says why."""


@dataclass(frozen=True)
class Seal:
    """What a seal says. `digests` are those of other documents, by kind and key."""

    number: int
    at: datetime
    site: str
    head_number: int
    head_digest: str
    digests: Mapping[str, str] = field(default_factory=dict)
    previous: str = ""

    @property
    def plain(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "number": self.number,
            "at": self.at.isoformat(timespec="seconds"),
            "site": self.site,
            "head": {"number": self.head_number, "digest": self.head_digest},
            "digests": dict(self.digests),
            "previous": self.previous,
        }


@dataclass(frozen=True)
class SealedLine:
    """A line as it was read: what it says, and its signature."""

    seal: Seal
    signature: bytes
    text: str

    @property
    def digest(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    def is_signed_with(self, public_key: bytes) -> bool:
        try:
            key = Ed25519PublicKey.from_public_bytes(public_key)
            key.verify(self.signature, signed_bytes(self.seal))
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SealFault:
    """What is wrong with a seal, or with what it speaks of."""

    number: int
    what: str


def signed_bytes(seal: Seal) -> bytes:
    return canonical_json(seal.plain).encode()


def write_line(seal: Seal, key: Ed25519PrivateKey) -> str:
    """The seal and its signature as one line, without its end."""
    return canonical_json({"seal": seal.plain, "signature": key.sign(signed_bytes(seal)).hex()})


def read_line(text: str) -> SealedLine:
    """Raises UnreadableSealError."""
    try:
        said = json.loads(text)
        plain, signature = said["seal"], bytes.fromhex(said["signature"])
        seal = Seal(
            number=int(plain["number"]),
            at=datetime.fromisoformat(plain["at"]),
            site=str(plain["site"]),
            head_number=int(plain["head"]["number"]),
            head_digest=str(plain["head"]["digest"]),
            digests={str(key): str(value) for key, value in plain["digests"].items()},
            previous=str(plain["previous"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableSealError(f"no seal: {text[:60]}") from error
    if plain != seal.plain:
        raise UnreadableSealError(f"says more than a seal of this format: {text[:60]}")
    return SealedLine(seal, signature, text)


def faults_of_series(lines: Iterable[SealedLine], public_key: bytes | None) -> Iterator[SealFault]:
    """Whether each is signed, follows the one before, and none is missing between two of them.

    Without a key the signatures stay unchecked.
    """
    before: SealedLine | None = None
    for line in lines:
        number = line.seal.number
        expected = before.seal.number + 1 if before else 1
        if number != expected:
            yield SealFault(number, f"seal {expected} should stand here")
        elif line.seal.previous != (before.digest if before else ""):
            yield SealFault(number, "does not follow the seal before it")
        if public_key is not None and not line.is_signed_with(public_key):
            yield SealFault(number, "is not signed with this key")
        before = line


def faults_of_content(
    lines: Iterable[SealedLine], events: Mapping[int, str], digests: Mapping[str, str]
) -> Iterator[SealFault]:
    """What seals speak of and is not so any more: `events` by number, `digests` as found now."""
    told = set()
    for line in lines:
        seal = line.seal
        found = events.get(seal.head_number)
        if found is None:
            yield SealFault(seal.number, f"event {seal.head_number} is gone")
        elif found != seal.head_digest:
            what = f"event {seal.head_number} had the digest {seal.head_digest}, now {found}"
            yield SealFault(seal.number, what)
        for key, digest in seal.digests.items():
            if digests.get(key) != digest and (key, digest) not in told:
                told.add((key, digest))
                what = "was changed" if key in digests else "is gone"
                yield SealFault(seal.number, f"{key} {what}; it had the digest {digest}")
