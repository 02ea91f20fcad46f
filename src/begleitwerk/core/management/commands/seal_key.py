"""`begleitwerk seal_key`: make the key that seals the audit chain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from begleitwerk.core.services import Refused, make_seal_key


class Command(BaseCommand):
    help = "Makes the key the audit chain is sealed with, and says its public half."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            public = make_seal_key()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Public key: {public}")
        self.stdout.write(
            "Give it to your data protection officer: with it nobody can pass off another key. "
            "The worker seals from tomorrow on, begleitwerk seal_audit does it now."
        )
