"""Dossiers: the full set of the fictional neighbourhood, pages a second and memory; each kind on invented houses."""

import datetime
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from rehab_app.core.progress import Progress
from rehab_app.reports.artisan import artisan_pdf
from rehab_app.reports.household import household_pdf
from rehab_app.reports.landlord import landlord_pdf
from rehab_app.reports.price_sheet import price_sheet
from rehab_app.reports.town import town_pdf
from rehab_app.services import printing
from rehab_app.services.sample import build_sample
from rehab_app.storage.project import Project
from tests.reports.invented import dossier
from tests.reports.invented_home import home
from tests.reports.invented_landlord import landlord
from tests.reports.invented_town import town

_BATCH = 20
_DAY = datetime.date(2026, 11, 22)
_CALENDAR_S = 6.0


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
    yield "dossiers.artisan_pages_per_second", pages / (time.perf_counter() - began), "pages/s"
    began = time.perf_counter()
    pages = sum(household_pdf(home(), BytesIO()) for _time in range(_BATCH))
    yield "dossiers.household_pages_per_second", pages / (time.perf_counter() - began), "pages/s"
    began = time.perf_counter()
    pages = landlord_pdf(landlord(60), BytesIO())
    yield "dossiers.landlord_pages_per_second", pages / (time.perf_counter() - began), "pages/s"
    began = time.perf_counter()
    town_pdf(town(60, 600), BytesIO())
    yield "dossiers.town_600_homes", time.perf_counter() - began, "s"
    yield "dossiers.memory_growth", _memory_mb() - before, "MB"
    yield from _full_set()


def _full_set() -> Iterator[tuple[str, float, str]]:
    """Every group × lot, every landlord, every household and the town's report of the fictional neighbourhood."""
    with tempfile.TemporaryDirectory() as folder:
        location, out = Path(folder) / "quartier.rehab", Path(folder) / "dossiers"
        build_sample(location, Progress(), "bench", _DAY, _CALENDAR_S)
        with Project.open(location) as project:
            began, used = time.perf_counter(), _processor_s()
            pages, first_half = 0, 0.0
            plans = printing.print_plans(project, printing.plans(project), out, "bench", _DAY)
            pages += sum(done.pages for done in plans.printed)
            owners = [landlord.owner_id for landlord in printing.landlords(project)]
            pages += sum(
                done.pages for done in printing.print_landlords(project, owners, out, "bench", _DAY).printed.values()
            )
            first_half = _workers_mb()
            homes = printing.homes(project)
            pages += sum(
                done.pages for done in printing.print_homes(project, homes, out, "bench", _DAY).printed.values()
            )
            pages += printing.print_town(project, out, "bench", _DAY).pages
            spent = time.perf_counter() - began
    yield "dossiers.full_set_pages", pages, "pages"
    yield "dossiers.full_set", spent, "s"
    yield "dossiers.full_set_pages_per_second", pages / spent, "pages/s"
    yield "dossiers.full_set_processor", _processor_s() - used, "s"
    yield "dossiers.full_set_process_memory", max(_workers_mb(), _memory_mb()), "MB"
    yield "dossiers.full_set_memory_growth", _workers_mb() - first_half, "MB"


def _processor_s() -> float:
    """Seconds of processor of this process and of those it waited for: what the time would be on an idle machine."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _memory_mb() -> float:
    """Largest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _workers_mb() -> float:
    """Largest memory of any process of a crew so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
