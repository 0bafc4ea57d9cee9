"""What is known of homes before anything is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.survey_choices import ARCHETYPES, SIDES
from rehab_app.domain.survey_questions import ITEMS
from rehab_app.survey import official as o
from rehab_app.survey.variables import BY_NAME, Columns, blank

# Areas that are measured, with the ratio that each replaces.
MEASURED = {
    "ground_m2": "ground_ratio",
    "outer_wall_m2": "wall_ratio",
    "unheated_wall_m2": "unheated_ratio",
    "roof_m2": "roof_ratio",
    "window_m2": "window_share",
}
PERCENT = {
    "wall_insulated_pct": "insulated_share",
    "second_wall_pct": "second_share",
    "attic_insulated_pct": "attic_share",
    "single_pct": "single_share",
    "window_south_pct": "south_share",
    "backup_pct": "backup_share",
}
PLAIN = {"area_m2": "area_m2", "ceiling_m": "ceiling_m", "wall_cm": "wall_cm", "tank_l": "tank_l"}
PLAIN |= {"attic_insulation_cm": "attic_cm"}
YEARS = {
    "heating_year": ("generator_id", "generators"),
    "backup_year": ("backup_id", "generators"),
    "hot_water_year": ("water_id", "water_heaters"),
    "ventilation_year": ("ventilation_id", "ventilations"),
}
PERIODS = {"wall_year": "wall_when", "attic_year": "attic_when", "floor_year": "floor_when"}
FIGURES = (*MEASURED, *YEARS, "window_year")


@dataclass(frozen=True, slots=True)
class Known:
    """Homes as far as they are known.

    Attributes:
        columns: the variables; what is not known is -1 or NaN.
        figures: measured areas and years of works (NaN where unknown).
        codes: index of `archetype`, `energy`, `left`, `right`; -1 where unknown.
        zone_id, altitude_id: climate zone and altitude class, official ids.
        answered: items answered in each home, booleans by item.
    """

    columns: Columns
    figures: Mapping[str, NDArray[np.float64]]
    codes: Mapping[str, NDArray[np.int16]]
    zone_id: NDArray[np.int32]
    altitude_id: NDArray[np.int32]
    answered: Mapping[str, NDArray[np.bool_]]

    @property
    def size(self) -> int:
        return len(self.zone_id)

    def take(self, rows: NDArray[np.intp]) -> "Known":
        """These homes, in that order."""
        return Known(
            {name: column[rows] for name, column in self.columns.items()},
            {name: column[rows] for name, column in self.figures.items()},
            {name: column[rows] for name, column in self.codes.items()},
            self.zone_id[rows],
            self.altitude_id[rows],
            {name: column[rows] for name, column in self.answered.items()},
        )


CODES: Mapping[str, tuple[str, ...]] = {
    "archetype": tuple(ARCHETYPES),
    "energy": tuple(o.ENERGY_IDS),
    "left": tuple(SIDES),
    "right": tuple(SIDES),
}


def known_homes(
    answers: Sequence[Mapping[str, float | str]], zone_id: NDArray[np.int32], altitude_id: NDArray[np.int32]
) -> Known:
    """Homes from the answers of the survey, by item; items left out are not known.

    Args:
        answers: of each home.
        zone_id: official climate zone of each home.
        altitude_id: official altitude class of each home.
    """
    size = len(answers)
    columns = blank(size)
    figures = {name: np.full(size, np.nan) for name in FIGURES}
    codes = {name: np.full(size, -1, dtype=np.int16) for name in CODES}
    answered = {code: np.array([code in each for each in answers], dtype=bool) for code in ITEMS}
    for item, mask in answered.items():
        rows = np.flatnonzero(mask)
        if not len(rows):
            continue
        values = [answers[row][item] for row in rows.tolist()]
        if item in CODES:
            codes[item][rows] = [CODES[item].index(str(value)) for value in values]
        elif item in figures:
            figures[item][rows] = values
        else:
            _fill(columns, item, rows, values)
    years = columns.pop("_year", None)
    if years is not None:
        columns["period"] = np.where(columns["period"] >= 0, columns["period"], o.period_of(years)).astype(np.int16)
    return Known(columns, figures, codes, zone_id, altitude_id, answered)


def _fill(columns: Columns, item: str, rows: NDArray[np.intp], values: list[float | str]) -> None:
    if item == "year":
        columns["_year"] = np.full(len(columns["period"]), np.nan)
        columns["_year"][rows] = values
    elif item == "storeys":
        columns["storeys"][rows] = np.clip(np.round(np.asarray(values, dtype=float)), 1, 4) - 1
    elif item in PERIODS:
        columns[PERIODS[item]][rows] = o.period_of(np.asarray(values, dtype=float)) + 1
    elif item in PERCENT:
        columns[PERCENT[item]][rows] = np.asarray(values, dtype=float) / 100
    elif item in PLAIN:
        columns[PLAIN[item]][rows] = values
    elif item in BY_NAME:
        columns[item][rows] = [BY_NAME[item].values.index(str(value)) for value in values]
