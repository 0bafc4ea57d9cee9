"""`rehab demo DIR`: the whole road on the fictional neighbourhood, and a summary of what came of it."""

import argparse
import datetime
import getpass
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehab_app.core.format import day, figure, span
from rehab_app.core.i18n import _, mark, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.codes import STAGES

if TYPE_CHECKING:
    from rehab_app.services.demo import DemoReport
    from rehab_app.services.grouping import GroupingReport

_WORK_DAYS_A_WEEK = 5
_REASONS_SHOWN = 6
Lines = Iterator[tuple[str, str]]


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("demo", help=_("lead the fictional neighbourhood from import to dossiers"))
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/demo"), metavar="DIR")
    parser.add_argument(
        "--date", type=datetime.date.fromisoformat, help=_("day of the demonstration (today), YYYY-MM-DD")
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the steps, then the summary and the paths; exit code 1 when a dossier could not be made."""
    from rehab_app.services.demo import run_demo

    told: list[str] = []

    def tell(_done: int, _total: int, doing: str) -> None:
        if doing not in told:
            told.append(doing)
            print(f"{doing}…", flush=True)

    report = run_demo(options.folder, options.date or datetime.date.today(), getpass.getuser(), Progress(tell))
    lines = list(summary(report))
    width = max(len(name) for name, _value in lines)
    print()
    for name, value in lines:
        print(f"{name:<{width}}  {value}".rstrip())
    print()
    for path in (report.project, report.report, report.dossiers):
        print(path)
    return 1 if report.printed.failures else 0


def summary(report: "DemoReport") -> Lines:
    """What is shown at the end: a name and its value a line."""
    yield from _homes(report)
    yield _("Labels today"), _by_label(report.labels_before)
    yield _("After the works"), _by_label(report.labels_after)
    yield _("How far the homes are"), _by_stage(report.stages)
    first, last = report.price_years
    works = report.made.composed
    yield (
        _("Works of the homes in touch"),
        _("{range} before tax, prices of {first} to {last}").format(
            range=span(works.low_eur_ht, works.high_eur_ht, "€"), first=first, last=last
        ),
    )
    yield from _groups(report.made.grouped)
    yield from _calendar(report)
    yield from _dossiers(report)
    yield _("Time"), _("{seconds} s in all").format(seconds=figure(sum(report.seconds.values()), decimals=1))


def _homes(report: "DemoReport") -> Lines:
    from rehab_app.services.intake.report import OUTCOMES

    imported, estimated = report.made.imported, report.made.estimated
    counts = (f"{_(label)} {figure(imported.count(outcome))}" for outcome, label in OUTCOMES.items())
    yield _("Files and rows"), ", ".join(counts)
    yield (
        _("Homes"),
        _("{homes}, of which {estimated} estimated").format(
            homes=figure(report.homes), estimated=figure(estimated.estimated)
        ),
    )
    for reason, count in list(estimated.refused.items())[:_REASONS_SHOWN]:
        yield "", _("{count} refused: {reason}").format(count=figure(count), reason=reason)


def _groups(grouped: "GroupingReport") -> Lines:
    proposals = grouped.proposals
    homes = sum(len(proposal.homes) for proposal in proposals)
    text = ngettext("{groups} group of {homes} homes", "{groups} groups, {homes} homes", len(proposals))
    yield _("Groups"), text.format(groups=figure(len(proposals)), homes=figure(homes))
    low = sum(proposal.saving_low_eur_ht for proposal in proposals)
    high = sum(proposal.saving_high_eur_ht for proposal in proposals)
    saved = _("{range} before tax (assumption)").format(range=span(low, high, "€"))
    yield _("Saved by doing it together"), saved


def _calendar(report: "DemoReport") -> Lines:
    found = report.made.planned.result
    if not found.planned:
        return
    first, last = min(task.starts_on for task in found.planned), max(task.ends_on for task in found.planned)
    weeks, bound = (figure(-(-days // _WORK_DAYS_A_WEEK)) for days in (found.work_days, found.bound_days))
    text = _("{weeks} weeks of work, at least {bound}; from {first} to {last}")
    yield _("Calendar"), text.format(weeks=weeks, bound=bound, first=day(first), last=day(last))
    usual, longest = (figure(days / _WORK_DAYS_A_WEEK, decimals=1) for days in report.site_days)
    told = _("{usual} weeks from first to last day of works (median), {longest} at most")
    yield _("On site in a home"), told.format(usual=usual, longest=longest)


def _dossiers(report: "DemoReport") -> Lines:
    count, pages = len(report.printed.printed), sum(done.pages for done in report.printed.printed)
    text = ngettext("{count} dossier, {pages} pages", "{count} dossiers, {pages} pages", count)
    yield _("Dossiers"), text.format(count=figure(count), pages=figure(pages))
    if report.printable > count:
        text = _("for the groups that are farthest; “rehab print {project} --all” prints the {count} there are")
        yield "", text.format(project=report.project, count=figure(report.printable))
    for failure in report.printed.failures:
        yield "", f"{failure.plan.group}, {failure.plan.lot}: {failure.error.text}"


def _by_stage(stages: Mapping[str, int]) -> str:
    named = {**STAGES, "": mark("not approached yet")}
    return ", ".join(f"{_(words)} {figure(stages[code])}" for code, words in named.items() if stages.get(code))


def _by_label(labels: Mapping[str, int]) -> str:
    return "  ".join(f"{letter} {figure(labels.get(letter, 0))}" for letter in "ABCDEFG")
