"""Each aid of one place as a line with its reason, its rules and how sure they are."""

import datetime
from collections.abc import Iterator, Mapping

import numpy as np

from rehab_app.aids.conditions import Conditions, listed
from rehab_app.aids.others import property_tax_relief
from rehab_app.aids.parameters import Parameters, document, parameters_at
from rehab_app.core.format import day, euros, percent
from rehab_app.core.i18n import _, from_french, mark
from rehab_app.domain.catalogue.situation import HEAT_PUMPS, quantity
from rehab_app.domain.financing import AidLine, Paid, State, cents
from rehab_app.services.money import Money
from rehab_app.services.special_lines import special_lines
from rehab_app.services.unsaid_income import ByClass, Unsaid, unsaid_income

MEASURE_WORDS = {
    "energy_audit": mark("energy audit"),
    "balanced_ventilation": mark("balanced ventilation"),
    "air_water_heat_pump": mark("air-to-water heat pump"),
    "ground_heat_pump": mark("ground-source heat pump"),
    "solar_heat_pump": mark("solar-assisted heat pump"),
    "air_air_heat_pump": mark("air-to-air heat pump"),
    "thermodynamic_water_heater": mark("thermodynamic water heater"),
    "oil_tank_removal": mark("removal of the oil tank"),
    "windows": mark("windows"),
    "external_wall_insulation": mark("walls insulated from outside"),
    "internal_wall_insulation": mark("walls insulated from inside"),
    "roof_insulation": mark("roof insulation"),
    "flat_roof_insulation": mark("flat roof insulation"),
    "floor_insulation": mark("floor insulation"),
    "manual_wood_boiler": mark("log boiler"),
    "automatic_wood_boiler": mark("pellet boiler"),
    "closed_fireplace": mark("closed fireplace"),
    "log_stove": mark("log stove"),
    "pellet_stove": mark("pellet stove"),
    "heat_network": mark("heat network"),
    "cooling_network": mark("cooling network"),
    "solar_water_heater": mark("solar water heater"),
    "combined_solar": mark("combined solar heating"),
    "hybrid_panels": mark("hybrid panels"),
}
_SURE = ("A", "B")


def aid_lines(found: Money, at: int) -> Iterator[AidLine]:
    """Lines of the place `at`: national aids, certificates, the town's, property tax, others."""
    unsaid = unsaid_income(found, at)
    yield from _ampleur(found, at, unsaid)
    yield from _gestes(found, at, unsaid)
    yield from _certificates(found, at, unsaid)
    yield from _whole_house(found, at)
    yield from _local(found, at, unsaid)
    yield from _property_tax(found, at)
    yield from special_lines(found, at, unsaid)


def _state(amount: float, chosen: bool) -> State:
    if amount <= 0:
        return State.REFUSED
    return State.COUNTED if chosen else State.OTHER_WAY


def _why(
    conditions: Conditions, at: int, given: str, unsaid: Unsaid | None = None, amounts_of: ByClass | None = None
) -> tuple[str, bool]:
    """Reasons of a refusal, else what was given and what is still open; True when something is.

    Where the income is not known, `amounts_of` names what the aid is in each class.
    """
    if unsaid and amounts_of:
        if conditions.lacks_income(at):
            return unsaid.reason(amounts_of), True
        if conditions.met[at]:
            given, _open = _why(conditions, at, given)
            return listed(filter(None, (given, unsaid.words(amounts_of)))), True
    refused = list(conditions.reasons(at))
    if refused:
        return _("refused: {reasons}").format(reasons=listed(refused)), False
    open_questions = list(conditions.to_confirm(at))
    if open_questions:
        return _("{given}; to be confirmed: {questions}").format(given=given, questions=listed(open_questions)), True
    return given, False


