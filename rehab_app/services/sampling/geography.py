"""From the plan in metres to longitude and latitude.

The neighbourhood is laid on open fields north of Loos-en-Gohelle, where no street is. A tangent plane of the WGS 84
ellipsoid is exact to a few centimetres over the half kilometre it covers.
"""

import math

from rehab_app.services.sampling.plan import Point

LONGITUDE, LATITUDE = 2.7925, 50.4775
_SEMI_MAJOR_M, _ECCENTRICITY_2 = 6_378_137.0, 0.006_694_379_990_141
_DECIMALS = 8  # a millimetre

_SINE_2 = math.sin(math.radians(LATITUDE)) ** 2
_PRIME_VERTICAL_M = _SEMI_MAJOR_M / math.sqrt(1 - _ECCENTRICITY_2 * _SINE_2)
_MERIDIAN_M = _PRIME_VERTICAL_M * (1 - _ECCENTRICITY_2) / (1 - _ECCENTRICITY_2 * _SINE_2)
_METRES_A_DEGREE_EAST = math.radians(_PRIME_VERTICAL_M * math.cos(math.radians(LATITUDE)))
_METRES_A_DEGREE_NORTH = math.radians(_MERIDIAN_M)


def longitude_latitude(point: Point) -> list[float]:
    """[longitude, latitude] in degrees of a point of the plan in metres, to the millimetre."""
    x, y = point
    return [
        round(LONGITUDE + x / _METRES_A_DEGREE_EAST, _DECIMALS),
        round(LATITUDE + y / _METRES_A_DEGREE_NORTH, _DECIMALS),
    ]
