"""`begleitwerk clear_out`: what is over goes; the worker does it daily by itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from begleitwerk.privacy.presenters import records_words, terms
from begleitwerk.privacy.services import clear_out


class Command(BaseCommand):
    help = "Takes away what is over and says what that was; the worker does it once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dry_run"]:
            self.stdout.write(records_words(clear_out().gone) or "Nothing was over.")
            return
        for term in terms():
            self.stdout.write(f"{term.number:>7}  {term.label}: {term.fate} ({term.after})")
        self.stdout.write("Nothing was changed.")
