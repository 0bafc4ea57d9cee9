"""Footprints of buildings and axes of streets from GeoJSON in WGS 84: the cadastre (Etalab) or a town's own file.

Read per building: `id`, `voie` or `street`, `numero` or `house_number`, `niveaux`, `hauteur_m`, `annee_construction`,
`patrimoine` and `alea_minier` (codes of domain/codes.py) and `type` of the cadastre (01 solid, 02 light construction).
Lines with `voie` or `street` are axes of streets.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.codes import HERITAGE, SUBSIDENCE
from rehab_app.exchange.cell_values import unstorable
from rehab_app.exchange.geometry import in_metres
from rehab_app.exchange.xml_guard import place

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_LIGHT = "02"
_SMALLEST_M2 = 4.0
_AREAS = frozenset({"Polygon", "MultiPolygon"})
_LINES = frozenset({"LineString", "MultiLineString"})
_NAMES: Mapping[str, tuple[str, ...]] = {
    "source_id": ("id", "source_id", "fid", "rnb_id"),
    "street": ("voie", "street", "nom_voie", "rue"),
    "house_number": ("numero", "house_number", "numero_voie"),
    "height_m": ("hauteur_m", "height_m", "hauteur"),
    "storeys": ("niveaux", "storeys", "nb_niveau", "nombre_etages"),
    "construction_year": ("annee_construction", "construction_year"),
    "heritage": ("patrimoine", "heritage"),
    "subsidence": ("alea_minier", "subsidence"),
}
_FIGURES = {"height_m": 400.0, "storeys": 60.0, "construction_year": 2100.0}
_CODES = {"heritage": HERITAGE, "subsidence": SUBSIDENCE}


@dataclass(frozen=True, slots=True)
class Footprint:
    """One building of a file.

    Attributes:
        row: number of the feature, from 1.
        values: columns of the `building` table that the file gives, and `street` and `house_number` as written.
        outline: polygon or polygons in WGS 84.
        shape: the same in metres (Lambert-93).
        repaired: True when the outline crossed itself and had to be repaired.
    """

    row: int
    values: Mapping[str, Any]
    outline: Any
    shape: Any
    repaired: bool = False


@dataclass(slots=True)
class FootprintFile:
    """What one GeoJSON file holds.

    Attributes:
        footprints: the buildings.
        streets: name of a street to its axis in metres (Lambert-93).
        refusals: number of the feature and what is wrong with it.
    """

    name: str
    footprints: list[Footprint] = field(default_factory=list)
    streets: dict[str, list[Any]] = field(default_factory=dict)
    refusals: list[tuple[int, RehabError]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    row: int
    properties: Mapping[str, Any]
    shape: Any
    repaired: bool


def read_footprints(data: bytes, name: str) -> FootprintFile:
    """Read one GeoJSON file. A feature that cannot be taken is told in `refusals` and the others go on.

    Raises:
        RehabError: the file is no GeoJSON collection, is in another system of coordinates, or is cut short.
    """
    file = FootprintFile(name)
    kept: list[_Read] = []
    for row, feature in enumerate(_features(data, name), start=1):
        try:
            kept.append(_read_feature(row, feature))
        except RehabError as error:
            file.refusals.append((row, error))
    moved = in_metres([read.shape for read in kept]) if kept else np.empty(0, dtype=object)
    for read, shape in zip(kept, moved, strict=True):
        try:
            _sort(file, read, shape)
        except RehabError as error:
            file.refusals.append((read.row, error))
    file.refusals.sort(key=lambda refusal: refusal[0])
    return file


def _features(data: bytes, name: str) -> Sequence[Any]:
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RehabError(
            _("The characters of the file are not UTF-8."), place(name, line), _("Save it again as UTF-8.")
        ) from error
    except json.JSONDecodeError as error:
        raise RehabError(
            _("The file is cut short or is not JSON."),
            place(name, error.lineno, error.colno),
            _("Ask for it again where it comes from."),
        ) from error
    except (ValueError, RecursionError) as error:
        raise RehabError(
            _("The file is not JSON that can be read."), name, _("Ask for it again where it comes from.")
        ) from error
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise RehabError(
            _("This JSON is not a GeoJSON collection of features."),
            name,
            _("Import the file “batiments” of the cadastre, in GeoJSON."),
        )
    _refuse_other_system(content.get("crs"), name)
    features = content.get("features")
    if not isinstance(features, list):
        raise RehabError(_("The collection holds no list of features."), name)
    return features


def _no_constant(word: str) -> float:
    raise ValueError(word)


def _refuse_other_system(crs: Any, name: str) -> None:
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    system = properties.get("name", "") if isinstance(properties, dict) else ""
    if not str(system).endswith(_WGS84):
        raise RehabError(
            _("The coordinates are in the system {system}, not in WGS 84.").format(system=str(system)[:60] or "?"),
            name,
            _("Export the file again in WGS 84 (EPSG:4326)."),
        )


def _read_feature(row: int, feature: Any) -> _Read:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise RehabError(_("The feature has no geometry."))
    geometry = feature["geometry"]
    if geometry.get("type") not in _AREAS | _LINES:
        raise RehabError(_("The feature is neither an outline nor a line."))
    try:
        shape = shapely.force_2d(shapely.geometry.shape(geometry))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError) as error:
        raise RehabError(_("The geometry cannot be read.")) from error
    west, south, east, north = shape.bounds if not shape.is_empty else (math.nan,) * 4
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise RehabError(
            _("The coordinates are not degrees of longitude and latitude."),
            remedy=_("Export the file again in WGS 84 (EPSG:4326)."),
        )
    properties = feature.get("properties")
    repaired = geometry["type"] in _AREAS and not shape.is_valid
    if repaired:
        shape = _areas_of(shapely.make_valid(shape))
    return _Read(row, properties if isinstance(properties, dict) else {}, shape, repaired)


def _areas_of(shape: Any) -> Any:
    """The polygons of a repaired outline; lines left over by the repair fall away."""
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type in _AREAS]
    return shapely.union_all(polygons)


def _sort(file: FootprintFile, read: _Read, shape: Any) -> None:
    values = dict(_values(read.properties))
    if shape.geom_type in _LINES:
        if not values.get("street"):
            raise RehabError(_("The line has no street name."), remedy=_("Give it a property “voie”."))
        file.streets.setdefault(values["street"], []).append(shape)
        return
    if read.properties.get("type") == _LIGHT:
        raise RehabError(_("Light construction (shed, veranda): left out."))
    if shape.is_empty or shape.area < _SMALLEST_M2:
        raise RehabError(_("The outline is smaller than {area} m².").format(area=int(_SMALLEST_M2)))
    values["footprint_area_m2"] = round(float(shape.area), 2)
    file.footprints.append(Footprint(read.row, values, read.shape, shape, read.repaired))


def _values(properties: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for column, names in _NAMES.items():
        value = next((properties[name] for name in names if properties.get(name) not in (None, "")), None)
        if value is None:
            continue
        if column in _FIGURES:
            yield column, _figure(column, value)
        elif column in _CODES:
            if not isinstance(value, str) or value not in _CODES[column]:
                raise RehabError(
                    _("“{value}” is not a code of “{column}”.").format(value=str(value)[:40], column=column),
                    remedy=_("Use one of: {codes}.").format(codes=", ".join(_CODES[column])),
                )
            yield column, value
        elif unstorable(str(value)):
            raise RehabError(_("The text of “{column}” holds a control character.").format(column=column))
        else:
            yield column, " ".join(str(value).split())


def _figure(column: str, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not 0 <= number <= _FIGURES[column]:
        raise RehabError(_("“{value}” is not a value of “{column}”.").format(value=str(value)[:40], column=column))
    return number


def shapes_of(footprints: Sequence[Footprint]) -> NDArray[Any]:
    """The shapes in metres, as an array."""
    found = np.empty(len(footprints), dtype=object)
    found[:] = [footprint.shape for footprint in footprints]
    return found
