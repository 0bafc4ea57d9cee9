"""What became of each file of an import: counts, then the rows that need a look."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.services.intake.report import OUTCOMES, ImportReport, Outcome
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL, Theme

_SHOWN = 5_000


class ImportReportView(QWidget):
    """A page; rows that were refused come first."""

    def __init__(self, theme: Theme, report: ImportReport, leave: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addWidget(words(_("Import report"), "heading"))
        column.addWidget(words(report.summary, "title"))
        for note in report.notes:
            column.addWidget(words(note, "second", wrap=True))
        column.addSpacing(SPACE_L)
        self.table = self._table(theme, report)
        column.addWidget(self.table, 1)
        self.leave_button = QPushButton(_("Go to the neighbourhood"))
        self.leave_button.setAccessibleName(self.leave_button.text())
        self.leave_button.clicked.connect(leave)
        column.addWidget(self.leave_button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _table(self, theme: Theme, report: ImportReport) -> Grid:
        order = [Outcome.REFUSED, Outcome.DUPLICATE, Outcome.CHANGED, Outcome.TAKEN]
        lines = sorted(report.lines, key=lambda line: order.index(line.outcome))[:_SHOWN]
        columns = (
            GridColumn(_("File"), 200),
            GridColumn(_("Row"), 60, "figure"),
            GridColumn(_("Outcome"), 110),
            GridColumn(_("Why")),
            GridColumn(_("What to do")),
        )
        table = Grid(theme, _("Rows of the import"), columns)
        table.show_rows(
            [
                (
                    line.source,
                    "" if line.row is None else figure(line.row),
                    _(OUTCOMES[line.outcome]),
                    line.reason,
                    line.remedy,
                )
                for line in lines
            ]
        )
        return table
