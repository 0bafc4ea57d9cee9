"""Use case: what several bundles would be to a whole neighbourhood — costs, aids, rest to pay, months, labels."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.table import Column
from rehab_app.services.bundling import homes_money, works_of
from rehab_app.services.money import Money, Terms
from rehab_app.storage.reading import Reader

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Plans:
    """Plans of n homes with k bundles.

    Attributes:
        ids: (n,) dwellings; bundles: codes, "" for a free choice of works.
        columns: by name, shape (k, n): cost_low_eur, cost_typical_eur, cost_high_eur (with tax), aids_eur,
            left_low_eur, left_typical_eur, left_high_eur, payment_month_eur, month_before_eur, month_after_eur,
            label_after, by_ampleur.
        rules_on: date of the rules.
    """

    ids: NDArray[np.int64]
    bundles: tuple[str, ...]
    columns: Mapping[str, Column]
    rules_on: datetime.date

    def totals(self) -> list[dict[str, float]]:
        """Sums over the homes of each bundle, in euros; homes whose state after is not known count for their costs."""
        names = [name for name in self.columns if name.endswith("_eur")]
        return [{name: float(np.nansum(self.columns[name][k])) for name in names} for k in range(len(self.bundles))]


def neighbourhood_plans(
    project: Reader,
    bundles: Sequence[str | Sequence[str]],
    on: datetime.date,
    progress: Progress,
    dwelling_ids: Sequence[int] | None = None,
) -> Plans:
    """All bundles for all homes, by batches of homes.

    Args:
        project: the project.
        bundles: codes of reference bundles, or lists of works.
        on: date of filing, of the rules and of the prices.
        progress: told after each batch; may cancel.
        dwelling_ids: homes; all when None.

    Raises:
        RehabError: a bundle is unknown, or a rule of the town cannot be read.
    """
    ids = project.columns("dwelling", ())["id"] if dwelling_ids is None else np.asarray(dwelling_ids, dtype=np.int64)
    packages, terms = [works_of(one) for one in bundles], Terms(on)
    parts: list[dict[str, Column]] = []
    for first in range(0, len(ids), _BATCH):
        progress.step(first, len(ids), _("Reckoning the plans"))
        parts.append(plan_columns(homes_money(project, ids[first : first + _BATCH], packages, terms)))
    progress.step(len(ids), len(ids), _("Reckoning the plans"))
    columns = {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]} if parts else {}
    return Plans(ids, tuple(one if isinstance(one, str) else "" for one in bundles), columns, on)


def plan_columns(found: Money) -> dict[str, Column]:
    """Columns of one pass, shape (bundles, homes)."""
    payment = found.loans.eco_month_eur
    columns = {
        "cost_low_eur": found.ttc_eur["low"],
        "cost_typical_eur": found.ttc_eur["typical"],
        "cost_high_eur": found.ttc_eur["high"],
        "aids_eur": found.aids_eur["typical"],
        "left_low_eur": np.minimum(found.left_eur["low"], found.left_eur["typical"]),
        "left_typical_eur": found.left_eur["typical"],
        "left_high_eur": np.maximum(found.left_eur["high"], found.left_eur["typical"]),
        "payment_month_eur": payment,
        "month_before_eur": found.before.expected_eur / 12,
        "month_after_eur": found.after.expected_eur / 12 + payment,
        "label_after": found.found.result.totals["classe_bilan_dpe"],
        "by_ampleur": found.ways.by_ampleur,
    }
    shape = (len(found.found.packages), found.found.homes)
    return {name: np.asarray(column).reshape(shape) for name, column in columns.items()}
