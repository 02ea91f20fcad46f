"""`begleitwerk verify_audit`: is the chain of decisions whole, and the one that was sealed?"""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from begleitwerk.core.models import AuditEvent
from begleitwerk.core.selectors import public_key_path, seal_public_key, seals
from begleitwerk.core.services import verify_chain, verify_seals


def head(text: str) -> tuple[int, str]:
    """NUMBER:DIGEST, as a seal, its mail and its page say it."""
    number, _colon, digest = text.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise ArgumentTypeError(f"expected NUMBER:DIGEST with 64 digits, not {text!r}")
    return int(number), digest.lower()


def public_key(text: str) -> bytes:
    """64 hexadecimal digits, as `seal_key` says them."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ArgumentTypeError(f"expected 64 hexadecimal digits, not {text!r}")
    return key


class Command(BaseCommand):
    help = (
        "Checks the chain of audit events against itself, against its seals and against a head "
        "somebody noted, and names every event that was changed or removed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect", type=head, action="append", default=[], metavar="NUMBER:DIGEST",
            help="a head somebody noted elsewhere, of a mail say; may be given several times",
        )  # fmt: skip
        parser.add_argument("--seals", type=Path, help="a file of seals kept elsewhere")
        parser.add_argument(
            "--public-key", type=public_key, help="the public key as somebody noted it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["seals"] and not options["seals"].exists():
            raise CommandError(f"There is no file {options['seals']}.")
        key = options["public_key"] or seal_public_key()
        if key is None and seals().exists():
            raise CommandError(
                f"There is no public key at {public_key_path()}, so no signature can be checked. "
                "Name it by --public-key."
            )
        faults = [*self.of_chain(), *of_expected(options["expect"])]
        faults += [
            f"Seal {fault.number}: {fault.what}"
            for fault in verify_seals(file=options["seals"], public_key=key)
        ]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"The audit chain is broken in {len(faults)} places.")
        count = AuditEvent.objects.count()
        self.stdout.write(self.style.SUCCESS(f"The audit chain is whole: {count} events."))
        self.tell_seals(key)

    def of_chain(self) -> list[str]:
        lines = []
        for fault in verify_chain():
            event = AuditEvent.objects.filter(number=fault.number).first()
            when = f" ({event.at:%d.%m.%Y %H:%M})" if event else ""
            lines.append(f"Event {fault.number}{when}: {fault.what}")
        return lines

    def tell_seals(self, key: bytes | None) -> None:
        last = seals().first()
        if last is None or key is None:
            self.stdout.write(
                "There is no seal yet: whoever holds the database could have written it anew. "
                "The worker seals it daily once there is a key (begleitwerk seal_key)."
            )
            return
        self.stdout.write(f"It fits {last.number} seals, the last of {last.day:%d.%m.%Y}.")
        self.stdout.write(f"Public key: {key.hex()}")


def of_expected(expected: list[tuple[int, str]]) -> list[str]:
    known = AuditEvent.objects.filter(number__in=[number for number, _digest in expected])
    digests = dict(known.values_list("number", "digest"))
    return [
        f"Event {number}: expected the digest {digest}, found {digests.get(number, 'no event')}"
        for number, digest in expected
        if digests.get(number) != digest
    ]
