"""`begleitwerk worker`: long work, outbox, daily duties in one process; run as many as wanted."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connection

from begleitwerk.core.services import deliver_due, do_daily, keep_hold, queue_orphans

log = logging.getLogger(__name__)

WAITING = 1.0  # seconds at most until work is begun somebody looks at a page for


def look_after_jobs() -> None:
    keep_hold()
    queue_orphans()


def repeat(do: Callable[[], object], stop: threading.Event, pause: float) -> None:
    """Do it again and again until told to stop; an error is logged and the next round tries."""
    while not stop.wait(pause):
        close_old_connections()
        try:
            do()
        except Exception:
            log.exception("This did not work and is tried again: %s", do.__name__)
    connection.close()


class Command(BaseCommand):
    help = "Runs background tasks, sends the mails of the outbox, does what is due daily."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pause", type=float, default=5.0, help="seconds between two looks")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        pause = float(options["pause"])
        # A thread each: a mail server that does not answer must not stop the heartbeat.
        for do in (deliver_due, look_after_jobs, do_daily):
            threading.Thread(target=repeat, args=(do, stop, pause), daemon=True).start()
        try:
            call_command("db_worker", interval=min(pause, WAITING), startup_delay=False)
        finally:
            stop.set()
