"""One place of a columnar plan as an `Option`: the plain data that the desk, the session and the dossiers show."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from rehab_app.aids.conditions import listed
from rehab_app.core.format import day
from rehab_app.core.i18n import _, from_french
from rehab_app.domain.financing import AidLine, Due, LoanLine, Option, Paid, Range, WorkLine, Year, cents
from rehab_app.domain.table import Column
from rehab_app.domain.works import CONDITIONS
from rehab_app.services.aid_lines import aid_lines
from rehab_app.services.estimating import refusal_text
from rehab_app.services.money import Line, Money
from rehab_app.services.option_notes import area_lost_m2, comfort, landlord, tenant_saving, warnings, weeks
from rehab_app.services.rule_changes import Coming, labels_to_come
from rehab_app.works.bills import relation
from rehab_app.works.catalogue import bundles, entry
from rehab_app.works.costs import BOUNDS, prices
from rehab_app.works.order import issues, steps
from rehab_app.works.quantities import work_conditions

YEARS = 15


def options_of(found: Money, dwelling_id: int, codes: Mapping[int, str], home: int = 0) -> list[Option]:
    """Bundles of a pass for the home at position `home`.

    Args:
        found: the pass.
        dwelling_id: the home.
        codes: by place of the bundle in the pass, its code, "" for a free choice.
        home: position of the home.
    """
    coming = labels_to_come(found, [place * found.found.homes + home for place in codes], [home])
    return [_option(found, place, dwelling_id, code, home, coming) for place, code in codes.items()]


def option(found: Money, dwelling_id: int, code: str, home: int, coming: Mapping[datetime.date, Coming]) -> Option:
    """The one bundle of a pass for the home at position `home`; `coming` tells of that home at least."""
    return _option(found, 0, dwelling_id, code, home, coming)


def _option(
    found: Money, place: int, dwelling_id: int, code: str, home: int, coming: Mapping[datetime.date, Coming]
) -> Option:
    at = place * found.found.homes + home
    aids = tuple(aid_lines(found, at))
    loan_lines = _loans(found, at)
    known = bundles().get(code)
    return Option(
        dwelling_id=dwelling_id,
        bundle=code,
        name=_(known.label) if known else _("Own choice of works"),
        works=_work_lines(found, at),
        cost_eur_ht=_range(found.ht_eur, at),
        cost_eur=_range(found.ttc_eur, at),
        left_to_pay_eur=_range(found.left_eur, at),
        aids=aids,
        loans=loan_lines,
        **_energy(found, at, home),
        **_plan(found, at, home, aids, loan_lines),
        **_notes(found, at, home, coming),
    )


def _energy(found: Money, at: int, home: int) -> dict[str, Any]:
    """Labels and figures of the home before and after."""
    names = {
        "label": "classe_bilan_dpe",
        "emissions": "classe_emission_ges",
        "final_kwh": "conso_5_usages",
        "primary_kwh_m2": "ep_conso_5_usages_m2",
        "conventional_eur": "cout_5_usages",
    }
    told: dict[str, Any] = {}
    states = (("before", found.found.before.totals, home), ("after", found.found.result.totals, at))
    for when, totals, position in states:
        for name, column in names.items():
            value = totals[column][position]
            told[f"{name}_{when}"] = str(value) if name in ("label", "emissions") else float(value)
    return told


def _plan(found: Money, at: int, home: int, aids: Sequence[AidLine], loan_lines: Sequence[LoanLine]) -> dict[str, Any]:
    """What is paid, when and by whom, to the cent."""
    by_ampleur = bool(found.ways.by_ampleur[at])
    aids_eur = cents(sum(line.amount_eur for line in aids if line.counted))
    assistance = float(found.assistance_eur[at])
    carried = cents(sum(line.capital_eur for line in loan_lines if line.chosen))
    payment = cents(sum(line.monthly_eur for line in loan_lines if line.chosen))
    total_eur = cents(float(found.ttc_eur["typical"][at]) + assistance)
    own_money = cents(float(found.left_eur["typical"][at]) - carried)
    # A tenant pays the energy, the landlord the loan.
    months = _months(found, at, payment if str(found.households.tenure[home]) != "rented" else 0.0)
    other = (found.ways.geste_eur if by_ampleur else found.ways.ampleur_eur)[at]
    return {
        "assistance_bill_eur": assistance,
        "total_eur": total_eur,
        "way": "" if aids_eur == 0 else "ampleur" if by_ampleur else "geste",
        "other_way_eur": cents(float(other)),
        "aids_eur": aids_eur,
        "fronted_eur": _fronted(total_eur, aids, carried),
        "own_money_eur": own_money,
        "payment_month_eur": payment,
        "month_before_eur": months[0],
        "month_after_eur": months[1],
        "bill_basis": _basis(found, at),
        "schedule": _schedule(total_eur, aids, carried, aids_eur),
        "years": _years(found, at, own_money, loan_lines),
    }


def _notes(found: Money, at: int, home: int, coming: Mapping[datetime.date, Coming]) -> dict[str, Any]:
    """What goes with the figures."""
    works = [work for work, amounts in found.found.quantities.items() if amounts[at] > 0]
    return {
        "comfort": comfort(found, at, works),
        "weeks": weeks(found, at),
        "area_lost_m2": area_lost_m2(found, at),
        "steps": steps(works),
        "issues": issues(found.found, at),
        "warnings": warnings(found, at, home, coming),
        "rules_on": found.terms.on,
        "priced_on": found.terms.on,
        "refusal": _refusal(found, at, home),
        "landlord": landlord(found, at, home),
        "tenant_month_saving_eur": tenant_saving(found, at, home),
    }


def _work_lines(found: Money, at: int) -> tuple[WorkLine, ...]:
    done = {work: line for work, line in found.lines.items() if found.found.quantities[work][at] > 0}
    settled = work_conditions(found.found, done, at)
    return tuple(_work_line(found, work, line, at, settled[work]) for work, line in done.items())


def _work_line(found: Money, work: str, line: Line, at: int, conditions: Sequence[str]) -> WorkLine:
    item = entry(work)
    price = (found.terms.prices or prices())[item.work.price]
    built = line.built
    notes = [_(CONDITIONS[code]) for code in conditions]
    if built is not None:
        notes.append(_("aids and reduced tax are lost: they ask for a firm that supplies and lays"))
    return WorkLine(
        work=work,
        label=_(item.work.label),
        lot=item.work.lot,
        quantity=float(found.found.quantities[work][at]),
        unit=item.work.unit,
        cost_eur_ht=_range(line.ht_eur, at),
        vat_pct=float(line.vat_pct[at]),
        cost_eur=_range(line.ttc_eur, at),
        done_by=found.terms.done_by.get(work, "firm"),
        hours_own=0.0 if built is None else float(built.hours_own[at]),
        hours_supervised=0.0 if built is None else float(built.hours_supervised[at]),
        year=price.year,
        source=_(price.source),
        assumption=bool(price.assumed_bounds),
        measure=item.measure,
        labour_eur_ht=0.0 if built is not None else cents(float(line.ht_eur["typical"][at]) * price.labour_share),
        notes=tuple(notes),
    )


def _range(columns: Mapping[str, Column], at: int) -> Range:
    low, typical, high = (cents(float(columns[bound][at])) for bound in BOUNDS)
    return Range(min(low, typical), typical, max(high, typical))


def _loans(found: Money, at: int) -> tuple[LoanLine, ...]:
    given, left = found.loans, float(found.left_eur["typical"][at])
    capital, years = float(given.eco_capital_eur[at]), float(given.eco_years[at])
    refused = listed(given.eco_conditions.reasons(at))
    eco = LoanLine(
        "eco_ptz", _("Zero-rate eco-loan (éco-PTZ)"), capital, float(given.eco_ceiling_eur[at]), years, 0.0,
        float(given.eco_month_eur[at]), 0.0, capital > 0, refused or _("the bank decides"), "B", False,
    )  # fmt: skip
    refused = listed(given.par_conditions.reasons(at))
    ceiling = float(given.par_ceiling_eur[at])
    par = LoanLine(
        "par_plus", _("Loan against the home (prêt avance rénovation)"), cents(min(max(left, 0.0), ceiling)), ceiling,
        10.0, 0.0, 0.0, 0.0, False,
        refused or _("paid back at the sale or the succession; not on the same works as the éco-PTZ"),
        "A", False,
    )  # fmt: skip
    ordinary = LoanLine(
        "ordinary", _("Ordinary loan"), cents(max(left, 0.0)), np.inf, given.ordinary_years, given.ordinary_rate_pct,
        float(given.ordinary_month_eur[at]), float(given.ordinary_interest_eur[at]), False,
        _("for comparison: rate assumed until a bank gives its own"), "C", True,
    )  # fmt: skip
    return (eco, par, ordinary)


def _fronted(total_eur: float, aids: Sequence[AidLine], carried: float) -> float:
    """What the owner has out of pocket before the last aids are paid."""
    early = sum(line.amount_eur for line in aids if line.counted and line.paid in (Paid.ADVANCE, Paid.QUOTE))
    return cents(max(total_eur - early - carried, 0.0))


def _schedule(total_eur: float, aids: Sequence[AidLine], carried: float, aids_eur: float) -> tuple[Due, ...]:
    early = cents(sum(a.amount_eur for a in aids if a.counted and a.paid in (Paid.ADVANCE, Paid.QUOTE)))
    return (
        Due("start", _("before the works: advances and loan"), 0.0, cents(early + carried)),
        Due("works", _("during the works: bills of the firms and of the adviser"), total_eur, 0.0),
        Due("end", _("after the works: balance of the aids"), 0.0, cents(aids_eur - early)),
    )


def _months(found: Money, at: int, payment: float) -> tuple[Range, Range]:
    before, after = found.before, found.after
    first = Range(*(cents(float(column[at]) / 12) for column in (before.low_eur, before.expected_eur, before.high_eur)))
    second = Range(
        *(cents(float(column[at]) / 12 + payment) for column in (after.low_eur, after.expected_eur, after.high_eur))
    )
    return first, second


def _basis(found: Money, at: int) -> str:
    rules = relation()
    prices = _("energy prices known on {date}").format(date=day(found.terms.on))
    if bool(found.before.measured[at]):
        return listed(
            [_("from the bills paid, appliances included; not corrected for the weather of their year"), prices]
        )
    if bool(found.before.by_income[at]):
        words, source = _("estimate from the label and the income, not a bill: {source}"), rules["income"]["source"]
    else:
        words, source = _("estimate from the label, not a bill: {source}"), rules["label"]["source"]
    return listed([words.format(source=from_french(source)), prices])


def _years(found: Money, at: int, own_money: float, loan_lines: Sequence[LoanLine]) -> tuple[Year, ...]:
    """Spent in all, at today's energy prices, with and without the works."""
    before, after = found.before, found.after
    bills = [(float(before.low_eur[at]), float(after.low_eur[at])),
             (float(before.expected_eur[at]), float(after.expected_eur[at])),
             (float(before.high_eur[at]), float(after.high_eur[at]))]  # fmt: skip
    spent = []
    for year in range(1, YEARS + 1):
        paid = sum(12 * line.monthly_eur * min(year, line.years) for line in loan_lines if line.chosen)
        without = Range(*(cents(each * year) for each, _after in bills))
        with_works = Range(*(cents(own_money + paid + each * year) for _before, each in bills))
        spent.append(Year(year, without, with_works))
    return tuple(spent)


def _refusal(found: Money, at: int, home: int) -> str:
    for refusals, position in ((found.found.before.refusals, home), (found.found.result.refusals, at)):
        for refusal in refusals:
            if refusal.dwelling == position:
                return refusal_text(refusal)
    return ""
