"""What is being typed and not written yet: kept in the project every two seconds, found again after a crash."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.jobs import Lane
from rehab_app.services.plain_text import says
from rehab_app.services.session import Session
from rehab_app.services.unfinished import Unfinished, keep_all, left_behind
from rehab_app.ui.tasks import Tasks

PART_DRAFT = "part"  # kind of entry of a part of a home; named here, so that the window need not load that page
GROUP_DRAFTS = ("shared_cost", "agreement", "availability")
FIRM_DRAFT = "firm"
SENDING_DRAFT = "sending"
# Kinds of entry of the forms of two pages, by page.
QUOTE_DRAFT, INVOICE_DRAFT, ACCEPTANCE_DRAFT = "follow_up.quote", "follow_up.invoice", "follow_up.acceptance"
DEGREE_DAYS_DRAFT, SHOW_HOME_DRAFT, SHOW_VISIT_DRAFT = "follow_up.weather", "follow_up.show", "follow_up.visit"
PRICE_DRAFT, INDEX_DRAFT, SHARING_DRAFT = "catalogue.price", "catalogue.index", "catalogue.sharing"
TOWN_DRAFT, LOCAL_AID_DRAFT, CONTACT_DRAFT = "catalogue.town", "catalogue.aid", "catalogue.contact"
FORMS_OF_PAGES = {
    "follow_up": (
        QUOTE_DRAFT, INVOICE_DRAFT, ACCEPTANCE_DRAFT, DEGREE_DAYS_DRAFT, SHOW_HOME_DRAFT, SHOW_VISIT_DRAFT,
    ),
    "catalogue": (PRICE_DRAFT, INDEX_DRAFT, SHARING_DRAFT, TOWN_DRAFT, LOCAL_AID_DRAFT, CONTACT_DRAFT, FIRM_DRAFT),
    "groups": GROUP_DRAFTS,
    "dossiers": (SENDING_DRAFT,),
}  # fmt: skip
_KEPT_AFTER_MS = 2_000
HOME_DRAFT = "home"  # of another tab of that page
Key = tuple[str, str]


class Drafts(QObject):
    """Forms say what they hold unfinished with `put` and take it up again with `get`.

    Attributes:
        waiting: entries of an earlier session that were neither taken up nor forgotten, the latest first.
        openers: what shows the form of an entry, by kind of form.

    Signals:
        found: entries that an earlier session left behind were read, or one of them was finished (`waiting`).
        erased: the people of a home were, its id: what forms hold of it goes too.
        refused: nothing was kept of what was typed about a home; says why.
    """

    found = Signal()
    erased = Signal(int)
    refused = Signal(str)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._session: Session | None = None
        self._entries: dict[Key, Unfinished] = {}
        self._changed: set[Key] = set()
        self._known: int | None = None  # latest action known when the forms were opened
        self.waiting: list[Unfinished] = []
        self.openers: dict[str, Callable[[Unfinished], None]] = {}
        self._timer = QTimer(self, singleShot=True, interval=_KEPT_AFTER_MS)
        self._timer.timeout.connect(self._keep)

    def use(self, session: Session | None) -> None:
        """Keep entries in this project from now on; what was typed in the one before is kept in that one, at once."""
        self.flush()
        self._session = session
        self._entries, self.waiting, self._known = {}, [], None
        if session is None:
            return

        def work(_progress: Progress) -> tuple[list[Unfinished], int]:
            return left_behind(session.project, session.who), session.project.last_action()

        def done(read: tuple[list[Unfinished], int]) -> None:
            if self._session is session:
                entries, self._known = read
                self._entries = {(entry.form, entry.key): entry for entry in entries} | self._entries
                self.waiting = entries
                self.found.emit()

        self._tasks.read(self, work, done)

    def put(self, form: str, key: str, title: str, content: Mapping[str, Any] | None) -> None:
        """What a form holds unfinished now; None or nothing when it is finished or given up."""
        at = form, key
        if content:
            self._entries[at] = Unfinished(form, key, title, dict(content))
        elif self._entries.pop(at, None) is None:
            return
        else:
            self._offer_no_more(at)
        self._changed.add(at)
        if not self._timer.isActive():
            self._timer.start()

    def _offer_no_more(self, at: Key) -> None:
        """What an earlier session left is finished, without having been taken up from where it was offered."""
        left = [entry for entry in self.waiting if (entry.form, entry.key) != at]
        if len(left) < len(self.waiting):
            self.waiting = left
            self.found.emit()

    def get(self, form: str, key: str) -> Mapping[str, Any]:
        """What was left unfinished in a form, empty when nothing was."""
        entry = self._entries.get((form, key))
        return {} if entry is None else entry.content

    def forget_home(self, home: int, place: str) -> None:
        """What is unfinished about a home is gone: it is neither shown nor kept again. The store forgets its own."""
        for at, entry in list(self._entries.items()):
            if entry.content.get("home") == home or (place and says(entry.title, place)):
                del self._entries[at]
                self._changed.discard(at)
        self.waiting = [entry for entry in self.waiting if (entry.form, entry.key) in self._entries]

    def know(self, action: int) -> None:
        """Forms know what that action did: this window did it."""
        self._known = max(action, self._known or 0)

    def people_erased(self, home: int, place: str, action: int) -> None:
        """The people of a home were erased by this action: forms about it begin anew."""
        self.forget_home(home, place)
        self.know(action)
        self.erased.emit(home)
        self.forget_home(home, place)  # a form that loses the focus as it goes puts its text once more

    def flush(self) -> None:
        """Keep everything now, on this thread: the project is about to be closed."""
        self._timer.stop()
        if self._session is not None and self._changed:
            keep_all(self._session.project, self._session.who, self._taken(), self._known)

    def _keep(self) -> None:
        session, taken = self._session, self._taken()
        if session is None or not taken:
            return

        known = self._known

        def work(_progress: Progress) -> tuple[dict[int, RehabError], int]:
            refused = keep_all(session.project, session.who, taken, known)
            return refused, session.project.last_action() if refused else 0

        def done(kept: tuple[dict[int, RehabError], int]) -> None:
            refused, last = kept
            for home, error in refused.items():
                self.people_erased(home, "", last)
                self.refused.emit(error.text)

        self._tasks.start(self, Lane.WRITE, "", work, done, shown=False)

    def _taken(self) -> dict[Key, Unfinished | None]:
        taken = {at: self._entries.get(at) for at in self._changed}
        self._changed = set()
        return taken
