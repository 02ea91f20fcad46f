"""The whole of it: the frame first, then municipalities in groups."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils import timezone

from benchmarks.scale.frame import Size, found_frame
from benchmarks.scale.papers import write_papers
from benchmarks.scale.places import found_places
from benchmarks.scale.work import work

GROUP = 30


def seed(size: Size, tell: Callable[[int], None]) -> dict[str, int]:
    """Fill the database; `tell` hears how many municipalities are done. Returns counts by kind.

    All or nothing: the audit chain is held from the first row to the last.
    """
    with transaction.atomic():
        frame = found_frame(size, timezone.localdate())
        for numbers in groups(size.municipalities):
            spots = found_places(frame, numbers)
            work(frame, spots)
            write_papers(frame, spots)
            frame.chain.write()
            tell(numbers[-1])
    frame.counts["events"] = frame.chain.number
    return frame.counts


def groups(number: int) -> Iterator[range]:
    for first in range(1, number + 1, GROUP):
        yield range(first, min(first + GROUP, number + 1))
