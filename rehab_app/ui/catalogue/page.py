"""The page Catalogue: works and prices, indices, what is shared, firms, aids by date, rules of the town."""

import datetime

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services.catalogue_view import Catalogue, read_catalogue
from rehab_app.services.unfinished import Unfinished
from rehab_app.ui.catalogue.aids_tab import AidsTab
from rehab_app.ui.catalogue.firms_tab import FirmsTab
from rehab_app.ui.catalogue.indices_tab import IndicesTab
from rehab_app.ui.catalogue.rules_tab import RulesTab
from rehab_app.ui.catalogue.sharing_tab import SharingTab
from rehab_app.ui.catalogue.works_tab import WorksTab
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import FIRM_DRAFT, INDEX_DRAFT, LOCAL_AID_DRAFT, PRICE_DRAFT, SHARING_DRAFT, TOWN_DRAFT
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL

_CARES = ("firm", "quote", "invoice", "neighbourhood")


class CataloguePage(QWidget):
    """Follows the firms, quotes, invoices and rules of the project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.works = WorksTab(desk)
        self.indices = IndicesTab(desk)
        self.sharing = SharingTab(desk)
        self.firms = FirmsTab(desk)
        self.aids = AidsTab(desk)
        self.rules = RulesTab(desk)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the catalogue"))
        self.tabs.addTab(self.works, _("Works and prices"))
        self.tabs.addTab(self.indices, _("Price indices"))
        self.tabs.addTab(self.sharing, _("Shared by neighbours"))
        self.tabs.addTab(self.firms, _("Firms"))
        self.tabs.addTab(self.aids, _("Aids by date"))
        self.tabs.addTab(self.rules, _("Rules of the town"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_L)
        column.addWidget(self.tabs)
        self.setFocusProxy(self.works)
        desk.opened.connect(self.refresh)
        desk.changed.connect(self._on_change)
        self.aids.refresh()
        self.refresh()

    def refresh(self) -> None:
        """Read works, firms and rules anew."""
        session = self._desk.session
        if session is None:
            return

        def work(progress: Progress) -> Catalogue:
            return read_catalogue(session.project, datetime.date.today(), progress)

        self._desk.tasks.read(self, work, self._show)

    def take_up(self, entry: Unfinished) -> None:
        """Show the form of a draft again."""
        tabs = {
            PRICE_DRAFT: self.works,
            INDEX_DRAFT: self.indices,
            SHARING_DRAFT: self.sharing,
            FIRM_DRAFT: self.firms,
        }
        self.tabs.setCurrentWidget(tabs.get(entry.form, self.rules))
        if entry.form == PRICE_DRAFT:
            self.works.take_up(entry.key)
        elif entry.form == SHARING_DRAFT:
            self.sharing.take_up(int(entry.key))
        elif entry.form in (TOWN_DRAFT, LOCAL_AID_DRAFT):
            self.rules.take_up()

    def _show(self, found: Catalogue) -> None:
        self.works.show_found(found)
        self.indices.show_found(found)
        self.sharing.show_found(found)
        self.firms.show_firms(found.firms)
        self.rules.show_rules(found.rules, found.changes)

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES):
            self.refresh()
