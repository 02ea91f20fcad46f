"""HiGHS alone on a matrix that is ready, and the time something takes."""

import time
from collections.abc import Callable

import highspy


def quickest(do: Callable[[], object], times: int) -> float:
    """Seconds of CPU of the quickest of several runs."""
    best = float("inf")
    for _run in range(times):
        before = time.process_time()
        do()
        best = min(best, time.process_time() - before)
    return best


def solved_alone(lp: highspy.HighsLp) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    for name, setting in {"threads": 1, "random_seed": 1, "mip_rel_gap": 0.0}.items():
        highs.setOptionValue(name, setting)
    highs.passModel(lp)
    highs.run()
    return highs
