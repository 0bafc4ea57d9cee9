"""What the household says of itself in a session: how many it is, and its income or only the class of it."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from rehab_app.aids.income import CLASSES, ceilings_eur, income_class
from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.situation import SITUATION
from rehab_app.domain.table import empty
from rehab_app.services.situations import Households

MOST_PEOPLE = 30
_WHOLE_EUROS = re.compile(r"[0-9]{1,9}")
_AROUND = re.compile(r"[\s\u00a0\u202f]|€")


@dataclass(frozen=True, slots=True)
class Income:
    """People of a household with its income, or with the class that it chose; None where it is not said.

    Attributes:
        amount_eur: reference tax income; never shown, never part of a message.
        chosen: class that was chosen in place of an amount, as `aids.income` numbers them.
        recorded: True while all of it is what the project held when the session opened.
    """

    people: int | None = None
    amount_eur: float | None = field(default=None, repr=False)
    chosen: int | None = None
    recorded: bool = False

    @property
    def said(self) -> bool:
        """Whether the aids can be counted in a class."""
        return self.people is not None and (self.amount_eur is not None or self.chosen is not None)

    @property
    def kept(self) -> Mapping[str, Any]:
        """What the record of the household gets from the session: an amount, or the class declared in its place."""
        if self.recorded or self.people is None:
            return {}
        found: dict[str, Any] = {"people": float(self.people)}
        if self.amount_eur is not None:
            found |= {"income_eur": self.amount_eur, "income_year": None, "income_class": ""}
        elif self.chosen is not None:
            found |= {"income_eur": None, "income_year": None, "income_class": CLASSES[self.chosen]}
        return found

    def with_people(self, people: int) -> "Income":
        """That many persons; what was said of the income stays."""
        return replace(self, people=min(max(people, 1), MOST_PEOPLE), recorded=False)

    def with_amount(self, amount_eur: float) -> "Income":
        return Income(self.people, amount_eur)

    def with_class(self, chosen: int) -> "Income":
        return Income(self.people, chosen=chosen)


def counts(households: Households) -> bool:
    """Whether the aids of a home look at this income: only that of an owner who lives there is counted."""
    return bool(households.occupied_by_owner[0])


def recorded(households: Households) -> Income:
    """What the project holds of the household of one home."""
    people, amount = float(households.people[0]), float(households.income_eur[0])
    declared = -1 if households.declared_class is None else int(households.declared_class[0])
    return Income(
        int(people) if people >= 1 else None,
        amount if amount >= 0 else None,
        declared if declared >= 0 else None,
        recorded=True,
    )


def typed_amount(text: str) -> float:
    """The income as it stands on a tax notice: whole euros.

    Raises:
        RehabError: it is no such amount; what was typed is not repeated.
    """
    digits = _AROUND.sub("", text)
    if not _WHOLE_EUROS.fullmatch(digits):
        raise RehabError(_("This is not an amount in whole euros."), remedy=_("Write it in figures, without cents."))
    return float(digits)


def ceilings(income: Income, on: datetime.date) -> tuple[int, ...]:
    """Highest income of each class but the last, for this household; none while its number is not said."""
    return () if income.people is None else ceilings_eur(income.people, on)


def class_of(income: Income, on: datetime.date) -> int | None:
    """Class of the household, None while it is not said."""
    if not income.said or income.chosen is not None:
        return income.chosen if income.said else None
    one = empty(SITUATION, 1)
    told = {"people": income.people, "income_eur": income.amount_eur, "ile_de_france": 0}
    one = one.replace(**{name: np.array([value]).astype(one[name].dtype) for name, value in told.items()})
    return int(income_class(one, on)[0])


def class_ceiling_eur(income: Income, on: datetime.date) -> float:
    """Highest income of the class chosen, infinite for the last one; NaN where none is."""
    if income.chosen is None or income.people is None:
        return float("nan")
    highest = (*map(float, ceilings_eur(income.people, on)), float("inf"))
    return highest[income.chosen]


def applied(households: Households, income: Income, on: datetime.date) -> Households:
    """The household of one home as it describes itself; nothing is known of its income beside a class chosen."""
    amount = np.nan if income.amount_eur is None else income.amount_eur
    return replace(
        households,
        people=np.array([np.nan if income.people is None else float(income.people)]),
        income_eur=np.array([amount]),
        declared_class=np.array([-1 if income.chosen is None else income.chosen]),
        class_ceiling_eur=np.array([class_ceiling_eur(income, on)]),
    )
