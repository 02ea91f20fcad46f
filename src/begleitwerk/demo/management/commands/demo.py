"""`begleitwerk demo`: everything set up, with data, served."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from begleitwerk.accounts.models import User
from begleitwerk.accounts.selectors import demo_users, real_people
from begleitwerk.core.services import make_seal_key
from begleitwerk.portal.management.commands.serve import refuse_taken_port


class Command(BaseCommand):
    help = "Builds the demo data once, then serves it with a worker beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data-dir", help="where everything is kept (default: var)")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="start over")
        parser.add_argument("--no-serve", action="store_true", help="only build")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_serve"]:
            refuse_taken_port(options["host"], options["port"])
        refuse_real_people()
        if options["reset"]:
            self.reset()
        self.step("Tables", lambda: call_command("migrate", verbosity=0))
        if not demo_users().exists():
            self.build()
        if not Path(settings.SEAL_KEY_PATH).exists():
            self.step("Key that seals the log", make_seal_key)
        self.step("Files for the browser", self.collect)
        self.tell(options["host"], options["port"])
        if not options["no_serve"]:
            self.serve(options["host"], options["port"])

    def step(self, what: str, do: Callable[[], object]) -> None:
        self.stdout.write(f"  {what} … ", ending="")
        self.stdout.flush()
        begun = time.monotonic()
        do()
        self.stdout.write(f"{time.monotonic() - begun:.1f} s")

    def reset(self) -> None:
        """Empty the database and the stored files; the folder itself may hold other things."""
        if connection.vendor == "sqlite":
            connection.close()
            name = Path(str(settings.DATABASES["default"]["NAME"]))
            for path in (
                name,
                name.with_name(name.name + "-wal"),
                name.with_name(name.name + "-shm"),
            ):
                path.unlink(missing_ok=True)
        else:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        Path(settings.SEAL_LOG_PATH).unlink(missing_ok=True)  # of a log that is gone

    def build(self) -> None:
        from begleitwerk.demo.build import STEPS, DemoWorld

        world = DemoWorld()
        with transaction.atomic():  # half a demo would be taken for a whole one next time
            for what, do in STEPS:
                self.step(what, lambda do=do: do(world))  # type: ignore[misc]

    def collect(self) -> None:
        call_command("collectstatic", verbosity=0, interactive=False)

    def tell(self, host: str, port: int) -> None:
        self.stdout.write(f"\nBegleitwerk: http://{host}:{port}/\n")
        self.stdout.write("One click on the sign-in page signs you in as:")
        for user in demo_users():
            self.stdout.write(f"  {user.name:<38} {user.demo_note}")
        self.stdout.write("")

    def serve(self, host: str, port: int) -> None:
        """Server and worker in processes of their own, which carry nothing of the build along."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        place = ("--host", host, "--port", str(port))
        os.environ.setdefault("BEGLEITWERK_SITE_URL", f"http://{host}:{port}")  # links, QR codes
        worker, server = run("worker"), run("serve", "--skip-checks", *place)
        try:
            if server.wait():
                raise CommandError("The application server ended with an error.")
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            end(server, worker)


def refuse_real_people() -> None:
    """Demo personas sign in without a password, so they never join real people, and what real
    people wrote is never thrown away: before anything is touched the accounts say whose it is."""
    if User._meta.db_table not in connection.introspection.table_names():
        return
    if real_people().exists():
        raise CommandError(
            "This database holds accounts of real people. The demo needs a database of its "
            "own: choose another --data-dir or DATABASE_URL."
        )


def run(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "begleitwerk", *arguments])  # noqa: S603


def end(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
