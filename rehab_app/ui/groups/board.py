"""All groups as cards, one column a stage; a card is moved with the mouse or with Ctrl and the arrows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.codes import STAGES
from rehab_app.services.group_view import Group
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.groups.card_words import homes_words, lead_words, saving_words
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import CORNER, SPACE_M, SPACE_S, SPACE_XS, Theme

_MIME = "application/x-rehab-group"
_CARD_PX, _WIDE_CARD_PX, _WIDE_PX = 148, 114, 185  # in a narrow column the name and the trade take two lines
_LEAST_PX = 130
_GROUP = Qt.ItemDataRole.UserRole + 1


def titled(text: str) -> str:
    """A word as a heading."""
    return text[:1].upper() + text[1:]


class GroupBoard(QWidget):
    """Columns of cards.

    Signals:
        opened: a group is to be shown by itself; carries its id.
        moved: a group is to have another stage; carries its id and the stage.
    """

    opened = Signal(int)
    moved = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._heads = {stage: words("", "second") for stage in STAGES}
        self.columns = {stage: _StageColumn(theme, stage) for stage in STAGES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for stage, column in self.columns.items():
            self._heads[stage].setMinimumHeight(20)
            stack = QVBoxLayout()
            stack.setSpacing(SPACE_XS)
            stack.addWidget(self._heads[stage])
            stack.addWidget(column, 1)
            row.addLayout(stack, 1)
            column.opened.connect(self.opened)
            column.moved.connect(self.moved)
            column.left.connect(lambda step, stage=stage: self._step(stage, step))
        self.setFocusProxy(next(iter(self.columns.values())))

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Put each group in the column of its stage; the card in focus stays so."""
        focus = next((column for column in self.columns.values() if column.hasFocus()), None)
        current = focus.current_id if focus is not None else -1
        for stage, column in self.columns.items():
            mine = [group for group in groups if (group.stage or "sensed") == stage]
            homes = sum(len(group.inside) for group in mine)
            self._heads[stage].setText(f"{titled(_(STAGES[stage]))} · {figure(len(mine))}")
            self._heads[stage].setToolTip(ngettext("{count} home", "{count} homes", homes).format(count=figure(homes)))
            column.show_groups(mine)
            if column.choose(current):
                column.setFocus()

    def _step(self, stage: str, step: int) -> None:
        stages = list(self.columns)
        self.columns[stages[(stages.index(stage) + step) % len(stages)]].setFocus()


