"""Calendars: time and gap on a street, and on published instances where they are beside the project."""

import datetime
import random
from collections.abc import Iterator
from pathlib import Path

from rehab_app.planning.exact import Limits
from rehab_app.planning.instances import best_known, read_instance
from rehab_app.planning.rates import rates
from rehab_app.planning.schedule import solve
from rehab_app.planning.placing import calendar
from rehab_app.planning.site import Crew, MemberWork, site_tasks

_INSTANCES = Path(__file__).resolve().parents[3] / "shared" / "scheduling"
_SIZES = {
    ("scaffold", "site"): 60.0,
    ("loft_mineral", "roof"): 45.0,
    ("windows_pvc", "joinery"): 14.0,
    ("wall_external_mineral", "facade"): 40.0,
    ("wall_internal_mineral", "lining"): 25.0,
    ("ventilation_humidity", "ventilation"): 1.0,
    ("heat_pump", "heating"): 1.0,
}
_FIRMS = (
    Crew(1, ("site",), 2),
    Crew(2, ("roof",), 2),
    Crew(3, ("joinery",), 1),
    Crew(4, ("facade",), 2),
    Crew(5, ("lining",), 2),
    Crew(6, ("ventilation", "heating"), 2),
)


def run() -> Iterator[tuple[str, float, str]]:
    yield from _street(12, 30)
    yield from _street(120, 180)
    if _INSTANCES.is_dir():
        known = best_known(_INSTANCES)
        for series, files, seconds in (("J30", 6, 2.0), ("J60", 4, 10.0)):
            names = [name for name in known if series in name][:files]
            found = [(solve(read_instance(_INSTANCES / name), Limits(seconds)), known[name]) for name in names]
            excess = [100 * (schedule.makespan - best) / best for schedule, best in found]
            yield f"plan_{series}_mean_excess", sum(excess) / len(excess), "%"
            yield f"plan_{series}_slowest", max(schedule.seconds for schedule, _best in found), "s"


def _street(homes: int, seconds: float) -> Iterator[tuple[str, float, str]]:
    chance = random.Random(homes)
    works = [
        MemberWork(1, home, work, lot, size * chance.uniform(0.7, 1.3) if size > 1 else size)
        for home in range(1, homes + 1)
        for (work, lot), size in _SIZES.items()
    ]
    tasks = site_tasks(works, _FIRMS, rates())
    result = calendar(tasks, _FIRMS, rates(), datetime.date(2027, 4, 5), Limits(seconds))
    yield f"plan_{homes}_homes_length", result.work_days, "days"
    yield f"plan_{homes}_homes_gap", 100 * result.gap, "%"
    yield f"plan_{homes}_homes_seconds", result.seconds, "s"
