"""What a home, or the homes of a landlord, bear of the costs that a group shares."""

import math

from reportlab.platypus import Flowable

from rehab_app.core.format import UNKNOWN, day, figure
from rehab_app.core.i18n import _, mark
from rehab_app.domain.group_share import GroupShare
from rehab_app.reports.document import gap
from rehab_app.reports.style import text
from rehab_app.reports.tables import Column, table

_KEYS = {
    "equal": mark("Divided among {homes} homes, the same for each"),
    "works": mark("Divided among {homes} homes, by the price of each home’s works"),
}


def shared_costs(share: GroupShare, yours: str, large: bool) -> list[Flowable]:
    """The table and how it is divided.

    Args:
        share: what is shared.
        yours: heading of the last column.
        large: in the type of a household's dossier.
    """
    width, town = (108.0 if large else 88.0), share.town_eur_ht > 0
    columns = [Column(_("Shared cost")), Column(_("In all, before tax (€)"), width, figures=True)]
    columns += [Column(_("Paid by the town (€)"), width, figures=True)] if town else []
    columns.append(Column(yours, width, figures=True))
    rows: list[list[object]] = []
    for one in share.parts:
        middle = [figure(one.town_eur_ht, "", 2)] if town else []
        part = UNKNOWN if math.isnan(one.part_eur_ht) else figure(one.part_eur_ht, "", 2)
        rows.append([one.name, figure(one.whole_eur_ht, "", 2), *middle, part])
    middle = [figure(share.town_eur_ht, "", 2)] if town else []
    total = share.part_eur_ht
    totals: list[object] = [_("Total"), figure(share.whole_eur_ht, "", 2), *middle]
    totals.append(UNKNOWN if total is None else figure(total, "", 2))
    notes = [text(line, "large_body" if large else "note") for line in _told(share)]
    return [table(columns, rows, totals, large=large), gap(4), *notes]


def _told(share: GroupShare) -> list[str]:
    divided = _(_KEYS[share.key]).format(homes=figure(share.homes))
    if not share.key_agreed:
        state = _("not agreed yet: a proposal until the group decides.")
    elif share.agreed_on:
        state = _("agreed on {day}.").format(day=day(share.agreed_on))
    else:
        state = _("agreed.")
    lines = [_("{division}: {state}").format(division=divided, state=state)]
    asked = [one.name for one in share.parts if one.town_asked]
    if asked:
        words = _("The town was asked for half and has not agreed yet, so nothing is counted of it: {costs}.")
        lines.append(words.format(costs=", ".join(asked)))
    return lines
