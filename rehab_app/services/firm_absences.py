"""Days on which crews of a firm are away, as they are typed, stored and told."""

import datetime
from collections.abc import Mapping
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import day
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.catalogue.records import FIRM
from rehab_app.services.availability import period
from rehab_app.services.editing import parsed


def absence_typed(first: str, last: str, crews: str) -> dict[str, Any]:
    """An absence as it is stored (`site_terms`), from what was typed; no crews means all of them.

    Raises:
        RehabError: a day or the number cannot be read; `where` is "from", "until" or "crews".
    """
    begins, ends = period(first, last)
    try:
        away = parsed(FIRM.field("crews"), crews)
    except RehabError as error:
        raise RehabError(error.problem, "crews", error.remedy) from error
    if away is not None and away != int(away):
        raise RehabError(_("Give a whole number of crews."), "crews")
    return {"from": begins.isoformat(), "until": ends.isoformat(), "crews": int(away or 0)}


def absence_cells(absence: Mapping[str, Any]) -> tuple[str, str]:
    """The days, and who is away, in the user's language."""
    first, last = (day(datetime.date.fromisoformat(str(absence[name]))) for name in ("from", "until"))
    crews = int(absence.get("crews") or 0)
    away = ngettext("{count} crew", "{count} crews", crews).format(count=crews) if crews else _("all crews")
    return _("from {first} to {last}").format(first=first, last=last), away
