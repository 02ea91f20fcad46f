"""From degrees to a flat map that keeps the proportions of areas."""

from math import cos, radians, sin, sqrt

from begleitwerk.engine.maps.shapes import Point

# Standard parallels and centre usual for maps of Germany (as in ETRS89 / LCC Germany, EPSG:4839).
SOUTH, NORTH = radians(48 + 40 / 60), radians(53 + 40 / 60)
CENTRE, MERIDIAN = radians(51), radians(10.5)
# Radius of the sphere with the surface of the GRS80 ellipsoid, in metres.
RADIUS = 6_371_007.2

N = (sin(SOUTH) + sin(NORTH)) / 2
C = cos(SOUTH) ** 2 + 2 * N * sin(SOUTH)


def to_centre(latitude: float) -> float:
    """Distance of a parallel from the tip of the cone, in metres."""
    return RADIUS * sqrt(C - 2 * N * sin(latitude)) / N


CENTRE_DISTANCE = to_centre(CENTRE)


def project(point: Point) -> Point:
    """Longitude and latitude in degrees to metres east and south of 10°30' E, 51° N.

    Albers' equal-area conic projection on the sphere: J. P. Snyder, Map Projections: A Working
    Manual, USGS Professional Paper 1395 (1987), formulas 14-1 to 14-6. Equal area, because a map
    of states must not make any district look weightier than it is; the sphere instead of the
    ellipsoid shifts no point of Germany by more than a fraction of a drawn line.
    """
    angle = N * (radians(point[0]) - MERIDIAN)
    distance = to_centre(radians(point[1]))
    return distance * sin(angle), distance * cos(angle) - CENTRE_DISTANCE
