"""`begleitwerk seal_audit`: seal the audit chain now; the worker does it once a day by itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from begleitwerk.core.services import Refused, SealNotGivenError, hand_out, make_seal


class Command(BaseCommand):
    help = "Seals the audit chain as it is now, and gives the seal to all places of the settings."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            seal = make_seal()
            if seal is None:
                raise CommandError("Nothing was decided yet, so there is nothing to seal.")
            self.stdout.write(seal.line)
            hand_out()
        except (Refused, SealNotGivenError) as error:
            raise CommandError(str(error)) from error
