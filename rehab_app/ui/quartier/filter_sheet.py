"""The sheet that filters one column: words it contains, values it has, bounds, what is not known."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.services.home_filters import Condition
from rehab_app.services.neighbourhood import HomeColumn
from rehab_app.services.plain_text import plain
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.quartier.cells import named, texts_of, value_text
from rehab_app.ui.quartier.condition_words import amount, amount_text
from rehab_app.ui.theme import SPACE_M, SPACE_S

_WIDTH = 300
_LINES, _LINE_PX = (3, 8), 30  # lines of the list without scrolling, least and most
_LISTED = 200  # values listed at once; typing narrows them
_TYPED_FORMS = frozenset({"text", "house_number", "listed"})


class FilterSheet(QFrame):
    """Opens over the table; each choice filters at once, Escape closes.

    Signals:
        wanted: another condition on the column; carries the `Condition`.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget, column: HomeColumn, condition: Condition, tally: Mapping[str, int]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setFixedWidth(_WIDTH)
        self._column = column
        self._condition = condition
        self._tally = tally
        self._texts = texts_of(column)
        self.setAccessibleName(_("Filter: {column}").format(column=named(column)))
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        self._body.setSpacing(SPACE_S)
        self._body.addWidget(words(named(column), "small", wrap=True))
        self.error = words("", "error", wrap=True)
        if column.name != "missing" and (column.counted or column.form == "date"):
            self._add_bounds()
        else:
            self._add_values()
        self._body.addWidget(self.error)
        self.error.hide()
        self.clear_button = QPushButton(_("Clear this filter"))
        set_role(self.clear_button, "flat")
        self.clear_button.clicked.connect(self._clear)
        self._body.addWidget(self.clear_button, alignment=Qt.AlignmentFlag.AlignLeft)

    def open_at(self, point: QPoint) -> None:
        """Show the sheet under a point of the screen, inside it."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(point.x(), room.right() - self.width())
        self.move(max(left, room.left()), min(point.y(), max(room.bottom() - self.height(), room.top())))
        self.show()
        first = self.low if hasattr(self, "low") else self.typed
        first.setFocus()

    def _add_bounds(self) -> None:
        self.low, self.high = QLineEdit(), QLineEdit()
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        unit = f" ({_(self._column.unit)})" if self._column.unit else ""
        for line, name, value in (
            (self.low, _("At least"), self._condition.low),
            (self.high, _("At most"), self._condition.high),
        ):
            line.setPlaceholderText(name + unit)
            line.setAccessibleName(name + unit)
            line.setText(amount_text(replace(self._column, unit=""), value))
            line.textEdited.connect(self._bound)
            row.addWidget(line)
        self.known = Choice(_("Known or not"), letters=20)
        for text, value in ((_("Known or not"), None), (_("Only what is not known"), False), (_("Only known"), True)):
            self.known.addItem(text, value)
        self.known.choose(self._condition.known)
        self.known.currentIndexChanged.connect(self._bound)
        self._body.addLayout(row)
        self._body.addWidget(self.known)

    def _bound(self) -> None:
        try:
            low, high = amount(self._column, self.low.text()), amount(self._column, self.high.text())
        except RehabError as error:
            self.error.setText(error.told)
            self.error.show()
            return
        self.error.hide()
        self._change(replace(self._condition, low=low, high=high, known=self.known.currentData()))

    def _add_values(self) -> None:
        self.typed = QLineEdit(self._condition.contains)
        self.typed.setAccessibleName(_("Contains"))
        self.typed.setPlaceholderText(_("Contains"))
        self.typed.setClearButtonEnabled(True)
        self.typed.textEdited.connect(self._typed)
        self.typed.setVisible(self._column.form in _TYPED_FORMS)
        self.values = QListWidget()
        self.values.setAccessibleName(_("Values"))
        lines = min(max(len(self._offered), _LINES[0]), _LINES[1])
        self.values.setFixedHeight(lines * _LINE_PX + SPACE_S)
        self.values.itemChanged.connect(self._ticked)
        self.values.itemActivated.connect(_turn_over)
        self.more = words("", "small", wrap=True)
        self._body.addWidget(self.typed)
        self._body.addWidget(self.values)
        self._body.addWidget(self.more)
        self._fill()

    def _fill(self) -> None:
        """List the values that contain what is typed; those that are ticked always."""
        wanted = plain(self.typed.text()).split()
        ticked = self._condition.values
        offered = [
            (value, text)
            for value, text, folded in self._offered
            if value in ticked or all(word in folded for word in wanted)
        ]
        with QSignalBlocker(self.values):
            self.values.clear()
            for value, text in offered[:_LISTED]:
                item = QListWidgetItem(f"{text} ({figure(self._tally.get(value, 0))})")
                item.setData(Qt.ItemDataRole.UserRole, value)
                item.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
                self.values.addItem(item)
        rest = len(offered) - _LISTED
        text = ngettext("{count} other: type to narrow.", "{count} others: type to narrow.", rest) if rest > 0 else ""
        self.more.setText(text.format(count=figure(rest)))
        self.more.setVisible(rest > 0)

    @cached_property
    def _offered(self) -> list[tuple[str, str, str]]:
        """Value, text, and the text as it is compared; ordered by the list of codes, else by the alphabet."""
        if self._texts:
            listed = [(value, text, plain(text)) for value, text in self._texts.items() if self._shown(value)]
        else:
            texts = [(value, value_text(self._column, value)) for value in self._tally if value]
            listed = sorted(((value, text, plain(text)) for value, text in texts), key=lambda one: one[2])
        unknown = _("Not known")
        return [*listed, ("", unknown, plain(unknown))] if self._tally.get("") else listed

    def _shown(self, value: str) -> bool:
        return bool(self._tally.get(value)) or value in self._condition.values

    def _typed(self, text: str) -> None:
        self._change(replace(self._condition, contains=text.strip()))
        self._fill()

    def _ticked(self) -> None:
        items = [self.values.item(at) for at in range(self.values.count())]
        ticked = tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )
        self._change(replace(self._condition, values=ticked))

    def _clear(self) -> None:
        self._change(Condition(self._column.name))
        self.close()

    def _change(self, condition: Condition) -> None:
        self._condition = condition
        self.wanted.emit(condition)


def _turn_over(item: QListWidgetItem) -> None:
    ticked = item.checkState() is Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
