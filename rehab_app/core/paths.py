"""Where the project's data files are, and where the user's own files go.

Resources and migrations are found the same way in a checkout, an editable install, a wheel and a frozen application:
first inside the package (`rehab_app/_bundled`, written by the wheel), then one level up.
"""

import os
from pathlib import Path

import platformdirs

APP_NAME = "rehab-quartier"

_PACKAGE = Path(__file__).resolve().parent.parent


def _find(folder: str) -> Path:
    for root in (_PACKAGE / "_bundled", _PACKAGE.parent):
        candidate = root / folder
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {folder}/ of the application is missing beside {_PACKAGE}; install it again")


def resource(*parts: str) -> Path:
    """Path of a file or folder under `resources/`. It need not exist."""
    return _find("resources").joinpath(*parts)


def migrations() -> Path:
    """The folder with Alembic's `env.py` and `versions/`."""
    return _find("db")


def user_folder(kind: str) -> Path:
    """The user's `data`, `config`, `cache`, `log` or `documents` folder for this application, made when absent.

    `REHAB_HOME` puts all of them under one folder (tests, a USB stick).
    """
    home = os.environ.get("REHAB_HOME")
    if home:
        folder = Path(home) / kind
    else:
        finders = {
            "data": platformdirs.user_data_path,
            "config": platformdirs.user_config_path,
            "cache": platformdirs.user_cache_path,
            "log": platformdirs.user_log_path,
        }
        folder = (
            platformdirs.user_documents_path() / "Réhab Quartier"
            if kind == "documents"
            else finders[kind](APP_NAME, appauthor=False)
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder
