"""`rehab demo DIR`: the whole road on the fictional neighbourhood, and a summary of what came of it."""

import argparse
import datetime
import getpass
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehab_app.core.format import day, figure, span
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress

if TYPE_CHECKING:
    from rehab_app.services.demo import DemoReport

_WORK_DAYS_A_WEEK = 5
_REASONS_SHOWN = 6


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("demo", help="lead the fictional neighbourhood from import to dossiers")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/demo"), metavar="DIR")
    parser.add_argument("--date", type=datetime.date.fromisoformat, help="day of the demonstration (today), AAAA-MM-JJ")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the steps, then the summary and the paths; exit code 1 when a dossier could not be made."""
    from rehab_app.services.demo import run_demo

    today = options.date or datetime.date.today()
    report = run_demo(options.folder, today, getpass.getuser(), Progress(_tell))
    lines = list(summary(report))
    width = max(len(name) for name, _value in lines)
    print()
    for name, value in lines:
        print(f"{name:<{width}}  {value}".rstrip())
    print()
    for path in (report.project, report.report, report.dossiers):
        print(path)
    return 1 if report.printed.failures else 0


def _tell(_done: int, _total: int, doing: str) -> None:
    names = {
        "import": _("Importing the files"),
        "estimate": _("Estimating the homes"),
        "works": _("Composing the works"),
        "groups": _("Choosing the groups"),
        "calendar": _("Looking for the shortest calendar"),
        "dossiers": _("Printing the dossiers"),
    }
    print(f"{names[doing]}…", flush=True)


def summary(report: "DemoReport") -> Iterator[tuple[str, str]]:
    """What is shown at the end: a name and its value a line."""
    from rehab_app.services.intake.report import OUTCOMES

    yield (
        _("Files and rows"),
        ", ".join(f"{figure(report.imported.count(outcome))} {_(label)}" for outcome, label in OUTCOMES.items()),
    )
    yield (
        _("Homes"),
        _("{homes}, of which {estimated} estimated").format(
            homes=figure(report.homes), estimated=figure(report.estimated.estimated)
        ),
    )
    for reason, count in list(report.estimated.refused.items())[:_REASONS_SHOWN]:
        yield "", f"{figure(count)} {_('refused')}: {reason}"
    yield _("Labels today"), _by_label(report.labels.before)
    yield _("After the works"), _by_label(report.labels.after)
    first, last = report.price_years
    yield (
        _("Works of the homes in touch"),
        _("{range} before tax, prices of {first} to {last}").format(
            range=span(report.composed.low_eur_ht, report.composed.high_eur_ht, "€"), first=first, last=last
        ),
    )
    members = sum(len(proposal.homes) for proposal in report.grouped.proposals)
    groups = len(report.grouped.proposals)
    yield (
        _("Groups"),
        ngettext("{groups} group of {homes} homes", "{groups} groups, {homes} homes", groups).format(
            groups=figure(groups), homes=figure(members)
        ),
    )
    yield (
        _("Saved by doing it together"),
        _("{range} before tax (assumption)").format(
            range=span(
                sum(proposal.saving_low_eur_ht for proposal in report.grouped.proposals),
                sum(proposal.saving_high_eur_ht for proposal in report.grouped.proposals),
                "€",
            )
        ),
    )
    yield from _calendar(report)
    yield (
        _("Dossiers"),
        ngettext(
            "{count} dossier, {pages} pages", "{count} dossiers, {pages} pages", len(report.printed.printed)
        ).format(
            count=figure(len(report.printed.printed)), pages=figure(sum(done.pages for done in report.printed.printed))
        ),
    )
    for failure in report.printed.failures:
        yield "", f"{failure.plan.group}, {failure.plan.lot}: {failure.error.text}"
    yield _("Time"), _("{seconds} s in all").format(seconds=figure(sum(report.seconds.values()), decimals=1))


def _calendar(report: "DemoReport") -> Iterator[tuple[str, str]]:
    found = report.planned.result
    weeks = -(-found.work_days // _WORK_DAYS_A_WEEK)
    bound = -(-found.bound_days // _WORK_DAYS_A_WEEK)
    if not found.planned:
        return
    first, last = min(task.starts_on for task in found.planned), max(task.ends_on for task in found.planned)
    yield (
        _("Calendar"),
        _("{weeks} weeks of work, at least {bound}; from {first} to {last}").format(
            weeks=figure(weeks), bound=figure(bound), first=day(first), last=day(last)
        ),
    )


def _by_label(labels: Any) -> str:
    return "  ".join(f"{letter} {figure(labels.get(letter, 0))}" for letter in "ABCDEFG")
