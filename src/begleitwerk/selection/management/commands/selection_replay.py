"""Calculate a selection again from its protocol: the same set, or what differs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from begleitwerk.engine.selection.protocol import (
    Gap,
    Protocol,
    Replay,
    TamperedError,
    UnreadableError,
    audit,
    decided_members,
    load,
    replay,
)
from begleitwerk.selection.presenters.reasons import points_words

SAME, DIFFERENT, REFUSED = 0, 1, 2


class Command(BaseCommand):
    help = "Calculate a selection again from its protocol (JSON) and say whether it is the same."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("protocol", type=Path, help="the protocol as JSON file")
        parser.add_argument(
            "--digest", default=None, help="the published fingerprint of the protocol, if known"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        protocol = read(options["protocol"], options["digest"])
        outcome = replay(protocol)
        self.tell_members(protocol)
        self.tell_software(outcome)
        self.tell_broken(protocol)
        if outcome.is_same:
            self.stdout.write(self.style.SUCCESS("The same selection, proven again."))
            return
        raise CommandError(differences(outcome), returncode=DIFFERENT)

    def tell_members(self, protocol: Protocol) -> None:
        self.stdout.write(f"{protocol.round.title}, rules version {protocol.rule_set.number}")
        names = protocol.names
        for member in decided_members(protocol):
            name = names.candidates.get(member.candidate, member.candidate)
            theme = names.themes.get(member.theme, member.theme)
            self.stdout.write(f"  {name}: {theme}, {points_words(member.points)}")

    def tell_software(self, outcome: Replay) -> None:
        if not outcome.is_same_solver:
            self.stdout.write(f"Solver: now {outcome.solver}, then {outcome.stated_solver}.")
        if Gap.MIXTURE in outcome.gaps:
            self.stdout.write(
                "This solver mixes another lottery, equally fair; the one stated was checked."
            )

    def tell_broken(self, protocol: Protocol) -> None:
        """Rules the decided set does not keep: people may, with their reasons."""
        for breach in audit(protocol.problem, decided_members(protocol)):
            said = f"{breach.broken} {breach.key}: {breach.stated} → {breach.found}"
            self.stdout.write(f"  not kept by the decision: {said}")


def read(path: Path, digest: str | None) -> Protocol:
    """Raises CommandError with the place that was changed or cannot be read."""
    try:
        return load(path.read_text(encoding="utf-8"), digest=digest)
    except TamperedError as error:
        places = "\n".join(f"  {row.place} ({row.change})" for row in error.found)
        message = f"Refused: this protocol was changed after it was written, at\n{places}"
        raise CommandError(message, returncode=REFUSED) from error
    except UnreadableError as error:
        raise CommandError(f"Refused: not readable. {error}", returncode=REFUSED) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}", returncode=REFUSED) from error


def differences(outcome: Replay) -> str:
    lines = [
        f"  {row.place}: {row.difference}; stated “{row.stated}”, found “{row.found}”"
        for row in outcome.findings
    ]
    return "\n".join(["Not the same:", *lines])
