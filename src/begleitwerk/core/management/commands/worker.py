"""`begleitwerk worker`: background tasks and the outbox, in one process; run as many as wanted."""

import logging
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connection

from begleitwerk.core.services import deliver_due

log = logging.getLogger(__name__)


def watch_outbox(stop: threading.Event, pause: float) -> None:
    """Send due mails until told to stop; an error is logged and the next round tries again."""
    while not stop.wait(pause):
        close_old_connections()
        try:
            deliver_due()
        except Exception:
            log.exception("The outbox could not be worked off; trying again.")
    connection.close()


class Command(BaseCommand):
    help = "Runs background tasks and sends the mails of the outbox."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pause", type=float, default=5.0, help="seconds between two looks")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        pause = float(options["pause"])
        thread = threading.Thread(target=watch_outbox, args=(stop, pause), daemon=True)
        thread.start()
        try:
            call_command("db_worker", interval=pause, startup_delay=False)
        finally:
            stop.set()
