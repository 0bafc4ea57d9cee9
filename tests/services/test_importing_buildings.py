"""Footprints into a project, and dwellings matched to buildings by address or by their point."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rehab_app.core.progress import Progress
from rehab_app.services.importing import import_paths
from rehab_app.services.intake.report import ImportReport, Outcome
from rehab_app.storage.project import Project
from tests.exchange.town import AXIS, ORIGIN, box, building, collection, row_of_three

HOUSE = Path(__file__).parent.parent / "exchange" / "data" / "maison_fictive.xml"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "essai.rehab", "Essai", "") as opened:
        yield opened


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.geojson"
    path.write_bytes(collection(*row_of_three(), AXIS))
    return path


def load(project: Project, *paths: Path) -> ImportReport:
    return import_paths(project, paths, "Testeuse", Progress())


def outcomes(report: ImportReport) -> list[Outcome]:
    return [line.outcome for line in report.lines]


def dpe(path: Path, number: str, x_m: float | None = None, y_m: float | None = None, **texts: str) -> Path:
    """The fictional house at another address or with coordinates."""
    root = etree.fromstring(HOUSE.read_bytes())
    values = {"numero_dpe": number, "ban_street": "", "ban_housenumber": "", "label_brut": "", "adresse_brut": ""}
    for tag, text in {**values, **texts}.items():
        next(root.iter(tag)).text = text
    place = next(root.iter("adresse_bien"))
    for tag, value in (("ban_x", x_m), ("ban_y", y_m)):
        if value is not None:
            etree.SubElement(place, tag).text = str(value)
    path.write_bytes(etree.tostring(root))
    return path


def test_footprints_land_with_streets_areas_and_facades(project: Project, plan: Path) -> None:
    assert outcomes(load(project, plan)) == [Outcome.TAKEN] * 3
    buildings = project.rows("building")
    assert [row["house_number"] for row in buildings] == ["1", "3", "5"]
    assert buildings[0]["footprint_area_m2"] == pytest.approx(48, rel=2e-3)
    assert buildings[0]["footprint"]["type"] == "Polygon"
    assert [street["name"] for street in project.rows("street")] == ["Rue Inventée"]
    facades = project.rows("facade")
    assert Counter(row["side"] for row in facades) == {"street": 3, "back": 3, "gable": 2, "party": 4}
    party = [row for row in facades if row["building_id"] == buildings[1]["id"] and row["side"] == "party"]
    assert sorted(row["neighbour_id"] for row in party) == [buildings[0]["id"], buildings[2]["id"]]


def test_a_house_next_door_imported_later_turns_a_gable_into_a_party_wall(
    project: Project, plan: Path, tmp_path: Path
) -> None:
    load(project, plan)
    (wall,) = [row for row in project.rows("facade") if row["side"] == "gable" and row["azimuth_deg"] < 180]
    later = tmp_path / "suite.geojson"
    later.write_bytes(collection(building(box(18, 10, 24, 18), numero="7", voie="Rue Inventée")))
    load(project, later)
    facades = [row for row in project.rows("facade") if row["building_id"] == wall["building_id"]]
    assert Counter(row["side"] for row in facades) == {"street": 1, "back": 1, "party": 2}
    project.undo("Testeuse")
    assert Counter(row["side"] for row in project.rows("facade")) == {"street": 3, "back": 3, "gable": 2, "party": 4}


def test_a_heritage_rule_set_on_a_facade_outlives_a_new_neighbour(project: Project, plan: Path, tmp_path: Path) -> None:
    load(project, plan)
    last = project.rows("building")[2]["id"]
    (front,) = project.rows("facade", building_id=last, side="street")
    with project.write("Testeuse", "patrimoine") as writer:
        writer.update("facade", front["id"], front["version"], {"heritage": "mh_500m"})
    later = tmp_path / "suite.geojson"
    later.write_bytes(collection(building(box(18, 10, 24, 18), numero="7", voie="Rue Inventée")))
    load(project, later)
    assert project.rows("facade", building_id=last, side="street")[0]["heritage"] == "mh_500m"
    assert project.rows("facade", building_id=last, side="back")[0]["heritage"] == "none"


def test_the_same_plan_again_is_already_there_and_a_new_height_is_a_change(
    project: Project, plan: Path, tmp_path: Path
) -> None:
    load(project, plan)
    assert outcomes(load(project, plan)) == [Outcome.DUPLICATE] * 3
    features = row_of_three()
    features[1]["properties"]["hauteur_m"] = 6.5
    plan.write_bytes(collection(*features, AXIS))
    assert outcomes(load(project, plan)) == [Outcome.DUPLICATE, Outcome.CHANGED, Outcome.DUPLICATE]
    assert project.rows("building")[1]["height_m"] == 6.5
    assert len(project.rows("facade")) == 12


def test_buildings_without_a_street_are_told_in_the_report(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "cadastre.geojson"
    path.write_bytes(collection(*(building(box(6 * n, 0, 6 * n + 6, 8), type="01") for n in range(3))))
    report = load(project, path)
    assert "3" in report.notes[0]
    assert {row["side"] for row in project.rows("facade")} == {"", "party"}


def test_dwellings_find_their_building_by_address(project: Project, plan: Path, tmp_path: Path) -> None:
    one = dpe(tmp_path / "a.xml", "0000E0000001F", label_brut="3 RUE INVENTEE 00000 VILLE-FICTIVE")
    load(project, one, plan)
    (home,) = project.rows("dwelling")
    assert home["building_id"] == project.rows("building")[1]["id"]
    assert len(project.rows("building")) == 3


def test_dwellings_find_their_building_by_the_point_their_file_gives(
    project: Project, plan: Path, tmp_path: Path
) -> None:
    inside = dpe(tmp_path / "a.xml", "0000E0000001F", ORIGIN[0] + 9, ORIGIN[1] + 14)
    far = dpe(tmp_path / "b.xml", "0000E0000002F", ORIGIN[0] + 9, ORIGIN[1] + 80)
    load(project, plan, inside, far)
    assert [home["building_id"] for home in project.rows("dwelling")] == [project.rows("building")[1]["id"], None]


def test_a_footprint_imported_later_takes_the_homes_that_stand_in_it(project: Project, tmp_path: Path) -> None:
    x, y = ORIGIN
    known = dpe(tmp_path / "a.xml", "0000E0000001F", x + 3, y + 14, label_brut="1 rue Autrement 00000 Ville-Fictive")
    nameless = dpe(tmp_path / "b.xml", "0000E0000002F", x + 9, y + 14)
    load(project, known, nameless)
    assert len(project.rows("building")) == 1
    path = tmp_path / "cadastre.geojson"
    features: list[dict[str, Any]] = [building(box(6 * n, 10, 6 * n + 6, 18), type="01") for n in range(3)]
    path.write_bytes(collection(*features))
    assert outcomes(load(project, path)) == [Outcome.CHANGED, Outcome.TAKEN, Outcome.TAKEN]
    buildings = project.rows("building")
    assert len(buildings) == 3
    assert buildings[0]["house_number"] == "1"
    assert all(row["footprint"] for row in buildings)
    homes = project.rows("dwelling")
    assert homes[0]["building_id"] == buildings[0]["id"]
    assert homes[1]["building_id"] in {row["id"] for row in buildings[1:]}


def test_homes_of_another_town_get_no_street_of_this_one(tmp_path: Path) -> None:
    with Project.create(tmp_path / "ville.rehab", "Essai", "00001") as project:
        root = etree.fromstring(HOUSE.read_bytes())
        etree.SubElement(next(root.iter("adresse_bien")), "ban_citycode").text = "99999"
        (tmp_path / "a.xml").write_bytes(etree.tostring(root))
        load(project, tmp_path / "a.xml")
        assert project.rows("street") == []
        assert project.rows("dwelling")[0]["building_id"] is None


def test_a_broken_plan_is_refused_and_the_rest_goes_in(project: Project, tmp_path: Path) -> None:
    (tmp_path / "abime.geojson").write_bytes(b'{"type": "FeatureCollection", "features": [')
    report = load(project, tmp_path / "abime.geojson", HOUSE)
    assert outcomes(report) == [Outcome.REFUSED, Outcome.TAKEN]


def test_a_plan_without_streets_learns_them_from_the_homes_found_in_it(project: Project, tmp_path: Path) -> None:
    x, y = ORIGIN
    path = tmp_path / "cadastre.geojson"
    north = [building(box(6 * n, 10, 6 * n + 6, 18), type="01") for n in range(2)]
    south = [building(box(6 * n, -10, 6 * n + 6, -2), type="01") for n in range(2)]
    path.write_bytes(collection(*north, *south))
    homes = [
        dpe(tmp_path / f"{number}.xml", f"0000E000000{number}F", x + 3 + 6 * column, y + row, label_brut=label)
        for number, column, row, label in (
            (1, 0, 14, "1 rue Inventée 00000 Ville-Fictive"),
            (2, 0, -6, "2 rue Inventée 00000 Ville-Fictive"),
            (3, 1, 14, "3 rue Inventée 00000 Ville-Fictive"),
            (4, 1, -6, "4 rue Inventée 00000 Ville-Fictive"),
        )
    ]
    report = load(project, path, *homes)
    assert [row["house_number"] for row in project.rows("building")] == ["1", "3", "2", "4"]
    assert Counter(row["side"] for row in project.rows("facade")) == {"street": 4, "back": 4, "gable": 4, "party": 4}
    fronts = {row["building_id"]: row["azimuth_deg"] for row in project.rows("facade", side="street")}
    assert [round(fronts[row["id"]]) % 360 for row in project.rows("building")] == [180, 180, 0, 0]
    assert report.notes == []
