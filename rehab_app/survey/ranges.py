"""From what is known of homes to the range of their consumption and labels, in columns of draws.

The error that remains when everything is known as a visitor knows it (what the assessor saw and we cannot tell, and
what the description leaves out) is fitted on official homes and added to the draws as a factor.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import _
from rehab_app.core.paths import resource
from rehab_app.core.progress import Progress
from rehab_app.domain.table import Stock
from rehab_app.energy.building import Refusals
from rehab_app.energy.context import context
from rehab_app.energy.estimate import estimate
from rehab_app.energy.labels import labels
from rehab_app.survey.build import build
from rehab_app.survey.distributions import Distributions
from rehab_app.survey.draw import DRAWS, RESIDUAL, draw, levels
from rehab_app.survey.known import CODES, Known
from rehab_app.survey.variables import Columns

Floats = NDArray[np.float64]
LETTERS = "ABCDEFG"
_DRAWS_AT_ONCE = 4_096  # a batch of the engine
_FLAT = CODES["archetype"].index("flat")


@dataclass(frozen=True, slots=True)
class Residual:
    """The error of the draws, in the logarithm of the primary energy.

    Attributes:
        shift: move of all draws of a home, by unit of their standard deviation: where little is known, the draws of
            each unknown on its own lean to one side.
        stretch: factor of the draws' distance from their median: unknowns go together more than they are drawn.
        deviation: standard deviation of what the draws do not hold.
    """

    shift: float
    stretch: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Draws:
    """What came of the draws, arrays of shape (homes, draws).

    Attributes:
        energy_kwh_m2, emissions_kg_m2: primary energy and emissions of the five uses; NaN where the method refuses.
        final_kwh, cost_eur: of the home.
        rank: label, 0 (A) … 6 (G), -1 where refused.
        columns: the variables drawn, (homes × draws,).
    """

    energy_kwh_m2: Floats
    emissions_kg_m2: Floats
    final_kwh: Floats
    cost_eur: Floats
    rank: NDArray[np.int8]
    columns: Columns


@cache
def fitted_residual() -> Residual:
    """The residual that was fitted on official homes (resources/survey/residual.toml)."""
    with resource("survey", "residual.toml").open("rb") as file:
        values = tomllib.load(file)
    return Residual(values["shift"], values["stretch"], values["deviation"])


def describe(known: Known, columns: Columns, rows: NDArray[np.intp], on: NDArray[np.datetime64]) -> Stock:
    """The stock of homes whose variables are drawn; `rows` is the home of `known` that each comes from."""
    flat = known.codes["archetype"][rows] == _FLAT
    return build(columns, known.zone_id[rows], known.altitude_id[rows], flat, on[rows])


def drawn(
    known: Known,
    distributions: Distributions,
    on: NDArray[np.datetime64],
    residual: Residual,
    draws: int = DRAWS,
    lent: Columns | None = None,
) -> Draws:
    """Draw homes and estimate every draw.

    Args:
        known: n homes.
        distributions: of what is not known.
        on: date of prices, factors and thresholds of each home, (n,) datetime64[D].
        residual: error added to the draws.
        draws: how many a home.
        lent: what each draw borrows from a neighbour.
    """
    columns = draw(known, distributions, draws, lent)
    rows = np.repeat(np.arange(known.size), draws)
    stock = describe(known, columns, rows, on)
    totals = estimate(stock).totals
    shape = (known.size, draws)
    factor = residual_factors(totals["ep_conso_5_usages_m2"].reshape(shape), residual).ravel()
    energy = totals["ep_conso_5_usages_m2"] * factor
    emissions = totals["emission_ges_5_usages_m2"] * factor
    with np.errstate(all="ignore"):
        of_draws = labels(context(stock, Refusals(stock), stock["dwelling"]["assessed_on"]), energy, emissions)
    rank = np.searchsorted(list(LETTERS), of_draws["classe_bilan_dpe"].astype(str)).astype(np.int8)
    rank[of_draws["classe_bilan_dpe"] == ""] = -1
    return Draws(
        energy.reshape(shape),
        emissions.reshape(shape),
        (totals["conso_5_usages"] * factor).reshape(shape),
        (totals["cout_5_usages"] * factor).reshape(shape),
        rank.reshape(shape),
        columns,
    )


def residual_factors(energy: Floats, residual: Residual) -> Floats:
    """Factor of each draw, same shape as the energies (homes, draws)."""
    normal = NormalDist()
    z = np.array([normal.inv_cdf(level) for level in np.clip(levels(energy.shape[1])[:, RESIDUAL], 1e-6, 1 - 1e-6)])
    away = np.log(energy / quantiles(energy)[1][:, None])
    shift = residual.shift * spread(energy)[:, None]
    return np.asarray(np.exp(shift + (residual.stretch - 1) * away + residual.deviation * z))


def spread(energy: Floats) -> Floats:
    """Standard deviation of the logarithm of the draws of each home; 0 where every draw was refused."""
    known = ~np.isnan(energy)
    count = np.maximum(known.sum(axis=1), 1)
    logs = np.where(known, np.log(np.where(known, energy, 1.0)), 0.0)
    mean = logs.sum(axis=1) / count
    return np.asarray(np.sqrt((np.where(known, logs - mean[:, None], 0.0) ** 2).sum(axis=1) / count))


def middle_rank(rank: NDArray[np.int8]) -> NDArray[np.int8]:
    """Label in the middle of the draws of each home, the worse of two; -1 where every draw was refused."""
    ordered = np.sort(rank, axis=1)
    refused = (ordered < 0).sum(axis=1)
    place = refused + (rank.shape[1] - refused) // 2
    return np.asarray(ordered[np.arange(len(rank)), np.minimum(place, rank.shape[1] - 1)])


def batches(size: int, draws: int, progress: Progress) -> Iterator[NDArray[np.intp]]:
    """Positions of homes, as many at once as keep memory bounded; tells how far it is and stops when asked."""
    step = max(1, _DRAWS_AT_ONCE // draws)
    for first in range(0, size, step):
        progress.step(first, size, _("Estimating the homes with their ranges"))
        yield np.arange(first, min(first + step, size))
    progress.step(size, size, _("Estimating the homes with their ranges"))


def quantiles(values: Floats) -> Floats:
    """10 %, 50 % and 90 % of the draws of each home, shape (3, homes); NaN where every draw was refused."""
    found = np.full((3, len(values)), np.nan)
    some = ~np.isnan(values).all(axis=1)
    if some.any():
        found[:, some] = np.nanquantile(values[some], [0.1, 0.5, 0.9], axis=1)
    return found


def probabilities(rank: NDArray[np.int8]) -> Floats:
    """Share of the draws that has each label, shape (homes, 7); 0 where every draw was refused."""
    counts = np.stack([(rank == letter).sum(axis=1) for letter in range(len(LETTERS))], axis=1)
    total = counts.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(counts, total, out=np.zeros(counts.shape), where=total > 0))
