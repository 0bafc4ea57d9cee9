"""The frame around the pages: rail, top bar, notices, and the pages themselves, each made when first shown."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.notice import Notice
from rehab_app.ui.shell.actions import Actions
from rehab_app.ui.shell.draft_offer import DraftOffer
from rehab_app.ui.shell.rail import Rail
from rehab_app.ui.shell.topbar import TopBar
from rehab_app.ui.shell.tour import Tour

Makers = Mapping[str, Callable[[], QWidget]]


class Frame(QWidget):
    """Shows one page at a time; `extra` pages (a report, a form) stand in no rail."""

    def __init__(self, desk: Desk, actions: Actions, file_menu: QMenu, makers: Makers) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._makers = makers
        self._pages: dict[str, QWidget] = {}
        self._extra: QWidget | None = None
        self.page = ""
        self.rail = Rail(desk.theme)
        self.rail.chosen.connect(self.show_page)
        self.topbar = TopBar(desk, actions, file_menu)
        self.notice = Notice(desk.theme)
        desk.said.connect(self.notice.say)
        self.drafts = DraftOffer(desk)
        self.tour = Tour(desk, self.show_page)
        actions.tour.triggered.connect(self.tour.start)
        self.stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addWidget(self.notice)
        right.addWidget(self.drafts)
        right.addWidget(self.tour)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    @property
    def extra(self) -> QWidget | None:
        """What stands over the page and in no rail, if something does."""
        return self._extra

    def make_page(self, key: str) -> QWidget:
        """A page of the rail, made when it is first wanted; it is not shown yet."""
        if key not in self._pages:
            self._pages[key] = self._makers[key]()
            self.stack.addWidget(self._pages[key])
        return self._pages[key]

    def leave(self) -> Iterator[None]:
        """Let go of the pages one at a time, the one in front last; a page that is wanted again meanwhile is made."""
        self.setUpdatesEnabled(False)  # what is left would be laid out and painted anew for each page that goes
        self._drop_extra()
        for key in sorted(self._pages, key=lambda key: key == self.page):
            page = self._pages.pop(key)
            self.stack.removeWidget(page)
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
            yield

    def show_page(self, key: str) -> QWidget:
        """Show a page of the rail."""
        self.make_page(key)
        self.page = key
        self.rail.check(key)
        self.stack.setCurrentWidget(self._pages[key])
        self._pages[key].setFocus()
        self._drop_extra()
        return self._pages[key]

    def show_extra(self, widget: QWidget) -> None:
        """Show something until a page is chosen."""
        self._drop_extra()
        self._extra = widget
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        self.rail.check("")
        widget.setFocus()

    def _drop_extra(self) -> None:
        extra, self._extra = self._extra, None
        if extra is not None:
            self.stack.removeWidget(extra)
            extra.deleteLater()
