"""The page Suivi: indicators on the left; progress, and quotes beside the estimate, on the right."""

import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from rehab_app.core.format import NARROW, figure
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.domain.town_dossier import AskedPrice
from rehab_app.services.follow_up import FollowUp, HomeGap, firm_choices, read_follow_up, work_choices
from rehab_app.services.jobs import Lane
from rehab_app.ui.desk import Desk
from rehab_app.ui.follow_up.indicators import Indicators
from rehab_app.ui.follow_up.progress_bars import StageBars
from rehab_app.ui.follow_up.quote_form import QuoteForm
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.loading import Loading
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.parts.words import card, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import ROW_HEIGHT, SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_SIDE_PX = 560
_HEAD_PX, _LEAST_ROWS, _MOST_ROWS = 38, 2, 8


class FollowUpPage(QWidget):
    """Counts when it is shown; a page nobody looks at costs nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._stale = True
        self.found = FollowUp()
        self.indicators = Indicators()
        self.problem = words("", "error", wrap=True)
        self.stages = StageBars(desk.theme)
        self.by_work = Grid(desk.theme, _("Quotes by work"), _work_columns())
        self.by_home = Grid(desk.theme, _("Quotes by home"), _home_columns())
        self._no_quote = words(
            _("No quote yet. Record the prices that firms ask: they replace the library little by little."),
            "second",
            wrap=True,
        )
        self.record = QPushButton(_("Record a quote"))
        self.record.setAccessibleName(self.record.text())
        self.form = QuoteForm(desk)
        self._full = QWidget()
        self._loading = Loading(desk.tasks)
        self._lay_out()
        self.setFocusProxy(self.record)
        self.form.hide()
        self.record.clicked.connect(self.start_quote)
        self.form.closed.connect(self._close_form)
        self.by_home.cellDoubleClicked.connect(self._open_home)
        desk.opened.connect(self._forget)
        desk.read.connect(self._outdated)
        desk.changed.connect(self._on_change)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(words(_("Indicators of the neighbourhood"), "title"))
        left.addWidget(self.problem)
        left.addWidget(self.indicators, 1)
        inner = QWidget()
        side = QVBoxLayout(inner)
        side.setContentsMargins(0, 0, SPACE_S, 0)
        side.setSpacing(SPACE_M)
        sheet = card()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        inside.setSpacing(SPACE_S)
        inside.addWidget(words(_("Progress by stage"), "title"))
        inside.addWidget(words(_("Homes, and their works chosen before tax"), "small"))
        inside.addWidget(self.stages)
        side.addWidget(sheet)
        head = QHBoxLayout()
        head.addWidget(words(_("Estimate against quotes"), "title"), 1)
        head.addWidget(self.record)
        side.addLayout(head)
        side.addWidget(self.form)
        side.addWidget(self._no_quote)
        side.addWidget(self.by_work)
        side.addWidget(self.by_home)
        side.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFixedWidth(_SIDE_PX)
        area.setAccessibleName(_("Progress and quotes"))
        row = QHBoxLayout(self._full)
        row.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        row.setSpacing(SPACE_XL)
        row.addLayout(left, 1)
        row.addWidget(area)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._loading)
        self._stack.addWidget(self._full)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    def start_quote(self) -> None:
        """Open the form, for the homes selected or for any."""
        session, homes = self._desk.session, self._desk.homes
        if session is None or homes is None:
            return
        addresses = homes.columns["address"]
        chosen = {i: str(addresses[homes.position[i]]) for i in self._desk.selection.ids if i in homes.position}

        def show(firms: dict[int, str]) -> None:
            self.form.show()
            self.form.start(firms, work_choices(), chosen)

        self._desk.tasks.read(self, lambda _progress: firm_choices(session.project), show)

    def _close_form(self) -> None:
        self.form.hide()
        self.record.setFocus()

    def _count(self) -> None:
        session, homes = self._desk.session, self._desk.homes
        if not self._stale or session is None or homes is None or not self.isVisible():
            return
        self._stale = False

        def work(progress: Progress) -> FollowUp:
            return read_follow_up(session.project, homes, datetime.date.today(), progress)

        self._desk.tasks.start(self, Lane.READ, _("Counting the indicators"), work, self._show)

    def _show(self, found: FollowUp) -> None:
        self.found = found
        self._stack.setCurrentWidget(self._full)
        self.indicators.show_chapters(found.chapters)
        self.stages.show_stages(found.stages)
        self.problem.setText(explain(found.problem) if found.problem is not None else "")
        self.problem.setVisible(found.problem is not None)
        self._no_quote.setVisible(not found.asked)
        for table, rows in (
            (self.by_work, [_work_row(price) for price in found.asked]),
            (self.by_home, [_home_row(gap) for gap in found.gaps]),
        ):
            table.setVisible(bool(rows))
            table.show_rows(rows)
            table.setFixedHeight(_HEAD_PX + ROW_HEIGHT * min(max(len(rows), _LEAST_ROWS), _MOST_ROWS))

    def _open_home(self, row: int, _column: int) -> None:
        self._desk.selection.open(self.found.gaps[row].home_id)

    def _forget(self) -> None:
        self._stack.setCurrentWidget(self._loading)
        self._outdated()

    def _outdated(self) -> None:
        self._stale = True
        self._count()

    def _on_change(self, change: Change) -> None:
        # Most changes make the homes be read anew, which tells us; these do not.
        if change.touches("quote", "calendar_entry", "neighbourhood", "household"):
            self._outdated()


def _work_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Work")),
        GridColumn(_("Quotes"), 62, "figure"),
        GridColumn(_("Asked, €"), 82, "figure"),
        GridColumn(_("Library, €"), 110, "figure"),
        GridColumn(_("Gap"), 70, "figure"),
    )


def _home_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Address")),
        GridColumn(_("Quotes"), 62, "figure"),
        GridColumn(_("Asked, €"), 82, "figure"),
        GridColumn(_("Estimated, €"), 126, "figure"),
        GridColumn(_("Gap"), 70, "figure"),
    )


def _work_row(price: AskedPrice) -> tuple[str, ...]:
    gap = price.asked_median / price.typical - 1
    return (
        f"{price.work} ({price.unit})",
        figure(price.quotes),
        figure(price.asked_median),
        cost_span(price.low, price.high, ""),
        _gap(gap),
    )


def _home_row(gap: HomeGap) -> tuple[str, ...]:
    return (gap.address, figure(gap.works), figure(gap.asked), cost_span(gap.low, gap.high, ""), _gap(gap.gap))


def _gap(share: float) -> str:
    """`+ 12 %`, `− 5 %`."""
    sign = "+" if share > 0 else "−"
    return f"{sign}{NARROW}{figure(abs(share) * 100, '%')}" if share == share else "–"
