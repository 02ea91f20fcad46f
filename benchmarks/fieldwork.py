"""Eighty raters at once, eighty phones in a room, and a server that is killed meanwhile.

    uv run python benchmarks/fieldwork.py [--raters 80] [--items 40] [--turns 3] [--seconds 12]

On SQLite, or on the server `DATABASE_URL` names, in an empty database. Each rater sends her
answers over HTTP one after the other, without a pause, to the production server; the floor is a
bare view that stores one row (`bare_fieldwork`), asked by the same clients in turns with ours. What
was acknowledged is compared with what is stored, value by value. Latencies are what a client sees.
"""

import argparse
import http.client
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.drill.site import Site, end_group, free_port  # noqa: E402

MOST_RATIO, MOST_SECONDS = 2.0, 2.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Values = dict[tuple[str, int], int]


@dataclass
class World:
    """Tokens of sheets, ids of items, and sheets of the floor."""

    tokens: list[str]
    items: list[int]
    bare_sheets: list[int]
    room: str = ""
    poll_item: int = 0


@dataclass
class Seen:
    """What the clients saw: seconds of each answer, and what was acknowledged last."""

    seconds: list[float] = field(default_factory=list)
    acknowledged: Values = field(default_factory=dict)
    tries_again: int = 0

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[-1]


# --- What is there ------------------------------------------------------------------------------


def prepare(raters: int, items: int) -> World:
    from tests.factories.fieldwork import (
        CollectionFactory,
        GroupFactory,
        ItemFactory,
        with_token,
    )

    from begleitwerk.fieldwork.services import begin_sheet, open_room, room_token

    collection = CollectionFactory(state="open")
    group = GroupFactory(collection=collection)
    rows = [ItemFactory(collection=collection).pk for _number in range(items)]
    link = with_token(collection=collection)
    tokens = [begin_sheet(access=link, group=group)[0] for _number in range(raters)]
    room = open_room(by=None, collection=collection)
    return World(tokens, rows, [], room_token(room), rows[0])


def bare_sheets(world: World) -> list[int]:
    """New ones for each turn: the floor only adds."""
    from tests.factories.fieldwork import SheetFactory

    from begleitwerk.fieldwork.models import Item

    collection = Item.objects.get(pk=world.items[0]).collection
    return [SheetFactory(collection=collection).pk for _token in world.tokens]


def stored(world: World) -> tuple[Values, int]:
    """What stands in the sheets of the raters, and how many rows that are."""
    from begleitwerk.fieldwork.models import Answer
    from begleitwerk.fieldwork.services import sheet_key

    keys = {sheet_key(token): token for token in world.tokens}
    rows = Answer.objects.filter(sheet__key__in=list(keys))
    found = list(rows.values_list("sheet__key", "item_id", "level"))
    return {(keys[key], item): level for key, item, level in found}, len(found)


# --- Clients ------------------------------------------------------------------------------------


