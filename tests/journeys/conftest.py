"""The real thing: the demo built by its command, served by the production server, in a browser."""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.tables import (
    NAME,
    SERVER,
    beside,
    copy_database,
    copy_tables,
    create_database,
    shared_place,
)

WORKER = ["worker", "--pause", "0.2"]


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


def on_a_worker(journey: str) -> pytest.MarkDecorator:
    """Tests of one journey share a worker; each worker builds and serves a demo of its own."""
    return pytest.mark.xdist_group(f"journey: {journey}")


@dataclass(frozen=True)
class Site:
    """The served demo."""

    url: str
    data_dir: Path
    env: dict[str, str]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `begleitwerk …` against the same data."""
        return self.run("begleitwerk", *arguments)

    def run(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module against the same data; what it said stands in the failure."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def empty_site(name: str, place: Path) -> Site:
    """A place for data of its own, and a free port; nothing is built or served yet.

    Its tables are copied: that a site begins without any is tested by its first start.
    """
    data_dir = Path(tempfile.mkdtemp(prefix=f"begleitwerk-{name}-"))
    if not SERVER:
        copy_tables(data_dir / NAME)
        return site_at(data_dir, "")
    database = f"{name}_{os.getpid()}"
    copy_database(place, SERVER, database)
    return site_at(data_dir, beside(SERVER, database))


def site_at(data_dir: Path, database: str) -> Site:
    env = {
        **os.environ,
        "BEGLEITWERK_DATA_DIR": str(data_dir),
        "BEGLEITWERK_DEMO": "1",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "begleitwerk.config.settings",
    }
    return Site(f"http://127.0.0.1:{free_port()}", data_dir, env)


@contextmanager
def served(site: Site, *, with_worker: bool = False) -> Iterator[Site]:
    """The site answers; `with_worker` works off its tasks too, looking every fifth of a second."""
    port = site.url.rpartition(":")[2]
    commands = [["serve", "--port", port, "--workers", "1"]]
    if with_worker:
        commands.append(WORKER)
    with running(site, *commands):
        wait_for(f"{site.url}/konto/login/")
        yield site


@contextmanager
def running(site: Site, *commands: list[str]) -> Iterator[None]:
    """`begleitwerk …` runs against the site's data until the block ends."""
    program = [sys.executable, "-m", "begleitwerk"]
    processes = [subprocess.Popen([*program, *command], env=site.env) for command in commands]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the demo of its own: built once, by the worker that needs it first."""
    with served(copy_of(built_demo(shared_place(tmp_path_factory)))) as answering:
        yield answering


def built_demo(place: Path) -> Site:
    """The demo as its command leaves it; other workers wait until it is whole."""
    told = place / "demo.json"
    with (place / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            demo = empty_site("demo", place)
            demo.command("demo", "--no-serve")
            told.write_text(json.dumps([str(demo.data_dir), demo.env["DATABASE_URL"]]))
    data_dir, database = json.loads(told.read_text())
    return site_at(Path(data_dir), database)


def copy_of(demo: Site) -> Site:
    data_dir = Path(tempfile.mkdtemp(prefix="begleitwerk-journeys-"))
    shutil.copytree(demo.data_dir, data_dir, dirs_exist_ok=True)
    if not SERVER:
        return site_at(data_dir, "")
    database = f"journeys_{os.getpid()}"
    create_database(SERVER, database, like=demo.env["DATABASE_URL"].rpartition("/")[2])
    return site_at(data_dir, beside(SERVER, database))


def wait_for(url: str) -> None:
    for _attempt in range(300):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture(scope="module")
def browser_here() -> Iterator[Browser]:
    """Closed after each file: while it is open its event loop runs, and Django refuses its database
    to the tests that follow on the same worker."""
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