def _ampleur(found: Money, at: int, unsaid: Unsaid | None) -> Iterator[AidLine]:
    both = found.ways
    grant, rules = both.ampleur, parameters_at("mpr_ampleur", both.on)
    chosen, amount = bool(both.by_ampleur[at]), cents(float(grant.amount_eur[at]))
    rate = percent((grant.rate_pct[at] + grant.exit_bonus_pct[at]) / 100)
    counted = min(float(found.situations["works_ht_eur"][at]), float(grant.ceiling_eur_ht[at]))
    given = _("{rate} of {counted} before tax, the works counted up to {ceiling}").format(
        rate=rate, counted=euros(counted), ceiling=euros(float(grant.ceiling_eur_ht[at]))
    )
    if grant.capped[at]:
        given = _("{given}; capped: all aids together stay under a share of the works").format(given=given)
    reason, open_question = _why(grant.conditions, at, given, unsaid, lambda each: each.ampleur.amount_eur)
    if by_household(found, at):
        words = _("{reason}; whether the classes gained may rest on the household’s own works is to be confirmed")
        reason, open_question = words.format(reason=reason), True
    confirm = open_question or unsaid is not None
    advance = cents(float(grant.advance_eur[at])) if amount else 0.0
    label = _("MaPrimeRénov’ rénovation d’ampleur")
    dated = (both.on, _source(rules), str(rules["mark"]), confirm)
    common = (reason, *dated)
    if advance:
        yield AidLine("mpr_ampleur_advance", label, _ANAH, advance, _state(advance, chosen), *common, Paid.ADVANCE)
    rest = cents(amount - advance)
    yield AidLine("mpr_ampleur", label, _ANAH, rest, _state(rest, chosen), *common, Paid.BALANCE)
    help_eur = cents(float(grant.assistance_eur[at])) if amount else 0.0
    if help_eur:
        share = rules["assistance_share_pct"][int(both.income[at])] / 100
        given = _("{rate} of the adviser’s bill, counted up to {ceiling}").format(
            rate=percent(share), ceiling=euros(rules["assistance_bill_eur"])
        )
        why, _open = _why(grant.conditions, at, given, unsaid, lambda each: each.ampleur.assistance_eur)
        words = _("Mon Accompagnateur Rénov’")
        yield AidLine("mar", words, _ANAH, help_eur, _state(help_eur, chosen), why, *dated, Paid.BALANCE)


_ANAH = "Anah"


def by_household(found: Money, at: int) -> bool:
    """Whether the household does one of the works of that place itself."""
    return any(not line.by_firm and found.found.quantities[work][at] > 0 for work, line in found.lines.items())


def _gestes(found: Money, at: int, unsaid: Unsaid | None) -> Iterator[AidLine]:
    both = found.ways
    rules = parameters_at("mpr_geste", both.on)
    lines = [*_given_gestes(found, at, unsaid), *_removed_gestes(found, at, rules)]
    if not lines:
        none = _("refused: none of these works is on the list at that date")
        lacking = both.gestes.conditions.lacks_income(at)  # the income would change nothing: no such work
        reason = none if lacking else _why(both.gestes.conditions, at, none)[0]
        lines = [_geste_line(found, rules, "", 0.0, reason, State.REFUSED, False)]
    yield from lines


def _source(rules: Parameters) -> str:
    """The texts that the rules of a day come from, in the user's language."""
    return from_french(str(rules["source"]))


def _geste_line(
    found: Money, rules: Parameters, measure: str, amount: float, reason: str, state: State, confirm: bool
) -> AidLine:
    label = _("MaPrimeRénov’ par geste")
    if measure:
        label = _("MaPrimeRénov’ par geste: {work}").format(work=_(MEASURE_WORDS[measure]))
    code = f"mpr_geste_{measure}" if measure else "mpr_geste"
    sure = str(rules["mark"])
    return AidLine(
        code, label, _ANAH, amount, state, reason, found.ways.on, _source(rules), sure, confirm, Paid.BALANCE
    )


def _given_gestes(found: Money, at: int, unsaid: Unsaid | None) -> Iterator[AidLine]:
    """Measures on the list at that date, given or not."""
    both = found.ways
    alone, rules = both.gestes, parameters_at("mpr_geste", both.on)
    for measure, amounts in alone.amounts_eur.items():
        if not found.situations[quantity(measure)][at] > 0:
            continue
        amount, before = cents(float(amounts[at])), float(alone.uncapped_eur[measure][at])
        given = _("scale of the aid")
        if amount < before:
            paid = float(np.nan_to_num(found.situations["gestes_paid_eur"][at]))
            most = float(rules["five_years_max_eur"])
            given = _("capped: with the certificates, under a share of what it costs")
            if paid + float(alone.total_eur[at]) >= most:
                given = _("capped: {most} a home in five years, what was paid before included").format(most=euros(most))
        reason, open_question = _why(alone.conditions, at, given, unsaid, _of_measure(measure))
        state = _state(amount, not both.by_ampleur[at])
        confirm = open_question or unsaid is not None
        yield _geste_line(found, rules, measure, amount, reason, state, confirm)


def _of_measure(measure: str) -> ByClass:
    return lambda each: each.gestes.amounts_eur[measure]


def _removed_gestes(found: Money, at: int, rules: Parameters) -> Iterator[AidLine]:
    """Measures that have left the list, with the day on which they did."""
    for measure in dict.fromkeys(rules.get("removed", ())):
        if found.situations[quantity(measure)][at] > 0:
            since = next(one["from"] for one in document("mpr_geste")["period"] if measure in one.get("removed", ()))
            reason = _("refused: no longer on the list since {date}").format(date=day(since))
            yield _geste_line(found, rules, measure, 0.0, reason, State.REFUSED, False)


