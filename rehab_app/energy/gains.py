"""Free gains of sun and occupants (arrêté du 31 mars 2021, annexe 1, §6 and §10)."""

from functools import cache

import numpy as np

from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context, member
from rehab_app.energy.envelope import Behaviour, Gains
from rehab_app.energy.losses.reduction import SUNSPACE
from rehab_app.energy.losses.windows import Windows
from rehab_app.energy.tables import Bools, Floats, Ints, Rows, cube, lookup

# Sun reaches windows towards outdoors, and what has no b of its own (crawl space, ground, basement).
_SUNNY = (1, 2, 3, 5, 6)
_VERTICAL, _FLAT_TILT = 3, 4
_HORIZONTAL = 5
# Heat of appliances and lighting by square metre and hour, and of an adult at home 132 hours a week (§6.1).
_APPLIANCES_W_M2 = 3.18 + 0.34
_ADULT_W = 90 * 132 / 168
_CLASSES = 16  # orientation (1 … 4) times tilt (1 … 3), and horizontal


def gains(context: Context, behaviour: Behaviour, south: Floats, adult_equivalents: Floats) -> Gains:
    """Monthly gains, Wh. `south` of `south_area_m2`, `adult_equivalents` (dwellings,) of section 11.1."""
    power_w = _APPLIANCES_W_M2 * context.area_m2 + _ADULT_W * adult_equivalents
    return Gains(
        adult_equivalents=adult_equivalents,
        south_area_m2=south,
        internal_wh=power_w[:, None] * behaviour.heating_hours_h,
        solar_wh=1000 * south * context.climate.irradiation_kwh_m2,
        cooling_internal_wh=power_w[:, None] * behaviour.cooling_hours_h,
        cooling_solar_wh=1000 * south * behaviour.cooling_irradiation_kwh_m2,
    )


def south_area_m2(context: Context, windows: Windows) -> Floats:
    """Equivalent south-facing area Sse of each month, m², shape (dwellings, 12) (§6.2, §6.3)."""
    window = context.stock["window"]
    classes = _sky_class(window["orientation_id"], window["tilt_id"])
    sunny = member(window["adjacency_id"], _SUNNY)
    context.refusals.missing("window", sunny & (classes < 0), "orientation_id")
    captured = window["area_m2"] * windows.sw * windows.fe1 * windows.fe2
    south = _facing(context, window["dwelling"], np.where(sunny, captured, 0.0), classes)
    if len(context.stock["sunspace"]):
        behind = np.where(window["adjacency_id"] == SUNSPACE, captured, 0.0)
        south = south + _through_sunspaces(context, _facing(context, window["dwelling"], behind, classes))
    return south


def _sky_class(orientation: Ints, tilt: Ints) -> Ints:
    """Number of the pair orientation and tilt, -1 where the orientation is missing; vertical without tilt."""
    horizontal = (orientation == _HORIZONTAL) | (tilt == _FLAT_TILT)
    slope = np.where(tilt < 0, _VERTICAL, tilt)
    pair = np.where(orientation < 0, -1, (orientation - 1) * 3 + slope - 1)
    return np.where(horizontal, _CLASSES - 1, pair)


@cache
def _c1() -> Floats:
    """C1 by zone, class of sky and month: shape (zones + 1, classes, 12)."""
    table = cube("solar_c1", ("climate_zone_id", "orientation_id", "tilt_id"), "c1")
    c1 = np.zeros((table.shape[0], _CLASSES, 12))
    for orientation in range(1, 5):
        for tilt in range(1, 4):
            c1[:, (orientation - 1) * 3 + tilt - 1] = table[:, orientation, tilt]
    c1[:, _CLASSES - 1] = table[:, _HORIZONTAL, _FLAT_TILT]
    return c1


def _facing(context: Context, owner: Ints, area: Floats, classes: Ints) -> Floats:
    """Σ area·C1 of each dwelling and month. Areas are first summed by class of sky, which is much shorter."""
    known = np.maximum(classes, 0)
    sums = total_by(owner.astype(np.intp) * _CLASSES + known, area, context.size * _CLASSES)
    zone = np.where(context.climate_zone_id < 0, -1, context.climate_zone_id)
    by_class = sums.reshape(context.size, 1, _CLASSES)
    return np.asarray(np.matmul(by_class, _c1()[zone])[:, 0, :])


def _through_sunspaces(context: Context, behind: Floats) -> Floats:
    """Sse of verandas: what passes directly, and what the veranda keeps times its b (§6.3).

    Args:
        context: of the dwellings.
        behind: Σ S·Sw·Fe·C1 of the windows between dwelling and veranda, (dwellings, 12).
    """
    sunspace, pane = context.stock["sunspace"], context.stock["sunspace_window"]
    transparency = lookup("sunspace", "row_id").find("transparency", sunspace["transparency_row_id"])
    b = _sunspace_b(context)
    context.refusals.missing("sunspace", np.isnan(transparency), "transparency_row_id")
    context.refusals.unknown("sunspace", np.isnan(b), "buffer_insulation_id")
    row = context.row("sunspace", pane["dwelling"], pane["sunspace_number"])
    once = _first_of_its_kind(context, row)
    own = np.append(transparency, np.nan)[row]
    kept = np.append(once, False)[row] * pane["area_m2"] * (0.8 * own + 0.024)
    total = _facing(context, pane["dwelling"], kept, _sky_class(pane["orientation_id"], pane["tilt_id"]))
    count = np.maximum(np.bincount(sunspace["dwelling"], minlength=context.size), 1)
    mean_t = total_by(sunspace["dwelling"], transparency, context.size) / count
    mean_b = total_by(sunspace["dwelling"], b, context.size) / count
    direct = mean_t[:, None] * behind
    return np.asarray(direct + (total - direct) * mean_b[:, None])


def _sunspace_b(context: Context) -> Floats:
    """b of each veranda: the row that the assessment names, else by zone, insulation and orientation."""
    sunspace = context.stock["sunspace"]
    by_row = lookup("reduction", "row_id").find("b", sunspace["reduction_row_id"])
    winter = context.of("sunspace", context.winter_zone_id)
    kind = np.full(len(sunspace), SUNSPACE, dtype=np.int32)
    any_ratio = np.full(len(sunspace), -1, dtype=np.int32)
    keys = ("adjacency_id", "winter_zone_id", "buffer_insulation_id", "ratio_bin")
    by_rules = lookup("reduction", *keys).find("b", kind, winter, sunspace["buffer_insulation_id"], any_ratio)
    return np.where(np.isnan(by_row), by_rules, by_row)


def _first_of_its_kind(context: Context, row: Rows) -> Bools:
    """Verandas but for those a file repeats: same dwelling, description in codes and area of glass."""
    sunspace, pane = context.stock["sunspace"], context.stock["sunspace_window"]
    glass = total_by(row, pane["area_m2"], len(sunspace))
    names = ("dwelling", "buffer_insulation_id", "reduction_row_id", "transparency_row_id")
    kinds = np.stack([*(sunspace[name] for name in names), glass.round(3)], axis=1)
    first = np.zeros(len(sunspace), dtype=bool)
    first[np.unique(kinds, axis=0, return_index=True)[1]] = True
    return first
