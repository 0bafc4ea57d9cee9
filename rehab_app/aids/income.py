"""Income class of a household (arrêté du 24 mai 2013 relatif aux plafonds de ressources de l'Anah)."""

import datetime

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.parameters import parameters_at
from rehab_app.domain.table import Table

CLASSES = ("tres_modeste", "modeste", "intermediaire", "superieure")
VERY_MODEST, MODEST, MIDDLE, UPPER = range(4)
_PER_HOUSEHOLD = 5  # ceilings are listed up to five persons; then an amount a person


def income_class(situations: Table, on: datetime.date) -> NDArray[np.intp]:
    """Class by row (n,): 0 très modeste … 3 supérieure; ceilings are inclusive, in whole euros.

    A household whose size or income is not known counts in the highest class: an aid is never promised on a guess.
    """
    parameters = parameters_at("income", on)
    known = income_known(situations)
    people = np.where(known, situations["people"], 1.0)
    paris = situations["ile_de_france"] == 1
    # Ceilings are whole euros: an income of the ceiling and some cents is still under it.
    income = np.floor(situations["income_eur"])
    above = np.zeros(len(situations), dtype=np.intp)
    for name in CLASSES[:-1]:
        ceiling = np.where(
            paris, _ceiling(parameters["ile_de_france"][name], people), _ceiling(parameters["elsewhere"][name], people)
        )
        above += income > ceiling
    return np.where(known, above, UPPER)


def class_places(names: NDArray[np.object_]) -> NDArray[np.intp]:
    """Classes by their names (n,): 0 très modeste … 3 supérieure, -1 for any other text."""
    places = {name: at for at, name in enumerate(CLASSES)}
    return np.array([places.get(name, -1) for name in names.tolist()], dtype=np.intp)


def income_known(situations: Table) -> NDArray[np.bool_]:
    """Rows (n,) whose size of the household and income are both known; who declares the highest class has no bound."""
    return np.asarray((situations["people"] >= 1) & (situations["income_eur"] >= 0))


def income_conditions(situations: Table, refused: NDArray[np.bool_]) -> dict[str, NDArray[np.bool_]]:
    """Why the class refuses these rows: the income is above the ceiling, or it is not known and nobody may say so."""
    known = income_known(situations)
    return {"income": refused & known, "income_unknown": refused & ~known}


def ceilings_eur(people: int, on: datetime.date, ile_de_france: bool = False) -> tuple[int, ...]:
    """Highest reference tax income of each class but the last, for a household of that many persons."""
    rules = parameters_at("income", on)["ile_de_france" if ile_de_france else "elsewhere"]
    return tuple(int(_ceiling(rules[name], np.array([float(people)]))[0]) for name in CLASSES[:-1])


def class_ceiling_eur(people: NDArray[np.float64], classes: NDArray[np.intp], on: datetime.date) -> NDArray[np.float64]:
    """Highest reference tax income (n,) of a class, infinite for the highest; NaN without a class or a size.

    Args:
        people: size of each household, NaN not known.
        classes: 0 très modeste … 3 supérieure, -1 none; outside Île-de-France.
        on: day of the rules.
    """
    rules = parameters_at("income", on)["elsewhere"]
    size = np.where(people >= 1, people, 1.0)
    found = np.full(len(size), np.nan)
    for at, name in enumerate(CLASSES[:-1]):
        found = np.where(classes == at, _ceiling(rules[name], size), found)
    found = np.where(classes == UPPER, np.inf, found)
    return np.where(people >= 1, found, np.nan)


def _ceiling(listed: list[int], people: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ceiling in euros for a household of that many persons."""
    base = np.asarray(listed[:_PER_HOUSEHOLD], dtype=float)
    position = np.clip(people.astype(np.intp), 1, _PER_HOUSEHOLD) - 1
    return np.asarray(base[position] + listed[_PER_HOUSEHOLD] * np.maximum(people - _PER_HOUSEHOLD, 0))
