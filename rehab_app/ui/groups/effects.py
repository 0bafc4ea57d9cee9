"""What joining and leaving does to the price of each, in words and figures."""

import math
from collections.abc import Mapping, Sequence

from rehab_app.core.format import NARROW, UNKNOWN, euros
from rehab_app.core.i18n import _, ngettext
from rehab_app.services.group_prices import Together, effect
from rehab_app.services.group_view import Group, HomeLine, Member

_LEAST_EUR = 0.5


def signed_euros(value: float) -> str:
    """`+ 1 240 €`, `− 310 €`, `0 €`."""
    if not math.isfinite(value):
        return UNKNOWN
    if abs(value) < _LEAST_EUR:
        return euros(0)
    return f"{'+' if value > 0 else '−'}{NARROW}{euros(abs(value))}"


def others(changes: Mapping[int, float]) -> float:
    """Sum over the homes that stay."""
    return sum(changes.values())


def if_leaves(group: Group, home: HomeLine) -> tuple[dict[int, float], str]:
    """What each other member pays more when one leaves, and the sentence."""
    after = group.without(home.home_id)
    changes = effect(group.prices, after)
    told = _("If {address} leaves: {sum} for the others together ({why}).")
    return changes, told.format(address=home.address, sum=signed_euros(others(changes)), why=_why(group.prices, after))


def if_joins(group: Group, home: HomeLine) -> tuple[dict[int, float], str]:
    """What each member pays less when a home joins, and the sentence."""
    after = group.with_home(home)
    changes = effect(group.prices, after)
    own = after.price[home.home_id].typical - home.priced.alone.typical
    told = _("If {address} joins: {sum} for the others together, {own} for it compared with doing it alone ({why}).")
    return changes, told.format(
        address=home.address, sum=signed_euros(others(changes)), own=signed_euros(own), why=_why(group.prices, after)
    )


def with_withdrawn(group: Group) -> list[str]:
    """Of each member that withdrew: what it costs the others."""
    found = []
    for member in group.withdrawn:
        lost = -others(effect(group.prices, group.with_home(member.home)))
        found.append(
            _("{address} has withdrawn: {sum} for the others together.").format(
                address=member.home.address, sum=signed_euros(lost)
            )
        )
    return found


def happened(changes: Mapping[int, float], before: Together, after: Together) -> str:
    """What the last change did to those who stay."""
    count = len(changes)
    told = ngettext(
        "Your change: {sum} for the {count} home that was there before ({why}).",
        "Your change: {sum} for the {count} homes that were there before, together ({why}).",
        count,
    )
    return told.format(count=count, sum=signed_euros(others(changes)), why=_why(before, after))


def told_change(
    group: Group, before: Together | None, member: Member | None, nearby: HomeLine | None
) -> tuple[Mapping[int, float], str]:
    """Price changes to show, and the sentence about them: the last change, else what the home chosen would do.

    Args:
        group: as it is now.
        before: prices before the last change, None when there was none.
        member: chosen among the members.
        nearby: chosen among the neighbours.
    """
    if before is not None and before != group.prices:
        changes = effect(before, group.prices)
        return changes, happened(changes, before, group.prices)
    if member is not None and member.inside:
        return if_leaves(group, member.home)
    joining = member.home if member is not None else nearby
    if joining is not None:
        return if_joins(group, joining)
    return {}, _("Choose a home: what its coming or going does to the price of each stands here.")


def _why(before: Together, after: Together) -> str:
    homes = ngettext("{count} home", "{count} homes", len(after.price)).format(count=len(after.price))
    walls = _("{before} → {after} shared walls").format(before=before.walls, after=after.walls)
    return _("{homes} instead of {before}, {walls}").format(homes=homes, before=len(before.price), walls=walls)


def told_reasons(reasons: Sequence[str]) -> str:
    """The reasons of a proposal, which quotes and departures since then do not change."""
    if not reasons:
        return _("Formed by hand.")
    return "\n".join([_("When the group was proposed:"), *(f"•  {reason}" for reason in reasons)])
