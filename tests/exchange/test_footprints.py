"""Façades from footprints: party walls, free façades with their orientation, street fronts."""

import json
import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.core.errors import RehabError
from rehab_app.exchange.facades import FacadeShape, derive_facades
from rehab_app.exchange.footprints import FootprintFile, read_footprints, shapes_of
from rehab_app.exchange.geometry import FootprintIndex
from rehab_app.exchange.street_side import towards_streets
from tests.exchange.town import AXIS, ORIGIN, box, building, collection, metres_of, row_of_three, street


def facades(file: FootprintFile) -> list[FacadeShape]:
    shapes = shapes_of(file.footprints)
    values = [footprint.values for footprint in file.footprints]
    towards = towards_streets(
        shapes,
        [value.get("street", "") for value in values],
        [int(value.get("house_number", -1)) for value in values],
        file.streets,
    )
    return derive_facades(shapes, towards)


def read(*features: Any) -> FootprintFile:
    return read_footprints(collection(*features), "plan.geojson")


def of(found: list[FacadeShape], building: int) -> list[tuple[str, int, int]]:
    """Side, length and neighbour of each façade of a building, in order of its names."""
    return sorted((f.side, round(f.length_m), f.neighbour) for f in found if f.building == building)


def test_a_house_in_a_row_has_a_front_a_back_and_two_party_walls() -> None:
    found = facades(read(*row_of_three(), AXIS))
    assert of(found, 0) == [("back", 6, -1), ("gable", 8, -1), ("party", 8, 1), ("street", 6, -1)]
    assert of(found, 1) == [("back", 6, -1), ("party", 8, 0), ("party", 8, 2), ("street", 6, -1)]


def test_azimuths_point_outwards_from_true_north() -> None:
    found = facades(read(*row_of_three(), AXIS))
    azimuths = {f.side: f.azimuth_deg for f in found if f.building == 0}
    # Grid north of Lambert-93 is 0.16° off true north there.
    assert azimuths["street"] == pytest.approx(180, abs=0.5)
    assert azimuths["back"] % 360 == pytest.approx(360, abs=0.5)
    assert azimuths["gable"] == pytest.approx(270, abs=0.5)
    assert azimuths["party"] == pytest.approx(90, abs=0.5)


def test_the_street_decides_the_front_not_the_drawing() -> None:
    behind = street("Rue Inventée", [(-20, 30), (60, 30)])
    found = facades(read(*row_of_three(), behind))
    assert next(f.azimuth_deg for f in found if f.building == 1 and f.side == "street") % 360 == pytest.approx(
        360, abs=0.5
    )


def test_without_a_street_sides_stay_unknown() -> None:
    found = facades(read(*(building(box(6 * n, 0, 6 * n + 6, 8)) for n in range(3))))
    assert Counter(f.side for f in found) == {"": 8, "party": 4}


def test_without_an_axis_the_houses_across_tell_the_street() -> None:
    across = [building(box(6 * n, -8, 6 * n + 6, 0), voie="Rue Inventée", numero=str(2 * n + 2)) for n in range(3)]
    found = facades(read(*row_of_three(), *across))
    fronts = {f.building: f.azimuth_deg for f in found if f.side == "street"}
    assert [round(fronts[n]) % 360 for n in range(3)] == [180, 180, 180]
    assert [round(fronts[n]) % 360 for n in range(3, 6)] == [0, 0, 0]


def test_outlines_drawn_apart_by_a_few_centimetres_share_their_wall() -> None:
    found = facades(read(building(box(0, 0, 6, 8)), building(box(6.2, 0, 12, 8))))
    assert of(found, 0)[-1] == ("party", 8, 1)
    apart = facades(read(building(box(0, 0, 6, 8)), building(box(6.6, 0, 12, 8))))
    assert all(f.neighbour == -1 for f in apart)


def test_a_deeper_house_shares_only_the_length_of_its_neighbour() -> None:
    shallow, deep = building(box(0, 0, 6, 8)), building(box(6, 0, 12, 11))
    found = facades(read(shallow, deep))
    assert of(found, 1) == [("", 3, -1), ("", 6, -1), ("", 6, -1), ("", 11, -1), ("party", 8, 0)]


def test_an_extension_faces_the_back_with_the_wall_behind_it() -> None:
    outline = [(0.0, 10.0), (6.0, 10.0), (6.0, 18.0), (3.0, 18.0), (3.0, 22.0), (0.0, 22.0)]
    found = facades(read(building(outline, voie="Rue Inventée", numero="1"), AXIS))
    assert of(found, 0) == [("back", 6, -1), ("gable", 12, -1), ("gable", 12, -1), ("street", 6, -1)]


def test_corners_that_touch_are_no_party_wall() -> None:
    found = facades(read(building(box(0, 0, 6, 8)), building(box(6, 8, 12, 16))))
    assert all(f.neighbour == -1 for f in found)


