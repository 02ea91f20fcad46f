"""`begleitwerk serve`: the application server."""

import errno
import os
import socket
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


def refuse_taken_port(host: str, port: int) -> None:
    """Say so in words before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Port {port} is taken. Stop the other program or take another port: "
                    f"--port {port + 1}"
                ) from error
            raise CommandError(f"Cannot listen on {host}:{port}: {error.strerror}") from error


class Command(BaseCommand):
    help = "Serves the application."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        """Becomes the application server, which knows nothing of ours until it has forked.

        A library with threads of its own (solver, numbers) must not run before a fork: they are
        gone afterwards, and whoever calls it then waits for ever.
        """
        refuse_taken_port(options["host"], options["port"])
        command = server_command(options["host"], options["port"], options["workers"])
        os.execv(sys.executable, command)  # noqa: S606 (our own interpreter)


def server_command(host: str, port: int, workers: int) -> list[str]:
    granian = [sys.executable, "-P", "-m", "granian", "--no-log"]
    place = ["--host", host, "--port", str(port)]
    way = ["--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "4"]
    # one that died is replaced; without it the server ends with the first
    renewed = ["--respawn-failed-workers", "--respawn-interval", "0.5"]
    return [*granian, *place, *way, *renewed, "begleitwerk.config.wsgi:application"]
