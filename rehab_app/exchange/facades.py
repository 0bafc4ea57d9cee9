"""Façades from footprints: which walls are shared, which are free, where each looks, which is the street front.

An edge is shared where an edge of another building runs along it, nearly parallel and within `PARTY_GAP_M`: two
footprints drawn apart by the thickness of a wall still share it. All buildings are worked at once, edge by edge.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Proj

from rehab_app.exchange.geometry import as_geojson, in_degrees

PARTY_GAP_M = 0.3
SHORTEST_M = 0.3  # shorter pieces of wall are drawing noise
_PARALLEL_SINE = 0.2  # about 11 degrees
_SAME_DIRECTION_DEG = 25.0
_FACING_COSINE = 0.5  # a front looks at its street within 60 degrees
_BACK_COSINE = -0.7

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]
_Cluster = tuple[int, int, float]  # building, neighbour, direction of its longest piece in degrees


@dataclass(frozen=True, slots=True)
class FacadeShape:
    """All walls of a building that look in one direction, or that it shares with one neighbour.

    Attributes:
        building: position of the building.
        side: code of `facade_sides`; "" when the street side is not known.
        length_m: of all its pieces.
        azimuth_deg: where it looks, from true north, clockwise.
        neighbour: position of the building on the other side, -1 for a free façade.
        line: GeoJSON in WGS 84.
    """

    building: int
    side: str
    length_m: float
    azimuth_deg: float
    neighbour: int
    line: Mapping[str, Any]


@dataclass(slots=True)
class _Edges:
    """Edges of all outer rings, counter-clockwise.

    Attributes:
        building: position of the building of each edge.
        start, end: n × 2 metres.
        along: n × 2 unit vectors; outward normals are (along y, −along x).
        length: metres.
    """

    building: Positions
    start: Floats
    end: Floats
    along: Floats
    length: Floats

    @property
    def normal(self) -> Floats:
        return np.column_stack([self.along[:, 1], -self.along[:, 0]])


@dataclass(slots=True)
class _Pieces:
    """Stretches of edges: from `low` to `high` metres along `edge`, shared with `neighbour` (-1: free)."""

    edge: Positions
    low: Floats
    high: Floats
    neighbour: Positions

    @property
    def length(self) -> Floats:
        return self.high - self.low

    def take(self, rows: Positions) -> "_Pieces":
        return _Pieces(self.edge[rows], self.low[rows], self.high[rows], self.neighbour[rows])


def derive_facades(shapes: NDArray[Any], towards_street: Floats) -> list[FacadeShape]:
    """Façades of buildings.

    Args:
        shapes: polygons or multipolygons in metres (Lambert-93).
        towards_street: n × 2 unit vectors from each building to its street, NaN where the street is not known
            (`street_side.towards_streets`).

    Returns:
        For each building in turn its free façades, then its party walls, in order of direction.
    """
    if not len(shapes):
        return []
    edges = _edges(shapes)
    pieces = _all_pieces(edges, _shared(edges))
    group = _groups(edges, pieces)
    kept = np.flatnonzero(group >= 0)
    pieces, group = pieces.take(kept), group[kept]
    length = np.bincount(group, weights=pieces.length)
    _first, representative = np.unique(group, return_index=True)
    building = edges.building[pieces.edge[representative]]
    neighbour = pieces.neighbour[representative]
    normal = _mean_normals(edges, pieces, group)
    azimuth = (np.degrees(np.arctan2(normal[:, 0], normal[:, 1])) + _convergence_deg(shapes)[building]) % 360
    sides = _sides(building, neighbour, normal, towards_street)
    lines = as_geojson(in_degrees(_lines(edges, pieces, group)))
    columns = (building.tolist(), sides, length.round(3).tolist(), azimuth.round(1).tolist(), neighbour.tolist(), lines)
    return [FacadeShape(*row) for row in zip(*columns, strict=True)]


def _edges(shapes: NDArray[Any]) -> _Edges:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings = shapely.get_exterior_ring(parts)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[:-1] == ring[1:]
    start, end, ring = points[:-1][inside], points[1:][inside], ring[:-1][inside]
    clockwise = ~shapely.is_ccw(rings)[ring]
    start, end = np.where(clockwise[:, None], end, start), np.where(clockwise[:, None], start, end)
    length = np.hypot(*(end - start).T)
    kept = length > 1e-3
    start, end, length = start[kept], end[kept], length[kept]
    along = (end - start) / length[:, None]
    return _Edges(owner[ring[kept]], start, end, along, length)


def _shared(edges: _Edges) -> _Pieces:
    """Stretches along which an edge of another building runs."""
    lines = shapely.linestrings(np.stack([edges.start, edges.end], axis=1))
    tree = shapely.STRtree(lines)
    one, other = tree.query(lines, predicate="dwithin", distance=PARTY_GAP_M)
    different = edges.building[one] != edges.building[other]
    one, other = one[different], other[different]
    sine = edges.along[one, 0] * edges.along[other, 1] - edges.along[one, 1] * edges.along[other, 0]
    parallel = np.abs(sine) < _PARALLEL_SINE
    one, other = one[parallel], other[parallel]
    along, origin = edges.along[one], edges.start[one]
    first = np.einsum("ij,ij->i", edges.start[other] - origin, along)
    second = np.einsum("ij,ij->i", edges.end[other] - origin, along)
    low = np.maximum(np.minimum(first, second), 0.0)
    high = np.minimum(np.maximum(first, second), edges.length[one])
    near = (high - low > SHORTEST_M) & _close(edges, one, other, low, high)
    return _Pieces(one[near], low[near], high[near], edges.building[other[near]])


def _close(edges: _Edges, one: Positions, other: Positions, low: Floats, high: Floats) -> NDArray[np.bool_]:
    """True where the middle of the common stretch lies within the gap of the other edge's line."""
    middle = edges.start[one] + edges.along[one] * ((low + high) / 2)[:, None]
    offset = middle - edges.start[other]
    across = offset[:, 0] * edges.along[other, 1] - offset[:, 1] * edges.along[other, 0]
    close: NDArray[np.bool_] = np.abs(across) <= PARTY_GAP_M
    return close


