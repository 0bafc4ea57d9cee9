"""The `rehab` command: a parser, and the command modules that fill it."""

import argparse
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
        sys.stderr.write(f"rehab: {error.text}\n")
        return 1
    except KeyboardInterrupt:
        return 130
