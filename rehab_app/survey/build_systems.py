"""Ventilation, heating and hot water of homes whose variables are all known, as part tables."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.table import Column
from rehab_app.survey import official as o
from rehab_app.survey.build_envelope import Rows, official_id
from rehab_app.survey.variables import BY_NAME, Columns

Ints = NDArray[np.int32]
_HEATING = {name: at for at, name in enumerate(BY_NAME["heating"].values)}
_BACKUP = {name: at for at, name in enumerate(BY_NAME["backup"].values)}
_WATER = {name: at for at, name in enumerate(BY_NAME["hot_water"].values)}
_SIMPLE, _WITH_STOVE, _STOVE_AND_BATHROOM = 1, 3, 4
_HEATING_ONLY, _WATER_ONLY, _BOTH = 1, 2, 3
_MAIN, _BACKUP_LINK = 1, 2
_INSTANT, _BUILT_IN = 1, 3
_NO_TABLE_TANK = 1.0
_HYBRID_PUMPS, _HYBRID_BOILERS, _HYBRID_WATER = (145, 147), (148, 149), (120, 121)
_HYBRID_FROM = 149  # the second of the two boilers, of after 2015
_SOLAR_WATER, _OLD_SOLAR = 2, 2
_AIR_AIR = (1, 2, 3)
_SPLIT_EMITTER, _ELECTRIC_OTHER = 42, 4
_ROOM, _CENTRAL_HEATING = 1, 2


@cache
def _by_id(table: str, column: str, size: int) -> Ints:
    """Array from official id of an appliance to its energy or its hot-water twin; -1 where it has none."""
    family = o.family(table)
    found = np.full(size, -1, dtype=np.int32)
    values = getattr(family, column)
    for row in range(len(family.ids) - 1, -1, -1):
        found[family.ids[row]] = values[row]
    return found


def ventilation_rows(columns: Columns) -> list[Rows]:
    """One row."""
    size = len(columns["area_m2"])
    kind = official_id(columns, "ventilation_id")
    family = o.family("ventilations")
    recent = np.isin(kind, family.ids[family.first_year >= 2013])
    return [
        {
            "number": np.ones(size),
            "type_id": kind,
            "area_m2": columns["area_m2"],
            "several_facades": np.ones(size),
            "after_2012": recent.astype(np.int8),
            "q4pa_method_id": np.ones(size),
        }
    ]


def _energy(columns: Columns, name: str, ids: Ints) -> Ints:
    energy = _by_id("generators", "energy", 172)[ids]
    kind = columns[name]
    names = BY_NAME[name].values
    for special in ("oil_stove", "coal_stove"):
        if special in names:
            energy = np.where(kind == names.index(special), 3 if special == "oil_stove" else 11, energy)
    return energy


def _second_share(columns: Columns) -> Column:
    """Part of the home that the other heating alone heats."""
    apart = columns["backup"] != _BACKUP["none"]
    return np.where(apart, np.clip(np.nan_to_num(columns["backup_share"]), 0.0, 0.9), 0.0)


def _stove_beside(columns: Columns) -> Column:
    """True where a stove helps the main heating in the same rooms: the method's layout 3."""
    stove = np.isin(columns["backup"], (_BACKUP["log_stove"], _BACKUP["pellet_stove"]))
    wood = np.isin(
        columns["heating"], [_HEATING[name] for name in ("log_boiler", "pellet_boiler", "log_stove", "pellet_stove")]
    )
    return stove & (_second_share(columns) < 0.02) & ~wood


def heating_rows(columns: Columns) -> list[Rows]:
    """Two rows: the main installation, and that of rooms heated by another one."""
    size, share = len(columns["area_m2"]), _second_share(columns)
    layout = np.where(_stove_beside(columns), _WITH_STOVE, _SIMPLE)
    rows = []
    for number, part, kind in ((1, 1 - share, layout), (2, share, np.full(size, _SIMPLE))):
        rows.append(
            {
                "number": np.full(size, number),
                "layout_id": kind,
                "shared_id": np.ones(size),
                "calculation_id": np.ones(size),
                "heated_area_m2": columns["area_m2"] * part,
                "storeys": columns["storeys"] + 1.0,
            }
        )
    return rows


def emitter_rows(columns: Columns) -> list[Rows]:
    """Three rows: of the main heating, of the stove beside it, of the rooms heated by another one."""
    share = _second_share(columns)
    area = columns["area_m2"]
    main = official_id(columns, "emitter_id")
    main = _room_emitter(columns, "heating", official_id(columns, "generator_id"), main)
    room = columns["emitters"] == BY_NAME["emitters"].values.index("room")
    first = _emitter(columns, 1, 1, _MAIN, area * (1 - share), main, room)
    other = _room_emitter(columns, "backup", official_id(columns, "backup_id"), np.full(len(area), 39, dtype=np.int32))
    is_room = columns["backup"] != _BACKUP["boiler"]
    beside = _emitter(columns, 2, 1, _BACKUP_LINK, np.where(_stove_beside(columns), area, 0.0), other, is_room)
    apart = _emitter(columns, 3, 2, _MAIN, area * share, other, is_room)
    return [first, beside, apart]


def _room_emitter(columns: Columns, name: str, generator: Ints, otherwise: Ints) -> Ints:
    """Official emitter of an appliance that heats its own room; `otherwise` for the others."""
    found = otherwise.copy()
    names = BY_NAME[name].values
    for kind, emitter in o.ROOM_EMITTERS.items():
        if kind in names:
            found = np.where(columns[name] == names.index(kind), emitter, found)
    for official, emitter in o.ELECTRIC_EMITTERS.items():
        electric = columns[name] == names.index("convectors")
        found = np.where(electric & (generator == official), emitter, found)
    pump = columns[name] == names.index("heat_pump_air")
    return np.where(pump, _SPLIT_EMITTER, found).astype(np.int32)


