"""Use case: check the survey against official houses, and count frequencies in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.table import Stock, concatenate
from rehab_app.exchange.dpe_xml import read_dpe
from rehab_app.survey import stored
from rehab_app.survey.check import Score, cross_check, plain_check
from rehab_app.survey.distributions import count
from rehab_app.survey.ranges import Residual, fitted_residual
from rehab_app.survey.reduce import described

_HOUSE = 1
_ENERGY, _LABEL = "ep_conso/ep_conso_5_usages_m2", "ep_conso/classe_bilan_dpe"


@dataclass(frozen=True, slots=True)
class OfficialHouses:
    """Houses with official results: their stock, primary energy (kWh/(m²·year)) and labels.

    `skipped` counts files that are no house, cannot be read or carry no result.
    """

    stock: Stock
    energy_kwh_m2: np.ndarray[tuple[int], np.dtype[np.float64]]
    labels: tuple[str, ...]
    skipped: int


def official_houses(folder: Path, progress: Progress) -> OfficialHouses:
    """Houses of the DPE files of a folder.

    Raises:
        RehabError: there is none.
    """
    paths = sorted(folder.glob("*.xml"))
    stocks, energy, labels = [], [], []
    for at, path in enumerate(paths):
        progress.step(at, len(paths), _("Reading the official files"))
        try:
            file = read_dpe(path)
        except RehabError:
            continue
        value, label = file.sortie.get(_ENERGY), file.sortie.get(_LABEL)
        if int(file.stock["dwelling"]["method_id"][0]) != _HOUSE or not isinstance(value, int | float) or not label:
            continue
        stocks.append(file.stock)
        energy.append(float(value))
        labels.append(str(label))
    if not stocks:
        raise RehabError(_("There is no official house with results here."), str(folder))
    return OfficialHouses(concatenate(stocks), np.array(energy), tuple(labels), len(paths) - len(stocks))


def check_survey(
    folder: Path, progress: Progress, *, as_fitted: bool = False
) -> tuple[Mapping[str, Score], Residual, OfficialHouses]:
    """Scores of the survey on the houses of a folder.

    Args:
        folder: of DPE files.
        progress: told on the way.
        as_fitted: use the frequencies and the residual in use, for houses that they do not come from; else
            cross-validation, which judges no house by what it was counted in.
    """
    houses = official_houses(folder, progress)
    if as_fitted:
        residual = fitted_residual()
        found = plain_check(houses.stock, houses.energy_kwh_m2, houses.labels, stored.counted(), residual)
        return found, residual, houses
    scores, residual = cross_check(houses.stock, houses.energy_kwh_m2, houses.labels, progress)
    return scores, residual, houses


def fit_survey(folder: Path, into: Path, progress: Progress) -> int:
    """Count frequencies in the houses of a folder, fit the residual, write both; how many houses."""
    houses = official_houses(folder, progress)
    _scores, residual = cross_check(houses.stock, houses.energy_kwh_m2, houses.labels, progress)
    stored.save(count(described(houses.stock)), residual, houses.stock.size, into)
    return houses.stock.size
