"""What the pages share: the open project, its jobs, its selection, the theme. Handed to each page; no global."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from rehab_app.core.i18n import _
from rehab_app.core.settings import Settings
from rehab_app.domain.change import Change
from rehab_app.services.jobs import Lane
from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.services.session import Session
from rehab_app.ui import theme as tokens
from rehab_app.ui.drafts import Drafts
from rehab_app.ui.quartier.colouring import MODES
from rehab_app.ui.quartier.prepared import Prepared
from rehab_app.ui.selection import Selection
from rehab_app.ui.tasks import Tasks, explain
from rehab_app.ui.theme import Theme


class Desk(QObject):
    """One window's work.

    Signals:
        opened: another project is open (`session`).
        changed: an action changed rows; carries the `Change`, each page asks whether it cares.
        journalled: an action was written that only the page which asked for it shows; undo has something new.
        read: the neighbourhood's columns were read anew (`homes`).
        page_wanted: a page asks for another to be shown; carries its key.
        background_changed: the user set another background of the map, or turned it on or off.
        said: something to tell the user: kind (good, warning, error) and text.
    """

    opened = Signal()
    changed = Signal(object)
    journalled = Signal()
    read = Signal()
    said = Signal(str, str)
    page_wanted = Signal(str)
    background_changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.session: Session | None = None
        self.homes: Neighbourhood | None = None
        self.prepared: Prepared | None = None
        self.more_columns: tuple[str, ...] = ()  # of the field catalogue, read beside those of every home
        self.tasks = Tasks(self)
        self.drafts = Drafts(self.tasks, self)
        self.selection = Selection(self)
        self.tasks.failed.connect(self.tell_error)
        self.drafts.refused.connect(lambda told: self.said.emit("warning", told))

    @property
    def theme(self) -> Theme:
        return tokens.THEMES.get(self.settings.theme, tokens.LIGHT)

    @property
    def map_mode(self) -> str:
        """How the map is coloured, a key of `colouring.MODES`."""
        return self.settings.map_mode if self.settings.map_mode in MODES else "label"

    def tell_error(self, error: Exception) -> None:
        self.said.emit("error", explain(error))

    def use(self, session: Session) -> None:
        """Work in another project; the one before is closed."""
        before, self.session = self.session, session
        self.homes = self.prepared = None
        self.selection.choose(())
        self.drafts.use(session)
        if before is not None:
            before.close()
        self.opened.emit()

    def write(
        self,
        action: Callable[[Session], Change | None],
        then: Callable[[Change], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do one journalled action in the writing lane and tell every page what it changed."""
        session = self.session
        if session is None:
            return

        def done(change: Change | None) -> None:
            if change is None:
                return
            if then is not None:
                then(change)
            if change.rows:
                self.changed.emit(change)

        def work(progress: Any) -> Change | None:
            return action(session)

        self.tasks.start(self, Lane.WRITE, _("Writing"), work, done, failed, shown=False)

    def close(self) -> None:
        """Stop the jobs, keep what is being typed, then let go of the project."""
        self.tasks.close()
        self.drafts.flush()
        if self.session is not None:
            self.session.close()
            self.session = None
