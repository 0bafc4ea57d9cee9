"""The dwelling as the energy method sees it (DPE: administratif, caracteristique_generale, meteo, inertie).

Source of tags and enumerations: ADEME, XSD of the DPE, version 2.6.
"""

from rehab_app.domain.catalogue.common import part
from rehab_app.domain.fields import TableSpec, choice, date, flag, number, row_id, text

DWELLING = TableSpec(
    "dwelling",
    "Dwelling",
    (
        text("dpe_number", "DPE number", dpe="numero_dpe"),
        date("assessed_on", "Date of the assessment", dpe="date_etablissement_dpe"),
        text("dpe_version", "Version of the DPE file", dpe="enum_version_id"),
        choice("dpe_model_id", "Kind of DPE", "modele_dpe", dpe="enum_modele_dpe_id"),
        choice(
            "method_id",
            "Subject of the assessment",
            "methode_application_dpe_log",
            dpe="enum_methode_application_dpe_log_id",
        ),
        number("construction_year", "Year built", dpe="annee_construction", high=2100),
        choice("construction_period_id", "Period built", "periode_construction", dpe="enum_periode_construction_id"),
        number("living_area_m2", "Living area", "m²", dpe="surface_habitable_logement", high=5_000),
        number("building_living_area_m2", "Living area of the building", "m²", dpe="surface_habitable_immeuble"),
        number("dwellings_in_building", "Dwellings in the building", dpe="nombre_appartement"),
        number("storeys", "Storeys of the dwelling", dpe="nombre_niveau_logement", high=20),
        number("building_storeys", "Storeys of the building", dpe="nombre_niveau_immeuble", high=60),
        number("ceiling_height_m", "Ceiling height", "m", dpe="hsp", high=20),
        flag("visited", "Dwelling visited"),
        choice("climate_zone_id", "Climate zone", "zone_climatique", dpe="enum_zone_climatique_id"),
        choice("altitude_class_id", "Altitude class", "classe_altitude", dpe="enum_classe_altitude_id"),
        number("altitude_m", "Altitude", "m", dpe="altitude", low=-10, high=4_810),
        flag("old_materials", "Old building materials", dpe="batiment_materiaux_anciens"),
        flag("heavy_floor", "Heavy floor", dpe="inertie_plancher_bas_lourd"),
        flag("heavy_roof", "Heavy ceiling", dpe="inertie_plancher_haut_lourd"),
        flag("heavy_walls", "Heavy walls", dpe="inertie_paroi_verticale_lourd"),
        choice("inertia_class_id", "Thermal mass", "classe_inertie", dpe="enum_classe_inertie_id"),
        flag("ceiling_fan", "Ceiling fan", dpe="brasseur_air"),
        flag("without_hot_water", "No hot water system"),  # a file says it by an empty list of installations
    ),
)

SAMPLED_DWELLING = TableSpec(
    "sampled_dwelling",
    "Dwelling visited in a building",
    part(
        choice("floor_position_id", "Position", "position_etage_logement", dpe="enum_position_etage_logement_id"),
        choice("rooms_id", "Rooms", "typologie_logement", dpe="enum_typologie_logement_id"),
        number("living_area_m2", "Living area", "m²", dpe="surface_habitable_logement"),
    ),
)

PANEL = TableSpec(
    "panel",
    "Photovoltaic panels",
    part(
        number("area_m2", "Area of the panels", "m²", dpe="surface_totale_capteurs"),
        number("modules", "Number of modules", dpe="nombre_module"),
        choice("orientation_id", "Orientation", "orientation_pv", dpe="enum_orientation_pv_id"),
        choice("tilt_id", "Tilt", "inclinaison_pv", dpe="enum_inclinaison_pv_id"),
        row_id("orientation_row_id", "Row of the orientation table", dpe="tv_coef_orientation_pv_id"),
    ),
)
