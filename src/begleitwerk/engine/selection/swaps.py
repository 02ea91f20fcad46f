"""How one portfolio leads to another: who comes in, who goes out, and what that changes."""

from collections.abc import Sequence
from itertools import zip_longest

from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import Placed, Portfolio, Swap


def swaps_between(problem: Problem, before: Portfolio, after: Portfolio) -> tuple[Swap, ...]:
    """Swaps that lead from one portfolio to the other, in the order of the problem's themes.

    Within a theme the best newcomer meets the best leaver. What is left over, because a theme
    gained a member and another lost one, is paired across themes under the newcomer's theme.
    """
    gone, come = set(before.members) - set(after.members), set(after.members) - set(before.members)
    swaps: list[Swap] = []
    late: list[Placed] = []
    early: list[Placed] = []
    for theme in problem.themes:
        ins = _ranked(come, theme.key)
        outs = _ranked(gone, theme.key)
        pairs = min(len(ins), len(outs))
        swaps += _paired(ins[:pairs], outs[:pairs])
        late += ins[pairs:]
        early += outs[pairs:]
    return tuple(swaps + _paired(late, early))


def _ranked(members: set[Placed], theme: str) -> list[Placed]:
    rows = [member for member in members if member.theme == theme]
    return sorted(rows, key=lambda row: (-row.points, row.candidate))


def _paired(ins: Sequence[Placed], outs: Sequence[Placed]) -> list[Swap]:
    return [_swap(into, out) for into, out in zip_longest(ins, outs)]


def _swap(into: Placed | None, out: Placed | None) -> Swap:
    named = into or out
    if named is None:
        raise ValueError("a swap needs somebody")
    return Swap(
        theme=named.theme,
        into=into.candidate if into else "",
        out=out.candidate if out else "",
        points=(into.points if into else 0) - (out.points if out else 0),
    )
