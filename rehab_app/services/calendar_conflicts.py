"""What does not fit in a calendar, as sentences that name who, where and when."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rehab_app.core.format import day, figure
from rehab_app.core.i18n import _, from_french, ngettext
from rehab_app.domain.calendar import STEPS
from rehab_app.domain.works import LOTS
from rehab_app.planning.rates import rates
from rehab_app.services.calendar_view import CalendarView, FirmLine, Stay, busy_days, by_firm, days_off, is_workday
from rehab_app.services.site_terms import plain_domain
from rehab_app.works.catalogue import entries

_WEEK_END = datetime.timedelta(days=3)
_NAMED = 4  # addresses written out in a sentence


@dataclass(frozen=True, slots=True)
class Conflict:
    """A sentence, and the entries it is about."""

    text: str
    entries: frozenset[int]


def conflicts(view: CalendarView) -> list[Conflict]:
    """All of them: crews, order of the trades in a home, season, days off, certificates, missing firms."""
    if not view.stays:
        return []
    stays = by_firm(view)
    found = [conflict for firm in view.firms for conflict in _crews(firm, stays.get(firm.firm_id, ()))]
    found += _order(view)
    found += _season(view)
    found += _starts_on_days_off(view)
    found += [conflict for firm in view.firms for conflict in _certificates(firm, stays.get(firm.firm_id, ()))]
    found += _uncertified(view)
    found += _without_firm(stays.get(-1, ()))
    found += _without_crews(view.firms, stays.get(-1, ()))
    return found


def lot_name(lot: str) -> str:
    """Name of a trade in the user's language."""
    known = {**LOTS, **STEPS}
    return _(known[lot]) if lot in known else lot


def days_words(first: datetime.date, last: datetime.date) -> str:
    """`du 12 mars 2026 au …` for a range, `le 12 mars 2026` for one day."""
    if first == last:
        return _("on {day}").format(day=day(first))
    return _("from {first} to {last}").format(first=day(first), last=day(last))


def _crews(firm: FirmLine, stays: Sequence[Stay]) -> Iterator[Conflict]:
    """Days in a row on which a firm is in more homes than it has crews, told once."""
    busy = busy_days(stays)
    late = sorted(date for date, there in busy.items() if len(there) > firm.crews)
    while late:
        run = [late.pop(0)]
        while late and late[0] - run[-1] <= _WEEK_END:
            run.append(late.pop(0))
        there = {stay.entry_id: stay for date in run for stay in busy[date]}
        most = max(len(busy[date]) for date in run)
        text = ngettext(
            "{firm}: {most} homes at once from {first} to {last} for {crews} crew: {places}.",
            "{firm}: {most} homes at once from {first} to {last} for {crews} crews: {places}.",
            firm.crews,
        ).format(
            firm=firm.name,
            most=most,
            first=day(run[0]),
            last=day(run[-1]),
            crews=figure(firm.crews),
            places=_places(list(there.values())),
        )
        yield Conflict(text, frozenset(there))


def _places(stays: Sequence[Stay]) -> str:
    names = list(dict.fromkeys(stay.address for stay in stays))
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return _("{places} and {count} more").format(places=shown, count=more) if more > 0 else shown


def _order(view: CalendarView) -> Iterator[Conflict]:
    homes: dict[int, list[Stay]] = {}
    for stay in view.stays:
        if stay.home_id > 0:
            homes.setdefault(stay.home_id, []).append(stay)
    before = _all_before(rates().follows)
    for stays in homes.values():
        for later in stays:
            for earlier in stays:
                if earlier.lot in before.get(later.lot, ()) and later.starts_on <= earlier.ends_on:
                    text = _("{address}: {later} begins on {start}, before {earlier} ends on {end}.").format(
                        address=later.address,
                        later=lot_name(later.lot),
                        start=day(later.starts_on),
                        earlier=lot_name(earlier.lot),
                        end=day(earlier.ends_on),
                    )
                    yield Conflict(text, frozenset((later.entry_id, earlier.entry_id)))


