"""Real bills beside the label: what was bought, what a usual year would have been, what a saving is and is not."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bill:
    """What was bought between two days (the day after the last one excluded); `cost_eur` is None when not noted.

    `bill_id` is -1 for one that is not in a project.
    """

    energy: str
    starts_on: datetime.date
    ends_on: datetime.date
    quantity: float
    unit: str
    cost_eur: float | None = None
    origin: str = "said"
    bill_id: int = -1

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days


@dataclass(frozen=True, slots=True)
class DegreeDays:
    """Degree days of a period, and those of a normal year over the same period, °C·day."""

    starts_on: datetime.date
    ends_on: datetime.date
    degree_days: float
    normal: float
    source: str


@dataclass(frozen=True, slots=True)
class YearlyUse:
    """One energy in a year, from bills.

    Attributes:
        energy: code of `bill_energies`.
        days: covered by the bills.
        kwh: net heat bought, brought to 365.25 days.
        usual_kwh: the same in a year of normal weather; equal to `kwh` where no degree days are known.
        corrected: True where the weather was taken out.
        low_kwh, high_kwh: range of `usual_kwh`.
        cost_eur: brought to a year, None when a bill has no cost.
    """

    energy: str
    days: int
    kwh: float
    usual_kwh: float
    corrected: bool
    low_kwh: float
    high_kwh: float
    cost_eur: float | None


@dataclass(frozen=True, slots=True)
class BillView:
    """The label's figure and the bills side by side.

    Attributes:
        conventional_kwh: final energy of the five uses by energy, as the label counts it.
        metered: by energy, from bills of at least a year.
        short: energies whose bills do not make a year.
        use_factor: metered usual kWh over conventional kWh of the energies that are billed; None without bills. Of
            electricity, what serves other uses than the label's five is taken off first.
        basis: "bills", "income" or "label": where the expected bill comes from.
        conventional_eur: consumption of the label at retail prices.
        low_eur, expected_eur, high_eur: expected yearly bill of the five uses.
    """

    conventional_kwh: Mapping[str, float]
    metered: tuple[YearlyUse, ...]
    short: tuple[str, ...]
    use_factor: float | None
    basis: str
    conventional_eur: float
    low_eur: float
    expected_eur: float
    high_eur: float


@dataclass(frozen=True, slots=True)
class Saving:
    """What works bring, three times, never to be mixed or added.

    Attributes:
        conventional_kwh, conventional_eur: by the label, a year.
        low_eur, expected_eur, high_eur: on the bills, a year.
        comfort_low_eur, comfort_high_eur: the part of the conventional saving that is lived as warmth instead.
        basis: as in `BillView`.
    """

    conventional_kwh: float
    conventional_eur: float
    low_eur: float
    expected_eur: float
    high_eur: float
    comfort_low_eur: float
    comfort_high_eur: float
    basis: str
