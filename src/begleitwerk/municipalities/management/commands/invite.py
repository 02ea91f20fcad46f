"""`begleitwerk invite`: let somebody in where nobody is left who could."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import Refused
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Workspace


class Command(BaseCommand):
    help = (
        "Invites somebody to a role in the name of the installation, and prints the link, in case"
        " mail is not set up yet. Meant for a place that has nobody left who could."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--place", required=True, help="kind and address: programme/SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        if "@" not in options["email"]:
            raise CommandError(f"{options['email']} is not a mail address.")
        kind, _slash, slug = options["place"].partition("/")
        place = Workspace.objects.filter(kind=kind, slug=slug).first()
        if place is None:
            raise CommandError(f"There is no place {options['place']}.")
        try:
            services.invite(
                by=None,
                workspace=place,
                email=options["email"],
                name=options["name"],
                role=options["role"],
                valid_from=timezone.localdate(),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        mail = OutboxMail.objects.filter(to=options["email"].lower()).latest("created_at")
        self.stdout.write(mail.body)
