"""Writing habits of assessors' software, brought back to what that software calculates with."""

from typing import Any

import pytest
from lxml import etree

from rehab_app.exchange.dpe_quirks import repair_quirks

Rows = dict[str, list[dict[str, Any]]]


def file_of(software: str) -> etree._Element:
    root = etree.fromstring("<dpe><administratif><diagnostiqueur/></administratif></dpe>")
    etree.SubElement(root[0][0], "version_logiciel").text = software
    return root


@pytest.mark.parametrize(("software", "facades"), [("7.5", 1), ("WinDpeV3 v.3.0.0.16", 1), ("4.1.1", 0)])
def test_several_facades_are_exposed_where_the_software_always_writes_one(software: str, facades: int) -> None:
    rows: Rows = {"ventilation": [{"several_facades": 0}]}
    repair_quirks(file_of(software), rows)
    assert rows["ventilation"][0]["several_facades"] == facades


@pytest.mark.parametrize(
    ("description", "lining"),
    [
        ("Mur en blocs de béton creux Ep 23cm avec doublage connu (plâtre, brique, bois)", 5),
        ("Mur en briques avec doublage indéterminé avec lame d'air sup 15 mm", 4),
        ("Mur en briques avec doublage indéterminé ou lame d'air inf 15 mm", 3),
        ("Mur en briques non isolé", 1),
    ],
)
def test_an_unknown_lining_is_read_in_the_description(description: str, lining: int) -> None:
    rows: Rows = {"wall": [{"number": 1, "lining_id": 1, "description": description}]}
    repair_quirks(file_of("3.0.4"), rows)
    assert rows["wall"][0]["lining_id"] == lining


@pytest.mark.parametrize(
    ("description", "thickness_cm"),
    [("Mur en moellons d'épaisseur 50 cm non isolé", 50.0), ("Mur en béton Ep <=22,5cm", 22.5), ("Mur inconnu", None)],
)
def test_a_missing_thickness_is_read_in_the_description(description: str, thickness_cm: float | None) -> None:
    rows: Rows = {"wall": [{"number": n + 1, "description": description} for n in range(2)]}
    rows["wall"][1]["thickness_cm"] = 12.0
    repair_quirks(file_of("4.1.1"), rows)
    assert rows["wall"][0].get("thickness_cm") == thickness_cm
    assert rows["wall"][1]["thickness_cm"] == 12.0


@pytest.mark.parametrize(
    ("description", "shared"), [("VMC SF Hygro B après 2012 (collective)", 1), ("VMC SF Hygro B après 2012", None)]
)
def test_a_ventilation_of_the_whole_building_is_read_in_the_description(description: str, shared: int | None) -> None:
    rows: Rows = {"ventilation": [{"number": 1, "description": description}]}
    repair_quirks(file_of("LICIEL Diagnostics v4"), rows)
    assert rows["ventilation"][0].get("shared") == shared


def test_mirrored_obstacles_of_east_and_west_windows_change_ends() -> None:
    # others 30-60° and below 15°, centre below 15°, south side 15-30°: the heights belong to the opposite sectors
    masks = [{"window_number": number, "mask_row_id": row} for number in (1, 2) for row in (19, 17, 13, 10)]
    rows: Rows = {
        "window": [{"number": 1, "orientation_id": 4}, {"number": 2, "orientation_id": 1}],
        "window_mask": masks,
    }
    repair_quirks(file_of("2.0.8"), rows)
    assert [mask["mask_row_id"] for mask in rows["window_mask"]] == [18, 17, 13, 11, 19, 17, 13, 10]


def test_a_junction_without_references_names_its_wall_in_words() -> None:
    rows: Rows = {
        "wall": [{"number": 1, "description": "Mur Est"}, {"number": 2, "description": "Mur Circulation Sud"}],
        "door": [{"number": 3, "description": "Porte 1"}],
        "bridge": [
            {"type_id": 5, "description": "Porte 1-Mur Circulation Sud"},
            {"type_id": 2, "description": "Mur Est (vers le haut)-"},
            {"type_id": 2, "description": "Mur Ouest (vers le haut)-"},
        ],
    }
    repair_quirks(file_of("4.1.1"), rows)
    door, storey, unknown = rows["bridge"]
    assert (door["wall_number"], door["door_number"]) == (2, 3)
    assert storey["wall_number"] == 1
    assert "wall_number" not in unknown


@pytest.mark.parametrize(("software", "counted"), [("LICIEL Diagnostics v4 [Version XML:317]", True), ("4.1.1", False)])
def test_a_junction_on_a_circulation_counts_where_the_software_files_only_what_it_counts(
    software: str, counted: bool
) -> None:
    rows: Rows = {
        "wall": [{"number": 1, "adjacency_id": 15, "reference": "Mur 1"}, {"number": 2, "adjacency_id": 1}],
        "bridge": [
            {"number": 1, "wall_number": 1, "reference_1": "mur1", "reference_2": "Porte", "k_row_id": 75},
            {"number": 2, "wall_number": 1, "reference_1": "mur1", "reference_2": "Porte"},  # no row: the wall tells k
            {"number": 3, "wall_number": 2, "k_row_id": 75},
        ],
    }
    repair_quirks(file_of(software), rows)
    first, second, third = rows["bridge"]
    assert ("wall_number" not in first) == counted
    assert ("reference_1" not in first) == counted
    assert (first["reference_2"], second["wall_number"], third["wall_number"]) == ("Porte", 1, 2)
