"""What runs in the reading process: `python -m begleitwerk.engine.reading.child LIMITS`.

Takes requests from standard input until it ends: a length and JSON with the `kind` of the file and
`how` to read it, a length and the file. Answers each on standard output with a length and JSON:
what was `read`, or the `fault` with its `params`. It is fenced in before it looks at anything, and
imports only what the kind of file needs.
"""

import functools
import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from typing import Any

from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits

LENGTH = struct.Struct(">I")
# What nobody who reads a file has to do (names of Python's audit events).
FORBIDDEN = (
    "ctypes.", "os.chmod", "os.chown", "os.exec", "os.fork", "os.kill", "os.link", "os.mkdir",
    "os.posix_spawn", "os.remove", "os.rename", "os.rmdir", "os.spawn", "os.symlink", "os.system",
    "os.truncate", "pty.", "shutil.", "signal.", "socket.", "sqlite3.", "subprocess.",
)  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
Reader = Callable[..., Any]


def main(given: str) -> None:
    limits = Limits(**json.loads(given))
    fence_in(limits)
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while head := incoming.read(LENGTH.size):
        request = json.loads(incoming.read(*LENGTH.unpack(head)))
        content = incoming.read(*LENGTH.unpack(incoming.read(LENGTH.size)))
        answer = json.dumps(answered(request["kind"], request["how"], content, limits)).encode()
        outgoing.write(LENGTH.pack(len(answer)) + answer)
        outgoing.flush()


def fence_in(limits: Limits) -> None:
    """From here on: so much memory, so much computing, no other process, nothing written.

    Whoever asks for a page comes first.
    """
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    for what in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        resource.setrlimit(what, (0, 0))


@functools.cache  # a hook stays
def guard() -> None:
    """Called when the library is there: while it is loaded it asks for more than afterwards."""
    sys.addaudithook(refuse)


def refuse(event: str, about: tuple[Any, ...]) -> None:
    writes = event == "open" and len(about) == 3 and (about[2] or 0) & WRITES
    if writes or event.startswith(FORBIDDEN):
        raise PermissionError(event)


def answered(kind: str, how: dict[str, Any], content: bytes, limits: Limits) -> dict[str, Any]:
    try:
        reader = reader_of(kind)
        guard()
        return {"read": reader(content, limits, **how)}
    except ReadingError as error:
        return {"fault": error.code, "params": error.params}
    except MemoryError:
        return {"fault": "memory", "params": {}}
    except Exception:  # libraries raise whatever a broken file provokes
        return {"fault": "broken", "params": {"kind": kind}}


def reader_of(kind: str) -> Reader:
    """Imported here: each kind of file needs a library of its own, and no more than that."""
    match kind:
        case "csv":
            from begleitwerk.engine.reading.csv_table import read_csv

            return read_csv
        case "xlsx":
            # openpyxl takes them where they are there; reading needs neither, and they take longer
            sys.modules |= dict.fromkeys(("numpy", "PIL"))  # type: ignore[arg-type]
            from begleitwerk.engine.reading.sheet import read_xlsx

            return read_xlsx
        case "sav":
            from begleitwerk.engine.reading.sav import read_sav

            return read_sav
        case "toml":
            from begleitwerk.engine.reading.toml_file import read_toml

            return read_toml
        case "docx":
            from begleitwerk.engine.reading.template import read_template

            return read_template
        case "contract":
            from begleitwerk.engine.reading.contract import read_contract

            return read_contract
        case "contract_check":
            from begleitwerk.engine.reading.contract import check_contract

            return check_contract
    raise ReadingError("broken", kind=kind)


if __name__ == "__main__":
    main(sys.argv[1])
