"""Rows of houses: which buildings follow one another along a street, and which of them share a wall.

A row is one side of one street: buildings in the order of their numbers, odd and even apart (12 bis follows 12).
Buildings without a number are ordered by their party walls, from one end of the terrace to the other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_NUMBER = re.compile(r"\s*(\d+)\s*(.*)")


@dataclass(frozen=True, slots=True)
class House:
    """A building as the row graph sees it; `house_number` "" when not known."""

    building_id: int
    street_id: int
    house_number: str


@dataclass(frozen=True, slots=True)
class Row:
    """Buildings that follow one another on one side of a street."""

    street_id: int
    buildings: tuple[int, ...]


Walls = frozenset[tuple[int, int]]


def party_walls(pairs: Iterable[tuple[int, int]]) -> Walls:
    """Pairs of buildings that share a wall, each once, lower id first."""
    return frozenset((min(a, b), max(a, b)) for a, b in pairs if a != b and a >= 0 and b >= 0)


def rows(houses: Sequence[House], walls: Walls) -> list[Row]:
    """All rows, in order of street and number; every building is in exactly one."""
    sides: dict[tuple[int, int], list[tuple[int, str, int]]] = {}
    unnumbered: dict[int, list[int]] = {}
    for house in houses:
        found = _NUMBER.match(house.house_number)
        if found is None:
            unnumbered.setdefault(house.street_id, []).append(house.building_id)
            continue
        number = int(found[1])
        sides.setdefault((house.street_id, number % 2), []).append((number, found[2].lower(), house.building_id))
    ordered = [Row(street, tuple(entry[2] for entry in sorted(side))) for (street, _odd), side in sorted(sides.items())]
    for street, buildings in sorted(unnumbered.items()):
        ordered.extend(Row(street, chain) for chain in _terraces(buildings, walls))
    return ordered


def attached(row: Sequence[int], walls: Walls) -> int:
    """How many neighbours in this sequence share a wall."""
    return sum((min(a, b), max(a, b)) in walls for a, b in pairwise(row))


def _terraces(buildings: Sequence[int], walls: Walls) -> list[tuple[int, ...]]:
    """Buildings joined by walls, each terrace walked from an end (the one of lowest id)."""
    near: Mapping[int, list[int]] = {building: [] for building in sorted(buildings)}
    for a, b in sorted(walls):
        if a in near and b in near:
            near[a].append(b)
            near[b].append(a)
    left = set(near)
    found = []
    for start in sorted(near, key=lambda building: (len(near[building]), building)):
        chain = []
        waiting = [start]
        while waiting:
            building = waiting.pop()
            if building in left:
                left.remove(building)
                chain.append(building)
                waiting.extend(sorted((next_one for next_one in near[building] if next_one in left), reverse=True))
        if chain:
            found.append(tuple(chain))
    return found
