"""`rehab self-test`: does this installation find all it needs?"""

import argparse
from importlib import import_module
from typing import Any

from rehab_app.core.i18n import _
from rehab_app.core.paths import migrations, resource
from rehab_app.core.version import app_version

_FOLDERS = ("catalogue", "energy", "works", "samples", "i18n")
_MODULES = (
    "PySide6.QtWidgets",
    "sqlalchemy",
    "ortools.sat.python.cp_model",
    "reportlab.pdfgen",
    "pypdfium2",
    "shapely",
)


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("self-test", help=_("check that resources, migrations and libraries are found"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a check; exit code 1 when one fails."""
    failures = 0
    for name, check in _checks().items():
        try:
            found = check()
        except Exception as error:  # noqa: BLE001 - a self-test reports whatever goes wrong, library by library
            failures += 1
            found = f"MISSING: {error}"
        print(f"{name:32} {found}")
    return 1 if failures else 0


def _checks() -> dict[str, Any]:
    checks: dict[str, Any] = {"version": app_version, "migrations": lambda: _filled(migrations() / "versions", "*.py")}
    for folder in _FOLDERS:
        checks[f"resources/{folder}"] = lambda folder=folder: _filled(resource(folder), "**/*")
    for module in _MODULES:
        checks[module] = lambda module=module: _importable(module)
    return checks


def _importable(module: str) -> str:
    import_module(module)
    return "ok"


def _filled(folder: Any, pattern: str) -> str:
    files = [path for path in folder.glob(pattern) if path.is_file()]
    if not files:
        raise FileNotFoundError(f"no file in {folder.name}")
    return f"{len(files)} files"
