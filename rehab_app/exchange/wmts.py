"""What a WMTS server says of itself: the layers that it has in the Web Mercator grid.

Source: OGC 07-057r7, OpenGIS Web Map Tile Service 1.0.0, clauses 7.1 (ServiceMetadata) and 7.2 (GetTile).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.exchange.xml_guard import parse_xml

_NS = {
    "wmts": "http://www.opengis.net/wmts/1.0",
    "ows": "http://www.opengis.net/ows/1.1",
    "xlink": "http://www.w3.org/1999/xlink",
}
_HREF = "{http://www.w3.org/1999/xlink}href"
_SCALE_0 = 559_082_264.028_717_8  # of level 0 (OGC 17-083r2, annex D.1)
_CORNER_M = 20_037_508.342_789_2
_MERCATOR = ("3857", "900913")
_PICTURES = ("image/png", "image/jpeg", "image/webp")


@dataclass(frozen=True, slots=True)
class OfferedLayer:
    """A layer: `template` has `{TileMatrix}`, `{TileCol}` and `{TileRow}`, the first a plain number of the level."""

    name: str
    title: str
    provider: str
    template: str
    last_level: int


def read_capabilities(answer: bytes, address: str) -> list[OfferedLayer]:
    """The layers in the Web Mercator grid, by title.

    Raises:
        RehabError: the answer is no description of a WMTS, or it has no such layer.
    """
    root = parse_xml(answer, address)
    if root.tag != f"{{{_NS['wmts']}}}Capabilities":
        raise RehabError(
            _("This is no description of a WMTS server."), address, _("The address asks for GetCapabilities.")
        )
    grids = {
        name: levels for name, levels in map(_grid, root.findall("wmts:Contents/wmts:TileMatrixSet", _NS)) if levels
    }
    provider = _text(root, "ows:ServiceProvider/ows:ProviderName")
    found = [
        layer
        for element in root.findall("wmts:Contents/wmts:Layer", _NS)
        for layer in _layers(element, grids, _get_tile(root), provider)
    ]
    if not found:
        raise RehabError(
            _("None of the layers of this server is in the Web Mercator grid."), address, _("Choose another server.")
        )
    return sorted(found, key=lambda layer: layer.title.casefold())


def _text(element: Any, path: str) -> str:
    return str(element.findtext(path, default="", namespaces=_NS)).strip()


def _grid(element: Any) -> tuple[str, tuple[str, int] | None]:
    """Name of a grid; what stands before the number in the names of its levels, and the finest; None for others."""
    name = _text(element, "ows:Identifier")
    if not any(code in _text(element, "ows:SupportedCRS") for code in _MERCATOR):
        return name, None
    levels = []
    for matrix in element.findall("wmts:TileMatrix", _NS):
        level = _level(matrix)
        called = _text(matrix, "ows:Identifier")
        if level is None or not called.endswith(str(level)):
            return name, None
        levels.append((called[: -len(str(level))], level))
    prefixes = {prefix for prefix, _level_number in levels}
    return name, (prefixes.pop(), max(level for _prefix, level in levels)) if len(prefixes) == 1 else None


def _level(matrix: Any) -> int | None:
    """Level of a matrix by its scale, None when it is not one of the Web Mercator grid."""
    try:
        exact = math.log2(_SCALE_0 / float(_text(matrix, "wmts:ScaleDenominator")))
        corner = [float(part) for part in _text(matrix, "wmts:TopLeftCorner").split()]
        width = int(_text(matrix, "wmts:TileWidth"))
    except (ValueError, ZeroDivisionError):
        return None
    fits = len(corner) == 2 and abs(corner[0] + _CORNER_M) < 1 and abs(corner[1] - _CORNER_M) < 1 and width == 256
    return round(exact) if fits and abs(exact - round(exact)) < 0.01 else None


def _get_tile(root: Any) -> str:
    """Address for questions by key and value, "" when the server answers none."""
    path = "ows:OperationsMetadata/ows:Operation[@name='GetTile']/ows:DCP/ows:HTTP/ows:Get"
    for get in root.findall(path, _NS):
        ways = [value.text for value in get.findall("ows:Constraint/ows:AllowedValues/ows:Value", _NS)]
        if not ways or "KVP" in ways:
            return str(get.get(_HREF, ""))
    return ""


def _layers(element: Any, grids: dict[str, tuple[str, int]], get_tile: str, provider: str) -> Iterator[OfferedLayer]:
    """A layer in the first of our grids that it is offered in; none when there is no way to ask for its pictures."""
    name = _text(element, "ows:Identifier")
    for link in element.findall("wmts:TileMatrixSetLink", _NS):
        grid = _text(link, "wmts:TileMatrixSet")
        template = _template(element, grid, get_tile) if grid in grids else ""
        if template:
            prefix, finest = grids[grid]
            named = template.replace("{TileMatrix}", f"{prefix}{{TileMatrix}}")
            yield OfferedLayer(
                name, _text(element, "ows:Title") or name, provider, named, _finest(link, prefix, finest)
            )
            return


def _finest(link: Any, prefix: str, finest: int) -> int:
    path = "wmts:TileMatrixSetLimits/wmts:TileMatrixLimits"
    limits = [_text(limit, "wmts:TileMatrix").removeprefix(prefix) for limit in link.findall(path, _NS)]
    return max((int(level) for level in limits if level.isdigit()), default=finest)


def _template(element: Any, grid: str, get_tile: str) -> str:
    style = _style(element)
    for resource in element.findall("wmts:ResourceURL", _NS):
        if resource.get("resourceType") == "tile" and resource.get("format") in _PICTURES:
            plain = str(resource.get("template", "")).replace("{TileMatrixSet}", grid)
            return plain.replace("{Style}", style).replace("{style}", style)
    formats = [value.text for value in element.findall("wmts:Format", _NS) if value.text in _PICTURES]
    if not get_tile or not formats:
        return ""
    asked = {
        "SERVICE": "WMTS",
        "REQUEST": "GetTile",
        "VERSION": "1.0.0",
        "LAYER": _text(element, "ows:Identifier"),
        "STYLE": style,
        "FORMAT": formats[0],
        "TILEMATRIXSET": grid,
    }
    joint = "" if get_tile.endswith(("?", "&")) else "&" if "?" in get_tile else "?"
    query = "&".join(f"{key}={quote(value)}" for key, value in asked.items())
    return f"{get_tile}{joint}{query}&TILEMATRIX={{TileMatrix}}&TILECOL={{TileCol}}&TILEROW={{TileRow}}"


def _style(element: Any) -> str:
    styles = element.findall("wmts:Style", _NS)
    chosen = next((style for style in styles if style.get("isDefault") == "true"), styles[0] if styles else None)
    return "" if chosen is None else _text(chosen, "ows:Identifier")