def _all_pieces(edges: _Edges, shared: _Pieces) -> _Pieces:
    """Shared stretches without overlap, and the free stretches between them."""
    taken: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for edge, low, high, neighbour in zip(
        shared.edge.tolist(), shared.low.tolist(), shared.high.tolist(), shared.neighbour.tolist(), strict=True
    ):
        taken[edge].append((low, high, neighbour))
    alone = np.setdiff1d(np.arange(len(edges.length)), shared.edge)
    rows: list[tuple[int, float, float, int]] = []
    for edge, stretches in taken.items():
        at = 0.0
        for low, high, neighbour in sorted(stretches):
            if low - at > SHORTEST_M:
                rows.append((edge, at, low, -1))
            low = max(low, at)
            if high - low > SHORTEST_M:
                rows.append((edge, low, high, neighbour))
            at = max(at, high)
        if edges.length[edge] - at > SHORTEST_M:
            rows.append((edge, at, float(edges.length[edge]), -1))
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    return _Pieces(
        edge=np.concatenate([alone, table[:, 0].astype(np.intp)]),
        low=np.concatenate([np.zeros(len(alone)), table[:, 1]]),
        high=np.concatenate([edges.length[alone], table[:, 2]]),
        neighbour=np.concatenate([np.full(len(alone), -1, dtype=np.intp), table[:, 3].astype(np.intp)]),
    )


