"""`begleitwerk create_programme`: a programme and the workspace its office works in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from begleitwerk.core.services import Refused
from begleitwerk.programmes.services import create_programme


class Command(BaseCommand):
    help = "Creates a programme. Invite its office afterwards under /p/SLUG/zugang/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="how its address reads: /p/SLUG/")
        parser.add_argument("--name", required=True, help="title as it stands in council papers")
        parser.add_argument("--short-name", default="", help="title in menus; default: the name")
        parser.add_argument("--office", default="", help="who carries it")
        parser.add_argument("--funding", default="", help="who pays for it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            programme = create_programme(
                by=None,
                name=options["name"],
                short_name=(options["short_name"] or options["name"])[:60],
                slug=options["slug"],
                office=options["office"],
                funding=options["funding"],
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        path = f"/p/{programme.workspace.slug}/"
        self.stdout.write(self.style.SUCCESS(f"{programme.name} is at {path}."))
