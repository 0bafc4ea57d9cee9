"""`rehab rules FILE [--set RULES.json]`: show or replace the rules of the town."""

import argparse
import json
from pathlib import Path
from typing import Any

from rehab_app.core.i18n import _


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("rules", help=_("show or replace the rules of the town: aids, prices, prohibitions"))
    parser.add_argument("project")
    parser.add_argument("--set", type=Path, default=None, metavar="RULES.json", help=_("rules to keep instead"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the rules as JSON, after replacing them where a file is given."""
    from rehab_app.core.errors import RehabError
    from rehab_app.services.session import open_session
    from rehab_app.services.town import keep_rules, read_rules

    session = open_session(options.project)
    try:
        if options.set is not None:
            try:
                rules = json.loads(options.set.read_text(encoding="utf-8-sig"))
            except (OSError, ValueError, RecursionError) as error:
                raise RehabError(
                    _("The file of rules cannot be read."), options.set.name, _("Write one JSON object.")
                ) from error
            try:
                keep_rules(session.project, session.who, rules)
            except RehabError as error:
                where = ", ".join(filter(None, (options.set.name, error.where)))
                raise RehabError(error.problem, where, error.remedy) from error
        read_rules(session.project)
        print(json.dumps(session.project.neighbourhood()["rules"] or {}, ensure_ascii=False, indent=2))
    finally:
        session.close()
    return 0
