"""Has a file read by a process beside this one, which is started for it and ends with it.

What reading a file breaks (memory, time, the process itself) stays there; what comes back is plain
data. One process for one file: nothing of it is left when the next is read.
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from signal import SIGKILL, SIGXCPU
from typing import IO, Any, cast

from begleitwerk.engine.reading.child import LENGTH
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits

CHILD = "begleitwerk.engine.reading.child"
# One that computes keeps a core busy: the others are for those who wait for a page.
AT_ONCE = threading.BoundedSemaphore(2)
# Nothing of the server's environment (keys, passwords) reaches it; where libraries lie does.
PASSED_ON = ("LD_LIBRARY_PATH", "PATH")
OWN = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}


def read(kind: str, content: bytes, how: dict[str, Any], limits: Limits) -> Any:
    """What a file of this kind (csv, xlsx, sav, toml, docx) holds. Raises ReadingError."""
    if not AT_ONCE.acquire(timeout=limits.seconds):
        raise ReadingError("time", seconds=limits.seconds)
    try:
        with Reader(limits) as reader:
            return reader.read(kind, content, how)
    finally:
        AT_ONCE.release()


class Reader:
    """One reading process; tests give it many files, everybody else one."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.given_up = False
        self.process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-I", "-B", "-m", CHILD, json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={**OWN, **{name: os.environ[name] for name in PASSED_ON if name in os.environ}},
            start_new_session=True,  # Ctrl-C is for the server, which ends it in its own time
        )

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    @property
    def is_usable(self) -> bool:
        return not self.given_up and self.process.poll() is None

    def read(self, kind: str, content: bytes, how: dict[str, Any]) -> Any:
        """Raises ReadingError; where it is what ended the process, nobody can go on with it."""
        clock = threading.Timer(self.limits.seconds, self.give_up)
        clock.start()
        try:
            answer = json.loads(self._exchange(kind, content, how))
        except (BrokenPipeError, EOFError):
            raise self._death() from None
        finally:
            clock.cancel()
            clock.join()
        if "fault" in answer:
            raise ReadingError(answer["fault"], **answer["params"])
        return answer["read"]

    def _exchange(self, kind: str, content: bytes, how: dict[str, Any]) -> bytes:
        requests, answers = cast("tuple[IO[bytes], ...]", (self.process.stdin, self.process.stdout))
        request = json.dumps({"kind": kind, "how": how}).encode()
        for part in (request, content):
            requests.write(LENGTH.pack(len(part)))
            requests.write(part)
        requests.flush()
        (length,) = LENGTH.unpack(exactly(answers, LENGTH.size))
        if length > self.limits.answer:
            self.give_up()
            raise ReadingError("answer")
        return exactly(answers, length)

    def _death(self) -> ReadingError:
        code = self.process.wait()
        if self.given_up or code == -SIGXCPU:
            return ReadingError("time", seconds=self.limits.seconds)
        # who kills without a word is the kernel, when memory runs out
        return ReadingError("memory" if code == -SIGKILL else "crashed")

    def give_up(self) -> None:
        self.given_up = True
        self.process.kill()

    def end(self) -> None:
        """The process is gone and leaves no remains."""
        self.process.kill()
        self.process.communicate()


def exactly(source: IO[bytes], length: int) -> bytes:
    content = source.read(length)
    if len(content) < length:
        raise EOFError
    return content
