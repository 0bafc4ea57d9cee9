"""`rehab aids compute CASES.jsonl --on DATE --out RESULTS.jsonl`: national aids of a file of cases."""

import argparse
import datetime
import json
from pathlib import Path
from typing import Any

from rehab_app.core.i18n import _


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("aids", help=_("national aids at a date"))
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    compute = actions.add_parser("compute", help=_("figures of each case of a JSONL file"))
    compute.add_argument("cases", type=Path)
    compute.add_argument("--on", type=datetime.date.fromisoformat, required=True, help=_("date of filing, YYYY-MM-DD"))
    compute.add_argument("--out", type=Path, required=True)
    compute.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from rehab_app.core.errors import RehabError
    from rehab_app.services.aiding import aids_of_file

    try:
        # Read before the results are opened: a file that cannot be read leaves earlier results as they are.
        lines = [json.dumps(figures, ensure_ascii=False) + "\n" for figures in aids_of_file(options.cases, options.on)]
        with options.out.open("w", encoding="utf-8") as out:
            out.writelines(lines)
    except (OSError, UnicodeDecodeError) as error:
        where = getattr(error, "filename", None) or options.cases.name
        raise RehabError(
            _("This file cannot be read or written."), str(where), _("Check the name and the folder.")
        ) from error
    return 0
