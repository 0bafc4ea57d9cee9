"""Months in which works are possible with a home or a landlord, as bits: dates that neighbours can accept together."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.planning.group_worth import ALWAYS

AHEAD = 36  # months looked at; those after are open to nobody who has named dates
_LEAST_DAYS = 10  # days of a month that must be open for works to be possible in it


def open_months(days: Iterable[Mapping[str, Any]], first: datetime.date) -> int:
    """Bit m is set when works are possible m months after that of `first`; all bits when no dates are named.

    Args:
        days: `{"kind": "absent" | "only", "from", "until"}` with ISO dates; windows of a landlord have another kind and
            are the only days, as "only" is.
        first: a day of the first month.

    Raises:
        RehabError: a date cannot be read.
    """
    known = [(one.get("kind") == "absent", *_dates(one)) for one in days]
    if not known:
        return ALWAYS
    only = any(not absent for absent, _first, _last in known)
    found = 0
    for month in range(AHEAD):
        begin, after = _month(first, month), _month(first, month + 1)
        open_days = 0
        for ahead in range((after - begin).days):
            day = begin + datetime.timedelta(days=ahead)
            inside = {absent for absent, start, end in known if start <= day <= end}
            open_days += True not in inside and (not only or False in inside)
        found |= (open_days >= _LEAST_DAYS) << month
    return found


def first_and_last(months: int, first: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """First month of those open, and the last in a row with it; None when none is, or all are."""
    if months in (0, ALWAYS):
        return None
    begin = (months & -months).bit_length() - 1
    run = months >> begin
    length = (~run & -~run).bit_length() - 1
    return _month(first, begin), _month(first, begin + length - 1)


def _month(first: datetime.date, ahead: int) -> datetime.date:
    number = first.year * 12 + first.month - 1 + ahead
    return datetime.date(number // 12, number % 12 + 1, 1)


def _dates(known: Mapping[str, Any]) -> tuple[datetime.date, datetime.date]:
    try:
        return datetime.date.fromisoformat(str(known["from"])), datetime.date.fromisoformat(str(known["until"]))
    except (KeyError, ValueError) as error:
        raise RehabError(_("The days of a household cannot be read."), str(known.get("kind"))) from error
