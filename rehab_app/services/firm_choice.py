"""Which firm does a trade for a group, of those that have it, and why: certificates first, then what it comes to.

What it comes to, in euros: its quotes against the usual price, the way to the site and back, the weeks that the homes
wait while it is busy elsewhere, and the risk of a certificate that ends within the works (resources/works/firms.toml).
Nothing is counted for what is not known of a firm. One that is promised to the group, or at work there, stays.
"""

import datetime
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rehab_app.core.paths import resource
from rehab_app.services.firm_facts import FirmFacts
from rehab_app.services.site_terms import plain_domain
from rehab_app.works.catalogue import entries

NO_FIRM = -1
_DAYS_A_WEEK = 5
_CALENDAR_DAYS = 7 / _DAYS_A_WEEK

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Trade:
    """What a group needs of one trade.

    Attributes:
        group_id, lot: which.
        work_days: of one crew.
        homes: how many.
        quantities: of each work, in all homes together.
    """

    group_id: int
    lot: str
    work_days: float
    homes: int
    quantities: Mapping[str, float]

    @property
    def domains(self) -> list[str]:
        """RGE domains that the aids ask for."""
        known = (entries().get(work) for work in self.quantities)
        return sorted({plain_domain(item.work.rge_domain) for item in known if item is not None} - {""})


@dataclass(frozen=True, slots=True)
class Weights:
    """Euros: a kilometre, a week of waiting of one home, a renewal within the works for one home."""

    eur_per_km: float
    eur_per_week: float
    renewal_eur: float


@cache
def weights() -> Weights:
    """resources/works/firms.toml."""
    with resource("works", "firms.toml").open("rb") as file:
        raw = tomllib.load(file)
    return Weights(raw["travel"]["eur_per_km"], raw["waiting"]["eur_per_week"], raw["renewal"]["eur_per_home"])


@dataclass(frozen=True, slots=True)
class FirmChoice:
    """The firm, `NO_FIRM` when none has the trade, and why: codes of `firm_reasons.REASONS` with their values."""

    firm_id: int
    reasons: tuple[Mapping[str, Any], ...] = ()


@dataclass(slots=True)
class _Bid:
    """What a firm comes to for a trade.

    Attributes:
        lacking: domains without a certificate on the first day.
        ending: domains whose certificate ends within the works.
        gap_eur: its quotes less the usual price.
        asked_eur: the usual price of what it quoted, 0 when it quoted nothing.
    """

    firm: FirmFacts
    lacking: list[str] = field(default_factory=list)
    ending: list[str] = field(default_factory=list)
    gap_eur: float = 0.0
    asked_eur: float = 0.0
    weeks: float = 0.0
    cost_eur: float = 0.0


def choose_firms(
    trades: Sequence[Trade],
    firms: Sequence[FirmFacts],
    start: datetime.date,
    usual_eur_ht: Mapping[str, float],
    held: Mapping[Key, int],
    known: Weights | None = None,
) -> dict[Key, FirmChoice]:
    """The firm of each trade of each group; those with most work are given first.

    Args:
        trades: all of them.
        firms: all that may be asked.
        start: first day of the works.
        usual_eur_ht: usual unit price of each work.
        held: firms that have been promised a trade of a group, or are at work there.
        known: what things are worth; the file by default.
    """
    worth = known or weights()
    load = {firm.firm_id: 0.0 for firm in firms}
    by_id = {firm.firm_id: firm for firm in firms}
    chosen: dict[Key, FirmChoice] = {}
    for trade in sorted(trades, key=lambda trade: (-trade.work_days, trade.group_id, trade.lot)):
        key = trade.group_id, trade.lot
        able = [firm for firm in firms if trade.lot in firm.lots and firm.crews > 0]
        bids = [_bid(firm, trade, load[firm.firm_id], start, usual_eur_ht, worth) for firm in able]
        if held.get(key) in by_id:
            firm_id = held[key]
            chosen[key] = FirmChoice(firm_id, ({"reason": "held", "values": {}},))
        elif bids:
            bids.sort(key=lambda bid: (bool(bid.lacking), bid.cost_eur, bid.firm.firm_id))
            firm_id = bids[0].firm.firm_id
            chosen[key] = FirmChoice(firm_id, tuple(_reasons(bids, start)))
        else:
            chosen[key] = FirmChoice(NO_FIRM)
            continue
        load[firm_id] += trade.work_days
    return chosen


def _bid(
    firm: FirmFacts,
    trade: Trade,
    load_days: float,
    start: datetime.date,
    usual_eur_ht: Mapping[str, float],
    worth: Weights,
) -> _Bid:
    bid = _Bid(firm, weeks=load_days / firm.crews / _DAYS_A_WEEK)
    ends = start + datetime.timedelta(days=math.ceil((load_days + trade.work_days) / firm.crews * _CALENDAR_DAYS))
    for domain in trade.domains:
        until = firm.certificates.get(domain)
        if domain not in firm.domains or (until is not None and until < start):
            bid.lacking.append(domain)
        elif until is not None and until <= ends:
            bid.ending.append(domain)
    for work, quantity in trade.quantities.items():
        if work in firm.price_eur_ht and work in usual_eur_ht:
            bid.gap_eur += quantity * (firm.price_eur_ht[work] - usual_eur_ht[work])
            bid.asked_eur += quantity * usual_eur_ht[work]
    way_km = 0.0 if math.isnan(firm.distance_km) else 2 * firm.distance_km * trade.work_days
    waiting = bid.weeks * trade.homes * worth.eur_per_week
    renewal = worth.renewal_eur * trade.homes if bid.ending else 0.0
    bid.cost_eur = bid.gap_eur + way_km * worth.eur_per_km + waiting + renewal
    return bid


def _reasons(bids: Sequence[_Bid], start: datetime.date) -> list[Mapping[str, Any]]:
    """Why the first of these; what is to be watched comes first."""
    best, others = bids[0], bids[1:]
    found: list[tuple[str, dict[str, Any]]] = []
    if best.lacking:
        found.append(("no_certificate", {"domains": best.lacking, "day": start.isoformat()}))
    ends = {domain: best.firm.certificates[domain].isoformat() for domain in best.ending}
    found += [("certificate_ends", {"domain": domain, "day": until}) for domain, until in ends.items()]
    if not others:
        found.append(("only", {}))
    if best.asked_eur:
        found.append(("price", {"share": best.gap_eur / best.asked_eur}))
    if not math.isnan(best.firm.distance_km):
        nearest = all(not best.firm.distance_km > bid.firm.distance_km for bid in others)
        found.append(("nearest" if others and nearest else "distance", {"km": best.firm.distance_km}))
    if others and all(best.weeks <= bid.weeks for bid in others):
        found.append(("soonest", {"weeks": best.weeks}))
    if not best.lacking and best.firm.certificates and not best.ending:
        found.append(("certified", {}))
    passed = [bid.firm.name for bid in others if bid.lacking and not best.lacking]
    if passed:
        found.append(("not_certified", {"firms": passed}))
    return [{"reason": reason, "values": values} for reason, values in found]
