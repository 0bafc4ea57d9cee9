"""The `rehab` command: a parser, and the command modules that fill it."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import cast

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _

# One module a family of commands under rehab_app/commands; each has `register(subparsers)`.
# A parser it makes sets `run`, a function from the parsed arguments to an exit code.
COMMANDS = (
    "selftest",
    "aids",
    "project",
    "sample",
    "demo",
    "importing",
    "window",
    "printing",
    "estimating",
    "planning",
    "dpe",
    "bundles",
    "rules",
    "surveying",
    "people",
)


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rehab", description="Réhab Quartier")
    subparsers = parser.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"rehab_app.commands.{name}").register(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 an expected error (told on stderr), 2 wrong usage."""
    options = build_parser().parse_args(arguments)
    try:
        return cast(int, options.run(options))
    except RehabError as error:
        return _told(error.text)
    except BrokenPipeError:  # whoever reads the output has had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        reason = _("This cannot be read or written: {reason}.").format(reason=error.strerror or type(error).__name__)
        remedy = _("Check the name, the rights and the room on the disk.")
        return _told(RehabError(reason, str(error.filename or ""), remedy).text)
    except KeyboardInterrupt:
        return 130


def _told(text: str) -> int:
    sys.stderr.write(f"rehab: {text}\n")
    return 1