def test_lines_of_façades_lie_on_the_outline() -> None:
    found = facades(read(*row_of_three(), AXIS))
    front = next(f for f in found if f.building == 1 and f.side == "street")
    ends = shapely.get_coordinates(metres_of(front.line))
    assert sorted(np.round(ends, 1).tolist()) == [[6.0, 10.0], [12.0, 10.0]]


@settings(max_examples=25, deadline=None)
@given(
    turn=st.floats(0, 360),
    houses=st.integers(1, 6),
    width=st.floats(4, 12),
    depth=st.floats(5, 15),
    clockwise=st.booleans(),
)
def test_walls_of_a_row_add_up_whatever_its_direction(
    turn: float, houses: int, width: float, depth: float, clockwise: bool
) -> None:
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def turned(x: float, y: float) -> tuple[float, float]:
        return x * cosine - y * sine, x * sine + y * cosine

    row = [[turned(*p) for p in box(width * n, 10, width * (n + 1), 10 + depth)] for n in range(houses)]
    features = [building(outline[::-1] if clockwise else outline, voie="R") for outline in row]
    found = facades(read(*features, street("R", [turned(-50, 0), turned(200, 0)])))
    for n in range(houses):
        own = [f for f in found if f.building == n]
        assert sum(f.length_m for f in own) == pytest.approx(2 * (width + depth), rel=2e-3)
        assert sum(f.length_m for f in own if f.side == "street") == pytest.approx(width, rel=2e-3)
        assert sum(f.length_m for f in own if f.side == "back") == pytest.approx(width, rel=2e-3)
    shared = sum(f.length_m for f in found if f.side == "party")
    assert shared == pytest.approx(2 * (houses - 1) * depth, rel=2e-3)
    for f in found:
        if f.neighbour >= 0:
            assert any(g.building == f.neighbour and g.neighbour == f.building for g in found)


def test_values_of_the_cadastre_and_ours_are_read() -> None:
    (footprint,) = read(
        building(
            box(0, 0, 6, 8),
            type="01",
            nom=None,
            commune="00000",
            voie="Rue  Inventée",
            numero=12,
            niveaux=2,
            hauteur_m="6,0".replace(",", "."),
            annee_construction=1924,
            patrimoine="mh_500m",
            alea_minier="subsidence",
        )
    ).footprints
    assert footprint.values == {
        "street": "Rue Inventée",
        "house_number": "12",
        "storeys": 2.0,
        "height_m": 6.0,
        "construction_year": 1924.0,
        "heritage": "mh_500m",
        "subsidence": "subsidence",
        "footprint_area_m2": pytest.approx(48, rel=2e-3),
    }


def test_an_outline_that_crosses_itself_is_repaired_and_said_so() -> None:
    (footprint,) = read(building([(0, 0), (6, 0), (6, 8), (0, 8)])).footprints
    assert not footprint.repaired
    (bow,) = read(building([(0, 0), (6, 8), (6, 0), (0, 8)])).footprints
    assert bow.repaired


def test_features_that_are_no_buildings_are_refused_by_number() -> None:
    file = read(
        building(box(0, 0, 6, 8), type="02"),
        building(box(0, 0, 1, 1)),
        {"type": "Feature", "properties": {}, "geometry": None},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [2.7, 50.4]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[2.7, "x"]]]}},
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [[[684000, 7041000], [684006, 7041000], [684006, 7041008]]]},
        },
        building(box(0, 0, 6, 8), patrimoine="classé"),
        building(box(0, 0, 6, 8), niveaux=-1),
        building(box(20, 0, 26, 8)),
    )
    assert [row for row, _error in file.refusals] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert len(file.footprints) == 1


@pytest.mark.parametrize(
    "data",
    [
        b'{"type": "FeatureCollection", "features": [',
        b'{"type": "Feature"}',
        b'{"type": "FeatureCollection", "features": {}}',
        b'{"type": "FeatureCollection", "features": [NaN]}',
        b"{" * 100_000,
        b'{"type": "FeatureCollection\xff", "features": []}',
        json.dumps(
            {"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:2154"}}, "features": []}
        ).encode(),
    ],
)
def test_broken_and_foreign_files_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(RehabError, match=r"plan\.geojson"):
        read_footprints(data, "plan.geojson")


def test_a_point_belongs_to_the_one_footprint_that_holds_it() -> None:
    index = FootprintIndex(shapes_of(read(*row_of_three()).footprints))
    x, y = ORIGIN
    inside, before, street_side, between = (x + 3, y + 14), (x + 3, y + 9.5), (x + 3, y + 2), (x + 6, y + 14)
    assert index.holding(np.array([inside, before, street_side, between])).tolist() == [0, 0, -1, -1]


@pytest.mark.parametrize("crs", [5, {}, {"properties": None}, {"properties": {"name": 5}}, {"properties": []}])
def test_a_system_of_coordinates_that_is_none_is_refused_in_words(crs: object) -> None:
    content = {"type": "FeatureCollection", "crs": crs, "features": row_of_three()}
    with pytest.raises(RehabError, match="WGS 84") as refused:
        read_footprints(json.dumps(content).encode(), "plan.geojson")
    assert refused.value.where == "plan.geojson"
