"""The firms of a calendar: what the groups need of each trade, given to the firms chosen for it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rehab_app.domain.calendar import STEPS, SiteTask
from rehab_app.domain.town import town_rules
from rehab_app.planning.site import MemberWork
from rehab_app.services.firm_choice import NO_FIRM, FirmChoice, Key, Trade, choose_firms
from rehab_app.services.firm_facts import firm_facts
from rehab_app.storage.reading import Reader
from rehab_app.works.catalogue import entries
from rehab_app.works.market import book

_DOWN, _SITE = "scaffold_down", "site"


def assign_firms(
    project: Reader,
    tasks: Sequence[SiteTask],
    works: Iterable[MemberWork],
    start: datetime.date,
    kept: Iterable[Mapping[str, Any]],
) -> tuple[list[SiteTask], dict[Key, FirmChoice]]:
    """Tasks with the firm chosen for each, and why it was.

    Args:
        project: the project.
        tasks: of all members.
        works: what they hold.
        start: first day of the works.
        kept: entries of the calendar that were promised, have begun or were placed by hand: their firms stay.
    """
    firms = firm_facts(project)
    known = {firm.firm_id for firm in firms}
    held = {
        (row["group_id"], trade_of(row["lot"])): row["firm_id"]
        for row in kept
        if row["firm_id"] in known and row["group_id"]
    }
    prices = book(town_rules(project.neighbourhood()["rules"]), [], start)
    usual = {code: prices[item.work.price].typical for code, item in entries().items() if item.work.price in prices}
    chosen = choose_firms(_trades(tasks, works), firms, start, usual, held)
    given = {key: choice.firm_id for key, choice in chosen.items()}
    return [replace(task, firm_id=given.get((task.group_id, trade_of(task.lot)), NO_FIRM)) for task in tasks], chosen


def trade_of(lot: str) -> str:
    """Who puts a scaffold up takes it down."""
    return _SITE if lot == _DOWN else lot


def _trades(tasks: Iterable[SiteTask], works: Iterable[MemberWork]) -> list[Trade]:
    days: dict[Key, float] = {}
    homes: dict[Key, set[int]] = {}
    for task in tasks:
        key = task.group_id, trade_of(task.lot)
        if key[1] not in STEPS:
            days[key] = days.get(key, 0.0) + task.work_days
            homes.setdefault(key, set()).add(task.dwelling_id)
    amounts: dict[Key, dict[str, float]] = {}
    for work in works:
        of_trade = amounts.setdefault((work.group_id, work.lot), {})
        of_trade[work.work] = of_trade.get(work.work, 0.0) + work.quantity
    return [Trade(*key, days[key], len(homes[key]), amounts.get(key, {})) for key in days]
