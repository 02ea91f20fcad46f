"""A site of its own, looked after as systemd would: what dies is started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from begleitwerk.portal.management.commands.serve import server_command

ROOT = Path(__file__).resolve().parents[2]
PAUSE = 0.1  # seconds between two looks of the one who starts again


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Writer:
    """Somebody signed in, and the municipality she writes for."""

    slug: str
    session: str


class Watched:
    """A process that is started again when it ends, until `stop`."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self.command, self.env = command, env
        self.starts = 0
        self._over = threading.Event()
        self._start()
        threading.Thread(target=self._watch, daemon=True).start()

    def _start(self) -> None:
        log = subprocess.DEVNULL if "DRILL_LOG" not in os.environ else None
        self.process = subprocess.Popen(
            self.command, env=self.env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
        self.starts += 1

    def _watch(self) -> None:
        while not self._over.wait(PAUSE):
            if self.process.poll() is not None:
                end_group(self.process.pid)  # as systemd ends what is left of a unit
                self._start()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)

    def kill_child(self) -> None:
        """One of the processes it started, the youngest."""
        os.kill(children_of(self.process.pid)[-1], signal.SIGKILL)

    def stop(self) -> None:
        self._over.set()
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=10)
        end_group(self.process.pid)


def end_group(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@dataclass
class Site:
    """Where it lies, and what runs of it."""

    data_dir: Path
    database_url: str = ""  # empty: SQLite in the data folder
    port: int = field(default_factory=free_port)
    server: Watched | None = None
    worker: Watched | None = None

    @property
    def env(self) -> dict[str, str]:
        return {
            **os.environ,
            "BEGLEITWERK_DATA_DIR": str(self.data_dir),
            "DATABASE_URL": self.database_url,
            "BEGLEITWERK_SECRET_KEY": "only-for-drills",
            "BEGLEITWERK_DEMO": "0",
            "BEGLEITWERK_MAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "DJANGO_SETTINGS_MODULE": "begleitwerk.config.settings",
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, module: str, *arguments: str) -> str:
        """What a command said; what went wrong stands in the failure."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command, env=self.env, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{arguments}\n{done.stdout}{done.stderr}"
        return done.stdout

    def begleitwerk(self, *arguments: str) -> str:
        return self.run("begleitwerk", *arguments)

    def people(self, number: int) -> list[Writer]:
        """Coordinators of as many municipalities, signed in; makes everything else ready too."""
        return [Writer(**row) for row in json.loads(self.run("tests.drill.people", str(number)))]

    def found(self) -> dict[str, Any]:
        """What is there after a drill: `names` and how often, `faults` of the log."""
        return dict(json.loads(self.run("tests.drill.written")))

    @contextmanager
    def running(self, *, workers: int = 2) -> Iterator["Site"]:
        worker = [sys.executable, "-m", "begleitwerk", "worker", "--pause", "0.5"]
        # what `begleitwerk serve` becomes
        self.server = Watched(server_command("127.0.0.1", self.port, workers), self.env)
        self.worker = Watched(worker, self.env)
        try:
            self.wait_until_it_answers()
            yield self
        finally:
            self.server.stop()
            self.worker.stop()

    def wait_until_it_answers(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.address}/konto/login/", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the site does not answer")
