"""Calendars: time and gap on a street, and on published instances where they are beside the project."""

import datetime
import random
from collections.abc import Iterator
from pathlib import Path

from rehab_app.domain.calendar import SiteTask, Term
from rehab_app.planning.exact import Limits
from rehab_app.planning.instances import best_known, read_instance
from rehab_app.planning.placing import calendar, place
from rehab_app.planning.rates import rates
from rehab_app.planning.schedule import solve
from rehab_app.planning.site import Crew, MemberWork, site_tasks
from rehab_app.planning.site_network import Fixed, Setting

_INSTANCES = Path(__file__).resolve().parents[3] / "shared" / "scheduling"
# Nine lots of a whole renovation, for six firms.
_SIZES = {
    ("scaffold", "site"): 60.0,
    ("damp_treatment", "masonry"): 0.4,
    ("loft_mineral", "roof"): 45.0,
    ("windows_pvc", "joinery"): 14.0,
    ("airtightness", "airtightness"): 0.4,
    ("wall_external_mineral", "facade"): 40.0,
    ("wall_internal_mineral", "lining"): 25.0,
    ("ventilation_humidity", "ventilation"): 1.0,
    ("heat_pump", "heating"): 1.0,
}
_FIRMS = (
    Crew(1, ("site", "masonry"), 2),
    Crew(2, ("roof",), 2),
    Crew(3, ("joinery",), 1),
    Crew(4, ("facade",), 2),
    Crew(5, ("lining", "airtightness"), 2),
    Crew(6, ("ventilation", "heating"), 2),
)
_START = datetime.date(2027, 4, 5)


def run() -> Iterator[tuple[str, float, str]]:
    yield from _street(12, 30)
    yield from _street(120, 180)
    yield from _after_absence(12, 30)
    if _INSTANCES.is_dir():
        known = best_known(_INSTANCES)
        for series, files, seconds in (("J30", 24, 2.0), ("J60", 24, 10.0), ("MPLIB", 3, 30.0)):
            names = [name for name in known if series in name]
            names = names[:: max(len(names) // files, 1)][:files]
            found = [(solve(read_instance(_INSTANCES / name), Limits(seconds)), known[name]) for name in names]
            excess = [100 * (schedule.makespan - best) / best for schedule, best in found]
            bounds = [100 * (schedule.makespan - schedule.bound) / schedule.bound for schedule, _best in found]
            yield f"plan_{series}_mean_excess", sum(excess) / len(excess), "%"
            yield f"plan_{series}_mean_gap_to_bound", sum(bounds) / len(bounds), "%"
            yield f"plan_{series}_slowest", max(schedule.seconds for schedule, _best in found), "s"


def _tasks(homes: int) -> list[SiteTask]:
    chance = random.Random(homes)
    works = [
        MemberWork(1, home, work, lot, size * chance.uniform(0.7, 1.3) if size > 1 else size)
        for home in range(1, homes + 1)
        for (work, lot), size in _SIZES.items()
    ]
    return site_tasks(works, _FIRMS, rates())


def _street(homes: int, seconds: float) -> Iterator[tuple[str, float, str]]:
    result = calendar(_tasks(homes), _FIRMS, rates(), _START, Limits(seconds))
    yield f"plan_{homes}_homes_length", result.work_days, "days"
    yield f"plan_{homes}_homes_gap", 100 * result.gap, "%"
    yield f"plan_{homes}_homes_seconds", result.seconds, "s"


def _after_absence(homes: int, seconds: float) -> Iterator[tuple[str, float, str]]:
    """All dates promised; then each firm in turn is away for a week in the middle of its works."""
    tasks = _tasks(homes)
    before = calendar(tasks, _FIRMS, rates(), _START, Limits(seconds))
    promised = [
        Fixed(
            one.task.group_id,
            one.task.dwelling_id,
            one.task.lot,
            one.task.firm_id,
            one.starts_on,
            one.ends_on,
            yields=True,
        )
        for one in before.planned
    ]
    for firm in _FIRMS:
        mine = sorted(one.starts_on for one in before.planned if one.task.firm_id == firm.firm_id)
        first = mine[len(mine) // 2]
        away = Term("firm_absent", first, first + datetime.timedelta(days=6), firm_id=firm.firm_id)
        after = place(tasks, Setting(_FIRMS, rates(), _START, [away]), Limits(seconds), promised)
        yield f"plan_promises_moved_firm_{firm.firm_id}", 100 * after.moved / len(promised), "%"