def _certificates(found: Money, at: int, unsaid: Unsaid | None) -> Iterator[AidLine]:
    both = found.ways
    rules = parameters_at("cee", both.quoted_on)
    for measure, amounts in both.cee_eur.items():
        amount = cents(float(amounts[at]))
        if amount <= 0:
            continue
        named = bool(found.situations[f"offer_{measure}"][at] >= 0)
        sure = str(rules["mark"]) if measure not in both.certificates.to_confirm else "C"
        if not named:
            sure = str(rules["offer_mark"])
        reason = _("offer on the quote") if named else _("usual price of an offer; the offer on the quote will count")
        if measure in HEAT_PUMPS and found.situations["replaces_fossil_boiler"][at] == 1:
            reason = listed([reason, _("for a model on the approved list")])
        if both.by_ampleur[at]:
            reason = _("not added to the rénovation d’ampleur on the same works")
        state = _state(amount, not both.by_ampleur[at])
        label = _("Energy certificates (CEE): {work}").format(work=_(MEASURE_WORDS[measure]))
        confirm = sure not in _SURE or unsaid is not None
        yield AidLine(
            f"cee_{measure}", label, _("Energy supplier"), amount, state, reason, both.quoted_on,
            _source(rules), sure, confirm, Paid.BALANCE,
        )  # fmt: skip


def _whole_house(found: Money, at: int) -> Iterator[AidLine]:
    """The certificates of the whole house in place of the others: shown for comparison, never counted."""
    amount = cents(float(found.ways.whole_house_eur[at]))
    if amount > 0:
        rules = parameters_at("special", found.ways.quoted_on)
        reason = _("in place of MaPrimeRénov’ and of the certificates work by work; access to be confirmed")
        yield AidLine(
            "cee_whole_house", _("Energy certificates (CEE): whole house, BAR-TH-174"), _("Energy supplier"), amount,
            State.OTHER_WAY, reason, found.ways.quoted_on, _source(rules),
            str(rules["whole_house_certificates"]["mark"]), True, Paid.BALANCE,
        )  # fmt: skip


def _local(found: Money, at: int, unsaid: Unsaid | None) -> Iterator[AidLine]:
    both = found.ways
    way = "ampleur" if both.by_ampleur[at] else "geste"
    for place, one in enumerate(both.local[way]):
        given = one.aid.source or _("rule of the town")
        reason, open_question = _why(one.conditions, at, given, unsaid, _of_town(way, place))
        amount = cents(float(one.amount_eur[at]))
        paid = Paid.ADVANCE if one.aid.advance else Paid.BALANCE
        yield AidLine(
            one.aid.code, one.aid.label, one.aid.payer, amount, _state(amount, True),
            reason, both.on, one.aid.source, "B", open_question or unsaid is not None, paid,
        )  # fmt: skip
    if not any(both.local.values()):
        yield AidLine(
            "local", _("Aids of the town, the agglomeration, the department, the region"), _("Town"), 0.0,
            State.TO_ENTER, _("none is recorded: to be entered among the rules of the town"), both.on, "", "R", True,
            Paid.BALANCE,
        )  # fmt: skip


def _of_town(way: str, place: int) -> ByClass:
    return lambda each: each.local[way][place].amount_eur


def _property_tax(found: Money, at: int) -> Iterator[AidLine]:
    """Relief voted by the town, which comes besides the plan."""
    on = found.ways.on
    rules = parameters_at("other", on)
    conditions, amounts = property_tax_relief(found.situations.take(np.array([at])), on)
    amount = cents(float(amounts[0]))
    entered = found.town.property_tax_relief_pct is not None
    state = State.BESIDE if amount > 0 else State.REFUSED if entered else State.TO_ENTER
    given = _("relief of the property tax over three years, at a usual tax until yours is entered")
    reason, _open = _why(conditions, 0, given)
    yield AidLine(
        "property_tax", _("Relief of property tax"), _("Town"), amount, state, reason, on, _source(rules),
        "A" if entered else "R", True, Paid.YEARLY,
    )  # fmt: skip


def next_rules(on: datetime.date) -> Mapping[datetime.date, Parameters]:
    """Changes of the rules known to come after that day, by date: a period of each file of parameters."""
    coming: dict[datetime.date, Parameters] = {}
    for name in ("mpr_ampleur", "mpr_geste", "cee", "other"):
        for period in document(name)["period"]:
            if period["from"] > on:
                coming.setdefault(period["from"], period)
    return dict(sorted(coming.items()))
