"""The page Catalogue: works and prices, firms, aids by date, rules of the town."""

import datetime
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services.catalogue_view import Catalogue, read_catalogue
from rehab_app.ui.catalogue.aids_tab import AidsTab
from rehab_app.ui.catalogue.firms_tab import FirmsTab
from rehab_app.ui.catalogue.rules_tab import RulesTab
from rehab_app.ui.catalogue.works_tab import WorksTab
from rehab_app.ui.desk import Desk
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL

_CARES = ("firm", "quote", "neighbourhood")
_CHANGES = 20


class CataloguePage(QWidget):
    """Follows the firms, quotes and rules of the project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.works = WorksTab(desk.theme)
        self.firms = FirmsTab(desk)
        self.aids = AidsTab(desk)
        self.rules = RulesTab(desk)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the catalogue"))
        self.tabs.addTab(self.works, _("Works and prices"))
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

        def work(progress: Progress) -> tuple[Catalogue, list[Mapping[str, Any]]]:
            found = read_catalogue(session.project, datetime.date.today(), progress)
            number = session.project.neighbourhood()["id"]
            return found, list(session.project.history(_CHANGES, {"neighbourhood": [number]}))

        self._desk.tasks.read(self, work, lambda found: self._show(*found))

    def _show(self, found: Catalogue, history: list[Mapping[str, Any]]) -> None:
        self.works.show_works(found.works)
        self.firms.show_firms(found.firms)
        self.rules.show_rules(found.rules, [_change(row) for row in history])

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES):
            self.refresh()


def _change(row: Mapping[str, Any]) -> tuple[str, str, str]:
    at = datetime.datetime.fromisoformat(row["at"]).astimezone()
    return (f"{day(at.date())} {at:%H:%M}", row["who"], row["label"])
