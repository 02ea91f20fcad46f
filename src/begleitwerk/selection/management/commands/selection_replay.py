"""Calculate a selection again from its protocol: the same set, what differs, what is not shown."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from begleitwerk.engine.selection.protocol import (
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
from begleitwerk.selection.presenters.replay import (
    breach_words,
    finding_words,
    gap_lines,
    outcome_words,
    solver_words,
    tampering_words,
    unreadable_words,
)

SAME, DIFFERENT, REFUSED, UNPROVEN = 0, 1, 2, 3


class Command(BaseCommand):
    help = (
        "Calculate a selection again from its protocol (JSON) and say whether it is the same."
        " Ends with 0 (the same, proven), 1 (not the same), 2 (changed or not readable),"
        " 3 (the same, but other software mixed the tickets of the lot)."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("protocol", type=Path, help="the protocol as JSON file")
        parser.add_argument(
            "--digest",
            default=None,
            help="the fingerprint of the protocol from outside: a seal, or the printed protocol",
        )
        parser.add_argument("--language", choices=("de", "en"), default="de")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            self.tell(options["protocol"], options["digest"])

    def tell(self, path: Path, digest: str | None) -> None:
        protocol = read(path, digest)
        outcome = replay(protocol, is_vouched=digest is not None)
        self.tell_members(protocol)
        if not outcome.is_same_solver:
            self.stdout.write(solver_words(outcome))
        self.tell_broken(protocol)
        if not outcome.is_same:
            lines = [f"  {finding_words(row)}" for row in outcome.findings]
            message = "\n".join([outcome_words(outcome), *lines])
            raise CommandError(message, returncode=DIFFERENT)
        self.tell_rules(protocol)
        self.tell_outcome(outcome)
        if not outcome.is_proven:
            raise CommandError(outcome_words(outcome), returncode=UNPROVEN)

    def tell_members(self, protocol: Protocol) -> None:
        told = {"title": protocol.round.title, "number": protocol.rule_set.number}
        self.stdout.write(_("%(title)s, rules version %(number)d") % told)
        names = protocol.names
        for member in decided_members(protocol):
            name = names.candidates.get(member.candidate, member.candidate)
            theme = names.themes.get(member.theme, member.theme)
            self.stdout.write(f"  {name}: {theme}, {points_words(member.points)}")

    def tell_broken(self, protocol: Protocol) -> None:
        """Rules the decided set does not keep: people may, with their reasons."""
        for breach in audit(protocol.problem, decided_members(protocol)):
            words = _("not kept by the decision: %(breach)s") % {"breach": breach_words(breach)}
            self.stdout.write(f"  {words}")

    def tell_rules(self, protocol: Protocol) -> None:
        """Without a published text the gaps say so."""
        if protocol.rule_set.published:
            told = {"digest": protocol.rule_set.published_digest}
            self.stdout.write(
                _("Calculated by the published rules. Their check sum, as published: %(digest)s")
                % told
            )

    def tell_outcome(self, outcome: Replay) -> None:
        if outcome.is_proven:
            self.stdout.write(self.style.SUCCESS(outcome_words(outcome)))
        if lines := gap_lines(outcome):
            self.stdout.write(_("This does not prove:"))
            for line in lines:
                self.stdout.write(f"  – {line}")


def read(path: Path, digest: str | None) -> Protocol:
    """Raises CommandError with the place that was changed or cannot be read."""
    try:
        return load(path.read_text(encoding="utf-8"), digest=digest)
    except TamperedError as error:
        places = "\n".join(f"  {line}" for line in tampering_words(error.found))
        told = _("Refused: this protocol was changed after it was written, at")
        raise CommandError(f"{told}\n{places}", returncode=REFUSED) from error
    except UnreadableError as error:
        told = _("Refused: not readable.")
        raise CommandError(f"{told} {unreadable_words(error)}", returncode=REFUSED) from error
    except (OSError, UnicodeDecodeError) as error:
        told = _("%(path)s cannot be read: %(error)s") % {"path": path, "error": error}
        raise CommandError(told, returncode=REFUSED) from error
