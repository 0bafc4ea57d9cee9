"""The page Quartier: totals over map and table, one selection for both."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.services.background import source_of
from rehab_app.services.home_filters import Condition
from rehab_app.services.neighbourhood import totals
from rehab_app.ui.desk import Desk
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.empty import EmptyState
from rehab_app.ui.parts.loading import Loading
from rehab_app.ui.quartier.bulk_edit import BulkEdit
from rehab_app.ui.quartier.cell_editor import CellEditor
from rehab_app.ui.quartier.chips import Chips
from rehab_app.ui.quartier.column_chooser import ColumnChooser
from rehab_app.ui.quartier.filters import Filters
from rehab_app.ui.quartier.home_menu import show_home_menu
from rehab_app.ui.quartier.home_table import HomeTable
from rehab_app.ui.quartier.map_pane import MapPane
from rehab_app.ui.quartier.more_columns import MoreColumns
from rehab_app.ui.quartier.selection_bar import SelectionBar
from rehab_app.ui.quartier.table_view import HomeTableView
from rehab_app.ui.quartier.totals_strip import TotalsStrip
from rehab_app.ui.quartier.views import ViewsButton
from rehab_app.ui.shell.actions import Actions
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL


class QuartierPage(QWidget):
    """Shows `desk.homes` and follows it."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.table = HomeTable()
        self.filters = Filters(desk.theme, self.table)
        self.chips = Chips(desk.theme)
        self.view = HomeTableView(desk.theme, self.table, desk.selection)
        self.view.setItemDelegate(CellEditor(desk, self.table))
        self.more = MoreColumns(desk, self.table)
        self.columns = ColumnChooser(desk.theme, self.view, self.more)
        self.grouped = self._group_button()
        self._bulk: BulkEdit | None = None
        self.views = ViewsButton(desk, self.view, self.filters, self.more)
        self.map = self._map_pane()
        self.strip = TotalsStrip(desk.theme)
        self.bar = SelectionBar(desk)
        self._full = QWidget()
        self._loading = Loading(desk.tasks)
        self._empty: EmptyState | None = None
        self._ways_in = (actions.import_files, actions.import_folder, actions.new_home)
        self._lay_out()
        self.setFocusProxy(self.view)
        desk.opened.connect(self.refresh)
        desk.read.connect(self.refresh)
        desk.selection.changed.connect(self._show_totals)
        self.filters.changed.connect(self._filter)
        self.more.came.connect(self._filter)
        self.chips.removed.connect(lambda column: self.filters.want(Condition(column)))
        self.view.heads.filter_wanted.connect(self._ask)
        for shown in (self.view, self.map.view):
            shown.menu_wanted.connect(lambda at, shown=shown: show_home_menu(shown, desk, at))
        self.refresh()

    @property
    def bulk(self) -> BulkEdit:
        """Gives the homes selected a value; made when it is first wanted, as most visits never do."""
        if self._bulk is None:
            self._bulk = BulkEdit(self._desk)
            self._list.insertWidget(self._list.indexOf(self.bar), self._bulk)
            for before, after in pairwise((self.view, *self._bulk.in_order)):  # it came last, and stands before the bar
                QWidget.setTabOrder(before, after)
        return self._bulk

    def _no_homes(self) -> EmptyState:
        """What to do in a neighbourhood without homes; made when there is one."""
        if self._empty is None:
            told = _("Import official DPE files, the open data of the town, a table of your own or footprints.")
            lines = (told, _("Or add a home by its address."))
            self._empty = EmptyState(self._desk.theme, "house-line", _("No home yet"), lines, self._ways_in)
            self._stack.addWidget(self._empty)
        return self._empty

    def _map_pane(self) -> MapPane:
        desk = self._desk
        pane = MapPane(desk.theme, desk.selection, self._later, desk.map_mode)
        pane.mode.currentIndexChanged.connect(self._keep_mode)
        pane.background_wanted.connect(self._want_background)
        pane.view.backdrop.failed.connect(self._tell_background)
        pane.show_background(source_of(desk.settings))
        desk.background_changed.connect(self._show_background)
        return pane

    def _show_background(self) -> None:
        self.map.show_background(source_of(self._desk.settings))

    def _group_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("rows", self._desk.theme.second, self._desk.theme.accent))
        button.setIconSize(QSize(20, 20))
        button.setCheckable(True)
        button.setShortcut(QKeySequence("Ctrl+Shift+G"))
        button.setToolTip(_("Group by street (Ctrl+Shift+G)"))
        button.setAccessibleName(_("Group by street"))
        button.toggled.connect(self.table.group)
        self.table.layoutChanged.connect(lambda *_each: button.setChecked(self.table.grouped))
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self.filters, 1)
        head.addWidget(self.grouped)
        head.addWidget(self.columns)
        head.addWidget(self.views)
        right = QWidget()
        self._list = column = QVBoxLayout(right)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_XL, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        column.addWidget(self.chips)
        column.addWidget(self.view, 1)
        column.addWidget(self.bar)
        self.bar.edit_button.toggled.connect(lambda on: self.bulk.setVisible(on))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.map)
        split.addWidget(right)
        split.setSizes([540, 820])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self._full)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.strip)
        whole.addWidget(split, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._loading)
        self._stack.addWidget(self._full)

    def refresh(self) -> None:
        """Show the neighbourhood as it was read last."""
        homes = self._desk.homes
        if homes is None:
            self._stack.setCurrentWidget(self._loading)
            return
        self._stack.setCurrentWidget(self._full if len(homes) else self._no_homes())
        self.filters.show_homes(homes)
        self.table.show_homes(homes, self._desk.prepared)
        self.map.show_homes(homes, self._desk.prepared)
        self.more.read()
        self._filter()

    def _later(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._desk.tasks.read(self, lambda _progress: work(), then)

    def _want_background(self, wanted: bool) -> None:
        """Turn the background on or off; without an address, ask for one."""
        settings = self._desk.settings
        settings.background = "yes" if wanted and settings.background_tiles else ""
        self.map.show_background(source_of(settings))
        if wanted and not settings.background_tiles:
            self._desk.said.emit("warning", _("Give the address of a background map here, once."))
            self._desk.page_wanted.emit("settings")

    def _tell_background(self, reason: str) -> None:
        told = _("The background map does not answer ({reason}). The rest works without it.")
        self._desk.said.emit("warning", told.format(reason=reason))

    def _keep_mode(self) -> None:
        self._desk.settings.map_mode = self.map.mode.currentData()

    def _filter(self) -> None:
        if self._desk.homes is not None:
            columns = {column.name: column for column in self.table.columns}
            self.chips.show_conditions(self.filters.conditions, columns)
            filtered = {condition.column for condition in self.filters.conditions}
            self.view.heads.mark(
                frozenset(at for at, column in enumerate(self.table.columns) if column.name in filtered)
            )
            kept = self.filters.passing()
            self.table.keep(kept)
            self.map.keep(kept)
            self._show_totals()

    def _ask(self, section: int) -> None:
        self.filters.ask(self.table.columns[section].name, self.view.heads.anchor(section))

    def _show_totals(self) -> None:
        homes = self._desk.homes
        if homes is None:
            return
        chosen = homes.rows_of(self._desk.selection.ids)
        rows = chosen if len(chosen) > 1 else self.table.rows.order
        self.strip.show_totals(totals(homes, rows), selected=len(chosen) > 1)
