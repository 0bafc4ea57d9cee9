"""The headings of the table of homes: a click sorts, the funnel filters, the right button does both and hides."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from rehab_app.core.i18n import _
from rehab_app.ui.icons import icon
from rehab_app.ui.theme import SPACE_XS, Theme

_FUNNEL = 16


class HomeHeader(QHeaderView):
    """A horizontal header.

    Signals:
        filter_wanted: somebody wants to filter a column; carries its section.
    """

    filter_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._filtered: frozenset[int] = frozenset()
        self._under = -1
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.setMouseTracking(True)

    def mark(self, sections: frozenset[int]) -> None:
        """Show on these sections that their column is filtered."""
        self._filtered = sections
        self.viewport().update()

    def funnel_box(self, section: int) -> QRect:
        """Where the funnel of a section stands, in the viewport: above its heading, on the side left free."""
        left, side = self.sectionViewportPosition(section), Qt.ItemDataRole.TextAlignmentRole
        free_left = self.model().headerData(section, self.orientation(), side) & Qt.AlignmentFlag.AlignRight
        inset = SPACE_XS if free_left else self.sectionSize(section) - _FUNNEL - SPACE_XS
        return QRect(left + inset, SPACE_XS, _FUNNEL, _FUNNEL)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        filtered = section in self._filtered
        if filtered or section == self._under:
            box = self.funnel_box(section)
            painter.fillRect(box, QColor(self._theme.card if section != self._under else self._theme.raised))
            icon("funnel", self._theme.accent if filtered else self._theme.second).paint(painter, box)

    def mousePressEvent(self, e: QMouseEvent) -> None:
        point = e.position().toPoint()
        section, left = self.logicalIndexAt(point), e.button() is Qt.MouseButton.LeftButton
        if section >= 0 and left and self.funnel_box(section).contains(point):
            self.filter_wanted.emit(section)
        else:
            super().mousePressEvent(e)

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        self._hover(self.logicalIndexAt(e.position().toPoint()))
        super().mouseMoveEvent(e)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        section = self.logicalIndexAt(arg__1.pos())
        if section >= 0:
            self.menu_of(section).popup(arg__1.globalPos())

    def menu_of(self, section: int) -> QMenu:
        """What can be done with a column."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        menu.addAction(_("Sort upwards")).triggered.connect(lambda: self.setSortIndicator(section, ascending))
        menu.addAction(_("Sort downwards")).triggered.connect(lambda: self.setSortIndicator(section, descending))
        menu.addAction(icon("funnel", self._theme.second), _("Filter…")).triggered.connect(
            lambda: self.filter_wanted.emit(section)
        )
        menu.addSeparator()
        hide = menu.addAction(_("Hide the column"))
        hide.setEnabled(self.count() - self.hiddenSectionCount() > 1)
        hide.triggered.connect(lambda: self.setSectionHidden(section, True))
        return menu

    def anchor(self, section: int) -> QPoint:
        """Where a sheet about a column opens, on the screen; under the header when the column is not shown."""
        left = 0 if self.isSectionHidden(section) else max(self.sectionViewportPosition(section), 0)
        return self.viewport().mapToGlobal(QPoint(min(left, self.viewport().width()), self.height()))

    def _hover(self, section: int) -> None:
        if section != self._under:
            self._under = section
            self.viewport().update()
