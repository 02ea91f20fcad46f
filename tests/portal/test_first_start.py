"""The README's first command on an empty folder, then one click on a PDF.

Of the demo it builds only the first half, which is all the click needs (`short_demo`).
"""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from django.db import connection

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the first start is on SQLite, on every database alike"
)
PATIENCE = 300  # seconds for building the demo on a busy machine; usually 10


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A demo that was built and is served by the command itself; it ends without remains."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.portal.short_demo", "demo"]
    place = ["--data-dir", str(tmp_path / "demo"), "--port", str(port)]
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    with subprocess.Popen([*command, *place], env=environment, stdout=subprocess.DEVNULL) as demo:
        try:
            wait_for(port, demo)
            yield f"http://127.0.0.1:{port}"
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait(timeout=60)
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=5).close()


def wait_for(port: int, demo: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and demo.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise AssertionError("The demo does not answer.")


def sign_in(browser: OpenerDirector, address: str) -> str:
    """One click on the first persona; her home."""
    page = read(browser, f"{address}/konto/login/").decode()
    token = found(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    person = found(r'name="person" value="([^"]+)"', page)
    sent = urlencode({"csrfmiddlewaretoken": token, "person": person}).encode()
    with browser.open(f"{address}/konto/demo/", sent, timeout=60) as home:
        return str(home.url)


def read(browser: OpenerDirector, url: str) -> bytes:
    with browser.open(url, timeout=60) as response:
        return bytes(response.read())


def found(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    assert match, pattern
    return match.group(1)


def test_the_first_pdf_comes_by_one_click(address: str) -> None:
    browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    home = sign_in(browser, address)
    papers = read(browser, f"{home}vorlagen/").decode()
    paper = found(r'href="(/k/[\w-]+/vorlagen/\d+/)"', papers)
    assert read(browser, f"{address}{paper}pdf/").startswith(b"%PDF-")
