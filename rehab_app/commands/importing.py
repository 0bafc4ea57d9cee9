"""`rehab import PROJECT PATH…`: bring files, folders and archives into a project."""

import argparse
from pathlib import Path
from typing import Any

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress

_SHOWN = 40  # refusals printed; the report file holds all


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("import", help="bring DPE files, tables and footprints into a project")
    parser.add_argument("project", help="project file (.rehab) or address of a PostgreSQL database")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file, folder or zip archive")
    parser.add_argument("--who", default="rehab", help="who imports, as the history shows it")
    parser.add_argument("--report", type=Path, help="write the report of every row to this CSV file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from rehab_app.services.importing import import_paths
    from rehab_app.services.intake.report import OUTCOMES, Outcome
    from rehab_app.storage.project import Project

    with Project.open(options.project) as project:
        report = import_paths(project, options.paths, options.who, Progress())
    for outcome, label in OUTCOMES.items():
        print(f"{_(label)}: {report.count(outcome)}")
    for note in report.notes:
        print(note)
    refused = list(report.of(Outcome.REFUSED))
    for line in refused[:_SHOWN]:
        place = line.source if line.row is None else _("{file}, row {row}").format(file=line.source, row=line.row)
        print(f"  {place}: {line.reason} {line.remedy}".rstrip())
    if len(refused) > _SHOWN:
        left = len(refused) - _SHOWN
        print(ngettext("  and {count} more", "  and {count} more", left).format(count=left))
    if options.report:
        report.save(options.report)
    return 0
