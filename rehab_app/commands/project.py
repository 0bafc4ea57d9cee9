"""`rehab new`, `rehab history`, `rehab undo`, `rehab redo`: a project and what was done in it."""

import argparse
import datetime
import getpass
import re
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import short_day
from rehab_app.core.i18n import _, ngettext

_INSEE = re.compile(r"\d[0-9AB]\d{3}")


def register(subparsers: Any) -> None:
    new = subparsers.add_parser("new", help=_("make a project for a neighbourhood"))
    new.add_argument("project", help=_("file to make (.rehab), or address of an empty PostgreSQL database"))
    new.add_argument("--name", required=True, help=_("name of the neighbourhood"))
    new.add_argument("--commune", required=True, metavar="INSEE", help=_("INSEE code of the town"))
    new.add_argument("--town", default="", help=_("name of the town"))
    new.add_argument("--fictional", action="store_true", help=_("the neighbourhood is invented and says so everywhere"))
    new.set_defaults(run=run_new)
    history = subparsers.add_parser("history", help=_("list what was done in a project, the latest first"))
    history.add_argument("project")
    history.add_argument("--limit", type=_count, default=20, help=_("how many actions at most"))
    history.set_defaults(run=run_history)
    for kind, explained in (("undo", _("undo the latest action")), ("redo", _("do again what was undone last"))):
        parser = subparsers.add_parser(kind, help=explained)
        parser.add_argument("project")
        parser.set_defaults(run=run_turn, kind=kind)


def _count(written: str) -> int:
    """A number of lines that a database can count to."""
    found = int(written)
    if not 0 <= found < 2**31:
        raise ValueError(written)
    return found


def run_new(options: argparse.Namespace) -> int:
    """Make a project; refuses a commune code that cannot be one."""
    from rehab_app.storage.project import Project

    if not _INSEE.fullmatch(options.commune):
        raise RehabError(
            _("“{code}” is not an INSEE code of a town.").format(code=options.commune),
            where="--commune",
            remedy=_("Give its five characters, for example 62528."),
        )
    with Project.create(options.project, options.name, options.commune, options.town, options.fictional) as project:
        print(_("Project made: {place}").format(place=project.location))
    return 0


def run_history(options: argparse.Namespace) -> int:
    """Print one line an action: number, when, who, what, and whether it stands."""
    from rehab_app.storage.project import Project

    marks = {"undo": _("undoes no. {number}"), "redo": _("redoes no. {number}"), "creation": _("project made")}
    with Project.open(options.project) as project:
        for row in project.history(options.limit):
            mark = _("undone") if row["undone"] else marks.get(row["kind"], "").format(number=row["turns"])
            count = ngettext("{count} row", "{count} rows", row["rows"]).format(count=row["rows"])
            fields = (f"{row['id']:>5}", _moment(row["at"]), f"{row['who']:<12}", row["label"], count, mark)
            print("  ".join(field for field in fields if field))
    return 0


def run_turn(options: argparse.Namespace) -> int:
    """Undo or redo one action and say which; exit code 1 when there is none."""
    from rehab_app.storage.project import Project

    undoing = options.kind == "undo"
    with Project.open(options.project) as project:
        change = (project.undo if undoing else project.redo)(getpass.getuser())
    if change is None:
        print(_("There is nothing to undo.") if undoing else _("There is nothing to redo."))
        return 1
    print((_("Undone: {label}") if undoing else _("Done again: {label}")).format(label=change.label))
    return 0


def _moment(written: str) -> str:
    moment = datetime.datetime.fromisoformat(written).astimezone()
    return f"{short_day(moment.date())} {moment:%H:%M}"
