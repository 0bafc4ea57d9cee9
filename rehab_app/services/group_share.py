"""What one home bears of the costs that its group shares, as its own dossier and a landlord's tell it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.group_share import Agreed, CostPart, GroupShare
from rehab_app.services.group_agreements import AGREEMENTS, agreement_state, details, kind_of, note_of
from rehab_app.services.group_lines import own_choice
from rehab_app.services.group_prices import SharedCost, divided
from rehab_app.services.group_view import Board, Group, read_board
from rehab_app.storage.reading import Reader

_FOR_LANDLORDS = ("party_wall", "town_half", "landlord", "landlord_window", "cost_key")
_WITH_LANDLORD = ("landlord", "landlord_window")


class GroupShares:
    """The groups of a project, read when the first home is asked for: most dossiers are made of many homes."""

    def __init__(self, project: Reader) -> None:
        self._project = project

    @cached_property
    def _board(self) -> Board:
        return read_board(self._project, Progress())

    @cached_property
    def _group_of(self) -> dict[int, Group]:
        return {member.home.home_id: group for group in self._board.groups for member in group.inside}

    def of(self, *dwelling_ids: int) -> GroupShare | None:
        """What homes of one group bear together, as its page shows it; None where nothing is shared by them."""
        groups = [self._group_of.get(home) for home in dwelling_ids]
        group = groups[0] if groups else None
        if group is None or not group.shared or any(one is not group for one in groups):
            return None
        prices = group.prices
        works_eur = {home: price.typical - prices.shared[home] for home, price in prices.price.items()}
        asked = [row.get("town_half") == 1 for row in group.shared_rows]
        parts = tuple(
            CostPart(
                name=cost.name,
                whole_eur_ht=cost.amount_eur_ht,
                town_eur_ht=cost.amount_eur_ht - cost.members_eur_ht,
                town_asked=half_asked and not cost.town_half,
                part_eur_ht=_part(cost, works_eur, dwelling_ids),
            )
            for cost, half_asked in zip(group.shared, asked, strict=True)
        )
        keys = [one for one in group.agreements if kind_of(one) == "cost_key"]
        agreed_on = agreement_state(keys[-1])[1] if keys and group.key else None
        return GroupShare(parts, len(group.inside), group.shared[0].key, bool(group.key), agreed_on)

    def own_choice(self, dwelling_id: int) -> tuple[str, ...]:
        """What a home alone chose beside the works of its group, as a sentence; none when it chose none."""
        group = self._group_of.get(dwelling_id)
        if group is None or group.book is None or group.common is None:
            return ()
        home = next(member.home for member in group.inside if member.home.home_id == dwelling_id)
        return own_choice(group.book.works(home.scenario_id), group.common)

    def told_to_landlord(self, group_id: int) -> tuple[Agreed, ...]:
        """Agreements with their state and day; notes, in which people may be named, only of those with a landlord."""
        group = self._board.group(group_id)
        if group is None:
            return ()
        addresses = {member.home.home_id: member.home.address for member in group.members}
        return tuple(_agreed(one, addresses) for one in group.agreements if kind_of(one) in _FOR_LANDLORDS)

    def common_works(self, group_id: int) -> frozenset[str] | None:
        """Codes of the works that a group does together; None when these are all."""
        group = self._board.group(group_id)
        return None if group is None else group.common


def _part(cost: SharedCost, works_eur: Mapping[int, float], homes: Sequence[int]) -> float:
    """What homes bear of a cost, to the cent."""
    parts = divided(cost.members_eur_ht, works_eur, cost.key)
    return round(sum(parts[home] for home in homes), 2)


def _agreed(agreement: Mapping[str, Any] | str, addresses: Mapping[int, str]) -> Agreed:
    kind = kind_of(agreement)
    note = note_of(agreement) if kind in _WITH_LANDLORD else ""
    parts = (_(AGREEMENTS[kind]), details(agreement, addresses), note)
    state, agreed_on = agreement_state(agreement)
    return Agreed(", ".join(part for part in parts if part), state, agreed_on)
