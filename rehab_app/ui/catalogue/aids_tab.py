"""The rules of the aids on a date: families on the left, the rules of one on the right."""

import datetime

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.services.aid_rules import CLASS_WORDS, MARKS, AidTable
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

_FAMILIES_PX = 360


class AidsTab(QWidget):
    """Reads the parameters of the application for the day chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tables: list[AidTable] = []
        self.on = QDateEdit()
        self.on.setAccessibleName(_("Day of the rules"))
        self.on.setDisplayFormat("dd/MM/yyyy")
        self.on.setCalendarPopup(True)
        self.on.setMinimumDate(QDate(2025, 1, 1))
        self.on.setDate(QDate.currentDate())
        self.next = QPushButton(_("Next change"))
        self.next.setAccessibleName(_("Go to the next change of the rules"))
        self.families = Grid(
            desk.theme,
            _("Families of aids"),
            (GridColumn(_("Aid")), GridColumn(_("Since"), 100), GridColumn(_("Mark"), 60)),
        )
        self.families.setFixedWidth(_FAMILIES_PX)
        self.rules = Grid(desk.theme, _("Rules of the aid"), _columns())
        self.rules.setWordWrap(True)
        self._title, self._source = words("", "title"), words("", "second", wrap=True)
        self._lay_out()
        self.setFocusProxy(self.families)
        self.on.dateChanged.connect(lambda _day: self.refresh())
        self.next.clicked.connect(self._go_to_next)
        self.families.itemSelectionChanged.connect(self._show_family)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(words(_("Rules on"), "second"))
        head.addWidget(self.on)
        head.addWidget(self.next)
        head.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addLayout(head)
        left.addWidget(self.families, 1)
        for text in MARKS.values():
            label: QLabel = words(_(text), "small")
            left.addWidget(label)
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addWidget(self._title)
        right.addWidget(self._source)
        right.addWidget(self.rules, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(SPACE_L)
        row.addLayout(left)
        row.addLayout(right, 1)

    def refresh(self) -> None:
        """Show the rules of the day chosen."""
        chosen = self.on.date()
        on = datetime.date(chosen.year(), chosen.month(), chosen.day())

        def work(_progress: Progress) -> list[AidTable]:
            # The trade of the aids brings the engine with it; the page does not wait for it.
            from rehab_app.services.aid_tables import aid_tables

            return aid_tables(on)

        self._desk.tasks.read(self, work, self._show)

    def _show(self, tables: list[AidTable]) -> None:
        self._tables = tables
        self.families.show_rows([(table.title, f"{table.begins:%d/%m/%Y}", table.mark) for table in tables])
        self.next.setEnabled(any(table.next for table in tables))
        if tables and not self.families.selectedIndexes():
            self.families.selectRow(0)
        self._show_family()

    def _show_family(self) -> None:
        rows = {index.row() for index in self.families.selectedIndexes()}
        at = rows.pop() if len(rows) == 1 else -1
        if not 0 <= at < len(self._tables):
            return
        table = self._tables[at]
        self._title.setText(table.title)
        coming = _("Next known change: {day}.").format(day=day(table.next)) if table.next else _("No change is known.")
        source = _("Since {day}: {source}. {coming}")
        self._source.setText(source.format(day=day(table.begins), source=table.source, coming=coming))
        lines = []
        for rule in table.rows:
            amounts = (*rule.amounts, *[""] * len(CLASS_WORDS))[: len(CLASS_WORDS)]
            lines.append((rule.name, *amounts, rule.note, rule.mark or table.mark))
        self.rules.show_rows(lines)
        for column in range(1, 1 + len(CLASS_WORDS)):
            self.rules.setColumnHidden(column, not any(rule.amounts for rule in table.rows))
        self.rules.resizeRowsToContents()

    def _go_to_next(self) -> None:
        dates = [table.next for table in self._tables if table.next]
        if dates:
            first = min(dates)
            self.on.setDate(QDate(first.year, first.month, first.day))


def _columns() -> tuple[GridColumn, ...]:
    classes = (GridColumn(_(name).capitalize(), 92, "figure") for name in CLASS_WORDS)
    return (GridColumn(_("Rule"), 250), *classes, GridColumn(_("Conditions")), GridColumn(_("Mark"), 56))
