"""The daily seal of the audit chain: signed with a key outside the database, told to places there.

Whoever holds the database can write the whole chain anew; he can neither sign a seal nor take back
what a file, a mailbox and a time stamp authority have. `engine.seals` says what a seal is.
"""

import base64
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from begleitwerk.core.models import AuditEvent, AuditHead, AuditSeal
from begleitwerk.core.selectors import public_key_path, seal_public_key
from begleitwerk.core.services.errors import Refused
from begleitwerk.core.services.mail import queue_mail
from begleitwerk.core.services.stamps import StampError, ask_for_stamp, read_stamp
from begleitwerk.core.templatetags.bw import day, number
from begleitwerk.engine.seals import (
    Seal,
    SealedLine,
    SealFault,
    UnreadableSealError,
    faults_of_content,
    faults_of_series,
    read_line,
    write_line,
)

Digests = Callable[[], Mapping[str, str]]


class SealNotGivenError(Exception):
    """A seal is made, and some place outside the database does not have it yet."""


@dataclass(frozen=True)
class Sealable:
    """Documents sealed together with the chain: their digests by key, as they are kept (`stated`)
    and computed anew from the documents (`found`)."""

    kind: str
    stated: Digests
    found: Digests


SEALABLE: dict[str, Sealable] = {}


def register_sealable(kind: Sealable) -> None:
    SEALABLE[kind.kind] = kind


# --- The key --------------------------------------------------------------------------------------


def make_seal_key() -> str:
    """Make the key and put its public half beside it, which is returned (hex). Raises Refused where
    there is one: seals made with it could not be checked any more."""
    path = Path(settings.SEAL_KEY_PATH)
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"There is a key already: {path}") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    public = key.public_key().public_bytes_raw().hex()
    public_key_path().write_text(f"{public}\n", encoding="ascii")
    return public


def private_key() -> Ed25519PrivateKey:
    """Raises Refused where there is none, or another kind of key."""
    path = Path(settings.SEAL_KEY_PATH)
    if not path.exists():
        raise Refused(f"There is no key at {path}. Make one: begleitwerk seal_key")
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(f"The key at {path} is no Ed25519 key.")
    return key


# --- Sealing --------------------------------------------------------------------------------------


def seal_daily(today: date) -> None:
    """The duty: one seal a day, told to all places; what a place did not take is tried again."""
    if not Path(settings.SEAL_KEY_PATH).exists():
        return
    if not AuditSeal.objects.filter(day=today).exists():
        make_seal()
    hand_out()


def make_seal() -> AuditSeal | None:
    """Seal the head as it is now, None while nothing was decided. Raises Refused without a key."""
    key = private_key()
    with transaction.atomic():
        head = AuditHead.objects.filter(number__gt=0).first()
        if head is None:
            return None
        last = AuditSeal.objects.order_by("-number").first()
        seal = Seal(
            number=last.number + 1 if last else 1,
            at=timezone.now().replace(microsecond=0),
            site=settings.SITE_URL,
            head_number=head.number,
            head_digest=head.digest,
            digests=all_digests(lambda kind: kind.stated()),
            previous=sha256(last.line.encode()).hexdigest() if last else "",
        )
        row = AuditSeal.objects.create(
            number=seal.number,
            day=timezone.localdate(),
            at=seal.at,
            head_number=seal.head_number,
            head_digest=seal.head_digest,
            line=write_line(seal, key),
        )
        mail_seal(row)
    return row


def all_digests(of: Callable[[Sealable], Mapping[str, str]]) -> dict[str, str]:
    return {
        f"{name} {key}": digest
        for name, kind in SEALABLE.items()
        for key, digest in of(kind).items()
    }


def mail_seal(seal: AuditSeal) -> None:
    with translation.override("de"):
        subject = gettext("Seal %(number)d of %(day)s") % {
            "number": seal.number,
            "day": day(seal.day),
        }
        body = gettext(
            "This seal says how the log of decisions of %(site)s ended: with event %(event)s. "
            "Please keep this mail; it shows later whether the log was changed.\n\n"
            "To check it: begleitwerk verify_audit --expect %(head)s\n\n"
            "The seal as a file would have it, one line:\n\n%(line)s\n"
        ) % {
            "site": settings.SITE_URL,
            "event": number(seal.head_number),
            "head": seal.head,
            "line": seal.line,
        }
    for address in settings.SEAL_MAIL:
        key = f"seal:{seal.number}:{sha256(address.encode()).hexdigest()[:16]}"
        queue_mail(to=address, subject=subject, body=body, key=key)


def hand_out() -> None:
    """Give seals to the places that do not have them. Each place is tried, whatever another one
    says. Raises SealNotGivenError."""
    failed = []
    for give in (file_seals, stamp_last_seal):
        try:
            give()
        except (OSError, StampError) as error:
            failed.append(str(error))
    if failed:
        raise SealNotGivenError("; ".join(failed))


