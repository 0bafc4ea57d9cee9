"""What became of each file of an import: counts, then the rows that need a look."""

from collections import Counter

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.services.intake.report import OUTCOMES, ImportReport, Outcome
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL, Theme

_SHOWN = 5_000


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
        self.table = self._table(theme, report)
        column.addWidget(self.table, 1)

    def _table(self, theme: Theme, report: ImportReport) -> Grid:
        order = [Outcome.REFUSED, Outcome.DUPLICATE, Outcome.CHANGED, Outcome.TAKEN]
        lines = sorted(report.lines, key=lambda line: order.index(line.outcome))[:_SHOWN]
        columns = (
            GridColumn(_("File"), 240),
            GridColumn(_("Row"), 60, "figure"),
            GridColumn(_("Outcome"), 110),
            GridColumn(_("Why")),
            GridColumn(_("What to do"), 320),
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
