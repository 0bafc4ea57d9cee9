"""Words and figures that several parts of a dossier share."""

from collections.abc import Iterable

from rehab_app.core.format import UNKNOWN, figure, short_day
from rehab_app.core.i18n import _, mark
from rehab_app.domain.calendar import STEPS
from rehab_app.domain.dossier import DECIMALS, ArtisanDossier, Bar, Facade
from rehab_app.domain.works import LOTS
from rehab_app.reports.charts import Row, Span

_COMPASS = (
    mark("north"),
    mark("north-east"),
    mark("east"),
    mark("south-east"),
    mark("south"),
    mark("south-west"),
    mark("west"),
    mark("north-west"),
)


def lot_name(lot: str) -> str:
    """Name of a lot, or of a step of the calendar, in the language in use; the code itself when it is neither."""
    return _((LOTS | STEPS)[lot]) if lot in LOTS or lot in STEPS else lot


def lot_title(dossier: ArtisanDossier) -> str:
    """`Lot 6 – Isolation extérieure et enduits`."""
    return _("Lot {number} – {name}").format(number=dossier.lot_number, name=lot_name(dossier.lot))


def quantity_text(quantity: float | None, unit: str) -> str:
    """A quantity with the decimals of its unit, without the unit; "–" when it is not known."""
    return figure(quantity, "", DECIMALS.get(unit, 0))


def sentence(words: str) -> str:
    """The same words opening with a capital."""
    return words[:1].upper() + words[1:]


def compass(facade: Facade) -> str:
    """Direction a façade faces, one of eight; "–" when not known."""
    if facade.azimuth_deg is None:
        return UNKNOWN
    return _(_COMPASS[round(facade.azimuth_deg / 45) % 8])


def dates(bars: Iterable[Bar]) -> str:
    """First and last day of the bars, `02/03/2026 → 06/03/2026`; "–" when there is none."""
    known = list(bars)
    if not known:
        return UNKNOWN
    first, last = min(bar.starts_on for bar in known), max(bar.ends_on for bar in known)
    return short_day(first) if first == last else f"{short_day(first)} → {short_day(last)}"


def calendar_row(name: str, bars: Iterable[Bar]) -> Row:
    """A row of the calendar whose dates are those of the dossier's own lot."""
    known = list(bars)
    spans = tuple(Span(bar.starts_on, bar.ends_on, bar.ours, bar.promised) for bar in known)
    return Row(name, spans, dates(bar for bar in known if bar.ours))
