"""What the household's dossier says, as plain data: one home, its options, what they cost, what comes next.

It is handed to the people of that home only. It holds no name, no income and nothing of a neighbour.
"""

import datetime
from dataclasses import dataclass, replace

from rehab_app.domain.dossier import Bar
from rehab_app.domain.edition import Contact, Edition
from rehab_app.domain.financing import Option
from rehab_app.domain.group_share import GroupShare

EDITION_DAY = "{day}"
"""Stands in a text of a plan for the day of its rules and prices, which is that of the edition."""


@dataclass(frozen=True, slots=True)
class State:
    """A home before or after works, as the official method sees it: conventional use, not the household's bills.

    Attributes:
        label, emissions_label: letters A to G.
        final_kwh: five uses, final energy in a year.
        primary_kwh_m2, emissions_kg_m2: a year and square metre.
        cost_eur: conventional yearly cost.
        losses_w_k: heat lost by part (`wall`, `roof`, `floor`, `window`, `door`, `bridge`, `ventilation`), W/K.
    """

    label: str
    emissions_label: str
    final_kwh: float | None = None
    primary_kwh_m2: float | None = None
    emissions_kg_m2: float | None = None
    cost_eur: float | None = None
    losses_w_k: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PricedWork:
    """One work of an option; costs before tax, None when not known.

    Attributes:
        lot: code of `works.LOTS`.
        price_year: year of the prices; source: who published them.
        assumed: the price is an assumption of ours.
    """

    name: str
    lot: str
    quantity: float | None
    unit: str
    low_eur_ht: float | None
    high_eur_ht: float | None
    price_year: int | None = None
    source: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class HomeOption:
    """A set of works that was looked at for the home.

    Attributes:
        after: None when it could not be estimated; `refusal` then says why.
        conditions: codes of `works.CONDITIONS`.
        plan: costs with tax, aids, loan and month; None when they could not be reckoned. Its own dates are not
            printed: the edition's date of the parameters is that of its rules and prices.
        outdated: the works were composed from another description of the home: to be composed again.
    """

    name: str
    chosen: bool
    works: tuple[PricedWork, ...]
    after: State | None = None
    refusal: str = ""
    conditions: tuple[str, ...] = ()
    plan: Option | None = None
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdDossier:
    """Everything in "my home".

    Attributes:
        now: None when the home could not be estimated; `refusal` then says why.
        group: name of the group it is in, "" for none; group_homes: how many homes that is.
        calendar: bars of this home.
        contacts: who to ask at the town hall.
        tenure: code of `codes.TENURES`, "" when not recorded.
        range_kwh_m2: primary energy, low and high, where the description leaves it open; label_chances: of
            each label that may be, 0 to 1, the likeliest first; ask_next: what would narrow it most, in words.
        share: its part of what the group shares, None when nothing is; own_choice: works that it alone chose, said.
    """

    edition: Edition
    address: str
    complement: str = ""
    living_area_m2: float | None = None
    year_built: int | None = None
    now: State | None = None
    refusal: str = ""
    options: tuple[HomeOption, ...] = ()
    group: str = ""
    group_homes: int = 0
    calendar: tuple[Bar, ...] = ()
    contacts: tuple[Contact, ...] = ()
    tenure: str = ""
    range_kwh_m2: tuple[float, float] | None = None
    label_chances: tuple[tuple[str, float], ...] = ()
    ask_next: tuple[str, ...] = ()
    share: GroupShare | None = None
    own_choice: tuple[str, ...] = ()

    @property
    def told(self) -> HomeOption | None:
        """The option whose money is told: the chosen one, otherwise the first."""
        return self.chosen or (self.options[0] if self.options else None)

    @property
    def let(self) -> bool:
        """Whether its owner lives elsewhere: a loan is then not in the month of those who live there."""
        return self.tenure in ("rented", "social")

    @property
    def reckoned(self) -> bool:
        """Whether rules and prices of the day of the edition are in it."""
        return any(option.plan is not None for option in self.options)

    def dated(self, version: int, made_on: datetime.date) -> "HouseholdDossier":
        """The same as an edition of that day."""
        edition = replace(self.edition, version=version, made_on=made_on)
        return replace(self, edition=replace(edition, parameters_on=made_on) if self.reckoned else edition)

    @property
    def chosen(self) -> HomeOption | None:
        """The option the household chose, if any."""
        return next((option for option in self.options if option.chosen), None)


def cost_range(works: tuple[PricedWork, ...]) -> tuple[float, float] | None:
    """Low and high cost of works before tax, in whole euros as printed; None when one of them is not known."""
    low = high = 0
    for work in works:
        if work.low_eur_ht is None or work.high_eur_ht is None:
            return None
        low, high = low + round(work.low_eur_ht), high + round(work.high_eur_ht)
    return float(low), float(high)


def shares(losses_w_k: tuple[tuple[str, float], ...]) -> tuple[tuple[str, int], ...]:
    """Losses as whole percents that add up to 100, the largest first (largest remainders)."""
    everything = sum(value for _part, value in losses_w_k)
    if everything <= 0:
        return ()
    exact = sorted(((part, 100 * value / everything) for part, value in losses_w_k), key=lambda share: -share[1])
    whole = {part: int(value) for part, value in exact}
    short = 100 - sum(whole.values())
    for part, _value in sorted(exact, key=lambda share: -(share[1] % 1))[:short]:
        whole[part] += 1
    return tuple((part, whole[part]) for part, _value in exact)
