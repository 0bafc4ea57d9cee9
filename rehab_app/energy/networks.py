"""Heat and cold networks: what a kWh of each emits, by edition of the official list (arrêté du 31 mars 2021, an. 7)."""

from functools import cache

import numpy as np

from rehab_app.domain.table import Column
from rehab_app.energy.context import Context
from rehab_app.energy.tables import Floats, Rows, lookup, sheet


@cache
def _editions() -> tuple[Column, tuple[dict[str, float], ...]]:
    """Days when the editions came into force, oldest first, and the content by identifier of each."""
    table = sheet("heat_networks")
    found: dict[str, dict[str, float]] = {}
    for since, name, content in zip(
        table.texts("from_date"), table.texts("network"), table.numbers("kgco2_per_kwh"), strict=True
    ):
        found.setdefault(since, {})[name] = float(content)
    days = sorted(found)
    return np.array(days, dtype="datetime64[D]"), tuple(found[day] for day in days)


def content(context: Context, table: str, rows: Rows) -> Floats:
    """kg CO2 per kWh of the networks that those rows of a generator table name; NaN where the lists have none.

    The edition is the one in force when the dwelling was assessed. The first files name a row of the first list
    instead of an identifier.
    """
    part = context.stock[table]
    by_row = lookup("heat_networks_2020", "row_id").find("kgco2_per_kwh", part["network_row_id"][rows])
    since, editions = _editions()
    when = context.assessed_on[part["dwelling"][rows]]
    edition = np.maximum(np.searchsorted(since, when, side="right") - 1, 0)
    edition = np.where(np.isnat(when), 0, edition)
    names = part["network_identifier"][rows]
    known = [editions[at].get(_identifier(name), np.nan) for at, name in zip(edition, names, strict=True)]
    listed = np.array(known, dtype=np.float64)
    return np.where(np.isnan(listed), by_row, listed)


@cache
def _identifier(written: str) -> str:
    return written.strip().upper()
