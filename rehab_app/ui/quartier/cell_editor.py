"""Correcting a cell of the table of homes in place (F2): the value, and beside it where it comes from."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, language
from rehab_app.domain.codes import ORIGINS
from rehab_app.services import editing
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.quartier.home_table import HomeTable
from rehab_app.ui.theme import ORIGIN_MARKS, SPACE_XS

_Index = QModelIndex | QPersistentModelIndex
# What a person who types a value may say of it; a neighbour's value is borrowed on the page of the home.
_SAID_BY_HAND = ("said", "seen", "official", "photo", "default")
_NEEDED_PX = 300


class ValueAndOrigin(QWidget):
    """A list for codes, a line for the rest, and where the value comes from."""

    def __init__(self, parent: QWidget, offered: dict[Any, str], origin: str) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.line = QLineEdit()
        self.box = QComboBox()
        for value, text in offered.items():
            self.box.addItem(text[:1].upper() + text[1:], value)
        self.value: QWidget = self.box if offered else self.line
        self.origin = Choice(_("Where the value comes from"), letters=11)
        for key in _SAID_BY_HAND:
            text = _(ORIGINS[key])
            self.origin.addItem(f"{ORIGIN_MARKS[key]}  {text[:1].upper()}{text[1:]}", key)
        self.origin.choose(origin)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(self.value, 1)
        row.addWidget(self.origin, 1)
        self.setFocusProxy(self.value)

    def show_value(self, value: Any) -> None:
        """Start from what the cell has."""
        self.box.setCurrentIndex(max(self.box.findData(value), 0))
        self.line.setText("" if value is None else _typed(value) if isinstance(value, float) else str(value))
        self.line.selectAll()


def _typed(value: float) -> str:
    """A number as people type it, with all its decimals."""
    text = f"{value:.10g}"
    return text.replace(".", ",") if language() == "fr" else text


class CellEditor(QStyledItemDelegate):
    """What is left is checked, written and can be undone; the next cell starts with the origin said last."""

    def __init__(self, desk: Desk, table: HomeTable) -> None:
        super().__init__(table)
        self._desk = desk
        self._table = table
        self.origin = _SAID_BY_HAND[0]

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        return ValueAndOrigin(parent, editing.choices(self._field(index)), self.origin)

    def updateEditorGeometry(self, editor: QWidget, option: Any, index: _Index) -> None:
        """As wide as both parts need, inside the table."""
        width = max(option.rect.width(), _NEEDED_PX)
        parent = editor.parentWidget()
        room = parent.width() if parent is not None else width
        left = max(min(option.rect.left(), room - width), 0)
        editor.setGeometry(QRect(left, option.rect.top(), min(width, room), option.rect.height()))

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, ValueAndOrigin):
            editor.show_value(self._table.value_at(index))

    def setModelData(self, editor: QWidget, model: object, index: _Index) -> None:
        if not isinstance(editor, ValueAndOrigin):
            return
        field, self.origin = self._field(index), editor.origin.currentData()
        listed = editor.value is editor.box
        try:
            value = editor.box.currentData() if listed else editing.parsed(field, editor.line.text())
        except RehabError as error:
            self._desk.tell_error(error)
            return
        if value != self._table.value_at(index):
            self._write(index, value)

    def _write(self, index: _Index, value: Any) -> None:
        homes, identifier, field = self._desk.homes, self._table.rows.id_at(index.row()), self._field(index)
        if homes is None or identifier is None:
            return
        at, origin = homes.position[identifier], self.origin
        version = {identifier: int(homes.columns["version"][at])}
        place = f"{homes.columns['house_number'][at]} {homes.columns['street'][at]}".strip()
        self._desk.write(
            lambda session: editing.write_field(session.project, session.who, version, field, value, origin, place)
        )

    def _field(self, index: _Index) -> Any:
        return editing.home_field(self._table.columns[index.column()].name)
