"""Writers and readers over HTTP, and what became of each of their requests."""

import http.client
import statistics
import threading
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from tests.drill.site import Writer

TOKEN = "d" * 32  # a token of our own in cookie and form is as good as one of the site's
TIMEOUT = 30


@dataclass
class Load:
    """`acknowledged`: names whose writing the site confirmed, with the moment; `answers`: moments
    at which a page was given to a reader; `unanswered`: moments at which one was not."""

    acknowledged: dict[str, float] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    answers: list[float] = field(default_factory=list)
    unanswered: list[float] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    ended: float = 0.0

    def wait_for_more(self, seconds: float = 120) -> None:
        """Until writes that began now are acknowledged, one by each of two writers."""
        known, until = len(self.acknowledged), time.monotonic() + seconds
        begun = time.monotonic()
        while time.monotonic() < until:
            later = [t for t in list(self.acknowledged.values())[known:] if t > begun + 1]
            if len(later) >= 2:
                return
            time.sleep(0.1)
        raise AssertionError("nobody can write any more")

    @property
    def per_second(self) -> float:
        return len(self.acknowledged) / ((self.ended or time.monotonic()) - self.started)

    @property
    def median_ms(self) -> float:
        return 1000 * statistics.median(self.seconds)

    @property
    def slowest_ms(self) -> float:
        """Of a hundred writes, five take longer."""
        return 1000 * statistics.quantiles(self.seconds, n=20)[-1]

    def gap_after(self, moment: float) -> float:
        """The longest time without an answer that begins at that moment or later."""
        times = sorted([moment, *(t for t in self.answers if t > moment), self.ended])
        return max((b - a for a, b in pairwise(times)), default=0.0)


def ask(port: int, method: str, path: str, writer: Writer, body: str = "") -> tuple[int, str]:
    """Status and where it leads. Raises OSError or HTTPException where there is no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    try:
        headers = {"Cookie": f"sessionid={writer.session}; csrftoken={TOKEN}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()


def write(port: int, writer: Writer, name: str) -> bool:
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": TOKEN, "name": name, "version": 1})
    status, target = ask(port, "POST", f"/k/{writer.slug}/netzwerke/neu/", writer, body)
    return status == 302 and f"/k/{writer.slug}/" in target


@contextmanager
def loaded(port: int, writers: Sequence[Writer], mark: str = "") -> Iterator[Load]:
    """All write and two read, as fast as they get answers, until the block ends."""
    load, over = Load(), threading.Event()

    def keep_writing(writer: Writer, place: int) -> None:
        number = 0
        while not over.is_set():
            number += 1
            name, begun = f"Drill {mark}{place}-{number}", time.monotonic()
            try:
                if write(port, writer, name):
                    load.acknowledged[name] = time.monotonic()
                    load.seconds.append(time.monotonic() - begun)
                    continue
            except (OSError, http.client.HTTPException):
                pass
            load.refused += 1
            time.sleep(0.1)

    def keep_reading(writer: Writer) -> None:
        while not over.is_set():
            try:
                status, _target = ask(port, "GET", f"/k/{writer.slug}/netzwerke/neu/", writer)
            except (OSError, http.client.HTTPException):
                status = 0
            (load.answers if status == 200 else load.unanswered).append(time.monotonic())
            time.sleep(0.05)

    threads = [
        *(threading.Thread(target=keep_writing, args=(row, n)) for n, row in enumerate(writers)),
        *(threading.Thread(target=keep_reading, args=(row,)) for row in writers[:2]),
    ]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.ended = time.monotonic()
        over.set()
        for thread in threads:
            thread.join()
