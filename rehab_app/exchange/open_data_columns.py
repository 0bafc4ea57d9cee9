"""Columns of the open-data table of DPE, and what they are called here."""

import re
import unicodedata
from collections.abc import Mapping

TEXTS: Mapping[str, str] = {  # column of ours: column of the table
    "dpe_version": "version_dpe",
}
FIGURES: Mapping[str, str] = {
    "construction_year": "annee_construction",
    "living_area_m2": "surface_habitable_logement",
    "building_living_area_m2": "surface_habitable_immeuble",
    "dwellings_in_building": "nombre_appartement",
    "storeys": "nombre_niveau_logement",
    "building_storeys": "nombre_niveau_immeuble",
    "ceiling_height_m": "hauteur_sous_plafond",
}
CHOICES: Mapping[str, str] = {
    "dpe_model_id": "modele_dpe",
    "construction_period_id": "periode_construction",
    "climate_zone_id": "zone_climatique",
    "altitude_class_id": "classe_altitude",
    "inertia_class_id": "classe_inertie_batiment",
}
TOTAL_COLUMNS: Mapping[str, str] = {
    "deperdition_enveloppe": "deperditions_enveloppe",
    "ubat": "ubat_w_par_m2_k",
    "besoin_ch": "besoin_chauffage",
    "besoin_ecs": "besoin_ecs",
    "conso_ch": "conso_chauffage_ef",
    "conso_ecs": "conso_ecs_ef",
    "conso_5_usages": "conso_5_usages_ef",
    "ep_conso_5_usages": "conso_5_usages_ep",
    "ep_conso_5_usages_m2": "conso_5_usages_par_m2_ep",
    "emission_ges_5_usages": "emission_ges_5_usages",
    "emission_ges_5_usages_m2": "emission_ges_5_usages_par_m2",
    "cout_5_usages": "cout_total_5_usages",
}
LABELS: Mapping[str, str] = {"classe_bilan_dpe": "etiquette_dpe", "classe_emission_ges": "etiquette_ges"}
PLACE = (
    "adresse_ban",
    "adresse_brut",
    "complement_adresse_logement",
    "code_postal_ban",
    "code_postal_brut",
    "code_insee_ban",
    "nom_commune_ban",
    "nom_commune_brut",
    "nom_rue_ban",
    "numero_voie_ban",
    "identifiant_ban",
    "score_ban",
    "coordonnee_cartographique_x_ban",
    "coordonnee_cartographique_y_ban",
)
# What the official result says in words, kept beside it.
WORDS = (
    "type_batiment",
    "type_energie_principale_chauffage",
    "type_energie_principale_ecs",
    "type_installation_chauffage",
    "type_installation_ecs",
    "type_generateur_chauffage_principal",
    "type_ventilation",
    "qualite_isolation_enveloppe",
    "qualite_isolation_murs",
    "qualite_isolation_menuiseries",
    "qualite_isolation_plancher_bas",
    "qualite_isolation_plancher_haut_comble_perdu",
    "qualite_isolation_plancher_haut_comble_amenage",
    "deperditions_murs",
    "deperditions_planchers_bas",
    "deperditions_planchers_hauts",
    "deperditions_baies_vitrees",
    "deperditions_portes",
    "deperditions_ponts_thermiques",
    "deperditions_renouvellement_air",
)
_OWN = ("numero_dpe", "date_etablissement_dpe", "methode_application_dpe")
WANTED = frozenset(
    (
        *_OWN,
        *PLACE,
        *WORDS,
        *TEXTS.values(),
        *FIGURES.values(),
        *CHOICES.values(),
        *TOTAL_COLUMNS.values(),
        *LABELS.values(),
    )
)
_RENAMED = {
    "adresse_brute": "adresse_brut",
    "complement_d_adresse_logement": "complement_adresse_logement",
    "numero_rue_ban": "numero_voie_ban",
}
RECOGNISED = frozenset({"numero_dpe", "etiquette_dpe", "date_etablissement_dpe"})
BEFORE_2021 = frozenset({"tr002_type_batiment_id", "classe_consommation_energie", "consommation_energie"})


def column_name(heading: str) -> str:
    """Name of a column in the present table, from its heading there or in the elder one ("Conso_ECS_é_finale")."""
    text = unicodedata.normalize("NFKD", heading)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"n°(?=\d)", "n", text).replace("n°", "numero_").replace("/m2", "_par_m2").replace("w/", "w_par_")
    text = re.sub(r"[^a-z0-9]+", "_", text).strip("_")
    text = re.sub(r"_e_finale", "_ef", re.sub(r"_e_primaire", "_ep", text))
    return _RENAMED.get(text, text)
