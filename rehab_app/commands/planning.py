"""`rehab group`, `rehab plan` and `rehab plan benchmark`: neighbours together, and when the firms come."""

import argparse
import datetime
from pathlib import Path
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import percent, short_day
from rehab_app.core.i18n import _, ngettext

_BENCHMARK = "benchmark"


def register(subparsers: Any) -> None:
    group = subparsers.add_parser("group", help=_("propose groups of neighbours who chose the same works"))
    group.add_argument("project")
    group.set_defaults(run=run_group)
    plan = subparsers.add_parser(
        "plan",
        help=_("plan the works of the groups; or `plan benchmark DIR`: solve published instances"),
    )
    plan.add_argument("project", help=_("project, or the word benchmark"))
    plan.add_argument("folder", nargs="?", type=Path, help=_("with benchmark: folder of instances"))
    plan.add_argument("--start", type=datetime.date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    plan.add_argument("--limit", type=float, default=30.0, metavar="S", help=_("seconds of search (each instance)"))
    plan.set_defaults(run=run_plan)


def run_group(options: argparse.Namespace) -> int:
    """Propose groups and print them with their reasons."""
    from rehab_app.core.progress import Progress
    from rehab_app.domain.groups import reason_text
    from rehab_app.services.grouping import group_neighbours
    from rehab_app.services.session import open_session

    session = open_session(options.project)
    try:
        report = group_neighbours(session.project, session.who, Progress())
    finally:
        session.close()
    homes = sum(len(proposal.homes) for proposal in report.proposals)
    count = len(report.proposals)
    print(
        ngettext(
            "{count} group of {homes} homes, of {candidates} with chosen works",
            "{count} groups of {homes} homes, of {candidates} with chosen works",
            count,
        ).format(count=count, homes=homes, candidates=report.candidates)
    )
    gap = (report.bound - report.value) / report.bound if report.bound else 0.0
    print(_("At most {gap} better is possible with these rules").format(gap=percent(gap, 1)))
    for number, proposal in enumerate(report.proposals, start=1):
        print(f"\n{number}. {proposal.street}")
        for reason in proposal.reasons:
            print(f"   - {reason_text(reason)}")
    return 0


def run_plan(options: argparse.Namespace) -> int:
    """Plan the groups of a project, or solve the instances of a folder."""
    if options.project == _BENCHMARK:
        return _run_benchmark(options)
    from rehab_app.core.progress import Progress
    from rehab_app.services.calendar_conflicts import lot_name
    from rehab_app.services.scheduling import schedule_groups
    from rehab_app.services.session import open_session

    start = options.start or datetime.date.today() + datetime.timedelta(days=30)
    session = open_session(options.project)
    try:
        report = schedule_groups(session.project, session.who, start, Progress(), seconds=options.limit)
        homes = {row["id"]: row["address"] for row in session.project.rows("dwelling")}
        firms = {row["id"]: row["name"] for row in session.project.rows("firm")}
    finally:
        session.close()
    result = report.result
    for planned in result.planned:
        task = planned.task
        days = f"{short_day(planned.starts_on)} – {short_day(planned.ends_on)}"
        firm = firms.get(task.firm_id, _("firm to be found"))
        print(f"{days}  {homes[task.dwelling_id]:<40}  {lot_name(task.lot):<36}  {firm}")
    length = ngettext("{count} working day", "{count} working days", result.work_days).format(count=result.work_days)
    print(
        _("{length} in all, at least {bound} needed (gap {gap}); {homes} days on site over all homes").format(
            length=length, bound=result.bound_days, gap=percent(result.gap, 1), homes=result.home_days
        )
    )
    for lot, lot_days in result.without_firm.items():
        print(_("No firm for {lot}: {days} days").format(lot=lot_name(lot), days=lot_days))
    return 0


def _run_benchmark(options: argparse.Namespace) -> int:
    """One line an instance: file, makespan, bound, best known, seconds."""
    from rehab_app.services.scheduling import benchmark

    if options.folder is None:
        example = "rehab plan benchmark instances --limit 30"
        raise RehabError(_("A folder of instances is needed."), remedy=_("Example: {command}").format(command=example))
    print("file makespan bound best_known seconds")
    for line in benchmark(options.folder, options.limit):
        known = "-" if line.best_known is None else line.best_known
        print(f"{line.file} {line.makespan} {line.bound} {known} {line.seconds:.1f}", flush=True)
    return 0
