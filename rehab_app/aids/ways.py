"""Both ways of MaPrimeRénov' for the same works — rénovation d'ampleur and par geste — computed and compared.

Certificates (CEE) are not added to the rénovation d'ampleur on the same works (guide of the Anah, September 2026,
p. 27). The date of filing decides for MaPrimeRénov', the date of the quote for the certificates.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.aids.ampleur import Ampleur, ampleur
from rehab_app.aids.certificates import Certificates, certificates
from rehab_app.aids.gestes import Gestes, gestes
from rehab_app.aids.income import VERY_MODEST, income_class
from rehab_app.aids.local import Local, local_aid
from rehab_app.aids.parameters import document, parameters_at
from rehab_app.aids.special import whole_house_kwhc
from rehab_app.domain.catalogue.situation import MEASURES, expense, offer
from rehab_app.domain.table import Table
from rehab_app.domain.town import TownRules

Money = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ways:
    """Aids of each way by row (n,), in euros to the cent.

    Attributes:
        on, quoted_on: dates that decided the rules.
        income: class of each household.
        ampleur, gestes, certificates: the national aids with their conditions.
        cee_eur: certificates by measure, as offers to households go; market_eur: all of them at the market's price.
        whole_house_eur: the whole-house operation BAR-TH-174 in place of all of these, to be confirmed; only shown.
        local: aids of the town with each way, in the order of its rules.
        ampleur_eur, geste_eur: sums of each way; ampleur_net_eur: less the bill of the adviser it asks.
        by_ampleur: the way that leaves less to pay.
    """

    on: datetime.date
    quoted_on: datetime.date
    income: NDArray[np.intp]
    ampleur: Ampleur
    gestes: Gestes
    certificates: Certificates
    cee_eur: Mapping[str, Money]
    market_eur: Money
    whole_house_eur: Money
    local: Mapping[str, tuple[Local, ...]]
    ampleur_eur: Money
    ampleur_net_eur: Money
    geste_eur: Money
    by_ampleur: Mask


def ways(
    situations: Table,
    tenures: NDArray[np.object_],
    expenses_eur: Mapping[str, Money],
    town: TownRules,
    on: datetime.date,
    quoted_on: datetime.date | None = None,
) -> Ways:
    """Both ways for n situations.

    Args:
        situations: n rows (SITUATION); offers that a quote names stay, others are counted at the usual price.
        tenures: occupancy of each home.
        expenses_eur: cost with tax of each work done by a firm.
        town: rules of the town.
        on: date of filing.
        quoted_on: date of the quotes, `on` by default.
    """
    signed = quoted_on or on
    income = income_class(situations, on)
    found = certificates(situations, income, signed)
    cee = _offers(situations, found, income, town, signed)
    situations = situations.replace(**{offer(measure): amount for measure, amount in cee.items()})
    local = [local_aid(aid, situations, income, tenures, expenses_eur, on) for aid in town.aids]
    # The town may help works that the national grants do not count.
    works = np.round(sum(expenses_eur.values(), np.zeros(len(situations))), 2)
    with_ampleur = _fitted([one for one in local if "ampleur" in one.aid.ways], works)
    grant = ampleur(situations.replace(other_aids_eur=_sum(with_ampleur, works)), income, on)
    alone = gestes(situations, income, on)
    given = np.sum([*(np.round(one, 2) for one in alone.amounts_eur.values()), *cee.values()], axis=0)
    with_geste = _fitted([one for one in local if "geste" in one.aid.ways], np.maximum(works - given, 0.0))
    ampleur_eur = np.round(grant.amount_eur, 2) + np.round(grant.assistance_eur, 2)
    by_grant, geste_eur = grant.amount_eur > 0, given + _sum(with_geste, works)
    ampleur_eur = np.where(by_grant, ampleur_eur + _sum(with_ampleur, works), 0.0)
    net = np.where(by_grant, ampleur_eur - np.nan_to_num(situations["assistance_bill_eur"]), 0.0)
    return Ways(
        on, signed, income, grant, alone, found, cee, np.asarray(found.total_eur),
        _whole_house(situations, income, town, signed),
        {"ampleur": with_ampleur, "geste": with_geste},
        ampleur_eur, net, geste_eur, by_grant & (net > geste_eur),
    )  # fmt: skip


def _offer_price(income: NDArray[np.intp], town: TownRules, signed: datetime.date) -> Money:
    rules = parameters_at("cee", signed)
    usual = _price(town.cee_usual_eur_per_mwhc, rules["offer_eur_per_kwhc"])
    better = _price(town.cee_very_modest_eur_per_mwhc, rules["offer_very_modest_eur_per_kwhc"])
    return np.where(income == VERY_MODEST, max(better, usual), usual)


def _whole_house(situations: Table, income: NDArray[np.intp], town: TownRules, signed: datetime.date) -> Money:
    """Value of BAR-TH-174 as offers go; 0 before its rules are known here."""
    if signed < document("special")["period"][0]["from"]:
        return np.zeros(len(situations))
    volume = whole_house_kwhc(situations, signed).amount
    return np.asarray(np.round(np.minimum(volume * _offer_price(income, town, signed), _with_tax(situations)), 2))


def _offers(
    situations: Table, found: Certificates, income: NDArray[np.intp], town: TownRules, signed: datetime.date
) -> dict[str, Money]:
    """What the household is paid for the certificates of each measure, never more than the measure costs."""
    price = _offer_price(income, town, signed)
    amounts = {}
    for measure in MEASURES:
        volume = found.volumes_kwhc.get(measure)
        named, cost = situations[offer(measure)], situations[expense(measure)]
        counted = np.zeros(len(situations)) if volume is None else volume * price
        amounts[measure] = np.round(np.minimum(np.where(np.isnan(named), counted, named), np.nan_to_num(cost)), 2)
    return amounts


def _price(of_town: float | None, usual: float) -> float:
    return usual if of_town is None else of_town / 1000


def _with_tax(situations: Table) -> Money:
    return np.asarray(np.round(situations["works_ht_eur"] * (1 + situations["vat_pct"] / 100), 2))


def _fitted(aids: Sequence[Local], room: Money) -> tuple[Local, ...]:
    """The aids in order, cut so that their sum stays in the room."""
    left = np.array(room, dtype=np.float64)
    fitted: list[Local] = []
    for one in aids:
        amount = np.asarray(np.minimum(one.amount_eur, left), dtype=np.float64)
        left = left - amount
        fitted.append(Local(one.aid, one.conditions, np.round(amount, 2)))
    return tuple(fitted)


def _sum(aids: Sequence[Local], like: Money) -> Money:
    return np.asarray(sum((one.amount_eur for one in aids), np.zeros(len(like))))
