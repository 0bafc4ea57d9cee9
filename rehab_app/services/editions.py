"""What a dossier says of itself on each of its pages."""

import datetime
from collections.abc import Mapping
from typing import Any

from rehab_app.core.version import app_version
from rehab_app.domain.edition import Edition


def edition_of(
    neighbourhood: Mapping[str, Any],
    version: int,
    made_on: datetime.date,
    parameters_on: datetime.date | None = None,
) -> Edition:
    """The edition of a dossier of a neighbourhood (a row of its table), made by this version of the application."""
    return Edition(
        operation=neighbourhood["name"],
        town=neighbourhood["commune_name"],
        fictional=neighbourhood["fictional"] == 1,
        version=version,
        made_on=made_on,
        engine_version=app_version(),
        parameters_on=parameters_on,
    )