def file_seals() -> None:
    """Append to the file what it does not have, each line safely on the disk."""
    known = set(lines_of_file(Path(settings.SEAL_LOG_PATH)))
    for seal in AuditSeal.objects.filter(filed_at=None).order_by("number"):
        if seal.line not in known:
            append(seal.line)
        AuditSeal.objects.filter(pk=seal.pk).update(filed_at=timezone.now())


def stamp_last_seal() -> None:
    """Have the last seal stamped, where an authority is named; the file keeps the stamp too."""
    seal = AuditSeal.objects.order_by("-number").first()
    if seal is None or seal.stamp or not settings.TSA_URL:
        return
    stamp = ask_for_stamp(seal.line)
    said = {"stamp": base64.b64encode(stamp.answer).decode(), "number": seal.number}
    append(json.dumps(said))
    AuditSeal.objects.filter(pk=seal.pk).update(stamp=stamp.answer, stamped_at=stamp.at)


def append(line: str) -> None:
    """A torn last line of an earlier crash stays as it is; this one begins below it."""
    path = Path(settings.SEAL_LOG_PATH)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        size = os.fstat(descriptor).st_size
        is_torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        start = "\n" if is_torn else ""
        os.write(descriptor, f"{start}{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# --- Checking -------------------------------------------------------------------------------------


def lines_of_file(path: Path) -> list[str]:
    """The lines of a file of seals; none where there is no file."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def verify_seals(*, file: Path | None = None, public_key: bytes | None = None) -> list[SealFault]:
    """Check the seals in the database and those of a file, by default the one of the settings:
    signatures, order, the events and documents they name, time stamps. `public_key` is the key as
    somebody noted it elsewhere."""
    key = public_key or seal_public_key()
    rows = list(AuditSeal.objects.order_by("number"))
    filed, stamps, faults = read_file(file or Path(settings.SEAL_LOG_PATH))
    kept = []
    for row in rows:
        try:
            kept.append(read_line(row.line))
        except UnreadableSealError:
            faults.append(SealFault(row.number, "cannot be read in the database"))
    faults += faults_of_series(kept, key)
    faults += [fault for fault in faults_of_series(filed, key) if fault not in faults]
    faults += differences(rows, filed)
    everything = list({line.text: line for line in [*kept, *filed]}.values())
    digests = all_digests(lambda kind: kind.found())
    faults += faults_of_content(everything, sealed_events(everything), digests)
    stamps |= {row.number: bytes(row.stamp) for row in rows if row.stamp}
    faults += faults_of_stamps(everything, stamps)
    return faults


def read_file(path: Path) -> tuple[list[SealedLine], dict[int, bytes], list[SealFault]]:
    """Seals, stamps by the number of their seal, and lines that are neither."""
    seals, stamps, faults = [], {}, []
    for place, text in enumerate(lines_of_file(path), start=1):
        try:
            if text.startswith('{"stamp"'):
                said = json.loads(text)
                stamps[int(said["number"])] = base64.b64decode(said["stamp"])
            else:
                seals.append(read_line(text))
        except (UnreadableSealError, ValueError, KeyError, TypeError):
            faults.append(SealFault(0, f"line {place} of {path.name} cannot be read"))
    return seals, stamps, faults


def differences(rows: Iterable[AuditSeal], filed: Iterable[SealedLine]) -> Iterator[SealFault]:
    """Seals only one of both places has, or that say different things there."""
    lines = {line.seal.number: line.text for line in filed}
    known = {row.number: row.line for row in rows if row.filed_at or row.number in lines}
    for place in sorted(lines.keys() | known.keys()):
        if place not in known:
            yield SealFault(place, "stands in the file and is gone from the database")
        elif place not in lines:
            yield SealFault(place, "stands in the database and is gone from the file")
        elif known[place] != lines[place]:
            yield SealFault(place, "says one thing in the file, another in the database")


def sealed_events(lines: Iterable[SealedLine]) -> dict[int, str]:
    """The digests the sealed events have now."""
    numbers = {line.seal.head_number for line in lines}
    found = AuditEvent.objects.filter(number__in=numbers)
    return {number or 0: digest for number, digest in found.values_list("number", "digest")}


def faults_of_stamps(
    lines: Iterable[SealedLine], stamps: Mapping[int, bytes]
) -> Iterator[SealFault]:
    for line in lines:
        answer = stamps.get(line.seal.number)
        try:
            if answer is not None:
                read_stamp(answer, line.text)
        except StampError as error:
            yield SealFault(line.seal.number, f"its time stamp does not hold: {error}")
