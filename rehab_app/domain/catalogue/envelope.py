"""Parts of the envelope, one table a kind (DPE: logement/enveloppe and ventilation_collection).

`…_row_id` columns hold ids of rows of the official tables that certified software writes among its inputs
(`tv_…_id`); they are empty for a home entered by hand. Source of tags: ADEME, XSD of the DPE, version 2.6.
"""

from rehab_app.domain.catalogue.common import part
from rehab_app.domain.fields import Field, TableSpec, choice, flag, link, number, row_id, text

_REDUCTION = (
    choice("adjacency_id", "What is on the other side", "type_adjacence", dpe="enum_type_adjacence_id"),
    choice(
        "buffer_insulation_id",
        "Insulation towards the unheated room",
        "cfg_isolation_lnc",
        dpe="enum_cfg_isolation_lnc_id",
    ),
    number("buffer_inner_area_m2", "Area between dwelling and unheated room (Aiu)", "m²", dpe="surface_aiu"),
    number("buffer_outer_area_m2", "Area between unheated room and outdoors (Aue)", "m²", dpe="surface_aue"),
    row_id("reduction_row_id", "Row of the reduction table", dpe="tv_coef_reduction_deperdition_id"),
    text("buffer_reference", "Reference of the unheated room", dpe="reference_lnc"),
)
_INSULATION = (
    choice("insulation_id", "Insulation", "type_isolation", dpe="enum_type_isolation_id"),
    number("insulation_thickness_cm", "Insulation thickness", "cm", dpe="epaisseur_isolation", high=100),
    number("insulation_r", "Thermal resistance of the insulation", "m²·K/W", dpe="resistance_isolation", high=30),
    choice("insulation_period_id", "Period of the insulation", "periode_isolation", dpe="enum_periode_isolation_id"),
    choice("u0_method_id", "How the bare U is known", "methode_saisie_u0", dpe="enum_methode_saisie_u0_id"),
    choice("u_method_id", "How U is known", "methode_saisie_u", dpe="enum_methode_saisie_u_id"),
)
_REFERENCE = text("reference", "Reference in the source file", dpe="reference")


def _entered(name: str, label: str, tag: str) -> Field:
    return number(name, label, "W/(m²·K)", dpe=tag, high=10)


WALL = TableSpec(
    "wall",
    "Walls",
    part(
        _REFERENCE,
        number("area_m2", "Opaque area", "m²", dpe="surface_paroi_opaque"),
        number("gross_area_m2", "Area with openings", "m²", dpe="surface_paroi_totale"),
        choice("orientation_id", "Orientation", "orientation", dpe="enum_orientation_id"),
        choice("material_id", "Structure", "materiaux_structure_mur", dpe="enum_materiaux_structure_mur_id"),
        number("thickness_cm", "Structure thickness", "cm", dpe="epaisseur_structure", high=500),
        choice("lining_id", "Lining", "type_doublage", dpe="enum_type_doublage_id"),
        flag("old_wall", "Old wall (former entry)", dpe="paroi_ancienne"),
        flag("insulating_render", "Insulating render on an old wall", dpe="enduit_isolant_paroi_ancienne"),
        flag("heavy", "Heavy", dpe="paroi_lourde"),
        *_INSULATION,
        _entered("u0_entered", "Bare U entered", "umur0_saisi"),
        _entered("u_entered", "U entered", "umur_saisi"),
        row_id("u0_row_id", "Row of the bare wall table", dpe="tv_umur0_id"),
        row_id("u_row_id", "Row of the default wall table", dpe="tv_umur_id"),
        *_REDUCTION,
    ),
)

FLOOR = TableSpec(
    "floor",
    "Floors",
    part(
        _REFERENCE,
        number("area_m2", "Opaque area", "m²", dpe="surface_paroi_opaque"),
        choice("type_id", "Structure", "type_plancher_bas", dpe="enum_type_plancher_bas_id"),
        flag("heavy", "Heavy", dpe="paroi_lourde"),
        *_INSULATION,
        _entered("u0_entered", "Bare U entered", "upb0_saisi"),
        _entered("u_entered", "U entered", "upb_saisi"),
        row_id("u0_row_id", "Row of the bare floor table", dpe="tv_upb0_id"),
        row_id("u_row_id", "Row of the default floor table", dpe="tv_upb_id"),
        flag("ground_calculation", "Ground calculation (Ue)", dpe="calcul_ue"),
        number("ground_perimeter_m", "Perimeter on the ground", "m", dpe="perimetre_ue"),
        number("ground_area_m2", "Area on the ground", "m²", dpe="surface_ue"),
        _entered("ground_u", "Ue declared", "ue"),
        *_REDUCTION,
    ),
)

