"""The tables of the first version.

Frozen: a later change of the field catalogue is a new revision, never a change here. A column is written `name:type`;
`record=table` is an indexed reference to a row, `owner` the reference of a part to its dwelling, with which it goes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TYPES = {
    "number": sa.Double(),
    "integer": sa.Integer(),
    "flag": sa.SmallInteger(),
    "text": sa.Text(),
    "date": sa.Date(),
    "structure": sa.JSON(),
}

# Tables in the order in which they can refer to each other.
TABLES = {
    "degree_days": """
        starts_on:date ends_on:date degree_days:number normal:number source:text
    """,
    "draft": """
        form:text key:text content:structure saved_at:text
    """,
    "firm": """
        name:text siret:text lots:structure qualifications:structure crews:number absences:structure
        latitude_deg:number longitude_deg:number address:text phone:text email:text fictional:flag
    """,
    "import_mapping": """
        name:text headings:structure mapping:structure
    """,
    "journal": """
        at:text who:text label:text kind:text opposite_of_id:record=journal undone:flag
    """,
    "neighbourhood": """
        name:text commune_insee:text commune_name:text fictional:flag rules:structure contacts:structure
    """,
    "owner": """
        kind:text name:text email:text phone:text address:text consent_on:date
    """,
    "journal_change": """
        journal_id:record=journal table_name:text row_id:integer row_count:integer row_version:integer
        before:structure after:structure
    """,
    "saved_view": """
        name:text state:structure
    """,
    "street": """
        neighbourhood_id:record=neighbourhood name:text
    """,
    "building": """
        street_id:record=street house_number:text source_id:text footprint:structure footprint_area_m2:number
        height_m:number storeys:number construction_year:number heritage:text subsidence:text networks:text
    """,
    "owner_group": """
        name:text street_id:record=street stage:text bundle:text lead_lot:text reasons:structure
        agreements:structure shared_costs:structure products:structure
    """,
    "dwelling": """
        building_id:record=building owner_id:record=owner address:text complement:text postcode:text
        commune_insee:text ban_id:text tenure:text stage:text stage_note:text group_wish:text
        availability:structure access:text site_note:text
        asbestos:text asbestos_on:date lead:text lead_on:date
        origin:text origins:structure dpe_number:text assessed_on:date dpe_version:text dpe_model_id:integer
        method_id:integer construction_year:number construction_period_id:integer living_area_m2:number
        building_living_area_m2:number dwellings_in_building:number storeys:number building_storeys:number
        ceiling_height_m:number visited:flag climate_zone_id:integer altitude_class_id:integer altitude_m:number
        old_materials:flag heavy_floor:flag heavy_roof:flag heavy_walls:flag inertia_class_id:integer
        ceiling_fan:flag without_hot_water:flag
    """,
    "facade": """
        building_id:record=building position:number side:text length_m:number azimuth_deg:number
        neighbour_id:record=building heritage:text line:structure
    """,
    "acceptance": """
        dwelling_id:record=dwelling began_on:date accepted_on:date note:text
    """,
    "bill": """
        dwelling_id:record=dwelling energy:text starts_on:date ends_on:date quantity:number unit:text
        cost_eur:number origin:text
    """,
    "bridge": """
        dwelling_id:owner number:integer description:text reference:text type_id:integer length_m:number
        share:number method_id:integer k_entered:number k_row_id:integer wall_number:integer
        floor_number:integer roof_number:integer window_number:integer door_number:integer reference_1:text
        reference_2:text
    """,
    "calendar_entry": """
        group_id:record=owner_group dwelling_id:record=dwelling firm_id:record=firm lot:text task:text
        starts_on:date ends_on:date work_days:number firm_reasons:structure promised:flag begun:flag
    """,
    "cooling": """
        dwelling_id:owner number:integer description:text reference:text type_id:integer period_id:integer
        energy_id:integer characteristics_method_id:integer calculation_id:integer cooled_area_m2:number
        share:number sampled_dwellings:number efficiency_row_id:integer measured_eer:number
    """,
    "document": """
        dwelling_id:record=dwelling group_id:record=owner_group kind:text title:text shows:text dated_on:date
        file_name:text sha256:text for_firms:flag
    """,
    "door": """
        dwelling_id:owner number:integer description:text reference:text area_m2:number count:number
        method_id:integer type_id:integer u_entered:number u_row_id:integer fitting_id:integer
        insulation_return:flag frame_width_cm:number seals:flag wall_number:integer wall_reference:text
        adjacency_id:integer buffer_insulation_id:integer buffer_inner_area_m2:number
        buffer_outer_area_m2:number reduction_row_id:integer buffer_reference:text
    """,
    "dossier": """
        audience:text group_id:record=owner_group dwelling_id:record=dwelling firm_id:record=firm
        owner_id:record=owner lot:text title:text file_name:text sha256:text made_at:text frozen:structure
    """,
    "floor": """
        dwelling_id:owner number:integer description:text reference:text area_m2:number type_id:integer
        heavy:flag insulation_id:integer insulation_thickness_cm:number insulation_r:number
        insulation_period_id:integer u0_method_id:integer u_method_id:integer u0_entered:number u_entered:number
        u0_row_id:integer u_row_id:integer ground_calculation:flag ground_perimeter_m:number
        ground_area_m2:number ground_u:number adjacency_id:integer buffer_insulation_id:integer
        buffer_inner_area_m2:number buffer_outer_area_m2:number reduction_row_id:integer buffer_reference:text
    """,
    "heating": """
        dwelling_id:owner number:integer description:text reference:text layout_id:integer shared_id:integer
        calculation_id:integer heated_area_m2:number storeys:number share:number virtual_ratio:number
        sampled_dwellings:number multiplier:number billing_share:number solar_method_id:integer
        solar_type_id:integer solar_share_entered:number solar_row_id:integer
    """,
    "heating_emitter": """
        dwelling_id:owner number:integer description:text heating_number:integer reference:text
        heated_area_m2:number type_id:integer heating_kind_id:integer control_id:integer regulation_id:integer
        temperature_id:integer period_id:integer link_id:integer insulated_pipes:flag emission_row_id:integer
        distribution_row_id:integer regulation_row_id:integer intermittence_row_id:integer
    """,
    "heating_generator": """
        dwelling_id:owner number:integer description:text heating_number:integer reference:text type_id:integer
        use_id:integer energy_id:integer characteristics_method_id:integer link_id:integer in_heated_volume:flag
        cascade_priority:number gas_heaters:number burner_control:flag efficiency_row_id:integer
        temperature_100_row_id:integer temperature_30_row_id:integer fan_flue:flag combustion_row_id:integer
        cop_row_id:integer network_row_id:integer network_identifier:text network_decree_on:date
        shared_reference:text measured_pn_w:number measured_rpn:number measured_rpint:number
        measured_qp0_w:number measured_pilot_w:number measured_cop:number measured_scop:number
        measured_temperature_100_c:number measured_temperature_30_c:number measured_efficiency:number
    """,
    "hot_water": """
        dwelling_id:owner number:integer description:text reference:text layout_id:integer shared_id:integer
        calculation_id:integer living_area_m2:number dwellings:number storeys:number loop_id:integer
        insulated_pipes:flag share:number virtual_ratio:number multiplier:number solar_method_id:integer
        solar_type_id:integer solar_share_entered:number solar_row_id:integer distribution_row_id:integer
    """,
    "hot_water_generator": """
        dwelling_id:owner number:integer description:text hot_water_number:integer reference:text
        type_id:integer use_id:integer energy_id:integer characteristics_method_id:integer
        heat_pump_period_id:integer storage_id:integer storage_l:number in_heated_volume:flag
        tank_in_heated_volume:flag storage_row_id:integer fan_flue:flag combustion_row_id:integer
        cop_row_id:integer network_row_id:integer network_identifier:text network_decree_on:date
        shared_reference:text measured_pn_w:number measured_rpn:number measured_rpint:number
        measured_qp0_w:number measured_pilot_w:number measured_cop:number measured_scop:number
        measured_efficiency:number
    """,
    "home_contact": """
        dwelling_id:record=dwelling role:text name:text phone:text for_firms:flag
    """,
    "household": """
        dwelling_id:record=dwelling name:text people:number income_eur:number income_year:number
        income_class:text mpr_paid_eur:number adaptation_eur:number consent_on:date
    """,
    "invoice": """
        firm_id:record=firm dwelling_id:record=dwelling work:text quantity:number unit:text amount_eur_ht:number
        vat_pct:number invoiced_on:date invoice_number:text final:flag
    """,
    "panel": """
        dwelling_id:owner number:integer description:text area_m2:number modules:number orientation_id:integer
        tilt_id:integer orientation_row_id:integer
    """,
    "quote": """
        firm_id:record=firm dwelling_id:record=dwelling group_id:record=owner_group work:text quantity:number
        unit:text unit_price_eur_ht:number labour_share:number quoted_on:date valid_until:date signed_on:date
        cee_offer_eur:number cee_offered_on:date efficiency_pct:number used:flag file_name:text
    """,
    "range_estimate": """
        dwelling_id:record=dwelling parameters_on:date engine_version:text draws:number energy_low_kwh_m2:number
        energy_central_kwh_m2:number energy_high_kwh_m2:number label:text label_probability:number
        spreads:structure label_probabilities:structure ask_next:structure answered:structure origin:text
    """,
    "reference_result": """
        dwelling_id:record=dwelling dpe_number:text assessed_on:date deperdition_enveloppe:number hperm:number
        ubat:number besoin_ch:number besoin_ecs:number conso_ch:number conso_ecs:number conso_5_usages:number
        ep_conso_5_usages:number ep_conso_5_usages_m2:number emission_ges_5_usages:number
        emission_ges_5_usages_m2:number cout_5_usages:number classe_bilan_dpe:text classe_emission_ges:text
        official:structure
    """,
    "roof": """
        dwelling_id:owner number:integer description:text reference:text area_m2:number type_id:integer
        heavy:flag insulation_id:integer insulation_thickness_cm:number insulation_r:number
        insulation_period_id:integer u0_method_id:integer u_method_id:integer u0_entered:number u_entered:number
        u0_row_id:integer u_row_id:integer adjacency_id:integer buffer_insulation_id:integer
        buffer_inner_area_m2:number buffer_outer_area_m2:number reduction_row_id:integer buffer_reference:text
    """,
    "sampled_dwelling": """
        dwelling_id:owner number:integer description:text floor_position_id:integer rooms_id:integer
        living_area_m2:number
    """,
    "scenario": """
        dwelling_id:record=dwelling name:text bundle:text chosen:flag
    """,
    "sunspace": """
        dwelling_id:owner number:integer description:text reference:text buffer_insulation_id:integer
        reduction_row_id:integer transparency_row_id:integer
    """,
    "sunspace_window": """
        dwelling_id:owner number:integer description:text sunspace_number:integer reference:text area_m2:number
        count:number orientation_id:integer tilt_id:integer
    """,
    "show_home": """
        dwelling_id:record=dwelling opened_on:date closed_on:date consent_on:date note:text
    """,
    "survey_answer": """
        dwelling_id:record=dwelling item:text number:number choice:text origin:text answered_on:date
    """,
    "ventilation": """
        dwelling_id:owner number:integer description:text reference:text type_id:integer area_m2:number
        several_facades:flag after_2012:flag q4pa_method_id:integer q4pa_entered:number q4pa_row_id:integer
        flow_row_id:integer share:number shared:flag
    """,
    "visit": """
        dwelling_id:record=dwelling visited_on:date adviser:text met:text seen:text notes:text next_on:date
        next_about:text
    """,
    "wall": """
        dwelling_id:owner number:integer description:text reference:text area_m2:number gross_area_m2:number
        orientation_id:integer material_id:integer thickness_cm:number lining_id:integer old_wall:flag
        insulating_render:flag heavy:flag insulation_id:integer insulation_thickness_cm:number
        insulation_r:number insulation_period_id:integer u0_method_id:integer u_method_id:integer
        u0_entered:number u_entered:number u0_row_id:integer u_row_id:integer adjacency_id:integer
        buffer_insulation_id:integer buffer_inner_area_m2:number buffer_outer_area_m2:number
        reduction_row_id:integer buffer_reference:text
    """,
    "window": """
        dwelling_id:owner number:integer description:text reference:text area_m2:number count:number
        orientation_id:integer performance_method_id:integer type_id:integer frame_id:integer glazing_id:integer
        gas_id:integer gap_mm:number low_emissivity:flag tilt_id:integer fitting_id:integer ug_entered:number
        uw_entered:number sw_entered:number ug_row_id:integer uw_row_id:integer sw_row_id:integer
        double_window:flag second_type_id:integer second_frame_id:integer second_glazing_id:integer
        second_gas_id:integer second_gap_mm:number second_low_emissivity:flag second_tilt_id:integer
        second_fitting_id:integer second_ug_entered:number second_uw_entered:number second_sw_entered:number
        second_ug_row_id:integer second_uw_row_id:integer second_sw_row_id:integer uw_1:number uw_2:number
        sw_1:number sw_2:number shutter_id:integer sun_protection:flag ujn_entered:number shutter_row_id:integer
        ujn_row_id:integer insulation_return:flag frame_width_cm:number seals:flag near_mask_row_id:integer
        far_mask_row_id:integer wall_number:integer wall_reference:text adjacency_id:integer
        buffer_insulation_id:integer buffer_inner_area_m2:number buffer_outer_area_m2:number
        reduction_row_id:integer buffer_reference:text
    """,
    "window_mask": """
        dwelling_id:owner number:integer description:text window_number:integer mask_row_id:integer
    """,
    "estimate": """
        dwelling_id:record=dwelling scenario_id:record=scenario state:text refusal:text parameters_on:date
        engine_version:text deperdition_enveloppe:number hperm:number ubat:number besoin_ch:number
        besoin_ecs:number conso_ch:number conso_ecs:number conso_5_usages:number ep_conso_5_usages:number
        ep_conso_5_usages_m2:number emission_ges_5_usages:number emission_ges_5_usages_m2:number
        cout_5_usages:number classe_bilan_dpe:text classe_emission_ges:text details:structure
    """,
    "member": """
        group_id:record=owner_group dwelling_id:record=dwelling scenario_id:record=scenario stage:text
        availability:structure
    """,
    "sending": """
        dossier_id:record=dossier sent_at:text sent_to:text way:text
    """,
    "show_visit": """
        show_home_id:record=show_home visited_on:date visitors:number note:text
    """,
    "works": """
        scenario_id:record=scenario work:text lot:text quantity:number unit:text cost_low_eur_ht:number
        cost_typical_eur_ht:number cost_high_eur_ht:number takeoff:structure prices:structure done_by:text
    """,
}


def upgrade() -> None:
    op.create_table(
        "row_counter",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", name="pk_row_counter"),
    )
    for table, columns in TABLES.items():
        written = [column.split(":") for column in columns.split()]
        references = [(name, kind) for name, kind in written if kind not in TYPES]
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
            sa.Column("version", sa.Integer(), nullable=False),
            *(_column(name, kind) for name, kind in written),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
            *(_reference(table, name, kind) for name, kind in references),
        )
        for name, _ in references:
            op.create_index(f"ix_{table}_{name}", table, [name])


def _column(name: str, kind: str) -> sa.Column:
    if kind == "text":
        return sa.Column(name, sa.Text(), nullable=False, server_default="")
    return sa.Column(name, TYPES.get(kind, sa.Integer()), nullable=kind != "owner")


def _reference(table: str, name: str, kind: str) -> sa.ForeignKeyConstraint:
    target, rule = ("dwelling", "CASCADE") if kind == "owner" else (kind.removeprefix("record="), None)
    return sa.ForeignKeyConstraint([name], [f"{target}.id"], name=f"fk_{table}_{name}", ondelete=rule)
