"""The tour of the first start: five sentences over the pages of the fictional sample. It never stops the work."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from rehab_app.core import settings as stored
from rehab_app.core.i18n import _, mark
from rehab_app.services.session import sample_location
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_S, SPACE_XL, SPACE_XS

_STEPS = (
    (
        "quartier",
        mark("Every home of this invented neighbourhood is on the map and in the table: choose one in either."),
    ),
    ("home", mark("One home: where its heat goes, its parts, its works. Each value says where it comes from.")),
    (
        "home",
        mark("With its household beside you, F9 opens a session: large type, this home only, figures at each click."),
    ),
    ("groups", mark("Neighbours who renovate together: each member sees what it pays and what a departure changes.")),
    ("calendar", mark("The works of all groups in time, with the capacity of the firms.")),
    ("dossiers", mark("Papers for artisans, households and landlords, printed one by one or all at once.")),
    ("follow_up", mark("What comes after: quotes, invoices, real bills, and how far they are from the estimate.")),
    (
        "catalogue",
        mark("Works, prices, firms, aids and rules of the town. Then File → New begins your own neighbourhood."),
    ),
)


class Tour(QFrame):
    """Shown by itself on the sample until it was closed once; `start` shows it again."""

    def __init__(self, desk: Desk, show_page: Callable[[str], object]) -> None:
        super().__init__()
        self._desk = desk
        self._show_page = show_page
        self._at = 0
        set_role(self, "notice-good")
        self.text = words("", wrap=True)
        self.next_button = QPushButton(_("Next"))
        self.next_button.setAccessibleName(_("Next step of the tour"))
        self.close_button = QPushButton(_("End the tour"))
        self.close_button.setAccessibleName(_("End the tour"))
        for button in (self.next_button, self.close_button):
            set_role(button, "flat")
        self.next_button.clicked.connect(self._next)
        self.close_button.clicked.connect(self._end)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_XL, SPACE_XS, SPACE_L, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(self.text, 1)
        row.addWidget(self.next_button)
        row.addWidget(self.close_button)
        self.hide()
        desk.read.connect(self._begin_once)

    def start(self) -> None:
        """Show the first step."""
        self._at = 0
        self._show_step()

    def _begin_once(self) -> None:
        session = self._desk.session
        first = not self._desk.settings.toured and session is not None and session.location == str(sample_location())
        if first and not self.isVisible():
            self.start()

    def _show_step(self) -> None:
        page, text = _STEPS[self._at]
        self._show_page(page)
        self.text.setText(f"{self._at + 1}/{len(_STEPS)} · {_(text)}")
        self.next_button.setVisible(self._at < len(_STEPS) - 1)
        self.show()

    def _next(self) -> None:
        self._at += 1
        self._show_step()

    def _end(self) -> None:
        self.hide()
        self._desk.settings.toured = "yes"
        stored.save(self._desk.settings)
