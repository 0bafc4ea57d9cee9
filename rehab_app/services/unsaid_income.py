"""What is told of an aid where the income is not known: least and most by the class, and what is to be entered."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.conditions import reason_words
from rehab_app.aids.income import CLASSES, ceilings_eur
from rehab_app.aids.ways import Ways, ways
from rehab_app.core.format import euros
from rehab_app.core.i18n import _
from rehab_app.services.money import Money

Amounts = NDArray[np.float64]
ByClass = Callable[[Ways], Amounts]  # amounts (4,) of an aid, euros, out of the aids of each class


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A place whose income is not known.

    Attributes:
        by_class: its aids in each income class, a row a class; None where no income can be entered, as the owner does
            not live there.
    """

    by_class: Ways | None = None

    def words(self, amounts_of: ByClass) -> str:
        """A sentence on an aid; nothing where it is the same in every class."""
        if self.by_class is None:
            return _("the owner’s income is not recorded here: counted in the highest class")
        amounts = amounts_of(self.by_class)
        least, most = float(amounts.min()), float(amounts.max())
        if least == most:
            return ""
        words = _("income not recorded: {least} to {most} by the income and the number of people, to be entered")
        return words.format(least=euros(least), most=euros(most))

    def reason(self, amounts_of: ByClass) -> str:
        """The same where the aid is refused for want of the income alone."""
        return self.words(amounts_of) or reason_words("income_unknown")


def unsaid_income(found: Money, at: int) -> Unsaid | None:
    """What is not said of the income at the place `at`; None where it is known."""
    home = np.array([at % found.found.homes])
    if found.households.income_known[home[0]]:
        return None
    if not found.households.occupied_by_owner[home[0]]:
        return Unsaid()
    on, classes = found.ways.on, np.full(len(CLASSES), at)
    situations = found.situations.take(classes).replace(
        people=np.ones(len(classes)), income_eur=np.array([*ceilings_eur(1, on), np.inf], dtype=np.float64)
    )
    spent = {work: line.ttc_eur["typical"][classes] for work, line in found.lines.items() if line.by_firm}
    tenures = found.households.tenure[np.repeat(home, len(classes))]
    return Unsaid(ways(situations, tenures, spent, found.town, on, found.ways.quoted_on))
