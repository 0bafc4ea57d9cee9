"""The group of neighbours that the home shown is in, and whether it is to be in those proposed."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.group_wishes import set_wish
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.wish_menu import wish_texts
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_S


class HomeGroup(QWidget):
    """Follows a home; what is chosen is written at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self.group = words("", wrap=True)
        self.wish = Choice(_("When groups are proposed"), letters=16)
        for wish, text in wish_texts().items():
            self.wish.addItem(text, wish)
        self.wish.activated.connect(lambda _at: self._write(self.wish.currentData()))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(words(_("When groups are proposed"), "second"))
        row.addWidget(self.wish)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(words(_("With the neighbours"), "title"))
        column.addWidget(self.group)
        column.addLayout(row)
        told = _("A home always proposed comes before any gain in euros; the page of the groups says why one has none.")
        column.addWidget(words(told, "small", wrap=True))

    def show_home(self, view: DwellingView) -> None:
        """Tell the group of a home and what is wanted of it."""
        self._view = view
        self.group.setText(_("In the group {group}.").format(group=view.group) if view.group else _("In no group."))
        self.wish.choose(view.record["group_wish"])

    def _write(self, wish: str) -> None:
        view = self._view
        if view is not None and wish != view.record["group_wish"]:
            home = int(view.record["id"])
            self._desk.write(lambda session: set_wish(session.project, session.who, [home], wish))
