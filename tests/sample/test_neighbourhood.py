"""The fictional neighbourhood: plausible, consistent, marked as invented, and the same each time."""

import csv
import io
import json
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from rehab_app.core.paths import resource
from rehab_app.domain.codes import HERITAGE, OWNER_KINDS, STAGES, SUBSIDENCE, TENURES
from rehab_app.domain.table import Stock
from rehab_app.domain.works import LOTS
from rehab_app.services.sampling import files
from rehab_app.services.sampling.firms import FIRMS
from rehab_app.services.sampling.geography import longitude_latitude
from rehab_app.services.sampling.homes import INCOMPLETE, Home, homes
from rehab_app.services.sampling.plan import House

HEATED_NEIGHBOUR = 22


@pytest.fixture(scope="module")
def stock() -> list[Home]:
    return homes(files.SEED)


@pytest.fixture(scope="module")
def surveys(stock: list[Home]) -> list[tuple[House, Stock]]:
    """Complete surveys with their houses."""
    return [(home.house, home.survey) for home in stock if home.survey is not None and not home.gap]


def test_two_hundred_and_forty_homes_in_eight_streets(stock: list[Home]) -> None:
    assert len(stock) == 240
    assert len({home.house.street.name for home in stock}) == 8
    assert len({home.house.address for home in stock}) == 240


def test_a_quarter_of_the_homes_is_social_and_stands_among_the_others(stock: list[Home]) -> None:
    social = [home.owner_kind == "social_landlord" for home in stock]
    assert 0.18 < np.mean(social) < 0.32
    changes = sum(a != b for a, b in pairwise(social))
    assert changes > 50


def test_every_code_is_one_of_ours(stock: list[Home]) -> None:
    for home in stock:
        assert home.tenure in TENURES
        assert home.owner_kind in OWNER_KINDS
        assert home.stage in {"", *STAGES}
        assert home.house.street.heritage in HERITAGE
        assert home.house.street.subsidence in SUBSIDENCE


def test_nobody_and_no_place_can_be_taken_for_real(stock: list[Home]) -> None:
    for home in stock:
        assert "Exemple" in home.owner
        assert home.house.address.endswith("(fictif)")
        if home.survey is not None:
            assert "FICTIF" in home.survey["dwelling"]["dpe_number"][0]
    for firm in FIRMS:
        assert firm.name.endswith("(fictif)")
        assert firm.siret.startswith("000000000")
    assert "fictif" in files.NEIGHBOURHOOD
    assert "fictif" in files.COMMUNE


def test_some_homes_have_no_survey_and_ten_an_incomplete_one(stock: list[Home]) -> None:
    assert sum(home.survey is None for home in stock) >= 10
    assert sum(bool(home.gap) for home in stock) == INCOMPLETE


def test_footprints_do_not_overlap_and_neighbours_touch_along_their_wall(stock: list[Home]) -> None:
    shapes = [shapely.Polygon(home.house.outline) for home in stock]
    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="intersects")
    for a, b in zip(left[left < right].tolist(), right[left < right].tolist(), strict=True):
        assert shapes[a].intersection(shapes[b]).area < 1e-6
    for a, b in pairwise(stock):
        if a.house.number + 2 == b.house.number and (a.house.left or a.house.right):
            within_a_millimetre = shapes[a.house.index].buffer(0.001).intersection(shapes[b.house.index])
            joined = within_a_millimetre.area > 0.0069
            assert joined == bool(a.house.right if a.house.across == a.house.street.along else a.house.left)


def test_party_walls_are_exactly_adjacent_in_the_file() -> None:
    features = json.loads((resource("samples", "quartier-ouest") / files.FOOTPRINTS).read_bytes())["features"]
    corners = Counter(
        tuple(corner)
        for feature in features
        if feature["geometry"]["type"] == "Polygon"
        for corner in feature["geometry"]["coordinates"][0][:-1]
    )
    assert sum(times > 1 for times in corners.values()) > 300


def test_areas_of_the_survey_are_those_of_the_footprint(surveys: list[tuple[House, Stock]]) -> None:
    for house, survey in surveys:
        living = survey["dwelling"]["living_area_m2"][0]
        outside = shapely.Polygon(house.outline).area
        storeys = survey["dwelling"]["storeys"][0]
        assert 0.35 * outside * storeys < living < outside * storeys
        floors = survey["floor"]["area_m2"].sum()
        assert 0.75 * outside < floors < outside


