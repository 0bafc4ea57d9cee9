"""What one home bears of the costs that its group shares: plain data of a dossier, before tax, to the cent."""

import datetime
import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CostPart:
    """One shared cost.

    Attributes:
        whole_eur_ht: in all; town_eur_ht: paid by the town, 0 when nothing is; part_eur_ht: left to this home, NaN
            where it goes by prices that are not all known.
        town_asked: the town was asked for half and has not agreed: it counts for nothing yet.
    """

    name: str
    whole_eur_ht: float
    town_eur_ht: float
    town_asked: bool
    part_eur_ht: float


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Shared costs of a group as one of its homes bears them.

    Attributes:
        homes: how many homes share.
        key: code of `group_agreements.COST_KEYS` by which they are divided; key_agreed: False where it is only
            assumed until the group decides; agreed_on: None when the day is not known.
    """

    parts: tuple[CostPart, ...]
    homes: int
    key: str
    key_agreed: bool
    agreed_on: datetime.date | None = None

    @property
    def whole_eur_ht(self) -> float:
        return round(sum(part.whole_eur_ht for part in self.parts), 2)

    @property
    def town_eur_ht(self) -> float:
        return round(sum(part.town_eur_ht for part in self.parts), 2)

    @property
    def part_eur_ht(self) -> float | None:
        """Left to this home in all; None where one part is not known."""
        known = [part.part_eur_ht for part in self.parts]
        return None if any(map(math.isnan, known)) else round(sum(known), 2)


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement of a group: what, its state in words, and the day on which it was agreed where that is known."""

    what: str
    state: str
    on: datetime.date | None = None
