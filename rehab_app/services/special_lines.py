"""Aids beside MaPrimeRénov' of one place: condominium, adaptation to age, unfit home. Each is shown or says why not.

None of them is counted in the plan: an assembly's vote and a report of unfitness are not recorded, and works that adapt
a home to age or disability are no part of it; their aid stands beside where the occupant declares to be entitled to it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.conditions import listed, reason_words
from rehab_app.aids.income import MODEST
from rehab_app.aids.parameters import document, parameters_at
from rehab_app.aids.special import adapt, decent
from rehab_app.core.format import euros, percent
from rehab_app.core.i18n import _, from_french
from rehab_app.domain.financing import AidLine, Paid, State, cents
from rehab_app.services.money import Money
from rehab_app.services.unsaid_income import Amounts, Unsaid

_ANAH = "Anah"
_UNKNOWN = "R"
Incomes = NDArray[np.intp]


def special_lines(found: Money, at: int, unsaid: Unsaid | None) -> Iterator[AidLine]:
    """One line an aid; none before its rules are known here."""
    on = found.ways.on
    if on < document("special")["period"][0]["from"]:
        return
    rules = parameters_at("special", on)
    yield _condominium(found, at, rules)
    yield _adapt(found, at, rules, unsaid)
    yield _decent(found, at, rules, unsaid)


def _line(
    found: Money, rules: Any, code: str, label: str, reason: str, amount: float = 0.0, state: State = State.REFUSED
) -> AidLine:
    sure, source = str(rules[code]["mark"]), from_french(str(rules["source"]))
    confirm = sure not in ("A", "B") and state is not State.REFUSED
    return AidLine(code, label, _ANAH, amount, state, reason, found.ways.on, source, sure, confirm, Paid.BALANCE)


def _condominium(found: Money, at: int, rules: Any) -> AidLine:
    label = _("MaPrimeRénov’ Copropriété")
    if found.situations["house"][at] == 1:
        return _line(
            found, rules, "condominium", label, _("not applicable: for buildings in condominium, not for a house")
        )
    reason = _("goes to the building for works its owners vote: to be asked of its manager")
    if rules["condominium"]["mark"] == _UNKNOWN:
        reason = _("{reason}; its rules at that date are to be verified").format(reason=reason)
    return _line(found, rules, "condominium", label, reason, state=State.TO_ENTER)


def _adapt(found: Money, at: int, rules: Any, unsaid: Unsaid | None) -> AidLine:
    label, terms = _("MaPrimeAdapt’"), rules["adapt"]
    declared = _declared(found, at)
    if declared > 0:
        return _of_declared(found, at, rules, unsaid, declared)
    if found.ways.income[at] > MODEST and unsaid is None:
        return _line(found, rules, "adapt", label, _above_ceiling())
    reason = _(
        "not applicable: for works that adapt the home to age or disability (from {old} years, from {dependent} with a "
        "loss of autonomy, or a disability of {disability} %); to be asked for beside"
    ).format(
        old=terms["age_min"], dependent=terms["age_min_dependent"], disability=terms["disability_pct_min"]
    )  # fmt: skip
    return _line(found, rules, "adapt", label, reason)


def _declared(found: Money, at: int) -> float:
    """Cost of the works that adapt the home of an owner who lives there and declares to be entitled; 0 for none."""
    home, costs = at % found.found.homes, found.households.adaptation_eur
    if costs is None or not found.households.occupied_by_owner[home]:
        return 0.0
    return float(np.nan_to_num(costs[home]))


def _of_declared(found: Money, at: int, rules: Any, unsaid: Unsaid | None, works_eur: float) -> AidLine:
    """The aid to adaptation beside the plan, whose works these are not: never counted in it."""
    label, terms = _("MaPrimeAdapt’"), rules["adapt"]

    def given(income: Incomes) -> Amounts:
        # Which condition holds is not kept: who declares to be entitled counts as old enough.
        old, none = np.full(len(income), float(terms["age_min"])), np.zeros(len(income))
        return adapt(income, old, none > 0, none, np.full(len(income), works_eur), found.ways.on).amount

    if unsaid is not None:
        return _line(found, rules, "adapt", label, unsaid.reason(lambda each: given(each.income)))
    amount = cents(float(given(found.ways.income[at : at + 1])[0]))
    if not amount:
        return _line(found, rules, "adapt", label, _above_ceiling())
    reason = _("{rate} of works of adaptation of {works}, counted up to {ceiling}; declared, asked for beside").format(
        rate=percent(terms["rate_pct"][int(found.ways.income[at])] / 100),
        works=euros(works_eur),
        ceiling=euros(terms["ceiling_eur"]),
    )
    return replace(_line(found, rules, "adapt", label, reason, amount, State.BESIDE), to_confirm=True)


def _above_ceiling() -> str:
    return _("refused: {reasons}").format(reasons=reason_words("income"))


def _decent(found: Money, at: int, rules: Any, unsaid: Unsaid | None) -> AidLine:
    label, told = _("Ma Prime Logement Décent"), found.situations.take(np.array([at]))
    if told["owner_occupier"][0] < 0:
        return _line(found, rules, "decent", label, reason_words("occupancy_unknown"))
    if told["owner_occupier"][0] != 1:
        reason = _("not applicable: these terms are for an owner who lives there; a landlord asks the Anah")
        return _line(found, rules, "decent", label, reason)

    def given(income: Incomes) -> Amounts:
        works, before, after = (
            told[name].repeat(len(income)) for name in ("works_ht_eur", "label_before", "label_after")
        )
        most = float(found.ttc_eur["typical"][at])
        return np.minimum(decent(income, works, before, after, found.ways.on).amount, most)

    reason = _("in place of MaPrimeRénov’, only for a home that a report declares unfit")
    if unsaid is not None:
        return _line(found, rules, "decent", label, listed([unsaid.reason(lambda each: given(each.income)), reason]))
    if found.ways.income[at] > MODEST:
        return _line(found, rules, "decent", label, _above_ceiling())
    amount = cents(float(given(found.ways.income[at : at + 1])[0]))
    state = State.OTHER_WAY if amount > 0 else State.REFUSED
    return _line(found, rules, "decent", label, reason, amount, state)
