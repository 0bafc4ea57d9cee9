"""The page Catalogue: works and prices, indices, what is shared, firms, aids by date, rules of the town."""

import datetime
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

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
from rehab_app.ui.drafts import (
    CONTACT_DRAFT,
    FIRM_DRAFT,
    INDEX_DRAFT,
    LOCAL_AID_DRAFT,
    PRICE_DRAFT,
    SHARING_DRAFT,
    TOWN_DRAFT,
)
from rehab_app.ui.parts.lazy_tabs import LazyTabs
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL

_CARES = ("firm", "quote", "invoice", "neighbourhood")


class CataloguePage(QWidget):
    """Follows the firms, quotes, invoices and rules of the project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._found: Catalogue | None = None
        self.tabs = LazyTabs(
            _("Parts of the catalogue"),
            {
                "works": (_("Works and prices"), lambda: WorksTab(desk)),
                "indices": (_("Price indices"), lambda: IndicesTab(desk)),
                "sharing": (_("Shared by neighbours"), lambda: SharingTab(desk)),
                "firms": (_("Firms"), lambda: FirmsTab(desk)),
                "aids": (_("Aids by date"), lambda: AidsTab(desk)),
                "rules": (_("Rules of the town"), lambda: RulesTab(desk)),
            },
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_L)
        column.addWidget(self.tabs)
        self.setFocusProxy(self.works)
        self.tabs.made.connect(self._show_tab)
        desk.opened.connect(self.refresh)
        desk.changed.connect(self._on_change)
        self.refresh()

    @property
    def works(self) -> WorksTab:
        return cast(WorksTab, self.tabs.tab("works"))

    @property
    def indices(self) -> IndicesTab:
        return cast(IndicesTab, self.tabs.tab("indices"))

    @property
    def sharing(self) -> SharingTab:
        return cast(SharingTab, self.tabs.tab("sharing"))

    @property
    def firms(self) -> FirmsTab:
        return cast(FirmsTab, self.tabs.tab("firms"))

    @property
    def aids(self) -> AidsTab:
        return cast(AidsTab, self.tabs.tab("aids"))

    @property
    def rules(self) -> RulesTab:
        return cast(RulesTab, self.tabs.tab("rules"))

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
        tabs = {PRICE_DRAFT: "works", INDEX_DRAFT: "indices", SHARING_DRAFT: "sharing", FIRM_DRAFT: "firms"}
        self.tabs.show_tab(tabs.get(entry.form, "rules"))
        if entry.form == PRICE_DRAFT:
            self.works.take_up(entry.key)
        elif entry.form == SHARING_DRAFT:
            self.sharing.take_up(int(entry.key))
        elif entry.form == FIRM_DRAFT:
            self.firms.take_up(entry.key)
        elif entry.form == CONTACT_DRAFT:
            self.rules.contacts.take_up(entry.key)
        elif entry.form in (TOWN_DRAFT, LOCAL_AID_DRAFT):
            self.rules.take_up()

    def _show(self, found: Catalogue) -> None:
        self._found = found
        for key in self.tabs.ready:
            self._show_tab(key)

    def _show_tab(self, key: str) -> None:
        """Give a tab what was read, as soon as both are there."""
        found = self._found
        if key == "aids":
            self.aids.refresh()
        elif found is None:
            return
        elif key in ("works", "indices", "sharing"):
            cast(WorksTab | IndicesTab | SharingTab, self.tabs.tab(key)).show_found(found)
        elif key == "firms":
            self.firms.show_firms(found.firms)
        else:
            self.rules.show_rules(found.rules, found.changes)
            self.rules.contacts.show_contacts(found.contacts)

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES):
            self.refresh()
