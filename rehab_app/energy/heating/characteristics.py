"""Efficiencies and standby losses of combustion generators, by default or as read on the appliance.

Arrêté du 31 mars 2021, annexe 1, §13.2 (heating) and §14.1 (hot water). Powers are in W, efficiencies are ratios of
the net calorific value. The tables of the method are read at the power of the real generator; a flat served by a
shared generator has its share of the power, the standby losses and the pilot light.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.tables import Floats, Ints, Rows, choose, ids, sheet

# Forms of the standby losses Qp0 in `combustion_rows.csv`.
_FORMS = {"none": 0, "share": 1, "power": 2, "fixed": 3, "oil_or_gas_after_2015": 4, "warm_air": 5}
# Coefficients of Qp0 / Pn in percent, E + F·log10(Pn): natural draught, then fan-assisted or sealed.
_NATURAL_DRAUGHT, _FAN = (2.5, -0.8), (1.75, -0.55)
# Some software writes the standby losses in kW in a field that is in W; no boiler loses less than 10 W.
_LEAST_STANDBY_W = 10.0
_LARGEST_RATIO = 1.5


@dataclass(frozen=True, slots=True)
class _Rows:
    """The table of combustion generators; the last place is NaN."""

    above_kw: Floats
    to_kw: Floats
    cap_kw: Floats
    full: tuple[Floats, Floats]
    part: tuple[Floats, Floats]
    form: Ints
    standby: tuple[Floats, Floats]


@cache
def _rows() -> _Rows:
    table = sheet("combustion_rows")

    def numbers(name: str, empty: float = np.nan) -> Floats:
        values = table.numbers(name)
        return np.append(np.where(np.isnan(values), empty, values), np.nan)

    return _Rows(
        above_kw=numbers("above_kw", 0.0),
        to_kw=numbers("to_kw", np.inf),
        cap_kw=numbers("power_cap_kw", np.inf),
        full=(numbers("rpn_percent"), numbers("rpn_log10_percent", 0.0)),
        part=(numbers("rpint_percent"), numbers("rpint_log10_percent", 0.0)),
        form=np.array([_FORMS[form] for form in table.texts("standby_form")] + [0], dtype=np.int32),
        standby=(numbers("standby_1", 0.0), numbers("standby_2", 0.0)),
    )


@cache
def _candidates(table: str) -> Rows:
    """Rows of the combustion table that a type may take, shape (types + 1, 4), -1 elsewhere."""
    positions = {int(cell): at for at, cell in enumerate(sheet("combustion_rows").texts("row_id"))}
    types = sheet(table)
    largest = max(int(cell) for cell in types.texts("generator_id"))
    found = np.full((largest + 2, 4), -1, dtype=np.intp)
    for cell, rows in zip(types.texts("generator_id"), types.texts("combustion_row_ids"), strict=True):
        known = [positions[row] for row in ids(rows)] if rows else []
        found[int(cell), : len(known)] = known
    return found


@dataclass(frozen=True, slots=True)
class _Equivalents:
    """Types read as another one: one place a source type and year, by source and rising year."""

    source: Ints
    from_year: Floats
    target: Ints
    usual: Ints  # by type: the type it is read as when its year is not known, itself for the others
    by_row: Ints  # by row id of the combustion table: a type that takes it, -1 for none


@cache
def _equivalents(use: str) -> _Equivalents:
    table, candidates = sheet("generator_equivalents"), _candidates(f"{use}_generators")
    chosen = [at for at, name in enumerate(table.texts("use")) if name == use]
    source = table.numbers("generator_id")[chosen].astype(np.int32)
    target = table.numbers("equivalent_id")[chosen].astype(np.int32)
    usual = np.arange(len(candidates), dtype=np.int32)
    without_year = table.numbers("when_unknown")[chosen] == 1
    usual[source[without_year]] = target[without_year]
    by_row = np.full(len(sheet("combustion_rows")) + 2, -1, dtype=np.int32)
    for generator, rows in enumerate(candidates[:-1]):
        for row in rows[rows >= 0]:
            by_row[row + 1] = generator
    return _Equivalents(source, table.numbers("from_year")[chosen], target, usual, by_row)


def modelled_type(use: str, generator_id: Column, declared_row_id: Column, year: Column) -> Ints:
    """The type whose rows a combustion generator takes: itself, or the one that "other systems" are read as.

    `use` is "heating" or "hot_water". "Other systems" and boiler stoves have no years of their own: the row that the
    file declares says which type stood for them, else the year when they were fitted (NaN where it is not known),
    else a boiler of the years that the method takes first (§13.2).
    """
    candidates, known = _candidates(f"{use}_generators"), _equivalents(use)
    generator = np.where((generator_id < 0) | (generator_id >= len(candidates) - 1), len(candidates) - 1, generator_id)
    modelled = known.usual[generator]
    vague = np.flatnonzero((candidates[generator, 0] < 0) | (modelled != generator))
    if not len(vague):
        return modelled
    row_id, last = declared_row_id[vague], len(known.by_row) - 1
    declared = known.by_row[np.where((row_id < 0) | (row_id >= last), last, row_id)]
    fits = (generator[vague][:, None] == known.source) & (year[vague][:, None] >= known.from_year)
    latest = fits.shape[1] - 1 - fits[:, ::-1].argmax(axis=1)
    by_year = np.where(fits.any(axis=1), known.target[latest], modelled[vague])
    modelled[vague] = np.where(declared >= 0, declared, by_year)
    return modelled


def first_row(use: str, modelled_id: Ints) -> Rows:
    """First row that a type may take, -1 for none: types with the same rows are the same appliance."""
    return np.asarray(_candidates(f"{use}_generators")[modelled_id, 0])


def table_row(use: str, modelled_id: Ints, pn_kw: Column) -> Rows:
    """Row of the combustion table for each generator at its real power; -1 where there is none."""
    candidates = _candidates(f"{use}_generators")[modelled_id]
    rows = _rows()
    power = np.asarray(pn_kw)[:, None]
    fits = (candidates >= 0) & (rows.above_kw[candidates] < power) & (power <= rows.to_kw[candidates])
    first = fits.argmax(axis=1)
    each = np.arange(len(candidates))
    return np.where(fits[each, first], candidates[each, first], -1)


def full_load_efficiency(row: Rows, pn_kw: Column) -> Floats:
    """Rpn, a ratio of the net calorific value; NaN where there is no row."""
    return _efficiency(_rows().full, row, pn_kw)


def part_load_efficiency(row: Rows, pn_kw: Column) -> Floats:
    """Rpint, a ratio of the net calorific value; NaN where there is no row."""
    return _efficiency(_rows().part, row, pn_kw)


def _efficiency(terms: tuple[Floats, Floats], row: Rows, pn_kw: Column) -> Floats:
    power = np.minimum(pn_kw, _rows().cap_kw[row])
    return np.asarray((terms[0][row] + terms[1][row] * np.log10(power)) / 100)


def standby_w(row: Rows, pn_kw: Column, fan: Column) -> Floats:
    """Qp0 in W at the real power; `fan` is true for a fan-assisted or sealed flue."""
    rows = _rows()
    form, (first, second) = rows.form[row], rows.standby
    by_power = 1000 * first[row] * np.power(pn_kw, 1 + second[row])
    logarithm = np.log10(pn_kw)
    natural = 10 * pn_kw * (_NATURAL_DRAUGHT[0] + _NATURAL_DRAUGHT[1] * logarithm)
    assisted = 10 * pn_kw * (_FAN[0] + _FAN[1] * logarithm)
    values: list[Floats] = [
        np.zeros(len(form)),
        1000 * first[row] * pn_kw,
        by_power,
        1000 * first[row],
        np.where(fan, assisted, natural),
        np.asarray(assisted),
    ]
    chosen = choose([form == code for code in range(len(values))], values, np.nan)
    return np.where(row < 0, np.nan, chosen)


def measured_standby_w(written: Column) -> Floats:
    """Standby losses or pilot light as written, brought to W."""
    return np.where((written > 0) & (written < _LEAST_STANDBY_W), 1000 * written, written)


def measured_ratio(written: Column) -> Floats:
    """Efficiency as written, brought to a ratio: no boiler gives more than one and a half times its fuel.

    A field filled with 0 was not measured: NaN.
    """
    ratio = np.where(written > _LARGEST_RATIO, written / 100, written)
    return np.where(ratio > 0, ratio, np.nan)
