"""File → Print: what a page shows, as a PDF in the folder of the neighbourhood's papers."""

import datetime
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QPoint, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QLabel, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.services.jobs import Lane
from rehab_app.ui.desk import Desk
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.shell.frame import Frame
from rehab_app.ui.shell.rail import PAGES

UNPRINTED = "unprinted"  # property of a page that shows values of somebody's file
_STREET = 0  # column of the table
_MARGIN_MM = 12.0
_AS_DOSSIERS = frozenset({"home", "dossiers"})  # printed as papers, made so that nothing private is on them


class PagePrinter(QObject):
    """Prints the page in front: the list and the map of Quartier, a picture of others that tell of no one home."""

    def __init__(self, desk: Desk, frame: Callable[[], Frame], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._frame = frame

    def print_page(self) -> None:
        """Print; a home, the dossiers and the bills of homes are printed from the page Dossiers."""
        frame, homes = self._frame(), self._desk.homes
        page = frame.stack.currentWidget()
        if homes is None or page is None:
            return
        if frame.extra is not None:
            self._print_extra(frame.extra)
        elif isinstance(page, QuartierPage):
            self._print_list(page)
        elif frame.page in _AS_DOSSIERS or (frame.page == "follow_up" and _tells_homes(page)):
            frame.show_page("dossiers")
            self._desk.said.emit("good", _("Choose here for whom to print, tick, and print."))
        else:
            self._print_picture(page, _title(frame.page))

    def _print_extra(self, page: QWidget) -> None:
        if page.property(UNPRINTED):
            self._desk.said.emit("warning", _("This page shows values of your file: it is not printed."))
        else:
            self._print_picture(page, _heading(page))

    def _print_list(self, page: QuartierPage) -> None:
        homes = self._desk.homes
        assert homes is not None
        table, view = page.table, page.view
        header = view.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(table.columnCount())]
        # The street first: the homes stand under it, on paper.
        shown = [_STREET, *(at for at in order if at != _STREET and not view.isColumnHidden(at))]
        headings = [(str(table.headerData(at, Qt.Orientation.Horizontal)), table.columns[at].counted) for at in shown]
        homes_shown = [row for row in range(table.rowCount()) if not table.rows.is_street(row)]
        rows = [[table.written(row, at) for at in shown] for row in homes_shown]
        picture = _png(page.map.view)

        def work(_progress: Progress) -> Path:
            # Heavy: a window that only looks never loads what prints.
            from rehab_app.services.listing import print_list

            return print_list(homes, headings, rows, picture, datetime.date.today())

        self._desk.tasks.start(self, Lane.READ, _("Printing the list of homes"), work, self._tell)

    def _print_picture(self, page: QWidget, title: str) -> None:
        from rehab_app.services.listing import keep_paper

        homes = self._desk.homes
        assert homes is not None
        data = QByteArray()
        target = QBuffer(data)
        target.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(target)
        writer.setTitle(f"{homes.name} – {title}")
        margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
        size, landscape = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape
        writer.setPageLayout(QPageLayout(size, landscape, margins, QPageLayout.Unit.Millimeter))
        painter = QPainter(writer)
        scale = min(writer.width() / page.width(), writer.height() / page.height())
        painter.scale(scale, scale)
        page.render(painter, QPoint())
        painter.end()
        try:
            self._tell(keep_paper(homes.name, title, datetime.date.today(), bytes(data.data())))
        except RehabError as error:
            self._desk.tell_error(error)

    def _tell(self, path: Path) -> None:
        self._desk.said.emit("good", _("Printed: {path}").format(path=path))


def _tells_homes(page: QWidget) -> bool:
    """Whether bills or invoices of single homes are in front."""
    from rehab_app.ui.follow_up.page import FollowUpPage

    return isinstance(page, FollowUpPage) and page.tells_homes


def _heading(page: QWidget) -> str:
    """The words on top of a page that stands in no rail."""
    return next(label.text() for label in page.findChildren(QLabel) if label.property("role") == "heading")


def _title(key: str) -> str:
    return next((_(word) for page, word, _picture in PAGES if page == key), _("Settings"))


def _png(widget: QWidget) -> bytes:
    image = widget.grab().toImage()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
