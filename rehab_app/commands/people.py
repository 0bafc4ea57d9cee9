"""`rehab access` and `rehab erase`: what a project keeps of the people of a home, given to them or erased for good."""

import argparse
import datetime
import getpass
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress

if TYPE_CHECKING:
    from rehab_app.services.mentions import Mention
    from rehab_app.services.personal_data import PersonalData
    from rehab_app.storage.project import Project

_WHOSE = ("owner", "household")


def register(subparsers: Any) -> None:
    access = subparsers.add_parser(
        "access", help=_("say all that is kept of the people of a home, for them and nobody else")
    )
    _add_home(access)
    access.add_argument("--whose", choices=_WHOSE, help=_("of one of them alone, where the home is let"))
    access.add_argument(
        "--paper", action="store_true", help=_("print it into the folder of the neighbourhood’s papers")
    )
    access.add_argument("--json", type=Path, metavar="FILE", help=_("write it to this file instead"))
    access.set_defaults(run=run_access)
    erase = subparsers.add_parser(
        "erase",
        help=_("erase the personal data of a home for good; without --yes only say what would go"),
        epilog=_("Backups, papers handed over and copies of the file are out of reach: they are named at the end."),
    )
    _add_home(erase)
    erase.add_argument("--only", choices=_WHOSE, help=_("the owner alone or the household alone"))
    erase.add_argument("--all-homes", action="store_true", help=_("the owner’s own record too, of several homes"))
    erase.add_argument("--keep-photos", action="store_true", help=_("keep the photographs shown to the firms"))
    erase.add_argument(
        "--keep-text", type=int, action="append", default=[], metavar="N", help=_("leave text N of the list as it is")
    )
    erase.add_argument("--who", default="", help=_("who erases, as the history shows it; you by default"))
    erase.add_argument("--yes", action="store_true", help=_("erase; nothing brings it back"))
    erase.set_defaults(run=run_erase)


def _add_home(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", help=_("project file (.rehab) or address of a PostgreSQL database"))
    parser.add_argument("--home", required=True, help=_("number of the home, or its whole address"))


def run_access(options: argparse.Namespace) -> int:
    """Print what is kept; exit code 1 where owner and household may not read each other's."""
    from rehab_app.services.personal_data import home_of, personal_data
    from rehab_app.storage.project import Project

    with Project.open(options.project) as project:
        home = home_of(project, _home_id(project, options.home))
        if options.paper:
            from rehab_app.services.personal_paper import print_personal_data

            for path in print_personal_data(project, home.dwelling_id, datetime.date.today()):
                print(path)
            return 0
        if home.apart and not options.whose:
            raise RehabError(
                _("The owner does not live there: they may not read each other’s data."),
                home.address,
                _("Add --whose owner or --whose household."),
            )
        data = personal_data(project, home.dwelling_id, options.whose or "")
    if options.json:
        parts = {part.title: [{"name": name, "value": value} for name, value in part.lines] for part in data.parts}
        told = json.dumps({"home": home.address, "kept": parts}, ensure_ascii=False, indent=2)
        options.json.write_text(f"{told}\n", "utf-8")
        return 0
    print(home.address)
    for part in data.parts:
        print(part.title)
        for name, value in part.lines:
            print("  " + _("{name}: {value}").format(name=name, value=value))
    return 0


def run_erase(options: argparse.Namespace) -> int:
    """List what would go; erase it with `--yes`."""
    from rehab_app.services.erasure import Request, erase_people, erasure_words
    from rehab_app.services.mentions import mentions
    from rehab_app.services.personal_data import personal_data
    from rehab_app.storage.project import Project

    owner, household = options.only != "household", options.only != "owner"
    with Project.open(options.project) as project:
        home = _home_id(project, options.home)
        data, named = personal_data(project, home, options.only or ""), mentions(project, home, owner, household)
        for number in options.keep_text:
            if not 1 <= number <= len(named):
                raise RehabError(_("The list has no text of this number."), str(number))
        _list(data, named, options)
        if not options.yes:
            print(_("Nothing was erased. Add --yes to erase it for good."))
            return 0
        spared = frozenset(named[number - 1].at for number in options.keep_text)
        request = Request(
            home, owner, household, options.all_homes and owner, options.keep_photos and household, spared
        )
        done = erase_people(project, request, options.who or getpass.getuser(), Progress())
    for sentence in erasure_words(done):
        print(sentence)
    return 0


def _home_id(project: "Project", asked: str) -> int:
    """The home of a number or of an address, as it is written in the project.

    Raises:
        RehabError: there is none, or several have that address.
    """
    if asked.isdecimal():
        return int(asked)
    from rehab_app.services.plain_text import plain

    columns = project.columns("dwelling", ("address", "complement"))
    found = [
        home
        for home, address, more in zip(
            *(columns[name].tolist() for name in ("id", "address", "complement")), strict=True
        )
        if plain(asked) in (plain(address), plain(", ".join(filter(None, (address, more)))))
    ]
    if len(found) != 1:
        problem = _("Several homes have this address.") if found else _("No home of the project has this address.")
        numbers = ", ".join(map(str, found))
        remedy = _("Give its number: {numbers}.").format(numbers=numbers) if found else _("Look it up in the table.")
        raise RehabError(problem, asked, remedy)
    return int(found[0])


def _list(data: "PersonalData", named: "Sequence[Mention]", options: argparse.Namespace) -> None:
    """What is kept and goes, without a value; the texts in which they are named, as they stand."""
    print(data.home.address)
    for part in data.parts:
        count = ngettext("{count} value", "{count} values", len(part.lines)).format(count=len(part.lines))
        print("  " + _("{name}: {value}").format(name=part.title, value=count))
    if data.home.owned > 1 and options.only != "household":
        words = (
            _("The owner’s record goes for all {count} homes.")
            if options.all_homes
            else _("The owner has {count} homes: only the link to this one goes.")
        )
        print("  " + words.format(count=data.home.owned))
    if named:
        print(_("Texts that name them, in which “…” takes the place of the name:"))
    for number, mention in enumerate(named, start=1):
        kept = " " + _("(stays)") if number in options.keep_text else ""
        print(f"  {number}. {mention.place} – {mention.text}{kept}")
