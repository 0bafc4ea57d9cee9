"""What quantity and grouping do to prices: editable ranges of resources/works/effects.toml, all assumptions."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from rehab_app.core.paths import resource
from rehab_app.domain.table import Column

BOUNDS = ("low", "typical", "high")


@cache
def effects() -> Mapping[str, Any]:
    """The file; ValueError when a range is not in order low, typical, high."""
    with resource("works", "effects.toml").open("rb") as file:
        raw = tomllib.load(file)
    for rule in (*((each, "factor") for each in raw["quantity"]), *((each, "saved") for each in raw["group"])):
        values = rule[0][rule[1]]
        if sorted(values) != values or len(values) != len(BOUNDS):
            raise ValueError(f"resources/works/effects.toml: {values} is not low, typical, high")
    return raw


def by_quantity(lot: str, unit: str, quantity: Column) -> tuple[Column, Column, Column]:
    """Factors low, typical, high of the unit price of a trade for each quantity; 1 in the usual range."""
    factors = [np.ones(len(quantity)) for _bound in BOUNDS]
    for rule in effects()["quantity"]:
        if rule["unit"] != unit or lot not in rule["lots"]:
            continue
        small = quantity < rule["below"] if "below" in rule else quantity > rule["above"]
        factors = [np.where(small, value, old) for value, old in zip(rule["factor"], factors, strict=True)]
    return factors[0], factors[1], factors[2]
