"""Aids that the town enters among its rules: who has them, how much, why not."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.conditions import Conditions
from rehab_app.aids.income import income_conditions
from rehab_app.domain.table import Table
from rehab_app.domain.town import CLASSES, LABELS, LocalAid

Money = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Local:
    """An aid of the town by row (n,)."""

    aid: LocalAid
    conditions: Conditions
    amount_eur: Money


def local_aid(
    aid: LocalAid,
    situations: Table,
    income: NDArray[np.intp],
    tenures: NDArray[np.object_],
    expenses_eur: Mapping[str, Money],
    on: datetime.date,
) -> Local:
    """The aid for a file deposited on that day.

    Args:
        aid: the rule.
        situations: n rows (SITUATION).
        income: class of each household.
        tenures: occupancy of each home (`domain.codes.TENURES`).
        expenses_eur: cost with tax of each work of the catalogue done by a firm, n values each.
        on: date of filing.
    """
    n = len(situations)
    spent = sum((cost for work, cost in expenses_eur.items() if not aid.works or work in aid.works), np.zeros(n))
    labels = [LABELS.index(letter) + 1 for letter in aid.labels_before]
    closed = (aid.begins is not None and on < aid.begins) or (aid.ends is not None and on > aid.ends)
    fails = {
        "not_in_force": np.full(n, closed),
        **income_conditions(situations, ~np.isin(income, [CLASSES.index(name) for name in aid.classes])),
        "label_before": ~np.isin(situations["label_before"], labels),
        "tenure": np.full(n, bool(aid.tenures)) & ~np.isin(tenures.astype(str), aid.tenures),
        "no_such_works": spent <= 0,
    }
    conditions = Conditions(n, fails)
    counted = spent if aid.ceiling_eur is None else np.minimum(spent, aid.ceiling_eur)
    amount = counted * (aid.rate_pct or 0.0) / 100 if aid.amount_eur is None else np.full(n, aid.amount_eur)
    return Local(aid, conditions, np.where(conditions.met, np.round(np.minimum(amount, spent), 2), 0.0))
