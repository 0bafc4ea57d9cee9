"""Columns of a neighbourhood after the works chosen: conventional energy and emissions saved."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.storage.project import Project

Column = NDArray[Any]


@dataclass(frozen=True)
class After:
    """By home, NaN where one side is not known.

    Attributes:
        final_kwh, emissions_kg: a year, after the works chosen.
        saved_kwh, avoided_kg: a year, before less after.
    """

    final_kwh: Column
    emissions_kg: Column
    saved_kwh: Column
    avoided_kg: Column


def after_works(project: Project, homes: Neighbourhood) -> After:
    """Estimates of the scenarios chosen beside those of the homes as they stand."""
    scenarios = project.columns("scenario", ("chosen",))
    names = ("conso_5_usages", "emission_ges_5_usages")
    rows = project.columns("estimate", ("dwelling_id", "scenario_id", "state", *names))
    chosen = np.isin(rows["scenario_id"], scenarios["id"][scenarios["chosen"] == 1]) & (rows["state"] == "done")
    place = np.array([homes.position[home] for home in rows["dwelling_id"][chosen].tolist()], dtype=np.intp)
    found = {}
    for name in names:
        found[name] = np.full(len(homes), np.nan)
        found[name][place] = rows[name][chosen]
    kwh, kg = (found[name] for name in names)
    return After(kwh, kg, homes.columns["final_kwh"] - kwh, homes.columns["emissions_kg"] - kg)