class _Card(QListWidgetItem):
    """A group; its words are made when they are asked for, a town has thousands."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self._group = group

    def data(self, role: int) -> Any:
        if role == _GROUP:
            return self._group
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _told(self._group)
        return super().data(role)


class _StageColumn(QListWidget):
    """Cards of one stage; takes cards of the others."""

    opened = Signal(int)
    moved = Signal(int, str)
    left = Signal(int)

    def __init__(self, theme: Theme, stage: str) -> None:
        super().__init__()
        self._stage = stage
        self.setAccessibleName(_("Groups at the stage: {stage}").format(stage=_(STAGES[stage])))
        self.setItemDelegate(_CardDelegate(theme, self))
        self.setMinimumWidth(_LEAST_PX)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformItemSizes(True)
        self.setProperty("role", "stage")
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(_GROUP).group_id))

    @property
    def current_id(self) -> int:
        at = self.currentRow()
        return -1 if at < 0 else int(self.item(at).data(_GROUP).group_id)

    def show_groups(self, groups: Sequence[Group]) -> None:
        current = self.current_id
        self.clear()
        for group in groups:
            self.addItem(_Card(group))
        self.choose(current)

    def choose(self, group_id: int) -> bool:
        """Put a card in focus; False when it is not in this column."""
        for at in range(self.count()):
            if self.item(at).data(_GROUP).group_id == group_id:
                self.setCurrentRow(at)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # cards are lower in a wide column

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, str(items[0].data(_GROUP).group_id).encode())
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(_MIME))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(_MIME) and event.source() is not self)

    def dropEvent(self, event: QDropEvent) -> None:
        group_id = int(bytes(event.mimeData().data(_MIME).data()))
        # Copied, not moved: the rows are shown anew when the change is written, none is taken out by the drag.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.moved.emit(group_id, self._stage)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._move_current(step)
        elif step:
            self.left.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id >= 0:
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.itemAt(event.pos())
        if item is None:
            return
        group = item.data(_GROUP)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open the group")).triggered.connect(lambda: self.opened.emit(group.group_id))
        menu.addSeparator()
        for stage, text in STAGES.items():
            if stage != self._stage:
                action = menu.addAction(titled(_(text)))
                action.triggered.connect(lambda _on, stage=stage: self.moved.emit(group.group_id, stage))
        menu.popup(event.globalPos())

    def _move_current(self, step: int) -> None:
        stages = list(STAGES)
        at = stages.index(self._stage) + step
        if self.current_id >= 0 and 0 <= at < len(stages):
            self.moved.emit(self.current_id, stages[at])


def _told(group: Group) -> str:
    lot = lead_words(group)
    saved = _("saved together: {saving} before tax (assumption)").format(saving=saving_words(group))
    return "\n".join(text for text in (group.name, homes_words(group), group.bundle, lot, saved) if text)


class _CardDelegate(QStyledItemDelegate):
    """Draws a group: its name and its lead trade on two lines at most, homes, what is saved."""

    def __init__(self, theme: Theme, column: QListWidget) -> None:
        super().__init__(column)
        self._theme, self._column = theme, column

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        wide = self._column.viewport().width() >= _WIDE_PX
        return QSize(_LEAST_PX, _WIDE_CARD_PX if wide else _CARD_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        group: Group = index.data(_GROUP)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -SPACE_S + 0.5)
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.hairline), 1))
        painter.setBrush(QColor(theme.accent_soft if chosen else theme.raised if hovered else theme.card))
        painter.drawRoundedRect(box, CORNER, CORNER)
        inner = box.adjusted(SPACE_M, SPACE_S, -SPACE_S, -SPACE_S)
        name = style.font(tokens.BODY_PT, QFont.Weight.DemiBold)
        top = _lines(painter, inner, group.name, name, theme.ink, 2)
        small = style.font(tokens.TABLE_PT)
        lot = lead_words(group)
        top = _lines(painter, inner.adjusted(0, top + 2, 0, 0), homes_words(group), small, theme.second, 1) + top + 2
        _lines(painter, inner.adjusted(0, top, 0, 0), lot, small, theme.second, 2)
        caption = style.font(tokens.SMALL_PT)
        bold = style.font(tokens.TABLE_PT, QFont.Weight.DemiBold)
        foot = inner.adjusted(0, inner.height() - QFontMetrics(bold).height(), 0, 0)
        _lines(painter, foot, saving_words(group), bold, theme.on_good, 1)
        above = foot.translated(0, -QFontMetrics(caption).height())
        _lines(painter, above, _("saved together"), caption, theme.second, 1)
        painter.restore()


def _lines(painter: QPainter, box: QRectF, text: str, font: QFont, colour: str, most: int) -> float:
    """Write a text on some lines, the last one shortened; the height used."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    metrics = painter.fontMetrics()
    left = text.split(" ")
    for line in range(most):
        fits = len(left) if line == most - 1 else _fitting(left, metrics, box.width())
        shown = metrics.elidedText(" ".join(left[:fits]), Qt.TextElideMode.ElideRight, int(box.width()))
        place = QRectF(box.left(), box.top() + line * metrics.height(), box.width(), metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        left = left[fits:]
        if not left:
            return float((line + 1) * metrics.height())
    return float(most * metrics.height())


def _fitting(parts: Sequence[str], metrics: QFontMetrics, width: float) -> int:
    """How many words fit on a line, one at least."""
    count = 1
    while count < len(parts) and metrics.horizontalAdvance(" ".join(parts[: count + 1])) <= width:
        count += 1
    return count
