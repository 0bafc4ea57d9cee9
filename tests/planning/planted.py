"""Invented neighbourhoods in which the best groups are known because they were planted."""

import random
from itertools import pairwise

from rehab_app.planning.group_worth import Candidate
from rehab_app.planning.rates import Rates
from rehab_app.planning.rows import House, Row, Walls, party_walls, rows

BUNDLES = ("whole", "whole_biosourced", "step")


def neighbourhood(
    homes: int, chance: random.Random, rates: Rates
) -> tuple[list[Row], Walls, list[Candidate], set[frozenset[int]]]:
    """Rows of attached blocks of 5 to 12 homes that chose the same; next to a block stand homes that chose otherwise
    or a stretch of homes that chose nothing, so that no other grouping is worth as much. Lone homes fit no group."""
    houses: list[House] = []
    walls: list[tuple[int, int]] = []
    candidates: list[Candidate] = []
    planted: set[frozenset[int]] = set()
    street = 0
    while sum(len(group) for group in planted) < homes:
        street += 1
        number, before = 1, ""
        for _block in range(chance.randint(1, 3)):
            size = chance.randint(rates.least, rates.most)
            bundle = chance.choice([name for name in BUNDLES if name != before])
            block = [len(houses) + at + 1 for at in range(size)]
            for building in block:
                houses.append(House(building, street, str(number)))
                candidates.append(Candidate(building, building, bundle, 900.0, 30_000.0, chance.random() < 0.4))
                number += 2
            walls += pairwise(block)
            planted.add(frozenset(block))
            before = bundle
            if chance.random() < 0.5:
                lone = chance.randint(0, rates.widest_gap + 1)
                for at in range(rates.widest_gap + 1):
                    building = len(houses) + 1
                    houses.append(House(building, street, str(number)))
                    if at == lone:
                        candidates.append(Candidate(building, building, "heating", 0.0, 13_000.0, True))
                    number += 2
    return rows(houses, frozenset()), party_walls(walls), candidates, planted
