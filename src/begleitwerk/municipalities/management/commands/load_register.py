"""`begleitwerk load_register`: the districts that come with the product."""

from typing import Any

from django.core.management.base import BaseCommand

from begleitwerk.municipalities.services import load_register


class Command(BaseCommand):
    help = "Loads the 400 shipped districts into the register; run again, it changes what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        written = load_register()
        self.stdout.write(
            self.style.SUCCESS(
                f"Register: {written.new} new, {written.changed} changed, {written.same} as before."
            )
        )
