"""Rates of crews, order of trades and season (resources/works/rates.toml); shares saved together (effects.toml)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from rehab_app.core.paths import resource
from rehab_app.domain.town import GROUP_WEIGHTS


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
        year_days: of a crew.
        least, most: homes in a group; widest_gap: buildings that may stand between two members.
        weights: what a group is worth, in euros, by name of `domain.town.GROUP_WEIGHTS`.
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
    year_days: int
    least: int
    most: int
    widest_gap: int
    weights: Mapping[str, float]
    steps: Mapping[str, tuple[float, float, float]]
    removal_share: float
    longest_row: int
    aimed_at: float
    source: str

    def of_town(self, shared: Sequence[Mapping[str, Any]] | None, weights: Mapping[str, float]) -> "Rates":
        """These rates with what a town entered: its shares saved together in place of all, its weights of a group.

        Args:
            shared: rules as in effects.toml; None keeps those of the application. One that is left out saves nothing.
            weights: by name of `GROUP_WEIGHTS`; those left out stay.
        """
        found = replace(self, weights={**self.weights, **weights})
        if shared is None:
            return found
        rules = {rule["what"]: _sharing(rule) for rule in shared}
        nothing = Sharing(self.least, 0.0, 0.0)
        return replace(found, scaffold=rules.get("scaffold", nothing), others=rules.get("purchase", nothing))


@cache
def rates() -> Rates:
    """resources/planning: how much a crew does in a day, what follows what, what neighbours save together."""
    raw = _read("rates.toml")
    shared = {rule["what"]: rule for rule in _read("effects.toml")["group"]}
    return Rates(
        per_day={work: _range(figures) for work, figures in raw["per_day"].items()},
        follows={lot: tuple(lots) for lot, lots in raw["follows"].items()},
        season_lots=tuple(raw["season"]["lots"]),
        season_months=tuple(raw["season"]["months"]),
        scaffold=_sharing(shared["scaffold"]),
        others=_sharing(shared["purchase"]),
        year_days=raw["groups"]["year_days"],
        least=raw["groups"]["least"],
        most=raw["groups"]["most"],
        widest_gap=raw["groups"]["widest_gap"],
        weights={name: float(raw["groups"][name]) for name in GROUP_WEIGHTS},
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
    return Sharing(int(rule["homes"]), low, high)


def _range(figures: list[float]) -> tuple[float, float, float]:
    low, typical, high = figures
    return low, typical, high
