"""Has Typst set a sheet, in processes beside this one, within a time limit.

Typst works with threads of its own. They do not survive a fork: after one, a sheet in the same
process would wait for them for ever, and a thread that waits in foreign code cannot be ended. A
process beside this one can, and it shares nothing with whoever forks.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections import deque
from datetime import date
from pathlib import Path
from typing import IO, cast

from begleitwerk.engine.documents import typesetter
from begleitwerk.engine.documents.errors import DocumentError

# One that hangs leaves another; each sheet keeps all cores busy by itself.
AT_ONCE = 2

Pipes = tuple[IO[bytes], IO[bytes]]


class SheetError(Exception):
    """Typst refuses the sheet; the text is its own."""


class Typesetter:
    """One process that sets one sheet after another."""

    def __init__(self, fonts: Path) -> None:
        self.fonts = fonts
        self.given_up = False
        self.process = subprocess.Popen(  # noqa: S603 (our own file, our own folder)
            [sys.executable, "-P", typesetter.__file__, str(fonts)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the server, which ends it in its own time
        )

    @property
    def is_usable(self) -> bool:
        return not self.given_up and self.process.poll() is None

    def set(self, request: bytes, limit: float) -> bytes:
        """The PDF. Raises SheetError, and DocumentError `pdf_timeout` after `limit` seconds."""
        clock = threading.Timer(limit, self.give_up)
        clock.start()
        try:
            return self._exchange(request)
        except (BrokenPipeError, EOFError):
            if self.given_up:
                raise DocumentError("pdf_timeout", seconds=limit) from None
            self.give_up()
            raise DocumentError("pdf_failed", detail="the typesetter ended") from None
        finally:
            clock.cancel()
            clock.join()

    def _exchange(self, request: bytes) -> bytes:
        requests, answers = cast("Pipes", (self.process.stdin, self.process.stdout))
        requests.write(typesetter.LENGTH.pack(len(request)) + request)
        requests.flush()
        kind = read(answers, 1)
        content = read(answers, *typesetter.LENGTH.unpack(read(answers, typesetter.LENGTH.size)))
        if kind == typesetter.FAULT:
            raise SheetError(content.decode())
        return content

    def give_up(self) -> None:
        self.given_up = True
        self.process.kill()

    def end(self) -> None:
        """Take it out of service; the pipes are closed and the process leaves no remains."""
        self.give_up()
        self.process.communicate()


def read(source: IO[bytes], length: int) -> bytes:
    content = source.read(length)
    if len(content) < length:
        raise EOFError
    return content


class Workshop:
    """The typesetters of this process: started when first needed, kept warm."""

    def __init__(self) -> None:
        self.open()

    def open(self) -> None:
        self.places = threading.BoundedSemaphore(AT_ONCE)
        self.idle: deque[Typesetter] = deque()

    def typeset(self, data: str, *, day: date, fonts: Path, limit: float) -> bytes:
        """The sheet as PDF. Raises SheetError, and DocumentError `pdf_timeout`, `pdf_failed`."""
        request = json.dumps({"data": data, "day": day.isoformat()}).encode()
        if not self.places.acquire(timeout=limit):
            raise DocumentError("pdf_timeout", seconds=limit)
        try:
            one = self._take(fonts)
            try:
                return one.set(request, limit)
            finally:
                self._put_back(one)
        finally:
            self.places.release()

    def _take(self, fonts: Path) -> Typesetter:
        while self.idle:
            one = self.idle.pop()
            if one.fonts == fonts and one.is_usable:
                return one
            one.end()
        return Typesetter(fonts)

    def _put_back(self, one: Typesetter) -> None:
        if one.is_usable:
            self.idle.append(one)
        else:
            one.end()

    def close(self) -> None:
        while self.idle:
            self.idle.pop().end()


workshop = Workshop()
atexit.register(workshop.close)
# A forked process starts its own: two that read from one pipe would get each other's sheets.
os.register_at_fork(after_in_child=workshop.open)
