"""Fewer points for a line, without moving its ends."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from begleitwerk.engine.maps.shapes import Point


def simplify(line: Sequence[Point], smallest: float) -> list[Point]:
    """Drop points, always the least telling first, until every one left spans a triangle of at
    least `smallest` square units with its neighbours.

    Visvalingam and Whyatt, Line generalisation by repeated elimination of points, The
    Cartographic Journal 30 (1993). A line that closes keeps three corners at least.
    """
    left = [index - 1 for index in range(len(line))]
    right = [index + 1 for index in range(len(line))]
    spans = [triangle(line, left[i], i, right[i]) for i in range(1, len(line) - 1)]
    queue = [(span, index) for index, span in enumerate(spans, start=1)]
    heapify(queue)
    current = dict(enumerate(spans, start=1))
    floor = 2 if line[0] == line[-1] else 0
    while queue and len(current) > floor:
        span, index = heappop(queue)
        if current.get(index) != span:
            continue  # its neighbourhood has changed since it was measured
        if span >= smallest:
            break
        del current[index]
        before, after = left[index], right[index]
        right[before], left[after] = after, before
        for near in (before, after):
            if near in current:
                # never less than what was dropped, or a long bend would unravel point by point
                current[near] = max(span, triangle(line, left[near], near, right[near]))
                heappush(queue, (current[near], near))
    return [line[0], *(line[index] for index in sorted(current)), line[-1]]


def triangle(line: Sequence[Point], a: int, b: int, c: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = line[a], line[b], line[c]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
