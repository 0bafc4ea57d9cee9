"""Why a dwelling has its result: each loss by part, and each step's value with symbol, unit and section of annexe 1."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rehab_app.core.i18n import _, mark
from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.domain.table import Column, Stock
from rehab_app.energy.estimate import Estimate

# Parts through which heat is lost, with their name in the plural of one line each.
LOSSY = {
    "wall": mark("Wall"),
    "floor": mark("Floor"),
    "roof": mark("Roof"),
    "window": mark("Window"),
    "door": mark("Door"),
    "bridge": mark("Thermal bridge"),
    "ventilation": mark("Air renewal"),
}


@dataclass(frozen=True, slots=True)
class Loss:
    """Heat lost through one part: W/K, and its share of the whole (0 … 1)."""

    table: str
    number: int
    name: str
    description: str
    w_k: float
    share: float


@dataclass(frozen=True, slots=True)
class Step:
    """One value of the calculation. `number` is 0 for the dwelling itself, else that of the part named `place`."""

    table: str
    number: int
    place: str
    symbol: str
    label: str
    value: float
    unit: str
    section: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands behind the result of one dwelling."""

    losses: tuple[Loss, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Meaning:
    symbol: str
    label: str
    unit: str
    section: str


_PLACES = {spec.name: spec.label for spec in STOCK_TABLES}
_U, _KWH, _M2, _W = "W/(m²·K)", "kWh", "m²", "W"
_MEANINGS: Mapping[str, Mapping[str, _Meaning]] = {
    "dwelling": {
        "gv_w_k": _Meaning("GV", mark("Heat loss of the envelope"), "W/K", "3"),
        "hvent_w_k": _Meaning("Hvent", mark("Loss by ventilation"), "W/K", "4"),
        "hperm_w_k": _Meaning("Hperm", mark("Loss by infiltration"), "W/K", "4"),
        "adult_equivalents": _Meaning("Nadeq", mark("Adult-equivalents"), "", "11.1"),
        "south_area_m2": _Meaning("Sse", mark("South-facing area of windows, sum of the months"), _M2, "6.2"),
        "internal_gains_kwh": _Meaning("Ai", mark("Gains of occupants and appliances"), _KWH, "6.1"),
        "solar_gains_kwh": _Meaning("As", mark("Gains of the sun"), _KWH, "6.1"),
        "gains_share": _Meaning("F", mark("Share of the losses that gains cover"), "", "6.1"),
        "recovered_water_kwh": _Meaning("Qrec,ecs", mark("Recovered losses of hot water"), _KWH, "9.1"),
        "recovered_generators_kwh": _Meaning("Qrec,gen", mark("Recovered losses of generators"), _KWH, "9.1"),
        "need_heating_kwh": _Meaning("Bch", mark("Heating need"), _KWH, "9.1"),
        "need_water_kwh": _Meaning("Becs", mark("Hot water need"), _KWH, "11.1"),
        "need_cooling_kwh": _Meaning("Bfr", mark("Cooling need"), _KWH, "10"),
    },
    "wall": {
        "u0_w_m2_k": _Meaning("Umur0", mark("U without insulation"), _U, "3.2.1"),
        "u_w_m2_k": _Meaning("Umur", mark("U"), _U, "3.2.1"),
        "b": _Meaning("b", mark("Reduction of losses"), "", "3.1"),
    },
    "floor": {
        "u0_w_m2_k": _Meaning("Upb0", mark("U without insulation"), _U, "3.2.2"),
        "u_inner_w_m2_k": _Meaning("Upb", mark("U of the floor itself"), _U, "3.2.2"),
        "u_w_m2_k": _Meaning("Upb,final", mark("U with the ground"), _U, "3.2.2.2"),
        "b": _Meaning("b", mark("Reduction of losses"), "", "3.1"),
    },
    "roof": {
        "u0_w_m2_k": _Meaning("Uph0", mark("U without insulation"), _U, "3.2.3"),
        "u_w_m2_k": _Meaning("Uph", mark("U"), _U, "3.2.3"),
        "b": _Meaning("b", mark("Reduction of losses"), "", "3.1"),
    },
    "window": {
        "ug_w_m2_k": _Meaning("Ug", mark("U of the glass"), _U, "3.3.1"),
        "uw_w_m2_k": _Meaning("Uw", mark("U of the window"), _U, "3.3.1"),
        "u_w_m2_k": _Meaning("Ujn", mark("U with shutters at night"), _U, "3.3.1"),
        "sw": _Meaning("Sw", mark("Solar factor"), "", "6.2"),
        "fe1": _Meaning("Fe1", mark("Shade of the building itself"), "", "6.2"),
        "fe2": _Meaning("Fe2", mark("Shade of obstacles in front"), "", "6.2"),
        "b": _Meaning("b", mark("Reduction of losses"), "", "3.1"),
    },
    "door": {
        "u_w_m2_k": _Meaning("Uporte", mark("U"), _U, "3.3.2"),
        "b": _Meaning("b", mark("Reduction of losses"), "", "3.1"),
    },
    "bridge": {"k_w_m_k": _Meaning("k", mark("Linear transmittance"), "W/(m·K)", "3.4")},
    "ventilation": {
        "q4pa_m3_h_m2": _Meaning("Q4Pa-conv", mark("Air permeability at 4 Pa"), "m³/(h·m²)", "4"),
        "hvent_w_k": _Meaning("Hvent", mark("Loss by ventilation"), "W/K", "4"),
        "hperm_w_k": _Meaning("Hperm", mark("Loss by infiltration"), "W/K", "4"),
    },
    "heating": {"need_kwh": _Meaning("Bch,i", mark("Heating need of the installation"), _KWH, "9.1")},
    "heating_emitter": {"int": _Meaning("INT", mark("Intermittence"), "", "8")},
    "heating_generator": {
        "pn_w": _Meaning("Pn", mark("Nominal power"), _W, "13"),
        "rpn": _Meaning("Rpn", mark("Efficiency at full load"), "", "13.2"),
        "rpint": _Meaning("Rpint", mark("Efficiency at part load"), "", "13.2"),
        "qp0_w": _Meaning("QP0", mark("Standby losses"), _W, "13.2"),
        "efficiency": _Meaning("Rg", mark("Efficiency of generation"), "", "12, 13"),
        "final_kwh": _Meaning("Cch", mark("Final energy of heating"), _KWH, "9"),
    },
    "hot_water": {
        "distribution_efficiency": _Meaning("Rd", mark("Efficiency of distribution"), "", "11.5"),
        "solar_share": _Meaning("Fecs", mark("Solar share"), "", "11.4"),
    },
    "hot_water_generator": {
        "storage_efficiency": _Meaning("Rs", mark("Efficiency of storage"), "", "11.6"),
        "generation_efficiency": _Meaning("Rg", mark("Efficiency of generation"), "", "14"),
        "final_kwh": _Meaning("Cecs", mark("Final energy of hot water"), _KWH, "11"),
    },
    "cooling": {
        "eer": _Meaning("EER", mark("Efficiency of cooling"), "", "10"),
        "final_kwh": _Meaning("Cfr", mark("Final energy of cooling"), _KWH, "10"),
    },
}


def explain(stock: Stock, estimate: Estimate, dwelling: int = 0) -> Explanation:
    """Losses of the dwelling from the greatest to the least, and its steps in the order of the method."""
    return Explanation(
        tuple(sorted(_losses(stock, estimate, dwelling), key=lambda loss: -loss.w_k)),
        tuple(_steps(stock, estimate, dwelling)),
    )


def _losses(stock: Stock, estimate: Estimate, dwelling: int) -> list[Loss]:
    total = float(estimate.totals["deperdition_enveloppe"][dwelling])
    found = []
    for table, name in LOSSY.items():
        part = stock[table]
        for row in np.flatnonzero(part["dwelling"] == dwelling):
            w_k = float(estimate.parts[table]["loss_w_k"][row])
            share = w_k / total if total > 0 else 0.0
            found.append(Loss(table, int(part["number"][row]), _(name), str(part["description"][row]), w_k, share))
    return found


def _steps(stock: Stock, estimate: Estimate, dwelling: int) -> list[Step]:
    found = []
    for table, meanings in _MEANINGS.items():
        values = estimate.parts.get(table, {})
        own = table == "dwelling"
        rows = np.array([dwelling]) if own else np.flatnonzero(stock[table]["dwelling"] == dwelling)
        for row in rows:
            number = 0 if own else int(stock[table]["number"][row])
            found += [
                _step(table, number, meaning, values[column], int(row))
                for column, meaning in meanings.items()
                if column in values and np.isfinite(values[column][row])
            ]
    return found


def _step(table: str, number: int, meaning: _Meaning, column: Column, row: int) -> Step:
    return Step(
        table,
        number,
        _(_PLACES[table]),
        meaning.symbol,
        _(meaning.label),
        float(column[row]),
        meaning.unit,
        meaning.section,
    )
