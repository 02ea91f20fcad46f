"""A PostgreSQL of our own, on a port of its own, that can be killed."""

import os
import pwd
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.drill.site import free_port


def programs() -> Path | None:
    """Where the server's programs lie; None where there is none on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


NAME = "drill"


@dataclass
class Server:
    """Durable as delivered: nothing that a crash could lose is switched off."""

    folder: Path
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"postgres://begleitwerk@127.0.0.1:{self.port}/{NAME}"

    def run(self, program: str, *arguments: str, check: bool = True) -> None:
        """As the user postgres where we are root, which PostgreSQL refuses to be run by."""
        folder = programs()
        assert folder
        command = [str(folder / program), *arguments]
        if os.getuid() == 0:
            command = ["setpriv", f"--reuid={pwd.getpwnam('postgres').pw_uid}",
                       "--regid=postgres", "--clear-groups", *command]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        assert done.returncode == 0 or not check, done.stderr

    def make(self) -> None:
        self.folder.mkdir(parents=True)
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "begleitwerk", "--auth=trust", "-E", "UTF8",
                 "--locale=C.UTF-8")  # fmt: skip
        self.start()
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "begleitwerk", NAME)

    def start(self) -> None:
        place = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(self.folder / "log"),
                 "-o", f"-p {self.port} {place}", "start")  # fmt: skip

    def kill_and_start(self) -> None:
        """`kill -9` of the main process; what it leaves behind ends by itself before a start."""
        pid = (self.folder / "data" / "postmaster.pid").read_text().split()[0]
        os.kill(int(pid), 9)
        for _attempt in range(100):
            try:
                self.start()
                return
            except AssertionError:
                time.sleep(0.2)
        raise AssertionError("PostgreSQL does not start again")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    server.make()
    try:
        yield server
    finally:
        server.stop()


@dataclass
class Waits:
    """How long statements waited for a lock, by looking fifty times a second.

    The only row all writers lock is the head of the audit chain.
    """

    waited: float = 0.0  # seconds, of all writers together


@contextmanager
def watched_locks(url: str) -> Iterator[Waits]:
    waits, over = Waits(), threading.Event()

    def look() -> None:
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        with psycopg.connect(url, autocommit=True) as connection:
            before = time.monotonic()
            while not over.wait(0.02):
                [waiting] = connection.execute(query).fetchone() or [0]
                now = time.monotonic()
                waits.waited += waiting * (now - before)
                before = now

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()
