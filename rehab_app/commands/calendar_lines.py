"""A calendar as lines to read in a terminal: what it comes to, the load of the firms, then month by month."""

import datetime
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from rehab_app.core.format import figure, month, percent, short_day
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.works import LOTS
from rehab_app.services.calendar_conflicts import conflicts, lot_name
from rehab_app.services.calendar_digest import Digest, MonthOfGroup
from rehab_app.services.calendar_view import CalendarView, Stay
from rehab_app.services.site_terms import accept_by

if TYPE_CHECKING:
    from rehab_app.services.calendar_chances import CalendarChances
    from rehab_app.services.scheduling import ScheduleReport

_FEW = 5  # warnings told without --all
_WIDE, _INDENT = 110, " " * 6


def summary_lines(
    view: CalendarView, short: Digest, chances: "CalendarChances", report: "ScheduleReport"
) -> Iterator[str]:
    """The whole in some lines: length and bound, weeks on site, promises, chance of the last day."""
    result = report.result
    yield _("Calendar from {first} to {last}").format(first=short_day(short.since), last=short_day(view.last))
    length = ngettext("{count} working day", "{count} working days", result.work_days).format(
        count=figure(result.work_days)
    )
    told = _("{length} in all, at least {bound} needed (gap {gap})")
    yield "  " + told.format(length=length, bound=figure(result.bound_days), gap=percent(result.gap, 1))
    told = _("Weeks on site of a home: {median} as a rule, {longest} at most ({home})")
    weeks = (figure(short.weeks_median, "", 1), figure(short.weeks_longest, "", 1))
    yield "  " + told.format(median=weeks[0], longest=weeks[1], home=short.longest_home)
    whole = _("Chance that all ends on the last day: {chance}; with {days} more working days: {aim}.")
    yield "  " + whole.format(
        chance=percent(chances.whole_end, 0),
        days=figure(chances.whole_buffer_days),
        aim=percent(max(chances.aimed_at, chances.whole_end), 0),
    )
    moved = len(report.moved)
    if not moved:
        yield "  " + _("No promised date has moved.")
        return
    told = ngettext(
        "{count} promised date has moved: tell the people concerned.",
        "{count} promised dates have moved: tell the people concerned.",
        moved,
    )
    yield "  " + told.format(count=figure(moved))
    for move in report.moves:
        yield f"    - {move.text}"


def load_lines(short: Digest, report: "ScheduleReport") -> Iterator[str]:
    """How busy each firm is, and the trades without one."""
    yield _("Load of the firms")
    width = max((len(load.firm) for load in short.loads), default=0)
    for load in short.loads:
        share = percent(load.at_work / load.available, 0) if load.available else "–"
        days = _("{days} crew-days of {available}").format(days=figure(load.at_work), available=figure(load.available))
        yield f"  {load.firm:<{width}}  {share:>6}  {days}"
    for lot, count in report.result.without_firm.items():
        yield "  " + _("No firm for {lot}: {days} days").format(lot=lot_name(lot), days=figure(count))


def warning_lines(view: CalendarView, everything: bool) -> Iterator[str]:
    """What does not fit; the first of it, or all."""
    found = conflicts(view)
    if not found:
        return
    yield _("To settle")
    for conflict in found if everything else found[:_FEW]:
        yield f"  - {conflict.text}"
    if not everything and len(found) > _FEW:
        left = len(found) - _FEW
        yield "  " + ngettext("and {count} more (--all)", "and {count} more (--all)", left).format(count=figure(left))


def month_lines(short: Digest, chances: "CalendarChances", everything: bool) -> Iterator[str]:
    """Month by month what begins in each group; each trade of each home where all is asked."""
    likely = {one.entry_id: one.end for one in chances.dates}
    before = None
    wide = max(len(part.group) for part in short.months)
    begins = short.since.replace(day=1)
    for part in short.months:
        if part.month < begins and not everything:
            continue
        if part.month != before:
            before = part.month
            yield f"\n{month(part.month).capitalize()}"
        first, last = part.stays[0].starts_on, max(stay.ends_on for stay in part.stays)
        yield f"  {part.group:<{wide}}  {_homes(part):>12}  {_days(first, last)}"
        if everything:
            yield from (f"    {_stay_line(stay, likely[stay.entry_id])}" for stay in part.stays)
        else:
            yield from wrap(_trades(part), _WIDE, initial_indent=_INDENT, subsequent_indent=_INDENT)


def _trades(part: MonthOfGroup) -> str:
    """Trades that begin; the end of the works where nothing else does."""
    trades = [lot_name(lot) for lot in part.lots if lot in LOTS]
    return ", ".join(trades) or _("end of the works: tests, scaffold taken down, acceptance")


def _homes(part: MonthOfGroup) -> str:
    return ngettext("{count} home", "{count} homes", part.homes).format(count=figure(part.homes))


def _days(first: datetime.date, last: datetime.date) -> str:
    return f"{short_day(first)} – {short_day(last)}"


def _stay_line(stay: Stay, likely: float) -> str:
    told = [stay.firm or _("firm to be found")] if stay.firm or stay.lot in LOTS else []
    told.append(_("{chance} likely to end on time").format(chance=percent(likely, 0)))
    if (by := accept_by(stay.lot, stay.starts_on)) is not None and not stay.fixed:
        told.append(_("quote to be accepted by {day}").format(day=short_day(by)))
    days = _days(stay.starts_on, stay.ends_on)
    return f"{days}  {stay.address:<32}  {lot_name(stay.lot):<36}  {'; '.join(told)}"
