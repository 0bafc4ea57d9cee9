"""The works of one member as a table: what each costs, and whose figure that is."""

from rehab_app.core.format import euros, figure, short_day
from rehab_app.core.i18n import _, from_french
from rehab_app.domain.codes import BUILDERS
from rehab_app.services.group_lines import WorkLine, counted, work_name
from rehab_app.services.group_view import Group
from rehab_app.ui.parts.grid import GridColumn
from rehab_app.ui.parts.money import cost_span


def line_columns() -> tuple[GridColumn, ...]:
    """Headings of the lines."""
    return (
        GridColumn(_("Work")),
        GridColumn(_("Chosen"), 100),
        GridColumn(_("Quantity"), 84, "figure"),
        GridColumn(_("Estimated, €"), 118, "figure"),
        GridColumn(_("Counted, €"), 118, "figure"),
        GridColumn(_("Whose figure"), 150),
    )


def line_row(line: WorkLine) -> tuple[str, ...]:
    """A line: estimated alone, and what it counts for."""
    price = counted(line)
    return (
        line.label,
        chosen_words(line),
        figure(line.quantity, from_french(line.unit), 0 if line.unit in ("u", "ens") else 1),
        cost_span(line.estimate.low, line.estimate.high, ""),
        figure(price.typical) if line.asked is not None else cost_span(price.low, price.high, ""),
        figure_words(line),
    )


def chosen_words(line: WorkLine) -> str:
    """By whom it was chosen: the group, or this home alone."""
    if line.common:
        return _("in common")
    if line.instead_of:
        return _("own, instead of: {work}").format(work=work_name(line.instead_of))
    return _("own")


def figure_words(line: WorkLine) -> str:
    """Whose figure it is, and from when."""
    if line.asked is not None:
        text = _("invoice, {firm}, {day}") if line.asked.source == "invoice" else _("quote, {firm}, {day}")
        return text.format(firm=line.asked.firm or _("firm not named"), day=short_day(line.asked.on))
    if line.invoiced_eur_ht:
        return _("estimate; invoiced so far: {sum}").format(sum=euros(line.invoiced_eur_ht))
    if line.done_by in ("own", "supervised"):
        builder = BUILDERS[line.done_by]
        return _("estimate, {who}").format(who=_(builder))
    return _("estimate")


def sum_words(group: Group, home_id: int) -> str:
    """What a member pays in all, alone and in the group, line by line of a short reckoning."""
    price = group.prices.price.get(home_id)
    member = next((one for one in group.members if one.home.home_id == home_id), None)
    if member is None:
        return ""
    alone = member.home.priced.alone
    told = [_("Alone: {span} before tax.").format(span=cost_span(alone.low, alone.high))]
    if price is None:
        return "\n".join([*told, _("This home has withdrawn: it pays nothing in the group.")])
    told.append(_("In the group: {span} before tax.").format(span=cost_span(price.low, price.high)))
    part = group.prices.shared.get(home_id, 0.0)
    if part:
        told.append(_("Of which shared costs: {part}.").format(part=euros(part, cents=True)))
    own = member.home.priced.own
    if own.high:
        told.append(
            _("Nothing is saved on its own works, nor on what a firm has priced: {span}.").format(
                span=cost_span(own.low, own.high)
            )
        )
    return "\n".join(told)
