"""Groups of neighbours: time, proven gap and lead over two simple ways, by size of the neighbourhood."""

import random
import time
from collections.abc import Iterator
from itertools import pairwise

from rehab_app.planning.group_worth import Around, Candidate
from rehab_app.planning.grouping import propose
from rehab_app.planning.rates import rates
from rehab_app.planning.rows import House, party_walls, rows
from tests.planning.baselines import k_means, nearest_neighbours, value_eur

_ROW = 30


def run() -> Iterator[tuple[str, float, str]]:
    for size in (60, 300, 3_000):
        chance = random.Random(size)
        houses = [House(number, number // _ROW, str(2 * (number % _ROW) + 1)) for number in range(size)]
        walls = party_walls(pair for pair in pairwise(range(size)) if chance.random() < 0.8)
        homes = [
            Candidate(number, number, chance.choice(("whole", "whole", "step")), 900.0, 30_000.0, number % 3 == 0)
            for number in range(size)
            if chance.random() < 0.8
        ]
        street = rows(houses, frozenset())
        began = time.perf_counter()
        choice = propose(street, Around(walls), homes, rates())
        yield f"groups_{size}_homes", time.perf_counter() - began, "s"
        yield f"groups_{size}_gap", 100 * (choice.bound - choice.value) / max(choice.bound, 1), "%"
        for name, simple in (("nearest", nearest_neighbours), ("k_means", k_means)):
            value = value_eur(simple(street, Around(walls), homes, rates()), rates())
            yield f"groups_{size}_over_{name}", 100 * (choice.value / value - 1), "%"
