"""People write, something is killed: what was acknowledged is there, once, and the log is whole."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.drill.load import Load, loaded
from tests.drill.site import Site, Writer


@dataclass(frozen=True)
class Blow:
    """What is killed, and how."""

    what: str
    strike: Callable[[], None]


@dataclass(frozen=True)
class Outcome:
    """What a blow did: the longest time without an answer, and reads without one."""

    what: str
    gap: float
    unanswered: int


def blows_to(site: Site) -> list[Blow]:
    assert site.server
    assert site.worker
    return [
        Blow("the background process", site.worker.kill),
        Blow("the server", site.server.kill),
    ]


def blow_to_a_part(site: Site) -> Blow:
    """One of the processes the server started."""
    assert site.server
    return Blow("a process of the server", site.server.kill_child)


def drill(
    site: Site, writers: Sequence[Writer], blows: Sequence[Blow], *, calm: float
) -> tuple[Load, list[Outcome]]:
    """Strike one after the other; each time people can write for `calm` seconds afterwards."""
    struck: list[tuple[Blow, float]] = []
    with loaded(site.port, writers) as load:
        time.sleep(calm)
        for blow in blows:
            struck.append((blow, time.monotonic()))
            blow.strike()
            load.wait_for_more()
            time.sleep(calm)
    ends = [moment for _blow, moment in struck[1:]] + [load.ended]
    outcomes = []
    for (blow, begun), ended in zip(struck, ends, strict=True):
        part = Load(answers=[t for t in load.answers if t <= ended], ended=ended)
        lost = sum(begun <= t <= ended for t in load.unanswered)
        outcomes.append(Outcome(blow.what, part.gap_after(begun), lost))
    return load, outcomes


def check_nothing_lost(site: Site, load: Load) -> None:
    """Every acknowledged name is there once, nothing is there twice, the log is whole, tells of
    each and fits its seals."""
    found = site.found()
    names = found["names"]
    lost = sorted(load.acknowledged.keys() - names.keys())
    assert lost == [], f"acknowledged and lost: {lost[:5]} and more, {len(lost)} in all"
    twice = sorted(name for name, number in names.items() if number > 1)
    assert twice == [], f"written twice: {twice[:5]}"
    assert found["faults"] == []
