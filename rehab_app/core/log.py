"""The log of the application: what failed and where, never a value of a project."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rehab_app.core.paths import user_folder

_LARGEST_BYTES = 500_000
_KEPT = 3


def start_log() -> Path:
    """Write the log to the user's folder from now on; gives its path."""
    path = user_folder("log") / "rehab.log"
    handler = RotatingFileHandler(path, maxBytes=_LARGEST_BYTES, backupCount=_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("rehab_app")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return path
