"""From the generator to the room: emission, pipes, control (arrêté du 31 mars 2021, annexe 1, §12.1 to §12.3)."""

from functools import cache

import numpy as np

from rehab_app.energy.context import Context
from rehab_app.energy.tables import Floats, lookup, sheet


def efficiency(context: Context) -> Floats:
    """Re·Rr·Rd of each emitter, shape (rows of heating_emitter,); what the tables do not know refuses the dwelling."""
    emitter = context.stock["heating_emitter"]
    by_type = lookup("heating_emitters", "emitter_id")
    row = by_type.rows(emitter["type_id"])
    insulated = emitter["insulated_pipes"] == 1
    piped = np.where(
        insulated, by_type.take("insulated_pipes_efficiency", row), by_type.take("bare_pipes_efficiency", row)
    )
    # "Other equipment" names no network: only the declared row says which it is; without one it has none.
    row_id, rows = emitter["distribution_row_id"], declared("distribution")
    row_id = np.where((row_id > 0) & (row_id < len(rows)), row_id, 0)
    distribution = np.where(np.isnan(piped), rows[row_id], piped)
    found = by_type.take("emission_efficiency", row) * by_type.take("regulation_efficiency", row) * distribution
    context.refusals.unknown("heating_emitter", np.isnan(found), "type_id")
    return np.asarray(found)


@cache
def declared(kind: str) -> Floats:
    """Efficiency by row id of the official table; place 0, for no row, holds 1."""
    table = sheet("heating_efficiency_rows")
    rows = {
        int(row): value
        for name, row, value in zip(
            table.texts("efficiency"), table.texts("row_id"), table.numbers("value"), strict=True
        )
        if name == kind
    }
    values = np.full(max(rows) + 1, np.nan)
    values[0] = 1.0
    values[list(rows)] = list(rows.values())
    return values
