"""Order of works without dead ends, and what a choice of works lacks or spoils: resources/works/order.toml."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from rehab_app.core.i18n import _
from rehab_app.core.paths import resource
from rehab_app.domain.table import Stock
from rehab_app.works.catalogue import entries, entry
from rehab_app.works.evaluation import Evaluation
from rehab_app.works.surroundings import Surroundings
from rehab_app.works.targets import Selection, target


@cache
def _document() -> Mapping[str, Any]:
    """The file; ValueError names a family that the catalogue does not have."""
    with resource("works", "order.toml").open("rb") as file:
        raw = tomllib.load(file)
    known = {item.family for item in entries().values()}
    lists = [rule[key] for rule in raw["before"] for key in ("first", "then")]
    lists += [rule[key] for rule in raw["together"] for key in ("one", "other")]
    lists += [step["families"] for step in raw["step"]]
    for family in (each for one in lists for each in one):
        if family not in known:
            raise ValueError(f"resources/works/order.toml: the catalogue has no family {family}")
    return raw


def steps(works: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The works in steps that may follow each other over years without a dead end; empty steps are left out."""
    found = []
    for step in _document()["step"]:
        mine = tuple(work for work in works if entry(work).family in step["families"])
        if mine:
            found.append(mine)
    return tuple(found)


def dead_ends(order: Sequence[Sequence[str]]) -> list[str]:
    """Why these steps, in this order, make a later step harder or undo an earlier one; empty when they do not."""
    at = {entry(work).family: place for place, step in enumerate(order) for work in step}
    pairs = [(rule["first"], rule["then"], rule["why"]) for rule in _document()["before"]]
    pairs += [(rule["other"], rule["one"], rule["why"]) for rule in _document()["together"]]
    return [_(why) for first, then, why in pairs if _late(at, first, then)]


def _late(at: Mapping[str, int], first: Sequence[str], then: Sequence[str]) -> bool:
    """Whether one of `first` comes in a later step than one of `then`."""
    return any(at[one] > at[other] for one in first if one in at for other in then if other in at)


def issues(found: Evaluation, at: int) -> tuple[str, ...]:
    """What the bundle of one place lacks: a family its works need and that the home would still have to do.

    A work left for a later step and made harder by this choice is said too: walls without their windows.
    """
    works = found.packages[at // found.homes]
    done = [work for work in works if found.quantities[work][at] > 0]
    have = {entry(work).family for work in done}
    home = _Home(found.tiled.take([at]), found.around.of(at), dict.fromkeys(works, np.ones(1, dtype=bool)))
    lacking = dict.fromkeys(family for work in done for family in entry(work).needs if family not in have)
    told = [_needed(family) for family in lacking if _wanting(home, family)]
    return tuple(dict.fromkeys([*told, *_spoilt(home, have)]))


@dataclass(frozen=True, slots=True)
class _Home:
    """One home of a pass with its bundle."""

    stock: Stock
    around: Surroundings
    chosen: Selection


def _spoilt(home: _Home, have: set[str]) -> Iterator[str]:
    """Later steps that this choice makes harder."""
    for rule in _document()["before"]:
        if rule.get("spoils") and have.intersection(rule["then"]):
            left = (family for family in rule["first"] if family not in have)
            if any(_wanting(home, family) for family in left):
                why = rule["why"]
                yield _(why)


def _wanting(home: _Home, family: str) -> bool:
    """Whether the home still lacks it beside the bundle: no variant of the family finds it good already."""
    variants = [code for code, item in entries().items() if item.family == family]
    chosen = ({**home.chosen, code: np.ones(1, dtype=bool)} for code in variants)
    found = (target(home.stock, home.around, one, code) for code, one in zip(variants, chosen, strict=True))
    return all(treated.rows.any() for treated in found)


def _needed(family: str) -> str:
    for rule in (*_document()["together"], *_document()["before"]):
        others = rule.get("other", rule.get("first"))
        if family in others:
            why = rule["why"]
            return _(why)
    names = [_(item.work.label) for item in entries().values() if item.family == family]
    return _("to be done before or with it: {works}").format(works=" / ".join(names))
