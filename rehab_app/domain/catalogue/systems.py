"""Heating, hot water and cooling (DPE: installation_chauffage, installation_ecs, climatisation).

`measured_…` columns hold what the form says was read off the appliance or its documents
(`enum_methode_saisie_carac_sys_id` other than 1); they are inputs. Source of tags: ADEME, XSD of the DPE, version 2.6.
"""

from rehab_app.domain.catalogue.common import part
from rehab_app.domain.fields import TableSpec, choice, date, flag, link, number, row_id, text

_REFERENCE = text("reference", "Reference in the source file", dpe="reference")
_HOW_KNOWN = choice(
    "characteristics_method_id",
    "How the appliance is known",
    "methode_saisie_carac_sys",
    dpe="enum_methode_saisie_carac_sys_id",
)
_ENERGY = choice("energy_id", "Energy", "type_energie", dpe="enum_type_energie_id")
_COMBUSTION = (
    flag("fan_flue", "Fan-assisted or sealed flue", dpe="presence_ventouse"),
    row_id("combustion_row_id", "Row of the combustion table", dpe="tv_generateur_combustion_id"),
    row_id("cop_row_id", "Row of the COP table", dpe="tv_scop_id"),
    row_id("network_row_id", "Row of the heat network table", dpe="tv_reseau_chaleur_id"),
    text("network_identifier", "Heat network", dpe="identifiant_reseau_chaleur"),
    date("network_decree_on", "Date of the heat network table", dpe="date_arrete_reseau_chaleur"),
    text("shared_reference", "Reference of the shared generator", dpe="reference_generateur_mixte"),
    number("measured_pn_w", "Nominal power", "W", dpe="pn"),
    number("measured_rpn", "Efficiency at full load", dpe="rpn"),
    number("measured_rpint", "Efficiency at part load", dpe="rpint"),
    number("measured_qp0_w", "Standby losses", "W", dpe="qp0"),
    number("measured_pilot_w", "Pilot light", "W", dpe="pveilleuse"),
    number("measured_cop", "COP", dpe="cop"),
    number("measured_scop", "Seasonal COP", dpe="scop"),
)

HEATING = TableSpec(
    "heating",
    "Heating installations",
    part(
        _REFERENCE,
        choice("layout_id", "Layout", "cfg_installation_ch", dpe="enum_cfg_installation_ch_id"),
        choice("shared_id", "Individual or shared", "type_installation", dpe="enum_type_installation_id"),
        choice(
            "calculation_id", "Basis of the calculation", "methode_calcul_conso", dpe="enum_methode_calcul_conso_id"
        ),
        number("heated_area_m2", "Heated area", "m²", dpe="surface_chauffee"),
        number("storeys", "Storeys served", dpe="nombre_niveau_installation_ch"),
        number("share", "Share of the dwelling", dpe="cle_repartition_ch"),
        number("virtual_ratio", "Share of a shared system", dpe="ratio_virtualisation"),
        number("sampled_dwellings", "Dwellings sampled", dpe="nombre_logement_echantillon"),
        number("multiplier", "Multiplier of the installation", dpe="rdim"),
        number("billing_share", "Share billed on meters", dpe="coef_ifc"),
        choice(
            "solar_method_id",
            "How the solar share is known",
            "methode_saisie_fact_couv_sol",
            dpe="enum_methode_saisie_fact_couv_sol_id",
        ),
        choice("solar_type_id", "Solar system", "type_installation_solaire", dpe="enum_type_installation_solaire_id"),
        number("solar_share_entered", "Solar share entered", dpe="fch_saisi", high=1),
        row_id("solar_row_id", "Row of the solar table", dpe="tv_facteur_couverture_solaire_id"),
    ),
)

HEATING_EMITTER = TableSpec(
    "heating_emitter",
    "Emitters",
    part(
        link("heating_number", "Installation", "heating"),
        _REFERENCE,
        number("heated_area_m2", "Heated area", "m²", dpe="surface_chauffee"),
        choice("type_id", "Emitter", "type_emission_distribution", dpe="enum_type_emission_distribution_id"),
        choice("heating_kind_id", "Room or central heating", "type_chauffage", dpe="enum_type_chauffage_id"),
        choice("control_id", "Programming", "equipement_intermittence", dpe="enum_equipement_intermittence_id"),
        choice("regulation_id", "Room by room control", "type_regulation", dpe="enum_type_regulation_id"),
        choice(
            "temperature_id", "Distribution temperature", "temp_distribution_ch", dpe="enum_temp_distribution_ch_id"
        ),
        choice("period_id", "Period", "periode_installation_emetteur", dpe="enum_periode_installation_emetteur_id"),
        choice("link_id", "Linked to generator", "lien_generateur_emetteur", dpe="enum_lien_generateur_emetteur_id"),
        flag("insulated_pipes", "Insulated pipes", dpe="reseau_distribution_isole"),
        row_id("emission_row_id", "Row of the emission table", dpe="tv_rendement_emission_id"),
        row_id("distribution_row_id", "Row of the distribution table", dpe="tv_rendement_distribution_ch_id"),
        row_id("regulation_row_id", "Row of the regulation table", dpe="tv_rendement_regulation_id"),
        row_id("intermittence_row_id", "Row of the intermittence table", dpe="tv_intermittence_id"),
    ),
)

