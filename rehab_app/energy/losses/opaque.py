"""What walls, floors and roofs share: U of an insulated part from its bare U (annexe 1, §3.2).

Ways in which U is known (official enumeration methode_saisie_u): 1 not insulated, 2 unknown, 3 and 4 thickness of the
insulation, 5 and 6 its resistance, 7 and 8 period of the insulation, 9 and 10 U itself.
"""

import numpy as np

from rehab_app.domain.table import Table
from rehab_app.energy.context import Context, member
from rehab_app.energy.tables import Bools, Floats, Ints, choose, lookup

NOT_INSULATED, UNKNOWN = 1, 2
# Kinds of insulation (type_isolation), and the first period in which insulation is the rule (1975).
KIND_UNKNOWN, NONE = 1, 2
FIRST_INSULATING_PERIOD = 3
BY_THICKNESS, BY_RESISTANCE, BY_PERIOD, ENTERED = (3, 4), (5, 6), (2, 7, 8), (9, 10)


def insulated_u(context: Context, table: str, u0: Floats, conductivity_w_m_k: float, *more_keys: Ints) -> Floats:
    """U of each row, W/(m²·K), from the bare u0 and what is known of the insulation.

    Args:
        context: of the dwellings.
        table: "wall", "floor" or "roof".
        u0: bare U, W/(m²·K), NaN where it could not be had.
        conductivity_w_m_k: of insulation known by its thickness.
        more_keys: further key columns of the table of default U (terrace, for roofs).

    Parts without what their way needs refuse the dwelling, naming the field.
    """
    part, refusals = context.stock[table], context.refusals
    way = part["u_method_id"]
    thickness_m = part["insulation_thickness_cm"] / 100
    by_thickness, by_resistance = member(way, BY_THICKNESS), member(way, BY_RESISTANCE)
    by_period, entered = member(way, BY_PERIOD), member(way, ENTERED)
    default = _default_u(context, table, by_period, *more_keys)
    u = choose(
        [way == NOT_INSULATED, by_thickness, by_resistance, by_period, entered],
        [
            u0,
            1 / (1 / u0 + thickness_m / conductivity_w_m_k),
            1 / (1 / u0 + part["insulation_r"]),
            np.fmin(u0, default),
            part["u_entered"],
        ],
        np.nan,
    )
    refusals.missing(table, way < 0, "u_method_id")
    refusals.missing(table, by_thickness & np.isnan(thickness_m), "insulation_thickness_cm")
    refusals.missing(table, by_resistance & np.isnan(part["insulation_r"]), "insulation_r")
    refusals.missing(table, entered & np.isnan(part["u_entered"]), "u_entered")
    refusals.unknown(table, by_period & np.isnan(default), "insulation_period_id")
    needs_u0 = (way >= 0) & ~entered & ~by_period
    refusals.unknown(table, needs_u0 & np.isnan(u0), "u0_method_id")
    return np.where(by_period & np.isnan(default), np.nan, u)


def insulation_period(context: Context, table: str) -> Ints:
    """Period of the insulation where one is declared, else the period built."""
    declared = context.stock[table]["insulation_period_id"]
    return np.where(declared > 0, declared, context.of(table, context.period_id))


def _default_u(context: Context, table: str, wanted: Bools, *more_keys: Ints) -> Floats:
    """U by period, zone and direct electric heating, where `wanted`; NaN elsewhere."""
    part = context.stock[table]
    rows = np.flatnonzero(wanted)
    default = np.full(len(part), np.nan)
    if not len(rows):
        return default
    name = f"default_{table}"
    u = lookup(name, "row_id").find("u_w_m2_k", part["u_row_id"][rows])
    period = np.where(
        part["u_method_id"] == UNKNOWN, context.of(table, context.period_id), insulation_period(context, table)
    )
    keys = ("period_id", "climate_zone_id", "joule")
    owner = part["dwelling"][rows]
    by_rules = lookup(name, *keys, *(("terrace",) if more_keys else ())).find(
        "u_w_m2_k",
        period[rows],
        context.climate_zone_id[owner],
        context.joule[owner].astype(np.int32),
        *(key[rows] for key in more_keys),
    )
    default[rows] = np.where(np.isnan(u), by_rules, u)
    return default


def is_insulated(part: Table) -> Bools:
    """Whether a part is insulated: a kind is declared, or it is unknown but the declared period is from 1975."""
    kind: Bools = part["insulation_id"]
    insulated: Bools = (kind > NONE) | (
        (kind == KIND_UNKNOWN) & (part["insulation_period_id"] >= FIRST_INSULATING_PERIOD)
    )
    return insulated
