"""What a home is made of, as variables: some are items of the survey, the others are what no visitor sees.

A set of homes is a dictionary of columns. A choice is an index into the variable's values (-1: not known), a number
is NaN where it is not known. Areas are kept as ratios to the size of the home, so that small and large homes can
lend to each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain import survey_choices as q

Columns = dict[str, NDArray[Any]]
STOREYS = ("1", "2", "3", "4")
OFTEN = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that is known or drawn.

    Attributes:
        name: key of its column.
        values: what it may be, in the order of the indices; empty for a number.
        given: the choice that it depends on; "" when it stands alone.
    """

    name: str
    values: tuple[str, ...] = ()
    given: str = ""

    @property
    def is_choice(self) -> bool:
        return bool(self.values)


def _c(name: str, values: Mapping[str, str] | tuple[str, ...], given: str = "") -> Variable:
    return Variable(name, tuple(values), given)


def _n(name: str, given: str = "") -> Variable:
    return Variable(name, (), given)


def _ids(name: str, first: int, last: int, given: str = "") -> Variable:
    return Variable(name, tuple(str(each) for each in range(first, last + 1)), given)


_WHEN = ("0", *map(str, range(1, 11)))  # 0: as built, else the period of the works

# In the order in which they are drawn: a variable comes after what it depends on. `era` and `band` are worked out
# from the period and the area (see `derived`).
VARIABLES: tuple[Variable, ...] = (
    _c("period", q.PERIODS),
    _n("area_m2"),
    _c("storeys", STOREYS, "band"),
    _n("ceiling_m", "era"),
    _n("ground_ratio", "storeys"),
    _n("wall_ratio", "storeys"),
    _n("unheated_ratio"),
    _c("wall", q.WALLS, "era"),
    _n("wall_cm", "wall"),
    _c("wall_insulation", q.INSULATED, "era"),
    _n("insulated_share", "wall_insulation"),
    _c("second_wall", q.WALLS),
    _n("second_share"),
    _n("wall_insulation_cm"),
    _c("wall_when", _WHEN, "era"),
    _ids("lining_id", 1, 5),
    _c("attic", q.ATTICS),
    _n("lost_share", "attic"),
    _n("roof_ratio", "attic"),
    _c("attic_insulation", q.SEEN, "era"),
    _n("attic_share", "attic_insulation"),
    _n("attic_cm", "attic"),
    _c("attic_when", _WHEN, "era"),
    _ids("lost_type_id", 1, 16),
    _ids("slope_type_id", 1, 16),
    _ids("attic_space_id", 7, 13),
    _c("below", q.BELOW),
    _c("floor", q.FLOORS, "below"),
    _ids("floor_type_id", 1, 13, "floor"),
    _c("floor_insulation", q.SEEN, "era"),
    _n("floor_cm"),
    _c("floor_when", _WHEN, "era"),
    _n("perimeter_ratio"),
    _c("glazing", q.GLAZINGS),
    _n("single_share"),
    _c("frame", q.FRAMES),
    _n("window_share", "era"),
    _n("south_share"),
    _n("north_share"),
    _c("shutters", q.SHUTTERS),
    _ids("frame_id", 1, 7, "frame"),
    _ids("shutter_id", 1, 8, "shutters"),
    _ids("gas_id", 1, 3, "glazing"),
    _n("gap_mm", "glazing"),
    _ids("fitting_id", 1, 4),
    _n("door_m2"),
    _ids("door_type_id", 1, 15),
    _n("floor_bridge"),
    _n("storey_bridge"),
    _n("roof_bridge"),
    _n("partition_bridge"),
    _n("window_bridge"),
    _c("ventilation", q.VENTILATIONS, "era"),
    _ids("ventilation_id", 1, 38, "ventilation"),
    _c("heating", q.HEATINGS, "era"),
    _ids("generator_id", 1, 171, "heating"),
    _c("emitters", q.EMITTERS, "heating"),
    _ids("emitter_id", 1, 50, "emitters"),
    _c("control", q.CONTROLS, "emitters"),
    _ids("regulation_id", 1, 2, "emitters"),
    _ids("temperature_id", 1, 4, "emitters"),
    _ids("emitter_period_id", 1, 3, "emitters"),
    _c("insulated_pipes", ("no", "yes"), "emitters"),
    _c("generator_inside", ("no", "yes"), "heating"),
    _c("fan_flue", ("no", "yes"), "heating"),
    _c("burner_control", ("no", "yes"), "heating"),
    _c("backup", q.BACKUPS, "heating"),
    _n("backup_share", "backup"),
    _ids("backup_id", 1, 171, "backup"),
    _c("hot_water", q.HOT_WATERS, "heating"),
    _ids("water_id", 1, 134, "hot_water"),
    _n("tank_l", "hot_water"),
    _c("tank_heated", ("no", "yes"), "hot_water"),
    _c("water_inside", ("no", "yes"), "hot_water"),
    _ids("water_pipes_id", 1, 3),
    _c("inertia_id", ("1", "2", "3", "4"), "wall_insulation"),
)
BY_NAME: Mapping[str, Variable] = {variable.name: variable for variable in VARIABLES}
GIVEN: Mapping[str, tuple[str, ...]] = {
    "era": ("1", "2", "3", "4"),
    "band": OFTEN,
    **{variable.name: variable.values for variable in VARIABLES if variable.is_choice},
}
_ERA = np.array([0, 1, 2, 2, 2, 2, 3, 3, 3, 3])
_BANDS_M2 = (80.0, 130.0)


def derived(name: str, columns: Columns) -> NDArray[np.intp]:
    """Index of what a variable depends on; -1 where it is not known."""
    if name == "era":
        period = columns["period"]
        return np.where(period >= 0, _ERA[np.maximum(period, 0)], -1)
    if name == "band":
        area = columns["area_m2"]
        return np.where(np.isnan(area), -1, np.searchsorted(_BANDS_M2, area))
    return columns[name].astype(np.intp)


def blank(size: int) -> Columns:
    """Columns in which nothing is known."""
    return {
        variable.name: np.full(size, -1, dtype=np.int16) if variable.is_choice else np.full(size, np.nan)
        for variable in VARIABLES
    }
