"""Dossiers: pages a second and memory over a batch, on invented houses."""

import resource
import time
from collections.abc import Iterator
from io import BytesIO

from rehab_app.reports.artisan import artisan_pdf
from rehab_app.reports.household import household_pdf
from rehab_app.reports.landlord import landlord_pdf
from rehab_app.reports.price_sheet import price_sheet
from tests.reports.invented import dossier
from tests.reports.invented_home import home
from tests.reports.invented_landlord import landlord

_BATCH = 20


def run() -> Iterator[tuple[str, float, str]]:
    artisan_pdf(dossier(2), BytesIO())  # fonts and hyphenation are read once
    began = time.perf_counter()
    artisan_pdf(dossier(60), BytesIO())
    yield "dossiers.artisan_60_houses", time.perf_counter() - began, "s"
    before = _memory_mb()
    began = time.perf_counter()
    pages = 0
    for houses in range(5, 5 + _BATCH):
        made = dossier(houses)
        pages += artisan_pdf(made, BytesIO())
        price_sheet(made, BytesIO())
    spent = time.perf_counter() - began
    yield "dossiers.batch_pages", pages, "pages"
    yield "dossiers.pages_per_second", pages / spent, "pages/s"
    began = time.perf_counter()
    pages = sum(household_pdf(home(), BytesIO()) for _time in range(_BATCH))
    yield "dossiers.household_pages_per_second", pages / (time.perf_counter() - began), "pages/s"
    began = time.perf_counter()
    pages = landlord_pdf(landlord(60), BytesIO())
    yield "dossiers.landlord_pages_per_second", pages / (time.perf_counter() - began), "pages/s"
    yield "dossiers.memory_growth", _memory_mb() - before, "MB"


def _memory_mb() -> float:
    """Largest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
