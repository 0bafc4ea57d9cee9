"""`rehab import PROJECT PATH…`: bring files, folders and archives into a project."""

import argparse
import getpass
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress

if TYPE_CHECKING:
    from rehab_app.services.intake.report import ImportReport

_SHOWN = 40  # refusals printed; the report file holds all


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "import",
        help=_("bring DPE files, tables and footprints into a project"),
        epilog=_("Exit code: 1 when all of it was refused, else 0; what was refused is listed either way."),
    )
    parser.add_argument("project", nargs="?", help=_("project file (.rehab) or address of a PostgreSQL database"))
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=_("file, folder or zip archive"))
    parser.add_argument("--who", default="", help=_("who imports, as the history shows it; you by default"))
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE.json",
        help=_('columns of the tables: {"heading": "table.field"}, or {"file name": {"heading": "table.field"}}'),
    )
    parser.add_argument("--fields", action="store_true", help=_("list the fields a column may be mapped to, and stop"))
    parser.add_argument("--report", type=Path, help=_("write the report of every row to this CSV file"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from rehab_app.services.importing import import_paths
    from rehab_app.storage.project import Project

    if options.fields:
        _print_fields()
        return 0
    if not options.paths:
        raise RehabError(
            _("Nothing to import was named."), remedy=_("Name the project, then files, folders or archives.")
        )
    mappings = _read_mappings(options.mapping, options.paths) if options.mapping else {}
    with Project.open(options.project) as project:
        report = import_paths(project, options.paths, options.who or getpass.getuser(), Progress(), mappings)
    _print_report(report)
    if options.report:
        report.save(options.report)
    return 1 if report.all_refused else 0


def _print_fields() -> None:
    from rehab_app.services.intake.mappings import offered_fields

    for key, label in offered_fields().items():
        print(f"{key:40} {_(label)}")


def _read_mappings(path: Path, tables: Sequence[Path]) -> dict[str, dict[str, str]]:
    """Mappings by name of the table; one without names is for every table named on the command line."""
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise RehabError(_("The mapping cannot be read."), str(path), _("Write it as JSON in UTF-8.")) from error
    if isinstance(content, dict) and all(isinstance(value, str) for value in content.values()):
        return {table.name: content for table in tables}
    if isinstance(content, dict) and all(isinstance(value, dict) for value in content.values()):
        return content
    raise RehabError(_("The mapping is not one of headings to fields."), str(path))


def _print_report(report: "ImportReport") -> None:
    from rehab_app.services.intake.report import OUTCOMES, Outcome

    for outcome, label in OUTCOMES.items():
        print(_("{outcome}: {count}").format(outcome=_(label), count=figure(report.count(outcome))))
    for note in report.notes:
        print(note)
    refused = list(report.of(Outcome.REFUSED))
    for line in refused[:_SHOWN]:
        place = line.source if line.row is None else _("{file}, row {row}").format(file=line.source, row=line.row)
        print("  " + _("{name}: {value}").format(name=place, value=f"{line.reason} {line.remedy}".rstrip()))
    if len(refused) > _SHOWN:
        left = len(refused) - _SHOWN
        print(ngettext("  and {count} more", "  and {count} more", left).format(count=left))
