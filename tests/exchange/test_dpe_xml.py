"""Reading official DPE files: what the assessor entered, in the tables; what was computed, beside."""

import copy
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from rehab_app.core.errors import RehabError
from rehab_app.domain.fields import Kind
from rehab_app.domain.table import Stock, concatenate
from rehab_app.exchange.dpe_xml import DpeFile, read_dpe

HOUSE = Path(__file__).parent / "data" / "maison_fictive.xml"
_GENERATORS = {"generateur_chauffage", "generateur_ecs", "climatisation"}
_MEASURED = {
    "2": {"pn"},
    "3": {"pn", "rpn", "rpint"},
    "4": {"pn", "rpn", "rpint", "qp0", "pveilleuse"},
    "5": {"pn", "rpn", "rpint", "qp0", "pveilleuse", "temp_fonc_30", "temp_fonc_100"},
    "6": {"scop", "cop", "eer"},
    "7": {"rendement_generation", "scop", "cop"},
    "8": {"scop", "cop"},
}


def without_answers(data: bytes) -> bytes:
    """A copy of a file without anything that certified software computed."""
    root = copy.deepcopy(etree.fromstring(data))
    for element in list(root.iter("sortie", "fiche_technique_collection", "justificatif_collection")):
        element.getparent().remove(element)
    for results in list(root.iter("donnee_intermediaire")):
        kept: set[str] = set()
        if results.getparent().tag in _GENERATORS:
            method = results.getparent().findtext("donnee_entree/enum_methode_saisie_carac_sys_id", "1")
            kept = _MEASURED.get(method, set())
        for value in list(results):
            if value.tag not in kept:
                results.remove(value)
    return bytes(etree.tostring(root, encoding="utf-8"))


def differences(one: Stock, other: Stock) -> list[str]:
    """Names of the columns in which two stocks differ."""
    found = []
    for table in one:
        for name, column in one[table].columns.items():
            equal = np.array_equal(column, other[table][name], equal_nan=column.dtype.kind in "fM")
            if not equal:
                found.append(f"{table}.{name}")
    return found


@pytest.fixture(scope="module")
def house() -> DpeFile:
    return read_dpe(HOUSE)


@pytest.fixture(scope="module")
def official(request: pytest.FixtureRequest) -> list[DpeFile]:
    folder: Path = request.getfixturevalue("shared") / "dpe"
    return [read_dpe(path) for path in sorted(folder.glob("*.xml"))]


def test_the_home_is_one_dwelling_with_its_identity(house: DpeFile) -> None:
    assert house.number == "0000E0000001F"
    assert house.assessed_on == np.datetime64("2023-02-03")
    assert house.stock.size == 1
    dwelling = house.stock["dwelling"]
    assert dwelling["living_area_m2"][0] == 82.5
    assert dwelling["construction_year"][0] == 1924
    assert dwelling["dpe_version"][0] == "2.2"
    assert dwelling["heavy_walls"][0] == 1
    assert dwelling["visited"][0] == 1


def test_missing_empty_and_nil_are_missing_and_never_zero(house: DpeFile) -> None:
    dwelling = house.stock["dwelling"]
    assert np.isnan(dwelling["altitude_m"][0])
    assert np.isnan(dwelling["dwellings_in_building"][0])
    assert house.stock["wall"]["orientation_id"].tolist() == [1, -1]
    assert len(house.stock["roof"]) == 0


def test_the_address_is_read_without_inventing_parts(house: DpeFile) -> None:
    assert house.place.address == "99 rue de l’Exemple 00000 Ville-Fictive"
    assert house.place.complement == "cour"
    assert house.place.postcode == "00000"
    assert house.place.street == "Rue de l’Exemple"
    assert house.place.commune_insee == ""


def test_thickness_typed_in_millimetres_is_brought_back_to_centimetres(house: DpeFile) -> None:
    assert house.stock["wall"]["thickness_cm"].tolist() == [34.0, 34.0]


def test_references_become_links_whatever_their_blanks_accents_and_case(house: DpeFile) -> None:
    assert house.stock["window"]["wall_number"].tolist() == [1]
    bridges = house.stock["bridge"]
    assert bridges["window_number"].tolist() == [1, -1]
    assert bridges["floor_number"].tolist() == [-1, 1]
    assert bridges["wall_number"].tolist() == [1, 2]


def test_a_reference_to_nothing_leaves_no_link(house: DpeFile) -> None:
    assert house.stock["door"]["wall_number"].tolist() == [-1]
    assert house.stock["door"]["wall_reference"].tolist() == ["nulle part"]


