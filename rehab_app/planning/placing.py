"""From tasks on site to a calendar: order of the lots, crews, open days, and what was promised.

In one home the lots follow the order of resources/works/rates.toml. Dates that were promised are kept as far as any
calendar can keep them; those of works begun, or placed by hand, always.
"""

import datetime
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rehab_app.core.i18n import _
from rehab_app.domain.calendar import STEPS, CalendarResult, Clash, PlannedTask, SiteTask, Term
from rehab_app.planning.clash import Bound, explain
from rehab_app.planning.exact import Limits
from rehab_app.planning.keeping import keep
from rehab_app.planning.network import Impossible, OutOfTime
from rehab_app.planning.rates import Rates
from rehab_app.planning.schedule import Schedule, solve
from rehab_app.planning.site import NO_FIRM, Crew
from rehab_app.planning.site_network import CALENDAR_YEARS, Fixed, Setting, Site
from rehab_app.planning.terms import starts
from rehab_app.planning.workdays import WorkCalendar

_KEEP_SHARE = 0.3  # of the time, when not all that was promised can be kept at once


class NoCalendar(Exception):
    """No calendar fits; `clash` says which terms cannot be kept together."""

    def __init__(self, clash: Clash) -> None:
        super().__init__(_("No calendar fits."))
        self.clash = clash


def place(tasks: Sequence[SiteTask], setting: Setting, limits: Limits, fixed: Iterable[Fixed] = ()) -> CalendarResult:
    """Dates of all tasks: a short whole in which each home is few days on site (`planning.schedule.solve`).

    Args:
        tasks: those to place, in any order.
        setting: crews, rates, terms.
        limits: of the search.
        fixed: tasks with dates; a task of the same home and lot is not placed again unless its dates had to yield.

    Raises:
        NoCalendar: none exists; with what clashes.
        OutOfTime: none was found, and it is not known whether there is one.
    """
    days = WorkCalendar(setting.start, years=CALENDAR_YEARS)
    fixed = list(fixed)
    known = {(task.dwelling_id, task.lot) for task in tasks}
    promised = [one for one in fixed if one.yields and (one.dwelling_id, one.lot) in known]
    stay = [one for one in fixed if one not in promised]
    try:
        built, found, held = _keeping(tasks, stay, promised, setting, days, limits)
    except Impossible as error:
        raise NoCalendar(_clash(tasks, stay, setting, days)) from error
    planned = built.planned(found.starts)
    return CalendarResult(
        planned=tuple(planned),
        work_days=found.makespan,
        bound_days=found.bound,
        home_days=found.home_spans,
        home_bound_days=found.home_bound,
        proven=found.proven,
        seconds=found.seconds,
        without_firm=_without_firm(planned),
        held=len(held),
        moved=len(promised) - len(held),
    )


def _keeping(
    tasks: Sequence[SiteTask],
    stay: Sequence[Fixed],
    promised: Sequence[Fixed],
    setting: Setting,
    days: WorkCalendar,
    limits: Limits,
) -> tuple[Site, Schedule, Sequence[Fixed]]:
    """The calendar that keeps all that was promised, else as much as can be."""
    began = time.monotonic()
    try:
        built = Site(tasks, [*stay, *promised], setting, days)
        return built, solve(built.network, limits), promised
    except (Impossible, OutOfTime):
        if not promised:
            raise
    limits = limits.less(time.monotonic() - began)
    # Scaffolds promised are kept one by one, whatever row they were part of.
    alone = {(one.dwelling_id, one.lot) for one in promised}
    tasks = [replace(task, row=-1) if (task.dwelling_id, task.lot) in alone else task for task in tasks]
    loose = Site(tasks, stay, setting, days)
    wanted = {loose.at(one): days.day(one.starts_on) for one in promised}
    kept = keep(loose.network, wanted, limits.part(_KEEP_SHARE))
    held = [one for one in promised if loose.at(one) in kept]
    built = Site(tasks, [*stay, *held], setting, days)
    return built, solve(built.network, limits.part(1 - _KEEP_SHARE)), held


def calendar(
    tasks: Sequence[SiteTask],
    firms: Sequence[Crew],
    rates: Rates,
    start: datetime.date,
    limits: Limits,
    fixed: Iterable[Fixed] = (),
) -> CalendarResult:
    """`place` without terms."""
    return place(tasks, Setting(firms, rates, start), limits, fixed)


def _without_firm(planned: Sequence[PlannedTask]) -> dict[str, int]:
    missing: dict[str, int] = {}
    for item in planned:
        task = item.task
        if task.firm_id == NO_FIRM and task.lot not in STEPS:
            missing[task.lot] = missing.get(task.lot, 0) + task.work_days
    return missing


def _clash(tasks: Sequence[SiteTask], stay: Sequence[Fixed], setting: Setting, days: WorkCalendar) -> Clash:
    """Terms, and works that stay, which cannot be kept together."""
    site = Site(tasks, stay, setting, days)
    bounds = []
    for rule in site.rules:
        allowed = {
            at: found
            for at, node in enumerate(site.nodes[: site.free])
            if any(map(rule.concerns, node.tasks)) and (found := starts([rule.open], node.length)) is not None
        }
        if allowed:
            bounds.append(Bound(rule.term, allowed))
    for at, one in enumerate(stay, start=site.free):
        node = site.nodes[at]
        if node.pinned and not node.begun:
            term = Term("promised", one.starts_on, one.ends_on, dwelling_id=one.dwelling_id, lots=(one.lot,))
            bounds.append(Bound(term, {at: (node.pinned[0],)}))
    return explain(site.network, bounds)
