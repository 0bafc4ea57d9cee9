"""The systems of described homes, as variables of the survey."""

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.survey import official as o
from rehab_app.survey.read_envelope import most, shares, summed
from rehab_app.survey.variables import BY_NAME, Columns

_STOVE_LAYOUTS, _STOVE_MAIN = (3, 5, 7, 9), (4,)
_HYBRID_BOILER = 149
_BACKUP_LINK = 2
_NO = BY_NAME["backup"].values.index("none")


def read_systems(stock: Stock, columns: Columns) -> None:
    """Fill the variables of ventilation, heating and hot water."""
    _read_ventilation(stock, columns)
    main = _main_installation(stock)
    generator = _read_heating(stock, columns, main)
    _read_emitters(stock, columns, main)
    _read_backup(stock, columns, main, generator)
    _read_hot_water(stock, columns)


def kind_index(name: str, table: str, ids: Column, energy: Column | None = None) -> NDArray[np.int16]:
    """Index of the kind of each official appliance in the values of variable `name`; -1 where it has none."""
    known = o.family(table)
    values = BY_NAME[name].values
    found = np.full(len(ids), -1, dtype=np.int16)
    for row, kind in enumerate(known.kinds):
        if kind not in values:
            continue
        same = ids == known.ids[row]
        if energy is not None and known.energy[row] > 0 and kind in ("oil_stove", "coal_stove"):
            same &= (energy == known.energy[row]) | ((kind == "oil_stove") & (energy != 11))
        found[same] = values.index(kind)
    return found


def _read_ventilation(stock: Stock, columns: Columns) -> None:
    table, size = stock["ventilation"], stock.size
    area = np.where(table["area_m2"] > 0, table["area_m2"], 1.0)
    columns["ventilation_id"] = most(table, table["type_id"] - 1, area, size, 38)
    columns["ventilation"] = kind_index("ventilation", "ventilations", columns["ventilation_id"] + 1)


def _main_installation(stock: Stock) -> NDArray[np.int32]:
    """Number of the installation that heats most of each home."""
    heating, size = stock["heating"], stock.size
    area = np.where(heating["heated_area_m2"] > 0, heating["heated_area_m2"], 0.1)
    return most(heating, heating["number"], area, size, 50).astype(np.int32)


def _first(table: Table, rows: Column, size: int) -> NDArray[np.intp]:
    """First of the rows in each home, -1 where there is none."""
    found = np.full(size, -1, dtype=np.intp)
    at = np.flatnonzero(rows)[::-1]
    found[table["dwelling"][at]] = at
    return found


def value_at(table: Table, field: str, row: NDArray[np.intp], missing: float = -1) -> Column:
    """Values of a field in these rows, `missing` where the row is -1."""
    return np.append(table[field], np.asarray([missing], dtype=table[field].dtype))[row]


def _read_heating(stock: Stock, columns: Columns, main: NDArray[np.int32]) -> NDArray[np.intp]:
    table, size = stock["heating_generator"], stock.size
    own = table["heating_number"] == main[table["dwelling"]]
    hybrid = own & (table["type_id"] >= 145) & (table["type_id"] <= 170)
    first = _first(table, own & (table["link_id"] != _BACKUP_LINK), size)
    row = np.where(first >= 0, first, _first(table, own, size))
    ids = value_at(table, "type_id", row)
    kind = kind_index("heating", "generators", ids, value_at(table, "energy_id", row))
    of_hybrid = _first(table, hybrid, size) >= 0
    columns["heating"] = np.where(of_hybrid, BY_NAME["heating"].values.index("hybrid"), kind).astype(np.int16)
    found = np.where(of_hybrid, _HYBRID_BOILER - 1, ids - 1)
    columns["generator_id"] = np.where(columns["heating"] >= 0, found, -1).astype(np.int16)
    for name, field in (
        ("generator_inside", "in_heated_volume"),
        ("fan_flue", "fan_flue"),
        ("burner_control", "burner_control"),
    ):
        columns[name] = value_at(table, field, row).astype(np.int16)
    return row


