"""The tables of one group: what stands in each column."""

from collections.abc import Mapping

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.codes import GROUP_WISHES, STAGES
from rehab_app.services.group_prices import effect
from rehab_app.services.group_view import Group, HomeLine, Member
from rehab_app.ui.groups.effects import signed_euros
from rehab_app.ui.parts.grid import GridColumn
from rehab_app.ui.parts.money import cost_span


def member_columns() -> tuple[GridColumn, ...]:
    """Headings of the members."""
    return (
        GridColumn(_("Address")),
        GridColumn(_("Label"), 70, "label"),
        GridColumn(_("After"), 62, "label"),
        GridColumn(_("Alone, €"), 120, "figure"),
        GridColumn(_("In the group, €"), 120, "figure"),
        GridColumn(_("Own"), 52, "figure"),
        GridColumn(_("Effect"), 82, "figure"),
        GridColumn(_("Stage"), 88),
    )


def nearby_columns() -> tuple[GridColumn, ...]:
    """Headings of the neighbours."""
    return (
        GridColumn(_("Address")),
        GridColumn(_("Works"), 160),
        GridColumn(_("Alone, €"), 128, "figure"),
        GridColumn(_("In the group, €"), 128, "figure"),
        GridColumn(_("For the others"), 110, "figure"),
    )


def member_row(group: Group, member: Member, changes: Mapping[int, float]) -> tuple[str, ...]:
    """A member alone, in the group, how many works of its own, and what the change tried does to it."""
    own = sum(not line.common for line in group.lines(member.home))
    home, price = member.home, group.prices.price.get(member.home.home_id)
    change = changes.get(home.home_id)
    return (
        home_words(home),
        home.label,
        home.label_after,
        cost_span(home.priced.alone.low, home.priced.alone.high, ""),
        cost_span(price.low, price.high, "") if price is not None else "",
        figure(own) if own else "",
        signed_euros(change) if change is not None else "",
        _(STAGES[member.stage]) if member.stage in STAGES else "",
    )


def home_words(home: HomeLine) -> str:
    """The address, and what the town wants of the home when groups are proposed."""
    return f"{home.address} ({_(GROUP_WISHES[home.wish])})" if home.wish in GROUP_WISHES else home.address


def nearby_row(group: Group, home: HomeLine) -> tuple[str, ...]:
    """A neighbour alone, in the group if it came, and what it would bring the others."""
    after = group.with_home(home)
    price = after.price[home.home_id]
    return (
        home_words(home),
        home.bundle,
        cost_span(home.priced.alone.low, home.priced.alone.high, ""),
        cost_span(price.low, price.high, ""),
        signed_euros(sum(effect(group.prices, after).values())),
    )
