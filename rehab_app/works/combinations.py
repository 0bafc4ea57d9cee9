"""All sensible bundles for one home, for a search by enumeration over the columnar engine.

A bundle takes one choice of each axis (roof, walls, floor, openings, ventilation, heating, hot water). Works that find
nothing to treat are dropped, and bundles that lack what their works need are left out (`Entry.needs`).
"""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from rehab_app.domain.table import Stock
from rehab_app.works.catalogue import entries, entry
from rehab_app.works.evaluation import Package
from rehab_app.works.surroundings import Surroundings
from rehab_app.works.targets import targets

_MINERAL = {
    "loft": "loft_mineral",
    "slopes": "slopes_mineral",
    "outside": "wall_external_mineral",
    "inside": "wall_internal_mineral",
    "floor": "floor_below",
    "windows": "windows_pvc",
}
_BIOSOURCED = {
    "loft": "loft_biosourced",
    "slopes": "slopes_biosourced",
    "outside": "wall_external_biosourced",
    "inside": "wall_internal_biosourced",
    "floor": "floor_below_biosourced",
    "windows": "windows_wood",
}


def combinations(stock: Stock, around: Surroundings, biosourced: bool = False) -> list[Package]:
    """Distinct bundles for the one home of the stock, the empty one left out.

    Args:
        stock: one home.
        around: façades of its building.
        biosourced: use the biosourced variants.
    """
    axes = _axes(_BIOSOURCED if biosourced else _MINERAL)
    works = {work for axis in axes for choice in axis for work in choice}
    useful, wanting = _useful(stock, around, works), _wanting(stock, around)
    order = list(entries())
    found: dict[Package, None] = {}
    for choice in product(*axes):
        chosen = {work for part in choice for work in part if work in useful}
        if "radiators" in {work for part in choice for work in part} and chosen:
            chosen |= _radiators(stock, around, chosen)
        if chosen and _complete(chosen, wanting):
            found[tuple(sorted(chosen, key=order.index))] = None
    return list(found)


def _axes(names: dict[str, str]) -> Sequence[Sequence[Package]]:
    return (
        ((), (names["loft"], names["slopes"], "flat_roof")),
        ((), ("scaffold", names["outside"], names["inside"])),
        ((), (names["floor"],)),
        ((), (names["windows"], "roof_windows", "doors")),
        ((), ("ventilation_humidity",), ("airtightness", "ventilation_recovery")),
        (
            (),
            ("heat_pump", "radiators", "oil_tank_removal"),
            ("pellet_boiler", "radiators", "oil_tank_removal"),
            ("heat_network", "radiators", "oil_tank_removal"),
        ),
        ((), ("thermodynamic_water_heater",)),
    )


def _useful(stock: Stock, around: Surroundings, works: set[str]) -> set[str]:
    """Works that treat something in this home, each taken alone."""
    return {
        code
        for work in works
        for code, target in targets(stock, around, {work: np.ones(1, dtype=bool)}).items()
        if target.rows.any()
    }


def _radiators(stock: Stock, around: Surroundings, chosen: set[str]) -> set[str]:
    """Radiators where the new heating needs them."""
    selection = {work: np.ones(1, dtype=bool) for work in (*chosen, "radiators")}
    return {"radiators"} if targets(stock, around, selection)["radiators"].rows.any() else set()


def _wanting(stock: Stock, around: Surroundings) -> set[str]:
    """Families that the home lacks: no variant finds it good already."""
    lacking: dict[str, bool] = {}
    for code, item in entries().items():
        target = targets(stock, around, {code: np.ones(1, dtype=bool)})[code]
        lacking[item.family] = lacking.get(item.family, True) and bool(target.rows.any())
    return {family for family, lacks in lacking.items() if lacks}


def _complete(chosen: set[str], wanting: set[str]) -> bool:
    have = {entry(work).family for work in chosen}
    return all(family in have or family not in wanting for family in _needed(chosen))


def _needed(chosen: set[str]) -> Iterator[str]:
    for work in chosen:
        yield from entry(work).needs
