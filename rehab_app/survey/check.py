"""The survey against official homes: reduced to what a visitor sees, rebuilt, compared. Nothing is judged by what it
was fitted on: frequencies are counted, and the residual fitted, on the other folds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.table import Stock
from rehab_app.survey.distributions import Distributions, count
from rehab_app.survey.draw import DRAWS
from rehab_app.survey.known import Known
from rehab_app.survey.ranges import (
    LETTERS,
    Draws,
    Residual,
    drawn,
    middle_rank,
    quantiles,
    residual_factors,
    spread,
)
from rehab_app.survey.reduce import at_an_address, described, visited

Floats = NDArray[np.float64]
FOLDS = 10
_NONE = Residual(0.0, 1.0, 0.0)
_TARGET = 0.82  # a little over 80 %: ranges hold less on homes that they were not fitted on
_SHIFTS = np.arange(-0.5, 0.51, 0.05).round(2)
_STRETCHES = np.arange(0.8, 1.41, 0.1).round(2)
_DEVIATIONS = np.arange(0.04, 0.21, 0.02).round(2)
_KEPT = ("energy_kwh_m2", "emissions_kg_m2", "final_kwh", "cost_eur", "rank")
WAYS: Mapping[str, Callable[[Stock], Known]] = {
    "footprint": visited,
    "survey": partial(visited, footprint=False),
    "address": at_an_address,
}


@dataclass(frozen=True, slots=True)
class Score:
    """How near the estimates of homes are to the official values.

    Attributes:
        homes: compared; refused: that the method could not estimate.
        exact, within_one: share of labels that agree, or differ by one class at most.
        median_error: of the central primary energy; bias: median of the ratio to the official value, less 1.
        covered: share of homes whose 80 % range holds the official value; width: median of (high − low) / central.
    """

    homes: int
    refused: int
    exact: float
    within_one: float
    median_error: float
    bias: float
    covered: float
    width: float


def folds_of(stock: Stock, folds: int = FOLDS) -> NDArray[np.intp]:
    """Fold of each home; homes of the same area and zone (two assessments of one house) stay together."""
    dwelling = stock["dwelling"]
    key = np.round(dwelling["living_area_m2"], 1) * 10 + dwelling["climate_zone_id"]
    _values, group = np.unique(key, return_inverse=True)
    return np.asarray(np.random.Generator(np.random.PCG64(7)).permutation(group.max() + 1)[group] % folds)


def cross_draws(
    stock: Stock, known: Known, residuals: Sequence[Residual], progress: Progress, draws: int = DRAWS
) -> Draws:
    """Draws of each home with frequencies counted on the other folds, and the residual of its own fold."""
    full, fold = described(stock), folds_of(stock)
    on = stock["dwelling"]["assessed_on"]
    shape = (stock.size, draws)
    energy, emissions, final, cost = (np.full(shape, np.nan) for _name in range(4))
    found = Draws(energy, emissions, final, cost, np.full(shape, -1, dtype=np.int8), {})
    for place in range(FOLDS):
        progress.step(place, FOLDS, _("Comparing with official homes"))
        test = np.flatnonzero(fold == place)
        if not len(test):
            continue
        train = fold != place
        distributions = count({name: column[train] for name, column in full.items()})
        part = drawn(known.take(test), distributions, on[test], residuals[place], draws)
        for name in _KEPT:
            getattr(found, name)[test] = getattr(part, name)
    return found


def fit_residual(energies: Sequence[Floats], official: Floats) -> Residual:
    """The residual of draws made with more and with less known.

    The shift makes the sum of absolute errors least; then stretch and deviation bring the share of 80 % ranges that
    hold the official value nearest to the target in each of the ways (least squares).

    Args:
        energies: for each way of knowing the homes, draws without residual, (homes, draws) kWh/(m²·year).
        official: primary energy of each home, kWh/(m²·year).
    """
    logs = np.log(official)
    shift = min(_SHIFTS, key=lambda each: sum(_errors(energy, logs, each) for energy in energies))

    def miss(residual: Residual) -> float:
        return sum(
            (covered(energy * residual_factors(energy, residual), official) - _TARGET) ** 2 for energy in energies
        )

    tried = [Residual(float(shift), float(one), float(other)) for one in _STRETCHES for other in _DEVIATIONS]
    return min(tried, key=miss)


def _errors(energy: Floats, logs: Floats, shift: float) -> float:
    return float(np.nansum(np.abs(logs - np.log(quantiles(energy)[1]) - shift * spread(energy))))


def covered(energy: Floats, official: Floats) -> float:
    """Share of homes whose 80 % range holds the official value."""
    low, _middle, high = quantiles(energy)
    return float(((low <= official) & (official <= high)).mean())


def score(found: Draws, official: Floats, labels: Sequence[str]) -> Score:
    """Compare draws with official primary energies, kWh/(m²·year), and labels."""
    low, central, high = quantiles(found.energy_kwh_m2)
    away = np.abs(middle_rank(found.rank) - np.array([LETTERS.index(label) for label in labels]))
    done = ~np.isnan(central)
    return Score(
        homes=len(official),
        refused=int((~done).sum()),
        exact=float((done & (away == 0)).mean()),
        within_one=float((done & (away <= 1)).mean()),
        median_error=float(np.nanmedian(np.abs(central / official - 1))),
        bias=float(np.nanmedian(central / official - 1)),
        covered=covered(found.energy_kwh_m2, official),
        width=float(np.nanmedian((high - low) / central)),
    )


def cross_check(
    stock: Stock, official: Floats, labels: Sequence[str], progress: Progress
) -> tuple[Mapping[str, Score], Residual]:
    """Scores of the three ways of knowing official homes, by cross-validation, and the residual fitted on all.

    Two passes: draws without residual of every home from the other folds; then the residual of each fold is fitted on
    the homes of the others, and the draws are made again with it.

    Args:
        stock: official houses as assessed.
        official: their primary energy, kWh/(m²·year).
        labels: their labels.
        progress: told after each fold.
    """
    fold = folds_of(stock)
    bare = [cross_draws(stock, known(stock), [_NONE] * FOLDS, progress).energy_kwh_m2 for known in WAYS.values()]
    residuals = []
    for place in range(FOLDS):
        train = fold != place
        residuals.append(fit_residual([energy[train] for energy in bare], official[train]))
    scores = {
        name: score(cross_draws(stock, known(stock), residuals, progress), official, labels)
        for name, known in WAYS.items()
    }
    return scores, fit_residual(bare, official)


def plain_check(
    stock: Stock, official: Floats, labels: Sequence[str], distributions: Distributions, residual: Residual
) -> Mapping[str, Score]:
    """Scores of the three ways with frequencies and a residual given: honest only for homes they do not come from."""
    on = stock["dwelling"]["assessed_on"]
    return {
        name: score(drawn(known(stock), distributions, on, residual), official, labels) for name, known in WAYS.items()
    }
