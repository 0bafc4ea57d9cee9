"""`rehab open`: the window. `rehab screenshots`: a picture of each page of the fictional sample."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def register(subparsers: Any) -> None:
    opening = subparsers.add_parser("open", help=_("open the window, on a project or on the one opened last"))
    opening.add_argument("project", nargs="?", metavar="FILE", help=_("a .rehab file or the address of a database"))
    opening.set_defaults(run=open_window)
    pictures = subparsers.add_parser("screenshots", help=_("write a picture of each page of the fictional sample"))
    pictures.add_argument("folder", type=Path, metavar="DIR")
    pictures.add_argument("--of-help", action="store_true", help=_("only the small pictures that the help shows"))
    pictures.set_defaults(run=write_screenshots)


def open_window(options: argparse.Namespace) -> int:
    """The window; RehabError where there is no screen, of which Qt would only abort."""
    if sys.platform == "linux" and not any(map(os.environ.get, _SCREENS)):
        remedy = _("Start it from a session with a desktop; the commands listed by rehab --help need none.")
        raise RehabError(_("There is no screen to open the window on."), remedy=remedy)
    from rehab_app.app import run

    return run(options.project)


def write_screenshots(options: argparse.Namespace) -> int:
    """One PNG a page, language and theme; the paths are printed. Needs no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from rehab_app.app import help_pictures, screenshots

    for path in help_pictures(options.folder) if options.of_help else screenshots(options.folder):
        print(path)
    return 0
