"""The server itself: who dies is replaced, and what is too long is not read."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SIGN_IN = "/konto/login/"


@pytest.fixture
def server() -> Iterator[tuple[int, int]]:
    """A real server on the database of the test; its process and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.core.worker_settings",
        "BEGLEITWERK_TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "begleitwerk", "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_until(lambda: answers(port))
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}{SIGN_IN}", timeout=20) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def workers(pid: int) -> set[int]:
    return {int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def told(port: int, *head: str) -> str:
    """The first line of the answer to a request whose body never comes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        words = [f"POST {SIGN_IN} HTTP/1.1", f"Host: 127.0.0.1:{port}", *head, "", ""]
        line.sendall("\r\n".join(words).encode())
        return line.recv(200).decode().partition("\r\n")[0]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_killed_workers_are_replaced_and_long_bodies_are_not_read(server: tuple[int, int]) -> None:
    pid, port = server
    assert "413" in told(port, "Content-Length: 30000000")
    assert "411" in told(port, "Transfer-Encoding: chunked")
    before = workers(pid)
    assert len(before) >= 2
    for one in before:
        os.kill(one, signal.SIGKILL)
    wait_until(lambda: answers(port) and len(workers(pid)) == len(before))
    assert not before & workers(pid)
