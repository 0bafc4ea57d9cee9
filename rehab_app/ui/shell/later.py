"""Pages that are not built yet say what they will hold."""

from rehab_app.core.i18n import _
from rehab_app.ui.parts.empty import EmptyState
from rehab_app.ui.theme import Theme


def follow_up_page(theme: Theme) -> EmptyState:
    return EmptyState(
        theme,
        "chart-line-up",
        _("The follow-up of the works will stand here"),
        (
            _("Quotes, invoices and bills after the works, and the gap between what was estimated and what is."),
            _("Indicators of the neighbourhood: homes, kWh, CO₂, euros, local jobs, each with its formula and source."),
        ),
    )


def catalogue_page(theme: Theme) -> EmptyState:
    return EmptyState(
        theme,
        "book-open",
        _("The catalogue will stand here"),
        (
            _("Works with their prices, firms with their qualifications, aids by date, rules of the town."),
            _("Each figure with its date and its source, editable with validation."),
        ),
    )