HEATING_GENERATOR = TableSpec(
    "heating_generator",
    "Heat generators",
    part(
        link("heating_number", "Installation", "heating"),
        _REFERENCE,
        choice("type_id", "Generator", "type_generateur_ch", dpe="enum_type_generateur_ch_id"),
        choice("use_id", "Use", "usage_generateur", dpe="enum_usage_generateur_id"),
        _ENERGY,
        _HOW_KNOWN,
        choice("link_id", "Linked to emitter", "lien_generateur_emetteur", dpe="enum_lien_generateur_emetteur_id"),
        flag("in_heated_volume", "In the heated volume", dpe="position_volume_chauffe"),
        number("cascade_priority", "Order in the cascade", dpe="priorite_generateur_cascade"),
        number("gas_heaters", "Gas heaters", dpe="n_radiateurs_gaz"),
        flag("burner_control", "Control by outdoor temperature", dpe="presence_regulation_combustion"),
        row_id("efficiency_row_id", "Row of the efficiency table", dpe="tv_rendement_generation_id"),
        row_id("temperature_100_row_id", "Row of the full-load temperature table", dpe="tv_temp_fonc_100_id"),
        row_id("temperature_30_row_id", "Row of the part-load temperature table", dpe="tv_temp_fonc_30_id"),
        *_COMBUSTION,
        number("measured_temperature_100_c", "Temperature at full load", "°C", dpe="temp_fonc_100"),
        number("measured_temperature_30_c", "Temperature at 30 % load", "°C", dpe="temp_fonc_30"),
        number("measured_efficiency", "Efficiency", dpe="rendement_generation"),
    ),
)

HOT_WATER = TableSpec(
    "hot_water",
    "Hot water installations",
    part(
        _REFERENCE,
        choice("layout_id", "Layout", "cfg_installation_ecs", dpe="enum_cfg_installation_ecs_id"),
        choice("shared_id", "Individual or shared", "type_installation", dpe="enum_type_installation_id"),
        choice(
            "calculation_id", "Basis of the calculation", "methode_calcul_conso", dpe="enum_methode_calcul_conso_id"
        ),
        number("living_area_m2", "Area served", "m²", dpe="surface_habitable"),
        number("dwellings", "Dwellings served", dpe="nombre_logement"),
        number("storeys", "Storeys served", dpe="nombre_niveau_installation_ecs"),
        choice("loop_id", "Loop", "bouclage_reseau_ecs", dpe="enum_bouclage_reseau_ecs_id"),
        flag("insulated_pipes", "Insulated pipes", dpe="reseau_distribution_isole"),
        number("share", "Share of the dwelling", dpe="cle_repartition_ecs"),
        number("virtual_ratio", "Share of a shared system", dpe="ratio_virtualisation"),
        number("multiplier", "Multiplier of the installation", dpe="rdim"),
        choice(
            "solar_method_id",
            "How the solar share is known",
            "methode_saisie_fact_couv_sol",
            dpe="enum_methode_saisie_fact_couv_sol_id",
        ),
        choice("solar_type_id", "Solar system", "type_installation_solaire", dpe="enum_type_installation_solaire_id"),
        number("solar_share_entered", "Solar share entered", dpe="fecs_saisi", high=1),
        row_id("solar_row_id", "Row of the solar table", dpe="tv_facteur_couverture_solaire_id"),
        row_id("distribution_row_id", "Row of the distribution table", dpe="tv_rendement_distribution_ecs_id"),
    ),
)

HOT_WATER_GENERATOR = TableSpec(
    "hot_water_generator",
    "Hot water generators",
    part(
        link("hot_water_number", "Installation", "hot_water"),
        _REFERENCE,
        choice("type_id", "Generator", "type_generateur_ecs", dpe="enum_type_generateur_ecs_id"),
        choice("use_id", "Use", "usage_generateur", dpe="enum_usage_generateur_id"),
        _ENERGY,
        _HOW_KNOWN,
        choice(
            "heat_pump_period_id",
            "Period of the thermodynamic heater",
            "periode_installation_ecs_thermo",
            dpe="enum_periode_installation_ecs_thermo_id",
        ),
        choice("storage_id", "Storage", "type_stockage_ecs", dpe="enum_type_stockage_ecs_id"),
        number("storage_l", "Storage volume", "l", dpe="volume_stockage", high=100_000),
        flag("in_heated_volume", "In the heated volume", dpe="position_volume_chauffe"),
        flag("tank_in_heated_volume", "Tank in the heated volume", dpe="position_volume_chauffe_stockage"),
        row_id("storage_row_id", "Row of the storage table", dpe="tv_pertes_stockage_id"),
        *_COMBUSTION,
        number("measured_efficiency", "Efficiency", dpe="rendement_generation"),
    ),
)

COOLING = TableSpec(
    "cooling",
    "Cooling",
    part(
        _REFERENCE,
        choice("type_id", "Cooling unit", "type_generateur_fr", dpe="enum_type_generateur_fr_id"),
        choice("period_id", "Period", "periode_installation_fr", dpe="enum_periode_installation_fr_id"),
        _ENERGY,
        _HOW_KNOWN,
        choice(
            "calculation_id", "Basis of the calculation", "methode_calcul_conso", dpe="enum_methode_calcul_conso_id"
        ),
        number("cooled_area_m2", "Cooled area", "m²", dpe="surface_clim"),
        number("share", "Share of the dwelling", dpe="cle_repartition_clim"),
        number("sampled_dwellings", "Dwellings sampled", dpe="nombre_logement_echantillon"),
        row_id("efficiency_row_id", "Row of the efficiency table", dpe="tv_seer_id"),
        number("measured_eer", "EER", dpe="eer"),
    ),
)
