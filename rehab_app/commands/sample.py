"""`rehab sample`: the fictional neighbourhood, as files or as a project."""

import argparse
from pathlib import Path
from typing import Any

from rehab_app.core.i18n import _


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("sample", help=_("write or open the fictional neighbourhood"))
    actions = parser.add_subparsers(title=_("actions"), metavar="ACTION", required=True)
    write = actions.add_parser("write", help=_("write its files: footprints, surveys, list of homes, firms"))
    write.add_argument("folder", type=Path, metavar="DIR")
    write.add_argument("--seed", type=int, default=None, help=_("another seed gives other houses"))
    write.set_defaults(run=run_write)


def run_write(options: argparse.Namespace) -> int:
    """Write the files and name them."""
    from rehab_app.services.sampling.files import SEED, write_files

    seed = SEED if options.seed is None else options.seed
    for path in write_files(options.folder, seed):
        print(_("{path} ({size} kB)").format(path=path, size=round(path.stat().st_size / 1000, 1)))
    return 0
