"""Maps as integer SVG paths: boundaries projected and simplified, or cells laid out for places
that do not exist.

Lengths are map units: a sheet says how wide and how high it is, y runs downwards as in SVG.
"""

from begleitwerk.engine.maps.boundaries import draw_boundaries
from begleitwerk.engine.maps.cells import Cell, Placed, draw_cells, lay_out, step_for
from begleitwerk.engine.maps.shapes import Area, Sheet
from begleitwerk.engine.maps.topology import Topology, read_topology

__all__ = [
    "Area",
    "Cell",
    "Placed",
    "Sheet",
    "Topology",
    "draw_boundaries",
    "draw_cells",
    "lay_out",
    "read_topology",
    "step_for",
]
