"""`begleitwerk create_operator`: the first person of a new installation."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.selectors import platform_workspace


class Command(BaseCommand):
    help = "Invites the first operator and prints the link, in case mail is not set up yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        place = platform_workspace()
        call_command(
            "invite",
            email=options["email"],
            name=options["name"],
            role=Role.OPERATOR,
            place=f"{place.kind}/{place.slug}",
            stdout=self.stdout,
        )