def _read_emitters(stock: Stock, columns: Columns, main: NDArray[np.int32]) -> None:
    table, size = stock["heating_emitter"], stock.size
    row = _first(table, table["heating_number"] == main[table["dwelling"]], size)

    def value(field: str) -> Column:
        return value_at(table, field, row)

    columns["emitters"] = o.coder(o.EMITTERS, BY_NAME["emitters"].values)[value("type_id")]
    columns["control"] = o.coder(o.CONTROLS, BY_NAME["control"].values)[value("control_id")]
    for name, field in (
        ("emitter_id", "type_id"),
        ("regulation_id", "regulation_id"),
        ("temperature_id", "temperature_id"),
        ("emitter_period_id", "period_id"),
    ):
        columns[name] = np.where(value(field) > 0, value(field) - 1, -1).astype(np.int16)
    columns["insulated_pipes"] = value("insulated_pipes").astype(np.int16)


def _read_backup(stock: Stock, columns: Columns, main: NDArray[np.int32], first: NDArray[np.intp]) -> None:
    heating, table, size = stock["heating"], stock["heating_generator"], stock.size
    own = heating["number"] == main[heating["dwelling"]]
    layout = np.full(size, -1)
    layout[heating["dwelling"][own]] = heating["layout_id"][own]
    beside = (table["heating_number"] == main[table["dwelling"]]) & (table["link_id"] == _BACKUP_LINK)
    other = table["heating_number"] != main[table["dwelling"]]
    helper = np.isin(layout, (*_STOVE_LAYOUTS, 6, 8)) & (_first(table, beside, size) >= 0)
    row = np.where(helper, _first(table, beside, size), _first(table, other, size))
    ids = value_at(table, "type_id", row)
    energy = value_at(table, "energy_id", row)
    kind = kind_index("backup", "generators", ids, energy)
    boiler = BY_NAME["backup"].values.index("boiler")
    kind = np.where((row >= 0) & (kind < 0), boiler, kind)
    columns["backup"] = np.where(row >= 0, kind, _NO).astype(np.int16)
    columns["backup_id"] = np.where(row >= 0, ids - 1, -1).astype(np.int16)
    area = np.nan_to_num(heating["heated_area_m2"])
    apart = shares(summed(heating, area * ~own, size), summed(heating, area, size))
    columns["backup_share"] = np.where(helper, 0.0, np.nan_to_num(apart))


def _read_hot_water(stock: Stock, columns: Columns) -> None:
    table, size = stock["hot_water_generator"], stock.size
    row = _first(table, table["number"] > 0, size)
    ids = value_at(table, "type_id", row)
    kind = kind_index("hot_water", "water_heaters", ids)
    shared = (kind < 0) & (row >= 0)
    values = BY_NAME["hot_water"].values
    columns["hot_water"] = np.where(shared, values.index("with_heating"), kind).astype(np.int16)
    installation = stock["hot_water"]
    first = _first(installation, installation["number"] > 0, size)
    solar = value_at(installation, "layout_id", first) == 2
    columns["hot_water"] = np.where(solar, values.index("solar"), columns["hot_water"]).astype(np.int16)
    columns["water_id"] = np.where(ids > 0, ids - 1, -1).astype(np.int16)
    columns["tank_l"] = np.nan_to_num(value_at(table, "storage_l", row, np.nan))
    heated = value_at(table, "tank_in_heated_volume", row)
    inside = value_at(table, "in_heated_volume", row)
    columns["tank_heated"] = np.where(heated >= 0, heated, inside).astype(np.int16)
    columns["water_inside"] = inside.astype(np.int16)
    pipes = value_at(installation, "distribution_row_id", first)
    columns["water_pipes_id"] = np.where((pipes >= 1) & (pipes <= 3), pipes - 1, -1).astype(np.int16)