def test_a_repeated_reference_names_a_part_only_when_the_parts_are_built_alike() -> None:
    root = etree.fromstring(HOUSE.read_bytes())
    front, back = root.iter("mur")
    back.find("donnee_entree/reference").text = "FACADE RUE"
    assert read_dpe(etree.tostring(root), "a.xml").stock["window"]["wall_number"].tolist() == [-1]
    for tag in ("enum_type_adjacence_id", "enum_materiaux_structure_mur_id"):
        etree.SubElement(back.find("donnee_entree"), tag).text = front.find(f"donnee_entree/{tag}").text
    assert read_dpe(etree.tostring(root), "a.xml").stock["window"]["wall_number"].tolist() == [1]


def test_the_inner_window_of_a_double_window_has_its_own_columns(house: DpeFile) -> None:
    window = house.stock["window"]
    assert window["glazing_id"].tolist() == [2]
    assert window["second_glazing_id"].tolist() == [1]
    assert house.stock["window_mask"]["window_number"].tolist() == [1]


def test_only_values_read_off_the_appliance_are_inputs(house: DpeFile) -> None:
    boiler = house.stock["heating_generator"]
    assert boiler["measured_pn_w"][0] == 23_000
    assert boiler["measured_qp0_w"][0] == 230  # filed as 0.23 kW
    assert boiler["measured_pilot_w"][0] == 120
    assert np.isnan(boiler["measured_temperature_30_c"][0])
    assert np.isnan(boiler["measured_efficiency"][0])
    assert np.isnan(house.stock["hot_water_generator"]["measured_pn_w"][0])


def test_official_results_are_kept_beside(house: DpeFile) -> None:
    assert house.official["wall"]["umur"][0] == 1.7
    assert np.isnan(house.official["wall"]["umur"][1])
    assert len(house.official["wall"]["umur0"]) == len(house.stock["wall"])
    assert house.sortie["ep_conso/classe_bilan_dpe"] == "E"
    assert house.sortie["ef_conso/conso_ch"] == 18_000
    assert house.sortie["sortie_par_energie"] == [{"enum_type_energie_id": 2.0, "conso_ch": 18_000.0}]


def test_a_copy_without_answers_gives_the_same_stock(house: DpeFile) -> None:
    blinded = read_dpe(without_answers(HOUSE.read_bytes()), "copie.xml")
    assert differences(house.stock, blinded.stock) == []
    assert blinded.sortie == {}


def test_every_official_file_is_read(official: list[DpeFile]) -> None:
    assert len(official) == 171
    assert all(file.number == Path(file.name).stem for file in official)
    town = concatenate([file.stock for file in official])
    assert town.size == 171
    assert len(town["bridge"]) == 1691
    assert len(town["window"]) == 1087


def test_official_files_without_answers_give_the_same_stocks(official: list[DpeFile], shared: Path) -> None:
    for file in official:
        blinded = read_dpe(without_answers((shared / "dpe" / file.name).read_bytes()), file.name)
        assert differences(file.stock, blinded.stock) == [], file.name


def test_links_of_official_files_name_parts_that_exist(official: list[DpeFile]) -> None:
    for file in official:
        for table in file.stock.tables.values():
            for field in table.spec.fields:
                if field.kind is Kind.LINK and field.table and field.table != "dwelling":
                    assert table[field.name].max(initial=-1) <= len(file.stock[field.table])


def test_most_windows_and_bridges_of_official_files_find_their_wall(official: list[DpeFile]) -> None:
    town = concatenate([file.stock for file in official])
    window = town["window"]
    named = window["wall_reference"] != ""
    assert (window["wall_number"][named] > 0).mean() > 0.9
    bridge = town["bridge"]
    both = (bridge["reference_1"] != "") & (bridge["reference_2"] != "")
    assert (bridge["wall_number"][both] > 0).mean() > 0.95


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("surface_habitable_logement", "environ 80"),
        ("surface_habitable_logement", "inf"),
        ("surface_habitable_logement", "8_0"),
        ("enum_zone_climatique_id", "1.5"),
        ("enum_zone_climatique_id", "99999999999"),
        ("batiment_materiaux_anciens", "2"),
        ("date_etablissement_dpe", "hier"),
    ],
)
def test_a_value_that_is_none_is_refused_with_its_tag_and_line(tag: str, value: str) -> None:
    root = etree.fromstring(HOUSE.read_bytes())
    leaf = next(root.iter(tag))
    leaf.text = value
    with pytest.raises(RehabError, match=tag) as refusal:
        read_dpe(etree.tostring(root), "essai.xml")
    assert "essai.xml" in refusal.value.where
    assert any(character.isdigit() for character in refusal.value.where)
