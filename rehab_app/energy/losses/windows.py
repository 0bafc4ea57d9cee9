"""Windows: U with shutters and solar factor (arrêté du 31 mars 2021, annexe 1, §3.3 and §6.2)."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rehab_app.domain.table import Column, Table
from rehab_app.energy.building import total_by
from rehab_app.energy.context import Context, member
from rehab_app.energy.tables import Bools, Curves, Floats, Rows, curves, lookup, sheet

_GLASS_BLOCKS = 3  # kinds of window 1 to 3 have one U and one Sw whatever the glass and the frame that a file names
_FRAME_OF_BLOCKS = np.array([0, 1, 1, 2], dtype=np.int32)  # frame under which the tables list them
_TUNNEL = 3  # position in the wall that counts where it is not known (§3.4.5)
_VERTICAL = 3
_NO_SHUTTER = 1
_WIDEST_GAP_MM = 20.0
# Resistance of the air between the two windows of a double window, m²·K/W (§3.3.1.2).
_BETWEEN_WINDOWS_R = 0.07
_UW_KEYS = ("type_id", "frame_id")
_WITH_GAP = (2, 3)  # double and triple glazing


@dataclass(frozen=True, slots=True)
class Windows:
    """Values of each window, W/(m²·K) and (-)."""

    ug: Floats
    uw: Floats
    u: Floats  # with the effect of the shutters at night
    sw: Floats
    fe1: Floats
    fe2: Floats


def windows(context: Context) -> Windows:
    """U, solar factor and shading of each window; what cannot be had refuses the dwelling."""
    window = context.stock["window"]
    ug, uw, sw = _pane(window)
    double = np.flatnonzero(window["double_window"] == 1)
    if len(double):
        uw[double], sw[double] = _double(window.take(double), uw[double], sw[double])
    u = _with_shutters(window, uw)
    refusals = context.refusals
    for name in ("type_id", "frame_id", "glazing_id"):
        refusals.missing("window", np.isnan(u) & (window[name] < 0), name)
    no_gap = np.isnan(u) & np.isnan(ug) & member(window["glazing_id"], _WITH_GAP) & np.isnan(window["gap_mm"])
    refusals.missing("window", no_gap, "gap_mm")
    refusals.unknown("window", np.isnan(u), "type_id")
    refusals.unknown("window", np.isnan(sw), "glazing_id")
    fe1, fe2 = _shading(context)
    return Windows(ug, uw, u, sw, fe1, fe2)


def _pane(window: Table, prefix: str = "") -> tuple[Floats, Floats, Floats]:
    """(Ug, Uw, Sw) of the window, or of the inner one with the prefix "second_"."""
    ug = _ug(window, prefix)
    entered_uw = window[f"{prefix}uw_entered"]
    curve = _uw_curve(window, prefix)
    tabulated = _uw_curves().at(curve, np.where(_blocks(window, prefix), 0.0, ug))
    # A kind and a frame that do not go together have no curve: only the row that the assessment names tells Uw.
    by_row = lookup("window", "row_id").find("uw_w_m2_k", window[f"{prefix}uw_row_id"])
    tabulated = np.where(curve < 0, by_row, tabulated)
    uw = np.where(np.isnan(entered_uw), tabulated, entered_uw)
    return ug, uw, _sw(window, prefix)


def _ug(window: Table, prefix: str) -> Floats:
    entered = window[f"{prefix}ug_entered"]
    by_row = lookup("glazing", "row_id").find("ug_w_m2_k", window[f"{prefix}ug_row_id"])
    gap = window[f"{prefix}gap_mm"]
    known = ~np.isnan(gap)
    whole = np.where(known, np.minimum(np.where(known, gap, 0.0), _WIDEST_GAP_MM), -1).astype(np.int32)
    rules = lookup("glazing", "glazing_id", "gas_id", "tilt_id", "low_emissivity", "gap_mm").find(
        "ug_w_m2_k",
        window[f"{prefix}glazing_id"],
        window[f"{prefix}gas_id"],
        _tilt(window[f"{prefix}tilt_id"]),
        # glass not known to be low-emissivity counts as plain glass (§3.3.1.1)
        np.maximum(window[f"{prefix}low_emissivity"], 0),
        whole,
    )
    return np.where(np.isnan(entered), np.where(np.isnan(by_row), rules, by_row), entered)


def _tilt(tilt_id: Column) -> Column:
    return np.where(tilt_id < 0, _VERTICAL, tilt_id)


@cache
def _uw_curves() -> Curves:
    """Uw by Ug, a curve for each row of `lookup("window_curve")`: groups of kind and frame in order of appearance."""
    table = sheet("window")
    groups: dict[tuple[str, ...], list[tuple[float, float]]] = {}
    names = [table.texts(key) for key in _UW_KEYS]
    for *key, ug, uw in zip(*names, table.numbers("ug_w_m2_k"), table.numbers("uw_w_m2_k"), strict=True):
        groups.setdefault(tuple(key), []).append((0.0 if np.isnan(ug) else ug, uw))
    return curves(list(groups.values()))


@cache
def _uw_groups() -> np.ndarray:
    """Curve of each (kind, frame), -1 where there is none."""
    table = sheet("window")
    index = np.full((10, 9), -1, dtype=np.intp)
    seen: dict[tuple[str, ...], int] = {}
    for kinds, frames in zip(*(table.texts(key) for key in _UW_KEYS), strict=True):
        at = seen.setdefault((kinds, frames), len(seen))
        for kind in kinds.split("|"):
            for frame in frames.split("|"):
                index[int(kind), int(frame)] = at
    return index


def _uw_curve(window: Table, prefix: str) -> Rows:
    kind, frame = window[f"{prefix}type_id"], _frame(window, prefix)
    index = _uw_groups()
    kind = np.where((kind < 0) | (kind > 9), 9, kind)
    frame = np.where((frame < 0) | (frame > 8), 8, frame)
    return index[kind, frame]


def _blocks(window: Table, prefix: str) -> Bools:
    """Glass blocks and polycarbonate, not windows with a frame."""
    kind: Bools = window[f"{prefix}type_id"]
    return (kind >= 1) & (kind <= _GLASS_BLOCKS)


def _frame(window: Table, prefix: str) -> Column:
    """Frame under which the tables list the window."""
    kind, blocks = window[f"{prefix}type_id"], _blocks(window, prefix)
    return np.where(blocks, _FRAME_OF_BLOCKS[np.where(blocks, kind, 0)], window[f"{prefix}frame_id"])


def _sw(window: Table, prefix: str) -> Floats:
    entered = window[f"{prefix}sw_entered"]
    by_row = lookup("solar_factor", "row_id").find("sw", window[f"{prefix}sw_row_id"])
    keys = ("type_id", "frame_id", "fitting_id", "glazing_id", "low_emissivity")
    fitting = window[f"{prefix}fitting_id"]
    rules = lookup("solar_factor", *keys).find(
        "sw",
        window[f"{prefix}type_id"],
        _frame(window, prefix),
        np.where((fitting < 1) | (fitting > _TUNNEL), _TUNNEL, fitting),
        window[f"{prefix}glazing_id"],
        np.maximum(window[f"{prefix}low_emissivity"], 0),
    )
    return np.where(np.isnan(entered), np.where(np.isnan(by_row), rules, by_row), entered)


def _double(window: Table, uw: Floats, sw: Floats) -> tuple[Floats, Floats]:
    """(Uw, Sw) of windows that are two behind each other.

    A value entered stands for the pair; so does the Uw of the outer window where the inner one has none, as some
    software writes it for every window.
    """
    _, second_uw, second_sw = _pane(window, "second_")
    uw_1, uw_2, sw_1, sw_2 = (_filled(window[name]) for name in ("uw_1", "uw_2", "sw_1", "sw_2"))
    outer = np.where(np.isnan(uw_1), uw, uw_1)
    inner = np.where(np.isnan(uw_2), second_uw, uw_2)
    pair_uw = 1 / (1 / outer + 1 / inner + _BETWEEN_WINDOWS_R)
    pair_sw = np.where(np.isnan(sw_1), sw, sw_1) * np.where(np.isnan(sw_2), second_sw, sw_2)
    pair_uw = np.where(~np.isnan(uw_1) & np.isnan(uw_2), uw_1, pair_uw)
    keep_uw = ~np.isnan(window["uw_entered"]) | np.isnan(pair_uw)
    keep_sw = ~np.isnan(window["sw_entered"]) | np.isnan(pair_sw)
    return np.where(keep_uw, uw, pair_uw), np.where(keep_sw, sw, pair_sw)


def _filled(written: Column) -> Floats:
    """The value, NaN for a field that the form left at 0."""
    return np.where(written > 0, written, np.nan)


@cache
def _shutter_curves() -> tuple[Floats, Curves]:
    """Additional resistances, and Ujn by Uw for each."""
    table = sheet("day_night")
    resistances, uws, ujns = (table.numbers(name) for name in ("resistance_m2_k_w", "uw_w_m2_k", "ujn_w_m2_k"))
    levels = np.unique(resistances)
    return levels, curves([list(zip(uws[resistances == r], ujns[resistances == r], strict=True)) for r in levels])


def _with_shutters(window: Table, uw: Floats) -> Floats:
    """Ujn: entered, else by Uw and the resistance of the shutter; Uw without shutters (§3.3.1.3)."""
    levels, ujn = _shutter_curves()
    shutter = window["shutter_id"]
    resistance = lookup("shutter", "shutter_id").find("resistance_m2_k_w", shutter)
    curve = np.where(np.isnan(resistance), -1, np.searchsorted(levels, resistance))
    none = shutter <= _NO_SHUTTER
    u = np.where(none, uw, ujn.at(curve, uw))
    return np.where(np.isnan(window["ujn_entered"]), u, window["ujn_entered"])


def _shading(context: Context) -> tuple[Floats, Floats]:
    """(Fe1, Fe2): shade of the building itself and of obstacles in front; 1 where nothing is declared (§6.2.2)."""
    window, mask = context.stock["window"], context.stock["window_mask"]
    fe1 = lookup("near_mask", "row_id").find("fe1", window["near_mask_row_id"])
    uniform = lookup("far_mask", "row_id").find("fe2", window["far_mask_row_id"])
    fe2 = np.where(np.isnan(uniform), 1.0, uniform)
    if len(mask):
        row = context.row("window", mask["dwelling"], mask["window_number"])
        shade = lookup("sector_mask", "row_id").find("shade_percent", mask["mask_row_id"])
        by_sector = 1 - total_by(row, np.where(np.isnan(shade), 0.0, shade), len(window)) / 100
        fe2 = np.where(np.isnan(uniform), np.maximum(by_sector, 0.0), uniform)
    return np.where(np.isnan(fe1), 1.0, fe1), fe2
