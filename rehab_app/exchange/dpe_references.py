"""References by which the parts of one dwelling name each other in a file.

In the columns, parts are linked by number (`bridge.wall_number`). A file links them by texts: a bridge writes the
references of the two parts it joins, a window that of its wall. The numbers lead; a text that disagrees is rewritten.
"""

import numpy as np

from rehab_app.domain.table import Column, Stock, Table

_PREFIXES = {
    "wall": "mur",
    "floor": "plancher_bas",
    "roof": "plancher_haut",
    "window": "baie",
    "door": "porte",
    "bridge": "pont_thermique",
    "sunspace": "ets",
    "sunspace_window": "baie_ets",
    "ventilation": "ventilation",
    "heating": "chauffage",
    "heating_emitter": "emetteur",
    "heating_generator": "generateur",
    "hot_water": "ecs",
    "hot_water_generator": "generateur_ecs",
    "cooling": "climatisation",
}
_JOINED = ("floor", "roof", "window", "door")


def with_references(stock: Stock) -> Stock:
    """The stock of one dwelling in which every part has a reference and every link is also written as a text.

    References that are there are kept; missing ones are made of the kind of part and its number.
    """
    tables = dict(stock.tables)
    for name, prefix in _PREFIXES.items():
        tables[name] = _filled(tables[name], prefix)
    for name in ("window", "door"):
        tables[name] = _in_wall(tables[name], tables["wall"])
    tables["bridge"] = _bridge(tables["bridge"], tables)
    return Stock(tables)


def _filled(table: Table, prefix: str) -> Table:
    taken = set(table["reference"])
    made = []
    for number, reference in zip(table["number"], table["reference"], strict=True):
        candidate = str(reference) or f"{prefix}_{number}"
        while not reference and candidate in taken:
            candidate += "_"
        made.append(candidate)
    return table.replace(reference=_texts(made))


def _named(table: Table, number: int) -> str:
    """Reference of the part with that number, "" when there is none."""
    found = np.flatnonzero(table["number"] == number)
    return str(table["reference"][found[0]]) if len(found) else ""


def _in_wall(table: Table, walls: Table) -> Table:
    linked = [_named(walls, number) for number in table["wall_number"]]
    return table.replace(
        wall_reference=_texts([new or str(old) for new, old in zip(linked, table["wall_reference"], strict=True)])
    )


def _bridge(bridge: Table, tables: dict[str, Table]) -> Table:
    first, second = list(bridge["reference_1"]), list(bridge["reference_2"])
    for row in range(len(bridge)):
        wall = _named(tables["wall"], bridge["wall_number"][row])
        others = (_named(tables[kind], bridge[f"{kind}_number"][row]) for kind in _JOINED)
        linked = [reference for reference in (next(filter(None, others), ""), wall) if reference]
        if not set(linked) <= {first[row], second[row]}:
            first[row], second[row] = linked[0], linked[1] if len(linked) > 1 else ""
    return bridge.replace(reference_1=_texts(first), reference_2=_texts(second))


def _texts(values: list[str]) -> Column:
    return np.array(values, dtype=object)
