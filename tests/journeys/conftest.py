"""The real thing: the demo built by its command, served by the production server, in a browser."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTHS = {1280: 900, 320: 720}


def chromium() -> str | None:
    """An installed Chromium, None where there is none."""
    for path in (os.environ.get("CHROMIUM"), "/usr/bin/chromium"):
        if path and Path(path).exists():
            return path
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser no journey runs, and one line says so."""
    if chromium() is not None:
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            reason = "no Chromium at /usr/bin/chromium or CHROMIUM: browser journeys skipped"
            item.add_marker(pytest.mark.skip(reason=reason))


@dataclass(frozen=True)
class Site:
    """The served demo."""

    url: str
    data_dir: Path
    env: dict[str, str]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `begleitwerk …` against the same data."""
        return subprocess.run(
            [sys.executable, "-m", "begleitwerk", *arguments],
            env=self.env,
            capture_output=True,
            text=True,
            check=True,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_of_its_own() -> str:
    """Where the tests run on PostgreSQL the demo gets a fresh database there."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return ""
    import psycopg

    name = f"journeys_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{url.rsplit('/', 1)[0]}/{name}"


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    data_dir = Path(tempfile.mkdtemp(prefix="begleitwerk-journeys-"))
    port = free_port()
    env = {
        **os.environ,
        "BEGLEITWERK_DATA_DIR": str(data_dir),
        "BEGLEITWERK_DEMO": "1",
        "DATABASE_URL": database_of_its_own(),
        "DJANGO_SETTINGS_MODULE": "begleitwerk.config.settings",
    }
    program = [sys.executable, "-m", "begleitwerk"]
    built = subprocess.run(
        [*program, "demo", "--no-serve"], env=env, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    server = subprocess.Popen([*program, "serve", "--port", str(port), "--workers", "1"], env=env)
    try:
        wait_for(f"http://127.0.0.1:{port}/konto/login/")
        yield Site(f"http://127.0.0.1:{port}", data_dir, env)
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url: str) -> None:
    for _attempt in range(150):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture(scope="session")
def browser_here() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser_here: Browser, site: Site) -> Iterator[BrowserContext]:
    context = browser_here.new_context(
        base_url=site.url,
        viewport={"width": 1280, "height": 900},
        locale="de-DE",
        accept_downloads=True,
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def sign_in(page: Page, persona: str) -> None:
    """One click on the sign-in page, as a visitor of the demo does it."""
    page.goto("/konto/login/")
    page.get_by_role("button", name=persona).first.click()
    page.wait_for_url(lambda url: "/konto/login" not in url)
