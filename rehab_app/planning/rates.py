"""Rates of crews, order of trades and season (resources/works/rates.toml); shares saved together (effects.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rehab_app.core.paths import resource


@dataclass(frozen=True, slots=True)
class Sharing:
    """Share of a cost saved together, low and high, from that number of homes on."""

    homes: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rates:
    """All of the file.

    Attributes:
        per_day: units of a work that one crew does in a day: low, typical, high.
        follows: for a lot, the lots that end before it starts in the same home.
        season_lots, season_months: lots that are done only in those months (1–12).
        scaffold, others: sharing of the scaffold, and of everything else.
        least, most: homes in a group; widest_gap: buildings that may stand between two members.
        coordination_eur: cost of leading one more group; priority_eur: value of a home labelled F or G.
        steps: days of each step that is no trade: low, typical, high.
        removal_share: days to take a scaffold down, as a share of those to put it up.
        longest_row: homes along which one scaffold stands at most.
        aimed_at: chance of holding a promised date that buffers aim at.
        source: whose figures these are.
    """

    per_day: Mapping[str, tuple[float, float, float]]
    follows: Mapping[str, tuple[str, ...]]
    season_lots: tuple[str, ...]
    season_months: tuple[int, ...]
    scaffold: Sharing
    others: Sharing
    least: int
    most: int
    widest_gap: int
    coordination_eur: int
    priority_eur: int
    steps: Mapping[str, tuple[float, float, float]]
    removal_share: float
    longest_row: int
    aimed_at: float
    source: str


@cache
def rates() -> Rates:
    raw = _read("rates.toml")
    shared = {rule["what"]: rule for rule in _read("effects.toml")["group"]}
    return Rates(
        per_day={work: _range(figures) for work, figures in raw["per_day"].items()},
        follows={lot: tuple(lots) for lot, lots in raw["follows"].items()},
        season_lots=tuple(raw["season"]["lots"]),
        season_months=tuple(raw["season"]["months"]),
        scaffold=_sharing(shared["scaffold"]),
        others=_sharing(shared["purchase"]),
        least=raw["groups"]["least"],
        most=raw["groups"]["most"],
        widest_gap=raw["groups"]["widest_gap"],
        coordination_eur=raw["groups"]["coordination_eur"],
        priority_eur=raw["groups"]["priority_eur"],
        steps={step: _range(known["days"]) for step, known in raw["steps"].items()},
        removal_share=raw["scaffold"]["removal_share"],
        longest_row=raw["scaffold"]["longest_row"],
        aimed_at=raw["chance"]["aimed_at"],
        source=raw["source"],
    )


def _read(name: str) -> dict[str, Any]:
    with resource("works", name).open("rb") as file:
        return tomllib.load(file)


def _sharing(rule: Mapping[str, Any]) -> Sharing:
    low, _typical, high = rule["saved"]
    return Sharing(rule["homes"], low, high)


def _range(figures: list[float]) -> tuple[float, float, float]:
    low, typical, high = figures
    return low, typical, high
