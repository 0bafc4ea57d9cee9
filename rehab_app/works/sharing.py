"""What neighbours save by doing works together: scaffold, site, purchase (assumptions of effects.toml)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from rehab_app.works.catalogue import entry
from rehab_app.works.costs import Cost
from rehab_app.works.effects import BOUNDS, effects

Rules = Sequence[Mapping[str, Any]]


def saved_share(work: str, homes: int, rules: Rules | None = None) -> tuple[float, float, float]:
    """Share of the price of a work saved by that many homes together: low, typical, high.

    Args:
        work: of the catalogue.
        homes: neighbours who do it together.
        rules: ranges of the town, those of the file by default.
    """
    item, shares = entry(work), np.zeros(len(BOUNDS))
    for rule in effects()["group"] if rules is None else rules:
        if item.family not in rule.get("families", ()) and item.work.lot not in rule.get("lots", ()):
            continue
        if homes >= rule["homes"]:
            part = min(1.0, (homes - rule["homes"] + 1) / (rule["full"] - rule["homes"] + 1))
            shares += np.array(rule["saved"]) * part
    low, typical, high = shares.tolist()
    return low, typical, high


def in_group(parts: Mapping[str, Cost], homes: int, rules: Rules | None = None) -> dict[str, Cost]:
    """Costs of works done together: the most is saved on the low end, the least on the high end."""
    found = {}
    for work, cost in parts.items():
        least, usual, most = saved_share(work, homes, rules)
        found[work] = Cost(
            cost.low_eur_ht * (1 - most), cost.typical_eur_ht * (1 - usual), cost.high_eur_ht * (1 - least)
        )
    return found
