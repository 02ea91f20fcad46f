"""`begleitwerk create_operator`: the first person of a new installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from begleitwerk.core.models import OutboxMail
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.selectors import platform_workspace


class Command(BaseCommand):
    help = "Invites the first operator and prints the link, in case mail is not set up yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        if "@" not in options["email"]:
            raise CommandError(f"{options['email']} is not a mail address.")
        services.invite(
            by=None,
            workspace=platform_workspace(),
            email=options["email"],
            name=options["name"],
            role=Role.OPERATOR,
            valid_from=timezone.localdate(),
            valid_to=None,
        )
        mail = OutboxMail.objects.filter(to=options["email"].lower()).latest("created_at")
        self.stdout.write(mail.body)
