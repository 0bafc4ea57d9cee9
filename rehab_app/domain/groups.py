"""Proposals of groups as plain data: which homes, and why these, in plain words.

`owner_group.reasons` holds a list of `{"reason": code of REASONS, "values": {...}}`; `reason_text` says one in the
user's language. Euros are before tax.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rehab_app.core.format import euros, span
from rehab_app.core.i18n import _, mark

REASONS = {
    "neighbours": mark("{homes} homes next to one another in {street}, from no. {first} to no. {last}."),
    "same_works": mark("All of them chose the same works: {works}."),
    "party_walls": mark("Pairs of neighbours that share a wall, with one scaffold and one roof line: {pairs}."),
    "saving": mark("Scaffold, site and purchase shared: {saving} saved on the works before tax (assumption)."),
    "poor_labels": mark("Homes labelled F or G among them: {homes}."),
    "protected_front": mark("Homes with a protected street front, insulated from inside there: {homes}."),
    "social_between": mark("Homes of a social landlord between them, to be agreed with the landlord: {homes}."),
    "missing_between": mark("Neighbours in between who have not chosen these works yet: {homes}."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code of `REASONS` and the values of its text (numbers; `saving` is a pair low, high in euros)."""

    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"reason": self.reason, "values": dict(self.values)}


@dataclass(frozen=True, slots=True)
class GroupProposal:
    """Neighbours who could do the same works together.

    Attributes:
        street: name of the street.
        street_id: its record.
        bundle: code of the common bundle.
        homes: ids of the dwellings, in the order of the street.
        reasons: why these homes.
        saving_low_eur_ht, saving_high_eur_ht: assumed saving of all members together.
    """

    street: str
    street_id: int
    bundle: str
    homes: tuple[int, ...]
    reasons: tuple[Reason, ...]
    saving_low_eur_ht: float
    saving_high_eur_ht: float


def reason_text(reason: Reason | Mapping[str, Any]) -> str:
    """The reason as a sentence in the user's language; takes a stored one too."""
    if not isinstance(reason, Reason):
        reason = Reason(reason["reason"], reason["values"])
    values = dict(reason.values)
    if "saving" in values:
        low, high = values["saving"]
        values["saving"] = euros(high) if round(low) == round(high) else span(low, high, "€")
    bundle = values.get("works")
    if bundle:
        values["works"] = _(bundle)
    return _(REASONS[reason.reason]).format(**values)
