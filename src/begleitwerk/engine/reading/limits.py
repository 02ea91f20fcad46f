"""What reading one file may cost."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Of the process: `seconds` by the clock for each file, of computing (`cpu`) as long as it
    lives; `memory` in bytes. Of a file: `unpacked` bytes and at most `ratio` times its size, which
    is not asked of what is `harmless` whatever it is packed to: a letterhead of Word is mostly
    names of styles."""

    seconds: float = 30
    cpu: int = 30
    memory: int = 768 * MEGABYTE
    unpacked: int = 30 * MEGABYTE
    ratio: int = 20
    harmless: int = 5 * MEGABYTE
    cells: int = 1_000_000
    answer: int = 100 * MEGABYTE
