"""What became of each file of an import: counts, then the rows that need a look."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.services.intake.report import OUTCOMES, ImportReport, Outcome
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import ROW_HEIGHT, SPACE_L, SPACE_M, SPACE_XL, Theme

_SHOWN = 5_000
_WHY = 3  # the column that takes the room left


class ImportReportView(QWidget):
    """A page; rows that were refused come first."""

    def __init__(self, theme: Theme, report: ImportReport) -> None:
        super().__init__()
        self.setObjectName("page")
        counts = Counter(line.outcome for line in report.lines)
        summary = " · ".join(f"{figure(counts[outcome])} {_(OUTCOMES[outcome])}" for outcome in OUTCOMES)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addWidget(words(_("Import report"), "heading"))
        column.addWidget(words(summary, "title"))
        for note in report.notes:
            column.addWidget(words(note, "second", wrap=True))
        column.addSpacing(SPACE_L)
        self.table = self._table(report)
        column.addWidget(self.table, 1)

    def _table(self, report: ImportReport) -> QTableWidget:
        order = [Outcome.REFUSED, Outcome.DUPLICATE, Outcome.CHANGED, Outcome.TAKEN]
        lines = sorted(report.lines, key=lambda line: order.index(line.outcome))[:_SHOWN]
        table = QTableWidget(len(lines), 5)
        table.setAccessibleName(_("Rows of the import"))
        table.setHorizontalHeaderLabels([_("File"), _("Row"), _("Outcome"), _("Why"), _("What to do")])
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for at, width in enumerate((240, 60, 110, 400, 300)):
            table.setColumnWidth(at, width)
        table.horizontalHeader().setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        for row, line in enumerate(lines):
            number = "" if line.row is None else str(line.row)
            cells = (line.source, number, _(OUTCOMES[line.outcome]), line.reason, line.remedy)
            for at, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(row, at, item)
        return table