ROOF = TableSpec(
    "roof",
    "Roofs and ceilings",
    part(
        _REFERENCE,
        number("area_m2", "Opaque area", "m²", dpe="surface_paroi_opaque"),
        choice("type_id", "Structure", "type_plancher_haut", dpe="enum_type_plancher_haut_id"),
        flag("heavy", "Heavy", dpe="paroi_lourde"),
        *_INSULATION,
        _entered("u0_entered", "Bare U entered", "uph0_saisi"),
        _entered("u_entered", "U entered", "uph_saisi"),
        row_id("u0_row_id", "Row of the bare roof table", dpe="tv_uph0_id"),
        row_id("u_row_id", "Row of the default roof table", dpe="tv_uph_id"),
        *_REDUCTION,
    ),
)


def _glazing(prefix: str = "") -> tuple[Field, ...]:
    return (
        choice(f"{prefix}type_id", "Kind of window", "type_baie", dpe="enum_type_baie_id"),
        choice(f"{prefix}frame_id", "Frame", "type_materiaux_menuiserie", dpe="enum_type_materiaux_menuiserie_id"),
        choice(f"{prefix}glazing_id", "Glazing", "type_vitrage", dpe="enum_type_vitrage_id"),
        choice(f"{prefix}gas_id", "Gas", "type_gaz_lame", dpe="enum_type_gaz_lame_id"),
        number(f"{prefix}gap_mm", "Gap between panes", "mm", dpe="epaisseur_lame", high=100),
        flag(f"{prefix}low_emissivity", "Low-emissivity glass", dpe="vitrage_vir"),
        choice(f"{prefix}tilt_id", "Tilt", "inclinaison_vitrage", dpe="enum_inclinaison_vitrage_id"),
        choice(f"{prefix}fitting_id", "Position in the wall", "type_pose", dpe="enum_type_pose_id"),
        _entered(f"{prefix}ug_entered", "Ug entered", "ug_saisi"),
        _entered(f"{prefix}uw_entered", "Uw entered", "uw_saisi"),
        number(f"{prefix}sw_entered", "Sw entered", dpe="sw_saisi", high=1),
        row_id(f"{prefix}ug_row_id", "Row of the Ug table", dpe="tv_ug_id"),
        row_id(f"{prefix}uw_row_id", "Row of the Uw table", dpe="tv_uw_id"),
        row_id(f"{prefix}sw_row_id", "Row of the Sw table", dpe="tv_sw_id"),
    )


# The columns `second_…` describe the inner window of a double window (baie_vitree_double_fenetre).
WINDOW = TableSpec(
    "window",
    "Windows",
    part(
        _REFERENCE,
        number("area_m2", "Area", "m²", dpe="surface_totale_baie"),
        number("count", "How many alike", dpe="nb_baie"),
        choice("orientation_id", "Orientation", "orientation", dpe="enum_orientation_id"),
        choice(
            "performance_method_id",
            "How the performance is known",
            "methode_saisie_perf_vitrage",
            dpe="enum_methode_saisie_perf_vitrage_id",
        ),
        *_glazing(),
        flag("double_window", "Double window", dpe="double_fenetre"),
        *_glazing("second_"),
        number("uw_1", "Uw of the outer window", "W/(m²·K)", dpe="uw_1"),
        number("uw_2", "Uw of the inner window", "W/(m²·K)", dpe="uw_2"),
        number("sw_1", "Sw of the outer window", dpe="sw_1"),
        number("sw_2", "Sw of the inner window", dpe="sw_2"),
        choice("shutter_id", "Shutter", "type_fermeture", dpe="enum_type_fermeture_id"),
        flag("sun_protection", "Sun protection other than a shutter", dpe="presence_protection_solaire_hors_fermeture"),
        _entered("ujn_entered", "Day and night U entered", "ujn_saisi"),
        row_id("shutter_row_id", "Row of the shutter table", dpe="tv_deltar_id"),
        row_id("ujn_row_id", "Row of the day and night table", dpe="tv_ujn_id"),
        flag("insulation_return", "Insulation returned on the frame", dpe="presence_retour_isolation"),
        number("frame_width_cm", "Width of the frame", "cm", dpe="largeur_dormant"),
        flag("seals", "Draught seals", dpe="presence_joint"),
        row_id("near_mask_row_id", "Balcony or loggia above", dpe="tv_coef_masque_proche_id"),
        row_id("far_mask_row_id", "Uniform obstacle in front", dpe="tv_coef_masque_lointain_homogene_id"),
        link("wall_number", "In the wall", "wall"),
        text("wall_reference", "Reference of the wall", dpe="reference_paroi"),
        *_REDUCTION,
    ),
)

