"""The table of firms: what stands in each column."""

import datetime
from collections.abc import Sequence

from rehab_app.core.format import figure, short_day
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.works import SHORT_LOTS
from rehab_app.services.catalogue_view import Certificate, Firm
from rehab_app.services.firm_facts import FirmFacts
from rehab_app.ui.parts.grid import GridColumn


def firm_columns() -> tuple[GridColumn, ...]:
    """Headings of the firms."""
    return (
        GridColumn(_("Name")),
        GridColumn(_("Trades")),
        GridColumn(_("Crews"), 62, "figure"),
        GridColumn(_("km"), 52, "figure"),
        GridColumn(_("RGE until"), 128),
    )


def firm_row(firm: Firm, facts: FirmFacts | None, today: datetime.date) -> tuple[str, ...]:
    """A firm; its distance once the facts are read."""
    km = figure(facts.distance_km, decimals=1) if facts is not None else ""
    lots = ", ".join(_(SHORT_LOTS[lot]) if lot in SHORT_LOTS else lot for lot in firm.row["lots"] or ())
    return (firm.row["name"], lots, figure(firm.row["crews"]), km, _until(firm.certificates, today))


def _until(certificates: Sequence[Certificate], today: datetime.date) -> str:
    """The first end of its qualifications, with a sign when it is past or near."""
    ends = [certificate.ends for certificate in certificates if certificate.ends is not None]
    if not ends:
        return _("none recorded")
    left = (min(ends) - today).days
    if left < 0:
        return _("⚠ ended {day}").format(day=short_day(min(ends)))
    near = left <= 90
    told = ngettext("⚠ {day}, {count} day left", "⚠ {day}, {count} days left", left) if near else "{day}"
    return told.format(day=short_day(min(ends)), count=left)
