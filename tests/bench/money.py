"""Speed of aids and plans: the reference cases in process, and a neighbourhood with eight bundles."""

import datetime
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from rehab_app.aids.compute import compute_aids
from rehab_app.domain.table import Stock, concatenate
from rehab_app.domain.town import TownRules
from rehab_app.exchange.aid_cases import read_aid_cases
from rehab_app.exchange.dpe_xml import read_dpe
from rehab_app.services.money import Terms, money
from rehab_app.services.situations import Households
from rehab_app.works.catalogue import bundles
from rehab_app.works.combinations import combinations
from rehab_app.works.evaluate import evaluate
from tests.works.houses import between_street_and_garden, row_of_houses

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_ON = datetime.date(2026, 11, 22)
_HOMES, _BATCH, _BUNDLES = 10_000, 1_000, 8


def run() -> Iterator[tuple[str, float, str]]:
    corpus = _SHARED / "aids" / "corpus.jsonl"
    if corpus.is_file():
        _ids, situations = read_aid_cases(corpus)
        for on in (datetime.date(2025, 4, 1), datetime.date(2025, 12, 18), _ON):
            yield f"money_aids_2000_cases_{on}", _seconds(lambda on=on: compute_aids(situations, on), 5), "s"  # type: ignore[misc]
    packages = [package.works for package in bundles().values()][:_BUNDLES]
    homes = _homes()
    _plans(homes.take(np.arange(8)), packages)  # files are read once
    yield f"money_{_HOMES}_homes_x_{len(packages)}_bundles", _seconds(lambda: _street(homes, packages), 1), "s"
    yield "money_memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"
    one = row_of_houses(1)
    around = between_street_and_garden(one)
    found = combinations(one, around)
    yield "money_bundles_searched", len(found), "bundles"
    yield "money_search_one_home", _seconds(lambda: _plans(one, combinations(one, around)), 3), "s"


def _homes() -> Stock:
    """The official files where they are there, else the invented row of the tests."""
    folder = _SHARED / "dpe"
    if folder.is_dir():
        return concatenate([read_dpe(path).stock for path in sorted(folder.glob("*.xml"))])
    return row_of_houses(3)


def _street(homes: Stock, packages: list[tuple[str, ...]]) -> None:
    for first in range(0, _HOMES, _BATCH):
        _plans(homes.take(np.arange(first, first + _BATCH) % homes.size), packages)


def _plans(stock: Stock, packages: list[tuple[str, ...]]) -> None:
    n = stock.size
    text = {"tenure": "owner_occupied", "owner_kind": "person", "department": "62"}
    households = Households(
        people=1.0 + np.arange(n) % 5,
        income_eur=12_000.0 + 700.0 * (np.arange(n) % 97),
        **{name: np.full(n, value, dtype=object) for name, value in text.items()},
    )
    found = evaluate(stock, between_street_and_garden(stock), packages, _ON)
    money(found, households, TownRules(), Terms(_ON))


def _seconds(work: Callable[[], object], repeats: int) -> float:
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best
