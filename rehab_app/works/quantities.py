"""Quantities of works taken off the part tables: columns for the calculation, lines for those who build."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from rehab_app.domain.table import Column, Stock, Table
from rehab_app.domain.works import Spared, Takeoff, Treated
from rehab_app.works.evaluation import Evaluation
from rehab_app.works.parts.common import owner
from rehab_app.works.parts.home import MINED, panel_kwc
from rehab_app.works.surroundings import PROTECTED, Sides, Surroundings, orientation_codes, sides
from rehab_app.works.targets import Target

_SURFACE, _PIECES, _WHOLE, _PEAK = "m²", "u", "ens", "kWc"
_STRUCTURAL = (("insulate", "wall"), ("insulate", "roof"), ("window", "window"), ("door", "door"), ("none", "wall"))
_SEEN_FROM_STREET = ("wall", "window", "door")
_NOT_TOLD = ("other_kind", "not_concerned")
_CHANGES_THE_ROOF = ("sarking_mineral", "sarking_biosourced", "photovoltaics", "solar_water_heater", "combined_solar")


def quantities(stock: Stock, found: Mapping[str, Target]) -> dict[str, Column]:
    """Quantity of each work by dwelling, in the unit of the work; 0 where there is nothing to treat."""
    return {code: _by_dwelling(stock, target) for code, target in found.items()}


def _by_dwelling(stock: Stock, target: Target) -> Column:
    owners = owner(stock, target.table)[target.rows]
    sums = np.bincount(owners, weights=_row_quantity(stock, target)[target.rows], minlength=stock.size)
    return np.minimum(sums, 1.0) if target.entry.work.unit == _WHOLE else sums


def _row_quantity(stock: Stock, target: Target) -> Column:
    """What each row adds: its area, its pieces, its power, or one."""
    part, unit = stock[target.table], target.entry.work.unit
    if unit == _PEAK:
        return panel_kwc(stock)
    if unit == _SURFACE:
        area = part["area_m2"]
        # A scaffold stands before the openings too.
        whole = target.entry.family == "scaffold"
        return np.where(part["gross_area_m2"] > 0, part["gross_area_m2"], area) if whole else area
    return _count(part) if unit == _PIECES else np.ones(len(part))


def _count(part: Table) -> Column:
    if "count" not in part.spec.names:
        return np.ones(len(part))
    return np.where(part["count"] > 0, part["count"], 1.0)


def takeoffs(stock: Stock, around: Surroundings, found: Mapping[str, Target]) -> list[dict[str, Takeoff]]:
    """Take-offs of each dwelling by work; a work without anything to treat in a dwelling is absent there."""
    amounts = quantities(stock, found)
    result: list[dict[str, Takeoff]] = [{} for _ in range(stock.size)]
    for code, target in found.items():
        lines = list(_lines(stock, around, target))
        treated: dict[int, list[Treated]] = {}
        spared: dict[int, list[Spared]] = {}
        for dwelling, line in lines:
            if isinstance(line, Treated):
                treated.setdefault(dwelling, []).append(line)
            else:
                spared.setdefault(dwelling, []).append(line)
        for dwelling, done in treated.items():
            if target.entry.work.unit == _WHOLE:
                done = done[:1]
            result[dwelling][code] = Takeoff(
                work=code,
                quantity=float(amounts[code][dwelling]),
                unit=target.entry.work.unit,
                treated=tuple(done),
                spared=tuple(spared.get(dwelling, ())),
                conditions=_conditions(target, around, dwelling, done),
            )
    return result


def _lines(stock: Stock, around: Surroundings, target: Target) -> Iterator[tuple[int, Treated | Spared]]:
    """One line a row treated or left for a reason worth telling, with the position of its dwelling."""
    part = stock[target.table]
    found = _sides(stock, around, target.table)
    orientation = (
        orientation_codes(part["orientation_id"])
        if "orientation_id" in part.spec.names
        else np.full(len(part), "", dtype=object)
    )
    area = part["area_m2"] if "area_m2" in part.spec.names else np.full(len(part), np.nan)
    amount, count, owners = _row_quantity(stock, target), _count(part), owner(stock, target.table)
    names = part.spec.names
    number = part["number"] if "number" in names else np.ones(len(part), dtype=np.int32)
    described = part["description"] if "description" in names else np.full(len(part), "", dtype=object)
    told = target.rows | ((target.reasons != "") & ~np.isin(target.reasons.astype(str), _NOT_TOLD))
    for row in np.flatnonzero(told):
        common = (
            target.table,
            int(number[row]),
            str(described[row]),
            str(found.side[row]),
            str(orientation[row]),
            str(found.heritage[row]),
            None if np.isnan(area[row]) else float(area[row]),
            float(count[row]),
        )
        dwelling = int(owners[row])
        if target.rows[row]:
            yield dwelling, Treated(*common, quantity=float(amount[row]))
        else:
            yield dwelling, Spared(*common, reason=str(target.reasons[row]))


def _sides(stock: Stock, around: Surroundings, table: str) -> Sides:
    """Sides of the rows; a door takes those of its wall."""
    part = stock[table]
    if "orientation_id" in part.spec.names:
        return sides(stock, around, table)
    nothing = np.full(len(part), "", dtype=object)
    if table != "door":
        return Sides(nothing, nothing.copy(), np.zeros(len(part), dtype=bool))
    walls = sides(stock, around, "wall")
    wall = stock["wall"]
    places = {(int(d), int(n)): at for at, (d, n) in enumerate(zip(wall["dwelling"], wall["number"], strict=True))}
    at = [places.get((int(d), int(n)), -1) for d, n in zip(part["dwelling"], part["wall_number"], strict=True)]
    side = np.array([walls.side[row] if row >= 0 else "" for row in at], dtype=object)
    heritage = np.array([walls.heritage[row] if row >= 0 else "" for row in at], dtype=object)
    return Sides(side, heritage, np.zeros(len(part), dtype=bool))


def work_conditions(found: Evaluation, works: Iterable[str], at: int) -> dict[str, tuple[str, ...]]:
    """What must be settled before each of these works at one place of an evaluation."""
    home, around = found.tiled.take([at]), found.around.of(at)
    settled = {}
    for work in works:
        target = found.found[work]
        rows = target.rows[owner(found.tiled, target.table) == at]
        one = Target(target.entry, target.table, rows, np.where(rows, "", "other_kind"))
        treated = [line for _dwelling, line in _lines(home, around, one) if isinstance(line, Treated)]
        settled[work] = _conditions(one, around, 0, treated)
    return settled


def _conditions(target: Target, around: Surroundings, dwelling: int, treated: list[Treated]) -> tuple[str, ...]:
    """What must be settled before this work in this home."""
    effect = target.entry.effect
    found = list(target.entry.work.conditions)
    if str(around.subsidence[dwelling]) in MINED and (effect.kind, effect.table) in _STRUCTURAL:
        found.insert(0, "structural_advice")
    if target.table in _SEEN_FROM_STREET:
        outside = effect.place != "inside"
        if outside and any(line.heritage not in ("", "none") for line in treated):
            found.append("heritage_opinion")
        if any(not line.side and line.table == "wall" for line in treated):
            found.append("facade_unknown")
    found += _of_building(target, around, dwelling)
    return tuple(dict.fromkeys(found))


def _of_building(target: Target, around: Surroundings, dwelling: int) -> list[str]:
    """Conditions that come from the façades of the building."""
    mine = around.dwelling == dwelling
    found = []
    if target.entry.work.code in _CHANGES_THE_ROOF and np.isin(around.heritage[mine].astype(str), PROTECTED).any():
        found.append("heritage_opinion")
    if target.entry.family == "wall_external" and (around.side[mine] == "party").any():
        found.append("party_wall_consent")
    return found