def _groups(edges: _Edges, pieces: _Pieces) -> NDArray[np.intp]:
    """Number of the façade of each piece: same building, same neighbour, same direction. They are numbered building by
    building, free façades first; -1 for pieces that together are too short."""
    building = edges.building[pieces.edge]
    along = edges.along[pieces.edge]
    direction = np.degrees(np.arctan2(along[:, 1], along[:, 0])).tolist()
    order = np.lexsort((-pieces.length, pieces.neighbour, building))
    group = np.full(len(order), -1, dtype=np.intp)
    clusters: list[_Cluster] = []
    owners, neighbours = building.tolist(), pieces.neighbour.tolist()
    for piece in order.tolist():
        owner, neighbour, angle = owners[piece], neighbours[piece], direction[piece]
        number = _cluster(clusters, owner, neighbour, angle)
        if number < 0:
            number = len(clusters)
            clusters.append((owner, neighbour, angle))
        group[piece] = number
    long_enough = np.bincount(group, weights=pieces.length, minlength=len(clusters)) > SHORTEST_M
    renumbered = np.where(long_enough, np.cumsum(long_enough) - 1, -1)
    found: NDArray[np.intp] = renumbered[group]
    return found


def _cluster(clusters: Sequence[_Cluster], owner: int, neighbour: int, angle: float) -> int:
    """Number of the façade already found that looks the same way, of this building and neighbour; they stand last."""
    for number in range(len(clusters) - 1, -1, -1):
        known_owner, known_neighbour, known_angle = clusters[number]
        if known_owner != owner or known_neighbour != neighbour:
            return -1
        if abs((angle - known_angle + 180) % 360 - 180) <= _SAME_DIRECTION_DEG:
            return number
    return -1


def _mean_normals(edges: _Edges, pieces: _Pieces, group: Positions) -> Floats:
    """Outward unit vector of each façade, its pieces weighted by their length."""
    normal = edges.normal[pieces.edge] * pieces.length[:, None]
    sums = np.column_stack([np.bincount(group, weights=normal[:, axis]) for axis in (0, 1)])
    means: Floats = sums / np.hypot(*sums.T)[:, None]
    return means


def _lines(edges: _Edges, pieces: _Pieces, group: Positions) -> NDArray[Any]:
    """Line of each façade in metres, its pieces joined where they meet."""
    order = np.argsort(group, kind="stable")
    edge = pieces.edge[order]
    start, along = edges.start[edge], edges.along[edge]
    ends = np.stack([start + along * pieces.low[order][:, None], start + along * pieces.high[order][:, None]], axis=1)
    lines: NDArray[Any] = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(ends), indices=group[order]))
    return lines


def _sides(building: Positions, neighbour: Positions, normal: Floats, towards_street: Floats) -> list[str]:
    """Side of each façade. The front is the free façade that looks most straight at the street; where none looks at
    it within 60 degrees, the sides stay unknown."""
    facing = np.einsum("ij,ij->i", normal, towards_street[building])
    facing[(neighbour >= 0) | np.isnan(facing)] = -1.0
    order = np.lexsort((-facing, building))
    _owners, first = np.unique(building[order], return_index=True)
    front = order[first]
    front = front[facing[front] >= _FACING_COSINE]
    of_building = np.full(int(building.max(initial=-1)) + 1, -1, dtype=np.intp)
    of_building[building[front]] = front
    own = of_building[building]
    turned = np.einsum("ij,ij->i", normal, normal[own])
    sides = np.select(
        [neighbour >= 0, own < 0, turned > -_BACK_COSINE, turned < _BACK_COSINE],
        ["party", "", "street", "back"],
        "gable",
    )
    return [str(side) for side in sides]


def _convergence_deg(shapes: NDArray[Any]) -> Floats:
    """What to add to an azimuth of the Lambert-93 grid to count it from true north, for each shape."""
    centres = shapely.get_coordinates(in_degrees(shapely.centroid(shapes)))
    factors = Proj(2154).get_factors(centres[:, 0], centres[:, 1])
    return np.asarray(factors.meridian_convergence, dtype=np.float64)
