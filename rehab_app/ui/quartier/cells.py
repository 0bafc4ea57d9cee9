"""The text of each cell of the table of homes, by the form of its column."""

from typing import Any

import numpy as np

from rehab_app.core.format import UNKNOWN, figure, percent, short_day, span
from rehab_app.core.i18n import _, mark
from rehab_app.domain import codes
from rehab_app.domain.survey_choices import PERIODS
from rehab_app.services.home_filters import COMPLETE
from rehab_app.services.listed import shown
from rehab_app.services.neighbourhood import HIGHEST, NEEDED, HomeColumn, Neighbourhood
from rehab_app.ui.parts.money import cost_span

_YES_NO = {"yes": mark("Yes"), "no": mark("No"), "both": mark("Yes and no")}
_ALONE = {"label_after": mark("Energy label, after works"), "official_label": mark("Energy label, official")}
_LISTS = {**codes.LISTS, "period": PERIODS, "yes_no": _YES_NO}


def texts_of(column: HomeColumn) -> dict[str, str]:
    """What each code of a column means, in the order of its list; empty where the texts stand for themselves."""
    if column.name == "missing":
        return {COMPLETE: _("Nothing"), **{key: _(text) for key, text in NEEDED.items()}}
    return {key: _(text) for key, text in _LISTS.get(column.form, {}).items()}


def value_text(column: HomeColumn, value: str) -> str:
    """What a value of a column that is no code of a list of ours is called; "" for what is not known."""
    return shown(value) if column.form == "listed" else value


def named(column: HomeColumn) -> str:
    """What a column is called where it stands alone, without its neighbours in the table."""
    return _(_ALONE.get(column.name, column.heading))


def cell_text(homes: Neighbourhood, column: HomeColumn, at: int) -> str:
    """What stands in a cell; a column that is still being read shows nothing."""
    values = homes.columns.get(column.name)
    if values is None:
        return ""
    value = values[at]
    if column.counted:
        return _amount(homes, column, at, float(value))
    if column.form == "likeliest":
        return f"{value} · {percent(_number(homes, 'label_probability', at))}" if value else UNKNOWN
    if column.form == "date":
        return short_day(None if np.isnat(value) else value.item())
    if column.form in _LISTS:
        text = _LISTS[column.form].get(value)
        return _(text) if text else ""
    return value_text(column, str(value)) or (UNKNOWN if column.form.endswith("label") else "")


def _amount(homes: Neighbourhood, column: HomeColumn, at: int, value: float) -> str:
    if column.form == "works":
        return cost_span(_number(homes, "works_low_eur_ht", at), _number(homes, "works_high_eur_ht", at), "")
    if column.form == "energy_range":
        return span(_number(homes, "range_low_kwh_m2", at), _number(homes, "range_high_kwh_m2", at))
    if column.form == "spread":
        high = _number(homes, HIGHEST + column.name, at)
        return span(value, high, "", needed_decimals(column.decimals, value, high))
    if column.form == "year":
        return UNKNOWN if np.isnan(value) else str(int(value))
    return figure(value, "", needed_decimals(column.decimals, value))


def needed_decimals(most: int, *values: float) -> int:
    """The fewest decimals, up to `most`, that show all of the values."""
    known = [value for value in values if np.isfinite(value)]
    return next((count for count in range(most) if all(value == round(value, count) for value in known)), most)


def _number(homes: Neighbourhood, name: str, at: int) -> float:
    return float(homes.columns[name][at])


def value_of(homes: Neighbourhood, column: HomeColumn, at: int) -> Any:
    """The value of a cell as it is stored, None when it is not known."""
    value = homes.columns[column.name][at]
    return None if isinstance(value, float) and np.isnan(value) else value
