"""Why an aid is given, refused or still to be confirmed: conditions as columns, each with its words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import _, mark
from rehab_app.domain.table import Table

Mask = NDArray[np.bool_]

# Source texts of the reasons, by code.
REASONS: dict[str, str] = {
    "overseas": mark("in mainland France only"),
    "desk_closed": mark("the desk was closed on that date"),
    "not_owner": mark("only the owner may ask for it"),
    "owner_unknown": mark("kind of owner not recorded: it is to be entered"),
    "legal_person": mark("only for natural persons"),
    "condominium": mark("in a condominium the aid goes to the building"),
    "not_main_residence": mark("the dwelling must be a main residence"),
    "occupancy_unknown": mark("occupancy not recorded: it is to be entered"),
    "too_recent": mark("the dwelling is too recent"),
    "label_before": mark("the label before works is too good"),
    "classes_gained": mark("fewer than two classes are gained"),
    "insulation_works": mark("fewer than two kinds of insulation works"),
    "fossil_after": mark("a gas, oil or coal boiler is installed or kept"),
    "income": mark("the income is above the ceiling"),
    "income_unknown": mark("income not recorded: people and reference tax income are to be entered"),
    "letting": mark("a landlord lets for six years with a limited rent: access to be verified"),
    "landlord": mark("only for an owner who lives there"),
    "tenant_occupied": mark("only for a dwelling that is let"),
    "purchase_unknown": mark("the purchase price is not known"),
    "town_not_listed": mark("the town is not on the list"),
    "works_share": mark("the works are under a quarter of the operation"),
    "gain": mark("neither 30 % of energy saved nor two works of the list"),
    "no_relief_voted": mark("the town has voted no relief"),
    "spending": mark("the works are below the amount of the text"),
    "label_unknown": mark("the label before or after the works is not known"),
    "not_in_force": mark("not in force on that date"),
    "tenure": mark("not for this kind of occupancy"),
    "no_such_works": mark("none of its works is done by a firm"),
}
_INCOME_UNKNOWN = "income_unknown"


def reason_words(code: str) -> str:
    """Words of one reason, in the user's language."""
    return _(REASONS[code])


def ownership(situations: Table) -> dict[str, Mask]:
    """Rows of nobody who owns, buys or shares in a condominium, and rows of which that is not known."""
    nobody = (situations["owner"] != 1) & (situations["buyer"] != 1) & (situations["condominium"] != 1)
    unknown = nobody & (situations["owner"] < 0)
    return {"not_owner": nobody & ~unknown, "owner_unknown": unknown}


def residence(situations: Table) -> dict[str, Mask]:
    """Rows of what is no main residence, and rows of which that is not known."""
    flag = situations["main_residence"]
    return {"not_main_residence": flag == 0, "occupancy_unknown": flag < 0}


def owners(situations: Table, rules: Mapping[str, Any]) -> dict[str, Mask]:
    """The two conditions on who asks that every aid to owners has; `rules.condominium` admits condominiums."""
    return {
        **ownership(situations),
        "condominium": (situations["condominium"] == 1) & (not rules["condominium"]),
    }


def listed(sentences: Iterable[str]) -> str:
    """Several reasons as one sentence."""
    found = list(sentences)
    text = found[0] if found else ""
    for other in found[1:]:
        text = _("{first}; {second}").format(first=text, second=other)
    return text


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions of one aid: code to where it fails, code to where it is not known (n rows each)."""

    size: int
    fails: Mapping[str, Mask] = field(default_factory=dict)
    unknown: Mapping[str, Mask] = field(default_factory=dict)

    @property
    def met(self) -> Mask:
        """Rows on which no known condition fails."""
        result = np.ones(self.size, dtype=bool)
        for failing in self.fails.values():
            result &= ~failing
        return result

    def reasons(self, row: int) -> Iterator[str]:
        """Words for each condition that fails on a row; an income that is not known is told where nothing else does."""
        failing = [code for code, rows in self.fails.items() if rows[row]]
        return (reason_words(code) for code in failing if code != _INCOME_UNKNOWN or len(failing) == 1)

    def lacks_income(self, row: int) -> bool:
        """Whether a row is refused only because its income is not known."""
        return [code for code, rows in self.fails.items() if rows[row]] == [_INCOME_UNKNOWN]

    def to_confirm(self, row: int) -> Iterator[str]:
        """Words for each condition that is not known on a row."""
        return (reason_words(code) for code, open_question in self.unknown.items() if open_question[row])