class Browser:
    """One connection that is kept, with the cookie of its address."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie = port, ""
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, method: str, path: str, **sent: object) -> tuple[int, bytes]:
        headers = {**FORM, "Cookie": self.cookie} if self.cookie else FORM
        self.line.request(method, path, urllib.parse.urlencode(sent) or None, headers)
        answer = self.line.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = "; ".join(filter(None, [self.cookie, value.partition(";")[0]]))
        return answer.status, content

    def again(self) -> None:
        self.line.close()
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)


def all_at_once(act: Callable[[int], None], number: int) -> None:
    threads = [threading.Thread(target=act, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def rate(port: int, world: World, seen: Seen, turn: int, *, insists: bool = False) -> None:
    """All answer everything; with `insists` what got no answer is sent again, as the page does."""

    def one(place: int) -> None:
        token, browser = world.tokens[place], Browser(port)
        browser.ask("GET", f"/a/{token}/")
        for number, item in enumerate(world.items):
            level = (place + number + turn) % 4
            while True:
                begun = time.perf_counter()
                try:
                    status, _body = browser.ask(
                        "POST", f"/a/{token}/antwort/", item=item, level=level
                    )
                except (OSError, http.client.HTTPException):
                    status = 0
                if status == 200:
                    seen.seconds.append(time.perf_counter() - begun)
                    seen.acknowledged[token, item] = level
                    break
                if not insists:
                    raise SystemExit(f"an answer got {status}")
                seen.tries_again += 1
                browser.again()
                time.sleep(0.2)

    all_at_once(one, len(world.tokens))


def floor(port: int, world: World, seen: Seen) -> None:
    sheets = bare_sheets(world)

    def one(place: int) -> None:
        browser = Browser(port)
        for item in world.items:
            begun = time.perf_counter()
            status, _body = browser.ask("POST", "/bare/", sheet=sheets[place], item=item, level=1)
            assert status == 200, status
            seen.seconds.append(time.perf_counter() - begun)

    all_at_once(one, len(sheets))


# --- Parts --------------------------------------------------------------------------------------


@contextmanager
def bare_server(site: Site) -> Iterator[int]:
    """The floor behind the same server with as many processes and threads."""
    from begleitwerk.portal.management.commands.serve import server_command

    port = free_port()
    command = [*server_command("127.0.0.1", port, 2)[:-1], "benchmarks.bare_fieldwork:application"]
    env = {**site.env, "DJANGO_SETTINGS_MODULE": "benchmarks.bare_settings"}
    command = [part for part in command if part != "-P"]  # it finds the benchmarks beside it
    process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        end_group(process.pid)


def wait_for(port: int) -> None:
    for _attempt in range(600):
        with suppress(OSError):
            Browser(port).ask("GET", "/")
            return
        time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {port}.")


def measure_answers(site: Site, world: World, turns: int) -> bool:
    ours, bare = Seen(), Seen()
    with bare_server(site) as port:
        for turn in range(turns):
            floor(port, world, bare)
            rate(site.port, world, ours, turn)
    found, rows = stored(world)
    once = rows == len(world.tokens) * len(world.items) and found == ours.acknowledged
    ratio = ours.p95 / bare.p95
    print(
        f"answers: {len(ours.seconds)} sent, each stored once: {once};"
        f" p95 {1000 * ours.p95:.0f} ms, floor {1000 * bare.p95:.0f} ms, ratio {ratio:.2f}"
        f" (aim ≤ {MOST_RATIO}); median {1000 * statistics.median(ours.seconds):.0f} ms,"
        f" floor {1000 * statistics.median(bare.seconds):.0f} ms"
    )
    return once and ratio <= MOST_RATIO


def measure_votes(site: Site, world: World, seconds: float) -> bool:
    """How long after a phone was told that its vote is counted the screen shows it."""
    from begleitwerk.fieldwork.models import Item, Room
    from begleitwerk.fieldwork.services import close_poll, digest_of, open_poll

    room = Room.objects.get(digest=digest_of(world.room))
    poll = open_poll(by=None, room=room, item=Item.objects.get(pk=world.poll_item))
    over, voted, shown = threading.Event(), [], []  # moments; (moment, number)
    end = time.monotonic() + seconds

    def phone(place: int) -> None:
        browser, address = Browser(site.port), f"/r/{world.room}/"
        browser.ask("GET", address)
        votes_at = time.monotonic() + seconds * (0.2 + 0.6 * place / len(world.tokens))
        while time.monotonic() < end:
            time.sleep(1.5)
            if votes_at and time.monotonic() > votes_at:
                assert browser.ask("POST", address, level=place % 4)[0] == 302
                voted.append(time.monotonic())
                votes_at = 0.0
            assert browser.ask("GET", f"{address}stand/?poll={poll.pk}")[0] == 204

    def screen() -> None:
        browser, number = Browser(site.port), ""
        while not over.is_set():
            status, body = browser.ask("GET", f"/r/{world.room}/zahl/?seen={number}")
            if status == 200:
                number = body.decode().partition("seen=")[2].partition('"')[0]
                shown.append((time.monotonic(), int(number)))
            time.sleep(1.0)

    watcher = threading.Thread(target=screen)
    watcher.start()
    all_at_once(phone, len(world.tokens))
    time.sleep(2.5)
    over.set()
    watcher.join()
    close_poll(by=None, poll=poll)
    waits = [
        next((at for at, number in shown if number > place), float("inf")) - moment
        for place, moment in enumerate(sorted(voted))
    ]
    slowest = max(waits, default=float("inf"))
    print(
        f"votes: {len(voted)} of {len(world.tokens)} phones, seen after"
        f" {statistics.median(waits):.1f} s, the last after {slowest:.1f} s (aim ≤ {MOST_SECONDS})"
    )
    return len(voted) == len(world.tokens) and slowest <= MOST_SECONDS


def measure_kills(site: Site, world: World, kills: int) -> bool:
    """The server dies while all answer; the page sends again what was not acknowledged."""
    assert site.server
    seen, over = Seen(), threading.Event()

    def strike() -> None:
        for _number in range(kills):
            if over.wait(1.5):
                return
            site.server.process.send_signal(signal.SIGKILL)  # type: ignore[union-attr]

    killer = threading.Thread(target=strike)
    killer.start()
    rate(site.port, world, seen, 1, insists=True)
    over.set()
    killer.join()
    found, rows = stored(world)
    lost = {key for key, level in seen.acknowledged.items() if found.get(key) != level}
    starts = site.server.starts - 1
    print(
        f"kill -9 of the server: {starts} times, {seen.tries_again} answers sent again,"
        f" {len(seen.acknowledged)} acknowledged, {len(lost)} lost, {rows} stored"
    )
    return not lost and rows == len(seen.acknowledged) and starts > 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raters", type=int, default=80)
    parser.add_argument("--items", type=int, default=40)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=12)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), os.environ.get("DATABASE_URL", ""))
        os.environ.update(site.env)
        site.begleitwerk("migrate", "-v0")
        site.begleitwerk("collectstatic", "--noinput", "-v0")
        import django

        django.setup()
        world = prepare(options.raters, options.items)
        with site.running():
            held = [
                measure_answers(site, world, options.turns),
                measure_votes(site, world, options.seconds),
                measure_kills(site, world, 2),
            ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
