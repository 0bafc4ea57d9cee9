"""The lines of the calendar: homes under their group, or the crews of each firm."""

import datetime
import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rehab_app.core.i18n import _, ngettext
from rehab_app.services.calendar_conflicts import lot_name
from rehab_app.services.calendar_view import CalendarView, Stay, by_firm


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a heading (no stays), or a name with its bars, which do not overlap.

    `over` is True for a crew that the firm does not have.
    """

    name: str
    stays: tuple[Stay, ...] = ()
    heading: bool = False
    over: bool = False


@dataclass(frozen=True)
class Sheet:
    """Lines from top to bottom, and of each entry the line it is on and its stay.

    Made on the reading thread: a large town has a hundred thousand bars.
    """

    lines: Sequence[Line] = ()
    places: Mapping[int, int] = field(default_factory=dict)
    stays: Mapping[int, Stay] = field(default_factory=dict)

    @cached_property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day with a bar."""
        if not self.stays:
            return None
        return min(stay.starts_on for stay in self.stays.values()), max(stay.ends_on for stay in self.stays.values())

    @cached_property
    def with_bars(self) -> list[int]:
        """Lines that have any."""
        return [at for at, line in enumerate(self.lines) if line.stays]


def sheet(lines: Sequence[Line]) -> Sheet:
    """The lines with what is looked up in them."""
    places = {stay.entry_id: at for at, line in enumerate(lines) for stay in line.stays}
    made = Sheet(lines, places, {stay.entry_id: stay for line in lines for stay in line.stays})
    assert made.days is None or made.with_bars  # reckoned and kept here, on the reading thread
    return made


def by_homes(view: CalendarView) -> list[Line]:
    """Groups in the order in which they begin, each home on a line, in the same order."""
    groups: dict[str, dict[str, list[Stay]]] = {}
    for stay in view.stays:
        groups.setdefault(stay.group, {}).setdefault(stay.address, []).append(stay)
    lines = []
    for group, homes in groups.items():
        lines.append(Line(group or _("Without a group"), heading=True))
        for address, stays in homes.items():
            lanes = _lanes(stays)
            lines += [Line(address if at == 0 else "", tuple(lane)) for at, lane in enumerate(lanes)]
    return lines


def by_firms(view: CalendarView) -> list[Line]:
    """Each firm with a line a crew, more where it has too few; then the trades without a firm."""
    stays = by_firm(view)
    lines = []
    for firm in view.firms:
        crews = ngettext("{count} crew", "{count} crews", firm.crews).format(count=firm.crews)
        lines.append(Line(f"{firm.name} · {crews}", heading=True))
        lanes = _lanes(stays.get(firm.firm_id, ()))
        for at in range(max(len(lanes), firm.crews)):
            over = at >= firm.crews
            name = _("too many at once") if over else _("Crew {number}").format(number=at + 1)
            lines.append(Line(name, tuple(lanes[at]) if at < len(lanes) else (), over=over))
    without = stays.get(-1, ())
    lines += _by_lot(_("No firm yet"), [stay for stay in without if stay.needs_firm])
    lines += _by_lot(_("Tests and acceptance"), [stay for stay in without if not stay.needs_firm])
    return lines


def _by_lot(heading: str, stays: Sequence[Stay]) -> list[Line]:
    """A heading and the lines of each trade; nothing when there are no stays."""
    lines = [Line(heading, heading=True)] if stays else []
    for lot in dict.fromkeys(stay.lot for stay in stays):
        lanes = _lanes([stay for stay in stays if stay.lot == lot])
        lines += [Line(lot_name(lot) if at == 0 else "", tuple(lane)) for at, lane in enumerate(lanes)]
    return lines


def _lanes(stays: Sequence[Stay]) -> list[list[Stay]]:
    """Stays on as few lines as they need, each on the line that has been free longest."""
    lanes: list[list[Stay]] = []
    free: list[tuple[datetime.date, int]] = []  # last day and number of each line
    for stay in sorted(stays, key=lambda stay: (stay.starts_on, stay.ends_on)):
        if free and free[0][0] < stay.starts_on:
            at = heapq.heappop(free)[1]
            lanes[at].append(stay)
        else:
            at = len(lanes)
            lanes.append([stay])
        heapq.heappush(free, (stay.ends_on, at))
    return lanes