WINDOW_MASK = TableSpec(
    "window_mask",
    "Obstacles in front of a window, by sector",
    part(
        link("window_number", "Window", "window"),
        row_id("mask_row_id", "Row of the obstacle table", dpe="tv_coef_masque_lointain_non_homogene_id"),
    ),
)

DOOR = TableSpec(
    "door",
    "Doors",
    part(
        _REFERENCE,
        number("area_m2", "Area", "m²", dpe="surface_porte"),
        number("count", "How many alike", dpe="nb_porte"),
        choice("method_id", "How U is known", "methode_saisie_uporte", dpe="enum_methode_saisie_uporte_id"),
        choice("type_id", "Kind of door", "type_porte", dpe="enum_type_porte_id"),
        _entered("u_entered", "U entered", "uporte_saisi"),
        row_id("u_row_id", "Row of the door table", dpe="tv_uporte_id"),
        choice("fitting_id", "Position in the wall", "type_pose", dpe="enum_type_pose_id"),
        flag("insulation_return", "Insulation returned on the frame", dpe="presence_retour_isolation"),
        number("frame_width_cm", "Width of the frame", "cm", dpe="largeur_dormant"),
        flag("seals", "Draught seals", dpe="presence_joint"),
        link("wall_number", "In the wall", "wall"),
        text("wall_reference", "Reference of the wall", dpe="reference_paroi"),
        *_REDUCTION,
    ),
)

# A bridge joins a wall with a floor, a roof, a window or a door; at most one of the four other links is set.
BRIDGE = TableSpec(
    "bridge",
    "Thermal bridges",
    part(
        _REFERENCE,
        choice("type_id", "Junction", "type_liaison", dpe="enum_type_liaison_id"),
        number("length_m", "Length", "m", dpe="l"),
        number("share", "Share of the value", dpe="pourcentage_valeur_pont_thermique", high=1),
        choice(
            "method_id", "How k is known", "methode_saisie_pont_thermique", dpe="enum_methode_saisie_pont_thermique_id"
        ),
        number("k_entered", "k entered", "W/(m·K)", dpe="k_saisi", low=None),
        row_id("k_row_id", "Row of the bridge table", dpe="tv_pont_thermique_id"),
        link("wall_number", "Wall", "wall"),
        link("floor_number", "Floor", "floor"),
        link("roof_number", "Roof", "roof"),
        link("window_number", "Window", "window"),
        link("door_number", "Door", "door"),
        text("reference_1", "First reference", dpe="reference_1"),
        text("reference_2", "Second reference", dpe="reference_2"),
    ),
)

SUNSPACE = TableSpec(
    "sunspace",
    "Verandas and loggias (unheated)",
    part(
        _REFERENCE,
        choice(
            "buffer_insulation_id", "Insulation and orientation", "cfg_isolation_lnc", dpe="enum_cfg_isolation_lnc_id"
        ),
        row_id("reduction_row_id", "Row of the reduction table", dpe="tv_coef_reduction_deperdition_id"),
        row_id("transparency_row_id", "Row of the transparency table", dpe="tv_coef_transparence_ets_id"),
    ),
)

SUNSPACE_WINDOW = TableSpec(
    "sunspace_window",
    "Windows of a veranda",
    part(
        link("sunspace_number", "Veranda", "sunspace"),
        _REFERENCE,
        number("area_m2", "Area", "m²", dpe="surface_totale_baie"),
        number("count", "How many alike", dpe="nb_baie"),
        choice("orientation_id", "Orientation", "orientation", dpe="enum_orientation_id"),
        choice("tilt_id", "Tilt", "inclinaison_vitrage", dpe="enum_inclinaison_vitrage_id"),
    ),
)

VENTILATION = TableSpec(
    "ventilation",
    "Ventilation",
    part(
        _REFERENCE,
        choice("type_id", "Ventilation", "type_ventilation", dpe="enum_type_ventilation_id"),
        number("area_m2", "Area served", "m²", dpe="surface_ventile"),
        flag("several_facades", "Several façades exposed", dpe="plusieurs_facade_exposee"),
        flag("after_2012", "Installed after 2012", dpe="ventilation_post_2012"),
        choice(
            "q4pa_method_id",
            "How the air permeability is known",
            "methode_saisie_q4pa_conv",
            dpe="enum_methode_saisie_q4pa_conv_id",
        ),
        number("q4pa_entered", "Air permeability at 4 Pa", "m³/(h·m²)", dpe="q4pa_conv_saisi"),
        row_id("q4pa_row_id", "Row of the permeability table", dpe="tv_q4pa_conv_id"),
        row_id("flow_row_id", "Row of the flow table", dpe="tv_debits_ventilation_id"),
        number("share", "Share of the dwelling in a common system", dpe="cle_repartition_ventilation"),
        flag("shared", "One system for several dwellings"),  # no tag of its own: some files say it in words
    ),
)
