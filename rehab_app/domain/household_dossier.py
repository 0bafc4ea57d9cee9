"""What the household's dossier says, as plain data: one home, its options, what they cost, what comes next.

It is handed to the people of that home only. It holds no name, no income and nothing of a neighbour.
"""

from dataclasses import dataclass

from rehab_app.domain.dossier import Bar, Contact, Edition


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
    """

    name: str
    chosen: bool
    works: tuple[PricedWork, ...]
    after: State | None = None
    refusal: str = ""
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdDossier:
    """Everything in "my home".

    Attributes:
        now: None when the home could not be estimated; `refusal` then says why.
        group: name of the group it is in, "" for none; group_homes: how many homes that is.
        calendar: bars of this home.
        contacts: who to ask at the town hall.
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
