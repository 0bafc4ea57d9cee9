"""Indicators of what became real: costs against the estimate, energy bought less, who came to see the show homes."""

from collections.abc import Sequence

from rehab_app.core.i18n import _
from rehab_app.domain.town_dossier import FEWEST_HOMES, Chapter, Indicator, RealUse
from rehab_app.services.neighbourhood import Neighbourhood, totals
from rehab_app.services.real_costs import CostLine, home_gaps, works_of_several
from rehab_app.services.show_homes import ShowHome


def real_chapter(
    homes: Neighbourhood, lines: Sequence[CostLine], use: RealUse | None, accepted: int, shows: Sequence[ShowHome]
) -> Chapter:
    """Estimate against real.

    Args:
        homes: the neighbourhood.
        lines: works that have a quote or an invoice.
        use: bills before and after, None when too few homes have them.
        accepted: how many homes have accepted works.
        shows: the show homes.
    """
    return Chapter(_("Estimate against real"), (*_costs(homes, lines), *_use(use, accepted), _visitors(shows)))


def _costs(homes: Neighbourhood, lines: Sequence[CostLine]) -> tuple[Indicator, ...]:
    lines = works_of_several(lines)
    gaps = [gap for gap in home_gaps(lines) if gap.known]
    known, typical = sum(gap.known for gap in gaps), sum(gap.typical for gap in gaps)
    paid = sum(line.invoiced for line in lines if line.invoiced is not None)
    payers = len({line.home_id for line in lines if line.invoiced is not None})
    composed, source = totals(homes).composed, _("quotes and invoices recorded in the project, before tax")
    compared = typical and len(gaps) >= FEWEST_HOMES
    return (
        Indicator(
            _("Known prices above the estimate"), 100 * (known / typical - 1) if compared else None, None, "%",
            _("invoices, else quotes ÷ usual estimate of the same works − 1; works of three homes or more"), source, 0,
            len(gaps), composed,
        ),
        Indicator(
            _("Invoiced so far, before tax"), paid if payers >= FEWEST_HOMES else None, None, "€",
            _("sum of the invoices; works of three homes or more"), source, 0, payers, composed,
        ),
    )  # fmt: skip


def _use(use: RealUse | None, accepted: int) -> tuple[Indicator, ...]:
    source = _("bills of the households, brought to a year; heating × normal ÷ real degree days")
    label = use.label_before - use.label_after if use else 0.0
    counted = use.homes if use else 0
    return (
        Indicator(
            _("Bought less after the works"), use.saved / 1000 if use else None, None, _("MWh/year"),
            _("bought before − bought after, in a usual year; shown from three homes on"), source, 1, counted, accepted,
        ),
        Indicator(
            _("Of the label’s saving"), 100 * use.saved / label if use and label > 0 else None, None, "%",
            _("bought less ÷ saving by the label of the same homes"), source, 0, counted, accepted,
        ),
    )  # fmt: skip


def _visitors(shows: Sequence[ShowHome]) -> Indicator:
    visitors = sum(home.visitors for home in shows)
    return Indicator(
        _("Visitors of the show homes"), visitors if shows else None, None, "", _("people counted at each visit"),
        _("project"),
    )  # fmt: skip
