"""The open-data table of DPE: present and elder headings, codes as texts, rows refused by column."""

import csv
import io
import math
from pathlib import Path

import numpy as np
import pytest

from rehab_app.core.errors import RehabError
from rehab_app.exchange.open_data import OpenDwelling, is_open_data, read_open_data
from rehab_app.exchange.open_data_columns import column_name

TABLE = Path(__file__).parent / "data" / "dpe03existant_fictif.csv"
ELDER = {
    "N°DPE": "numero_dpe",
    "Date_établissement_DPE": "date_etablissement_dpe",
    "Version_DPE": "version_dpe",
    "Modèle_DPE": "modele_dpe",
    "Méthode_application_DPE": "methode_application_dpe",
    "Etiquette_DPE": "etiquette_dpe",
    "Etiquette_GES": "etiquette_ges",
    "Année_construction": "annee_construction",
    "Période_construction": "periode_construction",
    "Type_bâtiment": "type_batiment",
    "Surface_habitable_logement": "surface_habitable_logement",
    "Nombre_niveau_logement": "nombre_niveau_logement",
    "Hauteur_sous-plafond": "hauteur_sous_plafond",
    "Adresse_(BAN)": "adresse_ban",
    "N°_voie_(BAN)": "numero_voie_ban",
    "Nom__rue_(BAN)": "nom_rue_ban",
    "Code_postal_(BAN)": "code_postal_ban",
    "Code_INSEE_(BAN)": "code_insee_ban",
    "Nom__commune_(BAN)": "nom_commune_ban",
    "Identifiant__BAN": "identifiant_ban",
    "Score_BAN": "score_ban",
    "Complément_d'adresse_logement": "complement_adresse_logement",
    "Coordonnée_cartographique_X_(BAN)": "coordonnee_cartographique_x_ban",
    "Coordonnée_cartographique_Y_(BAN)": "coordonnee_cartographique_y_ban",
    "Zone_climatique_": "zone_climatique",
    "Classe_altitude": "classe_altitude",
    "Conso_chauffage_é_finale": "conso_chauffage_ef",
    "Conso_5_usages_é_primaire": "conso_5_usages_ep",
    "Conso_5_usages_par_m²_é_primaire": "conso_5_usages_par_m2_ep",
    "Emission_GES_5_usages_par_m²": "emission_ges_5_usages_par_m2",
    "Coût_total_5_usages": "cout_total_5_usages",
    "Deperditions_enveloppe": "deperditions_enveloppe",
    "Ubat_W/m²_K": "ubat_w_par_m2_k",
    "Adresse_brute": "adresse_brut",
    "Conso_5_usages/m²_é_finale": "conso_5_usages_par_m2_ef",
    "Type_énergie_n°1": "type_energie_n1",
}


def taken(text: str) -> list[OpenDwelling]:
    return [row for row in read_open_data(text, "essai.csv") if isinstance(row, OpenDwelling)]


def refused(text: str) -> dict[int, str]:
    return {row[0]: row[1].text for row in read_open_data(text, "essai.csv") if not isinstance(row, OpenDwelling)}


@pytest.mark.parametrize(("elder", "present"), ELDER.items())
def test_elder_headings_name_the_same_columns(elder: str, present: str) -> None:
    assert column_name(elder) == present
    assert column_name(present) == present


def test_a_row_gives_identity_measures_and_official_results() -> None:
    house = taken(TABLE.read_text("utf-8"))[0]
    assert house.row == 2
    assert house.dpe_number == "0000F0000001A"
    assert house.assessed_on == np.datetime64("2023-05-04")
    assert house.place.postcode == "00000"  # a code, not a number
    assert house.place.commune_insee == "01000"
    assert (house.place.street, house.place.house_number) == ("Rue Fictive", "1")
    assert house.place.x_m == 684000.5
    assert house.columns["living_area_m2"] == 88.4
    assert house.columns["construction_period_id"] == 1
    assert house.columns["climate_zone_id"] == 1
    assert house.columns["inertia_class_id"] == 2
    assert house.columns["method_id"] == 1
    assert house.totals["conso_ch"] == 21000.5
    assert house.totals["ep_conso_5_usages_m2"] == 286
    assert house.totals["classe_bilan_dpe"] == "F"
    assert house.words["qualite_isolation_murs"] == "insuffisante"


def test_a_flat_s_subject_comes_from_three_columns_and_an_unsure_place_gives_no_point() -> None:
    flat = taken(TABLE.read_text("utf-8"))[1]
    assert flat.columns["method_id"] == 3  # individual flat, shared heating, own hot water
    assert "construction_year" not in flat.columns
    assert flat.place.complement == "2e étage, porte gauche"
    assert math.isnan(flat.place.x_m)


def test_rows_that_are_wrong_are_refused_with_their_row_and_column() -> None:
    problems = refused(TABLE.read_text("utf-8"))
    assert sorted(problems) == [4, 5, 6, 7, 8]
    assert "date_etablissement_dpe" in problems[5]
    assert "etiquette_dpe" in problems[6]
    assert "RE2020" in problems[7]
    assert "surface_habitable_logement" in problems[8]


def test_the_elder_table_gives_the_same_rows() -> None:
    rows = list(csv.reader(io.StringIO(TABLE.read_text("utf-8"))))
    names = {present: elder for elder, present in ELDER.items()}
    output = io.StringIO()
    csv.writer(output, delimiter=";").writerows([[names.get(heading, heading) for heading in rows[0]], *rows[1:]])
    assert taken(output.getvalue())[0] == taken(TABLE.read_text("utf-8"))[0]
    assert len(taken(output.getvalue())) == 2


def test_a_table_cut_short_gives_its_whole_rows_and_says_where_it_ends() -> None:
    text = TABLE.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    half = "".join(lines[:2]) + lines[2][:60].rsplit(",", 1)[0] + "\n"
    assert len(taken(half)) == 1
    assert list(refused(half)) == [3]
    with pytest.raises(RehabError, match=r"essai\.csv"):
        list(read_open_data(lines[0] + '"0000F,', "essai.csv"))


def test_only_this_table_is_taken_for_it() -> None:
    assert is_open_data(["N°DPE", "Etiquette_DPE", "Date_établissement_DPE"], "t.csv")
    assert not is_open_data(["adresse", "propriétaire"], "t.csv")
    with pytest.raises(RehabError, match="2021"):
        is_open_data(["numero_dpe", "tr002_type_batiment_id", "consommation_energie"], "t.csv")
