"""The rules of the aids on a date, as tables to read: amounts by income class, conditions, source, certainty."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rehab_app.aids.parameters import document, parameters_at
from rehab_app.core.format import day, euros, figure, span
from rehab_app.core.i18n import _, from_french, mark
from rehab_app.domain.catalogue.situation import MEASURES
from rehab_app.services.aid_lines import MEASURE_WORDS
from rehab_app.services.aid_rules import AidRow, AidTable

_TITLES = {
    "income": mark("Income ceilings"),
    "mpr_ampleur": mark("MaPrimeRénov’, whole renovation"),
    "mpr_geste": mark("MaPrimeRénov’, single works"),
    "cee": mark("Energy certificates"),
    "other": mark("Loans and taxes"),
    "special": mark("Other situations"),
}
_LETTERS = " ABCDEFG"


def aid_tables(on: datetime.date) -> list[AidTable]:
    """All families that have rules on that day, and the date of the next change of each."""
    makers = {
        "income": _income,
        "mpr_ampleur": _ampleur,
        "mpr_geste": _gestes,
        "cee": _certificates,
        "other": _others,
        "special": _special,
    }
    tables = []
    for key, maker in makers.items():
        periods = document(key)["period"]
        if periods[0]["from"] > on:
            continue
        rules = parameters_at(key, on)
        coming = min((period["from"] for period in periods if period["from"] > on), default=None)
        rows, source = tuple(maker(rules)), from_french(rules["source"])
        tables.append(AidTable(key, _(_TITLES[key]), rules["from"], source, rules["mark"], coming, rows))
    return tables


def _income(rules: Mapping[str, Any]) -> Iterator[AidRow]:
    """Reference tax income at most, by class; the highest class has no ceiling."""
    for place, title in (("elsewhere", _("outside Île-de-France")), ("ile_de_france", _("in Île-de-France"))):
        ceilings = [rules[place][name] for name in ("tres_modeste", "modeste", "intermediaire")]
        for people in range(5):
            name = _("{count} in the household, {place}").format(count=people + 1, place=title)
            yield AidRow(name, (*(euros(ceiling[people]) for ceiling in ceilings), _("above")))
        yield AidRow(_("each person more, {place}").format(place=title), tuple(f"+ {euros(c[5])}" for c in ceilings))


def _ampleur(rules: Mapping[str, Any]) -> Iterator[AidRow]:
    for at, gained in enumerate((2, 3, 4)):
        ceiling = _("of works before tax, {ceiling} at most").format(ceiling=euros(rules["ceiling_eur_ht"][at]))
        name = _("{count} classes gained, or more") if gained == 4 else _("{count} classes gained")
        yield AidRow(name.format(count=gained), _rates(rates[at] for rates in rules["rate_pct"]), ceiling)
    if rules["exit_bonus_pct"]:
        note = _("when the home leaves F or G: {points} points more").format(points=rules["exit_bonus_pct"])
        yield AidRow(_("Bonus"), (), note)
    yield AidRow(_("All aids together, at most"), _rates(rules["all_aids_cap_pct"]), _("of the works with tax"))
    bill = _("of the adviser’s bill, {bill} at most").format(bill=euros(rules["assistance_bill_eur"]))
    yield AidRow(_("Mon Accompagnateur Rénov’"), _rates(rules["assistance_share_pct"]), bill)
    labels = _("{letter} or worse").format(letter=_LETTERS[rules["label_before_min"]])
    yield AidRow(_("Label before the works"), (), labels)
    least = _("{count} at least").format(count=rules["insulation_works_min"])
    yield AidRow(_("Insulation works"), (), least)
    kept = _("may be kept") if rules["fossil_kept"] else _("may not be kept: the heating must leave fossil fuel")
    yield AidRow(_("Fossil heating"), (), kept)
    yield AidRow(_("Counter"), (), _("open") if rules["open"] else _("closed"))


def _gestes(rules: Mapping[str, Any]) -> Iterator[AidRow]:
    removed = rules.get("removed", ())
    for measure, rule in rules["amounts_eur"].items():
        if measure not in removed:
            ceiling = _("of an expense of {ceiling} at most with tax").format(ceiling=euros(rule["ceiling"]))
            yield AidRow(_titled(measure), (*(euros(amount) for amount in rule["amounts"]), "–"), ceiling)
    yield AidRow(_("With certificates, at most"), _rates(rules["with_cee_cap_pct"]), _("of the expense that counts"))
    gone = ", ".join(_(MEASURE_WORDS[measure]) for measure in removed if measure in MEASURE_WORDS)
    if gone:
        yield AidRow(_("Not helped any more"), (), gone)
    yield AidRow(_("Counter"), (), _("open") if rules["open"] else _("closed"))


def _certificates(rules: Mapping[str, Any]) -> Iterator[AidRow]:
    """Volumes in kWh cumac: of a unit, or from the least to the most that a home can have."""
    unsure = rules["to_confirm"]
    for group in ("flat", "by_dwelling", "by_efficiency", "by_area"):
        for measure, rule in rules[group].items():
            by_area = group == "by_area"
            yield AidRow(_titled(measure), (), _volumes(measure, rule, by_area), "C" if measure in unsure else "")
    pumps = {**rules["heat_pumps"], "air_air_heat_pump": rules["air_air_heat_pump"]}
    for measure, rule in pumps.items():
        if isinstance(rule, Mapping):
            yield AidRow(_titled(measure), (), _volumes(measure, rule, True), "C" if measure in unsure else "")
    offers = (rules["offer_eur_per_kwhc"] * 1000, rules["offer_very_modest_eur_per_kwhc"] * 1000)
    note = _("{usual} a MWh cumac, {very_modest} for very modest households (usual offers)")
    yield AidRow(
        _("Offers of buyers"),
        (),
        note.format(usual=euros(offers[0], cents=True), very_modest=euros(offers[1], cents=True)),
        rules["offer_mark"],
    )


def _volumes(measure: str, rule: Mapping[str, Any], by_area: bool) -> str:
    values = [rule[name] for name in ("kwhc", "house_kwhc", "flat_kwhc", "house", "flat") if name in rule]
    volumes = sorted(_numbers(values))
    told = _("form {form}: {volumes}")
    if MEASURES.get(measure) == "m²":
        told = _("form {form}: {volumes} a m²")
    elif by_area:
        told = _("form {form}: {volumes}, times a factor of the living area")
    return told.format(form=rule["form"], volumes=span(volumes[0], volumes[-1], "kWh cumac"))


def _numbers(values: Any) -> list[float]:
    if isinstance(values, (int, float)):
        return [float(values)]
    return [number for value in values for number in _numbers(value)]


def _others(rules: Mapping[str, Any]) -> Iterator[AidRow]:
    loan, par, tax = rules["eco_ptz"], rules["par_plus"], rules["vat"]
    until = _("until {day}").format(day=day(loan["ends"]))
    for name, words in (
        ("one", _("one work")),
        ("two", _("two works")),
        ("three", _("three works or more")),
        ("whole", _("whole renovation")),
    ):
        note = _("{ceiling} at most, {years} years, {until}")
        told = note.format(ceiling=euros(loan["ceiling_eur"][name]), years=loan["years"][name], until=until)
        yield AidRow(_("Loan without interest (éco-PTZ), {works}").format(works=words), (), told)
    note = _("{ceiling} at most, for modest and very modest owner-occupiers")
    yield AidRow(_("Prêt avance rénovation +"), (), note.format(ceiling=euros(max(par["ceiling_eur"].values()))))
    rates = _("{energy} on energy works, {other} on others, {full} otherwise; homes over two years old")
    shown = {
        name: figure(tax[f"{key}_pct"], "%", 1)
        for name, key in (("energy", "energy_works"), ("other", "other_works"), ("full", "full"))
    }
    yield AidRow(_("Value added tax"), (), rates.format(**shown))
    denormandie = ", ".join(
        _("{rate} for {years} years").format(rate=figure(rate, "%"), years=years)
        for years, rate in rules["denormandie"]["rate_pct"].items()
    )
    yield AidRow(_("Denormandie (old homes let after works)"), (), denormandie)
    letting = rules["loc_avantages"]
    cut = ", ".join(_both(letting[name]) for name in ("loc1", "loc2", "loc3"))
    note = _("{shares} of the rent (without, with an intermediary), {until}")
    yield AidRow(
        _("Loc’Avantages"), (), note.format(shares=cut, until=_("until {day}").format(day=day(letting["ends"])))
    )
    years = _("{years} years, when the town has voted it").format(years=rules["property_tax"]["years"])
    yield AidRow(_("Relief of property tax"), (), years)


def _both(pair: Sequence[float]) -> str:
    return f"{figure(pair[0], '%')} / {figure(pair[1], '%')}"


def _special(rules: Mapping[str, Any]) -> Iterator[AidRow]:
    shared = rules["condominium"]
    rates = " / ".join(figure(rate, "%") for rate in shared["rate_pct"])
    gains = " / ".join(figure(gain, "%") for gain in shared["gain_pct"])
    note = _("{rates} of {ceiling} before tax a lot, for gains of {gains}")
    told = note.format(rates=rates, ceiling=euros(shared["ceiling_eur_ht_a_lot"]), gains=gains)
    yield AidRow(_("MaPrimeRénov’ Copropriété"), (), told, shared["mark"])
    adapted = rules["adapt"]
    ceiling = _("of {ceiling} at most").format(ceiling=euros(adapted["ceiling_eur"]))
    yield AidRow(_("MaPrimeAdapt’"), _rates(adapted["rate_pct"]), ceiling, adapted["mark"])
    decent = rules["decent"]
    yield AidRow(
        _("Ma Prime Logement Décent"), _rates(decent["rate_pct"]),
        _("of {ceiling} at most before tax").format(ceiling=euros(decent["ceiling_eur_ht"])), decent["mark"],
    )  # fmt: skip
    whole = rules["whole_house_certificates"]
    volumes = span(min(whole["volumes_kwhc"]), max(whole["volumes_kwhc"]), "kWh cumac")
    note = _("form {form}: {volumes}").format(form="BAR-TH-174", volumes=volumes)
    yield AidRow(_("Certificates for a whole renovation"), (), note, whole["mark"])


def _rates(values: Any) -> tuple[str, ...]:
    return tuple(figure(value, "%") if value else "–" for value in values)


def _titled(measure: str) -> str:
    words = MEASURE_WORDS.get(measure)
    text = (
        _(words)
        if words
        else {
            "balanced_ventilation_self_regulating": _("balanced ventilation, self-regulating"),
            "balanced_ventilation_demand_controlled": _("balanced ventilation, demand-controlled"),
        }[measure]
    )
    return text[:1].upper() + text[1:]
