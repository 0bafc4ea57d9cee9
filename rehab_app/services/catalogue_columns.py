"""Every field of the catalogue as a column of the table of homes, read when somebody wants to see it.

A field of a part (a wall, a window) has many values in a home: areas are added up, other numbers are shown from the
lowest to the highest, choices by the names that occur. What is personal is never a column: a table is copied to
spreadsheets and printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import mark
from rehab_app.domain import enumerations
from rehab_app.domain.catalogue.places import BUILDING, HOME
from rehab_app.domain.catalogue.records import TOTALS
from rehab_app.domain.catalogue.stock import DWELLING_TABLE, PART_TABLES
from rehab_app.domain.fields import Field, Kind
from rehab_app.services.aligned import last_of, looked_up
from rehab_app.services.listed import BETWEEN
from rehab_app.services.neighbourhood import HIGHEST, HOME_COLUMNS, Column, HomeColumn

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_RESULT = "estimate"
_KNOWN = frozenset(column.name for column in HOME_COLUMNS)  # offered already, from where it is best known
_DECIMALS = {"": 2, "m": 2, "m²": 1, "W/K": 1, "W/(m²·K)": 2, "m²·K/W": 2}
_FLAGS = np.array(["no", "yes", ""], dtype=object)
_BOTH = "both"


@cache
def catalogue_columns() -> Mapping[str, HomeColumn]:
    """The columns by name, `table.field`, in the order they are offered."""
    found: dict[str, HomeColumn] = {}
    for spec in (HOME, DWELLING_TABLE):
        found |= _offered(spec.name, mark("Dwelling"), spec.fields)
    found |= _offered(BUILDING.name, BUILDING.label, BUILDING.fields)
    found |= _offered(_RESULT, mark("Estimate"), TOTALS)
    for spec in PART_TABLES:
        found |= _offered(spec.name, spec.label, spec.fields, part=True)
    return found


def _offered(table: str, family: str, fields: Iterable[Field], part: bool = False) -> dict[str, HomeColumn]:
    return {
        f"{table}.{field.name}": _column(table, family, field, part)
        for field in fields
        if not field.personal and _shown(field) and not (table == "dwelling" and field.name in _KNOWN)
    }


def _shown(field: Field) -> bool:
    if field.kind is Kind.CHOICE:
        return bool(field.choices)  # the row of an official table says nothing to anybody
    return field.kind not in (Kind.LINK, Kind.RECORD, Kind.STRUCTURE)


def _column(table: str, family: str, field: Field, part: bool) -> HomeColumn:
    decimals = _DECIMALS.get(field.unit, 0) if field.kind is Kind.NUMBER else 0
    form = _form(field, part)
    total = "sum" if form == "number" and field.unit in ("m²", "kWh", "€") else ""
    return HomeColumn(f"{table}.{field.name}", field.label, field.unit, form, decimals, False, total, family)


def _form(field: Field, part: bool) -> str:
    if field.name.endswith("_year"):
        return "year"
    if field.kind is Kind.NUMBER:
        return "spread" if part and not _added(field) else "number"
    if field.kind is Kind.TEXT and field.choices and not part:
        return field.choices
    if field.name == "classe_bilan_dpe":
        return "label"
    return {Kind.FLAG: "yes_no", Kind.DATE: "date", Kind.CHOICE: "listed"}.get(field.kind, "text")


def _added(field: Field) -> bool:
    """True for the areas of parts, which make up the home's when they are added."""
    return field.unit == "m²"


def read_columns(
    project: "Project", ids: NDArray[np.int64], building_ids: NDArray[np.int64], names: Sequence[str]
) -> dict[str, Column]:
    """Columns of the catalogue beside homes.

    Args:
        project: read.
        ids: of the homes.
        building_ids: their buildings.
        names: of `catalogue_columns`; those of another version of the application are left out.
    """
    wanted: dict[str, list[Field]] = {}
    for name in names:
        table, _dot, field = name.partition(".")
        if name in catalogue_columns():
            wanted.setdefault(table, []).append(_field(table, field))
    found: dict[str, Column] = {}
    for table, fields in wanted.items():
        if table in _PARTS:
            found |= _of_parts(project, ids, table, fields)
        elif table == BUILDING.name:
            found |= _of_buildings(project, building_ids, fields)
        elif table == _RESULT:
            found |= _of_estimates(project, ids, fields)
        else:
            read = project.columns(table, [field.name for field in fields])
            found |= {
                f"{table}.{field.name}": looked_up(ids, read["id"], _written(field, read[field.name]), _none(field))
                for field in fields
            }
    return found