def test_openings_fit_in_their_walls(surveys: list[tuple[House, Stock]]) -> None:
    for _house, survey in surveys:
        wall = survey["wall"]
        openings = np.zeros(len(wall))
        for table in ("window", "door"):
            np.add.at(openings, survey[table]["wall_number"] - 1, survey[table]["area_m2"])
        np.testing.assert_allclose(wall["gross_area_m2"] - wall["area_m2"], openings, atol=0.011)
        assert (wall["area_m2"] > 0.5).all()


def test_a_house_of_a_row_loses_nothing_through_its_party_walls(surveys: list[tuple[House, Stock]]) -> None:
    for house, survey in surveys:
        party = survey["wall"]["adjacency_id"] == HEATED_NEIGHBOUR
        expected = int(house.left) + int(house.right) + int(house.extension_shared)
        assert party.sum() == expected


def test_the_front_looks_at_the_street(stock: list[Home]) -> None:
    for home in stock:
        house = home.house
        front = np.mean([house.at(0, 0), house.at(house.width_m, 0)], axis=0)
        back = np.mean([house.at(0, house.depth_m), house.at(house.width_m, house.depth_m)], axis=0)
        start, along = np.array(house.street.start), np.array(house.street.along)

        def off_axis(point: Any, start: Any = start, along: Any = along) -> float:
            offset = point - start
            return float(abs(offset[0] * along[1] - offset[1] * along[0]))

        assert off_axis(front) == pytest.approx(house.street.setback_m)
        assert off_axis(back) > off_axis(front)


def test_the_plan_is_laid_out_in_metres() -> None:
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    for x, y in ((300.0, 0.0), (0.0, 200.0), (150.0, -150.0)):
        origin, point = longitude_latitude((0, 0)), longitude_latitude((x, y))
        length = geod.inv(origin[0], origin[1], point[0], point[1])[2]
        assert length == pytest.approx(np.hypot(x, y), rel=2e-4)


def test_firms_cover_the_trades_and_hold_dated_qualifications() -> None:
    assert len(FIRMS) == 4
    lots = {lot for firm in FIRMS for lot in firm.lots}
    assert lots <= set(LOTS)
    assert {"roof", "facade", "lining", "joinery", "ventilation", "heating"} <= lots
    for firm in FIRMS:
        assert all(first < last for _domain, first, last in firm.qualifications)


def test_qualifications_are_named_as_in_the_open_data(shared: Path) -> None:
    with (shared / "facts" / "works_criteria.csv").open(encoding="utf-8") as file:
        known = {row["domaine_rge_ademe"] for row in csv.DictReader(file)}
    assert {domain for firm in FIRMS for domain, _first, _last in firm.qualifications} <= known


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = files.write_files(tmp_path / "a"), files.write_files(tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_another_seed_gives_other_houses(tmp_path: Path) -> None:
    first, second = files.write_files(tmp_path / "a", 1), files.write_files(tmp_path / "b", 2)
    assert first[0].read_bytes() != second[0].read_bytes()


def test_the_sample_kept_with_the_application_is_what_the_generator_writes(tmp_path: Path) -> None:
    kept = resource("samples", "quartier-ouest")
    for path in files.write_files(tmp_path):
        if path.suffix == ".zip":  # how tightly an archive is packed depends on the zlib at hand
            assert _members(path) == _members(kept / path.name)
        else:
            assert path.read_bytes() == (kept / path.name).read_bytes(), path.name


def test_the_sample_is_light() -> None:
    assert sum(path.stat().st_size for path in resource("samples", "quartier-ouest").iterdir()) < 2_000_000


def test_the_list_of_homes_holds_no_income_and_no_telephone() -> None:
    text = (resource("samples", "quartier-ouest") / files.LIST).read_text(encoding="utf-8-sig")
    headings = next(csv.reader(io.StringIO(text), delimiter=";"))
    assert not {"revenu", "téléphone", "courriel"} & set(" ".join(headings).split())
    assert "@" not in text


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
