"""What the card of a group says."""

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.works import LOTS
from rehab_app.services.group_view import Group
from rehab_app.ui.parts.money import cost_span


def homes_words(group: Group) -> str:
    count = len(group.inside)
    return ngettext("{count} home", "{count} homes", count).format(count=figure(count))


def saving_words(group: Group) -> str:
    """What the members save together, as a range; "–" when nothing is saved or the prices are not known."""
    low, high = group.prices.total_low_eur_ht, group.prices.total_high_eur_ht
    return cost_span(low, high) if high > 0 else cost_span(None, None)


def lead_words(group: Group) -> str:
    """The trade that leads the works, named as such."""
    return _("Lead lot: {lot}").format(lot=_(LOTS[group.lead_lot])) if group.lead_lot in LOTS else ""
