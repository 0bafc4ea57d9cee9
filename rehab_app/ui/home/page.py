"""The page Logement: one home, its losses drawn, and a tab for each side of it, made when it is first looked at."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedLayout, QTabWidget, QToolButton, QVBoxLayout, QWidget

from rehab_app.core.i18n import _, mark
from rehab_app.domain.catalogue.stock import PART_TABLES
from rehab_app.domain.change import Change
from rehab_app.services.dwelling_view import DwellingView, read_dwelling
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.calculation_tab import CalculationTab
from rehab_app.ui.home.commands import HomeCommands
from rehab_app.ui.home.documents_tab import DocumentsTab
from rehab_app.ui.home.head import HomeHead
from rehab_app.ui.home.history_tab import HistoryTab
from rehab_app.ui.home.home_bills import BillsTab
from rehab_app.ui.home.home_options import OptionsTab
from rehab_app.ui.home.home_people import PeopleTab
from rehab_app.ui.home.home_visit import VisitTab
from rehab_app.ui.home.loss_panel import LossPanel
from rehab_app.ui.home.parts_tab import PartsTab
from rehab_app.ui.home.site_tab import SiteTab
from rehab_app.ui.home.visits_tab import VisitsTab
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.empty import EmptyState
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL, SPACE_XS

_CARES = (
    "dwelling",
    "owner",
    "household",
    "building",
    "facade",
    "home_contact",
    "member",
    "owner_group",
    "visit",
    "document",
    "survey_answer",
    "bill",
    "degree_days",
    "scenario",
    "works",
    "estimate",
    "reference_result",
    *(spec.name for spec in PART_TABLES),
)


Tab = (
    VisitTab
    | PartsTab
    | CalculationTab
    | OptionsTab
    | BillsTab
    | PeopleTab
    | VisitsTab
    | DocumentsTab
    | SiteTab
    | HistoryTab
)
# Keys, which are the names of the page's own tabs, and headings, in the order of the tabs.
_TABS = {
    "visit": mark("Survey"),
    "parts": mark("Parts"),
    "calculation": mark("Calculation"),
    "bundles": mark("Bundles"),
    "bills": mark("Bills"),
    "people": mark("People"),
    "visits": mark("Visits"),
    "documents": mark("Documents"),
    "site": mark("Site"),
    "history": mark("History"),
}
_FIRST = "parts"
T = TypeVar("T", bound=Tab)


class HomePage(QWidget):
    """Shows the current home of the selection and follows its changes; `view` is what it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.view: DwellingView | None = None
        self._wanted_part: tuple[int, str, int] | None = None
        self.head = HomeHead(desk.theme)
        self.losses = LossPanel(desk)
        self.commands = HomeCommands(desk)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Views of the home"))
        self.wider = self._wide_button()
        self._full = QWidget()
        empty = EmptyState(
            desk.theme,
            "house-line",
            _("No home chosen"),
            (_("Choose one in the table or on the map of the neighbourhood, or search its address with Ctrl+K."),),
        )
        self._lay_out()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(empty)
        self._stack.addWidget(self._full)
        self.setFocusProxy(self.tabs)
        self.tabs.currentChanged.connect(self._show_tab)
        desk.selection.changed.connect(self._read)
        desk.changed.connect(self._on_change)
        desk.drafts.erased.connect(self._begin_anew)
        self._read()

    def _lay_out(self) -> None:
        for heading in _TABS.values():
            self.tabs.addTab(QWidget(), _(heading))
        self.tabs.setCurrentIndex(list(_TABS).index(_FIRST))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setObjectName("narrow")
        self.tabs.setCornerWidget(self.wider)
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(SPACE_XL, SPACE_L, SPACE_L, SPACE_XL)
        side.setSpacing(SPACE_XS)
        side.addWidget(self.losses, 1)
        side.addWidget(self.commands, alignment=Qt.AlignmentFlag.AlignLeft)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_XL, SPACE_L)
        column.addWidget(self.tabs)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([500, 840])
        split.setChildrenCollapsible(False)
        self.wider.toggled.connect(left.setHidden)
        whole = QVBoxLayout(self._full)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(split, 1)

    def _wide_button(self) -> QToolButton:
        """Gives the tabs the whole width: five bundles side by side want it."""
        button = QToolButton()
        button.setCheckable(True)
        button.setIcon(icon("arrows-out-line-horizontal", self._desk.theme.second, self._desk.theme.accent))
        button.setToolTip(_("Hide the drawing of the house"))
        button.setAccessibleName(button.toolTip())
        return button

    # Each tab by its name: made, in the place kept for it, when it is first asked for.

    @cached_property
    def visit(self) -> VisitTab:
        return self._put("visit", VisitTab(self._desk))

    @cached_property
    def parts(self) -> PartsTab:
        return self._put("parts", PartsTab(self._desk))

    @cached_property
    def calculation(self) -> CalculationTab:
        return self._put("calculation", CalculationTab(self._desk))

    @cached_property
    def bundles(self) -> OptionsTab:
        return self._put("bundles", OptionsTab(self._desk))

    @cached_property
    def bills(self) -> BillsTab:
        return self._put("bills", BillsTab(self._desk))

    @cached_property
    def people(self) -> PeopleTab:
        return self._put("people", PeopleTab(self._desk))

    @cached_property
    def visits(self) -> VisitsTab:
        return self._put("visits", VisitsTab(self._desk))

    @cached_property
    def documents(self) -> DocumentsTab:
        return self._put("documents", DocumentsTab(self._desk))

    @cached_property
    def site(self) -> SiteTab:
        return self._put("site", SiteTab(self._desk))

    @cached_property
    def history(self) -> HistoryTab:
        return self._put("history", HistoryTab(self._desk.theme))

    def _put(self, key: str, tab: T) -> T:
        """Put a tab in the place kept for it; the one in front stays in front.

        That one shows the home before it stands in the window: there each line would be laid out by itself.
        """
        if key == self._front and self.view is not None:
            tab.show_home(self.view)
        self._place(key, tab)
        return tab

    def _place(self, key: str, tab: QWidget) -> None:
        """Put a widget where another of the same key was."""
        at, front = list(_TABS).index(key), self.tabs.currentIndex()
        with QSignalBlocker(self.tabs):
            place = self.tabs.widget(at)
            self.tabs.removeTab(at)
            self.tabs.insertTab(at, tab, _(_TABS[key]))
            self.tabs.setCurrentIndex(front)
        if place is not None:
            place.deleteLater()

    def _read(self) -> None:
        session, ids = self._desk.session, self._desk.selection.ids
        if session is None or not ids:
            self.view = None
            self._stack_empty()
            return
        wanted = ids[-1]

        def done(view: DwellingView) -> None:
            if self._desk.session is session and self._desk.selection.ids[-1:] == (wanted,):
                self._show(view)

        self._desk.tasks.read(self, lambda progress: read_dwelling(session.project, wanted, progress), done)

    def open_part(self, home: int, table: str, number: int) -> None:
        """Open a home on one of its parts."""
        self._wanted_part = home, table, number
        self._desk.selection.choose((home,))
        self._show_wanted_part()

    def open_tab(self, home: int, key: str) -> None:
        """Open a home on one of its tabs."""
        self._desk.selection.choose((home,))
        self.tabs.setCurrentIndex(list(_TABS).index(key))

    def _show_wanted_part(self) -> None:
        if self.view is None or self._wanted_part is None or self.view.record["id"] != self._wanted_part[0]:
            return
        _home, table, number = self._wanted_part
        self._wanted_part = None
        self.tabs.setCurrentWidget(self.parts)
        self.parts.choose_part(table, number)

    def _stack_empty(self) -> None:
        if self.layout() is not None:
            self._stack.setCurrentIndex(0)

    def _show(self, view: DwellingView) -> None:
        other = self.view is None or self.view.record["id"] != view.record["id"]
        self.view = view
        if other and self._front == _FIRST and self._wanted_part is None and not any(view.parts.values()):
            with QSignalBlocker(self.tabs):  # a home without parts is asked about
                self.tabs.setCurrentIndex(list(_TABS).index("visit"))
        self.head.show_home(view)
        if self._front in vars(self) or self._wanted_part is not None:
            self._show_tab()
        else:  # a tab that is still to be made comes in the next turn of the event loop
            QTimer.singleShot(0, self, self._show_tab)
        self.losses.show_home(view)
        self._stack.setCurrentWidget(self._full)
        self._show_wanted_part()

    @property
    def _front(self) -> str:
        """Key of the tab in front."""
        return list(_TABS)[self.tabs.currentIndex()]

    def _show_tab(self, _at: int = 0) -> None:
        """Bring the tab in front up to date; the others wait until they are looked at."""
        if self.view is None:
            return
        made = self._front in vars(self)
        tab: Tab = getattr(self, self._front)
        if made:
            tab.show_home(self.view)

    def _begin_anew(self, home: int) -> None:
        """The people of a home were erased: its tabs are made again, without what was typed in them.

        The tab of the people forgets by itself: the erasure may have been asked for there.
        """
        if self.view is None or self.view.record["id"] != home:
            return
        for key in [one for one in _TABS if one in vars(self) and one != "people"]:
            del vars(self)[key]
            self._place(key, QWidget())
        self._read()

    def _on_change(self, change: Change) -> None:
        if self._desk.selection.ids and change.touches(*_CARES):
            self._read()
