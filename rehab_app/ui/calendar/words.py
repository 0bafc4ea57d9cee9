"""Days of the calendar in words."""

import datetime

from rehab_app.core.format import day
from rehab_app.core.i18n import _


def days_words(first: datetime.date, last: datetime.date) -> str:
    """`du 12 au …` as a range, `le 12 mars 2026` for one day."""
    if first == last:
        return _("on {day}").format(day=day(first))
    return _("from {first} to {last}").format(first=day(first), last=day(last))
