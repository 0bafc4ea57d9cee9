"""The background map: tiles of a server that the user names, in the Web Mercator grid that all of them offer.

Only numbers of tiles are ever asked for; nothing of any home leaves the computer.

Source of the grid: OGC 17-083r2, Two Dimensional Tile Matrix Set, annex D.1 (WebMercatorQuad).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.settings import Settings

TILE_PX = 256
LAST_LEVEL = 19
EARTH_RADIUS_M = 6_371_008.8  # of the plane that footprints are drawn in
_AROUND_M = 2 * math.pi * 6_378_137.0  # the equator of Web Mercator
_NAMES = {"{TileMatrix}": "{z}", "{TileCol}": "{x}", "{TileRow}": "{y}"}
_HOLDERS = ("{z}", "{x}", "{y}")
_LATITUDE_MOST = 85.0511  # the square of Web Mercator ends here


@dataclass(frozen=True, slots=True)
class Tile:
    """One square of the grid: its level, and its place from west and from north."""

    level: int
    column: int
    row: int

    @property
    def corners_deg(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        count = 2**self.level
        west, east = (column / count * 360 - 180 for column in (self.column, self.column + 1))
        north, south = (
            math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / count)))) for row in (self.row, self.row + 1)
        )
        return west, south, east, north

    @property
    def parent(self) -> "Tile":
        return Tile(self.level - 1, self.column // 2, self.row // 2)


@dataclass(frozen=True, slots=True)
class TileSource:
    """Where tiles come from.

    Attributes:
        template: address of a tile with `{z}`, `{x}` and `{y}`.
        attribution: printed on the map.
        last_level: the finest that the server has.
    """

    template: str
    attribution: str = ""
    last_level: int = LAST_LEVEL

    def address(self, tile: Tile) -> str:
        filled = self.template
        for holder, number in zip(_HOLDERS, (tile.level, tile.column, tile.row), strict=True):
            filled = filled.replace(holder, str(number))
        return filled


def is_template(address: str) -> bool:
    """True for the address of tiles, False for one that has to be asked for its layers."""
    return any(holder in address for holder in (*_HOLDERS, *_NAMES))


def template_of(address: str) -> str:
    """The address of tiles that somebody typed, with our names of its parts.

    Raises:
        RehabError: it is no address of the web, or one of the three parts is missing.
    """
    for theirs, ours in _NAMES.items():
        address = address.replace(theirs, ours)
    web_address(address)
    absent = [holder for holder in _HOLDERS if holder not in address]
    if absent:
        raise RehabError(
            _("The address lacks {part}.").format(part=", ".join(absent)),
            remedy=_("It needs {z}, {x} and {y}, or {TileMatrix}, {TileCol} and {TileRow}."),
        )
    return address


def web_address(address: str) -> str:
    """The address itself.

    Raises:
        RehabError: it does not begin with http:// or https:// and a name.
    """
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise RehabError(_("This is not an address of the web."), remedy=_("It begins with https://"))
    return address.strip()


def source_of(settings: Settings) -> TileSource | None:
    """What the user has set, None when nothing is or the background is off."""
    if settings.background != "yes" or not settings.background_tiles:
        return None
    last = int(settings.background_last_level) if settings.background_last_level.isdigit() else LAST_LEVEL
    try:
        return TileSource(template_of(settings.background_tiles), settings.background_attribution, last)
    except RehabError:
        return None


def level_for(px_per_m: float, latitude_deg: float, last_level: int) -> int:
    """The level whose pixels are no larger than those of the view, or the finest there is."""
    ground_m = _AROUND_M * math.cos(math.radians(latitude_deg))
    wanted = math.ceil(math.log2(ground_m * px_per_m / TILE_PX) - 0.25)  # a quarter of a level blurs nothing
    return min(max(wanted, 0), last_level)


def tiles_over(corners_deg: tuple[float, float, float, float], level: int) -> list[Tile]:
    """The tiles of a level that cover a piece of ground (west, south, east, north), from its middle outwards."""
    west, south, east, north = corners_deg
    left, top = _place(west, north, level)
    right, bottom = _place(east, south, level)
    last = 2**level - 1
    tiles = [
        Tile(level, column, row)
        for row in range(max(int(top), 0), min(int(bottom), last) + 1)
        for column in range(max(int(left), 0), min(int(right), last) + 1)
    ]
    middle = ((left + right - 1) / 2, (top + bottom - 1) / 2)
    return sorted(tiles, key=lambda tile: math.hypot(tile.column - middle[0], tile.row - middle[1]))


def _place(longitude_deg: float, latitude_deg: float, level: int) -> tuple[float, float]:
    """Columns from west and rows from north of a point, with their fractions."""
    latitude = math.radians(min(max(latitude_deg, -_LATITUDE_MOST), _LATITUDE_MOST))
    count = 2**level
    return (longitude_deg + 180) / 360 * count, (1 - math.asinh(math.tan(latitude)) / math.pi) / 2 * count


@dataclass(frozen=True, slots=True)
class Ground:
    """The plane that footprints are drawn in: metres east and north of a point (see `browsing`)."""

    longitude_deg: float
    latitude_deg: float

    def to_degrees(self, x_m: float, y_m: float) -> tuple[float, float]:
        shrunk = EARTH_RADIUS_M * math.cos(math.radians(self.latitude_deg))
        return self.longitude_deg + math.degrees(x_m / shrunk), self.latitude_deg + math.degrees(y_m / EARTH_RADIUS_M)

    def to_metres(self, longitude_deg: float, latitude_deg: float) -> tuple[float, float]:
        shrunk = EARTH_RADIUS_M * math.cos(math.radians(self.latitude_deg))
        x_m = math.radians(longitude_deg - self.longitude_deg) * shrunk
        return x_m, math.radians(latitude_deg - self.latitude_deg) * EARTH_RADIUS_M


@dataclass(frozen=True, slots=True)
class TileLayer:
    """A layer that a server offers in the Web Mercator grid."""

    name: str
    title: str
    source: TileSource


def layers_of(answer: bytes, address: str) -> Sequence[TileLayer]:
    """The layers of a WMTS server from its answer to GetCapabilities.

    Raises:
        RehabError: the answer is no description of a WMTS, or it has no layer in the Web Mercator grid.
    """
    # Only wanted when somebody sets a server: a window that looks never loads it.
    from rehab_app.exchange.wmts import read_capabilities

    return [
        TileLayer(each.name, each.title, TileSource(template_of(each.template), each.provider, each.last_level))
        for each in read_capabilities(answer, address)
    ]
