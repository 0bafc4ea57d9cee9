"""The page Dossiers: work plans to print on the left, what was printed under them, the pages on the right."""

import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services.jobs import Lane
from rehab_app.services.papers import Papers, folder_of, lot_words, read_papers
from rehab_app.ui.desk import Desk
from rehab_app.ui.dossiers.preview import Preview
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import ROW_HEIGHT, SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_CARES = ("owner_group", "member", "scenario", "works", "dossier", "calendar_entry", "firm")


class DossiersPage(QWidget):
    """Follows the groups and the archive of the project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._papers = Papers((), ())
        self.plans = _table(_("Work plans to print"), (_("Group"), _("Trade")))
        self.made = _table(_("Dossiers printed"), (_("Date"), _("Dossier"), _("Edition")))
        self.made.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.made.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.made.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.preview = Preview(desk)
        self.all_button = QPushButton(_("Tick all"))
        self.all_button.setAccessibleName(_("Tick all work plans"))
        self.folder_button = QPushButton(_("Open the folder"))
        self.folder_button.setAccessibleName(_("Open the folder of the dossiers"))
        self.print_button = QPushButton()
        set_role(self.print_button, "primary")
        self._none = words(_("No group has works yet: form groups and compose works first."), "second", wrap=True)
        self._lay_out()
        self.setFocusProxy(self.plans)
        self.plans.itemChanged.connect(lambda _item: self._count())
        self.all_button.clicked.connect(self._tick_all)
        self.folder_button.clicked.connect(self._open_folder)
        self.print_button.clicked.connect(self.print_ticked)
        self.made.itemSelectionChanged.connect(self._preview_chosen)
        desk.changed.connect(self._on_change)
        desk.opened.connect(self.refresh)
        self._count()
        self.refresh()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.all_button)
        buttons.addStretch(1)
        buttons.addWidget(self.folder_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_L, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addWidget(words(_("Work plans for the artisans"), "title"))
        column.addWidget(self._none)
        column.addWidget(self.plans, 3)
        column.addLayout(buttons)
        column.addSpacing(SPACE_S)
        column.addWidget(words(_("Printed"), "title"))
        column.addWidget(self.made, 2)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(SPACE_L, SPACE_L, SPACE_XL, SPACE_XL)
        side.addWidget(self.preview)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([560, 780])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def refresh(self) -> None:
        """Read what can be printed and what was."""
        session = self._desk.session
        if session is not None:
            self._desk.tasks.read(self, lambda progress: read_papers(session.project, progress), self._show)

    def print_ticked(self) -> None:
        """Print the ticked work plans as one job; the first is shown when it is done."""
        session, homes = self._desk.session, self._desk.homes
        wanted = [self._papers.plans[row] for row in self._ticked()]
        if session is None or homes is None or not wanted:
            return
        folder = folder_of(homes.name)

        def work(progress: Progress) -> object:
            # The printing library is heavy; a window that only looks never loads it.
            from rehab_app.services.printing import print_plans

            return print_plans(session.project, wanted, folder, session.who, datetime.date.today(), progress)

        label = ngettext("Printing {count} dossier", "Printing {count} dossiers", len(wanted))
        self._desk.tasks.start(self, Lane.WRITE, label.format(count=len(wanted)), work, self._printed)

    def _printed(self, batch: object) -> None:
        from rehab_app.services.printing import Batch

        assert isinstance(batch, Batch)
        self._desk.changed.emit(Change(_("Printing"), {"dossier": frozenset({-1})}))
        if batch.failures:
            reasons = "; ".join(explain(failure.error) for failure in batch.failures)
            self._desk.said.emit("error", _("Not printed: {reasons}").format(reasons=reasons))
        elif batch.printed:
            count = len(batch.printed)
            text = ngettext("{count} dossier printed in {folder}", "{count} dossiers printed in {folder}", count)
            self._desk.said.emit("good", text.format(count=count, folder=batch.printed[0].path.parent))
        if batch.printed:
            self.preview.show_file(batch.printed[0].path)

    def _show(self, papers: Papers) -> None:
        ticked = {self._papers.plans[row] for row in self._ticked()}
        self._papers = papers
        self._none.setVisible(not papers.plans)
        self.plans.setRowCount(len(papers.plans))
        for row, plan in enumerate(papers.plans):
            head = QTableWidgetItem(plan.group)
            head.setFlags(head.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            head.setCheckState(Qt.CheckState.Checked if plan in ticked else Qt.CheckState.Unchecked)
            self.plans.setItem(row, 0, head)
            self.plans.setItem(row, 1, QTableWidgetItem(lot_words(plan.lot)))
        self.made.setRowCount(len(papers.made))
        for row, made in enumerate(papers.made):
            day = datetime.datetime.fromisoformat(made.row["made_at"]).astimezone().date()
            for at, text in enumerate((short_day(day), made.row["title"], str(made.version))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.made.setItem(row, at, item)
        self._count()

    def _ticked(self) -> list[int]:
        heads = [self.plans.item(row, 0) for row in range(min(self.plans.rowCount(), len(self._papers.plans)))]
        return [row for row, head in enumerate(heads) if head and head.checkState() is Qt.CheckState.Checked]

    def _tick_all(self) -> None:
        every = len(self._ticked()) == self.plans.rowCount()
        for row in range(self.plans.rowCount()):
            head = self.plans.item(row, 0)
            if head is not None:
                head.setCheckState(Qt.CheckState.Unchecked if every else Qt.CheckState.Checked)

    def _count(self) -> None:
        count = len(self._ticked())
        text = ngettext("Print {count} PDF", "Print {count} PDFs", count).format(count=count) if count else _("Print")
        self.print_button.setText(text)
        self.print_button.setAccessibleName(text)
        self.print_button.setEnabled(count > 0)
        self.all_button.setEnabled(self.plans.rowCount() > 0)

    def _preview_chosen(self) -> None:
        rows = {index.row() for index in self.made.selectedIndexes()}
        if len(rows) == 1:
            self.preview.show_file(self._papers.made[rows.pop()].path)

    def _open_folder(self) -> None:
        homes = self._desk.homes
        if homes is not None:
            folder: Path = folder_of(homes.name)
            folder.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES):
            self.refresh()


def _table(name: str, headings: tuple[str, ...]) -> QTableWidget:
    table = QTableWidget(0, len(headings))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(headings))
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    heads = table.horizontalHeader()
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    heads.setHighlightSections(False)
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table
