"""Heat and cold networks: what a kWh of each emits, by edition of the official list (arrêté du 31 mars 2021, an. 7)."""

from functools import cache

import numpy as np

from rehab_app.energy.context import Context
from rehab_app.energy.tables import Floats, Rows, lookup, sheet


@cache
def _editions() -> tuple[tuple[np.datetime64, dict[str, float]], ...]:
    """Content by identifier of each edition, oldest first, with the day it came into force."""
    table = sheet("heat_networks")
    found: dict[str, dict[str, float]] = {}
    for since, name, content in zip(
        table.texts("from_date"), table.texts("network"), table.numbers("kgco2_per_kwh"), strict=True
    ):
        found.setdefault(since, {})[name] = float(content)
    return tuple((np.datetime64(since, "D"), found[since]) for since in sorted(found))


def content(context: Context, table: str, rows: Rows) -> Floats:
    """kg CO2 per kWh of the networks that those rows of a generator table name; NaN where the lists have none.

    The edition is the one in force when the dwelling was assessed. The first files name a row of the first list
    instead of an identifier.
    """
    part = context.stock[table]
    when = context.of(table, context.assessed_on)
    by_row = lookup("heat_networks_2020", "row_id").find("kgco2_per_kwh", part["network_row_id"][rows])
    names = part["network_identifier"][rows]
    known = [_content_of(str(name).strip().upper(), day) for name, day in zip(names, when[rows], strict=True)]
    listed = np.array(known, dtype=np.float64)
    return np.where(np.isnan(listed), by_row, listed)


def _content_of(name: str, day: np.datetime64) -> float:
    editions = _editions()
    current = [listed for since, listed in editions if not day < since] or [editions[0][1]]
    return current[-1].get(name, np.nan)
