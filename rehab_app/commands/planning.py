"""`rehab group`, `rehab plan` and `rehab plan benchmark`: neighbours together, and when the firms come."""

import argparse
import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure, percent
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.works import LOTS

_BENCHMARK = "benchmark"


def register(subparsers: Any) -> None:
    group = subparsers.add_parser("group", help=_("propose groups of neighbours who chose the same works"))
    group.add_argument("project")
    group.add_argument(
        "--with", dest="wanted", action="append", default=[], metavar="HOME",
        help=_("a home (address or number of the record) to be in a group wherever there is one for it; repeatable"),
    )  # fmt: skip
    group.add_argument(
        "--without", dest="refused", action="append", default=[], metavar="HOME",
        help=_("a home to leave out; repeatable"),
    )  # fmt: skip
    group.add_argument("--all", action="store_true", help=_("also print what each home gains"))
    group.set_defaults(run=run_group)
    plan = subparsers.add_parser(
        "plan",
        help=_("plan the works of the groups; or `plan benchmark DIR`: solve published instances"),
    )
    plan.add_argument("project", help=_("project, or the word benchmark"))
    plan.add_argument("folder", nargs="?", type=Path, help=_("with benchmark: folder of instances"))
    plan.add_argument("--start", type=datetime.date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    plan.add_argument("--finish-by", type=datetime.date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    plan.add_argument(
        "--export", type=Path, default=None, metavar="DIR", help=_("write a calendar file for each firm and a workbook")
    )
    plan.add_argument("--limit", type=float, default=30.0, metavar="S", help=_("seconds of search (each instance)"))
    plan.add_argument("--all", action="store_true", help=_("also print each trade in each home"))
    plan.set_defaults(run=run_plan)


def run_group(options: argparse.Namespace) -> int:
    """Propose groups and print them with their reasons."""
    from rehab_app.core.progress import Progress
    from rehab_app.services.grouping import Asked, group_neighbours
    from rehab_app.services.session import open_session

    session = open_session(options.project)
    try:
        homes = {row["id"]: row["address"] for row in session.project.rows("dwelling")}
        wanted, refused = (_named(homes, names) for names in (options.wanted, options.refused))
        report = group_neighbours(session.project, session.who, Progress(), asked=Asked(wanted, refused))
    finally:
        session.close()
    _print_groups(report, homes, options.all)
    return 0


def _named(homes: Mapping[int, str], names: Sequence[str]) -> frozenset[int]:
    """Homes by address or number of their record; RehabError for one that is not there, or not alone there."""
    found = set()
    for name in names:
        same = [home for home, address in homes.items() if name == str(home) or name.casefold() == address.casefold()]
        if len(same) != 1:
            remedy = _("Write its address as the project has it, or the number of its record.")
            raise RehabError(_("This home is not in the project, or not the only one."), name, remedy)
        found.add(same[0])
    return frozenset(found)


def _print_groups(report: Any, homes: Mapping[int, str], everything: bool) -> None:
    """What was found and what the firms cannot do in a year; then each proposal with its reasons, and the gains."""
    from rehab_app.domain.groups import gain_text, reason_text
    from rehab_app.services.group_view import bundle_name

    _print_grouping(report, homes)
    for number, proposal in enumerate(report.proposals, start=1):
        count = len(proposal.homes)
        told = ngettext("{count} home", "{count} homes", count).format(count=figure(count))
        print(f"\n{number}. {proposal.street}  ({told}, {bundle_name(proposal.bundle)})")
        for reason in proposal.reasons:
            print(f"   - {reason_text(reason)}")
        for gain in proposal.gains if everything else ():
            print(f"       {gain_text(gain)}")
    if report.proposals and not everything:
        print("\n" + _("What each home gains: add --all."))


def _print_grouping(report: Any, homes: Mapping[int, str]) -> None:
    members, count = sum(len(proposal.homes) for proposal in report.proposals), len(report.proposals)
    print(
        ngettext(
            "{count} group of {homes} homes, of {candidates} with chosen works",
            "{count} groups of {homes} homes, of {candidates} with chosen works",
            count,
        ).format(count=count, homes=members, candidates=report.candidates)
    )
    if not report.candidates:
        print(_("No home has chosen works yet: give them some with “rehab compose”, then group again."))
        return
    gap = (report.bound - report.value) / report.bound if report.bound else 0.0
    print(_("At most {gap} better is possible with these rules").format(gap=percent(gap, 1)))
    for home in report.not_placed:
        print(_("No group with {home}. {reason}").format(home=home.address, reason=home.reason))
    for lot, years in report.short.items():
        short = _("{lot}: the firms known need {years} years for all groups; ask others or begin some later.")
        print(short.format(lot=_(LOTS[lot]), years=figure(years, "", 1)))


def run_plan(options: argparse.Namespace) -> int:
    """Plan the groups of a project, or solve the instances of a folder."""
    if options.project == _BENCHMARK:
        return _run_benchmark(options)
    from rehab_app.core.progress import Progress
    from rehab_app.services.scheduling import schedule_groups
    from rehab_app.services.session import open_session

    start = options.start or datetime.date.today() + datetime.timedelta(days=30)
    session = open_session(options.project)
    try:
        report = schedule_groups(
            session.project, session.who, start, Progress(), seconds=options.limit, finish_by=options.finish_by
        )
        _print_calendar(session.project, report, options.all)
        if options.export is not None:
            _export(session.project, options.export)
    finally:
        session.close()
    return 0


def _print_calendar(project: Any, report: Any, everything: bool) -> None:
    """What the calendar comes to, then what begins in each month."""
    from rehab_app.commands.calendar_lines import load_lines, month_lines, summary_lines, warning_lines
    from rehab_app.core.progress import Progress
    from rehab_app.services.calendar_chances import calendar_chances
    from rehab_app.services.calendar_digest import digest
    from rehab_app.services.calendar_view import read_calendar

    view = read_calendar(project, Progress())
    if not view.stays:
        print(_("Nothing is left to plan."))
        return
    chances, short = calendar_chances(project, Progress()), digest(view)
    for part in (
        summary_lines(view, short, chances, report),
        load_lines(short, report),
        warning_lines(view, everything),
    ):
        for line in part:
            print(line)
    for line in month_lines(short, chances, everything):
        print(line)
    if not everything:
        print("\n" + _("Each home with its dates: add --all."))


def _export(project: Any, folder: Path) -> None:
    """One calendar file a firm and one workbook of all."""
    from rehab_app.core.progress import Progress
    from rehab_app.services.calendar_export import export_icalendar, export_workbook

    now = datetime.datetime.now(datetime.UTC)
    written = export_icalendar(project, folder, now, Progress())
    written.append(export_workbook(project, folder / "calendar.xlsx", Progress()))
    for path in written:
        print(path)


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
