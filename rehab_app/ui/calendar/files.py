"""The calendar written to files: one iCalendar a firm, or a workbook of all."""

import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.paths import user_folder
from rehab_app.core.progress import Progress
from rehab_app.services.jobs import Lane
from rehab_app.ui.desk import Desk


def export_menu(parent: QWidget, desk: Desk) -> QMenu:
    """What the calendar can be written as."""
    menu = QMenu(parent)
    menu.addAction(_("iCalendar, one file a firm…")).triggered.connect(lambda: _ask_folder(parent, desk))
    menu.addAction(_("Workbook (XLSX)…")).triggered.connect(lambda: _ask_file(parent, desk))
    return menu


def _ask_folder(parent: QWidget, desk: Desk) -> None:
    dialog = QFileDialog(parent.window(), _("Folder for the calendars of the firms"), str(user_folder("documents")))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(lambda place: write_icalendar(desk, Path(place)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _ask_file(parent: QWidget, desk: Desk) -> None:
    place = user_folder("documents") / f"{_('Calendar of the works')}.xlsx"
    dialog = QFileDialog(parent.window(), _("Where the workbook is kept"), str(place), "XLSX (*.xlsx)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.fileSelected.connect(lambda path: write_workbook(desk, Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def write_icalendar(desk: Desk, folder: Path) -> None:
    """Write one file a firm, as a job."""
    session = desk.session
    if session is None:
        return

    def work(progress: Progress) -> list[Path]:
        from rehab_app.services.calendar_export import export_icalendar

        return export_icalendar(session.project, folder, datetime.datetime.now(datetime.UTC), progress)

    def done(paths: list[Path]) -> None:
        text = ngettext("{count} calendar written in {folder}", "{count} calendars written in {folder}", len(paths))
        desk.said.emit("good", text.format(count=len(paths), folder=folder))

    desk.tasks.start(desk, Lane.READ, _("Writing the calendars"), work, done)


def write_workbook(desk: Desk, path: Path) -> None:
    """Write all in one workbook, as a job."""
    session = desk.session
    if session is None:
        return

    def work(progress: Progress) -> Path:
        # The workbook library is heavy; a window that only looks never loads it.
        from rehab_app.services.calendar_export import export_workbook

        return export_workbook(session.project, path, progress)

    def done(written: Path) -> None:
        desk.said.emit("good", _("Workbook written: {path}").format(path=written))

    desk.tasks.start(desk, Lane.READ, _("Writing the workbook"), work, done)
