"""The session: a window of its own for one home, beside its owner. It knows no other home, no note of the adviser."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.domain.financing import Option
from rehab_app.services.jobs import Lane
from rehab_app.services.papers import folder_of
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.words import words
from rehab_app.ui.seance.edges import STEPS, Foot, Head
from rehab_app.ui.seance.sheet import SCALES, Sizes, session_sheet
from rehab_app.ui.seance.steps import Steps
from rehab_app.ui.shell.help_page import HelpPage
from rehab_app.ui.tasks import explain

if TYPE_CHECKING:
    from rehab_app.services.press import Pressed
    from rehab_app.services.seance import Seance
    from rehab_app.services.seance_choices import Choice
    from rehab_app.services.seance_income import Income

_HELP_SHARE = 0.85  # of the window


class SeanceWindow(QWidget):
    """Four steps for one home. The window is made anew where the text changes size; what was chosen stays."""

    def __init__(self, desk: Desk, dwelling_id: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("seance")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("My home"))
        self._desk, self._dwelling_id = desk, dwelling_id
        self._session = desk.session
        self.seance: Seance | None = None
        self.choice: Choice = {}
        self.step = 0
        self._scale = 0
        self._printed: Path | None = None
        self._narrow = False
        self._asked = 0  # number of the choice whose details were asked last
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shell: QWidget | None = None
        self._keys()
        self._dress()
        self._wait(_("Your home is being prepared…"))
        self._open()

    @property
    def sizes(self) -> Sizes:
        return Sizes(SCALES[self._scale])

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl++": lambda: self.resize_text(1),
            "Ctrl+=": lambda: self.resize_text(1),
            "Ctrl+-": lambda: self.resize_text(-1),
            "Alt+Right": lambda: self.show_step(self.step + 1),
            "Alt+Left": lambda: self.show_step(self.step - 1),
            "Ctrl+W": self.close,
            "F1": self.show_help,
        }
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self, action)

    def show_help(self) -> None:
        """Show the help of the session in a window of its own."""
        page = HelpPage("session")
        page.setParent(self, Qt.WindowType.Window)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.setWindowTitle(_("Help"))
        QShortcut(QKeySequence("Esc"), page, page.close)
        page.resize(self.size() * _HELP_SHARE)
        page.show()

    def _open(self) -> None:
        session = self._session
        assert session is not None

        def work(progress: Progress) -> "Seance":
            # The engine is heavy; it is loaded by the job that needs it.
            from rehab_app.services.seance import open_seance

            return open_seance(session.project, self._dwelling_id, datetime.date.today(), progress)

        self._desk.tasks.read(self, work, self._opened, lambda error: self._wait(explain(error)))

    def _opened(self, seance: "Seance") -> None:
        self.seance = seance
        self.setWindowTitle(_("My home, {address}").format(address=seance.facts.address))
        self._build()

    def resize_text(self, by: int) -> None:
        """Make the text larger or smaller, one step at a time; it cannot leave the scale."""
        wanted = min(max(self._scale + by, 0), len(SCALES) - 1)
        if wanted != self._scale and self.seance is not None:
            self._scale = wanted
            self._clear()
            self._dress()
            self._build()

    def show_step(self, step: int) -> None:
        """Show a step by its number, 0 to 3."""
        if self.seance is None or not 0 <= step < len(STEPS):
            return
        self.step = step
        self.steps.show_step(step)
        self._head.show_step(step)
        self._foot.show_step(step)
        self._head.steps[step].setFocus()

    def choose(self, choice: "Choice") -> None:
        """Show another choice: its figures at once, its aids one by one a moment later."""
        if self.seance is not None:
            self.choice = choice
            self.steps.show_choice(choice)
            self._ask_details()

    def _ask_details(self) -> None:
        """Each aid of the choice is on its way."""
        seance, choice = self.seance, self.choice
        if seance is None:
            return
        self._asked += 1
        asked = self._asked

        def done(option: Option) -> None:
            if asked == self._asked:
                self.steps.show_details(option)

        if seance.works(choice):
            self._desk.tasks.read(self, lambda progress: seance.details(choice), done)

    def say_income(self, income: "Income") -> None:
        """Count the aids and the bills with what the household says of itself; nothing of it is written."""
        if self.seance is not None:
            self.seance = self.seance.with_income(income)
            self.steps.show_seance(self.seance)
            self.choose(self.choice)

    def _dress(self) -> None:
        self.setStyleSheet(session_sheet(self._desk.theme, self.sizes))

    def _wait(self, text: str) -> None:
        label = words(text, "title", wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._put(label)

    def _put(self, widget: QWidget) -> None:
        self._clear()
        self._shell = widget
        self._column.addWidget(widget)

    def _clear(self) -> None:
        """Take what is shown away at once, so that it is not dressed anew before it goes."""
        before, self._shell = self._shell, None
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
            QCoreApplication.sendPostedEvents(before, QEvent.Type.DeferredDelete)

    def _build(self) -> None:
        """Make the steps anew in the size of the text and the room there is."""
        seance = self.seance
        assert seance is not None
        sizes = self.sizes
        self._narrow = sizes.narrow(self.width())
        shell = QWidget()
        column = QVBoxLayout(shell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head, self._foot = Head(seance.facts.address, sizes, self._narrow), Foot(sizes, self._narrow)
        self.steps = Steps(seance, self._desk.theme, sizes, self._narrow)
        for widget in (self._head, self.steps, self._foot):
            column.addWidget(widget, int(widget is self.steps))
        self._connect()
        self.steps.show_choice(self.choice)
        self.steps.show_step(self.step)  # before it stands in the window: there each line would be laid out by itself
        self._put(shell)
        self._ask_details()
        self.show_step(self.step)

    def _connect(self) -> None:
        self._head.chosen.connect(self.show_step)
        self._head.larger.connect(lambda: self._later(lambda: self.resize_text(1)))
        self._head.smaller.connect(lambda: self._later(lambda: self.resize_text(-1)))
        self._head.left.connect(self.close)
        self._foot.moved.connect(lambda by: self.show_step(self.step + by))
        self.steps.chosen.connect(self.choose)
        self.steps.income_said.connect(self.say_income)
        self.steps.keep_wanted.connect(self.keep)
        self.steps.paper_wanted.connect(self._show_paper)

    def _later(self, action: Callable[[], None]) -> None:
        # Not now: the button that asks for it is deleted by it.
        QTimer.singleShot(0, self, action)

    def keep(self) -> None:
        """Keep the choice and the agreement as one action, then print the household's paper."""
        seance, choice = self.seance, self.choice
        if seance is None:
            return
        self.steps.kept.show_working(_("Your paper is being written…"))

        def action(session: Session) -> Change:
            from rehab_app.services.seance_record import keep

            return keep(session.project, session.who, seance, choice, datetime.date.today())

        def failed(error: Exception) -> None:
            if isValid(self):  # the window may have been closed meanwhile
                self.steps.kept.show_error(explain(error))
            else:
                self._desk.tell_error(error)

        self._desk.write(action, lambda _change: self._print(), failed)

    def _print(self) -> None:
        session, homes = self._session, self._desk.homes
        assert session is not None
        assert homes is not None
        folder = folder_of(homes.name)

        def work(progress: Progress) -> "Pressed":
            from rehab_app.services.seance_record import print_paper

            today = datetime.date.today()
            return print_paper(session.project, session.who, self._dwelling_id, folder, today, progress)

        def failed(error: Exception) -> None:
            self.steps.kept.show_error(explain(error))

        self._desk.tasks.start(self, Lane.WRITE, _("Printing a household’s paper"), work, self._done, failed, False)

    def _done(self, paper: "Pressed") -> None:
        self._printed = paper.path
        self._desk.journalled.emit()
        text = ngettext(
            "It is kept. Your paper has {count} page.", "It is kept. Your paper has {count} pages.", paper.pages
        )
        self.steps.kept.show_done(text.format(count=paper.pages))

    def _show_paper(self) -> None:
        if self._printed is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._printed)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.seance is not None and self.sizes.narrow(self.width()) != self._narrow:
            self._later(self._build)
