"""`rehab print PROJECT`: dossiers for the artisans, the households, the social landlords and the town; the archive."""

import argparse
import datetime
import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, ngettext


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "print", help=_("print dossiers: a lot of a group for the artisan, a home for its household")
    )
    parser.add_argument("project", help=_("project file (.rehab) or address of a PostgreSQL database"))
    parser.add_argument("--group", type=int, help=_("number of the group"))
    parser.add_argument("--lot", help=_("code of the lot, such as facade; all lots of the group when left out"))
    parser.add_argument("--all", action="store_true", help=_("every lot of every group"))
    parser.add_argument(
        "--home", type=int, action="append", help=_("number of a home, for its household; may be repeated")
    )
    parser.add_argument(
        "--homes", action="store_true", help=_("every home that has a group or works, for its household")
    )
    parser.add_argument("--landlords", action="store_true", help=_("every social landlord's dossier"))
    parser.add_argument("--town", action="store_true", help=_("the report of the neighbourhood, for the town"))
    parser.add_argument(
        "--archive", action="store_true", help=_("list what was printed, to whom it was sent, and stop")
    )
    parser.add_argument(
        "--sent", type=int, metavar="N", help=_("note that dossier N of the archive was sent, and stop")
    )
    parser.add_argument("--to", default="", help=_("with --sent: to whom"))
    parser.add_argument("--way", default="hand", help=_("with --sent: hand, email or post"))
    parser.add_argument("--list", action="store_true", help=_("say which dossiers can be printed, and stop"))
    parser.add_argument("--out", type=Path, default=Path("dossiers"), help=_("folder of the files"))
    parser.add_argument("--date", type=datetime.date.fromisoformat, help=_("date on the dossiers (today), YYYY-MM-DD"))
    parser.add_argument("--who", default="", help=_("who prints, as the history shows it"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print all that is asked for, one line a file; exit code 1 when one could not be made."""
    from rehab_app.storage.project import Project

    who, today = options.who or getpass.getuser(), options.date or datetime.date.today()
    with Project.open(options.project) as project:
        if options.archive or options.sent is not None:
            return _archive(project, options, who)
        if options.list:
            return _list(project)
        return max(kind(project, options, who, today) for kind in _asked(options))


def _asked(options: argparse.Namespace) -> list[Callable[[Any, argparse.Namespace, str, datetime.date], int]]:
    """What prints each kind of dossier asked for; the work plans when no other kind is."""
    asked = {
        _print_town: options.town,
        _print_homes: options.home or options.homes,
        _print_landlords: options.landlords,
        _print_plans: options.all or options.group is not None,
    }
    return [kind for kind, wanted in asked.items() if wanted] or [_print_plans]


def _print_town(project: Any, options: argparse.Namespace, who: str, today: datetime.date) -> int:
    from rehab_app.services.printing import print_town

    report = print_town(project, options.out, who, today)
    print(_line(report.path, report.pages))
    return 0


def _print_homes(project: Any, options: argparse.Namespace, who: str, today: datetime.date) -> int:
    from rehab_app.services.printing import homes, print_homes

    wanted = options.home or homes(project)
    if not wanted:
        raise _nothing()
    return _tell(print_homes(project, wanted, options.out, who, today))


def _print_landlords(project: Any, options: argparse.Namespace, who: str, today: datetime.date) -> int:
    from rehab_app.services.printing import landlords, print_landlords

    owners = [landlord.owner_id for landlord in landlords(project)]
    if not owners:
        remedy = _("Give homes to an owner of the kind social landlord.")
        raise RehabError(_("No home belongs to a social landlord."), remedy=remedy)
    return _tell(print_landlords(project, owners, options.out, who, today))


def _print_plans(project: Any, options: argparse.Namespace, who: str, today: datetime.date) -> int:
    from rehab_app.services.printing import plans, print_plans

    batch = print_plans(project, _wanted(options, plans(project)), options.out, who, today)
    for done in batch.printed:
        print(_line(done.path, done.pages))
    for failure in batch.failures:
        print(f"{failure.plan.group} – {failure.plan.lot}: {failure.error.text}")
    return 1 if batch.failures else 0


def _list(project: Any) -> int:
    from rehab_app.services.printing import plans

    for plan in plans(project):
        print(f"{plan.group_id}\t{plan.lot}\t{plan.group}")
    return 0


def _archive(project: Any, options: argparse.Namespace, who: str) -> int:
    from rehab_app.domain.codes import SENDING_WAYS
    from rehab_app.services.sending import record_sending, sendings

    if options.sent is not None:
        record_sending(project, options.sent, options.to, options.way, who)
    sent = sendings(project)
    for row in project.rows("dossier"):
        print(f"{row['id']}\t{row['made_at'][:10]}\t{row['file_name']}")
        for one in sent.get(row["id"], ()):
            print(f"\t{one.sent_at[:10]}\t{one.sent_to}, {_(SENDING_WAYS[one.way])}")
    return 0


def _tell(batch: Any) -> int:
    for done in batch.printed.values():
        print(_line(done.path, done.pages))
    for home, error in batch.failures.items():
        print(f"{home}: {error.text}")
    return 1 if batch.failures else 0


def _line(path: Path, pages: int) -> str:
    return f"{path} ({ngettext('{count} page', '{count} pages', pages).format(count=pages)})"


def _wanted(options: argparse.Namespace, known: list[Any]) -> list[Any]:
    from rehab_app.services.work_plans import Plan

    if options.all:
        chosen = known
    elif options.group is None:
        raise RehabError(_("Say which group to print, or --all."), remedy=_("--list shows them."))
    elif options.lot is None:
        chosen = [plan for plan in known if plan.group_id == options.group]
    else:
        chosen = [plan for plan in known if (plan.group_id, plan.lot) == (options.group, options.lot)]
        chosen = chosen or [Plan(options.group, "", options.lot)]
    if not chosen:
        raise _nothing()
    return chosen


def _nothing() -> RehabError:
    return RehabError(_("There is no dossier to print."), remedy=_("Compose works and make groups first."))