def _emitter(
    columns: Columns, number: int, installation: int, link: int, area: Column, kind: Ints, room: Column
) -> Rows:
    size = len(area)
    control = np.array([1, 3, 4])[columns["control"]]
    stove = np.isin(kind, (19, 20, 21, 22, 23))
    return {
        "number": np.full(size, number),
        "heating_number": np.full(size, installation),
        "heated_area_m2": area,
        "type_id": kind,
        "heating_kind_id": np.where(room, _ROOM, _CENTRAL_HEATING),
        "control_id": np.where(stove, 1, control),
        # A programmer room by room goes with room controls (arrêté du 31 mars 2021, annexe 1, §8).
        "regulation_id": np.select([stove, room | (control == 4)], [1, 2], official_id(columns, "regulation_id")),
        "temperature_id": np.where(room, 1, np.maximum(official_id(columns, "temperature_id"), 2)),
        "period_id": official_id(columns, "emitter_period_id"),
        "link_id": np.full(size, link),
        "insulated_pipes": np.where(room, -1, columns["insulated_pipes"]),
    }


def generator_rows(columns: Columns) -> list[Rows]:
    """Four rows: the main generator, the heat pump of a hybrid, the stove beside, the other rooms' generator."""
    size = len(columns["area_m2"])
    hybrid = columns["heating"] == _HEATING["hybrid"]
    ids = official_id(columns, "generator_id")
    energy = _energy(columns, "heating", ids)
    shared = columns["hot_water"] == _WATER["with_heating"]
    main = _generator(columns, 1, 1, _MAIN, ids, energy, np.where(shared, _BOTH, _HEATING_ONLY))
    pump_id = np.where(ids >= _HYBRID_FROM, _HYBRID_PUMPS[1], _HYBRID_PUMPS[0]).astype(np.int32)
    pump = _generator(columns, 2, 1, _MAIN, pump_id, np.ones(size), np.full(size, _HEATING_ONLY))
    pump["present"] = hybrid
    backup = official_id(columns, "backup_id")
    of_backup = _energy(columns, "backup", backup)
    beside = _generator(columns, 3, 1, _BACKUP_LINK, backup, of_backup, np.full(size, _HEATING_ONLY))
    beside["present"] = _stove_beside(columns)
    apart = _generator(columns, 4, 2, _MAIN, backup, of_backup, np.full(size, _HEATING_ONLY))
    apart["present"] = _second_share(columns) > 0
    main["present"] = np.ones(size, dtype=bool)
    for row in (beside, apart):
        row["in_heated_volume"] = np.ones(size)
    return [main, pump, beside, apart]


def _generator(
    columns: Columns, number: int, installation: int, link: int, ids: Ints, energy: Column, use: Column
) -> Rows:
    size = len(ids)
    return {
        "number": np.full(size, number),
        "heating_number": np.full(size, installation),
        "type_id": ids,
        "use_id": use,
        "energy_id": energy,
        "characteristics_method_id": np.ones(size),
        "link_id": np.full(size, link),
        "in_heated_volume": columns["generator_inside"],
        "fan_flue": columns["fan_flue"],
        "burner_control": columns["burner_control"],
    }


def hot_water_rows(columns: Columns) -> list[Rows]:
    """One row."""
    size = len(columns["area_m2"])
    solar = columns["hot_water"] == _WATER["solar"]
    return [
        {
            "number": np.ones(size),
            "layout_id": np.where(solar, _SOLAR_WATER, 1),
            "shared_id": np.ones(size),
            "calculation_id": np.ones(size),
            "living_area_m2": columns["area_m2"],
            "dwellings": np.ones(size),
            "storeys": columns["storeys"] + 1.0,
            "loop_id": np.ones(size),
            "solar_type_id": np.where(solar, _OLD_SOLAR, -1),
            "solar_method_id": np.where(solar, 1, -1),
            "distribution_row_id": official_id(columns, "water_pipes_id"),
        }
    ]


def water_generator_rows(columns: Columns) -> list[Rows]:
    """One row."""
    size = len(columns["area_m2"])
    shared = columns["hot_water"] == _WATER["with_heating"]
    heating = official_id(columns, "generator_id")
    twin = _by_id("generators", "water", 172)[heating]
    hybrid = columns["heating"] == _HEATING["hybrid"]
    twin = np.where(hybrid, np.where(heating >= _HYBRID_FROM, *_HYBRID_WATER[::-1]), twin)
    # Water made by the heating where the heating has no such twin is made by an electric tank.
    own = np.where(shared & (twin < 0), 70, official_id(columns, "water_id"))
    solar = columns["hot_water"] == _WATER["solar"]
    ids = np.where(shared & (twin > 0), twin, np.where(solar, 70, own)).astype(np.int32)
    of_water = _by_id("water_heaters", "energy", 135)[ids]
    energy = np.where(shared & (twin > 0), _energy(columns, "heating", heating), of_water)
    electric = np.isin(ids, (68, 69, 70, 71))
    litres = np.where(electric & ~(columns["tank_l"] > 0), 150.0, columns["tank_l"])
    return [
        {
            "number": np.ones(size),
            "hot_water_number": np.ones(size),
            "type_id": ids,
            "use_id": np.where(shared & (twin > 0), _BOTH, _WATER_ONLY),
            "energy_id": energy,
            "characteristics_method_id": np.ones(size),
            "storage_id": np.where(litres >= _NO_TABLE_TANK, _BUILT_IN, _INSTANT),
            "storage_l": litres,
            "in_heated_volume": columns["water_inside"],
            "tank_in_heated_volume": columns["tank_heated"],
            "fan_flue": columns["fan_flue"],
        }
    ]
