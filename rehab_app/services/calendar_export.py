"""Use case: the calendar as files for the firms: one iCalendar file each, and one workbook of all."""

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.exchange.calendar_files import Event, icalendar, workbook
from rehab_app.services.calendar_conflicts import lot_name
from rehab_app.services.calendar_view import CalendarView, Stay, by_firm, read_calendar

if TYPE_CHECKING:
    from rehab_app.storage.reading import Reader


def export_icalendar(project: "Reader", folder: Path, now: datetime.datetime, progress: Progress) -> list[Path]:
    """One file a firm that has works, in a folder; files of the same name are replaced.

    Raises:
        RehabError: nothing is planned for any firm, or the folder cannot be written.
    """
    view = _planned(project, progress)
    stays = by_firm(view)
    name = project.neighbourhood()["name"]
    written = []
    for firm in view.firms:
        if firm.firm_id not in stays:
            continue
        text = icalendar(f"{name} – {firm.name}", [_event(name, stay) for stay in stays[firm.firm_id]], now)
        path = folder / f"{_file_name(firm.name)}.ics"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise _cannot_write(path) from error
        written.append(path)
    if not written:
        raise RehabError(
            _("No firm has works planned."), remedy=_("Enter firms in the catalogue, then plan the works.")
        )
    return written


def export_workbook(project: "Reader", path: Path, progress: Progress) -> Path:
    """All stays in one sheet, ordered by firm and day.

    Raises:
        RehabError: nothing is planned, or the file cannot be written.
    """
    view = _planned(project, progress)
    name = project.neighbourhood()["name"]
    headings = [_("Firm"), _("Works"), _("Address"), _("First day"), _("Last day"), _("Details"), _("State")]
    ordered: Sequence[Stay] = sorted(view.stays, key=lambda stay: (stay.firm, stay.starts_on, stay.address))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        workbook(path, headings, [_event(name, stay) for stay in ordered], (_("certain"), _("planned")))
    except OSError as error:
        raise _cannot_write(path) from error
    return path


def _planned(project: "Reader", progress: Progress) -> CalendarView:
    view = read_calendar(project, progress)
    if not view.stays:
        raise RehabError(_("Nothing is planned yet."), remedy=_("Plan the works first."))
    return view


def _event(neighbourhood: str, stay: Stay) -> Event:
    return Event(
        uid=f"stay-{stay.entry_id}-{stay.home_id}-{stay.lot}@{_file_name(neighbourhood)}.rehab-quartier",
        summary=lot_name(stay.lot),
        location=stay.address,
        description=f"{stay.task}\n{stay.group}".strip(),
        starts_on=stay.starts_on,
        ends_on=stay.ends_on,
        firm=stay.firm,
        certain=stay.fixed,
    )


def _file_name(text: str) -> str:
    return re.sub(r"[^\w-]+", "-", text).strip("-") or "calendar"


def _cannot_write(path: Path) -> RehabError:
    return RehabError(_("The file cannot be written."), path.name, _("Choose another folder."))
