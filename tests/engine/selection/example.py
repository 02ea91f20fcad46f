"""A round of invented municipalities, small enough to follow by hand."""

from decimal import Decimal

from begleitwerk.engine.selection.problem import (
    Candidate,
    Counted,
    Problem,
    Quota,
    Theme,
)
from tests.engine.selection.brute import LEVELS

# Columns: name, theme, area, Land, points. Areas are rural and urban, Länder go by compass point.
ROWS = """
Musterau A r N 88.0
Obermoor A r O 84.5
Eschgrund A r M 83.0
Lindfurt A u W 79.5
Rabenquell B u S 91.0
Tannwalde B r S 86.5
Silberfurt B u M 82.0
Hagenmoor B r O 81.5
Heidequell C r N 87.5
Brückenmünde C u W 85.0
Sonnfeld C r O 78.0
Mühlquell C u W 73.5
Wiesenborn C u M 73.5
"""


def candidate(row: str) -> Candidate:
    name, theme, area, land, points = row.split()
    sheet = {LEVELS.key: Decimal(points)}
    return Candidate(name, {theme: sheet}, {"area": area, "land": land})


ROUND = Problem(
    candidates=tuple(candidate(row) for row in ROWS.split("\n") if row),
    themes=(Theme("A", 3), Theme("B", 3), Theme("C", 3)),
    criteria=(LEVELS,),
    quotas=(
        Quota("urban", "area", ("u",), at_least=4),
        Quota("land", "land", at_most=2),
        Quota("lands", "land", at_least=5, counted=Counted.VALUES),
    ),
    seed="example",
)
