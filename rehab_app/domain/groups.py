"""Proposals of groups as plain data: which homes, and why these, in plain words.

`owner_group.reasons` holds a list of `{"reason": code of REASONS, "values": {...}}`; `reason_text` says one in the
user's language. Euros are before tax.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rehab_app.core.format import day, euros, figure, month, percent, span
from rehab_app.core.i18n import _, mark
from rehab_app.domain.works import LOTS

_WHOLE = 10  # MWh or tonnes from which a figure is written without decimals
REASONS = {
    "neighbours": mark("{homes} homes next to one another in {street}, from no. {first} to no. {last}."),
    "same_works": mark("All of them chose the same works: {works}."),
    "party_walls": mark("Pairs of neighbours that share a wall, with one scaffold and one roof line: {pairs}."),
    "saving": mark("Scaffold, site and purchase shared: {saving} saved on the works before tax (assumption)."),
    "poor_labels": mark("Homes labelled F or G among them: {homes}."),
    "protected_front": mark("Homes with a protected street front, insulated from inside there: {homes}."),
    "social_between": mark("Homes of a social landlord between them, to be agreed with the landlord: {homes}."),
    "avoided": mark("Avoided each year by the works of all: {mwh} MWh and {co2_t} t of CO₂ (estimate)."),
    "one_file": mark("Homes under the same heritage rule, one file for the heritage architect: {homes}."),
    "mixed_aids": mark("Their rights to aids differ: the share of each is reckoned apart, and no income is shown."),
    "dates": mark("All of them accept works from {first} to {last}."),
    "landlord_dates": mark("The social landlord next door works in the same months, from {first} to {last}."),
    "firms_busy": mark("{lot}: {days} days of a crew, {share} of what the firms known can do in a year."),
    "none_spare": mark("Without any one of them the group would be too small: {least} homes at least."),
    "parted_without": mark("Without one of these the group would be parted in two: no. {numbers}."),
    "without_one": mark("Without one of them the others pay up to {lost} more before tax (without no. {number})."),
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
class Gain:
    """What a home gains in a group and what would change without it, in euros before tax.

    Attributes:
        number: house number.
        saving_low_eur_ht, saving_high_eur_ht: assumed saving on its own works.
        others_lose_eur_ht: what the others would save less together.
        too_few: the others would be too few for a group; parts: too many houses would stand between two of them.
    """

    dwelling_id: int
    number: str
    saving_low_eur_ht: float
    saving_high_eur_ht: float
    others_lose_eur_ht: float
    too_few: bool
    parts: bool


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
        gains: of each home.
    """

    street: str
    street_id: int
    bundle: str
    homes: tuple[int, ...]
    reasons: tuple[Reason, ...]
    saving_low_eur_ht: float
    saving_high_eur_ht: float
    gains: tuple[Gain, ...] = ()


def reason_text(reason: Reason | Mapping[str, Any]) -> str:
    """The reason as a sentence in the user's language; takes a stored one too."""
    if not isinstance(reason, Reason):
        reason = Reason(reason["reason"], reason["values"])
    return _(REASONS[reason.reason]).format(**_written(dict(reason.values)))


def gain_text(gain: Gain) -> str:
    """What a home gains and what would change without it, as a sentence."""
    if gain.too_few:
        change = _("without it the group is too small")
    elif gain.parts:
        change = _("without it the group is parted in two")
    elif round(gain.others_lose_eur_ht) <= 0:
        change = _("without it the others pay no more")
    else:
        change = _("without it the others pay {lost} more").format(lost=euros(gain.others_lose_eur_ht))
    saving = _range(gain.saving_low_eur_ht, gain.saving_high_eur_ht)
    return _("No. {number} saves {saving}; {change}.").format(number=gain.number, saving=saving, change=change)


def _written(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a reason as texts."""
    if "saving" in values:
        values["saving"] = _range(*values["saving"])
    if "numbers" in values:
        values["numbers"] = ", ".join(values["numbers"])
    if "lost" in values:
        values["lost"] = euros(values["lost"])
    for name in ("mwh", "co2_t"):
        if name in values:
            values[name] = figure(values[name], "", 0 if values[name] >= _WHOLE else 1)
    if "share" in values:
        values["share"] = percent(values["share"], 0)
    if "lot" in values:
        trade = LOTS[values["lot"]]
        values["lot"] = _(trade)
    for name, written in (("months", month), ("days", day)):
        if isinstance(values.get(name), list):
            first, last = (written(datetime.date.fromisoformat(one)) for one in values[name])
            values |= {"first": first, "last": last}
    if bundle := values.get("works"):
        values["works"] = _(bundle)
    return values


def _range(low: float, high: float) -> str:
    return euros(high) if round(low) == round(high) else span(low, high, "€")