_PARTS = {spec.name: spec for spec in PART_TABLES}
_FIELDS = {
    "dwelling": {field.name: field for field in (*HOME.fields, *DWELLING_TABLE.fields)},
    BUILDING.name: {field.name: field for field in BUILDING.fields},
    _RESULT: {field.name: field for field in TOTALS},
}


def _field(table: str, name: str) -> Field:
    return _PARTS[table].field(name) if table in _PARTS else _FIELDS[table][name]


def _written(field: Field, values: NDArray[Any]) -> Column:
    """Values as the table holds them: choices by their official name in French, flags by our own codes."""
    if field.kind is Kind.CHOICE:
        known = enumerations.choices(field.choices)
        texts = np.full(max(known) + 2, "", dtype=object)  # the last stands for -1, not known
        for identifier, text in known.items():
            texts[identifier] = text
        found: Column = texts[values]
        return found
    return _FLAGS[np.where(values < 0, 2, values)] if field.kind is Kind.FLAG else values


def _none(field: Field) -> object:
    return "" if field.kind in (Kind.CHOICE, Kind.FLAG) else field.missing


def _of_buildings(project: "Project", building_ids: NDArray[np.int64], fields: Sequence[Field]) -> dict[str, Column]:
    read = project.columns(BUILDING.name, [field.name for field in fields])
    return {
        f"{BUILDING.name}.{field.name}": looked_up(
            building_ids, read["id"], _written(field, read[field.name]), _none(field)
        )
        for field in fields
    }


def _of_estimates(project: "Project", ids: NDArray[np.int64], fields: Sequence[Field]) -> dict[str, Column]:
    """Figures of the homes as they stand."""
    read = project.columns(_RESULT, ("dwelling_id", "scenario_id", "state", *(field.name for field in fields)))
    today = (read["scenario_id"] == -1) & (read["state"] == "done")
    return {
        f"{_RESULT}.{field.name}": last_of(ids, read["dwelling_id"][today], read[field.name][today], field.missing)
        for field in fields
    }


def _of_parts(project: "Project", ids: NDArray[np.int64], table: str, fields: Sequence[Field]) -> dict[str, Column]:
    read = project.columns(table, ("dwelling_id", *(field.name for field in fields)))
    home = np.searchsorted(ids, read["dwelling_id"])
    found: dict[str, Column] = {}
    for field in fields:
        name, values = f"{table}.{field.name}", read[field.name]
        if field.kind is Kind.NUMBER:
            found |= _numbers(name, field, home, values, len(ids))
        elif field.kind is Kind.DATE:
            found[name] = last_of(ids, read["dwelling_id"], values, field.missing)
        else:
            found[name] = _names(field, home, _written(field, values), len(ids))
    return found


def _numbers(name: str, field: Field, home: NDArray[np.intp], values: Column, homes: int) -> dict[str, Column]:
    known = np.isfinite(values)
    if _added(field):
        # A home of which one part is not measured has no sum.
        total = np.bincount(home, values, homes).astype(float)
        return {name: np.where(np.bincount(home, minlength=homes) > 0, total, np.nan)}
    low, high = np.full(homes, np.inf), np.full(homes, -np.inf)
    np.minimum.at(low, home[known], values[known])
    np.maximum.at(high, home[known], values[known])
    none = low > high
    return {name: np.where(none, np.nan, low), HIGHEST + name: np.where(none, np.nan, high)}


def _names(field: Field, home: NDArray[np.intp], texts: Column, homes: int) -> Column:
    """The different texts that the parts of each home have, in alphabetical order."""
    if not len(texts):
        return np.full(homes, "", dtype=object)
    places = {text: at for at, text in enumerate(sorted(set(texts.tolist())))}
    codes = np.array([places[text] for text in texts.tolist()])
    pairs = np.unique(np.column_stack((home, codes)), axis=0)
    listed = list(places)
    found = np.full(homes, "", dtype=object)
    for at, code in pairs[[bool(listed[code]) for code in pairs[:, 1].tolist()]].tolist():
        text = listed[code]
        found[at] = text if not found[at] else _BOTH if field.kind is Kind.FLAG else f"{found[at]}{BETWEEN}{text}"
    return found
