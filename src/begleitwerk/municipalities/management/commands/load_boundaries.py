"""`begleitwerk load_boundaries`: the shipped boundaries, and cells for invented municipalities."""

from typing import Any

from django.core.management.base import BaseCommand

from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.services import lay_out_invented, load_boundaries


class Command(BaseCommand):
    help = "Draws the map of the 400 shipped districts; run again, it changes what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        written = load_boundaries()
        invented = lay_out_invented(municipalities=Municipality.objects.filter(is_invented=True))
        self.stdout.write(
            self.style.SUCCESS(
                f"Boundaries: {written.new} new, {written.changed} changed, "
                f"{written.same} as before. Invented municipalities placed: {invented}."
            )
        )
