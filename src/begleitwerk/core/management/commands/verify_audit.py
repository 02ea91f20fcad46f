"""`begleitwerk verify_audit`: is the chain of decisions whole?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import verify_chain


class Command(BaseCommand):
    help = "Checks the chain of audit events and names every event that was changed or removed."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(verify_chain())
        for fault in faults:
            event = AuditEvent.objects.filter(number=fault.number).first()
            when = f" ({event.at:%d.%m.%Y %H:%M})" if event else ""
            self.stderr.write(f"Event {fault.number}{when}: {fault.what}")
        if faults:
            raise CommandError(f"The audit chain is broken in {len(faults)} places.")
        count = AuditEvent.objects.count()
        self.stdout.write(self.style.SUCCESS(f"The audit chain is whole: {count} events."))
