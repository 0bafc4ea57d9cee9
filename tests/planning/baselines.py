"""Two simple ways to group homes, to compare the choice of `planning.grouping` with: walking to the nearest
neighbour, and k-means on place and works. Both give valid groups only; what they leave over stays alone."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from rehab_app.planning.group_worth import Around, Candidate, Run, group_of, worth_eur
from rehab_app.planning.rates import Rates
from rehab_app.planning.rows import Row

_ROUNDS = 20
_OTHER_ROW, _OTHER_WORKS = 1_000.0, 500.0  # distances between homes that cannot be in one group


def nearest_neighbours(
    rows: Sequence[Row], around: Around, homes: Sequence[Candidate], rates: Rates
) -> tuple[Run, ...]:
    """From the first free home of each row on to the nearest that chose the same, until the group is full."""
    found = []
    for row, placed in _placed(rows, homes):
        free = list(placed)
        while free:
            members = [free.pop(0)]
            while len(members) < rates.most:
                near = [item for item in free if item[1].bundle == members[0][1].bundle]
                if not near or near[0][0] - members[-1][0] > rates.widest_gap + 1:
                    break
                members.append(near[0])
                free.remove(near[0])
            found += _valid(row, around, members, rates)
    return tuple(found)


def k_means(
    rows: Sequence[Row], around: Around, homes: Sequence[Candidate], rates: Rates, seed: int = 1
) -> tuple[Run, ...]:
    """Clusters of the mean wanted size on row, place in the row and works; each cut where a row or a gap parts it."""
    placed = [(number, row, at, home) for number, (row, some) in enumerate(_placed(rows, homes)) for at, home in some]
    if not placed:
        return ()
    bundles = {name: number for number, name in enumerate(sorted({home.bundle for *_place, home in placed}))}
    points = np.array([(n * _OTHER_ROW, at, bundles[home.bundle] * _OTHER_WORKS) for n, _row, at, home in placed])
    clusters = max(len(placed) // ((rates.least + rates.most) // 2), 1)
    generator = np.random.default_rng(seed)
    centres = points[generator.choice(len(points), clusters, replace=False)]
    nearest = np.zeros(len(points), dtype=np.intp)
    for _round in range(_ROUNDS):
        nearest = ((points[:, None, :] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        for cluster in np.unique(nearest):
            centres[cluster] = points[nearest == cluster].mean(axis=0)
    found = []
    for cluster in np.unique(nearest):
        mine = [placed[at] for at in np.flatnonzero(nearest == cluster)]
        for number, bundle in sorted({(n, home.bundle) for n, _row, _at, home in mine}):
            some = [(at, home) for n, _row, at, home in mine if n == number and home.bundle == bundle]
            row = next(row for n, row, _at, _home in mine if n == number)
            for part in _unbroken(some, rates):
                found += _valid(row, around, part, rates)
    return tuple(found)


def value_eur(runs: Iterable[Run], rates: Rates) -> int:
    """What groups are worth together, by the measure of `planning.grouping`."""
    return sum(worth_eur(run, rates) for run in runs)


def _placed(rows: Sequence[Row], homes: Sequence[Candidate]) -> list[tuple[Row, list[tuple[int, Candidate]]]]:
    """Homes of each row with their place in it."""
    by_building: Mapping[int, list[Candidate]] = {home.building_id: [] for home in homes}
    for home in sorted(homes, key=lambda home: home.dwelling_id):
        by_building[home.building_id].append(home)
    return [(row, [(at, h) for at, b in enumerate(row.buildings) for h in by_building.get(b, ())]) for row in rows]


def _unbroken(members: Sequence[tuple[int, Candidate]], rates: Rates) -> list[list[tuple[int, Candidate]]]:
    parts: list[list[tuple[int, Candidate]]] = []
    for item in sorted(members, key=lambda item: (item[0], item[1].dwelling_id)):
        if parts and item[0] - parts[-1][-1][0] <= rates.widest_gap + 1 and len(parts[-1]) < rates.most:
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _valid(row: Row, around: Around, members: Sequence[tuple[int, Candidate]], rates: Rates) -> list[Run]:
    return [group_of(row, around, members, rates)] if len(members) >= rates.least else []