def _all_before(follows: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """For each trade all that come before it, directly or not."""
    found = {lot: set(lots) for lot, lots in follows.items()}
    for _round in found:
        for lots in found.values():
            lots |= {earlier for lot in lots for earlier in found.get(lot, ())}
    return found


def _season(view: CalendarView) -> Iterator[Conflict]:
    for stay in view.stays:
        out = stay.lot in rates().season_lots and not {stay.starts_on.month, stay.ends_on.month} <= set(
            rates().season_months
        )
        if out:
            text = _("{address}: {lot} on {start}, out of the season for it.")
            told = text.format(address=stay.address, lot=lot_name(stay.lot), start=day(stay.starts_on))
            yield Conflict(told, frozenset((stay.entry_id,)))


def _starts_on_days_off(view: CalendarView) -> Iterator[Conflict]:
    holidays = days_off(view.first, view.last)
    for stay in view.stays:
        if not is_workday(stay.starts_on, holidays):
            text = _("{address}: {lot} begins on a day off, {start}.")
            told = text.format(address=stay.address, lot=lot_name(stay.lot), start=day(stay.starts_on))
            yield Conflict(told, frozenset((stay.entry_id,)))


def _certificates(firm: FirmLine, stays: Sequence[Stay]) -> Iterator[Conflict]:
    """Works of a trade whose certificate ends before they do."""
    for domain, until in firm.certificates.items():
        lots = _lots_of(domain)
        late = [stay for stay in stays if stay.ends_on > until and stay.lot in lots]
        if late:
            text = _("{firm}: the certificate “{domain}” ends on {until}, before works planned until {last}.")
            last = max(stay.ends_on for stay in late)
            told = text.format(firm=firm.name, domain=from_french(domain), until=day(until), last=day(last))
            yield Conflict(told, frozenset(stay.entry_id for stay in late))


@cache
def _lots_of(domain: str) -> frozenset[str]:
    """Trades with a work for which the aids ask for this RGE domain."""
    wanted = plain_domain(domain)
    return frozenset(item.work.lot for item in entries().values() if plain_domain(item.work.rge_domain) == wanted)


def _uncertified(view: CalendarView) -> Iterator[Conflict]:
    """Firms chosen although they had no certificate for the works, told once a firm and domain."""
    found: dict[tuple[str, str], list[Stay]] = {}
    for stay in view.stays:
        for reason in stay.reasons:
            if reason["reason"] == "no_certificate":
                for domain in reason["values"]["domains"]:
                    found.setdefault((stay.firm, domain), []).append(stay)
    for (firm, domain), stays in found.items():
        text = _("{firm}: no valid certificate “{domain}” for the works from {first} on; aids are refused without it.")
        told = text.format(firm=firm, domain=from_french(domain), first=day(min(stay.starts_on for stay in stays)))
        yield Conflict(told, frozenset(stay.entry_id for stay in stays))


def _without_crews(firms: Sequence[FirmLine], stays: Sequence[Stay]) -> Iterator[Conflict]:
    """Firms that would have the trade of works without a firm, but whose crews nobody has entered, told once."""
    wanted = [stay for stay in stays if stay.needs_firm]
    lots = {stay.lot for stay in wanted}
    idle = [firm for firm in firms if firm.crews <= 0 and lots.intersection(firm.lots)]
    if not idle:
        return
    text = ngettext(
        "{names}: given no works, for its crews are not entered (Catalogue, Firms).",
        "{names}: given no works, for their crews are not entered (Catalogue, Firms).",
        len(idle),
    )
    theirs = {lot for firm in idle for lot in firm.lots}
    told = text.format(names=", ".join(firm.name for firm in idle))
    yield Conflict(told, frozenset(stay.entry_id for stay in wanted if stay.lot in theirs))


def _without_firm(stays: Sequence[Stay]) -> Iterator[Conflict]:
    lots: dict[str, list[Stay]] = {}
    for stay in stays:
        if stay.needs_firm:
            lots.setdefault(stay.lot, []).append(stay)
    for lot, there in lots.items():
        homes = len({stay.home_id for stay in there})
        text = ngettext("{lot}: no firm yet for {count} home.", "{lot}: no firm yet for {count} homes.", homes)
        yield Conflict(text.format(lot=lot_name(lot), count=homes), frozenset(stay.entry_id for stay in there))
